"""The accuracy that ours promises on each set, and what a run of accuracy.py comes to beside it.

The figures are those of issue 5, section 4, "Accuracy with `propose` alone": above the best row of a peer on every set when they were
written (Splink with settings written by hand, goldenmatch). `benches/real_sets.rs` asks for more on some sets, which was reached since.
"""

from typing import Any

Figures = dict[str, Any]
# Pairwise F1 at the threshold that is proposed.
LEAST_F1 = {
    "febrl4": 0.9995,
    "h50k_dev": 0.87,
    "fake_1000": 0.85,
    "rldata500": 0.96,
    "dedupe_csv": 0.90,
    "senzing_truth": 0.90,
    "fodors_zagat": 0.985,
    "dblp_acm": 0.985,
    "zh_listed_companies": 0.96,
    "geo_multi": 0.90,
    "cn_100k": 0.85,
    "west_100k": 0.85,
    "mixed_100k": 0.85,
}
LEAST_B3 = {"h50k_dev": 0.89}
# What the proposed threshold may lose of F1 to the best one, on sets of so many true pairs and on smaller ones.
MANY_PAIRS, LOSS_OF_MANY, LOSS_OF_FEW = 1_000, 0.01, 0.03


def allowed_loss(true_pairs: int) -> float:
    return LOSS_OF_MANY if true_pairs >= MANY_PAIRS else LOSS_OF_FEW


def loss(ours: Figures) -> float | None:
    """F1 at the best threshold above that at the proposed one, where the best was looked for."""
    best = ours.get("best")
    return max(best["f1"] - ours["proposed"]["f1"], 0.0) if best else None


def misses(figures: Figures) -> list[str]:
    """Where a set falls short of what is promised, in words."""
    name, ours = figures["set"], figures["guiyi"]
    if "failed" in ours:
        return [f"{name}: {ours['failed']}"]
    found = []
    proposed = ours["proposed"]
    for measure, words, least in (("f1", "F1", LEAST_F1), ("b3_f1", "B³ F1", LEAST_B3)):
        if proposed[measure] < least.get(name, 0.0):
            found.append(f"{name}: {words} {proposed[measure]:.4f} is below {least[name]}")
    lost, allowed = loss(ours), allowed_loss(proposed["true_pairs"])
    if lost is not None and lost > allowed:
        found.append(f"{name}: the proposed threshold loses {lost:.4f} F1 to the best one, more than {allowed}")
    return found


def check(sets: list[Figures]) -> tuple[list[str], list[str]]:
    """What is missed, and what was not looked at with the reason."""
    run = {figures["set"] for figures in sets}
    skipped = [f"{name}: it was not run" for name in LEAST_F1 if name not in run]
    skipped += [f"{f['set']}: the best threshold was not found, so no loss is known" for f in sets if "failed" not in f["guiyi"] and loss(f["guiyi"]) is None]
    return [miss for figures in sets for miss in misses(figures)], skipped
