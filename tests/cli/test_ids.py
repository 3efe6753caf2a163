"""Customer ids from one run to the next: --previous, assignment.json, changes.csv."""

import json

import pytest
from test_demo import arguments

WEB = [["id", "姓名", "手机"], ["1", "安然", "13817650501"], ["2", "王芳", "13987654321"], ["3", "李四", "13700000001"]]
SHOP = [["id", "顾客姓名", "电话"], ["V1", "安然", "138-1765-0501"], ["V3", "赵六", "13511112222"]]
IDS = ["links.csv", "assignment.json", "changes.csv"]


def changes(run):
    return [tuple(row.values()) for row in run.rows("changes.csv")]


@pytest.mark.parametrize("name", ["assignment.json", "links.csv"])
def test_the_same_rows_change_nothing(unify, name):
    first = unify(*arguments(), "--as-of", "2024-06-30")
    again = unify(*arguments(), "--as-of", "2024-06-30", "--previous", first.out / name)
    assert first.bytes(*IDS) == again.bytes(*IDS)
    assert changes(first) == changes(again) == []
    assert f"Customer ids: {len(first.rows('customers.csv'))} stayed" in again.stdout and "Customer ids" not in first.stdout


def test_ids_stay_where_a_new_row_would_have_shifted_them(unify, source):
    first = unify(*source("web", WEB), *source("shop", SHOP))
    more = source("web", [WEB[0], ["0", "孙悦", "13600000001"], *WEB[1:]]) + source("shop", SHOP)
    assert any(customer != unify(*more).links()[record] for record, customer in first.links().items())
    for options in [], ["--only", "links"]:
        second = unify(*more, "--previous", first.out / "assignment.json", *options)
        assert {record: second.links()[record] for record in first.links()} == first.links()
        assert changes(second) == [("created", "", second.links()["web", "0"], "", "")]
        assert f"created 1: {second.links()['web', '0']}" in second.stdout


def test_what_goes_is_retired_and_never_comes_back(unify, source):
    first = unify(*source("web", WEB))
    gone = first.links()["web", "3"]
    second = unify(*source("web", WEB[:3]), "--previous", first.out / "assignment.json")
    assert changes(second) == [("retired", gone, "", "", "")]
    assert json.loads((second.out / "assignment.json").read_text())["redirects"] == {gone: None}
    third = unify(*source("web", WEB), "--previous", second.out / "assignment.json")
    assert third.links()["web", "3"] not in first.links().values()


def test_a_crm_keeps_its_own_ids(unify, source, write):
    crm = write("crm.csv", [["source", "record_id", "customer_id", "owner"], ["web", "1", "K-1", "小A"], ["shop", "V1", "K-9", "小B"], ["web", "2", "", ""]])
    run = unify(*source("web", WEB), *source("shop", SHOP), "--previous", crm)
    links = run.links()
    assert links["web", "1"] == links["shop", "V1"] == "K-1" or links["shop", "V1"] == links["web", "1"] == "K-9"
    kept, gone = sorted(["K-1", "K-9"], key=lambda id: id != links["web", "1"])
    assert ("absorbed", gone, kept, "", "") in changes(run)
    assert [change[0] for change in changes(run)].count("created") == 3


def test_what_cannot_be_read_is_said(unify, source, write):
    bad = write("bad.json", '{"version": 1, "links": [{"source": "web", "record_id": 1, "customer_id": "K"}]}')
    assert "bad.json: invalid_json: links[0].record_id" in unify(*source("web", WEB), "--previous", bad, code=1).stderr
    other = write("other.csv", [["source", "record", "customer_id"], ["web", "1", "K"]])
    assert "previous.record_id" in unify(*source("web", WEB), "--previous", other, code=1).stderr
    assert "old.json" in unify(*source("web", WEB), "--previous", "old.json", code=1).stderr
