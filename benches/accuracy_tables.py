"""What accuracy.py reads and writes: files of clusters and truth, tables in Markdown."""

import csv
import pathlib
import re
from typing import Any

import accuracy_targets as targets
from accuracy_peers import PEERS
from accuracy_sets import Set, Truth

Figures = dict[str, Any]
NONE = "–"
# In the order of their rows: another build of ours, ours, the peers.
TOOLS = ("before", "guiyi", *(peer.name for peer in PEERS))


def read(file: pathlib.Path, record: str, cluster: str) -> dict[str, str]:
    with open(file, encoding="utf-8", newline="") as rows:
        return {row[record]: row[cluster] for row in csv.DictReader(rows)}


def write_truth(file: pathlib.Path, of: Set, truth: Truth) -> None:
    """For `unify --truth` (source, record_id, customer) and for the peers' scripts (id)."""
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["source", "record_id", "id", "customer"])
        for record, cluster, source in zip(truth.ids, truth.clusters, truth.sources):
            writer.writerow([source if of.several_sources else of.name, record, record, cluster])


def candidate_pairs(printed: str) -> int | None:
    """From the line on the cost of a run: `… MiB, 12345 candidate pairs, …`."""
    found = re.search(r"(\d+) candidate pairs", printed)
    return int(found.group(1)) if found else None


def number(value: float | None, digits: int = 0) -> str:
    return NONE if value is None else f"{value:,.{digits}f}"


def seconds(figures: Figures) -> str:
    least, most = figures["least"], figures["most"]
    spread = f" ({least:.2f}–{most:.2f})" if most > least else ""
    return f"{figures['seconds']:.2f}{spread}"


def ratio(figures: Figures, tool: str, key: str) -> str:
    """Ours by theirs: below 1 is less."""
    ours, other = figures["guiyi"], figures[tool]
    return f"{ours[key] / other[key]:.2f}" if tool != "guiyi" and key in ours and key in other else NONE


def stages(figures: Figures) -> str:
    """Seconds by stage of the last round; what no stage counts is the start and the end of the process, and what takes no time is left out."""
    known = figures.get("stages")
    if not known:
        return NONE
    rest = max(figures["rounds"][-1]["seconds"] - sum(known.values()), 0.0)
    return ", ".join(f"{stage.replace('_', ' ')} {of:.2f}" for stage, of in [*known.items(), ("rest", rest)] if of >= 0.005) or NONE


def best(figures: Figures | None) -> str:
    """At the threshold that the truth shows to be best; the threshold in brackets."""
    if not figures:
        return NONE
    b3 = f" / {figures['b3_f1']:.4f}" if figures.get("b3_f1") is not None else ""
    at = figures.get("threshold")
    where = "" if at is None else f" ({at})" if isinstance(at, str) else f" ({at:g})"
    parts = f"{figures['precision']:.4f} / {figures['recall']:.4f} / " if "precision" in figures else ""
    return f"{parts}**{figures['f1']:.4f}**{b3}{where}"


def clusters(figures: Figures | None) -> str:
    """Of whole clusters, as far as they were counted."""
    if figures is None or "cluster_f1" not in figures:
        return NONE
    return f"{figures['cluster_precision']:.4f} / {figures['cluster_recall']:.4f} / **{figures['cluster_f1']:.4f}**"


def table(header: list[str], rows: list[list[str]]) -> str:
    rule = ["---" if at == 0 else "---:" for at in range(len(header))]
    return "".join(f"| {' | '.join(row)} |\n" for row in [header, rule, *rows])


def tools(figures: Figures) -> list[str]:
    return [tool for tool in TOOLS if tool in figures]


def comparison(sets: list[Figures]) -> str:
    """Cost, then accuracy: a row per set and tool; then what the proposed threshold loses."""
    cost, accuracy = [], []
    for figures in sets:
        for tool in tools(figures):
            one = figures[tool]
            if "failed" in one:
                cost.append([figures["set"], number(figures["records"]), tool, one["failed"], *[NONE] * 5])
                accuracy.append([figures["set"], tool, one["failed"], *[NONE] * 8])
                continue
            row = [figures["set"], number(figures["records"]), tool, seconds(one), ratio(figures, tool, "seconds"), number(one["peak_mib"])]
            cost.append([*row, ratio(figures, tool, "peak_mib"), number(one.get("candidate_pairs")), stages(one)])
            proposed = one["proposed"]
            agreed = [f"{proposed[key]:.4f}" for key in ("precision", "recall", "f1", "b3_f1")]
            sizes = [number(proposed[key]) for key in ("merge_distance", "largest", "largest_true")]
            accuracy.append([figures["set"], tool, *agreed, best(one.get("best")), clusters(proposed), *sizes])
    header = ["set", "records", "tool", "seconds", "guiyi/tool", "peak MiB", "guiyi/tool", "candidate pairs", "seconds by stage"]
    made = table(header, cost) + "\n"
    columns = ["precision", "recall", "F1", "B³ F1", "best P / R / F1 / B³ F1 (at)", "clusters P / R / F1", "merge distance", "largest", "largest true"]
    made += table(["set", "tool", *columns], accuracy) + "\n" + losses(sets)
    return made + "\n" + before_and_after(sets) if any("before" in figures for figures in sets) else made


def losses(sets: list[Figures]) -> str:
    """What ours loses by its own threshold, and what it promises (accuracy_targets.py)."""
    rows = []
    for figures in sets:
        ours = figures["guiyi"]
        if "failed" in ours:
            rows.append([figures["set"], *[NONE] * 7, ours["failed"]])
            continue
        proposed, at_best, lost = ours["proposed"], ours.get("best"), targets.loss(ours)
        peers = [figures[tool]["proposed"]["f1"] for tool in tools(figures) if tool not in ("before", "guiyi") and "failed" not in figures[tool]]
        known = [number(at_best["f1"] if at_best else None, 4), number(lost, 4), f"{targets.allowed_loss(proposed['true_pairs']):g}"]
        asked = [number(targets.LEAST_F1.get(figures["set"]), 4), number(max(peers, default=None), 4)]
        short = targets.misses(figures)
        rows.append([figures["set"], number(proposed["true_pairs"]), f"{proposed['f1']:.4f}", *known, *asked, "no" if short else NONE if lost is None else "yes"])
    header = ["set", "true pairs", "F1 at the proposed threshold", "best F1", "loss", "allowed loss", "least F1", "best peer's F1", "ok?"]
    return table(header, rows)


def before_and_after(sets: list[Figures]) -> str:
    """What another build came to beside this one, at the thresholds that each proposes."""
    rows = []
    for figures in sets:
        one, other = figures.get("before", {}).get("proposed"), figures["guiyi"].get("proposed")
        if one is None or other is None:
            rows.append([figures["set"], *[NONE] * 12])
            continue
        of_both = [f"{each[key]:.4f}" for key in ("f1", "b3_f1", "cluster_f1") for each in (one, other)]
        counts = [number(each[key]) for key in ("merge_distance", "largest") for each in (one, other)]
        rows.append([figures["set"], *of_both[:2], f"{other['f1'] - one['f1']:+.4f}", *of_both[2:], *counts, number(other["largest_true"])])
    columns = ["F1", "B³ F1", "cluster F1", "merge distance", "largest"]
    header = [f"{column} {when}" for column in columns for when in ("before", "after")]
    return table(["set", *header[:2], "change", *header[2:], "largest true"], rows)


def growth(sets: list[Figures]) -> str:
    rows = []
    for figures in sets:
        ours = figures["guiyi"]
        if "failed" in ours:
            rows.append([figures["set"], number(figures["records"]), ours["failed"], *[NONE] * 6])
            continue
        per_million = ours["seconds"] / figures["records"] * 1e6
        f1, b3 = ours["proposed"]["f1"], ours["proposed"]["b3_f1"]
        cells = [seconds(ours), number(per_million, 2), number(figures.get("exponent"), 2), number(ours["peak_mib"]), number(ours["candidate_pairs"]), f"{f1:.4f}", f"{b3:.4f}"]
        rows.append([figures["set"], number(figures["records"]), *cells])
    return table(["set", "records", "seconds", "seconds per million", "exponent", "peak MiB", "candidate pairs", "F1", "B³ F1"], rows)


def progress(figures: Figures) -> str:
    """One line as soon as a set is done."""
    parts = []
    for tool in TOOLS:
        one = figures.get(tool)
        if one is not None:
            parts.append(f"{tool} {one['failed']}" if "failed" in one else f"{tool} {one['seconds']:.2f} s, {one['peak_mib']:.0f} MiB, F1 {one['proposed']['f1']:.4f}")
    return f"{figures['set']}: " + "; ".join(parts)
