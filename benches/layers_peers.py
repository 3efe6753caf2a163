"""RFM and quintiles through Polars, of the facts and orders of our own bench.

    python benches/layers_peers.py FOLDER     FOLDER as `cargo bench --bench layers -- --write FOLDER` wrote it

One thread; the best of many rounds counts; columns are loaded beforehand. Quintiles are cuts at the quantiles of a column, scores from 1 to 5,
and the segment of each combination is looked up in a table of 125.
"""

import importlib
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

os.environ["POLARS_MAX_THREADS"] = "1"

ROUNDS = 15
AS_OF = 1_719_792_000


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def main(folder: pathlib.Path) -> None:
    import polars

    column = polars.col
    shares = [0.2, 0.4, 0.6, 0.8]

    def cut(name: str, best_first: bool) -> polars.Expr:
        ends = [column(name).quantile(share, interpolation="lower") for share in shares]
        above = polars.sum_horizontal([(column(name) > end).cast(polars.UInt8) for end in ends])
        return (4 - above if best_first else above).cast(polars.UInt8).alias(name[0])

    def segments(frame: polars.DataFrame) -> polars.DataFrame:
        scores = frame.select(cut("recency", True), cut("frequency", False), cut("monetary", False))
        cell = (column("r").cast(polars.UInt16) * 25 + column("f").cast(polars.UInt16) * 5 + column("m")).alias("cell")
        return scores.select(table.gather(cell))

    table = polars.lit(polars.Series([f"segment {cell % 11}" for cell in range(125)]))
    facts = polars.read_csv(folder / "facts.csv", schema_overrides=[polars.Int32, polars.Int32, polars.Int64])
    orders = polars.read_csv(folder / "orders.csv", schema_overrides={"customer": polars.UInt32, "amount": polars.Int64})

    def rfm() -> polars.DataFrame:
        days = ((AS_OF - column("time").max()) // 86_400).cast(polars.Int32)
        grouped = orders.group_by("customer").agg(days.alias("recency"), polars.len().alias("frequency"), column("amount").sum().alias("monetary"))
        return segments(grouped)

    print(f"Polars {polars.__version__}, one thread, {facts.height} customers, {orders.height} orders\n| | ms |\n|---|---:|")
    print(f"| quintiles of money | {best(lambda: facts.select(cut('monetary', False))) * 1e3:.2f} |")
    print(f"| RFM segments from prepared facts | {best(lambda: segments(facts)) * 1e3:.2f} |")
    print(f"| RFM segments out of orders | {best(rfm) * 1e3:.2f} |")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        importlib.import_module("polars")
    except ImportError:
        done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "polars"], check=False)
        if done.returncode != 0:
            sys.exit("skipped: polars cannot be had")
    main(pathlib.Path(sys.argv[1]))
