"""Files that are not what they should be: a clear report and a complete output, never a panic."""

import collections
import random

import pytest

GOOD = [["id", "姓名", "手机", "注册时间"], ["A1", "安然", "13817650501", "2024-05-01"], ["A2", "王芳", "13987654321", "2024-05-02"]]
SPEC = """{"version": 1,
  "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}],
  "sources": [
    {"name": "好", "id": "id", "time": "注册时间", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["手机"]}]},
    {"name": "坏", "id": "id", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["手机"]}]}],
  "tags": {"name": "t", "version": "1", "dimensions": [{"name": "近况", "rules": [{"value": "新", "when": "天数 < 30"}], "otherwise": "旧"}]},
  "facts": {"streams": [{"name": "登记", "feeds": [{"table": "好", "time": "注册时间"}]}],
            "metrics": [{"name": "天数", "measure": {"recency": {"of": "登记"}}}]}}"""
RANDOM = random.Random(1).randbytes(5000)
MEGABYTE = 1 << 20
HEAD = "id,姓名,手机\n"

# What the file holds, the code of its finding, and the record ids it gives.
CASES = {
    "empty": (b"", "empty_file", []),
    "header only": (HEAD, "no_rows", []),
    "header without newline": (HEAD.strip(), "no_rows", []),
    "random bytes": (RANDOM, "not_csv", []),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + RANDOM, "not_csv", []),
    "prose": ("It was the best of times.\nIt was the age of wisdom.\n", "one_column", ["1"]),
    "prose with commas": ("It was good, it was bad.\nIt was, all in all, an age.\n\nThe end.\n", "uneven_row", ["1", "2"]),
    "chinese prose": ("这是最好的时代，也是最坏的时代。\n人人在走向天堂。\n", "one_column", ["1"]),
    "blank lines": ("\n\n\r\n", "empty_file", []),
    "byte order mark alone": ("\ufeff", "empty_file", []),
    "megabyte in a name": (HEAD + f"B1,{'安' * (MEGABYTE // 3)},13817650501\nB2,安然,13817650501\n", "long_cell", ["B1", "B2"]),
    "megabyte in a phone": (HEAD + f"B1,安然,{'1' * MEGABYTE}\n", "long_cell", ["B1"]),
    "megabyte in an id": (HEAD + f"{'B' * MEGABYTE},安然,13817650501\n", "long_cell", ["B" * MEGABYTE]),
    "megabyte in two alike names": (HEAD + "".join(f"B{i},{'John Smith ' * 100000}{i},13817650501\n" for i in range(3)), "long_cell", ["B0", "B1", "B2"]),
    "megabyte in the header": (f"id,{'姓' * 400000},手机\nB1,安然,13817650501\n", "long_cell", ["B1"]),
    "invalid UTF-8": (HEAD.encode() + b"U1,\xe5\xae\x89\xff\xe7\x84\xb6,13817650501\n" + "U2,安然,13817650501\n".encode(), "invalid_utf8", ["U1", "U2"]),
    "NUL bytes": (HEAD + "N1,安\0然,138\00017650501\nN2,王芳,13987654321\n", "nul_byte", ["N1", "N2"]),
    "open quotation mark": (HEAD + 'Q1,安然,"13817650501\nQ2,王芳,13987654321\nQ3,李四,13700000001\n', "open_quote", ["Q1", "Q2", "Q3"]),
    "one open quotation mark": ('"id', "no_rows", []),
    "uneven rows": (HEAD + "R1,安然\nR2,王芳,13987654321,还有,更多\n", "uneven_row", ["R1", "R2"]),
    "rows without id": (HEAD + ",安然,13817650501\nR2,王芳,13987654321\n", "row_without_id", ["#1", "R2"]),
    "column twice": ("id,姓名,姓名,手机\nC1,安然,王芳,13817650501\n", "duplicate_header", ["C1"]),
}


@pytest.fixture(params=[False, True], ids=["proposed", "given"])
def call(request, unify, write, source):
    """Runs a good list beside a bad one, with a spec or without."""

    def run(content, timeout=60):
        spec = ["--spec", write("spec.json", SPEC)] if request.param else []
        lists = [*source("好", GOOD), *source("坏", content)]
        return unify(*spec, *lists, timeout=timeout)

    return run


@pytest.mark.parametrize("name", CASES)
def test_there_is_a_report_and_every_row_is_linked(call, name):
    content, code, ids = CASES[name]
    run = call(content)
    assert run.links().keys() == {("好", "A1"), ("好", "A2"), *(("坏", i) for i in ids)}
    assert code in run.codes()
    assert len(run.stdout) < 20_000
    customers = {r["customer_id"] for r in run.rows("links.csv")}
    assert {r["customer_id"] for r in run.rows("customers.csv")} == customers == {r["customer_id"] for r in run.rows("tags.csv")}


@pytest.mark.parametrize("name", ["empty", "header only", "random bytes", "prose", "blank lines"])
def test_a_bad_file_alone_still_gives_every_output(unify, name, source):
    content, code, ids = CASES[name]
    run = unify(*source("坏", content))
    assert [r["record_id"] for r in run.rows("links.csv")] == ids
    assert code in run.codes()
    assert len(run.bytes()) == 4


@pytest.mark.parametrize("option", ["--interactions", "--orders"])
@pytest.mark.parametrize("name", ["empty", "header only", "random bytes", "prose", "NUL bytes", "invalid UTF-8"])
def test_bad_event_files_harm_no_list(unify, write, option, name, source):
    run = unify(*source("好", GOOD), option, write("bad.csv", CASES[name][0]))
    assert run.links().keys() == {("好", "A1"), ("好", "A2")}
    assert CASES[name][1] in run.codes()
    assert "unused_events" in run.codes()


def test_a_column_that_the_spec_names_may_be_missing(unify, write, source):
    lists = [*source("好", GOOD), *source("坏", 'id,姓名\nB1,安然\n')]
    run = unify("--spec", write("spec.json", SPEC), *lists)
    assert run.links().keys() == {("好", "A1"), ("好", "A2"), ("坏", "B1")}
    assert "missing_column" in run.codes() and "坏.手机" in run.stdout


def test_a_source_that_the_spec_names_may_be_missing(unify, write, source):
    run = unify("--spec", write("spec.json", SPEC), *source("好", GOOD))
    assert run.links().keys() == {("好", "A1"), ("好", "A2")}
    assert "missing_source" in run.codes()


def test_a_source_that_the_spec_does_not_name_is_linked_all_the_same(unify, write, source):
    run = unify("--spec", write("spec.json", SPEC), *source("好", GOOD), *source("别处", GOOD))
    assert run.links().keys() == {(source, i) for source in ("好", "别处") for i in ("A1", "A2")}
    assert "unknown_source" in run.codes()


def test_the_input_cannot_control_the_screen(call):
    run = call(f"\x1b]0;x\x07,{HEAD}y,\x1b[2JB1,安然\x1b[31m,13817650501,\x1b[2J\n")
    assert "\x1b" not in run.stdout


def test_the_same_record_id_twice(call):
    run = call(HEAD + "D1,安然,13817650501\nD1,李四,13700000001\nD1,李四,13700000001\nD2,王芳,13987654321\n")
    rows = collections.Counter((r["source"], r["record_id"]) for r in run.rows("links.csv"))
    assert rows == {("好", "A1"): 1, ("好", "A2"): 1, ("坏", "D1"): 3, ("坏", "D2"): 1}
    assert "duplicate_record_id" in run.codes()
    assert any(r["record_id"] == "D1" for r in run.rows("notes.csv") if r["status"] == "finding")


def test_rows_of_one_id_come_out_the_same_in_any_order(call):
    rows = ["D1,安然,13817650501\n", "D1,李四,13700000001\n", "D1,安然,13700000001\n", "D1,,\n"]
    assert call(HEAD + "".join(rows)).bytes() == call(HEAD + "".join(reversed(rows))).bytes()


FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅林"


@pytest.mark.parametrize("same_name", [False, True], ids=["different names", "all the same"])
def test_a_hundred_thousand_rows_share_one_phone_number(call, same_name):
    pick = random.Random(2).choice
    name = lambda: "安然" if same_name else pick(FAMILY) + pick(GIVEN) + pick(GIVEN)
    run = call(HEAD + "".join(f"P{i},{name()},13817650501\n" for i in range(100_000)), timeout=20)
    assert run.links().keys() == {("好", "A1"), ("好", "A2"), *(("坏", f"P{i}") for i in range(100_000))}
    assert {"crowded_key", "oversized_block", "generic_value"} & run.codes()
    assert len(run.stdout) < 50_000
