"""Tags that were chosen by hand (R61): `tags.csv` says which."""

import json

SPEC = {
    "version": 1,
    "fields": [{"name": "phone", "kind": {"phone": {}}}],
    "sources": [{"name": "web", "id": "id", "columns": [{"field": "phone", "from": ["手机"]}]}],
    "facts": {"streams": [{"name": "互动", "feeds": [{"table": "calls", "time": "日期", "link": {"source": "来源", "id": "记录"}}]}]},
    "tags": {
        "name": "t",
        "version": "1",
        "manual": {"table": "choices", "link": {"source": "来源", "id": "记录"}, "dimension": "维度", "value": "值", "actor": "谁"},
        "dimensions": [{"name": "活跃", "otherwise": "低", "rules": [{"when": "近30天互动≥2次", "value": "高"}]}],
    },
}


def test_a_choice_is_told_from_a_rule(unify, write, source):
    lists = source("web", [["id", "手机"], ["1", "13817650501"], ["2", "13987654321"], ["3", "13511112222"]])
    lists += source("calls", [["来源", "记录", "日期"], ["web", "2", "2024-06-20"], ["web", "2", "2024-06-29"], ["web", "3", "2024-01-01"]])
    lists += source("choices", [["来源", "记录", "维度", "值", "谁"], ["web", "1", "活跃", "高", "小A"]])
    run = unify("--spec", write("spec.json", json.dumps(SPEC)), *lists, "--as-of", "2024-06-30")
    links = run.links()
    tags = {r["customer_id"]: (r["活跃"], r["given"]) for r in run.rows("tags.csv")}
    assert [tags[links["web", record]] for record in "123"] == [("高", "活跃=choice"), ("高", ""), ("低", "")]
