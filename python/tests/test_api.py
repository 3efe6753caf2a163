"""Compile, run, explain, propose, normalize: what users see."""

from __future__ import annotations

import datetime
import inspect
import json
import pickle
import threading
import time
from typing import Any

import guiyi
import pytest


def test_a_plan_is_data_and_comes_back_from_it(spec: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    assert plan == guiyi.compile(json.dumps(spec)) == guiyi.compile(plan.spec) == pickle.loads(pickle.dumps(plan))
    assert hash(plan) == hash(pickle.loads(pickle.dumps(plan)))
    assert len(plan.fingerprint) == 16
    assert plan.spec["sources"][0]["name"] == "官网"
    spec["identity"] = {"threshold": 0.875}
    assert guiyi.compile(spec) != plan
    assert plan != 1


def test_reprs_teach(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    out = plan.run(rows)
    assert "官网, 门店" in repr(plan) and ".run(" in repr(plan)
    assert "2 customers from 3 records" in repr(out) and ".explain(" in repr(out)
    assert "3 rows" in repr(out.links) and "to_pylist" in repr(out.links)
    assert "<th>customer_id</th>" in out.customers._repr_html_()
    assert "guiyi.compile" in repr(guiyi.propose(rows))


@pytest.mark.parametrize("as_of", ["2024-06-30", datetime.date(2024, 6, 30), datetime.datetime(2024, 6, 30, 8)])
def test_dates_come_in_every_form(as_of: Any, spec: dict[str, Any], rows: dict[str, Any]) -> None:
    assert guiyi.compile(spec).run(rows, as_of).as_of == "2024-06-30"


def test_threads_never_show(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    assert len({plan.run(rows, threads=threads).to_json() for threads in (0, 1, 2, 5)}) == 1
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(plan.run(rows).to_json())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1


def test_other_threads_go_on_during_a_run(spec: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    rows = [{"编号": str(n), "姓名": f"李{chr(0x4E00 + n % 997)}", "手机": str(13_000_000_000 + n * 7919)} for n in range(30_000)]
    ticks, over = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not over.wait(0.001):
            ticks += 1

    clock = threading.Thread(target=tick)
    clock.start()
    table = {"官网": {name: [row[name] for row in rows] for name in rows[0]}}
    before = ticks
    started = time.monotonic()
    plan.run(table)
    taken, during = time.monotonic() - started, ticks - before
    over.set()
    clock.join()
    # Reading Python's own lists holds the interpreter; the run behind it does not.
    assert during > 5, f"{during} ticks in {taken:.3f} s"


def test_explanations_say_why(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    out = guiyi.compile(spec).run(rows)
    why = out.explain("C20240501001")
    assert why.code == "customer" and "2 records" in why.text
    assert str(why).splitlines()[1].startswith("  ")
    pair = out.explain_pair(("官网", "1"), ("门店", "A7"))
    assert "the same customer" in pair.text and {part.code for part in pair.parts} >= {"prior", "comparison"}
    assert "print()" in repr(pair)
    with pytest.raises(guiyi.DataError) as caught:
        out.explain("C1")
    assert caught.value.code == "unknown_customer"
    with pytest.raises(guiyi.DataError) as caught:
        out.explain_pair(("官网", "1"), ("门店", "?"))
    assert caught.value.code == "unknown_record"


def test_explanations_speak_chinese_and_say_what_would_be(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    out = guiyi.compile(spec).run(rows)
    pair = out.explain_pair(("官网", "1"), ("门店", "A7"), language="zh")
    assert "同一位客户" in pair.text and pair.in_language("en").text == out.explain_pair(("官网", "1"), ("门店", "A7")).text
    assert pair.data["verdict"] == "same" and pair.to_dict()["parts"][0]["code"] == pair.parts[0].code
    way = out.explain_path(("官网", "1"), ("门店", "A7"), language="zh")
    assert (way.code, way.data["steps"]) == ("path", 1)
    without = out.explain_without("C20240501001", "phone", language="zh")
    assert without.code == "without" and without.data["records"] == 2 and "不看phone" in without.text
    assert out.explain_ignored("phone").data["customers"] == 1
    assert "是同一位客户" in out.explain("C20240501001", language="zh").text
    with pytest.raises(guiyi.ConfigError, match="did you mean `phone`") as caught:
        out.explain_without("C20240501001", "phon")
    assert caught.value.code == "unknown_field"
    with pytest.raises(guiyi.ConfigError) as caught:
        out.explain_without("C20240501001", "phone", "13700000000")
    assert caught.value.code == "unknown_value"
    with pytest.raises(guiyi.ConfigError, match="known are en, zh") as caught:
        out.explain("C20240501001", language="fr")
    assert caught.value.code == "unknown_value"


def test_only_links(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    out = guiyi.compile(spec).run(rows, only_links=True)
    assert len(out.links) == 3
    assert all(row["name"] is None for row in out.customers.to_pylist())


def test_errors_say_what_where_and_what_to_do(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    spec["sources"][0]["columns"][0]["field"] = "nmae2"
    spec["sources"][1]["columns"][0]["field"] = "nam"
    spec["sources"][1]["columns"][1]["from"] = []
    with pytest.raises(ValueError) as caught:
        guiyi.compile(spec)
    error = caught.value
    assert isinstance(error, guiyi.ConfigError) and isinstance(error, guiyi.Error)
    assert (error.code, error.path, len(error.related)) == ("invalid_spec", "", 3)
    second = error.related[1]
    assert (second.code, second.path, second.help) == ("unknown_field", "sources[1].columns[0].field", "did you mean `name`?")
    assert "did you mean" in str(error) and "`nam`" in second.message
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.code, len(again.related)) == (type(error), str(error), error.code, 3)
    assert type(error).__module__ == "guiyi"

    with pytest.raises(guiyi.ConfigError) as dated:
        guiyi.compile(json.dumps({**spec, "sources": []}) + "x")
    assert dated.value.code == "invalid_json"
    del spec["sources"][0], spec["sources"][0]["columns"]
    spec["sources"] = [{"name": "官网", "columns": []}]
    with pytest.raises(guiyi.ConfigError) as dated:
        guiyi.compile(spec).run(rows, as_of="yesterday")
    assert (dated.value.code, dated.value.path) == ("invalid_date", "as_of")


def test_progress_is_told_and_may_stop_the_run(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    seen: list[tuple[str, int, int]] = []
    plan.run(rows, progress=lambda *at: seen.append(at))
    assert {stage for stage, _, _ in seen} >= {"normalize", "profile", "facts"}
    assert all(0 <= done <= total for _, done, total in seen)
    with pytest.raises(guiyi.DataError) as caught:
        plan.run(rows, progress=lambda stage, done, total: stage != "profile")
    assert caught.value.code == "cancelled"
    # What a callback raises is what the caller sees.
    with pytest.raises(ZeroDivisionError):
        plan.run(rows, progress=lambda stage, done, total: 1 / 0)


def test_ctrl_c_stops_a_run(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    import signal

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "normalize":
            signal.raise_signal(signal.SIGINT)

    # A shell starts what runs in the background with this signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            guiyi.compile(spec).run(rows, progress=interrupt)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_proposal_has_evidence_and_compiles(rows: dict[str, Any]) -> None:
    proposal = guiyi.propose(rows, id="编号", unique="官网")
    assert {field["kind"].popitem()[0] for field in guiyi.propose(rows).spec["fields"]} >= {"phone"}
    assert proposal.evidence["columns"]
    assert [source["unique"] for source in proposal.spec["sources"] if source["name"] == "官网"] == [True]
    assert len(guiyi.compile(proposal.spec).run(rows).links) == 3


def test_normalize_takes_a_name_or_a_kind() -> None:
    assert guiyi.normalize("phone", "138-1234-5678") == guiyi.normalize({"phone": {}}, "138-1234-5678")
    assert guiyi.normalize("phone", "138-1234-5678")["key"] == "+8613812345678"
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.normalize("phnoe", "1")
    assert caught.value.code == "invalid_json"


def test_everything_has_words_and_types() -> None:
    for name in guiyi.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(guiyi, name)), name
    for kind in (guiyi.Plan, guiyi.Outcome, guiyi.Table, guiyi.Explanation):
        for name in vars(kind):
            if not name.startswith("_"):
                assert inspect.getdoc(getattr(kind, name)), f"{kind.__name__}.{name}"


def test_classes_are_frozen(spec: dict[str, Any]) -> None:
    with pytest.raises((AttributeError, TypeError)):
        guiyi.compile(spec).fingerprint = "0"  # type: ignore[misc]
    with pytest.raises(TypeError):
        guiyi.Plan()


def test_templates_say_what_a_business_collects() -> None:
    template = guiyi.template("b2b")
    required = [field["label"] for field in template["fields"] if field.get("need") == "required"]
    assert required == ["客户名称", "联系人", "联系方式"]
    assert [module["label"] for module in template["modules"]] == ["客户基本信息", "多渠道互动记录", "客户标签与需求", "跟进状态与计划"]
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.template("b2d")
    assert (caught.value.code, caught.value.path) == ("unknown_value", "business")


def test_drafts_bind_headers_and_report_what_is_collected_beyond() -> None:
    draft = guiyi.draft("b2c", {"门店": ["姓名", "手机号码", "到访时间", "身份证号", "核实方式", "核实日期", "核实人"]})
    assert draft["unbound"] == {"门店": ["身份证号"]}
    row = {"姓名": "安然", "手机号码": "13812345678", "到访时间": "2024-05-01", "身份证号": "11010519491231002X"}
    row |= {"核实方式": "电话", "核实日期": "2024-05-02", "核实人": "小A"}
    out = guiyi.compile(draft["spec"]).run({"门店": [row]})
    over = [finding for finding in out.findings.to_pylist() if finding["code"] == "over_collected"]
    assert [finding["path"] for finding in over] == ["门店.身份证号"] and "sensitive" in over[0]["text"]
    provenance = json.loads(out.customers.to_pylist()[0]["provenance"])
    assert provenance["phone"]["verified"]["operator"] == "小A" and provenance["phone"]["verified"]["method"] == "电话"


def test_models_of_splink_come_in_and_go_out() -> None:
    levels = [
        {"sql_condition": "email_l IS NULL OR email_r IS NULL", "is_null_level": True},
        {"sql_condition": "email_l = email_r", "label_for_charts": "exact", "m_probability": 0.9, "u_probability": 0.001},
        {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.999},
    ]
    settings = {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": 0.001,
        "blocking_rules_to_generate_predictions": ["l.email = r.email"],
        "comparisons": [{"output_column_name": "email", "comparison_levels": levels}],
    }
    spec = guiyi.from_splink(settings)["spec"]
    assert spec["identity"]["model"]["comparisons"][0]["levels"][2]["m"] == 0.9
    spec["sources"] = [{"name": "web", "columns": [{"field": "email", "from": ["email"]}]}]
    assert guiyi.compile(spec).run({"web": {"email": ["a@b.cn", "a@b.cn"]}}).customers is not None
    out = guiyi.to_splink(spec)["settings"]
    assert out["comparisons"][0]["comparison_levels"][1]["m_probability"] == 0.9
    levels[1]["sql_condition"] = "soundex(email_l) = soundex(email_r)"
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.from_splink(settings, spec)
    assert caught.value.path == "comparisons[0].comparison_levels[1].sql_condition"


def test_ids_stay_from_run_to_run(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    first = plan.run(rows)
    assert len(first.changes) == 0
    before = first.assignment
    assert before["version"] == 1 and [link["record_id"] for link in before["links"]] == ["1", "A7", "A8"]
    rows["门店"].append({"卡号": "A1", "顾客": "孙悦", "电话": "13600000001"})
    ids = [row["customer_id"] for row in first.links.to_pylist()]
    for previous in before, json.dumps(before), first.links, first.links.to_pylist(), {"source": ["官网", "门店", "门店"], "record_id": ["1", "A7", "A8"], "customer_id": ids}:
        second = plan.run(rows, previous=previous, only_links=True)
        links = {row["record_id"]: row["customer_id"] for row in second.links.to_pylist()}
        assert [links["1"], links["A7"], links["A8"]] == ids
        assert second.changes.to_pylist() == [{"change": "created", "from": None, "into": links["A1"], "source": None, "record_id": None}]
    with pytest.raises(guiyi.ConfigError) as caught:
        plan.run(rows, previous={"version": 9, "links": []})
    assert (caught.value.code, caught.value.path) == ("unsupported_version", "version")
    with pytest.raises(guiyi.DataError) as missing:
        plan.run(rows, previous=[{"source": "官网", "record_id": "1"}])
    assert (missing.value.code, missing.value.path) == ("invalid_input", "previous.customer_id")
