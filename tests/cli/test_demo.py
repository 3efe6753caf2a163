"""The five channels of examples/data through examples/specs/shop.json: the main job and its named examples."""

import collections
import csv
import io
import json
import random

import pytest
from conftest import ROOT

DATA = ROOT / "examples/data"
CHANNELS = ["官网", "电商", "抖音", "门店", "展会"]
ENCODINGS = {"官网": "utf-8-sig", "电商": "gb18030"}
IDS = {"官网": "编号", "电商": "订单号", "抖音": "消息ID", "门店": "登记号", "展会": "名片号"}


def arguments(data=DATA):
    lists = [word for name in CHANNELS for word in ("--source", f"{name}={data / name}.csv")]
    events = ["--interactions", data / "interactions.csv", "--orders", data / "orders.csv"]
    return ["--spec", ROOT / "examples/specs/shop.json", *lists, *events]


def read(name, data=DATA):
    text = (data / f"{name}.csv").read_bytes().decode(ENCODINGS.get(name, "utf-8"))
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture(scope="session")
def demo(unify):
    return unify(*arguments(), "--as-of", "2024-06-30", "--truth", DATA / "truth.csv", "--view", "销售", "--view", "客服", "--view", "市场")


@pytest.fixture(scope="session")
def earlier(unify):
    return unify(*arguments(), "--as-of", "2024-06-01")


@pytest.mark.parametrize("threads", [1, 2])
def test_shuffled_rows_and_threads_give_the_same_bytes(unify, demo, tmp_path, threads):
    for name in [*CHANNELS, "interactions", "orders"]:
        header, *rows = read(name)
        random.Random(threads).shuffle(rows)
        assert rows != read(name)[1:]
        end = "\r\n" if name == "门店" else "\n"
        with open(tmp_path / f"{name}.csv", "w", encoding=ENCODINGS.get(name, "utf-8"), newline="") as file:
            csv.writer(file, lineterminator=end).writerows([header, *rows])
    shuffled = unify(*arguments(tmp_path), "--as-of", "2024-06-30", "--threads", threads)
    assert shuffled.bytes() == demo.bytes()


def test_shuffled_rows_give_the_same_proposal(unify, tmp_path):
    lists = []
    for name in CHANNELS:
        header, *rows = read(name)
        random.Random(7).shuffle(rows)
        with open(tmp_path / f"{name}.csv", "w", encoding=ENCODINGS.get(name, "utf-8"), newline="") as file:
            csv.writer(file).writerows([header, *rows])
        lists += ["--source", f"{name}={tmp_path / name}.csv"]
    # Without a column of ids the rows are known by their numbers: what is proposed is the same, not what they are called.
    assert unify(*lists).bytes("spec.json") == unify(*arguments()[2:12]).bytes("spec.json")


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_threads_change_nothing_without_a_spec(unify, threads):
    lists = arguments()[2:12]
    assert unify(*lists, "--threads", threads).bytes() == unify(*lists).bytes()


def test_every_row_is_linked_once(demo):
    expected = set()
    for name in CHANNELS:
        header, *rows = read(name)
        expected |= {(name, row[header.index(IDS[name])]) for row in rows}
    assert demo.links().keys() == expected
    customers = set(demo.links().values())
    assert {r["customer_id"] for r in demo.rows("customers.csv")} == customers
    assert {r["customer_id"] for r in demo.rows("tags.csv")} == customers


def test_the_columns_of_the_files(demo):
    assert list(demo.rows("links.csv")[0]) == ["source", "record_id", "customer_id", "probability"]
    assert list(demo.rows("notes.csv")[0]) == ["source", "record_id", "field", "raw", "value", "status", "reasons", "detail"]
    assert {"repaired", "rejected", "ambiguous"} & {r["status"] for r in demo.rows("notes.csv")}


def test_the_sheet_of_layers(demo):
    """R23, 表3."""
    sheet, tags = demo.rows("sheet_客户分层表.csv"), {r["customer_id"]: r for r in demo.rows("tags.csv")}
    assert list(sheet[0]) == ["客户编号", "价值等级", "忠诚度等级", "活跃度等级", "综合分层", "策略建议"]
    advice = {"S级": "VIP服务+定期回访", "A级": "定向产品推荐", "B级": "", "C级": "召回优惠券+分析流失原因"}
    assert len(sheet) == len(tags)
    for row in sheet:
        of = tags[row["客户编号"]]
        assert [row[name] for name in ["价值等级", "忠诚度等级", "活跃度等级", "综合分层"]] == [of[name] for name in ["价值", "忠诚度", "活跃度", "综合分层"]]
        assert row["策略建议"] == advice[row["综合分层"]]


def test_a_view_shows_what_its_role_needs_and_no_more(demo):
    shop = json.loads((ROOT / "examples/specs/shop.json").read_text(encoding="utf-8"))
    sales, marketing = demo.rows("view_销售.csv"), demo.rows("view_市场.csv")
    assert len(sales) == len(marketing) == len(demo.rows("customers.csv"))
    assert {"姓名", "电话", "优先级", "状态", "综合分层"} <= sales[0].keys()
    assert {"地区", "行业", "年消费", "价值"} <= marketing[0].keys()
    fields = {field["name"] for field in shop["fields"]}
    assert fields & marketing[0].keys() == {"地区", "行业"}
    # R9: 购买记录, 偏好需求, 沟通备注.
    service = {r["customer_id"]: r for r in demo.rows("view_客服.csv")}["C20230101001"]
    assert "耗材A" in service["orders"] and "便宜点" in service["interactions"] and service["需求"]
    people = demo.rows("customers.csv")
    text = demo.bytes("view_市场.csv")["view_市场.csv"].decode("utf-8")
    assert not any(len(person[name]) > 5 and person[name] in text for person in people for name in ["电话", "邮箱", "身份证号", "地址", "公司"])


def test_pairwise_f1_is_at_least_97_percent(demo):
    with open(DATA / "truth.csv", encoding="utf-8", newline="") as file:
        truth = {(r["source"], r["record_id"]): r["customer"] for r in csv.DictReader(file)}
    links = demo.links()

    def pairs(groups):
        return sum(n * (n - 1) // 2 for n in collections.Counter(groups).values())

    right = pairs((links[r], truth[r]) for r in truth)
    precision, recall = right / pairs(links[r] for r in truth), right / pairs(truth.values())
    assert 2 * precision * recall / (precision + recall) >= 0.97
    assert f"precision {precision:.4f}  recall {recall:.4f}" in demo.stdout


def test_what_is_printed(demo):
    for words in ["as of 2024-06-30", "渠道 Channels", "joined across channels", "Three customers explained", "标签 Tags", "分层 Layers", "precision", "peak memory", "written to"]:
        assert words in demo.stdout
    for name in CHANNELS:
        assert any(line.split()[:2] == [name, str(len(read(name)) - 1)] for line in demo.stdout.splitlines())


def test_customer_a_is_one_customer_with_the_id_of_its_day(demo):
    records = {record for record, customer in demo.links().items() if customer == "C20240501001"}
    assert records == {("官网", "GW00939"), ("门店", "MD01259")}


def test_customer_b_is_a_technical_buyer_of_middle_priority(demo):
    tags = demo.tags(("抖音", "DY001071"))
    assert (tags["来源渠道"], tags["优先级"]) == ("抖音", "中")
    assert "技术型采购" in tags["关键词标签"].split(";")


def test_customer_c_at_two_dates(demo, earlier):
    record = ("电商", "DS2024032001553")
    assert earlier.tags(record)["状态"] == "沉睡"
    assert demo.tags(record)["购买状态"] == "复购客户"


def test_the_two_tag_combinations(demo):
    assert demo.tags(("抖音", "DY000437"))["组合"] == "高价值+活跃+线上渠道+需求-新品优先"
    assert demo.tags(("门店", "MD00630"))["组合"] == "中价值+沉睡+线下门店+需求-价格敏感"


def test_a_record_on_its_own_has_probability_one(demo):
    rows = demo.rows("links.csv")
    count = collections.Counter(r["customer_id"] for r in rows)
    alone = [r for r in rows if count[r["customer_id"]] == 1]
    assert alone and all(float(r["probability"]) == 1 for r in alone)
    assert all(0 < float(r["probability"]) <= 1 for r in rows)


def test_the_latest_date_is_the_default(unify, demo):
    run = unify(*arguments())
    assert "as of 2024-06-29, the latest date in the inputs" in run.stdout
    assert run.bytes("links.csv", "customers.csv") == demo.bytes("links.csv", "customers.csv")
