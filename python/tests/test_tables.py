"""Tables of every make give the same outcome, and outcomes are tables for everyone."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import Any

import guiyi
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest


def arrow(rows: list[dict[str, Any]]) -> pa.Table:
    names = sorted({name for row in rows for name in row})
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def chunked(table: pa.Table) -> pa.Table:
    """The same rows in batches that are slices of larger ones."""
    wider = pa.concat_tables([table, table]).combine_chunks()
    return pa.concat_tables([wider.slice(i, 1) for i in range(table.num_rows)])


def typed(kind: pa.DataType) -> Any:
    def build(rows: list[dict[str, Any]]) -> pa.Table:
        table = arrow(rows)
        return table.cast(pa.schema([pa.field(name, kind) for name in table.column_names]))

    return build


MAKES = {
    "dicts": lambda rows: rows,
    "lists": lambda rows: {name: [row.get(name) for row in rows] for name in rows[0]},
    "pyarrow": arrow,
    "slices": lambda rows: chunked(arrow(rows)),
    "large": typed(pa.large_string()),
    "views": typed(pa.string_view()),
    "dictionaries": typed(pa.dictionary(pa.int8(), pa.string())),
    "batch": lambda rows: arrow(rows).combine_chunks().to_batches()[0],
    "reader": lambda rows: arrow(rows).to_reader(),
    "pandas": lambda rows: pd.DataFrame(rows),
    "polars": lambda rows: pl.DataFrame(rows),
    "polars categories": lambda rows: pl.DataFrame(rows).with_columns(pl.all().cast(pl.Categorical)),
}


@pytest.mark.parametrize("make", MAKES)
def test_every_make_gives_the_same_outcome(make: str, spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    expected = plan.run(rows, as_of="2024-06-30").to_json()
    tables = {name: MAKES[make](table) for name, table in rows.items()}
    assert plan.run(tables, as_of="2024-06-30").to_json() == expected


def test_outcomes_are_tables_for_everyone(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    out = guiyi.compile(spec).run(rows)
    for table in (out.customers, out.links, out.tags, out.notes, out.findings):
        read = pa.table(table)
        assert (read.num_rows, tuple(read.column_names)) == (len(table), table.column_names)
        assert read.to_pylist() == table.to_pylist()
        assert pl.DataFrame(table).height == len(table)
    assert pa.table(out.links).to_pylist()[:2] == [
        {"source": "官网", "record_id": "1", "customer_id": "C20240501001", "probability": 1.0},
        {"source": "门店", "record_id": "A7", "customer_id": "C20240501001", "probability": 1.0},
    ]
    first = out.customers.to_pylist()[0]
    assert (first["first_seen"], first["records"], first["sources"]) == (datetime.date(2024, 5, 1), 2, "官网;门店")
    phone = json.loads(first["provenance"])["phone"]
    assert (phone["source"], phone["record_id"]) in {("官网", "1"), ("门店", "A7")}
    frame = pa.table(out.customers).to_pandas()
    assert list(frame["name"]) == ["安然", "王芳"]


def values(column: Any) -> list[str | None]:
    """What a column of texts, numbers or dates is read as."""
    spec = {
        "version": 1,
        "fields": [{"name": "value", "kind": {"text": {}}}],
        "sources": [{"name": "s", "columns": [{"field": "value", "from": ["value"]}]}],
    }
    table = column if isinstance(column, dict) else pa.table({"value": column})
    out = guiyi.compile(spec).run({"s": table}).customers.to_pylist()
    return [row["value"] for row in out]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([13812345678.0, None, 0.5]), ["13812345678", None, "0.5"]),
        (pa.array([7, None], pa.uint8()), ["7", None]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([decimal.Decimal("12.50")]), ["12.50"]),
        (pa.array([datetime.date(2024, 5, 1)]), ["2024-05-01"]),
        (pa.array([datetime.datetime(2024, 5, 1, 10, 23, 11)]), ["2024-05-01T10:23:11"]),
        (pa.array([1714530191], pa.timestamp("s", "Asia/Shanghai")), ["2024-05-01T10:23:11+08:00"]),
        (pa.array([None, None], pa.null()), [None, None]),
        ({"value": [1, 2.0, True, "x", None, float("nan")]}, ["1", "2", "true", "x", None, None]),
        ({"value": [datetime.date(2024, 5, 1), decimal.Decimal("1.5"), pd.NaT, pd.NA]}, ["2024-05-01", "1.5", None, None]),
    ],
)
def test_other_types_are_read_as_texts(column: Any, expected: list[str | None]) -> None:
    assert values(column) == expected


def test_what_is_not_utf_8_is_replaced() -> None:
    broken = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(b"\x00\0\0\0\x02\0\0\0\x03\0\0\0"), pa.py_buffer(b"\xff\xfex")])
    assert values(broken) == ["\ufffd\ufffd", "x"]


def test_a_column_of_another_type_matters_only_where_it_is_read(spec: dict[str, Any], rows: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    plan.run({"官网": arrow(rows["官网"]).append_column("列表", pa.array([[1]]))})
    lists = pa.table({"编号": ["1"], "姓名": pa.array([["a"]])})
    with pytest.raises(guiyi.DataError, match="List") as caught:
        plan.run({"官网": lists})
    assert (caught.value.code, caught.value.path) == ("invalid_input", "官网.姓名")
    with pytest.raises(guiyi.DataError):
        guiyi.propose({"官网": lists})
    assert guiyi.propose({"官网": lists}, ignore=["姓名"]).spec["sources"]


@pytest.mark.parametrize(
    "tables",
    [
        [],
        {"官网": 1},
        {"官网": "csv"},
        {1: []},
        {"官网": [1]},
        {"官网": [{"姓名": ["a"]}]},
        {"官网": {"姓名": 1}},
        {"官网": {"姓名": ["a"], "手机": []}},
        {"官网": [{"姓名": b"a"}]},
    ],
)
def test_what_is_no_table_is_refused(tables: Any, spec: dict[str, Any]) -> None:
    with pytest.raises(guiyi.DataError) as caught:
        guiyi.compile(spec).run(tables)
    assert caught.value.code == "invalid_input"


def test_empty_and_missing_tables_give_an_outcome(spec: dict[str, Any]) -> None:
    plan = guiyi.compile(spec)
    for tables in ({}, {"官网": []}, {"官网": {}}, {"官网": pa.table({"编号": pa.array([], pa.string())})}, {"官网": pd.DataFrame()}):
        out = plan.run(tables)
        assert len(out.customers) == 0
        assert "missing_source" in {finding["code"] for finding in out.findings.to_pylist()}
