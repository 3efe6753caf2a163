"""`unify --what-next`, and the example of a lifecycle. The binaries stand beside that of `unify`."""

import os
import subprocess

import pytest
from test_demo import arguments


def test_what_next_of_the_demo(unify):
    run = unify(*arguments(), "--as-of", "2024-06-30", "--explain", "官网/GW00939", "--what-next", "状态=活跃", "--what-next", "综合分层=S级", "--language", "zh")
    assert run.code == 0, run.stderr
    for part in [
        "状态：现为沉睡；要成为活跃，只需\n  再有 2 次interactions\n",
        "    近30天互动：0 → 2\n    距上次互动：43天 → 0天\n",
        "    近30天互动是 0；至少 2 还差 2\n",
        "综合分层：现为B级；要成为S级，",
    ]:
        assert part in run.stdout, part + run.stdout[-4000:]


@pytest.mark.parametrize(("goal", "message", "code"), [("状态=活泼", "unknown_value", 1), ("状况=活跃", "unknown_dimension", 1), ("状态", "--what-next NAME=VALUE", 2)])
def test_what_cannot_be_is_said(unify, goal, message, code):
    run = unify(*arguments(), "--as-of", "2024-06-30", "--explain", "官网/GW00939", "--what-next", goal, code=code)
    assert run.code != 0 and message in run.stderr


@pytest.fixture
def lifecycle(binary):
    def run(*arguments, **environment):
        own = {key: value for key, value in os.environ.items() if key != "GUIYI_DATA"}
        return subprocess.run([binary.with_name("lifecycle"), *arguments], capture_output=True, text=True, check=False, encoding="utf-8", env={**own, **environment})

    return run


ROWS = "customer_ID,tenure,churn\nA,3,yes\nB,30,yes\nC,30,no\nD,7,no\nE,7,yes\n"


def test_a_walk_through_stages(lifecycle, tmp_path):
    (tmp_path / "telco_churn").mkdir()
    (tmp_path / "telco_churn/customers.csv").write_text(ROWS, encoding="utf-8")
    done = lifecycle("--data", tmp_path)
    assert done.returncode == 0, done.stderr
    for part in [
        "5 customers, 3 of them left",
        "  新客 → 成长      4    5.0\n  新客 → 流失      1    3.0\n",
        "由稳定按规则转入",
        "   31          0       1       1       3\n",
    ]:
        assert part in done.stdout, part + "\n" + done.stdout


def test_without_the_set_it_says_so(lifecycle, tmp_path):
    done = lifecycle()
    assert (done.returncode, done.stdout) == (0, "skipped: neither GUIYI_DATA nor --data names a folder with telco_churn\n")
