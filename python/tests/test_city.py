"""Local telephone numbers in the city of their record."""

from __future__ import annotations

from typing import Any

import guiyi
import pytest

SPEC: dict[str, Any] = {
    "version": 1,
    "fields": [{"name": "地区", "kind": {"region": {}}}, {"name": "电话", "kind": {"phone": {"city_from": "地区"}}}],
    "sources": [{"name": "门店", "id": "id", "columns": [{"field": "地区", "from": ["r"]}, {"field": "电话", "from": ["p"]}]}],
}


def test_the_region_of_a_record_completes_its_local_numbers() -> None:
    regions = ["江苏省苏州市", "上海市浦东新区", ""]
    rows = [{"id": str(number), "r": region, "p": "62345678"} for number, region in enumerate(regions)]
    out = guiyi.compile(SPEC).run({"门店": rows})
    assert [row["电话"] for row in out.customers.to_pylist()] == ["0512-62345678", "021-62345678", "62345678"]
    assert [row["reasons"] for row in out.notes.to_pylist()] == ["city_assumed", "city_assumed", "no_area_code"]


@pytest.mark.parametrize(("city_from", "code"), [("电话", "type_mismatch"), ("城市", "unknown_field")])
def test_only_a_region_gives_a_city(city_from: str, code: str) -> None:
    fields = [SPEC["fields"][0], {"name": "电话", "kind": {"phone": {"city_from": city_from}}}]
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.compile(SPEC | {"fields": fields})
    assert (caught.value.code, caught.value.path) == (code, "fields[1].kind.phone.city_from")
