"""Reference tables, packs, and whole columns."""

from __future__ import annotations

import pickle
from typing import Any

import guiyi
import pandas
import polars
import pyarrow
import pytest

PACK = "table\tsurname\t2027-01-31\tmine\n丂\tkao\n"


def test_tables_say_what_they_are() -> None:
    tables = guiyi.ReferenceTables()
    info = {table["name"]: table for table in tables.info}
    assert info["division"]["rows"] > 3000 and info["division"]["as_of"] and info["division"]["version"]
    assert not any(table["replaced"] for table in tables.info)
    assert "none replaced" in repr(tables)


def test_a_pack_replaces_a_table(spec: dict[str, Any]) -> None:
    mine = guiyi.ReferenceTables(PACK)
    assert guiyi.normalize("person_name", "丂伟", mine)["components"]["surname"] == "丂"
    assert "surname" not in guiyi.normalize("person_name", "王伟", mine)["components"]
    assert guiyi.normalize("person_name", "王伟")["components"]["surname"] == "王"
    plan = guiyi.compile(spec, mine)
    assert plan != guiyi.compile(spec) and plan == pickle.loads(pickle.dumps(plan))
    assert "replaced: surname" in repr(pickle.loads(pickle.dumps(mine)))


def test_a_pack_that_is_wrong_is_named() -> None:
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.ReferenceTables(PACK, "table\tsurnames\t\t\n")
    assert (caught.value.code, caught.value.path) == ("invalid_pack", "line 1")


VALUES = ["138 1234 5678", None, "1.38E+10", "13812345678/13912345678"]


@pytest.mark.parametrize(
    "values", [VALUES, pandas.Series(VALUES), polars.Series(VALUES), pyarrow.array(VALUES).to_pylist()], ids=["list", "pandas", "polars", "pyarrow"]
)
def test_a_column_at_once(values: Any) -> None:
    table = guiyi.normalize_column("phone", values)
    rows = table.to_pylist()
    assert [row["status"] for row in rows] == ["repaired", "missing", "invalid", "ambiguous"]
    assert rows[0]["key"] == "+8613812345678" and rows[0]["type"] == "mobile"
    assert rows[2]["reasons"] == "digits_lost" and rows[2]["key"] is None
    assert rows[3]["candidates"] == "+8613812345678;+8613912345678"
    assert polars.DataFrame(table).height == 4
