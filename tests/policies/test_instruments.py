"""What kind of instrument a document is, by issuer, number and title; and where these contradict each other."""

from __future__ import annotations

import pytest

from policies.instruments import Instrument, contradictions, instrument_of
from policies.model import Metadata


def meta(title: str, number: str | None, issuer: str, level: str) -> Metadata:
    return Metadata(title=title, doc_number=number, issuers=(issuer,) if issuer else (), level=level)


@pytest.mark.parametrize(
    ("title", "number", "issuer", "level", "expected"),
    [
        ("中华人民共和国宪法", None, "全国人民代表大会", "national", Instrument.CONSTITUTION),
        ("中华人民共和国水法", None, "全国人民代表大会常务委员会", "national", Instrument.LAW),
        ("河道管理条例", "国务院令第3号", "国务院", "national", Instrument.ADMINISTRATIVE_REGULATION),
        ("关于加强河道管理的意见", "国发〔2015〕3号", "国务院", "national", Instrument.NORMATIVE_DOCUMENT),
        ("河北省河道管理条例", None, "河北省人民代表大会常务委员会", "provincial", Instrument.LOCAL_REGULATION),
        ("河北省河道管理条例", None, "", "provincial", Instrument.LOCAL_REGULATION),
        ("某某自治州自治条例", None, "某某自治州人民代表大会", "prefectural", Instrument.AUTONOMOUS_REGULATION),
        ("河道采砂管理办法", "水利部令第40号", "水利部", "national", Instrument.DEPARTMENT_RULE),
        ("河北省采砂办法", "河北省人民政府令第3号", "河北省人民政府", "provincial", Instrument.LOCAL_RULE),
        ("某县采砂办法", "某县人民政府令第3号", "某县人民政府", "county", Instrument.NORMATIVE_DOCUMENT),
        ("绿色矿山建设方案", "甘资字〔2023〕11号", "甘肃省自然资源厅", "provincial", Instrument.NORMATIVE_DOCUMENT),
        ("关于适用民法典的解释", None, "最高人民法院", "national", Instrument.JUDICIAL_INTERPRETATION),
        ("河道管理办法", None, "", "provincial", None),
    ],
)
def test_the_kind_of_instrument(
    title: str, number: str | None, issuer: str, level: str, expected: Instrument | None
) -> None:
    found = meta(title, number, issuer, level)
    assert instrument_of(found) == expected
    assert list(contradictions(found)) == []


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (meta("河北省采砂条例", "河北省人民政府令第3号", "河北省人民政府", "provincial"), "S203"),
        (meta("河北省采砂条例", "河北省人民政府令第3号", "河北省人民代表大会常务委员会", "provincial"), "S204"),
        (meta("山东省采砂办法", "河北省人民政府令第3号", "山东省人民政府", "provincial"), "S204"),
    ],
)
def test_contradictions_are_told(found: Metadata, code: str) -> None:
    assert [problem.code for problem in contradictions(found)] == [code]


def test_a_ministry_may_publish_what_the_council_approved() -> None:
    assert list(contradictions(meta("化妆品卫生监督条例", "卫生部令第3号", "国务院", "national"))) == []
