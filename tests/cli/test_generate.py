"""Lists to measure with: `generate --records`. The binary stands beside that of `unify`."""

import collections
import csv
import hashlib
import itertools
import re
import subprocess
import unicodedata

import pytest

PROFILES = ["cn", "west", "mixed"]
# The same on every platform; a change of the generator changes them, and the figures that were measured on its lists.
BYTES = {
    "cn": "763206ff9abc8a20c5d86fe47513337a9f169197403b4a69e5869269ebe061cd",
    "west": "c6da41c7d253a9aaa02045d0943f82733edff31e7fd42c48d09181cc28c5de70",
    "mixed": "61f7723633d155fc40db41769b2880d5c154b3e12490ad5a7f4bd1c154f3aebd",
}


@pytest.fixture(scope="session")
def generate(binary, tmp_path_factory):
    def call(*arguments, code=0):
        out = tmp_path_factory.mktemp("list")
        words = [str(word) for word in [binary.with_name("generate"), "--out", out, *arguments]]
        done = subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")
        assert done.returncode == code, done.stderr
        return out if code == 0 else done.stderr

    return call


@pytest.fixture(scope="session", params=PROFILES)
def made(request, generate):
    """Profile, rows, and the customer of each."""
    out = generate("--seed", 1, "--records", 20_000, "--profile", request.param)
    with open(out / "records.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(out / "truth.csv", encoding="utf-8", newline="") as file:
        truth = {row["record_id"]: row["customer"] for row in csv.DictReader(file)}
    assert [row["record_id"] for row in rows] == list(truth)
    return request.param, rows, list(truth.values())


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_bytes_everywhere(generate, profile):
    out = generate("--seed", 1, "--records", 2_000, "--profile", profile)
    assert hashlib.sha256((out / "records.csv").read_bytes() + (out / "truth.csv").read_bytes()).hexdigest() == BYTES[profile]


def test_another_seed_gives_another_list(generate):
    one, other = (generate("--seed", seed, "--records", 500) for seed in (1, 2))
    assert (one / "records.csv").read_bytes() != (other / "records.csv").read_bytes()


def test_arguments(generate):
    assert "cn, west and mixed" in generate("--records", 10, "--profile", "north", code=1)
    assert "--records" in generate("--profile", "cn", code=1)
    assert "--records" in generate("--records", 0, code=1)


def test_customers(made):
    profile, rows, customers = made
    sizes = collections.Counter(customers)
    assert len(rows) == 20_000
    assert 2.3 < len(rows) / len(sizes) < 2.55 and max(sizes.values()) == 12
    companies = {customer for row, customer in zip(rows, customers) if row["source"] == "b2b"}
    assert 0.05 < len(companies) / len(sizes) < 0.10, "half of what companies leave is of that channel"
    western = sum(row["country"] not in ("", "CN") for row in rows) / sum(row["country"] != "" for row in rows)
    assert abs(western - {"cn": 0, "west": 1, "mixed": 0.3}[profile]) < 0.03
    neighbours = sum(one == next_one for one, next_one in itertools.pairwise(customers))
    assert neighbours < 20, "the order of rows tells nothing"


def test_two_in_three_pairs_of_a_mobile_number_are_right(made):
    _, rows, customers = made
    bearers = collections.defaultdict(list)
    for row, customer in zip(rows, customers):
        number = unicodedata.normalize("NFKC", row["mobile"]).split("/")[0].removesuffix(".0").replace("(0)", "")
        digits = re.sub(r"\D", "", number)[-10:]
        if len(digits) == 10 and "*" not in number and digits not in ("3800138000", "3800000000", "1111111111", "0000000000", "2345678901"):
            bearers[digits].append(customer)
    pairs = sum(len(them) * (len(them) - 1) // 2 for them in bearers.values())
    right = sum(n * (n - 1) // 2 for them in bearers.values() for n in collections.Counter(them).values())
    assert 0.58 < right / pairs < 0.78
    assert 20 < max(map(len, bearers.values())) < 250, "a shop's number, on the rows of many"


def test_fields_are_filled_in_part(made):
    _, rows, _ = made
    filled = {name: sum(row[name] != "" for row in rows) / len(rows) for name in rows[0]}
    for name in ("gender", "birth_date", "email", "openid", "address", "country"):
        assert 0.2 < filled[name] < 0.7, name
    assert filled["name"] > 0.9 and 0.8 < filled["mobile"] < 0.95
    assert all(0.01 < filled[name] < 0.35 for name in ("phone2", "id_number", "credit_code", "company", "unionid", "postcode"))
    assert all(row["created_at"] <= row["updated_at"][:10] + " 24" for row in rows)


def test_dirt(made):
    profile, rows, _ = made
    names = [row["name"] for row in rows]
    seen = {
        "a surname alone": r"^\w(女士|小姐|姐|老师|先生|师傅|总|经理)$",
        "a nickname": r"🌸|✨|🐱",
        "traditional characters": "[張劉陳楊黃趙吳]",
        "Latin letters": "^Wang [A-Z]|^[A-Z][a-z]+ WANG$",
        "surname first": "^[A-Z][a-z]+, [A-Z]",
        "a short form": "^(Bob|Jim|Bill|Mike|Liz) ",
        "an initial": r"^[A-Z]\. [A-Z]",
    }
    chinese = {"a surname alone", "a nickname", "traditional characters", "Latin letters"}
    expected = seen.keys() if profile == "mixed" else chinese if profile == "cn" else seen.keys() - chinese
    for what in expected:
        assert sum(bool(re.search(seen[what], name)) for name in names) >= 5, what
