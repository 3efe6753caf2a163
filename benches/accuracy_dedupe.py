"""dedupe on one set, taught by pairs that the truth labels: the only peer that sees any of it. `accuracy.py` calls it as accuracy_peer.py says.

Half of the labels are matches, the other half are not; two thirds of those share a field, as those that a person is asked about do.
Fields are those of Splink's settings (splink_plain.py). Of two lists without duplicates it links one to one.
"""

import io
import itertools
import json
import os
import random
import warnings
from typing import Any

import dedupe
import numpy as np
import polars as pl
import splink_fields
from accuracy_peer import Run, arguments
from dedupe import variables

LABELS, RECALL, DECIDED = 400, 0.95, 0.5
THRESHOLDS = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]
# Records of its sample, as many as it takes by default.
SAMPLE = 1_500
Record = dict[str, Any]


def variable(field: dict[str, Any]) -> Any:
    name = field["columns"][0]
    match field["kind"]:
        case "similar":
            return variables.String(name, has_missing=True)
        case "edits" | "number":
            return variables.ShortString(name, has_missing=True)
        case "words":
            return variables.Set(name, has_missing=True)
        case "place":
            return variables.LatLong("place", has_missing=True)
        case _:
            return variables.Exact(name, has_missing=True)


def place(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """What lies off the globe is missing: it stops there."""
    known = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if known else None  # type: ignore[return-value]


class Dedupe(Run):
    def records(self, fields: list[dict[str, Any]]) -> None:
        places = [field["columns"] for field in fields if field["kind"] == "place"]
        columns = [column for field in fields if field["kind"] != "place" for column in field["columns"]]
        self.known: dict[str, Record] = {}
        for row in self.frame.iter_rows(named=True):
            record = {name: tuple(row[name]) if isinstance(row[name], list) else row[name] for name in columns}
            for latitude, longitude in places:
                record["place"] = place(row[latitude], row[longitude])
            self.known[row[self.key]] = record
        self.done("records")

    def labels(self) -> str:
        """Drawn by a seed, in the form of its training file."""
        truth = pl.read_csv(self.asked.truth, infer_schema_length=0).sort("id")
        self.of = dict(truth.select("id", "customer").iter_rows())
        source = dict(truth.select("id", "source").iter_rows())
        draw = random.Random(1)

        def apart(one: str, other: str) -> bool:
            return not self.lists or source[one] != source[other]

        groups: dict[Any, list[str]] = {}
        for record, customer in self.of.items():
            groups.setdefault(customer, []).append(record)
        matches = [pair for group in groups.values() for pair in itertools.combinations(group, 2) if apart(*pair)]
        sharing: dict[Any, list[str]] = {}
        for record in self.of:
            for name, value in self.known[record].items():
                if value is not None:
                    sharing.setdefault((name, value), []).append(record)
        near = [tuple(draw.sample(group, 2)) for group in sharing.values() if len(group) > 1]
        different = [pair for pair in near if self.of[pair[0]] != self.of[pair[1]] and apart(*pair)]
        draw.shuffle(matches)
        draw.shuffle(different)
        matches, different = matches[: LABELS // 2], different[: LABELS // 3]
        ids = list(self.of)
        while len(different) < LABELS // 2:
            one, other = draw.sample(ids, 2)
            if self.of[one] != self.of[other] and apart(one, other):
                different.append((one, other))

        def both(pair: Any) -> Any:
            # Of a linkage, the first list's record comes first.
            one, other = sorted(pair, key=lambda record: source[record]) if self.lists else pair
            return {"__class__": "tuple", "__value__": [self.known[one], self.known[other]]}

        made = {"match": [both(pair) for pair in matches], "distinct": [both(pair) for pair in different]}
        self.notes.append(f"{len(matches) + len(different)} labels of the truth")
        self.done("label")
        return json.dumps(made, default=list)

    def train(self, fields: list[dict[str, Any]]) -> None:
        labels = self.labels()
        described = [variable(field) for field in fields]
        cores = os.cpu_count() or 1
        if self.lists:
            lists = dict(self.frame.select(self.key, "source").iter_rows())
            self.parts = [{record: self.known[record] for record in self.known if lists[record] == name} for name in self.lists]
            self.matcher: Any = dedupe.RecordLink(described, num_cores=cores)
        else:
            self.parts, self.matcher = [self.known], dedupe.Dedupe(described, num_cores=cores)
        self.matcher.prepare_training(*self.parts, training_file=io.StringIO(labels), sample_size=SAMPLE)
        self.done("sample")
        self.matcher.train(recall=RECALL)
        self.done("train")

    def score(self) -> None:
        self.compared = 0

        def counted(pairs: Any) -> Any:
            for pair in pairs:
                self.compared += 1
                yield pair

        self.scores = self.matcher.score(counted(self.matcher.pairs(*self.parts)))
        self.done("score")

    def clusters(self, least: float) -> pl.DataFrame:
        cluster = {record: f"alone {record}" for record in self.known}
        if self.lists:
            found = [(pair, None) for pair, *_ in self.matcher.one_to_one(self.scores, threshold=least)]
        else:
            found = self.matcher.cluster(self.scores, threshold=least)
        for at, (members, _) in enumerate(found):
            for record in members:
                cluster[str(record)] = str(at)
        return pl.DataFrame({"id": list(cluster), "cluster": list(cluster.values())})


def main() -> None:
    warnings.filterwarnings("ignore")
    # What it draws its samples by.
    random.seed(1)
    np.random.seed(1)
    run = Dedupe(arguments().parse_args())
    settings = run.settings()
    run.read(getattr(splink_fields, settings["prepare"]))
    run.records(settings["fields"])
    run.train(settings["fields"])
    run.score()
    run.write(run.clusters(DECIDED))
    run.done("cluster")
    if run.asked.sweep:
        run.report(candidate_pairs=run.compared, best=run.best(THRESHOLDS, run.clusters))
    else:
        run.report(candidate_pairs=run.compared)


# Its workers may start by loading this file again.
if __name__ == "__main__":
    main()
