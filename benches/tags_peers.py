"""The same four dimensions through Polars and DuckDB, and one of them record by record through rule engines, in the session of ours.

    python benches/tags_peers.py FOLDER     FOLDER as `cargo bench --bench tags -- --write FOLDER` wrote it

One thread each. Peers are installed by name into the environment that runs this; one that cannot be had is skipped with its reason. The best
of many rounds counts. Columns are loaded beforehand and labels are made as each engine makes them best: Polars and DuckDB as texts and
as small integers.
"""

import importlib
import json
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

os.environ["POLARS_MAX_THREADS"] = "1"

COLUMNS = ["amount", "n30", "repurchase", "complaints", "recency"]
PEERS = ["numpy", "polars", "duckdb", "common-expression-language", "datalogic-py", "zen-engine"]
ROUNDS = 15
RECORDS = 20_000

SQL = """SELECT
  CASE WHEN amount >= 1000000 THEN {0} WHEN amount >= 300000 THEN {1} ELSE {2} END AS value,
  CASE WHEN n30 > 5 THEN {0} WHEN n30 >= 2 THEN {1} ELSE {2} END AS activity,
  CASE WHEN repurchase > 600000 AND complaints < 50000 THEN {0} WHEN repurchase >= 300000 AND complaints < 100000 THEN {1} ELSE {2} END AS loyalty,
  CASE WHEN n30 >= 2 THEN {0} WHEN n30 = 1 THEN {1} WHEN recency <= 90 THEN {2} ELSE {3} END AS state
FROM customers"""
TEXTS = ["'高'", "'中'", "'低'", "'流失'"]
CODES = [f"{n}::UTINYINT" for n in range(4)]

CEL = 'n30 >= 2 ? "活跃" : n30 == 1 ? "低频" : recency <= 90 ? "沉睡" : "流失"'
LOGIC = {"if": [{">=": [{"var": "n30"}, 2]}, "活跃", {"==": [{"var": "n30"}, 1]}, "低频", {"<=": [{"var": "recency"}, 90]}, "沉睡", "流失"]}
ZEN = 'n30 >= 2 ? "活跃" : n30 == 1 ? "低频" : recency <= 90 ? "沉睡" : "流失"'


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
    print("| four dimensions, a million customers, one thread | ms |\n|---|---:|")
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

        texts = four(lambda n: polars.lit("高中低失"[n]))
        codes = four(lambda n: polars.lit(n, dtype=polars.UInt8))
        print(f"| Polars {polars.__version__}, texts | {best(lambda: frame.select(texts)) * 1e3:.1f} |")
        print(f"| Polars {polars.__version__}, bytes | {best(lambda: frame.select(codes)) * 1e3:.1f} |")
    except ImportError as error:
        print(f"| Polars | skipped: {error} |")
    try:
        import duckdb

        base = duckdb.connect(config={"threads": 1})
        base.register("given", columns)
        base.execute("CREATE TABLE customers AS SELECT * FROM given")
        for name, labels in [("texts", TEXTS), ("bytes", CODES)]:
            sql = SQL.format(*labels)
            print(f"| DuckDB {duckdb.__version__}, {name} | {best(lambda sql=sql: base.execute(f'CREATE OR REPLACE TEMP TABLE tagged AS {sql}')) * 1e3:.1f} |")
    except ImportError as error:
        print(f"| DuckDB | skipped: {error} |")


def records(folder: pathlib.Path) -> None:
    import numpy

    n30, recency = (numpy.fromfile(folder / f"{name}.i32", dtype=numpy.int32)[:RECORDS].tolist() for name in ["n30", "recency"])
    rows = [{"n30": a, "recency": b} for a, b in zip(n30, recency)]
    expected = ["活跃" if a >= 2 else "低频" if a == 1 else "沉睡" if b <= 90 else "流失" for a, b in zip(n30, recency)]
    print("\n| one dimension, record by record, from Python | ns per record |\n|---|---:|")

    def measure(name: str, make: Callable[[], Callable[[dict[str, int]], object]]) -> None:
        try:
            rule = make()
            found = [rule(row) for row in rows]
            if found != expected:
                print(f"| {name} | differs: {found[0]!r} for {rows[0]} |")
                return
            print(f"| {name} | {best(lambda: [rule(row) for row in rows]) / RECORDS * 1e9:.0f} |")
        except Exception as error:  # A peer that changed its interface is no reason to fail.
            print(f"| {name} | skipped: {type(error).__name__}: {error} |")

    def cel() -> Callable[[dict[str, int]], object]:
        module = importlib.import_module("cel")
        program = module.compile(CEL)
        return program.execute

    def logic() -> Callable[[dict[str, int]], object]:
        module = importlib.import_module("datalogic_py")
        text = json.dumps(LOGIC)
        rule = module.Engine().compile(text) if hasattr(module, "Engine") else module.compile(text)

        def run(row: dict[str, int]) -> object:
            found = rule.evaluate(row)
            return json.loads(found) if isinstance(found, str) and found.startswith('"') else found

        return run

    def zen() -> Callable[[dict[str, int]], object]:
        module = importlib.import_module("zen")
        expression = module.compile_expression(ZEN)
        return expression.evaluate

    measure("cel (Rust)", cel)
    measure("datalogic (Rust)", logic)
    measure("zen expression (Rust)", zen)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for peer in PEERS:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", peer], check=False)
    try:
        batch(folder)
        records(folder)
    except ImportError as error:
        print(f"skipped: {error}")


if __name__ == "__main__":
    main()
