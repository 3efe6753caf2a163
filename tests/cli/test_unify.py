"""The command line of `unify`: what each argument does, which files it reads, and what it says when it cannot."""

import collections
import json
import subprocess

import pytest
from conftest import OUTPUTS, ROOT

PEOPLE = [
    ["id", "姓名", "手机", "邮箱"],
    ["1", "安然", "13817650501", "anran@example.com"],
    ["2", "王芳", "13987654321", "wangfang@example.com"],
    ["3", "李四", "13700000001", ""],
]
VISITS = [["id", "顾客姓名", "电话"], ["V1", "安然", "138-1765-0501"], ["V2", "王芳", "+86 13987654321"], ["V3", "赵六", "13511112222"]]
TINY = {
    "version": 1,
    "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
    "sources": [
        {"name": "web", "columns": [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}]},
        {"name": "shop", "columns": [{"field": "name", "from": ["顾客姓名"]}, {"field": "phone", "from": ["电话"]}]},
    ],
}
TINY_TOML = """
version = 1
[[fields]]
name = "name"
kind = { person_name = {} }
[[fields]]
name = "phone"
kind = { phone = {} }
[[sources]]
name = "web"
columns = [{ field = "name", from = ["姓名"] }, { field = "phone", from = ["手机"] }]
[[sources]]
name = "shop"
columns = [{ field = "name", from = ["顾客姓名"] }, { field = "phone", from = ["电话"] }]
"""


@pytest.fixture
def two(source):
    return source("web", PEOPLE) + source("shop", VISITS)


def same_customers(run):
    """The sets of records that are one customer."""
    groups = collections.defaultdict(set)
    for record, customer in run.links().items():
        groups[customer].add(record)
    return sorted(map(sorted, groups.values()))


# The run in numbers: --report, --sweep, --labels.


def truth_of(write, run, wrong=()):
    """The customers of a run as a truth, but for some records."""
    rows = [[source, record, f"{customer}{'x' if (source, record) in wrong else ''}"] for (source, record), customer in run.links().items()]
    return write("truth.csv", [["source", "record_id", "customer"], *rows])


def test_a_report_has_the_run_in_numbers(unify, two, write, tmp_path):
    file = tmp_path / "report.json"
    run = unify("--spec", write("tiny.json", json.dumps(TINY)), *two, "--report", file)
    report = json.loads(file.read_text(encoding="utf-8"))
    assert (report["records"], report["customers"]) == (6, len(set(run.links().values())))
    assert report["candidate_pairs"] >= report["joined_pairs"] >= 2
    assert report["seconds"].keys() >= {"reading", "training", "scoring", "clustering"}
    assert [rule["keys"] for rule in report["blocking"]]
    assert report["curve"]["at"]["pairs"] == report["joined_pairs"]
    assert "best" not in report and "evaluation" not in report
    assert "预期 Expected" in run.stdout and "人工复核" in run.stdout


def test_a_sweep_says_which_threshold_is_best(unify, two, write, tmp_path):
    spec, file = write("tiny.json", json.dumps(TINY)), tmp_path / "report.json"
    truth = truth_of(write, unify("--spec", spec, *two))
    run = unify("--spec", spec, *two, "--truth", truth, "--sweep", "--report", file)
    report = json.loads(file.read_text(encoding="utf-8"))
    thresholds = [at["threshold"] for at in report["sweep"]]
    assert thresholds == sorted(thresholds) and {0.5, 0.95, 0.99} <= set(thresholds)
    assert report["best"] == max(report["sweep"], key=lambda at: (at["f1"], at["threshold"]))
    assert report["best"]["f1"] == report["evaluation"]["f1"] == 1.0
    assert "阈值 Thresholds" in run.stdout and "best F1" in run.stdout


def test_a_sweep_needs_a_truth(unify, two):
    assert "--truth" in unify(*two, "--sweep", code=2, out="out").stderr


def test_labels_are_used_and_compared_with_but_never_compared_by(unify, source, tmp_path):
    named = [[*row, label] for row, label in zip(PEOPLE, ["who", "a", "b", ""])]
    seen = [[*row, label] for row, label in zip(VISITS, ["who", "a", "b", "c"])]
    lists, file = source("web", named) + source("shop", seen), tmp_path / "report.json"
    run = unify(*lists, "--labels", "who", "--report", file)
    labels = json.loads(file.read_text(encoding="utf-8"))["labels"]
    assert labels["evaluation"]["records"] == 5
    assert "标注 Labels: 5 records" in run.stdout
    spec = json.loads((run.out / "spec.json").read_text(encoding="utf-8"))
    assert all("who" not in column["from"] for source in spec["sources"] for column in source["columns"])


def test_pairs_that_somebody_looked_at(unify, two, write, tmp_path):
    reviewed = write("reviewed.csv", [["source_a", "record_a", "source_b", "record_b", "match"], ["web", "1", "shop", "V1", "1"], ["web", "1", "shop", "V2", "否"]])
    file = tmp_path / "report.json"
    run = unify("--spec", write("tiny.json", json.dumps(TINY)), *two, "--label-pairs", reviewed, "--report", file)
    pairs = json.loads(file.read_text(encoding="utf-8"))["labels"]["pairs"]
    assert pairs == {"matches": 1, "found": 1, "non_matches": 1, "wrong": 0}
    assert "of labelled pairs 1 of 1 matches were found" in run.stdout


# Spec: given as JSON or TOML, or proposed.


def test_a_spec_in_json_and_in_toml_say_the_same(unify, two, write):
    json_run = unify("--spec", write("tiny.json", json.dumps(TINY)), *two)
    toml_run = unify("--spec", write("tiny.toml", TINY_TOML), *two)
    assert json_run.bytes() == toml_run.bytes()
    assert [("shop", "V1"), ("web", "1")] in same_customers(json_run)
    assert len(set(json_run.links().values())) == 4


def toml(value):
    """A JSON value as an inline TOML value."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def test_the_shop_spec_as_toml(unify, write):
    shop = json.loads((ROOT / "examples/specs/shop.json").read_text(encoding="utf-8"))
    as_toml = write("shop.toml", "".join(f"{key} = {toml(value)}\n" for key, value in shop.items()))
    lists = ["--source", f"官网={ROOT}/examples/data/官网.csv", "--source", f"门店={ROOT}/examples/data/门店.csv"]
    run = unify("--spec", as_toml, *lists)
    assert run.bytes() == unify("--spec", ROOT / "examples/specs/shop.json", *lists).bytes()


def test_a_spec_may_begin_with_a_byte_order_mark(unify, two, write):
    unify("--spec", write("tiny.json", json.dumps(TINY), "utf-8-sig"), *two)


def test_without_a_spec_one_is_proposed_printed_and_written(unify, two):
    proposed = unify(*two)
    assert "proposed from the data" in proposed.stdout
    assert "its name reads as a phone number" in proposed.stdout
    assert "Blocking" in proposed.stdout
    again = unify("--spec", proposed.out / "spec.json", *two)
    assert again.bytes() == proposed.bytes()
    assert not (again.out / "spec.json").exists()


def test_the_proposed_spec_of_the_demo_gives_the_same_links_again(unify):
    data = ROOT / "examples/data"
    lists = [word for name in ("官网", "电商", "抖音", "门店", "展会") for word in ("--source", f"{name}={data / name}.csv")]
    events = ["--interactions", data / "interactions.csv", "--orders", data / "orders.csv"]
    proposed = unify(*lists, *events)
    again = unify("--spec", proposed.out / "spec.json", *lists, *events)
    assert again.bytes("links.csv") == proposed.bytes("links.csv")


# The model: trained and written, or given.


def test_a_trained_model_is_written_and_given_it_links_the_same(unify):
    data = ROOT / "examples/data"
    lists = [word for name in ("官网", "电商", "抖音", "门店", "展会") for word in ("--source", f"{name}={data / name}.csv")]
    trained = unify(*lists)
    assert "trained in" in trained.stdout and "nothing was trained" not in trained.stdout
    model = json.loads((trained.out / "model.json").read_text(encoding="utf-8"))
    assert list(model["prior"]) == ["random_pair"] and model["records_per_customer"] >= 1024
    given = unify("--spec", trained.out / "spec.json", "--model", trained.out / "model.json", *lists)
    # What the proposal found is only said where one was made.
    decided = ["links.csv", "customers.csv", "tags.csv"]
    assert given.bytes(*decided) == trained.bytes(*decided)
    assert f"given by {trained.out / 'model.json'}; nothing was trained" in given.stdout
    assert not (given.out / "model.json").exists()
    spec = json.loads((trained.out / "spec.json").read_text(encoding="utf-8"))
    spec["identity"]["model"] = model
    inside = trained.out / "with_model.json"
    inside.write_text(json.dumps(spec), encoding="utf-8")
    again = unify("--spec", inside, *lists)
    assert again.bytes() == given.bytes()
    assert "given by the spec; nothing was trained" in again.stdout


def test_a_model_of_other_comparisons_is_refused_with_its_place(unify, two, write):
    trained = unify("--spec", write("tiny.json", json.dumps(TINY)), *two)
    model = json.loads((trained.out / "model.json").read_text(encoding="utf-8"))

    def refused(change):
        document = json.loads(json.dumps(model))
        change(document)
        run = unify("--spec", write("tiny.json", json.dumps(TINY)), "--model", write("model.json", json.dumps(document)), *two, code=1)
        return run.stderr

    error = refused(lambda m: m["comparisons"].pop())
    assert "unknown_comparison: identity.model.comparisons: the model has no comparison `phone`" in error and "train the model" in error
    error = refused(lambda m: m["comparisons"][0].update(name="nane"))
    assert "identity.model.comparisons[0].name" in error and "did you mean `name`?" in error
    error = refused(lambda m: m["comparisons"][1]["levels"].pop())
    assert "unknown_level: identity.model.comparisons[1].levels: the levels of `phone`" in error
    error = refused(lambda m: m.update(prior=-15234))
    assert "model.json: invalid_json: prior: " in error and '`{"random_pair": …}`' in error
    error = refused(lambda m: m.update(prior={"random_pair": 1 << 30}))
    assert "out_of_range: identity.model.prior" in error


# Record ids, sources, ignored columns.


@pytest.mark.parametrize("header, args, ids", [
    ("id,record_id,号", [], ["a1", "a2"]),
    ("号,record_id,id", [], ["c1", "c2"]),
    ("x,record_id,号", [], ["b1", "b2"]),
    ("x,y,号", [], ["1", "2"]),
    ("id,record_id,号", ["--id", "号"], ["c1", "c2"]),
    ("id,record_id,号", ["--id", "record_id"], ["b1", "b2"]),
    ("record_id,id,号", ["--id", "id"], ["b1", "b2"]),
])
@pytest.mark.parametrize("with_spec", [False, True])
def test_the_record_id_is_id_else_record_id_else_the_row_number(unify, write, header, args, ids, with_spec, source):
    path = source("web", f"{header},姓名,手机\na1,b1,c1,安然,13817650501\na2,b2,c2,王芳,13987654321\n")
    spec = ["--spec", write("tiny.json", json.dumps(TINY))] if with_spec else []
    assert list(unify(*spec, *path, *args).links()) == [("web", i) for i in ids]


def test_an_id_column_that_no_list_has_is_reported(unify, two):
    run = unify(*two, "--id", "编号")
    assert "missing_column" in run.codes()
    assert list(run.links()) == [("web", i) for i in "123"] + [("shop", f"V{i}") for i in "123"]


@pytest.mark.parametrize("with_spec", [False, True])
def test_a_column_can_name_the_source_of_each_row(unify, write, with_spec, source):
    path = source("其他", "id,渠道,姓名,手机\n1,web,安然,13817650501\n2,shop,安然,13817650501\n3,web,王芳,13987654321\n4,,李四,13700000001\n")
    spec = ["--spec", write("tiny.json", json.dumps(TINY))] if with_spec else []
    run = unify(*spec, *path, "--source-column", "渠道")
    assert run.links().keys() == {("web", "1"), ("shop", "2"), ("web", "3"), ("其他", "4")}


def test_a_source_column_that_is_missing_is_reported(unify, two):
    run = unify(*two, "--source-column", "渠道")
    assert "missing_column" in run.codes()
    assert len(run.links()) == 6


def clustered(values, name="cluster"):
    people = [("安然", "13817650501"), ("安然", "13817650501"), ("王芳", "13987654321"), ("王方", "13987654321"), ("李四", "13700000001")]
    rows = [[str(i), n, p, v] for i, ((n, p), v) in enumerate(zip(people, values))]
    return [["id", "姓名", "手机", name], *rows, *[["9", *people[0], "K9"]] * 2]


@pytest.mark.parametrize("column", ["cluster", "alternate_cluster", "test_group"])
def test_the_truth_is_never_used(unify, column, source):
    one = unify(*source("a", clustered(list('AABBC'), column)))
    other = unify(*source("a", clustered(list('CBAEA'), column)))
    assert one.bytes("customers.csv", "tags.csv", "notes.csv") == other.bytes("customers.csv", "tags.csv", "notes.csv")
    assert (one.out / "links.csv").read_bytes() == (other.out / "links.csv").read_bytes()
    assert f'"{column}"' not in (one.out / "spec.json").read_text()


def test_a_named_column_is_ignored_instead_of_the_default_ones(unify, source):
    run = unify(*source("a", clustered(list('abcde'), '邮箱')), "--ignore", "邮箱", "手机")
    assert run.rows("customers.csv")[0].keys() & {"email", "phone", "邮箱", "手机"} == set()
    assert "ignored_column" in run.codes()


def test_a_spec_cannot_bring_an_ignored_column_back(unify, write, source):
    spec = write("tiny.json", json.dumps(TINY))
    one = unify("--spec", spec, "--ignore", "手机", *source("web", PEOPLE))
    assert all(r["phone"] == "" for r in one.rows("customers.csv"))


def test_the_order_of_events_changes_nothing(unify, two, write):
    events = [["web", "1", "2024-05-01", "咨询"], ["web", "1", "2024-05-01", "投诉"], ["web", "9", "2024-05-02", "x"], ["web", "8", "2024-05-02", "x"], ["shop", "V2", "?", "x"]]
    feed = {"table": "interactions", "time": "date", "link": {"source": "source", "id": "id"}, "attributes": {"content": {"column": "content"}}}
    stream = {"name": "visits", "attributes": [{"name": "content", "kind": {"text": {}}}], "feeds": [feed]}
    metrics = [{"name": name, "measure": {name: {"of": "visits", "attribute": "content"}}} for name in ("first", "last")]
    rules = [{"value": value, "when": f'{when} = "咨询"'} for value, when in (("asked first", "first"), ("asked last", "last"))]
    tags = {"name": "t", "version": "1", "dimensions": [{"name": "asked", "hit": {"collect": {}}, "rules": rules}]}
    spec = write("spec.json", json.dumps({**TINY, "facts": {"streams": [stream], "metrics": metrics}, "tags": tags}))
    runs = []
    for rows in (events, events[::-1]):
        path = write("events.csv", [["source", "id", "date", "content"], *rows])
        runs.append(unify("--spec", spec, *two, "--interactions", path))
    assert runs[0].bytes() == runs[1].bytes()
    assert {"unlinked_events", "undated_events"} <= runs[0].codes()


# Dates, unique sources, outputs.


def test_the_given_date_and_the_latest_date_are_printed(unify, source):
    path = source("a", [["id", "姓名", "注册时间"], ["1", "安然", "2024/5/1 10:23"], ["2", "王芳", "2024年6月2日"], ["3", "李四", "soon"]])
    assert "as of 2024-06-02, the latest date in the inputs" in unify(*path).stdout
    assert "as of 2024-07-01\n" in unify(*path, "--as-of", "2024-07-01").stdout


def test_without_a_date_what_needs_one_is_unknown(unify, source):
    shop = ROOT / "examples/specs/shop.json"
    path = source("官网", [["编号", "姓名", "手机号码", "注册时间"], ["GW1", "安然", "13817650501", ""], ["GW2", "王芳", "13987654321", "未知"]])
    run = unify("--spec", shop, *path)
    assert "no date in the inputs" in run.stdout
    tags = run.tags(("官网", "GW1"))
    assert all(tags[name] == "unknown" for name in ("价值", "状态", "活跃度", "来源渠道"))
    dated = unify("--spec", shop, *path, "--as-of", "2024-06-30")
    assert dated.tags(("官网", "GW1"))["价值"] == "低"


def test_a_unique_source_is_never_joined_within_itself(unify, write, two, source):
    twice = [*PEOPLE, *[[f"{row[0]}x", *row[1:]] for row in PEOPLE[1:]]]
    lists = [*source("web", twice), *two[2:]]
    joined = unify(*lists)
    assert len({joined.links()["web", i] for i in ("1", "1x")}) == 1
    for spec in ([], ["--spec", write("tiny.json", json.dumps(TINY))]):
        links = unify(*spec, *lists, "--unique-source", "web").links()
        web = [customer for (source, _), customer in links.items() if source == "web"]
        assert len(set(web)) == len(web) == 6
        assert links["shop", "V1"] in (links["web", "1"], links["web", "1x"])


def test_a_record_on_its_own_has_its_own_id_and_probability_one(unify, two):
    run = unify(*two)
    rows = {(r["source"], r["record_id"]): r for r in run.rows("links.csv")}
    for record in (("web", "3"), ("shop", "V3")):
        assert list(run.links().values()).count(run.links()[record]) == 1
        assert float(rows[record]["probability"]) == 1


@pytest.mark.parametrize("with_spec", [False, True])
def test_only_links_writes_only_links(unify, two, write, with_spec):
    spec = ["--spec", write("tiny.json", json.dumps(TINY))] if with_spec else []
    run = unify(*spec, *two, "--only", "links")
    assert sorted(p.name for p in run.out.iterdir()) == ["links.csv", "model.json"] + ([] if with_spec else ["spec.json"])
    assert run.bytes("links.csv") == unify(*spec, *two).bytes("links.csv")
    assert "notes.csv" not in run.stdout


def test_the_output_folder_is_made(unify, two, tmp_path):
    run = unify(*two, out=tmp_path / "new" / "folder")
    assert all((run.out / name).is_file() for name in OUTPUTS)


def test_a_record_a_pair_and_a_date_can_be_explained(unify, two):
    run = unify(*two, "--explain", "web/1", "--pair", "web/1", "shop/V1", "--pair", "web/1", "web/2", "--earlier", "2024-01-01")
    assert "web 1 and shop V1 are the same customer" in run.stdout or "shop V1 and web 1 are the same customer" in run.stdout
    assert "web 1 and web 2 are not the same customer" in run.stdout


def test_ways_what_ifs_and_questions_are_answered_in_either_language(unify, two, tmp_path):
    questions = tmp_path / "questions.json"
    questions.write_text('[{"about": {"ties": {"record": {"source": "web", "record_id": "1"}}}, "language": "en"}]')
    run = unify(*two, "--language", "zh", "--explain", "web/1", "--path", "web/1", "shop/V1", "--without", "mail=nobody@example.com", "--ask", questions, code=1)
    assert "unknown_field" in run.stderr
    field = next(iter(json.loads((run.out / "spec.json").read_text(encoding="utf-8"))["fields"]))["name"]
    run = unify(*two, "--language", "zh", "--explain", "web/1", "--path", "web/1", "shop/V1", "--without", field, "--ask", questions)
    assert "同一位客户" in run.stdout and "直接相连" in run.stdout and f"不看{field}" in run.stdout
    (answer,) = json.loads((run.out / "answers.json").read_text(encoding="utf-8"))
    assert answer["code"] == "customer" and answer["text"] in run.stdout


# Files as channels export them.


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(unify, two, encoding, end, source):
    text = end.join(",".join(row) for row in PEOPLE) + end
    run = unify(*source("web", text, encoding), *two[2:])
    plain = unify(*two)
    assert run.bytes("links.csv", "customers.csv") == plain.bytes("links.csv", "customers.csv")


def test_one_broken_byte_does_not_unmake_gb18030(unify, source):
    text = "".join(f"{i},王芳,1398765{i:04},上海市浦东新区\n" for i in range(50))
    run = unify(*source("web", 'id,姓名,手机,地址\n'.encode('gb18030') + text.encode('gb18030') + b'51,\xff\n'))
    assert "encoding" in run.codes()
    assert run.rows("customers.csv")[0]["name"] == "王芳"


def test_a_cell_may_hold_commas_newlines_and_quotation_marks(unify, source):
    text = 'id,姓名,地址\n1,安然,"上海市, 浦东新区\n世纪大道 1 号\n""A"" 座"\n2,王芳,"北京"\n'
    run = unify(*source("web", text))
    assert list(run.links()) == [("web", "1"), ("web", "2")]
    assert not {"uneven_row", "open_quote"} & run.codes()
    assert '"A" 座' in run.rows("customers.csv")[0]["address"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_uneven_rows_are_read_and_reported_with_their_line(unify, end, source):
    lines = ["id,姓名,手机", "1,安然,13817650501", '2,"王', '芳",13987654321', "3,李四", "", "", "4,赵六,13511112222,还有,更多", "5,孙七,13511113333"]
    run = unify(*source("web", end.join(lines) + end))
    assert len(run.links()) == 5
    details = [r["detail"] for r in run.rows("notes.csv") if r["reasons"] == "uneven_row"]
    assert [d.split(":")[0] for d in details] == ["line 5", "line 8"]
    assert "还有 | 更多" in details[1]


def test_the_line_of_an_open_quotation_mark(unify, source):
    run = unify(*source("web", 'id,姓名,手机\n1,安然,13817650501\n2,"王芳,13987654321\n3,李四,13700000001\n'))
    assert list(run.links()) == [("web", "1"), ("web", "2"), ("web", "3")]
    assert any(r["reasons"] == "open_quote" and r["detail"].startswith("line 3:") for r in run.rows("notes.csv"))


# What cannot be done: exit code 2 for the command line, 1 for what it names; one message.


@pytest.mark.parametrize("args, word", [
    ([], "--out"),
    (["--out", "o"], "--source"),
    (["--source", "a.csv", "--out", "o"], "--source NAME=FILE"),
    (["--source", "=a.csv", "--out", "o"], "--source NAME=FILE"),
    (["--source", "a=", "--out", "o"], "--source NAME=FILE"),
    (["--source", "--out", "o"], "--source needs a value"),
    (["--source", "a=a.csv", "--out"], "--out needs a value"),
    (["--source", "a=a.csv", "--out", "o", "--frobnicate"], "--frobnicate"),
    (["--source", "a=a.csv", "--out", "o", "extra"], "extra"),
    (["--source", "a=a.csv", "--out", "o", "--as-of", "yesterday"], "YYYY-MM-DD"),
    (["--source", "a=a.csv", "--out", "o", "--as-of", "2024-02-30"], "2024-02-30"),
    (["--source", "a=a.csv", "--out", "o", "--threads", "-1"], "--threads"),
    (["--source", "a=a.csv", "--out", "o", "--threads", "many"], "--threads"),
    (["--source", "a=a.csv", "--out", "o", "--only", "tags"], "tags"),
    (["--source", "a=a.csv", "--out", "o", "--explain", "a"], "SOURCE/ID"),
    (["--source", "orders=a.csv", "--orders", "b.csv", "--out", "o"], "orders"),
    (["--source", b"a=\xff.csv", "--out", "o"], "UTF-8"),
])
def test_wrong_arguments(binary, tmp_path, args, word):
    done = subprocess.run([binary, *args], capture_output=True, timeout=20, cwd=tmp_path)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert message.startswith("unify: ") and message.count("\n") == 1 and word in message
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_argument(unify):
    text = unify("--help", out=None).stdout
    for word in "--spec --source --source-column --id --ignore --interactions --orders --as-of --unique-source --threads --only --out".split():
        assert word in text


def refusal(run, *words):
    """The one message of a run that could not be done."""
    assert run.stderr.startswith("unify: ") and "Error {" not in run.stderr
    for word in words:
        assert word in run.stderr, run.stderr


@pytest.mark.parametrize("option", ["--source", "--interactions", "--orders", "--spec", "--truth"])
def test_files_that_are_missing(unify, two, option):
    refusal(unify(*two, option, "x=no/such.csv" if option == "--source" else "no/such.csv", code=1), "no/such.csv")


def test_a_folder_is_no_file_and_a_file_no_folder(unify, two, tmp_path, write):
    refusal(unify("--source", f"a={tmp_path}", code=1), str(tmp_path))
    refusal(unify(*two, out=write("file", "x"), code=1), "file")


def test_a_unique_source_that_is_not_there(unify, two):
    refusal(unify(*two, "--unique-source", "wbe", code=1), "wbe", "web")


@pytest.mark.parametrize("name, text, words", [
    ("s.json", "", ["s.json", "invalid_json"]),
    ("s.json", "{", ["invalid_json", "line 1"]),
    ("s.json", "hello", ["invalid_json"]),
    ("s.json", "[]", ["s.json"]),
    ("s.json", '{"version": 99}', ["unsupported_version"]),
    ("s.json", "{}", ["unsupported_version"]),
    ("s.json", "[" * 100_000, ["s.json"]),
    ("s.json", b"\xff\xfe\xfd", ["s.json", "UTF-8"]),
    ("s.json", json.dumps({**TINY, "colour": 1}), ["invalid_json", "colour"]),
    ("s.json", json.dumps({**TINY, "fields": [{"name": "x", "kind": {"telefone": {}}}]}), ["fields[0].kind", "telefone"]),
    ("s.json", json.dumps(TINY) + "x", ["invalid_json"]),
    ("s.toml", "version = ", ["s.toml", "line 1"]),
    ("s.toml", "version = 1\nversion = 2", ["s.toml", "version"]),
    ("s.toml", TINY_TOML + "\ncolour = 1", ["s.toml", "colour"]),
    ("s.toml", "a = " + "[" * 100_000, ["s.toml"]),
])
def test_specs_that_cannot_be_read(unify, two, write, name, text, words):
    refusal(unify("--spec", write(name, text), *two, code=1), *words)


def test_every_error_of_a_spec_is_listed_with_its_path(unify, two, write):
    spec = json.loads(json.dumps(TINY))
    spec["sources"][0]["columns"][1]["field"] = "phnoe"
    spec["sources"][1]["columns"][0]["from"] = []
    spec["fields"].append({"name": "name", "kind": {"text": {}}})
    spec["identity"] = {"threshold": 7, "exclusive": ["nobody"]}
    spec["facts"] = {"metrics": [{"name": "n", "measure": {"count": {"of": "visits"}}}]}
    spec["tags"] = {"name": "t", "version": "1", "dimensions": [{"name": "d", "rules": [{"value": "v", "when": "n >"}]}]}
    run = unify("--spec", write("s.json", json.dumps(spec)), *two, code=1)
    refusal(run, "invalid_spec", "did you mean `phone`?")
    paths = ["sources[0].columns[1].field", "sources[1].columns[0].from", "fields[2].name", "identity.threshold", "identity.exclusive[0]", "facts.metrics[0]", "tags.dimensions[0].rules[0]"]
    lines = run.stderr.splitlines()[1:]
    for path in paths:
        assert any(path in line for line in lines), path


def test_a_business_drafts_a_spec_and_says_what_is_beyond_it(unify, source):
    rows = [["id", "姓名", "手机号码", "到访时间", "身份证号"], ["1", "安然", "13817650501", "2024-05-01", "11010519491231002X"], ["2", "", "13987654321", "", ""]]
    lists = source("门店", rows) + source("官网", [["id", "联系人", "手机", "注册时间"], ["7", "安然", "138-1765-0501", "2024-05-02"]])
    run = unify("--business", "b2c", *lists)
    assert run.links()["门店", "1"] == run.links()["官网", "7"]
    assert {"over_collected", "missing_required", "row_without_time"} <= run.codes()
    assert "门店: nothing is known of 身份证号" in run.stdout
    spec = json.loads((run.out / "spec.json").read_text(encoding="utf-8"))
    assert (spec["business"], spec["sources"][0]["id"]) == ("b2c", "id")
    again = unify("--spec", run.out / "spec.json", *lists)
    assert again.bytes() == run.bytes()
    unify("--business", "b2d", *lists, code=2)
