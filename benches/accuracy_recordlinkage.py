"""recordlinkage on one set: index, compare, classify by expectation maximisation on binary vectors. `accuracy.py` calls it as accuracy_peer.py says.

Blocking, fields and how much alike is alike are those of Splink's settings (splink_plain.py), as far as it has them: a pair agrees
on a field or does not, and a missing value is no agreement. Decided at the probability at which its classifier decides; then
connected components, and in linkages its one-to-one linking, the most probable pair first.
"""

import sys
import warnings
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import recordlinkage
import splink_fields
from accuracy_components import components
from accuracy_peer import Run, arguments

DECIDED = 0.5
THRESHOLDS = [1e-6, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.999999]
# Kilometres and years apart are compared by a step: alike up to so much, else not.
STEP = "step"


class RecordLinkage(Run):
    def block(self, rules: list[dict[str, Any]]) -> None:
        """Rows are called by their place. A list is unfolded, so that a row stands once for every member."""
        self.frame = self.frame.with_row_index("row")
        found = None
        for rule in rules:
            frame = self.frame
            for column in rule["lists"]:
                frame = frame.explode(column)
            names = [f"key_{at}" for at in range(len(rule["key"]))]
            expressions = ", ".join(f"{expression} as {name}" for expression, name in zip(rule["key"], names))
            keyed = duckdb.sql(f"select row, {'source,' if self.lists else ''} {expressions} from frame").pl().drop_nulls(names)
            parts = [keyed.filter(pl.col("source") == name) for name in self.lists] or [keyed]
            block = recordlinkage.index.Block(left_on=names, verify_integrity=not rule["lists"])
            pairs = block.index(*(part.to_pandas().set_index("row") for part in parts))
            if rule["lists"]:
                pairs = once(pairs, dedupe=not self.lists)
            found = pairs if found is None else found.union(pairs)
        self.pairs = found
        self.done("block")

    def compare(self, fields: list[dict[str, Any]]) -> None:
        compared = self.frame.with_columns(pl.col(name).list.join(" ") for name, kind in self.frame.schema.items() if isinstance(kind, pl.List))
        numbers = [column for field in fields if field["kind"] == "number" for column in field["columns"]]
        compared = compared.with_columns(pl.col(numbers).cast(pl.Float64, strict=False))
        compare = recordlinkage.Compare(indexing_type="position")
        for at, field in enumerate(fields):
            add(compare, compared, field, f"field_{at}")
        parts = [compared] * (2 if self.lists else 1)
        self.vectors = compare.compute(self.pairs, *(part.drop("row").to_pandas() for part in parts)).fillna(0).astype(int)
        self.done("compare")

    def classify(self) -> None:
        classifier = recordlinkage.ECMClassifier(binarize=None)
        classifier.fit(self.vectors)
        self.done("train_em")
        self.probability = np.asarray(classifier.prob(self.vectors))
        if np.isnan(self.probability).any():
            # A field on which no match agrees, or all do, has no logarithm.
            sys.exit("its expectation maximisation came to no numbers")
        self.done("classify")

    def clusters(self, least: float) -> pl.DataFrame:
        links = self.vectors.index[self.probability >= least]
        if self.lists and len(links):
            strongest = np.argsort(-self.probability[self.probability >= least], kind="stable")
            links = recordlinkage.OneToOneLinking().compute(links[strongest])
        one, other = (links.get_level_values(level).to_numpy() for level in (0, 1)) if len(links) else ([], [])
        return components(self.frame[self.key], one, other)


def once(pairs: pd.MultiIndex, dedupe: bool) -> pd.MultiIndex:
    """Every pair one time: of one table the later row first, as its own indexes have them."""
    one, other = pairs.get_level_values(0), pairs.get_level_values(1)
    if dedupe:
        different = one != other
        one, other = np.maximum(one, other)[different], np.minimum(one, other)[different]
    return pd.MultiIndex.from_arrays([one, other], names=pairs.names).unique()


def add(compare: Any, frame: pl.DataFrame, field: dict[str, Any], label: str) -> None:
    column, *more = field["columns"]
    match field["kind"]:
        case "similar":
            compare.string(column, column, method="jarowinkler", threshold=field["least"], label=label)
        case "edits":
            # It measures shares of the longer value; half an edit more leaves room for values that are a letter shorter than most.
            length = float(frame[column].drop_nulls().str.len_chars().median() or 1)  # type: ignore[arg-type]
            compare.string(column, column, method="damerau_levenshtein", threshold=max(1 - (field["most"] + 0.5) / length, 0.0), label=label)
        case "words":
            compare.string(column, column, method="cosine", threshold=field["least"], label=label)
        case "number":
            compare.numeric(column, column, method=STEP, offset=field["most"], label=label)
        case "place":
            compare.geo(column, *more, column, *more, method=STEP, offset=field["most"], label=label)
        case "same":
            compare.exact(column, column, label=label)
        case other:
            raise ValueError(f"no such kind of field: {other}")


def main() -> None:
    warnings.filterwarnings("ignore")
    run = RecordLinkage(arguments().parse_args())
    settings = run.settings()
    run.read(getattr(splink_fields, settings["prepare"]))
    run.block(settings["blocking"])
    run.compare(settings["fields"])
    run.classify()
    run.write(run.clusters(DECIDED))
    run.done("cluster")
    if run.asked.sweep:
        run.report(candidate_pairs=len(run.pairs), best=run.best(THRESHOLDS, run.clusters))
    else:
        run.report(candidate_pairs=len(run.pairs))


if __name__ == "__main__":
    main()
