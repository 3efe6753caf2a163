"""`profile_source` on small files. The binary stands beside that of `unify`."""

import json
import subprocess

import pytest

CSV = """\
编号,姓名,手机,注册日期,预算（万元）,渠道,备注
1,安然,138 1234 5678,13/05/2023,50-80,官网注册,
2,王芳,待补充,5/10/2023,120,抖音,好
3,李女士,139****5678,01/06/2023,未知,门店,
"""


@pytest.fixture
def profile(binary, tmp_path):
    def run(*arguments, text=CSV):
        path = tmp_path / "客户.csv"
        path.write_text(text, encoding="utf-8")
        return subprocess.run([binary.with_name("profile_source"), path, *arguments], capture_output=True, text=True, check=False, encoding="utf-8")

    return run


def test_a_table_to_read(profile):
    done = profile()
    assert done.returncode == 0, done.stderr
    for part in ["客户: 3 rows, 7 columns", "date, day_first", "amount, 万元", "person_name", "待补充", "masked", "139****5678"]:
        assert part in done.stdout, part


def test_the_same_as_json_and_frozen(profile, tmp_path):
    saved = tmp_path / "profile.json"
    first = json.loads(profile("--json", "--save", saved).stdout)
    assert {c["column"]: c["kind"] for c in first["profile"]["columns"]}["渠道"] == {"channel": {}}
    one_row = "\n".join([CSV.splitlines()[0], CSV.splitlines()[2]]) + "\n"
    second = json.loads(profile("--json", "--profile", saved, text=one_row).stdout)
    dates = next(entry for entry in second["quality"]["columns"] if entry["field"] == "注册日期")
    assert (dates["ok"] + dates["repaired"], dates["ambiguous"]) == (1, 0)


@pytest.mark.parametrize("text", ["", "\n", "a,b\n", "a,a\n1,2\n", "\ufeff编号\n\n", "x" * 100_000])
def test_odd_files_have_a_report(profile, text):
    done = profile(text=text)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("arguments", "message"), [(["--nonsense"], "not an argument"), (["--profile", "missing.json"], "missing.json"), (["--save"], "needs a value")])
def test_bad_arguments_are_one_line(profile, arguments, message):
    done = profile(*arguments)
    assert done.returncode == 2
    assert message in done.stderr and done.stderr.count("\n") == 1
