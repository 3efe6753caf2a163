"""The same four dimensions through Polars and DuckDB: further rows of the table that `benches/peers` prints.

    python benches/tags_peers.py FOLDER     FOLDER as `benches/peers` wrote it: columns, the codes of the loop by hand, its time

One thread each. Peers are installed by name into the environment that runs this; one that cannot be had is skipped with its reason. The best
of many rounds counts. Columns are loaded beforehand and labels are made as each engine makes them best, as texts and as small integers; both
are compared with the loop's codes.
"""

import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

os.environ["POLARS_MAX_THREADS"] = "1"

COLUMNS = ["amount", "n30", "repurchase", "complaints", "recency"]
PEERS = ["numpy", "polars", "duckdb"]
ROUNDS = 15

SQL = """SELECT
  CASE WHEN amount >= 1000000 THEN {0} WHEN amount >= 300000 THEN {1} ELSE {2} END AS value,
  CASE WHEN n30 > 5 THEN {0} WHEN n30 >= 2 THEN {1} ELSE {2} END AS activity,
  CASE WHEN repurchase > 600000 AND complaints < 50000 THEN {0} WHEN repurchase >= 300000 AND complaints < 100000 THEN {1} ELSE {2} END AS loyalty,
  CASE WHEN n30 >= 2 THEN {0} WHEN n30 = 1 THEN {1} WHEN recency <= 90 THEN {2} ELSE {3} END AS state
FROM customers"""
LABELS = ["高", "中", "低", "流失"]
TEXTS = [f"'{label}'" for label in LABELS]
CODES = [f"{n}::UTINYINT" for n in range(4)]


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def batch(folder: pathlib.Path) -> None:
    import numpy

    columns = {name: numpy.fromfile(folder / f"{name}.i32", dtype=numpy.int32) for name in COLUMNS}
    loop = float((folder / "loop.ms").read_text())
    expected = numpy.fromfile(folder / "codes.u8", dtype=numpy.uint8)

    def row(name: str, seconds: float) -> None:
        print(f"| {name} | {seconds * 1e3:.2f} | {seconds * 1e3 / loop:.2f} | {seconds / len(expected) / 4 * 1e9:.2f} |")

    def placed(texts: list[str]) -> numpy.ndarray:
        places = {label: n for n, label in enumerate(LABELS)}
        return numpy.fromiter((places[text] for text in texts), dtype=numpy.uint8, count=len(texts))

    def compare(name: str, found: list[numpy.ndarray]) -> None:
        packed = sum(codes.astype(numpy.uint8) << (2 * n) for n, codes in enumerate(found))
        if not numpy.array_equal(packed, expected):
            sys.exit(f"{name} differs from the loop")

    try:
        import polars

        frame = polars.DataFrame(columns)
        column = polars.col

        def four(label: Callable[[int], polars.Expr]) -> list[polars.Expr]:
            when = polars.when
            loyal = (column("repurchase") > 600_000) & (column("complaints") < 50_000)
            fair = (column("repurchase") >= 300_000) & (column("complaints") < 100_000)
            return [
                when(column("amount") >= 1_000_000).then(label(0)).when(column("amount") >= 300_000).then(label(1)).otherwise(label(2)).alias("value"),
                when(column("n30") > 5).then(label(0)).when(column("n30") >= 2).then(label(1)).otherwise(label(2)).alias("activity"),
                when(loyal).then(label(0)).when(fair).then(label(1)).otherwise(label(2)).alias("loyalty"),
                when(column("n30") >= 2).then(label(0)).when(column("n30") == 1).then(label(1)).when(column("recency") <= 90).then(label(2)).otherwise(label(3)).alias("state"),
            ]

        texts = four(lambda n: polars.lit(LABELS[n]))
        codes = four(lambda n: polars.lit(n, dtype=polars.UInt8))
        compare("Polars", [frame.select(codes)[name].to_numpy() for name in ["value", "activity", "loyalty", "state"]])
        labelled = frame.select(texts)
        compare("Polars, texts", [placed(labelled[name].to_list()) for name in ["value", "activity", "loyalty", "state"]])
        row(f"Polars {polars.__version__}, bytes", best(lambda: frame.select(codes)))
        row(f"Polars {polars.__version__}, texts", best(lambda: frame.select(texts)))
    except ImportError as error:
        print(f"| Polars | skipped: {error} | | |")
    try:
        import duckdb

        base = duckdb.connect(config={"threads": 1})
        base.register("given", columns)
        base.execute("CREATE TABLE customers AS SELECT * FROM given")
        compare("DuckDB", list(base.execute(SQL.format(*CODES)).fetchnumpy().values()))
        compare("DuckDB, texts", [placed(list(texts)) for texts in base.execute(SQL.format(*TEXTS)).fetchnumpy().values()])
        for name, labels in [("bytes", CODES), ("texts", TEXTS)]:
            sql = SQL.format(*labels)
            row(f"DuckDB {duckdb.__version__}, {name}", best(lambda sql=sql: base.execute(f"CREATE OR REPLACE TEMP TABLE tagged AS {sql}")))
    except ImportError as error:
        print(f"| DuckDB | skipped: {error} | | |")


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for peer in PEERS:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", peer], check=False)
    try:
        batch(folder)
    except ImportError as error:
        print(f"| Polars and DuckDB | skipped: {error} | | |")


if __name__ == "__main__":
    main()
