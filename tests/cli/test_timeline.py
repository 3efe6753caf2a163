"""Customers through time: `unify --timeline`."""

from __future__ import annotations

import re

import pytest
from test_demo import DATA, arguments

CUSTOMER_C = "电商/DS2024032001553"


def walk(text: str) -> list[str]:
    """The lines below 时间线."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("时间线 "))
    below = lines[start + 1 :]
    end = next((n for n, line in enumerate(below) if not line.startswith("  ")), len(below))
    return below[:end]


@pytest.fixture(scope="module")
def english(unify):
    return unify(*arguments(), "--as-of", "2024-06-30", "--timeline", CUSTOMER_C)


def test_customer_c_walks_through_its_states(english):
    """R66: an order on 2024-03-20, 92 days of silence, another order on 2024-06-20."""
    lines = walk(english.stdout)
    bought = [line for line in lines if "  购买状态  " in line]
    assert [line.split("  (")[0].strip() for line in bought] == [
        "2024-03-20  购买状态  潜在客户 → 成交客户",
        "2024-06-20  购买状态  成交客户 → 复购客户",
    ]
    states = [line.split("  (")[0].strip() for line in lines if "  状态  " in line]
    assert states[:5] == [
        "2024-03-20  状态  无互动记录 → 低频",
        "2024-04-19  状态  低频 → 沉睡",
        "2024-06-19  状态  沉睡 → 流失",
        "2024-06-20  状态  流失 → 低频",
        "2024-07-20  状态  低频 → 沉睡",
    ]
    assert any(line.startswith("  until 2025-06-30, if nothing happens") for line in lines)
    assert any("(time: " in line and "距上次互动 29 → 30" in line for line in lines)
    # What has happened stands before what will.
    dates = [line.strip()[:10] for line in lines if re.match(r"  \d{4}-\d\d-\d\d  \S+  \S* → ", line)]
    assert dates == sorted(dates)


def test_a_sleeper_who_buys_again_is_active_for_30_days(unify):
    """R65, T7: asleep since 2023-08-29, an order on 2023-09-04; the end comes by the clock alone."""
    lines = walk(unify(*arguments(), "--as-of", "2024-06-30", "--timeline", "官网/GW00290").stdout)
    woken = [line.strip() for line in lines if "  复购唤醒  " in line]
    assert woken[0] == "2023-09-04  复购唤醒  无 → 活跃客户  (event: 订单数 1 → 2; count(orders, 30d) 0 → 1)"
    assert woken[1] == "2023-10-04  复购唤醒  活跃客户 → 无  (time: count(orders, 30d) 1 → 0)"
    assert [line[:10] for line in woken[2:]] == ["2024-06-07", "2024-07-07"]


def test_in_chinese(unify):
    lines = walk(unify(*arguments(), "--as-of", "2024-06-30", "--language", "zh", "--timeline", CUSTOMER_C).stdout)
    assert any("(事件: " in line for line in lines) and any("(时间: " in line for line in lines)
    assert any("若无新事件，2025-06-30 之前" in line for line in lines)
    assert any("资料刷新 到期：自 2024-06-20 起 7 天" in line for line in lines)


def test_a_record_that_there_is_not(unify):
    run = unify("--source", f"官网={DATA / '官网.csv'}", "--timeline", "官网/none", code=1)
    assert "--timeline 官网/none: there is no such record" in run.stderr
