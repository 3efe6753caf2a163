"""The shared cases, through Python."""

from __future__ import annotations

import json
from typing import Any

import guiyi
import pytest
from conftest import cases


@pytest.mark.parametrize("case", cases("normalize"))
def test_normalize(case: dict[str, Any]) -> None:
    assert guiyi.normalize(case["kind"], case["raw"]) == case["expect"]


@pytest.mark.parametrize("case", cases("run"))
def test_run(case: dict[str, Any]) -> None:
    given = case["input"]
    options = {key: given[key] for key in ("as_of", "threads", "only_links", "previous") if key in given}
    outcome = json.loads(guiyi.compile(case["spec"]).run(given["tables"], **options).to_json())
    del outcome["model"], outcome["fingerprint"]
    assert outcome == case["expect"]


@pytest.mark.parametrize("case", cases("errors"))
def test_errors(case: dict[str, Any]) -> None:
    with pytest.raises(guiyi.ConfigError) as caught:
        guiyi.compile(case["spec"])
    found = caught.value.related or (caught.value,)
    assert [{"code": error.code, "path": error.path} for error in found] == case["expect"]
