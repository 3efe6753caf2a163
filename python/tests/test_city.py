"""One field of a record settles what another leaves open."""

from __future__ import annotations

from typing import Any

import guiyi

SPEC: dict[str, Any] = {
    "version": 1,
    "fields": [{"name": "地区", "kind": {"region": {}}}, {"name": "电话", "kind": {"phone": {}}}, {"name": "公司", "kind": {"company": {}}}],
    "sources": [{"name": "门店", "id": "id", "columns": [{"field": "地区", "from": ["r"]}, {"field": "电话", "from": ["p"]}, {"field": "公司", "from": ["c"]}]}],
}


def run(rows: list[dict[str, str]]) -> guiyi.Outcome:
    return guiyi.compile(SPEC).run({"门店": [{"id": str(number)} | row for number, row in enumerate(rows)]})


def test_the_region_of_a_record_completes_its_local_numbers() -> None:
    out = run([{"r": region, "p": "62345678", "c": ""} for region in ["江苏省苏州市", "上海市浦东新区", ""]])
    assert [row["电话"] for row in out.customers.to_pylist()] == ["0512-62345678", "021-62345678", "62345678"]
    assert [row["reasons"] for row in out.notes.to_pylist()] == ["city_assumed", "city_assumed", "no_area_code"]


def test_the_place_of_a_company_settles_namesakes() -> None:
    rows = [{"r": "朝阳区", "p": "", "c": "北京云帆科技有限公司"}, {"r": "朝阳区", "p": "0431-82345678", "c": ""}, {"r": "朝阳区", "p": "", "c": ""}]
    out = run(rows)
    assert [row["status"] for row in out.notes.to_pylist() if row["field"] == "地区"] == ["repaired", "repaired", "ambiguous"]


def test_contradictions_are_findings() -> None:
    out = run([{"r": "广东省深圳市", "p": "021-62345678", "c": "苏州云帆科技有限公司"}])
    codes = {finding["code"]: finding["text"] for finding in out.findings.to_pylist()}
    assert "`地区`" in codes["contradiction"] and "`电话`" in codes["contradiction"] and "深圳市" in codes["contradiction"]
    assert "`公司`" in codes["elsewhere"]
