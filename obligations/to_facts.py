"""Statements to facts.

In: a document and its extraction. Out: ground facts of the vocabulary below, each with its source.
Guarantee: the facts of one document depend on that document alone.
"""

from __future__ import annotations

VOCABULARY: dict[str, tuple[str, ...]] = {
    # the document
    "document": ("doc", "title"),
    "jurisdiction": ("doc", "place"),
    "issued": ("doc", "date"),  # ISO day; a month-only date gives no fact
    "effective": ("doc", "date"),
    "expires": ("doc", "date"),
    "validity": ("doc", "duration", "from"),  # 有效期五年: P5Y, 印发之日
    "period": ("doc", "first_day", "last_day"),  # plan period 2021-2025: 2021-01-01, 2025-12-31
    "addressee": ("doc", "actor"),
    "addressed": ("doc", "norm"),  # the norm stands in the notice that forwards the plan (请认真贯彻执行)
    "within": ("unit", "container"),  # every provision that holds a statement, and all containers above it
    # norms
    "norm": ("norm", "doc", "unit", "modality", "action"),
    "bearer": ("norm", "actor"),
    "implied_bearer": ("norm", "actor"),  # carried over, not named in the sentence
    "unnamed_bearer": ("norm",),
    "recipient": ("norm", "actor"),
    "reports": ("norm",),  # the act is to report, submit or file (报告 报送 上报 反馈 备案 …)
    "condition": ("norm", "text"),
    "deadline": ("norm", "value"),  # one fact a value, in the forms of `Deadline.norm`
    "directs": ("norm", "actor", "action"),  # 督促/组织/指导 X 做 Y
    # responsibility
    "responsibility": ("resp", "doc", "unit"),  # unit: the provision whose duties it covers
    "leads": ("resp", "actor"),
    "supports": ("resp", "actor"),
    # sanctions and incentives
    "sanction": ("sanction", "doc", "unit", "trigger"),
    "sanction_target": ("sanction", "actor"),
    "enforcer": ("sanction", "actor"),
    "measure": ("sanction", "measure"),
    "fine": ("sanction", "min", "max", "basis"),  # "" where not stated
    "breached": ("sanction", "provision"),  # as printed: 第二十三条第一款
    "punishes": ("sanction", "norm"),  # the trigger names the norm's act or its article
    "incentive": ("incentive", "doc", "unit", "benefit"),
    "beneficiary": ("incentive", "actor"),
    "provider": ("incentive", "actor"),
    "target": ("target", "doc", "unit", "subject", "op", "value", "unit_of_measure", "by"),
    # not of the text
    "is_a": ("narrower", "wider"),  # reflexive-free transitive reduction of the actor taxonomy
    "asked": ("day",),  # the day the question is asked for, ISO
    "occurs": ("norm", "date", "basis"),  # dated instance of a deadline, from engine.calendar
}
