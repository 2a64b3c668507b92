"""The exceptions of the engine: misuse, never a problem of the texts.

In: nothing. Out: one small tree; every message is one line for people, in Chinese and in English.

    EngineError
    ├── RuleError        a rule file cannot be used: file, line and column
    ├── InferenceError   durable_rules failed, or an action of ours did
    │   └── TooManyDerivations   a run-away rule, by its code
    ├── TaxonomyError    the actor taxonomy has a cycle
    ├── SuccessionError  the table of successors cannot be used: file and line
    ├── QuestionError    a question that cannot be asked
    ├── CaseError        a case that cannot be used: file and line
    ├── TopicError       a topic, or a file of pinned pairs, cannot be used
    └── UnknownId        an ID that no answer has
"""

from __future__ import annotations


class EngineError(Exception):
    """Any misuse of the engine.

    Args:
        message_zh: one Chinese sentence for people.
        message_en: the same in English.
    """

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh
        self.message_en = message_en


class RuleError(EngineError):
    """A rule file that cannot be used.

    Attributes:
        file: name of the rule file.
        line: 1-based.
        column: 1-based.
        problem: what is wrong, in Chinese.
    """

    def __init__(self, file: str, line: int, column: int, problem: str, problem_en: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {problem}", f"{file}:{line}:{column}: {problem_en}")
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem


class InferenceError(EngineError):
    """The run of a rule base failed; nothing of it may be used."""


class TooManyDerivations(InferenceError):  # noqa: N818 - reads as what it says
    """A rule derives without end in sight. `code` names the rule that derived most."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(
            f"规则 {code} 的推导过多：已超过 {limit} 条的上限，推导中止",
            f"rule {code} derives too much: more than {limit} derivations, stopped",
        )
        self.code = code
        self.limit = limit


class TaxonomyError(EngineError):
    """The actor taxonomy has a cycle."""


class SuccessionError(EngineError):
    """A table of successors that cannot be used."""

    def __init__(self, file: str, line: int, problem: str, problem_en: str) -> None:
        super().__init__(f"{file}:{line}: {problem}", f"{file}:{line}: {problem_en}")


class QuestionError(EngineError):
    """A question that cannot be asked."""


class CaseError(EngineError):
    """A case file that cannot be used.

    Attributes:
        file: name of the case file.
        line: 1-based.
    """

    def __init__(self, file: str, line: int, problem: str, problem_en: str) -> None:
        super().__init__(f"{file} 第{line}行：{problem}", f"{file}:{line}: {problem_en}")
        self.file = file
        self.line = line


class TopicError(EngineError):
    """A file of a topic, or of pinned and forbidden pairs, that cannot be used."""

    def __init__(self, file: str, problem: str, problem_en: str) -> None:
        super().__init__(f"{file}：{problem}", f"{file}: {problem_en}")


class UnknownId(EngineError):  # noqa: N818 - reads as what it says
    """An ID that neither a statement nor an answer has."""
