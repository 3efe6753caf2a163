"""The analysis of a spec (R4–R6) on the demo's data, counted again here."""

import collections
import datetime
import json
import math
from decimal import Decimal

import pytest
from conftest import ROOT
from test_demo import arguments, read

SCOPE = {
    "where": "累计消费 > 0元",
    "period": {"last_months": {"months": 12}},
    "top": {"percent": 20, "by": "累计消费"},
    "show": ["订单数", "最近购买商品", "需求", "姓名"],
}


@pytest.fixture
def spec(write):
    """The shop's spec with an analysis, orders from their own table alone."""

    def of(analysis):
        document = json.loads((ROOT / "examples/specs/shop.json").read_text(encoding="utf-8"))
        for stream in document["facts"]["streams"]:
            if stream["name"] == "orders":
                stream["feeds"] = [feed for feed in stream["feeds"] if feed["table"] == "orders"]
        document["analysis"] = analysis
        return ["--spec", write("spec.json", json.dumps(document, ensure_ascii=False)), *arguments()[2:], "--as-of", "2024-06-30"]

    return of


def yuan(text):
    plain = text.strip("¥￥元 ").replace(",", "")
    return Decimal(plain[:-1]) * 10_000 if plain.endswith("万") else Decimal(plain)


def test_the_top_20_percent_of_a_year(unify, spec):
    data = {"service_feedback": ["interactions"], "channel_preference": ["来源渠道"]}
    run = unify(*spec({"goal": "high_value_repurchase", "data": data, "scope": SCOPE}))
    links = run.links()
    header, *rows = read("orders")
    spent, orders = collections.Counter(), collections.defaultdict(set)
    for row in rows:
        order = dict(zip(header, row, strict=True))
        day = datetime.date.fromisoformat(order["时间"][:10])
        if datetime.date(2023, 7, 1) <= day <= datetime.date(2024, 6, 30):
            customer = links[order["来源"], order["记录号"]]
            spent[customer] += yuan(order["金额"])
            orders[customer].add(order["订单号"])
    spent = {customer: amount for customer, amount in spent.items() if amount > 0}
    least = sorted(spent.values(), reverse=True)[math.ceil(len(spent) * 0.2) - 1]
    wanted = {customer: amount for customer, amount in spent.items() if amount >= least}
    found = run.rows("analysis.csv")
    assert list(found[0]) == ["customer_id", "rank", "by", *SCOPE["show"]]
    assert {row["customer_id"]: Decimal(row["by"]) for row in found} == wanted
    assert [Decimal(row["by"]) for row in found] == sorted(wanted.values(), reverse=True)
    assert all(int(row["订单数"]) == len(orders[row["customer_id"]]) for row in found)


def test_a_goal_without_its_data_does_not_compile(unify, spec):
    error = unify(*spec({"goal": "high_value_repurchase"}), code=1).stderr
    assert "missing_data: analysis.data.service_feedback" in error and "服务反馈" in error
