"""The sets that accuracy is measured on: where they are, what their sources mean, and their truth."""

import csv
import dataclasses
import pathlib
import subprocess

csv.field_size_limit(1 << 30)

# Sets whose column `source` names the lists that their rows are from, as in `REAL_SETS` of lib.rs; elsewhere it is a column as any.
SEVERAL_SOURCES = {"febrl4", "senzing_truth", "zh_listed_companies", "geo_multi", "fodors_zagat", "dblp_acm"}
# Two lists without duplicates inside: a linkage, counted across the lists only.
LINKAGES = {"febrl4", "fodors_zagat", "dblp_acm"}
# The sets of the table; others of the folder have no settings for peers, or no complete truth.
NAMES = ["febrl1", "febrl4", "fake_1000", "h50k_dev", "senzing_truth", "zh_listed_companies", "rldata500", "dedupe_csv", "geo_multi", "fodors_zagat", "dblp_acm"]
# Columns that hold the truth. `unify` leaves them out by default; peers are not given them.
TRUTH = ["cluster", "alternate_cluster", "test_group"]
SIZES = {"k": 1_000, "m": 1_000_000}
# What is generated: every profile where that is quick, two of them at a million.
PROFILES = ["cn", "west", "mixed"]
LARGE_PROFILES = ["mixed", "west"]
LARGE = 1_000_000


@dataclasses.dataclass(frozen=True)
class Set:
    name: str
    records: pathlib.Path
    # The file of the truth, where it is not a column of the records.
    truth: pathlib.Path | None = None
    several_sources: bool = False
    linkage: bool = False

    @property
    def generated(self) -> bool:
        return self.truth is not None


@dataclasses.dataclass
class Truth:
    """By record, in the order of the file."""

    ids: list[str]
    clusters: list[str]
    sources: list[str]


def real(folder: pathlib.Path) -> list[Set]:
    """The sets of the folder that are known here."""
    found = []
    for name in NAMES:
        records = folder / name / "records.csv"
        if records.is_file():
            found.append(Set(name, records, None, name in SEVERAL_SOURCES, name in LINKAGES))
        else:
            print(f"skipped: {name} is not in {folder.name}", flush=True)
    return found


def rows_of(size: str) -> int:
    """`10k` as 10,000."""
    size = size.strip().lower()
    return int(float(size[:-1]) * SIZES[size[-1]]) if size[-1] in SIZES else int(size)


def profiles(size: str) -> list[str]:
    return LARGE_PROFILES if rows_of(size) >= LARGE else PROFILES


def generated(folder: pathlib.Path, generate: pathlib.Path, profile: str, size: str) -> Set:
    """The list of that profile and size, written if it is not there. A newer generator writes it again."""
    name = f"{profile}_{size.strip().lower()}"
    at = folder / name
    made = at / "truth.csv"
    if not made.is_file() or made.stat().st_mtime < generate.stat().st_mtime:
        command = [generate, "--out", at, "--seed", "1", "--records", rows_of(size), "--profile", profile]
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    return Set(name, at / "records.csv", made, several_sources=True)


def read_truth(of: Set) -> Truth:
    """The truth, which nothing but the measure sees."""
    with open(of.records, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        source = header.index("source") if "source" in header else None
        cluster = header.index("cluster") if of.truth is None else 0
        truth = Truth([], [], [])
        for row in rows:
            truth.ids.append(row[0])
            truth.clusters.append(row[cluster])
            truth.sources.append(row[source] if source is not None else of.name)
    if of.truth is not None:
        with open(of.truth, encoding="utf-8", newline="") as file:
            known = {row["record_id"]: row["customer"] for row in csv.DictReader(file)}
        truth.clusters = [known[record] for record in truth.ids]
    return truth
