"""Models of Splink in `unify`: in with --splink-model, out with --export-splink."""

import importlib.util
import json

import pytest
from conftest import ROOT

MODEL = ROOT / "core/src/interop/splink/people.json"
PEOPLE = [
    ["unique_id", "first_name", "surname", "dob", "city", "email"],
    ["1", "Mary", "Taylor", "1980-02-03", "Leeds", "mary.taylor@example.com"],
    ["2", "Marry", "Taylor", "1980-02-03", "Leeds", "mary.taylor@example.com"],
    ["3", "Taylor", "Mary", "1980-02-03", "York", ""],
    ["4", "John", "Hughes", "1971-11-30", "Bath", "john@example.com"],
    ["5", "Karen", "Wood", "1965-07-21", "Hull", "kw@example.com"],
]


def test_a_model_of_splink_links(unify, source):
    people = source("people", PEOPLE)
    run = unify("--splink-model", MODEL, *people)
    links = run.links()
    assert links["people", "1"] == links["people", "2"] == links["people", "3"]
    assert len(set(links.values())) == 3
    assert f"given by {MODEL}; nothing was trained" in run.stdout
    assert "splink_level" in run.codes()
    # The spec and the model are documents of their own.
    again = unify("--spec", run.out / "spec.json", "--model", run.out / "model.json", *people)
    assert again.bytes("links.csv", "customers.csv") == run.bytes("links.csv", "customers.csv")


def test_a_model_goes_out_as_it_came_in(unify, source, tmp_path):
    exported = tmp_path / "exported.json"
    run = unify("--splink-model", MODEL, *source("people", PEOPLE), "--export-splink", exported)
    assert "splink_export" in run.codes()
    one, other = (json.loads(path.read_text(encoding="utf-8")) for path in (MODEL, exported))

    def numbers(settings):
        levels = [level for c in settings["comparisons"] for level in c["comparison_levels"]]
        return [(level.get("m_probability"), level.get("u_probability"), level.get("tf_adjustment_column")) for level in levels]

    assert numbers(one) == numbers(other)
    if importlib.util.find_spec("splink") is None:
        pytest.skip("the package splink is not installed: whether it reads the settings was not tried")
    import pyarrow
    from splink import DuckDBAPI, Linker

    rows = [dict(zip(PEOPLE[0], (cell or None for cell in row))) for row in PEOPLE[1:]]
    api = DuckDBAPI()
    weights = []
    for settings in (one, other):
        predicted = Linker(api.register(pyarrow.Table.from_pylist(rows)), settings).inference.predict().as_record_list()
        weights.append({(r["unique_id_l"], r["unique_id_r"]): r["match_weight"] for r in predicted})
    assert weights[0].keys() == weights[1].keys()
    assert all(abs(weight - weights[1][pair]) < 0.01 for pair, weight in weights[0].items())


def test_what_cannot_be_read_is_said_with_its_place(unify, source, write):
    settings = json.loads(MODEL.read_text(encoding="utf-8"))
    settings["comparisons"][1]["comparison_levels"][2]["sql_condition"] = "jaro_similarity(surname_l, surname_r) >= 0.9"
    settings["comparisons"][3]["comparison_levels"][1]["sql_condition"] = "soundex(city_l) = soundex(city_r)"
    path = write("settings.json", json.dumps(settings))
    run = unify("--splink-model", path, *source("people", PEOPLE), code=1)
    assert "comparisons[1].comparison_levels[2].sql_condition: `jaro_similarity(surname_l" in run.stderr
    assert "use `jaro_winkler_similarity`" in run.stderr
    assert "comparisons[3].comparison_levels[1].sql_condition: `soundex" in run.stderr
    assert "invalid_json" in unify("--splink-model", write("no.json", "{"), *source("people", PEOPLE), code=1).stderr
    unify("--splink-model", MODEL, "--model", MODEL, *source("people", PEOPLE), code=2)
