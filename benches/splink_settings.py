"""Splink's settings for every set: what its documentation recommends for columns of that kind.

Comparisons, blocking rules for prediction, rules that are nearly always right with the recall they are assumed to have, and
blocking rules for expectation maximisation. They are written from the names and the look of the columns; where the documentation
shows two ways, the one that does better is used.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

import polars as pl
import splink.comparison_level_library as cll
import splink.comparison_library as cl
import splink_fields as fields
from splink import block_on


@dataclasses.dataclass
class Model:
    prepare: Callable[[pl.DataFrame], pl.DataFrame]
    comparisons: list[Any]
    blocking: list[Any]
    certain: list[Any]
    recall: float
    training: list[Any]


def common(comparison: Any) -> Any:
    """With term frequencies: agreement on what many have counts for less."""
    return comparison.configure(term_frequency_adjustments=True)


def blocks(*rules: str | tuple[str, ...]) -> list[Any]:
    return [block_on(*((rule,) if isinstance(rule, str) else rule)) for rule in rules]


def custom(name: str, *levels: Any) -> Any:
    return cl.CustomComparison(output_column_name=name, comparison_levels=[*levels, cll.ElseLevel()])


def level(condition: str, label: str) -> dict[str, str]:
    return {"sql_condition": condition, "label_for_charts": label}


def missing(condition: str) -> dict[str, Any]:
    return {"sql_condition": condition, "label_for_charts": "missing", "is_null_level": True}


def shared_words(name: str, *shares: float) -> Any:
    """The share of words in common, of the longer list: Jaro-Winkler reads titles by their beginning only."""
    shared = f"len(list_intersect({name}_l, {name}_r)) >= {{}} * greatest(len({name}_l), len({name}_r))"
    return custom(name, cll.NullLevel(name), *(level(shared.format(share), f"at least {share}") for share in shares))


def febrl() -> Model:
    comparisons = [
        common(cl.NameComparison("given_name")),
        common(cl.NameComparison("surname")),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        common(cl.ExactMatch("street_number")),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        cl.JaroWinklerAtThresholds("suburb", [0.9]),
    ]
    names = [("given_name", "surname"), ("postcode", "surname"), ("postcode", "given_name"), ("surname", "street_number"), ("given_name", "street_number")]
    swapped = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
    certain = [*blocks("soc_sec_id", ("given_name", "surname", "date_of_birth")), swapped]
    return Model(fields.as_it_is, comparisons, blocks("soc_sec_id", "date_of_birth", "address_1", *names), certain, 0.9, blocks("date_of_birth", "postcode", "soc_sec_id"))


def fake_1000() -> Model:
    comparisons = [
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        common(cl.ExactMatch("city")),
        cl.EmailComparison("email"),
    ]
    # As its own small demonstration does: each of the four alone.
    certain = blocks(("first_name", "surname", "dob"), "email")
    return Model(fields.as_it_is, comparisons, blocks("first_name", "surname", "dob", "email"), certain, 0.7, blocks(("first_name", "surname"), "dob", "email"))


def rldata500() -> Model:
    comparisons = [
        common(cl.NameComparison("fname_c1")),
        common(cl.NameComparison("lname_c1")),
        cl.DamerauLevenshteinAtThresholds("birth_year", [1]),
        cl.ExactMatch("birth_month"),
        cl.ExactMatch("birth_day"),
    ]
    date = ("birth_year", "birth_month", "birth_day")
    blocking = blocks(
        ("fname_c1", "lname_c1"),
        date,
        ("lname_c1", "birth_month", "birth_day"),
        ("fname_c1", "birth_month", "birth_day"),
        ("lname_c1", "birth_year"),
        ("fname_c1", "birth_year", "birth_month"),
        ("fname_c1", "birth_year", "birth_day"),
    )
    certain = blocks(("fname_c1", "lname_c1", "birth_year", "birth_month"), ("lname_c1", *date), ("fname_c1", *date))
    return Model(fields.rldata500, comparisons, blocking, certain, 0.8, blocks(date, ("fname_c1", "lname_c1")))


def dedupe_csv() -> Model:
    comparisons = [
        common(cl.JaroWinklerAtThresholds("site", [0.95, 0.88, 0.75])),
        common(cl.JaroWinklerAtThresholds("street", [0.95, 0.88])),
        common(cl.DamerauLevenshteinAtThresholds("tel", [1])),
        cl.ExactMatch("zip"),
    ]
    blocking = blocks("tel", "street", "site", ("zip", "house"), ("house", "substr(site, 1, 4)"), ("zip", "substr(site, 1, 5)"))
    return Model(fields.dedupe_csv, comparisons, blocking, blocks(("tel", "site"), ("tel", "street"), ("site", "street")), 0.6, blocks("tel", "street", "site"))


def senzing_truth() -> Model:
    numbers = ["ssn", "passport_number", "drivers_license_number", "national"]
    comparisons = [
        common(cl.JaroWinklerAtThresholds("sorted_name", [0.92, 0.82, 0.7])),
        cl.DateOfBirthComparison("birth", input_is_string=True),
        common(cl.ExactMatch("tel")),
        cl.EmailComparison("email"),
        cl.JaroWinklerAtThresholds("street", [0.92, 0.8]),
        *(cl.ExactMatch(number) for number in numbers),
    ]
    blocking = blocks("tel", "email", "birth", *numbers, "sorted_name", "street", "last", "substr(name, 1, 4)", "house")
    certain = blocks("email", *numbers, ("sorted_name", "birth"), ("tel", "sorted_name"))
    return Model(fields.senzing_truth, comparisons, blocking, certain, 0.6, blocks("sorted_name", "tel", "email"))


def fodors_zagat() -> Model:
    comparisons = [
        cl.JaroWinklerAtThresholds("name", [0.92, 0.8, 0.7]),
        cl.JaroWinklerAtThresholds("addr", [0.92, 0.8]),
        common(cl.ExactMatch("city")),
        cl.DamerauLevenshteinAtThresholds("tel", [1]),
        common(cl.ExactMatch("type")),
    ]
    blocking = blocks("tel", "name", "addr", ("house", "city"), ("house", "substr(name, 1, 3)"), ("city", "substr(name, 1, 4)"))
    return Model(fields.fodors_zagat, comparisons, blocking, blocks("tel", ("name", "city")), 0.8, blocks("tel", "name", "addr"))


def dblp_acm() -> Model:
    years = (level(f"abs(try_cast(year_l as int) - try_cast(year_r as int)) <= {apart}", f"within {apart}") for apart in (1, 3))
    comparisons = [
        shared_words("title_words", 1, 0.75, 0.5, 0.3),
        shared_words("author_words", 0.99, 0.6, 0.3),
        common(cl.ExactMatch("venue")),
        custom("year", cll.NullLevel("year"), cll.ExactMatchLevel("year"), *years),
    ]
    blocking = [
        *blocks("title", ("authors", "year"), "substr(title, 1, 14)"),
        block_on("long_words", "year", arrays_to_explode=["long_words"]),
        block_on("author_words", "long_words", arrays_to_explode=["author_words", "long_words"]),
    ]
    return Model(fields.dblp_acm, comparisons, blocking, blocks(("title", "year"), ("title", "authors")), 0.7, blocks("title_words", ("author_words", "year")))


def zh_listed_companies() -> Model:
    comparisons = [common(cl.LevenshteinAtThresholds("short", [1, 2])), common(cl.JaroWinklerAtThresholds("stem", [0.95, 0.88, 0.78]))]
    blocking = blocks("short", "full", "stem", "substr(stem, 1, 4)", "substr(stem, -4)", ("substr(short, 1, 2)", "substr(stem, 1, 2)"))
    return Model(fields.zh_listed_companies, comparisons, blocking, blocks("full"), 0.9, blocks("stem", "short"))


def geo_multi() -> Model:
    comparisons = [common(cl.JaroWinklerAtThresholds("core", [0.95, 0.88, 0.75])), cl.DistanceInKMAtThresholds("lat", "lon", [1, 10, 50])]
    cell = ("round_lat", "round_lon")
    blocking = blocks("core", "name", "substr(core, 1, 5)", cell, ("floor_lat", "floor_lon"))
    return Model(fields.geo_multi, comparisons, blocking, blocks(("core", *cell)), 0.6, blocks("core", cell))


def h50k_dev() -> Model:
    """The settings of its own example of 50,000 historical persons."""
    comparisons = [
        cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_and_surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        common(cl.ExactMatch("birth_place")),
        common(cl.ExactMatch("occupation")),
    ]
    post = "substr(postcode_fake, 1, 3)"
    blocking = blocks(
        ("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
        ("surname", "dob"),
        ("first_name", "dob"),
        ("postcode_fake", "first_name"),
        ("postcode_fake", "surname"),
        ("dob", "birth_place"),
        (post, "dob"),
        (post, "first_name"),
        (post, "surname"),
        ("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
    )
    certain = [
        "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
        "substr(l.first_name, 1, 2) = substr(r.first_name, 1, 2) and l.surname = r.surname and substr(l.postcode_fake, 1, 2) = substr(r.postcode_fake, 1, 2)",
        "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
    ]
    return Model(fields.as_it_is, comparisons, blocking, certain, 0.6, blocks(("first_name", "surname"), "dob"))


def generated() -> Model:
    name = custom(
        "name",
        missing("(name_l is null or name_r is null) and (surname_l is null or surname_r is null)"),
        cll.ExactMatchLevel("name", term_frequency_adjustments=True),
        level("letters_l = letters_r", "same letters"),
        *(cll.JaroWinklerLevel("reading", least) for least in (0.94, 0.88, 0.75)),
        level("(name_l is null or name_r is null) and surname_l = surname_r", "same surname, the rest unknown"),
    )
    application = custom(
        "application",
        missing("(unionid_l is null or unionid_r is null) and (openid_l is null or openid_r is null or source_l <> source_r)"),
        level("unionid_l = unionid_r or openid_l = openid_r", "same"),
    )
    one_code = "(code_l is null or code_r is null)"
    company = custom(
        "company",
        missing(f"{one_code} and (company_l is null or company_r is null)"),
        level("code_l = code_r", "same number"),
        level(f"{one_code} and company_l = company_r", "same name"),
        level(f"{one_code} and jaro_winkler_similarity(company_l, company_r) > 0.9", "close name"),
        level("damerau_levenshtein(code_l, code_r) <= 2", "close number"),
    )
    address = custom(
        "address",
        cll.NullLevel("address"),
        cll.ExactMatchLevel("address"),
        level("numbers_l = numbers_r and numbers_l like '%-%'", "same numbers"),
        level("jaro_winkler_similarity(address_l, address_r) > 0.92", "close"),
    )
    comparisons = [
        name,
        common(cl.DamerauLevenshteinAtThresholds("mobile", [1])),
        cl.EmailComparison("email"),
        cl.DateOfBirthComparison("birth", input_is_string=True),
        cl.DamerauLevenshteinAtThresholds("identity", [1, 3]),
        company,
        application,
        address,
        cl.ExactMatch("gender"),
    ]
    blocking = blocks("mobile", "email", "identity", "code", "unionid", "openid", ("letters", "birth"), ("name", "numbers"), ("company", "numbers"))
    certain = blocks("identity", "code", "unionid", "email", ("mobile", "name"), ("name", "birth"))
    return Model(fields.generated, comparisons, blocking, certain, 0.6, blocks("mobile", ("name", "birth"), "email"))


MODELS: dict[str, Callable[[], Model]] = {
    "febrl1": febrl,
    "febrl4": febrl,
    "fake_1000": fake_1000,
    "rldata500": rldata500,
    "dedupe_csv": dedupe_csv,
    "senzing_truth": senzing_truth,
    "fodors_zagat": fodors_zagat,
    "dblp_acm": dblp_acm,
    "zh_listed_companies": zh_listed_companies,
    "geo_multi": geo_multi,
    "h50k_dev": h50k_dev,
    "generated": generated,
}
