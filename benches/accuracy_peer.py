"""What the runs of all peers on one set share: the records, stages, and what is left for `accuracy.py`. Each has a script of its own.

    python benches/accuracy_PEER.py --set NAME --records FILE --out DIR [--linkage] [--settings FILE] [--sweep] [--truth FILE]

Writes DIR/clusters.csv and DIR/report.json. `--sweep` is for runs whose time nobody takes: after everything else, the best
threshold is looked for with the truth.
"""

import argparse
import json
import pathlib
import time
from collections.abc import Callable, Iterable
from typing import Any

import polars as pl
from accuracy_score import mean
from accuracy_sets import TRUTH

Figures = dict[str, Any]


def arguments() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser()
    ask.add_argument("--set", required=True)
    ask.add_argument("--records", required=True)
    ask.add_argument("--out", required=True, type=pathlib.Path)
    ask.add_argument("--linkage", action="store_true")
    ask.add_argument("--settings", type=pathlib.Path, help="what splink_plain.py wrote")
    ask.add_argument("--sweep", action="store_true")
    ask.add_argument("--truth")
    return ask


class Run:
    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.clock = time.perf_counter()

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self.clock, 3)
        self.clock = now

    def read(self, prepare: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        frame = pl.read_csv(self.asked.records, infer_schema_length=0)
        self.key = frame.columns[0]
        frame = frame.drop([name for name in TRUTH if name in frame.columns])
        empty = [pl.when(pl.col(name).str.strip_chars().str.len_chars() > 0).then(pl.col(name)) for name in frame.columns if name != self.key]
        self.done("read")
        # The order of the file tells nothing.
        self.frame = prepare(frame.with_columns(empty)).sort(pl.col(self.key).hash(seed=7))
        self.lists = sorted(self.frame["source"].unique()) if self.asked.linkage else []
        self.done("prepare")

    def settings(self) -> Figures:
        return json.loads(self.asked.settings.read_text(encoding="utf-8"))

    def write(self, clusters: pl.DataFrame) -> None:
        """Of records (`id`) and their `cluster`."""
        with open(self.asked.out / "clusters.csv", "w", encoding="utf-8") as out:
            clusters.select("id", "cluster").write_csv(out)

    def report(self, **more: Any) -> None:
        text = json.dumps({"seconds": self.seconds, "notes": self.notes, **more})
        (self.asked.out / "report.json").write_text(text, encoding="utf-8")

    def best(self, thresholds: Iterable[Any], clusters: Callable[[Any], pl.DataFrame]) -> Figures:
        """The best threshold for pairwise F1, which only the truth can tell."""
        truth = pl.read_csv(self.asked.truth, infer_schema_length=0)
        found = [score(truth.join(clusters(threshold), on="id", how="left"), self.asked.linkage) | {"threshold": threshold} for threshold in thresholds]
        return max(found, key=lambda figures: figures["f1"])


def pairs(table: pl.DataFrame, *columns: str) -> float:
    size = pl.len().cast(pl.Float64)
    return float(table.group_by(columns).agg(pairs=size * (size - 1) / 2)["pairs"].sum())


def score(table: pl.DataFrame, linkage: bool) -> dict[str, float]:
    """As accuracy_score.score, for tables of millions."""
    right, wanted, claimed = pairs(table, "customer", "cluster"), pairs(table, "customer"), pairs(table, "cluster")
    if linkage:
        right -= pairs(table, "customer", "cluster", "source")
        wanted -= pairs(table, "customer", "source")
        claimed -= pairs(table, "cluster", "source")
    both = table.group_by("customer", "cluster").agg(n=pl.len().cast(pl.Float64))
    shares = both.with_columns(in_true=pl.col("n").sum().over("customer"), in_found=pl.col("n").sum().over("cluster"))
    b3_precision, b3_recall = shares.select((pl.col("n") ** 2 / pl.col("in_found")).sum(), b=(pl.col("n") ** 2 / pl.col("in_true")).sum()).row(0)
    precision, recall = right / claimed if claimed else 1.0, right / wanted if wanted else 1.0
    return {"precision": precision, "recall": recall, "f1": mean(precision, recall), "b3_f1": mean(b3_precision / table.height, b3_recall / table.height)}
