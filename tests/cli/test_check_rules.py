"""`check_rules` on the seeds' rules as they were written and as they were repaired. The binary stands beside that of `unify`."""

import json
import subprocess

import pytest
from conftest import ROOT

LISTS = ["gaps", "overlaps", "shadowed", "dead_constants", "conflicts", "undefined", "lints", "not_analysed"]
LITERAL = ROOT / "examples/specs/seed-literal.json"
REPAIRED = ROOT / "examples/specs/seed-repaired.json"
DATA = ["--data", ROOT / "examples/data", "--as-of", "2024-06-30"]


@pytest.fixture
def check(binary):
    def run(*arguments, code):
        words = [str(a) for a in arguments]
        done = subprocess.run([binary.with_name("check_rules"), *words], capture_output=True, text=True, check=False, encoding="utf-8")
        assert "panicked" not in done.stderr
        assert done.returncode == code, done.stderr
        return done

    return run


def test_the_rules_as_they_were_written(check):
    report = json.loads(check(LITERAL, code=1).stdout)
    assert list(report) == LISTS
    hole = next(f for f in report["gaps"] if f["rule_set"] == "002" and f["name"] == "状态" and f["code"] == "gap")
    assert hole["cell"] == "近30天互动 = 1 and 距上次互动 < 30天"
    assert [(e["stream"], e["times"]) for e in hole["witness"]["events"]] == [("interactions", 1)]
    assert hole["customers"] is None
    assert {f["name"] for f in report["undefined"]} >= {"新客户", "潜力客户", "中小企业", "长三角"}
    assert {f["name"] for f in report["undefined"] if f["code"] == "no_rule"} >= {"中", "低", "年龄", "性别", "职业", "购买品类", "关注功能", "服务偏好"}
    cells = {f["cell"]: f["text"]["en"] for f in report["gaps"] if f["code"] == "layer_gap"}
    assert list(cells) == ['忠诚度 in {"中", "低"}', '价值 in {"中", "低"}']
    assert all("18 of its 27 possible cells; 24 have none" in text for text in cells.values())


def test_how_many_customers_it_is_about(check):
    report = json.loads(check(LITERAL, *DATA, code=1).stdout)
    hole = next(f for f in report["gaps"] if f["rule_set"] == "002" and f["name"] == "状态" and f["code"] == "gap")
    assert 0 < hole["customers"] < hole["of"]
    assert hole["revenue"] > 0
    layers = [f for f in report["gaps"] if f["code"] == "layer_gap"]
    assert all(0 < f["customers"] < f["of"] for f in layers), layers
    period = next(f for f in report["lints"] if f["code"] == "period_before_customer")
    assert 0 < period["customers"] <= period["of"]
    text = check(LITERAL, *DATA, "--language", "zh", code=1).stdout
    assert "没有归属的客户" in text
    assert f"现有 {hole['of']} 位客户中的 {hole['customers']} 位" in text


def test_the_repaired_rules_run_and_nothing_is_found(check, unify):
    report = json.loads(check(REPAIRED, code=0).stdout)
    assert report == {name: [] for name in LISTS}
    assert "nothing was found" in check(REPAIRED, "--text", code=0).stdout
    names = ["官网", "电商", "抖音", "门店", "展会"]
    lists = [word for name in names for word in ("--source", f"{name}={ROOT}/examples/data/{name}.csv")]
    events = ["--interactions", ROOT / "examples/data/interactions.csv", "--orders", ROOT / "examples/data/orders.csv"]
    run = unify("--spec", REPAIRED, *lists, *events, "--as-of", "2024-06-30")
    states = {row["状态"] for row in run.rows("tags.csv")}
    assert states <= {"活跃", "低频", "沉睡", "流失", "无互动记录"}


def test_test_cases_out_of_the_rules(check):
    cases = json.loads(check(REPAIRED, "--vectors", code=0).stdout)
    edge = [c for c in cases if c["dimension"] == "价值" and "boundary: 年消费" in c["aim"]]
    assert {(c["witness"]["events"][0]["attributes"]["amount"], c["expect"][0]) for c in edge} >= {("9999.99", "中"), ("10000.00", "高"), ("2999.99", "低"), ("3000.00", "中")}
    literal = check(LITERAL, "--vectors", code=0)
    assert json.loads(literal.stdout)
    assert "`忠诚度` has no test cases: nothing says who is `中`. (tags.dimensions[2].rules[1].when)" in literal.stderr
    assert "「忠诚度」没有测试用例" in check(LITERAL, "--vectors", "--language", "zh", code=0).stderr


def test_what_is_no_spec(check, tmp_path):
    path = tmp_path / "spec.json"
    for text in ["", "[]", "{}", '{"version": 2}', '{"version": 1, "sources": [], "fields": [], "tags": {"dimension": []}}']:
        path.write_text(text, encoding="utf-8")
        assert "check_rules: " in check(path, code=2).stderr
    assert "has not the form NAME=FILE" in check(LITERAL, "--source", "x", code=2).stderr
    assert "--as-of" in check(LITERAL, "--data", tmp_path, code=2).stderr
    check(code=2)


def test_unify_says_what_is_wrong_with_its_rules(unify, write, source):
    rules = [{"value": "无电话", "when": "phone is missing"}, {"value": "也无", "when": "phone is missing"}]
    spec = {
        "version": 1,
        "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
        "sources": [{"name": "web", "id": "id", "columns": [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}]}],
        "tags": {"name": "T", "version": "1", "dimensions": [{"name": "电话", "rules": rules}]},
    }
    web = source("web", [["id", "姓名", "手机"], ["1", "安然", "13817650501"], ["2", "王芳", ""], ["3", "赵六", "13511112222"]])
    told = unify("--spec", write("spec.json", json.dumps(spec)), *web).stdout
    part = told[told.index("规则 Rules: 2 found") :]
    assert part.index("error `phone is known`: no `电话`.") < part.index("warning ")
    assert "2 of your 3 customers (66.7 %)." in part and "tags.dimensions[0].rules[1].when" in part
    links = unify("--spec", write("spec.json", json.dumps(spec)), *web, "--only", "links").stdout
    assert "规则 Rules: 2 found" in links and "of your" not in links
    spec["tags"]["dimensions"][0].update(otherwise="有电话", rules=rules[:1])
    assert "规则 Rules" not in unify("--spec", write("spec.json", json.dumps(spec)), *web).stdout
