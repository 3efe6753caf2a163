"""How well partitions agree with the truth."""

from __future__ import annotations

from typing import Any

import guiyi
import pytest
from conftest import cases


@pytest.mark.parametrize("case", cases("evaluate"))
def test_evaluate(case: dict[str, Any]) -> None:
    given = dict(case["input"])
    assert guiyi.evaluate(given.pop("records"), given.pop("pairs", None), **given) == case["expect"]


def test_any_table_will_do() -> None:
    pa = pytest.importorskip("pyarrow")
    columns: dict[str, Any] = {"customer": [7, 7, 8], "predicted": ["a", "a", "a"]}
    report = guiyi.evaluate(columns)
    assert (report["right_pairs"], report["predicted_pairs"]) == (1, 3)
    assert guiyi.evaluate(pa.table(columns)) == report


def test_an_outcome_beside_its_truth(spec: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    out = guiyi.compile(spec).run(rows)
    truth = [{"source": "官网", "record_id": "1", "customer": "安然"}, {"source": "门店", "record_id": "A7", "customer": "安然"}]
    report = out.evaluate([*truth, {"source": "门店", "record_id": "A9", "customer": "?"}])
    assert (report["records"], report["unlabelled"], report["f1"], report["right_clusters"]) == (2, 1, 1.0, 1)
    assert [finding["code"] for finding in report["findings"]] == ["unknown_truth"]
    assert report["names"]["predicted"]["clusters"] == 2
    assert "estimate" not in report


def test_an_analysis(spec: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    assert guiyi.compile(spec).run(rows).analysis() is None
    spec["analysis"] = {"goal": "high_value"}
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.compile(spec)
    assert (caught.value.code, caught.value.path) == ("missing_data", "analysis.data.purchase_history")
    spec["analysis"] = {"goal": "high_value", "data": {"purchase_history": ["phone"]}, "scope": {"population": "existing", "period": {"last_days": {"days": 30}}, "show": ["name"]}}
    analysis = guiyi.compile(spec).run(rows, as_of="2024-06-30").analysis()
    assert analysis is not None
    assert [customer["values"] for customer in analysis["customers"]] == [{"name": "安然"}]
    assert (analysis["label"], analysis["undecided"], analysis["from"]) == ("高价值客户识别", 1, "2024-06-01")


def test_what_cannot_be_evaluated(spec: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    out = guiyi.compile(spec).run(rows)
    truth = [{"source": "官网", "record_id": "1", "customer": "安然"}]
    with pytest.raises(guiyi.ConfigError) as unknown:
        out.evaluate(truth, name="phnoe")
    assert (unknown.value.code, unknown.value.help) == ("unknown_field", "did you mean `phone`?")
    with pytest.raises(guiyi.DataError) as without:
        out.evaluate([{"record_id": "1", "customer": "安然"}])
    assert without.value.path == "truth.source"
    with pytest.raises(guiyi.DataError) as missing:
        guiyi.evaluate([{"customer": "1", "predictd": "1"}])
    assert (missing.value.path, missing.value.help) == ("records.predicted", "did you mean `predictd`?")
    with pytest.raises(guiyi.ConfigError):
        out.evaluate(truth, sampling="by_hand")
