"""Exact keys on one set, the way without a library: joins, and connected components. `accuracy.py` calls it as accuracy_peer.py says.

Two records are one customer where one of the conditions holds that Splink's settings call nearly always right (`certain` of
splink_plain.py). There is no threshold.
"""

import duckdb
import splink_fields
from accuracy_components import components
from accuracy_peer import Run, arguments


def main() -> None:
    run = Run(arguments().parse_args())
    settings = run.settings()
    run.read(getattr(splink_fields, settings["prepare"]))
    frame = run.frame.with_row_index("row")  # noqa: F841 (the query reads it)
    apart = "l.source < r.source" if run.lists else "l.row < r.row"
    # A rule may tell left from right, and the rows stand in no order.
    joins = (f"select l.row as one, r.row as other from frame l join frame r on {condition} where {apart}" for condition in settings["certain"])
    pairs = duckdb.sql(" union ".join(joins)).pl()
    run.done("match")
    run.write(components(run.frame[run.key], pairs["one"].to_numpy(), pairs["other"].to_numpy()))
    run.done("cluster")
    run.report(candidate_pairs=pairs.height)


if __name__ == "__main__":
    main()
