"""Quintiles, RFM and nearest centres through NumPy, Polars, DuckDB and scikit-learn, of the facts and orders of our own bench.

    cargo bench -p guiyi-benches --bench layers -- --write FOLDER
    python benches/layers_peers.py FOLDER

One thread each; the best of many rounds counts; columns are loaded beforehand. A quintile ends at the number of its last customer, as ours does;
a score is how many ends a number reaches, and the segment of each combination is looked up in a table of 125. Where a peer has several ways to
the same end, the fastest counts. Peers are installed by name into the environment that runs this; one that cannot be had is skipped. Times are
set beside those that our bench left in the folder, so run both behind one another.
"""

import importlib
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

for threads in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

PEERS = {"numpy": "numpy", "polars": "polars", "duckdb": "duckdb", "scikit-learn": "sklearn"}
ROUNDS = 9
AS_OF = 1_719_792_000
# Whether the least number is the best one.
AXES = {"recency": True, "frequency": False, "monetary": False}

Times = list[tuple[str, str, float]]


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times) * 1e3


def places(rows: int) -> list[int]:
    """The places of the last customers of all fifths but the last one, from the best on."""
    return [-(-rows * part // 5) - 1 for part in (1, 2, 3, 4)]


def with_numpy(folder: pathlib.Path, ours: dict[str, tuple[float, str]]) -> Times:
    import numpy

    columns = dict(zip(AXES, numpy.loadtxt(folder / "facts.csv", delimiter=",", skiprows=1, dtype=numpy.int32, unpack=True), strict=True))
    rows = len(columns["monetary"])
    table = numpy.arange(125, dtype=numpy.uint8) % 11

    def codes(name: str):
        column, lowest = columns[name], AXES[name]
        at = places(rows) if lowest else [rows - 1 - place for place in places(rows)]
        ends = numpy.sort(numpy.partition(column, at)[at])
        return numpy.searchsorted(ends, column, side="left") if lowest else 4 - numpy.searchsorted(ends, column, side="right")

    def segments():
        r, f, m = (codes(name) for name in AXES)
        return table[r * 25 + f * 5 + m]

    counts = " ".join(str(count) for count in numpy.bincount(codes("monetary"), minlength=5))
    if "quintiles" in ours and not ours["quintiles"][1].startswith(counts):
        print(f"! NumPy's quintiles are {counts}, and ours {ours['quintiles'][1]}")
    return [("quintiles", "NumPy", best(lambda: codes("monetary"))), ("RFM, three quintiles", "NumPy", best(segments))]


def with_polars(folder: pathlib.Path) -> Times:
    import polars

    column = polars.col
    facts = polars.read_csv(folder / "facts.csv", schema_overrides=[polars.Int32] * 3)
    orders = polars.read_csv(folder / "orders.csv", schema_overrides={"customer": polars.UInt32, "amount": polars.Int64})
    table = polars.lit(polars.Series([f"segment {cell % 11}" for cell in range(125)], dtype=polars.Categorical))

    def sorted_ends(name: str, rows: int) -> list[polars.Expr]:
        ranked = column(name).sort(descending=not AXES[name])
        return [ranked.get(place) for place in places(rows)]

    def quantile_ends(name: str, rows: int) -> list[polars.Expr]:
        shares = [(place if AXES[name] else rows - 1 - place) / (rows - 1) for place in places(rows)]
        return [column(name).quantile(share, interpolation="nearest") for share in shares]

    def cut(name: str, rows: int, ends: Callable[[str, int], list[polars.Expr]]) -> polars.Expr:
        missed = [(column(name) > end) if AXES[name] else (column(name) < end) for end in ends(name, rows)]
        return polars.sum_horizontal([miss.cast(polars.UInt8) for miss in missed]).alias(name[0])

    def segments(frame: polars.DataFrame, ends: Callable[[str, int], list[polars.Expr]]) -> polars.DataFrame:
        scores = frame.select(*(cut(name, frame.height, ends) for name in AXES))
        cell = column("r").cast(polars.UInt16) * 25 + column("f").cast(polars.UInt16) * 5 + column("m")
        return scores.select(table.gather(cell.cast(polars.UInt32)))

    def rfm(ends: Callable[[str, int], list[polars.Expr]]) -> polars.DataFrame:
        days = ((AS_OF - column("time").max()) // 86_400).cast(polars.Int32)
        grouped = orders.group_by("customer").agg(days.alias("recency"), polars.len().alias("frequency"), column("amount").sum().alias("monetary"))
        return segments(grouped, ends)

    def fastest(run: Callable[[Callable[[str, int], list[polars.Expr]]], object]) -> float:
        return min(best(lambda: run(sorted_ends)), best(lambda: run(quantile_ends)))

    return [
        ("quintiles", "Polars", fastest(lambda ends: facts.select(cut("monetary", facts.height, ends)))),
        ("RFM, three quintiles", "Polars", fastest(lambda ends: segments(facts, ends))),
        ("RFM out of orders", "Polars", fastest(rfm)),
    ]


def with_duckdb(folder: pathlib.Path) -> Times:
    import duckdb

    db = duckdb.connect(config={"threads": 1})
    db.execute(f"CREATE TABLE facts AS SELECT recency::INTEGER recency, frequency::INTEGER frequency, monetary::INTEGER monetary FROM read_csv('{folder}/facts.csv')")
    db.execute(f"CREATE TABLE orders AS SELECT customer::UINTEGER customer, time::BIGINT AS time, amount::BIGINT amount FROM read_csv('{folder}/orders.csv')")
    table = "[" + ", ".join(str(cell % 11) for cell in range(125)) + "]::UTINYINT[]"

    def ends(names: list[str], of: str) -> str:
        shares = {True: "[0.2, 0.4, 0.6, 0.8]", False: "[0.8, 0.6, 0.4, 0.2]"}
        return f"SELECT {', '.join(f'quantile_disc({name}, {shares[AXES[name]]}) AS {name[0]}' for name in names)} FROM {of}"

    def code(name: str) -> str:
        return " + ".join(f"({name} {'>' if AXES[name] else '<'} e.{name[0]}[{n}])::UTINYINT" for n in range(1, 5))

    def create(query: str) -> Callable[[], object]:
        return lambda: db.execute(f"CREATE OR REPLACE TEMP TABLE done AS {query}")

    def segment(of: str) -> str:
        cell = f"25 * ({code('recency')})::USMALLINT + 5 * ({code('frequency')}) + {code('monetary')}"
        return f"SELECT ({table})[1 + {cell}] AS segment FROM {of}, ({ends(list(AXES), of)}) e"

    grouped = f"WITH grouped AS MATERIALIZED (SELECT (({AS_OF} - max(time)) // 86400)::INTEGER recency, count(*)::INTEGER frequency, sum(amount)::BIGINT monetary FROM orders GROUP BY customer) "
    return [
        ("quintiles", "DuckDB", best(create(f"SELECT {code('monetary')} AS quintile FROM facts, ({ends(['monetary'], 'facts')}) e"))),
        ("RFM, three quintiles", "DuckDB", best(create(segment("facts")))),
        ("RFM out of orders", "DuckDB", best(create(grouped + segment("grouped")))),
    ]


def with_sklearn(folder: pathlib.Path) -> Times:
    """Centres that are fitted to a sample, as ours are; the time is that of giving everybody a group."""
    import numpy
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    raw = numpy.loadtxt(folder / "facts.csv", delimiter=",", skiprows=1, dtype=numpy.int32)
    unit = numpy.array([1.0, 1.0, 100.0])
    sample = numpy.log1p(raw[:: max(1, len(raw) // 10_000)] / unit)
    scaler = StandardScaler().fit(sample)
    centres = KMeans(4, n_init=1, random_state=0).fit(scaler.transform(sample))
    return [("k-means, 4 groups of 3 numbers", "scikit-learn", best(lambda: centres.predict(scaler.transform(numpy.log1p(raw / unit)))))]


def main(folder: pathlib.Path) -> None:
    own = folder / "ours.tsv"
    lines = own.read_text(encoding="utf-8").splitlines() if own.is_file() else []
    ours = {name: (float(ms), counts) for name, ms, counts in (line.split("\t") for line in lines)}
    rows: Times = []
    for package, module in PEERS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", package], check=False)
            if done.returncode != 0:
                print(f"skipped: {package} cannot be had")
                continue
        version = getattr(importlib.import_module(module), "__version__", "?")
        print(f"{package} {version}, one thread")
        match package:
            case "numpy":
                rows += with_numpy(folder, ours)
            case "polars":
                rows += with_polars(folder)
            case "duckdb":
                rows += with_duckdb(folder)
            case _:
                rows += with_sklearn(folder)
    print("\n| | peer | ms | ours, ms | times |\n|---|---|---:|---:|---:|")
    for name, peer, ms in sorted(rows, key=lambda row: [list(ours).index(row[0]) if row[0] in ours else -1, row[2]]):
        own_ms = ours.get(name, (0.0, ""))[0]
        beside = (f"{own_ms:.2f}", f"{ms / own_ms:.1f}") if own_ms else ("–", "–")
        print(f"| {name} | {peer} | {ms:.2f} | {beside[0]} | {beside[1]} |")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
