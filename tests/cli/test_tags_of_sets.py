"""The tags of the worked examples of `examples/specs/facts`: their rules have no holes, and what they come to is counted again from the files."""

import collections
import csv
import datetime
import gzip
import json
import os
import pathlib
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from conftest import ROOT

SPECS = ROOT / "examples/specs/facts"
SETS = ["online_retail", "complete_journey", "taobao_behavior", "zh_rfm_textbook"]
VALUE = re.compile(r"  (\S+) +(\d+) \([\d.]+ %\)(?: +\S+ (-?[\d.]+) \([-\d.–]+(?: %)?\))?\s*$")


def document(name):
    return json.loads((SPECS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def told(binary):
    """What `facts` says of a set, with its tags read: dimension -> value -> (customers, amount in hundredths)."""
    folder = os.environ.get("GUIYI_DATA")
    if not folder:
        pytest.skip("GUIYI_DATA names no folder of data sets")

    def run(name):
        done = subprocess.run([binary.with_name("facts"), SPECS / f"{name}.json"], capture_output=True, text=True, check=False, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        if "skipped: " in done.stdout:
            pytest.skip(f"{name} is not there")
        assert "\nthe rules are exclusive and exhaustive: nothing was found\n" in done.stdout
        dimensions = [dimension["name"] for dimension in document(name)["tags"]["dimensions"]]
        tags, current = {}, None
        for line in done.stdout[done.stdout.index("\ntags: ") :].splitlines():
            if line and not line.startswith(" "):
                current = next((d for d in dimensions if line == d or line.startswith((f"{d} (", f"{d}, "))), None)
            elif current and (found := VALUE.match(line)):
                value, customers, amount = found.groups()
                if int(customers):
                    tags.setdefault(current, {})[value] = (int(customers), amount and int(Decimal(amount) * 100))
        return tags, done.stdout

    return run


def rows(path):
    path = pathlib.Path(os.environ["GUIYI_DATA"]) / path
    with gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by(key, of):
    groups = collections.defaultdict(list)
    for row in of:
        if row[key].strip():
            groups[row[key]].append(row)
    return groups


def tally(customers, amounts=True):
    """[({dimension: value, or values, or None}, amount)] as `told` has it; nothing is called –."""
    out = {}
    for tags, amount in customers:
        for dimension, values in tags.items():
            for value in values if isinstance(values, list) else [values or "–"]:
                n, sum_ = out.setdefault(dimension, {}).get(value, (0, 0))
                out[dimension][value] = (n + 1, sum_ + amount if amounts else None)
    return out


def band(number, *ends, below):
    """The value of the highest end that is reached."""
    return next((value for value, least in ends if number >= least), below)


def state(last, n30, never):
    if last is None:
        return never
    return "活跃" if n30 >= 2 else "低频" if last < 30 else "沉睡" if last <= 90 else "流失"


def millionths(part, whole):
    return int((Fraction(part, whole) * 1_000_000 + Fraction(1, 2)) // 1)


def between(date, first, last):
    return datetime.date.fromisoformat(first) <= date <= datetime.date.fromisoformat(last)


def share(customers, of):
    return f"{customers / of * 100:.1f} %"


def test_the_rules_have_no_holes_and_the_templates_have(binary, tmp_path):
    """Without data: the tags of every example, and the literal rules beside them."""
    holes = {}
    for name in SETS:
        example = document(name)
        kinds = {next(iter(d.get("hit", {"first": {}}))) for d in example["tags"]["dimensions"]}
        assert "unique" in kinds and len(kinds) > 1, name
        spec = {"version": 1, "sources": [], "fields": [], "facts": example["facts"], "tags": example["tags"], "rule_sets": example.get("rule_sets", [])}
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([binary.with_name("check_rules"), path], capture_output=True, text=True, check=False, encoding="utf-8")
        report = json.loads(done.stdout)
        found = [(kind, finding) for kind, findings in report.items() for finding in findings]
        own = [finding for _, finding in found if any(at.startswith("tags.") for at in finding["paths"]) and not any(at.startswith("rule_sets[") for at in finding["paths"])]
        assert own == [], name
        holes[name] = {(kind, finding["cell"]) for kind, finding in found if kind in ("gaps", "overlaps")}
    assert holes["online_retail"] == {("gaps", "近30天购买 <= 1 and 距上次购买 < 30天")}
    assert holes["complete_journey"] == {("gaps", "近30天购物 <= 1 and 距上次购物 < 30天")}
    assert holes["taobao_behavior"] == set()
    assert holes["zh_rfm_textbook"] == {("overlaps", "R距上次 = 30"), ("overlaps", "M消费 = 10000元")}


def test_online_retail(told):
    tags, text = told("online_retail")
    as_of = datetime.date(2011, 12, 9)
    customers, hole = [], []
    for lines in by("customer_id", rows("online_retail/transactions.csv.gz")).values():
        for line in lines:
            line["day"] = datetime.date.fromisoformat(line["invoice_time"][:10])
            line["age"] = (as_of - line["day"]).days
            line["cents"] = int(line["quantity"]) * int(Decimal(line["unit_price"]) * 100)
            line["bought"] = not line["invoice"].startswith("C")
        bought = [line for line in lines if line["bought"]]
        orders = lambda most, bought=bought: len({line["invoice"] for line in bought if line["age"] < most})  # noqa: E731
        n, n30, n90 = orders(10**6), orders(30), orders(90)
        last = min((line["age"] for line in bought), default=None)
        year, total = sum(line["cents"] for line in lines if line["age"] < 365), sum(line["cents"] for line in lines)
        returned = millionths(sum(not line["bought"] for line in lines), len(lines))
        first = max((line["age"] for line in bought), default=0)
        again = len({line["invoice"] for line in bought if first - line["age"] < 60}) >= 2
        quarter = sum(line["cents"] for line in lines if between(line["day"], "2011-07-01", "2011-09-30")) > 0
        value = band(year, ("高", 1_000_000), ("中", 300_000), below="低")
        signs = [again and "首单后60天复购", n90 >= 3 and "近90天3单以上", n and 2 * total + n >= 100_000 * n and "大单", quarter and "上季度买过"]
        points = 40 * (last is not None and 60 <= last <= 180) + 40 * (year >= 300_000) + 20 * (n >= 4) - 20 * (returned > 200_000)
        if n30 == 1:
            hole.append(year)
        own = {
            "价值": value,
            "低价值": band(n, ("常买小单", 2), ("买过一次", 1), below="只退过货") if value == "低" else None,
            "状态": state(last, n30, "未购买"),
            "退货": "常退货" if returned > 200_000 else "偶有退货" if returned else "无退货",
            "迹象": [sign for sign in signs if sign] or ["无" if n else "–"],
            "挽回": band(points, ("优先", 80), ("值得", 40), below="不必"),
        }
        customers.append((own, year))
    assert tags == tally(customers)
    of, lost = len(customers), sum(hole)
    told_hole = f"{len(hole)} of your {of} customers ({share(len(hole), of)}), GBP {lost // 100}.{lost % 100:02} a year."
    assert told_hole in text
    assert f"{len(hole)} of {of} customers, {share(len(hole), of)}, have no state, and £{lost // 100}.{lost % 100:02}" in text
    assert_told(text, customers, "状态", "活跃", "活跃 are {n} customers, {of_customers}, with {of_amount}")
    assert_told(text, customers, "状态", "流失", "流失 are {n}, {of_customers}, with {of_amount}")
    assert_told(text, customers, "价值", "高", "make {n} customers 高, {of_customers}, with {of_amount}")
    assert_told(text, customers, "迹象", "大单", "and {n} with an average order of 500 or more bring {of_amount}")
    asleep = sum(own["价值"] == "高" and own["状态"] == "沉睡" for own, _ in customers)
    assert f"{asleep} customers are 高 and 沉睡" in text


def assert_told(text, customers, dimension, value, sentence):
    """What an example says of a value is so."""
    whom = [amount for own, amount in customers if value in ([own[dimension]] if isinstance(own[dimension], str) else own[dimension] or [])]
    of_amount = share(sum(whom), sum(amount for _, amount in customers))
    sentence = sentence.format(n=len(whom), of_customers=share(len(whom), len(customers)), of_amount=of_amount)
    assert sentence in text, sentence


def test_complete_journey(told):
    tags, text = told("complete_journey")
    as_of = datetime.datetime(2017, 12, 31)
    coupons = by("household_id", rows("complete_journey/coupon_redemptions.csv"))
    customers, hole = [], []
    for household, lines in by("household_id", rows("complete_journey/transactions.csv")).items():
        for line in lines:
            line["at"] = datetime.datetime.fromisoformat(line["transaction_timestamp"])
            line["age"] = (as_of.date() - line["at"].date()).days
            line["cents"] = int((Decimal(line["sales_value"]) * 100).quantize(Decimal(1), ROUND_HALF_UP))
        # What is dated after the day of the report is not known on it.
        lines = [line for line in lines if line["age"] >= 0]
        n30 = len({line["basket_id"] for line in lines if line["age"] < 30})
        last = min((line["age"] for line in lines), default=None)
        year, total = sum(line["cents"] for line in lines if line["age"] < 365), sum(line["cents"] for line in lines)
        cut = millionths(sum(line["cents"] for line in lines if Decimal(line["retail_disc"]) >= Decimal("0.005")), total) if total else None
        before = sum(line["cents"] for line in lines if between(line["at"].date(), "2017-07-01", "2017-09-30")) > 0
        now = sum(line["cents"] for line in lines if between(line["at"].date(), "2017-10-01", "2017-12-31")) > 0
        redeemed = [datetime.datetime.fromisoformat(coupon["redemption_date"]) for coupon in coupons.get(household, [])]
        followed = any(datetime.timedelta(0) <= line["at"] - at and (line["at"].date() - at.date()).days < 7 for at in redeemed for line in lines)
        offer = "用券" if redeemed else "未知" if cut is None else "追折扣" if cut > 600_000 else "随折扣" if cut > 300_000 else "不看折扣"
        if n30 == 1:
            hole.append(year)
        own = {
            "价值": band(year, ("高", 20_000), ("中", 5_000), below="低"),
            "状态": state(last, n30, "未购物"),
            "季度走势": {(True, True): "留住", (True, False): "离开", (False, True): "回来", (False, False): "两季未购"}[before, now],
            "优惠": offer,
            "券效": {"用券": "用券后7天购物" if followed else "用券后未见", "未知": "未知"}.get(offer),
        }
        customers.append((own, year))
    assert tags == tally(customers)
    of, lost = len(customers), sum(hole)
    assert f"{len(hole)} of your {of} customers ({share(len(hole), of)}), USD {lost // 100}.{lost % 100:02} a year." in text
    assert f"{len(hole)} of {of} households, {share(len(hole), of)}, have no state, and ${lost // 100}.{lost % 100:02}" in text
    assert_told(text, customers, "优惠", "用券", "{n} households redeemed coupons, {of_customers}, and bring {of_amount}")
    assert_told(text, customers, "券效", "用券后7天购物", "{n} of them were seen shopping within 7 days")


def test_taobao_behavior(told):
    tags, text = told("taobao_behavior")
    as_of = datetime.date(2017, 12, 3)
    customers = []
    for events in by("user_id", rows("taobao_behavior/events.csv")).values():
        kinds = collections.Counter(event["behavior"] for event in events)
        day = lambda event: datetime.datetime.fromtimestamp(int(event["ts"]), datetime.timezone(datetime.timedelta(hours=8))).date()  # noqa: E731
        recent = sum(0 <= (as_of - day(event)).days < 3 for event in events)
        seen = [event["item_id"] for event in events if event["behavior"] == "pv"]
        carts = [event for event in events if event["behavior"] == "cart"]
        buys = [event for event in events if event["behavior"] == "buy"]
        soon = any(int(cart["ts"]) < int(buy["ts"]) and day(cart) == day(buy) for cart in carts for buy in buys)
        step = "买过" if kinds["buy"] else "加购未买" if kinds["cart"] else "收藏未买" if kinds["fav"] else "只看"
        signs = [
            len(seen) - len(set(seen)) >= 5 and "反复看同一件",
            len({event["category_id"] for event in events}) >= 30 and "到处看",
            soon and "加购当天买",
            seen and not buys and "看了就走",
        ]
        own = {
            "走到哪一步": step,
            "买了几次": ("复购" if kinds["buy"] >= 2 else "一次") if step == "买过" else None,
            "近况": band(recent, ("热", 30), ("温", 1), below="冷"),
            "迹象": [sign for sign in signs if sign] or ["无" if seen else "–"],
        }
        customers.append((own, 0))
    assert tags == tally(customers, amounts=False)
    count = lambda **wanted: sum(all(own[name] == value for name, value in wanted.items()) for own, _ in customers)  # noqa: E731
    assert f"{count(走到哪一步='买过')} of {len(customers)} users bought, {count(买了几次='复购')} of them more than once" in text
    assert f"{count(走到哪一步='加购未买')} put something aside and never bought; {count(走到哪一步='加购未买', 近况='热')} of these were 热" in text


def test_zh_rfm_textbook(told):
    tags, text = told("zh_rfm_textbook")
    customers, edge, low = [], 0, 0
    for row in rows("zh_rfm_textbook/rfm.csv"):
        recency, times = int(row["recency_days"]), int(row["frequency"])
        spent = int(Decimal(row["monetary"]) * 100)
        value = band(spent, ("高", 150_000), ("中", 50_000), below="低")
        points = 40 * (spent >= 150_000) + 30 * (recency >= 20) + 30 * (times >= 15)
        edge, low = edge + (recency == 30), low + (spent < 300_000)
        own = {
            "近期": "30天内" if recency < 30 else "30-90天" if recency <= 90 else "90天以上",
            "频次": band(times, ("常来", 15), ("来过几次", 5), below="难得来"),
            "价值": value,
            "高价值": ("高而勤" if times >= 5 else "高而疏") if value == "高" else None,
            "客群": "久未来" if recency > 30 else "常客" if times >= 12 else "散客",
            "回访": band(points, ("先回访", 70), ("再回访", 40), below="不必"),
        }
        customers.append((own, spent))
    assert tags == tally(customers)
    of = len(customers)
    assert f"{edge} of your {of} customers ({share(edge, of)})." in text, "told without an amount a year, as there are no dates"
    assert f"{edge} customers came last exactly 30 days ago" in text
    assert f"{low} of {of} customers are below 3000" in text
    assert_told(text, customers, "客群", "久未来", "久未来 {n}, ")
    assert_told(text, customers, "客群", "常客", "常客 {n}, ")
    assert_told(text, customers, "客群", "散客", "散客 {n}.")
    assert_told(text, customers, "价值", "高", "{n} customers are 高, {of_customers}, with {of_amount}")
    assert_told(text, customers, "高价值", "高而疏", "and {n} of them come fewer than 5 times")
