"""What each role is shown of a customer, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import guiyi
import pytest

ROWS = [
    {"证件": "11010519491231002X", "姓名": "安然", "手机": "13817650501", "地区": "上海市浦东新区", "时间": "2024-05-01"},
    {"证件": "440524188001010014", "姓名": "王芳", "手机": "13987654321", "地区": None, "时间": "2024-05-02"},
]


def spec(*views: dict[str, Any], **profile: Any) -> dict[str, Any]:
    kinds = {"证件": "resident_id", "姓名": "person_name", "手机": "phone", "地区": "region"}
    fields = [{"name": name, "kind": {kind: {}}} for name, kind in kinds.items()]
    columns = [{"field": name, "from": [name]} for name in kinds]
    source = {"name": "官网", "id": "证件", "time": "时间", "columns": columns}
    return {"version": 1, "fields": fields, "sources": [source], "views": list(views), "profile": profile}


def test_a_role_sees_what_its_view_declares() -> None:
    out = guiyi.compile(spec({"role": "市场"}, {"role": "门口", "fields": ["姓名"]})).run({"官网": ROWS}, as_of="2024-06-30")
    table = out.view("市场")
    assert table.column_names == ("customer_id", "地区", "地区_source", "地区_time")
    assert table.to_pylist()[0] == {"customer_id": "C20240501001", "地区": "上海-浦东新区", "地区_source": "官网", "地区_time": "2024-05-01T00:00:00"}
    assert out.customer_view("门口", "C20240502001")["attributes"] == {"姓名": {"value": "王芳", "source": "官网", "time": "2024-05-02T00:00:00"}}
    seen = json.dumps([table.to_pylist(), out.customer_view("市场", "C20240501001")], ensure_ascii=False)
    assert not any(secret in seen for secret in ("安然", "13817650501", "11010519491231002X"))


def test_the_lists_of_known_roles_stand_in_the_plan() -> None:
    views = guiyi.compile(spec({"role": "销售"}, {"role": "市场"})).spec["views"]
    assert views == [{"role": "销售", "fields": ["姓名", "手机"]}, {"role": "市场", "fields": ["地区"]}]


def test_a_role_without_a_view_is_an_error() -> None:
    out = guiyi.compile(spec({"role": "客服"})).run({"官网": ROWS})
    with pytest.raises(guiyi.ConfigError) as caught:
        out.view("客伏")
    assert (caught.value.code, caught.value.help) == ("unknown_role", "did you mean `客服`?")
    with pytest.raises(guiyi.DataError):
        out.customer_view("客服", "C1")


def test_the_provenance_says_what_lost() -> None:
    rows = [*ROWS, {**ROWS[0], "地区": "上海市", "时间": "2024-06-01"}]
    out = guiyi.compile(spec(fields=[{"field": "地区", "by": [{"complete": {}}]}])).run({"官网": rows})
    region = json.loads(out.customers.to_pylist()[0]["provenance"])["地区"]
    assert (region["by"], region["columns"]) == ({"complete": {}}, ["地区"])
    assert [(loser["value"], loser["lost"]) for loser in region["losers"]] == [("上海", {"by": {"complete": {}}})]
