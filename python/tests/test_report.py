"""What a run reports of itself, and labels."""

import guiyi

ROWS = [
    {"id": "1", "姓名": "安然", "手机": "13817650501", "who": "a"},
    {"id": "2", "姓名": "安然", "手机": "138-1765-0501", "who": "a"},
    {"id": "3", "姓名": "王芳", "手机": "13987654321", "who": "b"},
    {"id": "4", "姓名": "李四", "手机": "13700000001", "who": ""},
]


def spec(**training: object) -> dict[str, object]:
    fields = [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "手机", "kind": {"phone": {}}}]
    columns = [{"field": field["name"], "from": [field["name"]]} for field in fields]
    return {"version": 1, "fields": fields, "sources": [{"name": "表", "id": "id", "columns": columns}], "identity": {"training": training}}


def test_what_to_expect_and_what_the_weights_rest_on() -> None:
    report = guiyi.compile(spec()).run({"表": ROWS}).report()
    assert report["weights_from"] == "expectation"
    assert {c["comparison"]: c["m"] for c in report["comparisons"]} == {"姓名": "not", "手机": "not"}
    curve = report["curve"]
    assert curve["at"]["threshold"] == report["threshold"] == 0.5
    assert {"low", "high", "pairs", "matches"} == set(curve["review"])
    assert [p["threshold"] for p in curve["points"]] == sorted(p["threshold"] for p in curve["points"])
    assert report["labels"] is None


def test_labels_are_evaluated() -> None:
    report = guiyi.compile(spec(labels={"column": "who"})).run({"表": ROWS}).report()
    assert report["labels"]["evaluation"]["records"] == 3
    assert report["labels"]["evaluation"]["f1"] == 1.0
    assert report["labels"]["trained_matches"] == 1
