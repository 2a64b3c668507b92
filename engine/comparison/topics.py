"""Topics as data: what documents regulate, one file each in `engine/comparison/topics/`.

In: the files of the folder; an item. Out: `Topic`s in their order; the items that belong to one, with their features.
Guarantee: a file that cannot be used is a `TopicError` that names it; a word of a feature is not taken for a shorter
one (大中型 is not 中型).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from engine.comparison.model import Feature, Features, Item, Select, Topic
from engine.errors import TopicError
from obligations.model import Target

KINDS = frozenset({"norm", "target", "responsibility", "sanction", "incentive", "validity"})
COLUMNS = frozenset(
    {
        *("actor", "action", "modality", "deadline", "condition", "recipient", "support", "trigger", "enforcer"),
        *("provider", "fine", "features"),
    }
)


@cache
def topics() -> tuple[Topic, ...]:
    """The topics that come with the engine, in their order.

    Raises:
        TopicError: a file cannot be used.
    """
    folder = resources.files("engine.comparison").joinpath("topics")
    files = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    found = [read(folder.joinpath(name).read_text(encoding="utf-8"), name) for name in files]
    return tuple(sorted(found, key=lambda topic: topic.order))


def meant(words: str) -> Topic | None:
    """The topic of an ID or a title, or the first one whose title has these words."""
    known = topics()
    exact = [each for each in known if words in {each.id, each.title, each.title_en}]
    near = [each for each in known if words in each.title or words.lower() in each.title_en.lower()]
    return next(iter([*exact, *near]), None)


def read(text: str, file: str) -> Topic:
    """The topic of a file.

    Raises:
        TopicError: it is no TOML, or lacks or misnames something.
    """
    try:
        data = tomllib.loads(text)
        topic = _topic(data, file.removesuffix(".toml"))
    except tomllib.TOMLDecodeError as error:
        raise TopicError(file, "不是合法的 TOML", f"no valid TOML: {error}") from None
    except KeyError as error:
        raise TopicError(file, f"缺少 {error.args[0]}", f"{error.args[0]} is missing") from None
    for name, known in ((each.kind, KINDS) for each in topic.selects):
        _refuse(file, name, known)
    for name in topic.columns:
        _refuse(file, name, COLUMNS)
    return topic


def _refuse(file: str, name: str, known: frozenset[str]) -> None:
    if name not in known:
        raise TopicError(file, f"不认识 {name}", f"{name} is unknown")


def _topic(data: Mapping[str, Any], name: str) -> Topic:
    return Topic(
        id=name,
        order=data["order"],
        title=data["title"],
        title_en=data["title_en"],
        columns=tuple(data["columns"]),
        selects=tuple(_select(each) for each in data["select"]),
        features=tuple(_feature(each) for each in data.get("feature", ())),
        ordered=data.get("ordered", False),
        split=data.get("split", ""),
        over_time=data.get("over_time", False),
    )


def _select(data: Mapping[str, Any]) -> Select:
    return Select(
        kind=data["kind"],
        every=tuple(tuple(words) for words in data.get("every", ())),
        sentence=tuple(data.get("sentence", ())),
        without=tuple(data.get("without", ())),
        modality=tuple(data.get("modality", ())),
        reports=data.get("reports", False),
    )


def _feature(data: Mapping[str, Any]) -> Feature:
    return Feature(
        group=data["group"],
        name=data["name"],
        words=tuple(data["words"]),
        key=data.get("key", False),
        subject=data.get("subject", False),
        sentence=data.get("sentence", False),
        units=tuple(data.get("units", ())),
    )


def of(topic: Topic, items: Iterable[Item]) -> list[Item]:
    """The items that belong to a topic, with their features.

    What a document says twice is told once, with both IDs: a target that it repeats, a duty that states a target
    (新建矿山要全部达到绿色矿山建设要求).
    """
    found: dict[object, Item] = {}
    for item in items:
        if any(_belongs(select, item) for select in topic.selects):
            each = replace(
                item,
                keys=features([feature for feature in topic.features if feature.key], item),
                features=features([feature for feature in topic.features if not feature.key], item),
            )
            same = _sameness(each)
            first = found.get(same)
            found[same] = replace(first, also=(*first.also, each.id)) if first else each
    return _folded(found.values())


def _folded(items: Iterable[Item]) -> list[Item]:
    """Duties that only state a target are told with it."""
    kept = list(items)
    stated = {each.source: number for number, each in enumerate(kept) if each.kind == "target"}
    for each in kept[:]:
        number = stated.get(each.source)
        if number is not None and each.kind == "norm":
            kept[number] = replace(kept[number], also=(*kept[number].also, each.id))
    return [each for each in kept if each.kind != "norm" or each.source not in stated]


def _sameness(item: Item) -> object:
    """What targets that say the same have in common; all else is its own."""
    one = item.statement
    if not isinstance(one, Target):
        return item.id
    return (str(item.keys), one.subject if not item.keys else "", one.op, one.value, one.unit, one.by)


def _belongs(select: Select, item: Item) -> bool:
    if item.kind != select.kind or (select.modality and item.modality not in select.modality):
        return False
    if select.reports and not getattr(item.statement, "reports", False):
        return False
    if select.sentence and not any(word in item.sentence for word in select.sentence):
        return False
    told = " ".join((item.words, item.condition, *item.actors))
    every = all(any(word in told for word in words) for words in select.every)
    return every and not any(word in told for word in select.without)


def features(known: Sequence[Feature], item: Item) -> Features:
    """The features of an item by group; the longest words first, so that a part of a word is not another."""
    texts: dict[str, str] = {}
    found: set[tuple[str, str]] = set()
    for word, each in sorted(((word, one) for one in known for word in one.words), key=_longest_first):
        text = texts.setdefault(each.group, _text(each, item))
        if word in text and (not each.units or getattr(item.statement, "unit", "") in each.units):
            texts[each.group] = text.replace(word, "")
            found.add((each.group, each.name))
    groups = dict.fromkeys(each.group for each in known)
    return {
        group: names
        for group in groups
        if (names := tuple(dict.fromkeys(each.name for each in known if (group, each.name) in found)))
    }


def _longest_first(pair: tuple[str, Feature]) -> int:
    return -len(pair[0])


def _text(feature: Feature, item: Item) -> str:
    """Where a feature is looked for."""
    if feature.subject and isinstance(item.statement, Target):
        return item.statement.subject
    if feature.sentence:
        return item.sentence
    above = item.act if item.elsewhere or item.kind == "responsibility" else ""
    return "，".join(each for each in dict.fromkeys((above, item.condition, item.words)) if each)
