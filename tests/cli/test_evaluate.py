"""`unify --truth` against the same figures counted here, one by one."""

import collections
import csv
import json
import random
import sys

import pytest
from conftest import ROOT
from test_demo import DATA, arguments


def counted(rows):
    """Of (true customer, customer) per record; nothing here is shared with the library."""
    both, true, found = collections.Counter(rows), collections.Counter(t for t, _ in rows), collections.Counter(p for _, p in rows)

    def pairs(groups):
        return sum(n * (n - 1) // 2 for n in groups.values())

    def mean(p, r):
        return 2 * p * r / (p + r) if p + r else 0.0

    right = pairs(both)
    members = collections.defaultdict(set), collections.defaultdict(set)
    for at, (t, p) in enumerate(rows):
        members[0][t].add(at)
        members[1][p].add(at)
    exact = len({frozenset(m) for m in members[0].values()} & {frozenset(m) for m in members[1].values()})
    precision, recall = right / pairs(found) if pairs(found) else 1.0, right / pairs(true) if pairs(true) else 1.0
    b3 = [sum(both[row] / of[row[at]] for row in rows) / len(rows) for at, of in ((1, found), (0, true))]
    return {
        "records": len(rows),
        "true_pairs": pairs(true),
        "predicted_pairs": pairs(found),
        "right_pairs": right,
        "precision": precision,
        "recall": recall,
        "f1": mean(precision, recall),
        "b3_precision": b3[0],
        "b3_recall": b3[1],
        "b3_f1": mean(*b3),
        "true_clusters": len(true),
        "predicted_clusters": len(found),
        "right_clusters": exact,
        "cluster_precision": exact / len(found),
        "cluster_recall": exact / len(true),
        "cluster_f1": mean(exact / len(found), exact / len(true)),
        "largest": max(found.values()),
        "largest_true": max(true.values()),
        "splits": len(both) - len(found),
        "merges": len(both) - len(true),
        "merge_distance": 2 * len(both) - len(found) - len(true),
        "pair_merge_distance": pairs(found) + pairs(true) - 2 * right,
    }


def truth():
    with open(DATA / "truth.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def measured(unify, tmp_path_factory):
    report = tmp_path_factory.mktemp("report") / "report.json"
    run = unify(*arguments(), "--as-of", "2024-06-30", "--truth", DATA / "truth.csv", "--report", report, "--only", "links")
    return run, json.loads(report.read_text(encoding="utf-8"))["evaluation"]


def test_every_measure_is_what_counting_gives(measured):
    run, evaluation = measured
    links = run.links()
    wanted = counted([(row["customer"], links[row["source"], row["record_id"]]) for row in truth()])
    assert {name: evaluation[name] for name in wanted} == pytest.approx(wanted, abs=1e-12)
    assert f"{evaluation['right_clusters']} of {evaluation['true_clusters']} exactly right" in run.stdout
    assert evaluation["unlabelled"] == 0 and evaluation["findings"] == []
    assert sum(band["pairs"] for band in evaluation["scores"]["bands"]) > 0


def test_the_bench_of_accuracy_counts_the_same(measured):
    sys.path.insert(0, str(ROOT / "benches"))
    from accuracy_score import score

    run, evaluation = measured
    links = run.links()
    rows = truth()
    found = score([row["customer"] for row in rows], [links[row["source"], row["record_id"]] for row in rows])
    assert len(found) >= 10 and found == pytest.approx({name: evaluation[name] for name in found}, abs=1e-12)


def test_a_sample_of_customers_estimates_the_whole(unify, measured, write, tmp_path):
    _, whole = measured
    customers = sorted({row["customer"] for row in truth()})
    drawn = set(random.Random(1).sample(customers, len(customers) // 6))
    rows = [[row["source"], row["record_id"], row["customer"]] for row in truth() if row["customer"] in drawn]
    known = write("known.csv", [["source", "record_id", "customer"], *rows, ["官网", "nobody", "x"]])
    report = tmp_path / "report.json"
    run = unify(*arguments(), "--truth", known, "--truth-sample", "uniform", "--report", report, "--only", "links")
    evaluation = json.loads(report.read_text(encoding="utf-8"))["evaluation"]
    assert evaluation["unlabelled"] == whole["records"] - len(rows)
    assert [finding["code"] for finding in evaluation["findings"]] == ["unknown_truth"]
    estimate = evaluation["estimate"]
    assert (estimate["clusters"], estimate["records"]) == (len(drawn), len(rows))
    for measure in ("precision", "recall", "f1", "b3_precision", "b3_recall", "cluster_precision", "cluster_recall"):
        assert estimate[measure]["low"] <= whole[measure] <= estimate[measure]["high"], measure
    assert f"estimated for all customers from {len(drawn)} of them" in run.stdout


def test_a_sample_needs_its_truth(unify):
    assert "give --truth FILE" in unify(*arguments(), "--truth-sample", "uniform", code=2).stderr
    assert "`uniform` and `by_size`" in unify(*arguments(), "--truth-sample", "all", code=2).stderr
