"""The command that measures accuracy beside other matchers (`benches/accuracy.py`): what it works out without running any of them."""

import random
import sys
import time

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benches"))
import accuracy_peers
import accuracy_tables
import accuracy_targets
import splink_plain
from accuracy_score import score
from accuracy_tools import run


def figures(name="febrl4", f1=0.9997, best=0.9998, true_pairs=5000, b3=0.9998):
    proposed = {"true_pairs": true_pairs, "precision": f1, "recall": f1, "f1": f1, "b3_f1": b3, "cluster_precision": 1.0, "cluster_recall": 1.0, "cluster_f1": 1.0}
    proposed |= {"merge_distance": 1, "largest": 2, "largest_true": 2}
    ours = {"seconds": 2.0, "least": 2.0, "most": 2.0, "peak_mib": 50.0, "proposed": proposed, "candidate_pairs": 12, "stages": {"reading": 0.5, "linking": 0.001}}
    ours |= {"rounds": [{"seconds": 2.0}], "best": None if best is None else {"precision": best, "recall": best, "f1": best, "b3_f1": b3, "threshold": 0.25}}
    return {"set": name, "records": 10, "guiyi": ours}


def test_keys_of_blocking_rules():
    assert splink_plain.key('(l."name" = r."name") AND (SUBSTRING(l.street, 1, 4) = SUBSTRING(r.street, 1, 4))') == ['"name"', "SUBSTRING(street, 1, 4)"]
    with pytest.raises(ValueError, match="l.a = r.b"):
        splink_plain.key("l.c = r.c and l.a = r.b")


def test_fields_of_comparisons():
    name = ['"n_l" IS NULL OR "n_r" IS NULL', '"n_l" = "n_r"', *(f'jaro_winkler_similarity("n_l", "n_r") >= {least}' for least in (0.92, 0.88, 0.7)), "ELSE"]
    assert splink_plain.fields(name) == [{"kind": "similar", "columns": ["n"], "least": 0.88}]
    assert splink_plain.fields(['jaro_winkler_similarity("n_l", "n_r") >= 0.8']) == [{"kind": "similar", "columns": ["n"], "least": 0.8}]
    number = ['"t_l" = "t_r"', 'damerau_levenshtein("t_l", "t_r") <= 2', 'damerau_levenshtein("t_l", "t_r") <= 1']
    assert splink_plain.fields(number) == [{"kind": "edits", "columns": ["t"], "most": 1}]
    assert splink_plain.fields(["a_l = a_r or b_l = b_r", "ELSE"]) == [{"kind": "same", "columns": ["a"]}, {"kind": "same", "columns": ["b"]}]
    # Column of another name on the other side: exchanged names are no field of their own.
    assert splink_plain.fields(['"a_l" = "b_r"', '"a_l" = "a_r"']) == [{"kind": "same", "columns": ["a"]}]
    words = [f"len(list_intersect(w_l, w_r)) >= {share} * greatest(len(w_l), len(w_r))" for share in (1, 0.75, 0.5, 0.3)]
    assert splink_plain.fields(words) == [{"kind": "words", "columns": ["w"], "least": 0.75}]


def test_peers_by_name():
    assert accuracy_peers.chosen("none") == []
    assert accuracy_peers.chosen("all") == accuracy_peers.PEERS
    assert [peer.name for peer in accuracy_peers.chosen("exact,goldenmatch")] == ["goldenmatch zero", "goldenmatch fs", "exact keys"]
    assert {peer.asked for peer in accuracy_peers.chosen(accuracy_peers.CHEAP)} == {"splink", "recordlinkage", "exact"}
    with pytest.raises(ValueError, match="no such peer: splinc"):
        accuracy_peers.chosen("splink,splinc")
    for peer in accuracy_peers.PEERS:
        assert (ROOT / "benches" / peer.script).is_file()


def test_a_run_that_does_not_finish_is_ended_with_what_it_started(tmp_path):
    mark = tmp_path / "late"
    started = time.perf_counter()
    cost = run(["sh", "-c", f"(sleep 3; touch {mark}) & sleep 60"], tmp_path / "log", 0.5)
    assert cost["failed"] == "not finished in 0.5 s" and time.perf_counter() - started < 30
    time.sleep(max(0.0, started + 4 - time.perf_counter()))
    assert not mark.exists()


def test_a_run_that_fails_says_its_error_in_one_line(tmp_path):
    cost = run([sys.executable, "-c", "print('x'); raise SystemExit('no such\\nsetting')"], tmp_path / "log", 60)
    assert cost["failed"] == "failed: setting"
    assert "failed" not in run([sys.executable, "-c", "pass"], tmp_path / "log", 60)


def test_the_loss_that_is_allowed_depends_on_the_true_pairs():
    assert accuracy_targets.misses(figures()) == []
    assert accuracy_targets.misses(figures("x", 0.90, 0.92, 999)) == []
    (lost,) = accuracy_targets.misses(figures("x", 0.90, 0.92, 1000))
    assert "loses 0.0200" in lost and "0.01" in lost
    (lost,) = accuracy_targets.misses(figures("x", 0.90, 0.94, 999))
    assert "0.03" in lost
    # The best of the thresholds that were tried may be below the proposed one.
    assert accuracy_targets.loss(figures(best=0.9)["guiyi"]) == 0


def test_targets_that_are_missed():
    (miss,) = accuracy_targets.misses(figures(f1=0.9994, best=0.9994))
    assert miss == "febrl4: F1 0.9994 is below 0.9995"
    (miss,) = accuracy_targets.misses(figures("h50k_dev", 0.9, 0.9, b3=0.88))
    assert "B³ F1 0.8800 is below 0.89" in miss
    assert accuracy_targets.misses({"set": "febrl4", "guiyi": {"failed": "not finished in 9 s"}}) == ["febrl4: not finished in 9 s"]
    missed, skipped = accuracy_targets.check([figures(best=None)])
    assert missed == [] and "cn_100k: it was not run" in skipped and not any(reason.startswith("febrl4: it was not") for reason in skipped)
    assert any("febrl4: the best threshold was not found" in reason for reason in skipped)


def test_a_row_per_set_and_tool():
    one = figures("dedupe_csv", 0.9057, 0.9361, 6608, 0.95)
    one["Splink"] = figures(f1=0.8738, best=None)["guiyi"]
    one["dedupe"] = {"failed": "not finished in 45 s"}
    made = accuracy_tables.comparison([one])
    assert "| dedupe_csv | 10 | Splink | 2.00 | 1.00 | 50 | 1.00 | 12 | reading 0.50, rest 1.50 |" in made
    assert made.count("| not finished in 45 s |") == 2
    assert "| dedupe_csv | 6,608 | 0.9057 | 0.9361 | 0.0304 | 0.01 | 0.9000 | 0.8738 | no |" in made
    # Every row has as many cells as its header.
    for block in made.strip().split("\n\n"):
        assert len({line.count(" | ") for line in block.splitlines()}) == 1


@pytest.mark.parametrize("linkage", [False, True])
def test_peers_are_scored_as_ours_is(linkage):
    polars = pytest.importorskip("polars")
    import accuracy_peer

    draw = random.Random(7)
    rows = [(str(draw.randrange(40)), str(draw.randrange(40)), draw.choice("ab")) for _ in range(300)]
    true, found, sources = zip(*rows)
    table = polars.DataFrame({"customer": true, "cluster": found, "source": sources})
    one, other = accuracy_peer.score(table, linkage), score(true, found, sources if linkage else None)
    assert one == pytest.approx({name: other[name] for name in one}, abs=1e-12) and len(one) == 4
