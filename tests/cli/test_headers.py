"""Headers with holes, marks and units: the exact name first, else what a header reads as, and a finding (R2)."""

import json

import pytest

FIELDS = [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "身份证号", "kind": {"text": {}}}, {"name": "预算", "kind": {"amount": {}}}]
SPEC = {
    "version": 1,
    "fields": FIELDS,
    "sources": [{"name": "a", "id": "编号", "columns": [{"field": f["name"], "from": [f["name"]]} for f in FIELDS]}],
}


@pytest.fixture
def call(unify, write, source):
    def run(header, row, spec=SPEC):
        return unify("--spec", write("spec.json", json.dumps(spec)), *source("a", [header, row]))

    return run


def details(run, code):
    return {r["source"]: r["detail"] for r in run.rows("notes.csv") if r["status"] == "finding" and r["reasons"] == code}


@pytest.mark.parametrize("header", [
    ["编号", "姓名", "证件号码号", "预算"],
    ["*编号", "姓名（必填）", " 身份证号：", "“预算”"],
    ["编 号", "【姓名】", "证件号码号（选填）", "预算（元）"],
])
def test_a_header_that_reads_as_the_name_stands_in(call, header):
    run = call(header, ["7", "安然", "11010519491231002X", "5000"])
    (customer,) = run.rows("customers.csv")
    assert (customer["姓名"], customer["身份证号"], customer["预算"]) == ("安然", "11010519491231002X", "5000")
    assert list(run.links()) == [("a", "7")]
    assert "header_read" in run.codes() and "missing_column" not in run.codes()


def test_the_exact_name_goes_first(call):
    run = call(["编号", "姓名", "*姓名", "身份证号", "预算"], ["7", "安然", "王芳", "x", ""])
    assert run.rows("customers.csv")[0]["姓名"] == "安然"
    assert "header_read" not in run.codes()


def test_two_columns_that_may_be_meant_are_none(call):
    run = call(["编号", "姓名*", "姓名（必填）", "身份证号", "预算"], ["7", "安然", "王芳", "x", ""])
    assert run.rows("customers.csv")[0]["姓名"] == ""
    assert "`姓名*`, `姓名（必填）`" in details(run, "ambiguous_header")["a"] and "missing_column" in run.codes()


@pytest.mark.parametrize("header", ["预算（万元）", "预算/万元", "*预算（单位：万元）"])
def test_plain_numbers_have_the_unit_of_their_header(call, header):
    run = call(["编号", "姓名", "身份证号", header], ["7", "安然", "x", "50-80"])
    assert run.rows("customers.csv")[0]["预算"] == "50-80万元"
    assert details(run, "header_unit")


def test_a_unit_that_the_spec_does_not_mean_is_not_read(call):
    spec = json.loads(json.dumps(SPEC))
    spec["sources"][0]["columns"][2]["from"] = ["预算（元）"]
    run = call(["编号", "姓名", "身份证号", "预算（万元）"], ["7", "安然", "x", "50"], spec)
    assert run.rows("customers.csv")[0]["预算"] == ""
    assert {"header_unit", "missing_column"} <= run.codes()


def test_odd_headers_are_reported_with_a_spec_and_without(unify, source):
    run = unify(*source("a", [["id", "姓名", "渠户", "", "姓名"], ["7", "安然", "官网", "x", "y"]]))
    assert {"header_hole", "empty_header", "duplicate_header"} <= run.codes()
    assert "渠道" in details(run, "header_hole")["a.渠户"]
    assert list(run.links()) == [("a", "7")]


def test_events_are_read_by_what_their_headers_say(unify, write, source):
    spec = json.loads(json.dumps(SPEC))
    feed = {"table": "orders", "time": "时间", "link": {"source": "来源", "id": "记录号"}, "attributes": {"amount": {"column": "金额"}}}
    spec["facts"] = {
        "streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}], "feeds": [feed], "repeats": {"drop": {}}}],
        "metrics": [{"name": "总额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}],
    }
    spec["tags"] = {"name": "t", "version": "1", "dimensions": [{"name": "价值", "rules": [{"value": "高", "when": "总额 = 30000"}], "otherwise": "低"}]}
    rows = [["来源*", "记录号", "时间", "金额（万元）"], ["a", "7", "2024-05-01 10:00:00", "1"], ["a", "7", "2024/5/1 10:00:00", "1.0"], ["a", "7", "2024-05-02", "2"]]
    lists = source("a", [["编号", "姓名", "身份证号", "预算"], ["7", "安然", "x", ""]])
    run = unify("--spec", write("spec.json", json.dumps(spec)), *lists, "--orders", write("orders.csv", rows))
    assert run.tags(("a", "7"))["价值"] == "高"
    assert "`a/7` at 2024-05-01 10:00:00; they are dropped" in details(run, "repeated_events")["orders"]
