"""What accuracy.py reads and writes: files of clusters and truth, tables in Markdown."""

import csv
import pathlib
import re
from typing import Any

from accuracy_sets import Set, Truth

Figures = dict[str, Any]
NONE = "–"
# In the order of their columns: another build of ours, ours, the peer.
TOOLS = ("before", "guiyi", "Splink")


def read(file: pathlib.Path, record: str, cluster: str) -> dict[str, str]:
    with open(file, encoding="utf-8", newline="") as rows:
        return {row[record]: row[cluster] for row in csv.DictReader(rows)}


def write_truth(file: pathlib.Path, of: Set, truth: Truth) -> None:
    """For `unify --truth` (source, record_id, customer) and for Splink's sweep (id)."""
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


def ratio(figures: Figures, peer_name: str, key: str) -> str:
    ours, peer = figures["guiyi"], figures.get(peer_name, {})
    return f"{ours[key] / peer[key]:.2f}" if key in ours and key in peer else NONE


def agreement(figures: Figures | None) -> str:
    if figures is None:
        return NONE
    f1 = f"{figures['precision']:.4f} / {figures['recall']:.4f} / **{figures['f1']:.4f}**"
    return f"{f1} / {figures['b3_f1']:.4f}" if figures.get("b3_f1") is not None else f1


def best(figures: Figures | None) -> str:
    """At the threshold that the truth shows to be best; the threshold in brackets."""
    if not figures:
        return NONE
    b3 = f" / {figures['b3_f1']:.4f}" if figures.get("b3_f1") is not None else ""
    at = f" ({figures['threshold']:g})" if figures.get("threshold") is not None else ""
    return f"**{figures['f1']:.4f}**{b3}{at}"


def clusters(figures: Figures | None) -> str:
    """Of whole clusters, as far as they were counted."""
    if figures is None or "cluster_f1" not in figures:
        return NONE
    return f"{figures['cluster_precision']:.4f} / {figures['cluster_recall']:.4f} / **{figures['cluster_f1']:.4f}**"


def table(header: list[str], rows: list[list[str]]) -> str:
    rule = ["---" if at == 0 else "---:" for at in range(len(header))]
    return "".join(f"| {' | '.join(row)} |\n" for row in [header, rule, *rows])


def comparison(sets: list[Figures]) -> str:
    """Speed, then accuracy: a row per set."""
    tools = [tool for tool in TOOLS if any(tool in figures for figures in sets)]
    others = [tool for tool in tools if tool != "guiyi"]
    ratios = [f"guiyi/{tool}" for tool in others]
    header = ["set", "records", *(f"{tool} seconds" for tool in tools), *ratios, *(f"{tool} peak MiB" for tool in tools), *ratios, *(f"{tool} candidate pairs" for tool in tools)]
    speed, accuracy = [], []
    for figures in sets:
        row = [figures["set"], number(figures["records"])]
        each = [figures[tool] for tool in tools]
        row += [f"failed: {one['failed']}" if "failed" in one else seconds(one) for one in each]
        row += [ratio(figures, tool, "seconds") for tool in others]
        row += [number(one.get("peak_mib")) for one in each]
        row += [ratio(figures, tool, "peak_mib") for tool in others]
        row += [number(one.get("candidate_pairs")) for one in each]
        speed.append(row)
        row = [figures["set"]]
        for one in each:
            proposed = one.get("proposed", {})
            row += [agreement(one.get("proposed")), best(one.get("best")), clusters(one.get("proposed")), number(proposed.get("merge_distance")), number(proposed.get("largest"))]
        row.append(number(next((one["proposed"]["largest_true"] for one in each if "largest_true" in one.get("proposed", {})), None)))
        accuracy.append(row)
    shown = [f"{tool} {column}" for tool in tools for column in ("P / R / F1 / B³ F1", "best F1 / B³ (at)", "clusters P / R / F1", "merge distance", "largest")]
    made = table(header, speed) + "\n" + table(["set", *shown, "largest true"], accuracy)
    return made + "\n" + before_and_after(sets) if "before" in tools else made


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
            rows.append([figures["set"], number(figures["records"]), f"failed: {ours['failed']}", *[NONE] * 6])
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
            parts.append(f"{tool} failed: {one['failed']}" if "failed" in one else f"{tool} {one['seconds']:.2f} s, {one['peak_mib']:.0f} MiB, F1 {one['proposed']['f1']:.4f}")
    return f"{figures['set']}: " + "; ".join(parts)
