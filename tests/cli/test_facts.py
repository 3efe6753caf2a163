"""`facts` on a small set of its own, and on the shipped specs. The binary stands beside that of `unify`."""

import gzip
import json
import os
import subprocess

import pytest

LINES = """\
单号,商品,数量,单价,时间,会员
1,A,2,10.50,2024-05-01 10:00,M1
2,B,1,3,2024-05-11 10:00,M1
C3,A,-1,10.50,2024-05-12 10:00,M1
4,A,1,0.01,2024-06-01 10:00,M2
5,A,1,1,1899-12-30 00:00,M2
"""

SPEC = {
    "about": "a small shop",
    "as_of": "2024-06-30",
    "tables": {"lines": {"file": "lines.csv.gz", "derive": {"金额": {"product": ["数量", "单价"]}, "类": {"kind": ["单号", "C", "退", "买"]}}}},
    "by": "总交易额",
    "show": ["总交易额", "热销产品"],
    "facts": {
        "streams": [
            {
                "name": "orders",
                "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"text": {}}}, {"name": "kind", "kind": {"text": {}}}],
                "feeds": [
                    {
                        "table": "lines",
                        "time": "时间",
                        "customer": "会员",
                        "attributes": {"amount": {"column": "金额"}, "product": {"column": "商品"}, "kind": {"column": "类"}},
                    }
                ],
            }
        ],
        "catalogue": [{"metric": "total_amount"}, {"metric": "best_sellers"}],
        "rates": [{"name": "退过货", "when": 'count(orders where kind = "退") >= 1'}],
    },
}


@pytest.fixture
def facts(binary):
    def run(*arguments, **environment):
        own = {key: value for key, value in os.environ.items() if key != "GUIYI_DATA"}
        return subprocess.run([binary.with_name("facts"), *arguments], capture_output=True, text=True, check=False, encoding="utf-8", env={**own, **environment})

    return run


def test_a_report_of_a_set(facts, tmp_path):
    (tmp_path / "lines.csv.gz").write_bytes(gzip.compress(LINES.encode()))
    spec = tmp_path / "shop.json"
    spec.write_text(json.dumps(SPEC, ensure_ascii=False), encoding="utf-8")
    done = facts(spec, "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    for part in [
        "== shop ==\na small shop\n2 customers, as of 2024-06-30",
        "sum(orders.amount)  total_amount@1",
        "退过货: 50.0 % (1 of 2; 0 undecided)",
        "  M1: 总交易额 13.50 (n=3), 热销产品 A、B (n=3)",
        "  M2: 总交易额 1.01 (n=2), 热销产品 A (n=2)",
        "! implausible_times lines: 1 events of `orders` are dated before 1990-01-01, such as `M2` at 1899-12-30 00:00:00",
    ]:
        assert part in done.stdout, part + "\n" + done.stdout


def test_without_data_it_says_so(facts, tmp_path):
    done = facts()
    assert (done.returncode, done.stdout) == (0, "skipped: GUIYI_DATA names no folder of data sets, and neither does --data\n")
    done = facts(GUIYI_DATA=str(tmp_path))
    assert done.returncode == 0 and done.stdout.count("skipped: ") == 5


def test_what_cannot_be_read_is_said(facts, tmp_path):
    spec = tmp_path / "wrong.json"
    spec.write_text('{"tables": {}, "facts": {"metrics": [{"name": "n", "measure": {"count": {"of": "orders"}}}]}}', encoding="utf-8")
    done = facts(spec, "--data", tmp_path)
    assert done.returncode == 2 and "unknown_metric: facts.metrics[0].measure" in done.stderr
    spec.write_text("{", encoding="utf-8")
    assert facts(spec, "--data", tmp_path).returncode == 2


def test_the_shipped_specs_on_the_sets_that_are_at_hand(facts):
    data = os.environ.get("GUIYI_DATA")
    if not data:
        pytest.skip("GUIYI_DATA names no folder of data sets")
    done = facts(GUIYI_DATA=data)
    assert done.returncode == 0, done.stderr
    assert "复购客户占比" in done.stdout or done.stdout.count("skipped: ") == 5
