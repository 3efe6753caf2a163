"""Rows entered by hand: the source `manual`, and who entered them (R25)."""

import json

import pytest

WEB = [["id", "姓名", "手机"], ["1", "安然", "13817650501"], ["2", "王芳", "13987654321"]]
CALLS = [["姓名", "手机", "通话摘要", "录入人"], ["安然", "138 1765 0501", "想要报价", "小A"], ["赵六", "13511112222", "已下单", ""]]
SPEC = {
    "version": 1,
    "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
    "sources": [{"name": "web", "id": "id", "columns": [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}]}],
}


@pytest.fixture(params=[False, True], ids=["proposed", "given"])
def call(request, unify, write, source):
    def run(calls, *args, **more):
        spec = ["--spec", write("spec.json", json.dumps(SPEC))] if request.param else []
        return unify(*spec, *source("web", WEB), "--manual", write("calls.csv", calls), *args, **more)

    return run


def customer(run, record):
    wanted = run.links()[record]
    return next(r for r in run.rows("customers.csv") if r["customer_id"] == wanted)


def missing(run):
    return {r["record_id"]: r["detail"] for r in run.rows("notes.csv") if r["reasons"] == "manual_without_operator"}


def test_manual_rows_are_a_source_and_carry_who_entered_them(call):
    run = call(CALLS)
    assert set(run.links()) == {("web", "1"), ("web", "2"), ("manual", "1"), ("manual", "2")}
    assert run.links()["manual", "1"] == run.links()["web", "1"]
    joined = customer(run, ("web", "1"))
    assert joined["operator"] == "小A" and "operator=manual/1" in joined["provenance"] and "manual" in joined["sources"]
    assert customer(run, ("web", "2"))["operator"] == ""


def test_a_row_without_operator_is_reported(call):
    run = call(CALLS)
    assert set(missing(run)) == {"2"} and "需保证信息准确" in missing(run)["2"]
    assert "需保证信息准确" in run.stdout


def test_the_operator_of_the_command_line_fills_the_gaps(call):
    run = call(CALLS, "--operator", "小B")
    assert not missing(run)
    assert customer(run, ("manual", "1"))["operator"] == "小A" and customer(run, ("manual", "2"))["operator"] == "小B"


def test_a_file_without_such_a_column(call):
    rows = [row[:3] for row in CALLS]
    assert set(missing(call(rows))) == {"1", "2"}
    run = call(rows, "--operator", "小B")
    assert {customer(run, ("manual", i))["operator"] for i in "12"} == {"小B"} and not missing(run)


def test_one_operator_is_no_reason_to_join(call):
    rows = [CALLS[0]] + [[name, "", "", "小A"] for name in ("赵六", "钱七", "孙八", "周九")]
    assert len(set(call(rows).links().values())) == 6


def test_the_proposed_spec_runs_again(unify, write, source):
    words = [*source("web", WEB), "--manual", write("calls.csv", CALLS)]
    run = unify(*words)
    again = unify("--spec", run.out / "spec.json", *words)
    assert again.bytes("links.csv", "customers.csv") == run.bytes("links.csv", "customers.csv")


def test_a_spec_may_say_itself_what_the_columns_are(unify, write, source):
    spec = json.loads(json.dumps(SPEC))
    spec["fields"].append({"name": "经手", "kind": {"category": {}}})
    spec["identity"] = {"comparisons": [{"field": "name"}, {"field": "phone"}]}
    columns = [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}, {"field": "经手", "from": ["录入人"]}]
    spec["sources"].append({"name": "manual", "columns": columns})
    run = unify("--spec", write("spec.json", json.dumps(spec)), *source("web", WEB), "--manual", write("calls.csv", CALLS))
    assert customer(run, ("manual", "1"))["经手"] == "小A" and "operator" not in run.rows("customers.csv")[0]
    assert "manual_columns" not in run.codes()


def test_manual_rows_alone(unify, write):
    run = unify("--manual", write("calls.csv", CALLS), "--operator", "小B")
    assert set(run.links()) == {("manual", "1"), ("manual", "2")}


def test_what_the_command_line_refuses(unify, write, source):
    assert "--manual FILE" in unify(*source("web", WEB), "--operator", "小A", code=2).stderr
    assert "`manual`" in unify(*source("manual", WEB), "--manual", write("c.csv", CALLS), code=2).stderr


def test_a_business_alone_keeps_who_entered_a_row(unify, write, source):
    run = unify("--business", "b2c", *source("web", WEB), "--manual", write("calls.csv", CALLS), "--operator", "小B")
    assert customer(run, ("manual", "1"))["operator"] == "小A" and customer(run, ("manual", "2"))["operator"] == "小B"
