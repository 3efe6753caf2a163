"""Splink on one set, as its documentation shows it: prepare, train, predict, cluster. `accuracy.py` calls it.

    python benches/accuracy_splink.py --model NAME --records FILE --out DIR [--linkage] [--trained FILE | --save FILE]
                                      [--sweep --truth FILE]

Writes DIR/clusters.csv. `--save` keeps the trained model, `--trained` predicts with one. `--sweep` is for runs whose time
nobody takes: it counts the pairs that were compared, and looks for the best threshold with the truth, after everything else.
"""

import argparse
import json
import logging
import pathlib
import time
from typing import Any

import duckdb
import polars as pl
import splink_settings
from accuracy_score import mean
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI

# The match probability at which its documentation clusters, and the least one that is kept.
CLUSTER, PREDICT = 0.95, 0.01
# Match weights, in bits, among which the best threshold is looked for.
WEIGHTS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4.25, 6, 8, 10, 12, 15, 18, 22, 26, 30]
# Up to so many records, a million random pairs are enough to learn how often values agree by chance; else ten million.
SMALL = 100_000


class Run:
    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.clock = time.perf_counter()
        self.model = splink_settings.MODELS[asked.model]()
        self.connection = duckdb.connect(":memory:")

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self.clock, 3)
        self.clock = now

    def read(self) -> None:
        frame = pl.read_csv(self.asked.records, infer_schema_length=0)
        self.key = frame.columns[0]
        frame = frame.drop([name for name in ("cluster", "alternate_cluster", "test_group") if name in frame.columns])
        empty = [pl.when(pl.col(name).str.strip_chars().str.len_chars() > 0).then(pl.col(name)) for name in frame.columns if name != self.key]
        self.done("read")
        # The order of the file tells nothing.
        self.frame = self.model.prepare(frame.with_columns(empty)).sort(pl.col(self.key).hash(seed=7))
        self.done("prepare")

    def link(self) -> None:
        """Registers the records and makes the linker, untrained or trained."""
        model, api = self.model, DuckDBAPI(self.connection)
        if self.asked.linkage:
            self.lists = sorted(self.frame["source"].unique())
            parts = [self.frame.filter(pl.col("source") == name).drop("source") for name in self.lists]
            tables: Any = [api.register(part.to_arrow(), dataset_display_name=name) for part, name in zip(parts, self.lists)]
        else:
            tables = api.register(self.frame.to_arrow())
        if self.asked.trained:
            self.linker = Linker(tables, self.asked.trained)
        else:
            settings = SettingsCreator(
                unique_id_column_name=self.key,
                link_type="link_only" if self.asked.linkage else "dedupe_only",
                comparisons=model.comparisons,
                blocking_rules_to_generate_predictions=model.blocking,
                retain_matching_columns=False,
                retain_intermediate_calculation_columns=False,
            )
            self.linker = Linker(tables, settings)
        self.done("register")

    def train(self) -> None:
        training = self.linker.training
        training.estimate_probability_two_random_records_match(self.model.certain, recall=self.model.recall)
        training.estimate_u_using_random_sampling(max_pairs=1e6 if self.frame.height <= SMALL else 1e7, seed=1)
        self.done("train_u")
        for rule in self.model.training:
            try:
                training.estimate_parameters_using_expectation_maximisation(rule)
            except Exception as error:
                # A rule with too few pairs; the others train the model.
                self.notes.append(f"{type(error).__name__}: {str(error)[:120]}")
        self.done("train_em")

    def predict(self) -> None:
        self.pairs = self.linker.inference.predict(threshold_match_probability=PREDICT)
        self.done("predict")
        with open(self.asked.out / "clusters.csv", "w", encoding="utf-8") as out:
            self.clusters(threshold_match_probability=CLUSTER).write_csv(out)
        self.done("cluster")

    def clusters(self, **threshold: Any) -> pl.DataFrame:
        """Each record's cluster: one to one where the lists hold no duplicates, else connected components."""
        clustering = self.linker.clustering
        if self.asked.linkage:
            made = clustering.cluster_using_single_best_links(self.pairs, duplicate_free_datasets=self.lists, **threshold)
        else:
            made = clustering.cluster_pairwise_predictions_at_threshold(self.pairs, **threshold)
        table = self.connection.sql(f'select "{self.key}" as id, cluster_id as cluster from {made.physical_name}').to_arrow_table()
        return pl.DataFrame(pl.from_arrow(table))

    def count(self) -> int:
        blocked = self.linker.inference.compute_blocked_pairs_for_predict()
        (row,) = self.connection.execute(f"select count(*) from {blocked.physical_name}").fetchall()
        return row[0]

    def best(self) -> dict[str, float]:
        """The best threshold for pairwise F1, which only the truth can tell."""
        truth = pl.read_csv(self.asked.truth, infer_schema_length=0)
        found = [score(truth.join(self.clusters(threshold_match_weight=weight), on="id", how="left"), self.asked.linkage) | {"threshold": weight} for weight in WEIGHTS]
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


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--model", required=True)
    ask.add_argument("--records", required=True)
    ask.add_argument("--out", required=True, type=pathlib.Path)
    ask.add_argument("--linkage", action="store_true")
    ask.add_argument("--trained")
    ask.add_argument("--save")
    ask.add_argument("--sweep", action="store_true")
    ask.add_argument("--truth")
    run = Run(ask.parse_args())
    logging.getLogger("splink").setLevel(logging.ERROR)
    run.read()
    run.link()
    logging.getLogger("splink").setLevel(logging.ERROR)
    if not run.asked.trained:
        run.train()
    if run.asked.save:
        run.linker.misc.save_model_to_json(run.asked.save, overwrite=True)
    run.predict()
    report: dict[str, Any] = {"seconds": run.seconds, "notes": run.notes}
    if run.asked.sweep:
        report |= {"candidate_pairs": run.count(), "best": run.best()}
    (run.asked.out / "report.json").write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main()
