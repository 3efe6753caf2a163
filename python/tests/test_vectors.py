"""The shared cases, through Python."""

from __future__ import annotations

import json
from typing import Any

import guiyi
import pytest
from conftest import cases


@pytest.mark.parametrize("case", cases("normalize"))
def test_normalize(case: dict[str, Any]) -> None:
    assert guiyi.normalize(case["kind"], case["raw"]) == case["expect"]


def options(given: dict[str, Any]) -> dict[str, Any]:
    """What an input says beside its tables."""
    return {key: given[key] for key in ("as_of", "threads", "only_links", "previous") if key in given}


@pytest.mark.parametrize("case", cases("run"))
def test_run(case: dict[str, Any]) -> None:
    given = case["input"]
    done = guiyi.compile(case["spec"]).run(given["tables"], **options(given))
    outcome = json.loads(done.to_json())
    del outcome["model"], outcome["fingerprint"]
    if roles := [view["role"] for view in case["spec"].get("views", [])]:
        ids = [customer["customer_id"] for customer in outcome["customers"]]
        outcome["views"] = {role: [done.customer_view(role, id) for id in ids] for role in roles}
    if entries := case.get("report"):
        outcome["report"] = {entry: done.report()[entry] for entry in entries}
    assert outcome == case["expect"]


@pytest.mark.parametrize("case", cases("facts"))
def test_facts(case: dict[str, Any]) -> None:
    given = case["input"]
    if "metrics" in case:
        found = guiyi.metrics(case["metrics"], given["tables"], as_of=given.get("as_of"))
        assert found.to_dict() == case["expect"]
        rows = found.table.to_pylist()
        assert [row["customer_id"] for row in rows] == [customer["customer_id"] for customer in case["expect"]["customers"]]
    else:
        plan = guiyi.compile(case["spec"])
        report = plan.check_rules()
        assert report == guiyi.check_rules(case["spec"])
        grave = [finding["text"] for found in report.values() for finding in found if finding["severity"] != "note"]
        assert sorted(plan.warnings()) == sorted(text["en"] for text in grave)
        assert sorted(plan.warnings(language="zh")) == sorted(text["zh"] for text in grave)
        done = plan.run(given["tables"], as_of=given.get("as_of"))
        assert {"facts": done.metrics(), "rules": done.check_rules(), "sources": done.sources()} == case["expect"]
        assert len(done.facts) == len(case["expect"]["facts"]["customers"])


@pytest.mark.parametrize("case", cases("layers"))
def test_layers(case: dict[str, Any]) -> None:
    plan, earlier = guiyi.compile(case["spec"]), {**case["input"], "as_of": case["before"], **case.get("earlier", {})}
    layers, before = (plan.run(given["tables"], **options(given)).layers() for given in (case["input"], earlier))
    assert {"layers": layers, "before": before, "migration": guiyi.layer_migration(before, layers)} == case["expect"]


@pytest.mark.parametrize("case", cases("ask"))
def test_ask(case: dict[str, Any]) -> None:
    given = case["input"]
    outcome = guiyi.compile(case["spec"]).run(given["tables"], **options(given))
    answers = [outcome.ask(json.dumps(question)) for question in case["questions"]]
    assert [answer.to_dict() for answer in answers] == case["expect"]
    assert all(answer.data == answer.in_language("zh").data == answer.to_dict()["data"] for answer in answers)


@pytest.mark.parametrize("case", cases("timeline"))
def test_timeline(case: dict[str, Any]) -> None:
    given = case["input"]
    outcome = guiyi.compile(case["spec"]).run(given["tables"], as_of=given["as_of"])
    assert outcome.timeline(json.dumps(case["script"])) == case["expect"]
    with guiyi.Timeline(outcome, case["script"].get("from")) as timeline:
        del outcome
        for step, expect in zip(case["script"]["steps"], case["expect"], strict=True):
            [(name, given)] = step.items()
            with pytest.raises(guiyi.ConfigError):
                timeline.step("leap")
            assert timeline.step(name, **given) == expect
    assert timeline.as_of is None
    with pytest.raises(guiyi.DataError, match="closed"):
        timeline.due()


@pytest.mark.parametrize("case", cases("rules"))
def test_rules(case: dict[str, Any]) -> None:
    assert guiyi.check_rules(case["spec"]) == case["expect"]
    assert guiyi.check_rules(json.dumps(case["spec"])) == case["expect"]


@pytest.mark.parametrize("case", cases("errors"))
def test_errors(case: dict[str, Any]) -> None:
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.compile(case["spec"])
    found = caught.value.related or (caught.value,)
    assert [{"code": error.code, "path": error.path} for error in found] == case["expect"]
