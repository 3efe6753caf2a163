"""Splink's settings for a set in plain words, for peers whose settings have another form: nothing is written twice.

    python benches/splink_plain.py --set NAME --out FILE

Needs Splink, which says its rules and levels in SQL. Writes JSON: `prepare` (a function of splink_fields.py), `blocking` (each
rule as expressions that must be equal, and lists of which every member counts), `certain` (conditions on `l` and `r`), and
`fields` (what is compared, and how much alike is alike).
"""

import argparse
import json
import pathlib
import re
import sys
from typing import Any

Plain = dict[str, Any]
SIMILAR = re.compile(r'jaro_winkler_similarity\("?(\w+)_l"?, "?\w+_r"?\) >=? ([0-9.]+)')
EDITS = re.compile(r'levenshtein\("?(\w+)_l"?, "?\w+_r"?\) <= ([0-9]+)')
WORDS = re.compile(r"list_intersect\((\w+)_l, \w+_r\)\) >= ([0-9.]+)")
NUMBER = re.compile(r"abs\(try_cast\((\w+)_l as int\) - try_cast\(\w+_r as int\)\) <= ([0-9]+)")
PLACE = re.compile(r'radians\("(\w+)_l"\).*radians\("(\w+)_r" - "\w+_l"\).*<= ([0-9]+)', re.DOTALL)
SAME = re.compile(r'"?(\w+)_l"? = "?(\w+)_r"?')
# Of several levels of similarity, the least that is still more alike than not for names (recordlinkage's own examples ask for 0.85).
LEAST = 0.85


def key(rule: str) -> list[str]:
    """The expressions that a blocking rule wants to be equal: `l.a = r.a and substr(l.b, 1, 3) = substr(r.b, 1, 3)` as a, substr(b, 1, 3)."""
    found = []
    for part in re.split(r"\s+and\s+", rule, flags=re.IGNORECASE):
        part = part[1:-1] if part.startswith("(") and part.endswith(")") else part
        left, _, right = part.partition(" = ")
        one, other = re.sub(r"\bl\.", "", left), re.sub(r"\br\.", "", right)
        if one != other:
            raise ValueError(f"not an equality of one expression: {part}")
        found.append(one)
    return found


def fields(levels: list[str]) -> list[Plain]:
    """What a comparison compares, of the SQL of its levels: fuzzy columns, or where there are none, those that must be the same."""
    text = [level for level in levels if " is null" not in level.lower() or "similarity" in level]
    similar: dict[str, list[float]] = {}
    edits: dict[str, list[int]] = {}
    found: list[Plain] = []
    for level in text:
        for column, least in SIMILAR.findall(level):
            similar.setdefault(column, []).append(float(least))
        for column, most in EDITS.findall(level):
            edits.setdefault(column, []).append(int(most))
    for column, shares in similar.items():
        found.append({"kind": "similar", "columns": [column], "least": min((share for share in shares if share >= LEAST), default=max(shares))})
    found += [{"kind": "edits", "columns": [column], "most": min(most)} for column, most in edits.items()]
    found += middle("words", "least", [WORDS.search(level) for level in text])
    found += middle("number", "most", [NUMBER.search(level) for level in text])
    found += middle("place", "most", [PLACE.search(level) for level in text])
    if not found:
        same = dict.fromkeys(one for level in text for one, other in SAME.findall(level) if one == other)
        found = [{"kind": "same", "columns": [column]} for column in same]
    return found


def middle(kind: str, bound: str, matches: list[re.Match[str] | None]) -> list[Plain]:
    """Of levels in order, the one in the middle is where alike begins; of two in the middle, the stricter."""
    known = [match.groups() for match in matches if match]
    if not known:
        return []
    *columns, figure = known[(len(known) - 1) // 2]
    return [{"kind": kind, "columns": columns, bound: float(figure)}]


def plain(model: Any) -> Plain:
    rules = [rule.get_blocking_rule("duckdb").as_dict() for rule in model.blocking]
    certain = [rule if isinstance(rule, str) else rule.get_blocking_rule("duckdb").blocking_rule_sql for rule in model.certain]
    levels = [comparison.get_comparison("duckdb").as_dict()["comparison_levels"] for comparison in model.comparisons]
    return {
        "prepare": model.prepare.__name__,
        "blocking": [{"key": key(rule["blocking_rule"]), "lists": rule.get("arrays_to_explode", [])} for rule in rules],
        "certain": certain,
        "fields": [field for each in levels for field in fields([level["sql_condition"] for level in each])],
    }


def main() -> None:
    import splink_settings

    ask = argparse.ArgumentParser()
    ask.add_argument("--set", required=True)
    ask.add_argument("--out", required=True, type=pathlib.Path)
    asked = ask.parse_args()
    if asked.set not in splink_settings.MODELS:
        sys.exit("no settings for this set")
    asked.out.write_text(json.dumps(plain(splink_settings.MODELS[asked.set]()), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
