"""Explanations of the demo: twenty pairs and customers in both languages, and what-ifs that a run without the field confirms."""

import collections
import csv
import json
import os
import pathlib

import pytest
from conftest import ROOT
from test_demo import CHANNELS, DATA, ENCODINGS, IDS, arguments, read

HERE = pathlib.Path(__file__).resolve().parent
QUESTIONS = json.loads((HERE / "questions.json").read_text(encoding="utf-8"))


def ask(unify, tmp_path, questions, *more):
    """The answers as data, and as they are printed."""
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
    run = unify(*arguments(), "--as-of", "2024-06-30", "--ask", path, *more)
    return json.loads((run.out / "answers.json").read_text(encoding="utf-8")), run


def lines(answer, depth=0):
    yield "  " * depth + answer["text"]
    for part in answer.get("parts", []):
        yield from lines(part, depth + 1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_twenty_explanations_read_as_they_did(unify, tmp_path, language):
    """`explanations.*.txt` is for people to read; GUIYI_UPDATE=1 writes it anew."""
    answers, run = ask(unify, tmp_path, [{"about": about, "language": language} for about in QUESTIONS])
    assert len(answers) >= 20
    printed = ["\n".join(lines(answer)) for answer in answers]
    assert all(text in run.stdout for text in printed)
    blocks = [f"# {json.dumps(about, ensure_ascii=False)}\n\n{text}\n" for about, text in zip(QUESTIONS, printed, strict=True)]
    kept = HERE / f"explanations.{language}.txt"
    if os.environ.get("GUIYI_UPDATE"):
        kept.write_text("\n".join(blocks), encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == "\n".join(blocks)


def nodes(answer):
    yield answer
    for part in answer.get("parts", []):
        yield from nodes(part)


def test_both_languages_say_the_same_data(unify, tmp_path):
    both = [{"about": about, "language": language} for about in QUESTIONS for language in ("en", "zh")]
    answers, _ = ask(unify, tmp_path, both)
    for en, zh in zip(answers[::2], answers[1::2], strict=True):
        pairs = list(zip(nodes(en), nodes(zh), strict=True))
        assert all(a["code"] == b["code"] and a["data"] == b["data"] for a, b in pairs)
        assert en["text"] != zh["text"]


def without_field(field, tmp_path):
    """The spec that reads nothing of a field."""
    spec = json.loads((ROOT / "examples/specs/shop.json").read_text(encoding="utf-8"))
    for source in spec["sources"]:
        source["columns"] = [column for column in source["columns"] if column["field"] != field]
    path = tmp_path / "without.json"
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


def groups(answer):
    """The groups that an answer names, if it names all of their records."""
    named = [frozenset((r["source"], r["record_id"]) for r in group["named"]) for group in answer["data"]["groups"]]
    complete = all(len(names) == group["records"] for names, group in zip(named, answer["data"]["groups"], strict=True))
    return set(named) if complete and len(named) == answer["data"]["customers"] else None


def gained(answer):
    """The other customers that an answer says a customer would come together with, if it names all."""
    found = [part["data"] for part in answer["parts"] if part["code"] == "gained"]
    assert len(found) <= 1
    return set(found[0]["customers"]) if found and len(found[0]["customers"]) == found[0]["count"] else None if found else set()


def agreement(answers, links, again):
    """How many answers a run confirms, of those that name every record and customer; and how many of these are splits, or gain somebody."""
    members, together = collections.defaultdict(set), collections.defaultdict(set)
    for record, customer in links.items():
        members[customer].add(record)
        together[again[record]].add(record)
    right = splits = gains = asked = 0
    for answer in answers:
        said, others = groups(answer), gained(answer)
        if said is None or others is None:
            continue
        customer = answer["data"]["customer"]
        found = {again[record] for record in members[customer]}
        asked += 1
        splits += len(said) > 1
        gains += len(others) > 0
        right += said == {frozenset(together[other] & members[customer]) for other in found} and others == {
            links[record] for other in found for record in together[other]
        } - {customer}
    return right, asked, splits, gains


def several(run, most=400):
    """Customers of several records with their records."""
    members = collections.defaultdict(list)
    for record, customer in run.links().items():
        members[customer].append(record)
    return dict([(customer, records) for customer, records in sorted(members.items()) if len(records) > 1][:most])


@pytest.mark.parametrize("field", ["电话", "地址", "邮箱", "昵称", "姓名", "地区", "会员卡号"])
def test_a_run_without_the_field_confirms_what_is_said(unify, tmp_path, demo_links, field):
    members = several(demo_links)
    questions = [{"about": {"without": {"customer": {"id": customer}, "field": field}}} for customer in members]
    answers, first = ask(unify, tmp_path, questions, "--only", "links")
    more = arguments()[2:]
    again = unify("--spec", without_field(field, tmp_path), *more, "--as-of", "2024-06-30", "--only", "links", "--model", first.out / "model.json").links()
    right, asked, splits, gains = agreement(answers, demo_links.links(), again)
    print(f"{field}: {right} of {asked}, {splits} of them fall apart, {gains} come together with others")
    assert asked >= 350 and right == asked
    assert splits > 0 or field in ("地址", "邮箱", "昵称", "地区")


@pytest.fixture(scope="session")
def demo_links(unify):
    return unify(*arguments(), "--as-of", "2024-06-30", "--only", "links")


def digits(cell):
    return "".join(c for c in cell if c.isdigit())


def numbers_of(members):
    """Of every customer, the mobile number that most of its cells end in."""
    cells = {(name, row[header.index(IDS[name])]): row for name in CHANNELS for header, *rows in [read(name)] for row in rows}
    for customer, records in members.items():
        found = collections.Counter(digits(cell)[-11:] for record in records for cell in cells[record] if digits(cell)[-11:-10] == "1")
        if found:
            yield customer, found.most_common(1)[0][0]


def test_a_run_without_some_telephones_confirms_what_is_said(unify, tmp_path, demo_links):
    """Thirty telephones are taken from every list, however they are written."""
    members = {customer: records for customer, records in several(demo_links).items() if len(records) <= 6}
    numbers = dict(list(numbers_of(members))[:30])
    questions = [{"about": {"without": {"customer": {"id": customer}, "field": "电话", "value": number}}} for customer, number in numbers.items()]
    answers, first = ask(unify, tmp_path, questions, "--only", "links")
    for name in CHANNELS:
        header, *rows = read(name)
        gone = lambda at, cell: header[at] != IDS[name] and digits(cell)[-11:] in numbers.values()  # noqa: E731
        rows = [["" if gone(at, cell) else cell for at, cell in enumerate(row)] for row in rows]
        with open(tmp_path / f"{name}.csv", "w", encoding=ENCODINGS.get(name, "utf-8"), newline="") as file:
            csv.writer(file).writerows([header, *rows])
    events = arguments()[12:]
    lists = [word for name in CHANNELS for word in ("--source", f"{name}={tmp_path / name}.csv")]
    again = unify(*arguments()[:2], *lists, *events, "--as-of", "2024-06-30", "--only", "links", "--model", first.out / "model.json").links()
    right, asked, splits, gains = agreement(answers, demo_links.links(), again)
    print(f"{right} of {asked}, {splits} of them fall apart, {gains} come together with others")
    assert asked >= 25 and splits >= 5 and right == asked
