"""Profiles of columns, quality of a run, and records read together."""

from __future__ import annotations

import json

import guiyi
import pytest

ROWS = [
    {"c1": "a@b.cn", "注册日期": "13/05/2023", "预算（万元）": "50-80", "手机": "138 1234 5678"},
    {"c1": "C@D.com", "注册日期": "5/10/2023", "预算（万元）": "120", "手机": "待补充"},
    {"c1": "e@f.org", "注册日期": "2023-06-01", "预算（万元）": "未知", "手机": "139****5678"},
]


def test_what_columns_are() -> None:
    profile = guiyi.profile({"表": ROWS})["profiles"][0]
    kinds = {column["column"]: column["kind"] for column in profile["columns"]}
    assert kinds["c1"] == {"email": {}}
    assert kinds["注册日期"] == {"date": {"order": "day_first"}}
    assert kinds["预算（万元）"] == {"amount": {"unit": "万元"}}
    assert "phone" in kinds["手机"]


def test_what_is_wrong_in_them() -> None:
    quality = {entry["field"]: entry for entry in guiyi.profile({"表": ROWS})["quality"]}
    phone = quality["手机"]
    assert (phone["rows"], phone["filled"], phone["repaired"], phone["suspicious"]) == (3, 2, 1, 1)
    assert phone["missing"] == {"absent": 0, "to_be_filled": 1, "unknown": 0, "to_be_confirmed": 0}
    assert quality["预算（万元）"]["missing"]["unknown"] == 1
    masked = next(reason for reason in phone["reasons"] if reason["reason"] == "masked")
    assert masked["examples"] == [{"record": "3", "raw": "139****5678", "display": "139****5678"}]


def test_a_frozen_profile_reads_one_row_as_it_read_all() -> None:
    frozen = json.loads(json.dumps(guiyi.profile({"表": ROWS})["profiles"]))
    alone = guiyi.profile({"表": [ROWS[1]]}, frozen)
    assert [column["kind"] for column in alone["profiles"][0]["columns"]] == [
        column["kind"] for column in sorted(frozen[0]["columns"], key=lambda c: [d["column"] for d in alone["profiles"][0]["columns"]].index(c["column"]))
    ]
    dates = next(entry for entry in alone["quality"] if entry["field"] == "注册日期")
    assert dates["ambiguous"] == 0
    assert guiyi.profile({"表": [ROWS[1]]})["quality"][0]["rows"] == 1


def test_odd_profiles_are_errors_or_findings() -> None:
    with pytest.raises(guiyi.ConfigError):
        guiyi.profile({"表": ROWS}, [{"table": "表", "columns": [{"column": "c1"}]}])
    frozen = guiyi.profile({"表": [{"旧": "1"}]})["profiles"]
    codes = {finding["code"] for finding in guiyi.profile({"表": ROWS}, frozen)["findings"]}
    assert codes == {"missing_column", "unknown_column"}


def test_records_read_together() -> None:
    fields = {"公司": "company", "地址": "address", "电话": "phone"}
    reading = guiyi.normalize_record(fields, {"公司": "北京云帆科技有限公司", "地址": "朝阳区建国路88号", "电话": "62345678"})
    assert reading["values"]["地址"]["components"]["adcode"] == "110105"
    assert reading["values"]["电话"]["key"] == "+861062345678"
    assert reading["contradictions"] == []
    reading = guiyi.normalize_record(fields, {"地址": "广东省深圳市南山区", "电话": "021-62345678"})
    assert [(c["a"], c["b"], c["expected"]) for c in reading["contradictions"]] == [("地址", "电话", True)]
    assert reading["values"]["公司"]["status"] == "missing"


def test_the_quality_of_a_run() -> None:
    spec = {
        "version": 1,
        "fields": [{"name": "手机", "kind": {"phone": {}}}],
        "sources": [{"name": "表", "columns": [{"field": "手机", "from": ["手机"]}]}],
    }
    [entry] = guiyi.compile(spec).run({"表": ROWS}).quality()
    assert (entry["source"], entry["field"], entry["rows"], entry["filled"]) == ("表", "手机", 3, 2)
    assert {reason["reason"] for reason in entry["reasons"]} >= {"masked", "separators"}
