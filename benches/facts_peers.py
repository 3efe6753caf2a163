"""The ten metrics of our own bench out of its ten million events through Polars and DuckDB.

    cargo bench -p guiyi-benches --bench facts -- --write FOLDER
    python benches/facts_peers.py FOLDER

One thread each, the best of three runs, from columns in memory to a table with a row per customer: no file is read while time is taken. Peers get
what is cheapest for them: places instead of texts (products as 16 bits, channels as 8), seconds as 32 bits, no nulls where there are none, no
rows for customers without events, rows in any order. Where a peer has several ways to the same end, the fastest counts.

Their facts are compared with ours: how many customers have each one, the sum of the values, and a sum in which each counts as often as the
customer's number plus one says, modulo 1009. A difference ends the run with an error. Means are rounded half away from zero, as ours are. Of two
events of a customer at one second the earlier row is the first one in ours and, by luck of their loops, in peers; there is none in the order of
time, and where one in the order of customers decides a first channel, the difference is told and allowed for in that column alone. Peers are
installed by name into the environment that runs this; one that cannot be had is skipped.
"""

import importlib
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

os.environ["POLARS_MAX_THREADS"] = "1"

PEERS = ["polars", "duckdb"]
ORDERS = ["customers", "time"]
RUNS = 3
# 2024-06-30, and the first days of the windows: 30 days, 365 days, the calendar year; as days since 1970-01-01.
AS_OF = 19_904
DAYS_30, DAYS_365, YEAR = (day * 86_400 for day in (AS_OF - 29, AS_OF - 364, 19_723))
STORE = 1
# 0 where nothing counts rather than nothing.
ZERO = ["订单数", "近30天订单", "累计消费", "年消费", "产品种数", "门店消费"]

# By metric: how many customers have it, the sum, the sum by place.
Facts = dict[str, tuple[int, int, int]]


def best(ways: dict[str, Callable[[], object]]) -> tuple[str, float, object]:
    """The fastest way, its best seconds, and what it gives."""
    found = []
    for name, run in ways.items():
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            result = run()
            times.append(time.perf_counter() - started)
        found.append((name, min(times), result))
        print(f"  {name}: {min(times):.2f} s", flush=True)
    return min(found, key=lambda way: way[1])


def with_polars(path: pathlib.Path) -> tuple[str, float, Facts]:
    import polars

    types = {"customer": polars.UInt32, "time": polars.Int32, "amount": polars.Int32, "product": polars.UInt16, "channel": polars.UInt8}
    events = polars.read_csv(path, schema_overrides=types)
    when, amount, channel, product = (polars.col(name) for name in ("time", "amount", "channel", "product"))
    money = amount.cast(polars.Int64)
    aggregates = {
        "订单数": polars.len(),
        "近30天订单": (when >= DAYS_30).sum(),
        "累计消费": money.sum(),
        "年消费": money.filter(when >= DAYS_365).sum(),
        "客单价": (money.sum() / amount.count()),
        "最大一单": amount.max(),
        "距上次": AS_OF - when.max() // 86_400,
        "首触渠道": channel.get(when.arg_min()),
        "产品种数": product.n_unique(),
        "门店消费": money.filter((channel == STORE) & (amount >= 10_000) & (when >= YEAR)).sum(),
    }
    # Sums of what is masked need no filter within each group.
    masked = {
        **aggregates,
        "年消费": polars.when(when >= DAYS_365).then(money).sum(),
        "门店消费": polars.when((channel == STORE) & (amount >= 10_000) & (when >= YEAR)).then(money).sum(),
    }
    few = {name: expression for name, expression in masked.items() if name != "产品种数"}

    def grouped(of: dict[str, polars.Expr]) -> polars.DataFrame:
        return events.lazy().group_by("customer").agg(**of).collect()

    def apart() -> polars.DataFrame:
        """Different products of all customers at once."""
        kinds = events.lazy().select("customer", "product").unique().group_by("customer").agg(polars.len().alias("产品种数"))
        return events.lazy().group_by("customer").agg(**few).join(kinds, on="customer").collect()

    ways = {"filters": lambda: grouped(aggregates), "masks": lambda: grouped(masked), "masks, products apart": apart}
    way, seconds, table = best(ways)
    mean = polars.col("客单价")
    table = table.with_columns(polars.when(mean.is_nan()).then(None).otherwise((mean + 0.5).floor()).alias("客单价"))
    facts = {}
    for name in aggregates:
        values = table.select((polars.col("customer").cast(polars.Int64) % 1009 + 1).alias("place"), polars.col(name).cast(polars.Int64).alias("value")).drop_nulls()
        facts[name] = (values.height, values["value"].sum(), (values["value"] * values["place"]).sum())
    return way, seconds, facts


def with_duckdb(path: pathlib.Path) -> tuple[str, float, Facts]:
    import duckdb

    db = duckdb.connect(config={"threads": 1})
    types = "{'customer': 'UINTEGER', 'time': 'INTEGER', 'amount': 'INTEGER', 'product': 'USMALLINT', 'channel': 'UTINYINT'}"
    db.execute(f"CREATE TABLE events AS SELECT * FROM read_csv('{path}', columns={types})")
    few = {
        "订单数": "count(*)",
        "近30天订单": f"count(*) FILTER (time >= {DAYS_30})",
        "累计消费": "sum(amount)::BIGINT",
        "年消费": f"(sum(amount) FILTER (time >= {DAYS_365}))::BIGINT",
        "客单价": "avg(amount)",
        "最大一单": "max(amount)",
        "距上次": f"{AS_OF} - max(time) // 86400",
        "首触渠道": "arg_min(channel, time)",
        "门店消费": f"(sum(amount) FILTER (channel = {STORE} AND amount >= 10000 AND time >= {YEAR}))::BIGINT",
    }
    names = ["customer", *few, "产品种数"]

    def select(of: dict[str, str]) -> str:
        return ", ".join(f'{text} AS "{name}"' for name, text in of.items())

    def create(query: str) -> Callable[[], object]:
        return lambda: db.execute(f"CREATE OR REPLACE TEMP TABLE done AS {query}") and None

    kinds = 'SELECT customer, count(*) AS "产品种数" FROM (SELECT DISTINCT customer, product FROM events) GROUP BY customer'
    ways = {
        "count(DISTINCT)": create(f'SELECT customer, {select(few)}, count(DISTINCT product) AS "产品种数" FROM events GROUP BY customer'),
        "products apart": create(f"SELECT * FROM (SELECT customer, {select(few)} FROM events GROUP BY customer) JOIN ({kinds}) USING (customer)"),
    }
    way, seconds, _ = best(ways)
    facts = {}
    for name in names[1:]:
        value = f'floor("{name}" + 0.5)::BIGINT' if name == "客单价" else f'"{name}"::BIGINT'
        query = f"SELECT count(v), sum(v)::HUGEINT, sum(v * (customer % 1009 + 1))::HUGEINT FROM (SELECT customer::BIGINT customer, {value} AS v FROM done)"
        known, total, placed = db.execute(query).fetchone()
        facts[name] = (known, int(total or 0), int(placed or 0))
    return way, seconds, facts


def compare(peer: str, order: str, ours: Facts, theirs: Facts) -> list[str]:
    """What differs, in words."""
    wrong = []
    for name, (known, *sums) in ours.items():
        their_known, *their_sums = theirs[name]
        if name not in ZERO and known != their_known:
            wrong.append(f"{peer}, {order}: {known} customers have {name} in ours, {their_known} in theirs")
        elif name == "首触渠道" and order == "customers" and sums != their_sums and abs(sums[0] - their_sums[0]) <= 30:
            print(f"  {name}: sums of {sums[0]} and {their_sums[0]}: several events of a customer at its first second")
        elif sums != their_sums:
            wrong.append(f"{peer}, {order}: {name} comes to {sums} in ours, {their_sums} in theirs")
    return wrong


def main(folder: pathlib.Path) -> None:
    lines = [line.split("\t") for line in (folder / "ours.tsv").read_text(encoding="utf-8").splitlines()]
    wrong: list[str] = []
    rows = []
    for peer in PEERS:
        try:
            module = importlib.import_module(peer)
        except ImportError:
            done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", peer], check=False)
            if done.returncode != 0:
                print(f"skipped: {peer} cannot be had")
                continue
            module = importlib.import_module(peer)
        for order in ORDERS:
            print(f"{peer} {module.__version__}, one thread, events in the order of {order}")
            own = {name: tuple(int(cell) for cell in cells) for at, name, *cells in lines if at == order and name != "seconds"}
            seconds = next(float(cells[0]) for at, name, *cells in lines if at == order and name == "seconds")
            way, theirs, facts = (with_polars if peer == "polars" else with_duckdb)(folder / f"{order}.csv")
            wrong += compare(peer, order, own, facts)
            rows.append((order, f"{peer} {module.__version__}, {way}", theirs, seconds))
    print("\n| events come in the order of | peer | seconds | ours, seconds | times |\n|---|---|---:|---:|---:|")
    for order, peer, theirs, seconds in sorted(rows, key=lambda row: (ORDERS.index(row[0]), row[2])):
        print(f"| {order} | {peer} | {theirs:.2f} | {seconds:.2f} | {theirs / seconds:.1f} |")
    if wrong:
        sys.exit("facts differ:\n" + "\n".join(wrong))
    if rows:
        print("\nall ten facts are the same: customers who have them, sums, and sums by customer")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
