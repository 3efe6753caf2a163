"""`layers` on a small set of its own, and on the shipped specs. The binary stands beside that of `unify`."""

import json
import os
import subprocess

import pytest

ORDERS = """\
会员,时间,金额
M1,2024-01-05,500
M1,2024-06-20,900
M2,2024-02-01,100
M3,2024-06-25,300
M4,2023-12-01,100
M5,2024-03-05,100
"""

SPEC = {
    "about": "a small shop",
    "as_of": "2024-06-30",
    "before": "2024-03-31",
    "tables": {"orders": {"file": "orders.csv"}},
    "facts": {
        "streams": [
            {
                "name": "orders",
                "attributes": [{"name": "amount", "kind": {"money": {}}}],
                "feeds": [{"table": "orders", "time": "时间", "customer": "会员", "attributes": {"amount": {"column": "金额"}}}],
            }
        ],
        "metrics": [{"name": "消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}}],
    },
    "layers": [
        {"ranking": {"name": "头部", "by": "消费", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "头"}], "rest": "尾"}}, "otherwise": "无"}},
        {"ranking": {"name": "三分", "by": "消费", "cut": {"quantiles": {"layers": ["上", "中", "下"]}}, "otherwise": "无"}},
    ],
}


@pytest.fixture
def layers(binary):
    def run(*arguments, **environment):
        own = {key: value for key, value in os.environ.items() if key != "GUIYI_DATA"}
        return subprocess.run([binary.with_name("layers"), *arguments], capture_output=True, text=True, check=False, encoding="utf-8", env={**own, **environment})

    return run


def test_layers_of_a_set(layers, tmp_path):
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    spec = tmp_path / "shop.json"
    spec.write_text(json.dumps(SPEC, ensure_ascii=False), encoding="utf-8")
    done = layers(spec, "--data", tmp_path, "--language", "zh")
    assert done.returncode == 0, done.stderr
    for part in [
        "== shop ==\na small shop\n5 customers, as of 2024-06-30",
        "1 (20.0 %)          消费 70.0 %",
        "M1: 头部：头（消费为 ¥1400，参与排名 5 位，达到合计占 60% 的客户的界限 ¥1400）",
        "! tied_layers: 1 of 2 cuts of `消费` go through customers with equal numbers: 3 of 5 ranked customers have ¥100",
        "头部：2024-03-31 至 2024-06-30，5 位客户中",
    ]:
        assert part in done.stdout, part + "\n" + done.stdout


def test_whoever_is_no_customer_by_then_is_not_layered(layers, tmp_path):
    """M3 bought for the first time after the date before; M5 gave everything back."""
    (tmp_path / "orders.csv").write_text(ORDERS + "M5,2024-06-28,-100\n", encoding="utf-8")
    spec = tmp_path / "shop.json"
    spec.write_text(json.dumps({**SPEC, "customer_by": "消费"}, ensure_ascii=False), encoding="utf-8")
    done = layers(spec, "--data", tmp_path)
    assert "4 customers, as of 2024-06-30" in done.stdout, done.stdout
    assert "三分: from 2024-03-31 to 2024-06-30, of 3 customers" in done.stdout and "1 are new, 1 gone" in done.stdout, done.stdout


def test_without_data_it_says_so(layers, tmp_path):
    done = layers()
    assert (done.returncode, done.stdout) == (0, "skipped: GUIYI_DATA names no folder of data sets, and neither does --data\n")
    done = layers(GUIYI_DATA=str(tmp_path))
    assert done.returncode == 0 and done.stdout.count("skipped: ") == 2
    assert layers("--language", "fr").returncode == 2
    done = layers("--languages", "en")
    assert (done.returncode, done.stderr) == (2, "layers: there is no --languages; layers [SPEC.json …] [--data FOLDER] [--language en|zh]\n")


def test_what_cannot_be_is_said(layers, tmp_path):
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    spec = tmp_path / "wrong.json"
    spec.write_text(json.dumps({**SPEC, "layers": [{"rfm": {"name": "RFM", "recency": {"by": "没有"}, "frequency": {"by": "消费"}, "monetary": {"by": "消费"}, "otherwise": "无"}}]}), encoding="utf-8")
    done = layers(spec, "--data", tmp_path)
    assert done.returncode == 2 and "unknown_metric: layers[0].rfm.recency.by" in done.stderr, done.stderr


def test_the_textbook_groups_on_the_set_that_is_at_hand(layers):
    """By the book's method (k = 3 after z-scoring): 40, 559 and 341 customers, with the centres that scikit-learn 1.9.1 finds, too."""
    data = os.environ.get("GUIYI_DATA")
    if not data:
        pytest.skip("GUIYI_DATA names no folder of data sets")
    done = layers(GUIYI_DATA=data)
    assert done.returncode == 0, done.stderr
    if "zh_rfm_textbook/rfm.csv is not there" in done.stdout:
        pytest.skip("zh_rfm_textbook is not there")
    for part in ["341 (36.3 %)", "559 (59.5 %)", "40 (4.3 %)", "-0.160 1.115 0.393", "-0.149 -0.659 -0.272", "3.455 -0.296 0.449"]:
        assert part in done.stdout, part + "\n" + done.stdout
