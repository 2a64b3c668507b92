"""The API as a program uses it: the answers are those of the command line, whole over their pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.accounts.model import Role

V1 = "/api/v1"
TEXT = """某县采矿办法

第一条　采矿权人应当在每年12月15日前向县自然资源局报告矿山的情况。
第二条　禁止越界开采。
第三条　违反本办法规定，越界开采的，由自然资源主管部门责令停止，处五万元以上十万元以下罚款。
"""


def rows(client: Any, path: str, name: str, limit: int = 100, **asked: Any) -> list[Any]:
    """All rows of a list, by following its links."""
    found: list[Any] = []
    url = f"{V1}/{path}"
    answer = client.get(url, params={"limit": limit, **asked})
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()[name]
        if "next" not in answer.links:
            return found
        assert len(answer.json()[name]) <= limit
        answer = client.get(answer.links["next"]["url"])


def test_duties_are_those_of_the_command_line_in_whatever_pages(local: Any, zhize: Any) -> None:
    client = local()
    printed = zhize("duties", "--actor", "矿山企业", "--format", "json").json["duties"]
    for row in printed:  # an ID of the command line also says who was asked for: …@矿山企业/企业
        row["id"] = row["id"].replace("@矿山企业/", "@")
    for limit in (7, 200):
        found = rows(client, "duties", "duties", limit, actor="矿山企业")
        assert len({row["id"] for row in found}) == len(found)
        assert {row["id"] for row in found} == {row["id"] for row in printed}
    one, other = ({row["id"]: row for row in each} for each in (found, printed))
    for name in ("actor", "action", "modality", "deadline", "lead", "support", "condition", "norm", "source"):
        assert {key: row[name] for key, row in one.items()} == {key: row[name] for key, row in other.items()}, name


def test_penalties_are_those_of_the_command_line(local: Any, zhize: Any) -> None:
    printed = zhize("penalties", "--policy", "weihai-2021", "--format", "json").json["penalties"]
    found = rows(local(), "penalties", "penalties", document="weihai-2021")
    assert sorted(found, key=lambda row: row["id"]) == sorted(printed, key=lambda row: row["id"])


def test_statements_are_those_of_the_command_line(local: Any, zhize: Any, corpus: dict[str, Path]) -> None:
    printed = zhize("extract", str(corpus["weihai-2021"]), "--format", "json").json
    kinds = {"norm": "norms", "target": "targets", "sanction": "sanctions", "incentive": "incentives"}
    kinds["responsibility"] = "responsibilities"
    found = rows(local(), "statements", "statements", 9, document="weihai-2021")
    for kind, name in kinds.items():
        assert [row["statement"] for row in found if row["kind"] == kind] == printed[name]
    whole = local().get(f"{V1}/documents/weihai-2021/extraction").json()
    assert whole["norms"] == printed["norms"]
    assert whole["coverage"] == printed["coverage"]


def test_a_proof_is_the_one_of_the_command_line_and_is_accepted(local: Any, zhize: Any, tmp_path: Path) -> None:
    client = local()
    identity = rows(client, "penalties", "penalties", document="weihai-2021")[0]["id"]
    proof = client.get(f"{V1}/explain", params={"id": identity, "as_of": "2025-06-01"}).json()
    printed = zhize("explain", identity, "--as-of", "2025-06-01", "--format", "json").json
    assert proof["proof"] == printed["proof"]
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    assert zhize("verify", str(file)).code == 0


def test_documents_side_by_side_are_those_of_the_command_line(local: Any, zhize: Any) -> None:
    asked = {"document": ["weihai-2021", "gansu-2023"], "topic": "reporting", "as_of": "2025-06-01"}
    found = local().get(f"{V1}/compare", params=asked)
    options = ("--topic", "reporting", "--as-of", "2025-06-01", "--format", "json")
    assert found.json() == zhize("compare", "weihai-2021", "gansu-2023", *options).json


def test_a_case_is_answered_as_on_the_command_line(local: Any, zhize: Any, root: Path, tmp_path: Path) -> None:
    source = sorted((root / "tests" / "fixtures" / "cases").glob("*.yaml"))[0]
    told = json.loads(json.dumps(yaml.safe_load(source.read_text("utf-8")), default=str))
    file = tmp_path / "case.json"
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    printed = zhize("case", str(file), "--as-of", "2025-06-01", "--format", "json").json
    found = local().post(f"{V1}/cases/answer", json=told, params={"as_of": "2025-06-01"})
    assert found.status_code == 200, found.text
    assert found.json() == printed
    asked = local().post(f"{V1}/cases/questions", json=told, params={"as_of": "2025-06-01"}).json()
    assert asked == zhize("case", str(file), "--as-of", "2025-06-01", "--ask", "--format", "json").json


def test_a_case_is_kept_changed_answered_and_removed(client: Any, root: Path) -> None:
    text = sorted((root / "tests" / "fixtures" / "cases").glob("*.yaml"))[0].read_text("utf-8")
    reviewer = client(Role.REVIEWER)
    made = reviewer.post(f"{V1}/cases", json={"title": "某矿", "text": text})
    assert made.status_code == 201, made.text
    place = f"{V1}/cases/{made.json()['number']}"
    assert reviewer.get(f"{V1}/cases").json()["cases"] == [made.json()]
    once = reviewer.post(f"{V1}/cases/answer", json=json.loads(json.dumps(yaml.safe_load(text), default=str)))
    kept = reviewer.get(f"{place}/answer").json()
    assert [duty["id"] for duty in kept["duties"]] == [duty["id"] for duty in once.json()["duties"]]
    assert reviewer.put(place, json={"title": "另一个矿", "text": text}).json()["title"] == "另一个矿"
    assert reviewer.put(place, json={"title": "另一个矿", "text": "actors: 5"}).status_code == 422
    assert client(Role.READER).delete(place).status_code == 403
    assert reviewer.delete(place).status_code == 204
    assert reviewer.get(place).status_code == 404
    assert reviewer.get(f"{V1}/log").status_code == 403
    log = client(Role.ADMINISTRATOR).get(f"{V1}/log").json()["rows"]
    assert [(row["by"], row["action"]) for row in log if row["by"] == "reviewer"][:3] == [
        ("reviewer", "case delete"),
        ("reviewer", "case save"),
        ("reviewer", "case save"),
    ]


def test_a_contract_is_checked_as_on_the_command_line(local: Any, zhize: Any, root: Path) -> None:
    contract = root / "tests" / "fixtures" / "contracts" / "gansu-late-weak.docx"
    printed = zhize("check", str(contract), "--policy", "gansu-2023", "--format", "json").json
    asked = {"document": "gansu-2023"}
    found = local().post(f"{V1}/check", params=asked, files={"file": (contract.name, contract.read_bytes())})
    assert found.status_code == 200, found.text
    assert printed["contracts"][0]["file"] == str(contract)
    printed["contracts"][0]["file"] = contract.name  # a server does not know where a client's files are
    assert found.json() == printed
    assert found.json()["errors"] > 0


def test_search_finds_one_character_and_says_where(local: Any) -> None:
    client = local()
    for words in ("矿", "绿色矿山", "绿色矿山 验收"):
        found = rows(client, "search", "hits", 2, words=words)
        assert found
        for hit in found:
            text = client.get(f"{V1}/documents/{hit['document']['id']}/text").text
            for passage in hit["passages"]:
                assert text[passage["start"] :].startswith(passage["snippet"])
                for part in passage["ranges"]:
                    assert passage["snippet"][part["start"] : part["end"]] in words.split()
    assert rows(client, "search", "hits", words="没有这样的字句") == []


def test_a_document_is_added_changed_and_removed(client: Any) -> None:
    admin = client(Role.ADMINISTRATOR)
    files = {"file": ("某县采矿办法.txt", TEXT.encode())}
    added = admin.post(f"{V1}/documents", files=files)
    assert (added.status_code, added.json()["documents"]) == (201, ["某县采矿办法"])
    assert admin.post(f"{V1}/documents", files=files).json()["unchanged"] == ["某县采矿办法"]
    duties = rows(admin, "duties", "duties", document="某县采矿办法")
    assert [row["deadline"] for row in duties if row["deadline"]] == ["yearly:12-15"]
    files = {"file": ("某县采矿办法.txt", TEXT.replace("12月15日", "11月30日").encode())}
    assert admin.post(f"{V1}/documents", files=files).json()["documents"] == ["某县采矿办法"]
    duties = rows(admin, "duties", "duties", document="某县采矿办法")
    assert [row["deadline"] for row in duties if row["deadline"]] == ["yearly:11-30"]
    versions = admin.get(f"{V1}/documents/某县采矿办法/versions").json()
    assert [(each["number"], each["added_by"]) for each in versions] == [(2, "administrator"), (1, "administrator")]
    assert admin.delete(f"{V1}/documents/某县采矿办法", params={"reason": "重复"}).status_code == 204
    assert admin.get(f"{V1}/documents/某县采矿办法").status_code == 404
    assert rows(admin, "duties", "duties", document="某县采矿办法") == []


def test_an_answer_that_is_there_already_is_not_sent_again_until_something_is_written(client: Any) -> None:
    admin = client(Role.ADMINISTRATOR)
    tag = admin.get(f"{V1}/documents").headers["etag"]
    again = admin.get(f"{V1}/documents", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = admin.get(f"{V1}/documents", headers={"If-None-Match": tag, "Accept-Language": "en"})
    assert other.status_code == 200
    admin.post(f"{V1}/documents", files={"file": ("新.txt", TEXT.encode())})
    assert admin.get(f"{V1}/documents", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("header", "title"), [("", "没有找到"), ("en-GB,en;q=0.9,zh;q=0.1", "Not found"), ("zh", "没有找到")]
)
def test_people_are_told_in_their_language(local: Any, header: str, title: str) -> None:
    found = local().get(f"{V1}/documents/none", headers={"Accept-Language": header})
    assert found.json()["title"] == title


def test_the_description_names_every_resource(local: Any) -> None:
    described = local().get(f"{V1}/openapi.json").json()
    wanted = "documents statements duties penalties deadlines explain compare changes cases check search"
    assert {path.split("/")[1] for path in described["paths"]} == {
        *wanted.split(),
        "tokens",
        "session",
        "health",
        "log",
    }
    for path, item in described["paths"].items():
        for method, operation in item.items():
            assert operation["responses"]["422"]["content"].keys() == {"application/problem+json"}, (path, method)


@pytest.mark.parametrize(
    ("asked", "place", "code", "words"),
    [
        ("limit=0", "query/limit", "greater_than_equal", ("不能小于 1", "Not less than 1.")),
        ("limit=x", "query/limit", "int_parsing", ("要写成整数", "A whole number is wanted.")),
        ("actors=企业", "query/actors", "extra_forbidden", ("没有这个名称", "There is no such name.")),
        ("due_from=明天", "query/due_from", "iso_day", ("日期要写成 2025-12-31 这样", "A day is written 2025-12-31.")),
        ("due_from=2025-02-30", "query/due_from", "date_from_datetime_parsing", ("不是日历上的日期", "")),
        ("modality=must", "query/modality", "enum", ("只能是 ", "One of ")),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_the_language(
    local: Any, asked: str, place: str, code: str, words: tuple[str, str]
) -> None:
    for lang, beginning in zip(("zh", "en"), words, strict=True):
        answer = local().get(f"{V1}/duties?{asked}", headers={"Accept-Language": lang})
        assert answer.status_code == 422
        (told,) = answer.json()["errors"]
        assert (told["place"], told["code"]) == (place, code)
        assert told["detail"].startswith(beginning)
