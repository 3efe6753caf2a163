"""What every test here uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[2] / "tests" / "vectors"


def cases(stage: str) -> list[Any]:
    """The shared cases of a stage, in the order of the files' names."""
    found: list[Any] = []
    for path in sorted((VECTORS / stage).glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for case in content if isinstance(content, list) else [content]:
            marks = [pytest.mark.skip(reason=case["skip"])] if "skip" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks))
    assert found, f"{stage} has cases"
    return found


SPEC: dict[str, Any] = {
    "version": 1,
    "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
    "sources": [
        {
            "name": "官网",
            "id": "编号",
            "time": "注册时间",
            "columns": [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}],
        },
        {
            "name": "门店",
            "id": "卡号",
            "columns": [{"field": "name", "from": ["顾客"]}, {"field": "phone", "from": ["电话"]}],
        },
    ],
}

ROWS: dict[str, list[dict[str, Any]]] = {
    "官网": [{"编号": "1", "姓名": "安然", "手机": "138-1234-5678", "注册时间": "2024-05-01"}],
    "门店": [
        {"卡号": "A7", "顾客": "安 然", "电话": "13812345678"},
        {"卡号": "A8", "顾客": "王芳", "电话": None},
    ],
}


@pytest.fixture
def spec() -> dict[str, Any]:
    return json.loads(json.dumps(SPEC))


@pytest.fixture
def rows() -> dict[str, list[dict[str, Any]]]:
    return {name: [dict(row) for row in table] for name, table in ROWS.items()}
