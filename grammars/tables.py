"""The run of a language's LALR table over kinds of tokens.

In: a `lark.Lark`, whose table is taken in the form in which Lark saves parsers (`Lark.save`, its standalone tool). Out:
parse trees whose leaves are the places of the tokens. Guarantee: the trees are Lark's own, which a test compares; Lark
reads the grammar and makes the table, this module only walks through it, in half of the time of Lark's driver, whose
callbacks look rules up by their names (docs/decisions/0016).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lark import Lark, Tree
from lark.grammar import Rule
from lark.lexer import TerminalDef

END = "$END"
Value = Any  # a place, a tree, or the children of a rule that leaves no node of its own


class RefusedError(ValueError):
    """A grammar does not take these tokens.

    Attributes:
        at: the place of the first that does not fit; their number where the end does not.
    """

    def __init__(self, at: int) -> None:
        super().__init__(f"token {at}")
        self.at = at


class Reduction(NamedTuple):
    """What a rule makes of what it is reduced from.

    Attributes:
        size: how many values it takes.
        origin: the name that leads on in the table.
        node: the name of its node, "" when its children become those of the node above.
        single: a single child stands for the node (?rule).
    """

    size: int
    origin: str
    node: str
    single: bool


class Table:
    """The LALR table of a language."""

    def __init__(self, parser: Lark) -> None:
        data, memo = parser.memo_serialize([TerminalDef, Rule])
        table = data["parser"]["parser"]
        names = {number: str(name) for number, name in table["tokens"].items()}
        rules = {number: _reduction(rule) for number, rule in memo.items() if "expansion" in rule}
        steps: dict[int, dict[str, Any]] = {
            state: {
                names[token]: rules[arg["@"]] if isinstance(arg, dict) else arg for token, (_, arg) in actions.items()
            }
            for state, actions in table["states"].items()
        }
        self.states: dict[int, dict[str, int | Reduction]] = steps
        self.gotos: dict[int, dict[str, int]] = steps  # under the name of a rule stands the state that follows it
        (self.start,) = table["start_states"].values()
        (self.end,) = table["end_states"].values()

    def parse(self, kinds: tuple[str, ...]) -> Tree[int]:
        """The parse tree of tokens of these kinds.

        Raises:
            RefusedError: the grammar does not take them.
        """
        states, stack, values = self.states, [self.start], list[Value]()
        for place, kind in enumerate((*kinds, END)):
            while not isinstance(step := states[stack[-1]].get(kind), int):
                if step is None:
                    raise RefusedError(place)
                _reduce(step, stack, values)
                stack.append(self.gotos[stack[-1]][step.origin])
                if stack[-1] == self.end and kind == END:
                    break
            else:
                stack.append(step)
                values.append(place)
        tree: Tree[int] = values[-1]
        return tree


def _reduction(rule: dict[str, Any]) -> Reduction:
    origin = str(rule["origin"]["name"])
    node = str(rule["alias"] or ("" if origin.startswith("_") else origin))
    return Reduction(len(rule["expansion"]), origin, node, rule["options"]["expand1"] and not rule["alias"])


def _reduce(rule: Reduction, stack: list[int], values: list[Value]) -> None:
    """Put what a rule makes in the place of what it takes."""
    children: list[Value] = []
    if rule.size:
        for value in values[-rule.size :]:
            if isinstance(value, list):
                children += value
            else:
                children.append(value)
        del stack[-rule.size :]
        del values[-rule.size :]
    if not rule.node:
        values.append(children)
    elif rule.single and len(children) == 1:
        values.append(children[0])
    else:
        values.append(Tree(rule.node, children))
