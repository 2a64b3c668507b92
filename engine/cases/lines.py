"""YAML, and JSON as a part of it, with the line of every value.

In: the text of a case file. Out: plain values, and the line at which each stands by its path.
Guarantee: a text that is no YAML, a key that stands twice, an anchor (by which a value may hold itself) or a nesting
without end is one `CaseError` with its line, never another exception.
"""

from __future__ import annotations

from typing import Any

import yaml

from engine.errors import CaseError

Path = tuple[str | int, ...]
DEEPEST = 8  # levels of a case file


def load(file: str, text: str) -> tuple[Any, dict[Path, int]]:
    """The values of a text and their lines, 1-based.

    Raises:
        CaseError: it cannot be read.
    """
    if file.endswith(".json"):
        text = text.replace("\t", " ")  # JSON may indent by tabs, YAML may not
    try:
        _check(file, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CaseError(
            file, line, "这里的写法不是 YAML，或者写了第二份内容", "this is no YAML, or a second document"
        ) from None
    except yaml.YAMLError:
        raise CaseError(file, 1, "文件里有不能用的字符", "the file has characters that cannot be used") from None
    if node is None:
        raise CaseError(file, 1, "文件是空的", "the file is empty")
    lines: dict[Path, int] = {}
    return _value(file, node, (), lines), lines


def _check(file: str, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise CaseError(file, line, "不能用锚点（& 和 *）", "anchors (& and *) cannot be used")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise CaseError(file, line, "层次太深", "too many levels")


def _value(file: str, node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(file, each, (*path, place), lines) for place, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(file, node, path, lines)
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError):
        return node.value  # a date that no calendar has, or a tag of its own: told where it is used


def _mapping(file: str, node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CaseError(file, line, "冒号之前须是一个名称", "a name must stand before the colon")
        name = str(key.value)
        if name in found:
            raise CaseError(file, line, f"“{name}”写了两次", f"“{name}” stands twice")
        found[name] = _value(file, value, (*path, name), lines)
        lines[(*path, name)] = line
    return found
