"""Splink on one set, as its documentation shows it: prepare, train, predict, cluster. `accuracy.py` calls it as accuracy_peer.py says.

    python benches/accuracy_splink.py … [--trained FILE | --save FILE]

`--save` keeps the trained model, `--trained` predicts with one. `--sweep` counts the pairs that were compared, too.
"""

import logging
from typing import Any

import duckdb
import polars as pl
import splink_settings
from accuracy_peer import Run, arguments
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI

# The match probability at which its documentation clusters, and the least one that is kept.
CLUSTER, PREDICT = 0.95, 0.01
# Match weights, in bits, among which the best threshold is looked for.
WEIGHTS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4.25, 6, 8, 10, 12, 15, 18, 22, 26, 30]
# Up to so many records, a million random pairs are enough to learn how often values agree by chance; else ten million.
SMALL = 100_000


class Splink(Run):
    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.model = splink_settings.MODELS[asked.set]()
        self.connection = duckdb.connect(":memory:")

    def link(self) -> None:
        """Registers the records and makes the linker, untrained or trained."""
        model, api = self.model, DuckDBAPI(self.connection)
        if self.asked.linkage:
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
        self.write(self.clusters(threshold_match_probability=CLUSTER))
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


def main() -> None:
    ask = arguments()
    ask.add_argument("--trained")
    ask.add_argument("--save")
    run = Splink(ask.parse_args())
    logging.getLogger("splink").setLevel(logging.ERROR)
    run.read(run.model.prepare)
    run.link()
    logging.getLogger("splink").setLevel(logging.ERROR)
    if not run.asked.trained:
        run.train()
    if run.asked.save:
        run.linker.misc.save_model_to_json(run.asked.save, overwrite=True)
    run.predict()
    if run.asked.sweep:
        run.report(candidate_pairs=run.count(), best=run.best(WEIGHTS, lambda weight: run.clusters(threshold_match_weight=weight)))
    else:
        run.report()


if __name__ == "__main__":
    main()
