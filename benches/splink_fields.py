"""The light preparation of fields that a careful user of Splink writes: it compares what it is given.

Written from the names of the columns and the look of their values, for each set. Characters are folded by the public tables
in `core/data/extract`: readings, surnames, traditional and simplified forms.
"""

import csv
import functools
import pathlib
import unicodedata

import polars as pl

TABLES = pathlib.Path(__file__).resolve().parent.parent / "core" / "data" / "extract"
Frame = pl.DataFrame
Column = pl.Expr


def filled(column: Column) -> Column:
    """Nothing in place of an empty text."""
    return column.replace("", None)


def words(name: str) -> Column:
    """Lower case, punctuation as single spaces."""
    return filled(pl.col(name).str.normalize("NFKC").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars())


def digits(name: str, last: int | None = None) -> Column:
    bare = pl.col(name).str.replace_all(r"[^0-9]", "")
    return filled(bare.str.tail(last) if last else bare)


def distinct_words(name: str, least: int = 1) -> Column:
    """The different words of a prepared text, as a sorted list."""
    listed = pl.col(name).str.split(" ").list.eval(pl.element().filter(pl.element().str.len_chars() >= least)).list.unique().list.sort()
    return pl.when(listed.list.len() > 0).then(listed)


def longest_words(name: str, count: int) -> Column:
    by_length = pl.element().sort_by([pl.element().str.len_chars(), pl.element()], descending=[True, False])
    listed = pl.col(name).str.split(" ").list.unique().list.eval(by_length.head(count)).list.sort()
    return pl.when(listed.list.len() > 0).then(listed)


def dates(column: Column, *forms: str) -> Column:
    return pl.coalesce([column.str.strptime(pl.Date, form, strict=False) for form in forms])


def as_it_is(frame: Frame) -> Frame:
    return frame


def rldata500(frame: Frame) -> Frame:
    # `by` is a word of SQL.
    return frame.rename({"by": "birth_year", "bm": "birth_month", "bd": "birth_day"})


def dedupe_csv(frame: Frame) -> Frame:
    frame = frame.with_columns(site=words("site_name"), street=words("address"), zip=digits("zip"), tel=digits("phone", 7))
    return frame.with_columns(house=pl.col("street").str.extract(r"^([0-9]+)"))


def senzing_truth(frame: Frame) -> Frame:
    parts = pl.concat_str(["primary_name_first", "primary_name_middle", "primary_name_last"], separator=" ", ignore_nulls=True)
    lines = pl.concat_str(["addr_line1", "addr_city", "addr_state", "addr_postal_code"], separator=" ", ignore_nulls=True)
    frame = frame.with_columns(
        name=pl.coalesce(filled(parts), "primary_name_full", "primary_name_org"),
        street=pl.coalesce("addr_full", filled(lines)),
        birth=dates(pl.col("date_of_birth"), "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d").dt.strftime("%Y-%m-%d"),
        tel=digits("phone_number", 10),
        email=pl.col("email_address").str.to_lowercase(),
        ssn=digits("ssn_number"),
        national=pl.coalesce("national_id_number", "tax_id_number", "lei_number"),
        last=pl.col("primary_name_last").str.to_lowercase(),
    )
    frame = frame.with_columns(name=words("name"), street=words("street"))
    return frame.with_columns(sorted_name=distinct_words("name").list.join(" "), house=pl.col("street").str.extract(r"([0-9]+)"))


def fodors_zagat(frame: Frame) -> Frame:
    frame = frame.with_columns(name=words("name"), addr=words("addr"), city=words("city"), type=words("type"), tel=digits("phone"))
    return frame.with_columns(house=pl.col("addr").str.extract(r"^([0-9]+)"))


def dblp_acm(frame: Frame) -> Frame:
    frame = frame.with_columns(title=words("title"), authors=words("authors"), venue=words("venue"), year=pl.col("year").str.extract(r"([0-9]{4})"))
    return frame.with_columns(title_words=distinct_words("title", 2), long_words=longest_words("title", 3), author_words=distinct_words("authors", 3))


LEGAL = r"(股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|\(集团\)|集团|控股|股份|公司)"


def zh_listed_companies(frame: Frame) -> Frame:
    full = filled(pl.col("full_name").str.normalize("NFKC").str.replace_all(r"\s", ""))
    short = filled(pl.col("short_name").str.normalize("NFKC").str.to_uppercase().str.replace_all(r"\s", ""))
    return frame.with_columns(full=full, short=short, stem=filled(full.str.replace_all(LEGAL, "")))


def geo_multi(frame: Frame) -> Frame:
    frame = frame.with_columns(bare=pl.col("name").str.replace_all(r"\(.*?\)", "").str.replace(r",.*$", ""))
    frame = frame.with_columns(
        name=words("name"), core=words("bare"), lat=pl.col("latitude").cast(pl.Float64, strict=False), lon=pl.col("longitude").cast(pl.Float64, strict=False)
    )
    cells = {f"{way}_{axis}": getattr(pl.col(axis) * 2, way)().cast(pl.Int32) for way in ("round", "floor") for axis in ("lat", "lon")}
    return frame.with_columns(**cells)


# --- the generated lists


def table(name: str) -> list[dict[str, str]]:
    with open(TABLES / name, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@functools.cache
def readings() -> dict[str, str]:
    """Characters to their reading without tones."""

    def bare(reading: str) -> str:
        # ü is written v, so that Lü and Lu stay apart as they do in mailboxes.
        letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
        return "".join(letter for letter in letters if not unicodedata.combining(letter))

    return {row["character"]: bare(row["reading"]) for row in table("pinyin.tsv")}


# Rows that are looked at for the traditional characters that occur: a few hundred are replaced faster than all.
SAMPLE = 50_000


def simplified(frame: Frame, names: list[str]) -> tuple[list[str], list[str]]:
    """The traditional characters of these columns and their simplified forms."""
    forms = {row["character"]: row["candidates"].split()[0] for row in table("variant_char.tsv")}
    seen = set().union(*("".join(frame[name].head(SAMPLE).drop_nulls()) for name in names))
    # A list of the West holds none, and nothing cannot be replaced.
    found = sorted(seen & forms.keys()) or list(forms)[:1]
    return found, [forms[letter] for letter in found]


@functools.cache
def surnames() -> str:
    """A pattern: those of two characters first."""
    names = sorted((row["surname"] for row in table("surname_frequency.tsv")), key=len, reverse=True)
    return "^(" + "|".join(names) + ")"


COMPANY = r"公司|\b(inc|llc|ltd|gmbh|corp|plc|ag)\b"
LEGAL_END = (
    r"(有限责任公司|股份有限公司|集团有限公司|有限公司|公司)$"
    r"|,?\s*\b(inc|incorporated|llc|l\.l\.c|limited liability company|corp|corporation|co|ltd|limited|plc|p\.l\.c|gmbh|g\.m\.b\.h|mbh|ag|a\.g|aktiengesellschaft)\.?$"
)
COURTESY = r"(先生|女士|小姐|经理|老师|师傅|总|姐)$"
TITLE = r"^(mr|mrs|ms|dr)\.?\s+|\s+(jr\.|md|\(vip\))$"
NO_NUMBER = ["8613800138000", "8613800000000", "11111111111", "00000000000", "12345678901", "0000000000", "12345678901"]
NO_TEXT = ["无", "null", "n/a", "-", "未知", "none", "不详"]
STREETS = {"street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd", "court": "ct", "place": "pl", "straße": "str.", "apt": "#", "unit": "#"}
UMLAUTS = {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ae": "a", "oe": "o", "ue": "u"}


def telephone(frame: Frame, name: str) -> Frame:
    """Digits with the country's code. Step by step: an expression that is used twice is computed twice."""
    raw, bare = pl.col("raw"), pl.col("bare")
    first = pl.col(name).str.replace(r"/.*$", "").str.replace(r"\.0$", "").str.replace("(0)", "", literal=True).str.strip_chars()
    frame = frame.with_columns(raw=pl.when(~pl.col(name).str.contains("*", literal=True)).then(first))
    frame = frame.with_columns(bare=raw.str.replace_all("[^0-9]", "").str.replace("^00", ""))
    coded = (
        pl.when(raw.str.contains(r"^(\+1|1-)") | bare.str.contains("^(86[0-9]{11}|44[0-9]{10}|49[0-9]{10,11})$"))
        .then(bare)
        .when(bare.str.contains("^1[3-9][0-9]{9}$"))
        .then("86" + bare)
        .when(bare.str.contains("^07[0-9]{9}$"))
        .then("44" + bare.str.slice(1))
        .when(bare.str.contains("^01[5-7][0-9]{8,9}$"))
        .then("49" + bare.str.slice(1))
        .when(bare.str.contains("^[2-9][0-9]{9}$"))
        .then("1" + bare)
        .otherwise(bare)
    )
    frame = frame.with_columns(coded=coded)
    known = (pl.col("coded").str.len_bytes() >= 7) & ~pl.col("coded").is_in(NO_NUMBER)
    return frame.with_columns(pl.when(known).then("coded").alias(name)).drop("raw", "bare", "coded")


def birth_dates(raw: Column, country: Column) -> Column:
    raw = raw.str.replace(" 00:00:00$", "")
    day_first = pl.when(country == "GB").then(raw).str.strptime(pl.Date, "%d/%m/%Y", strict=False)
    eight = pl.when(raw.str.contains(r"^[0-9]{8}$")).then(raw).str.strptime(pl.Date, "%Y%m%d", strict=False)
    serial = pl.date(1899, 12, 30) + pl.duration(days=pl.when(raw.str.contains(r"^[0-9]{5}$")).then(raw).cast(pl.Int64, strict=False))
    other = dates(raw, "%d.%m.%Y", "%b %d, %Y", "%d %b %Y")
    slashed = dates(raw, "%m/%d/%Y", "%d/%m/%Y")
    return pl.coalesce(dates(raw, "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"), eight, other, day_first, slashed, serial)


def generated(frame: Frame) -> Frame:
    typed = ["name", "birth_date", "mobile", "email", "id_number", "credit_code", "company", "address"]
    frame = frame.with_columns(pl.col(typed).str.normalize("NFKC").str.replace_all("[\u202c\u202d]", "").str.strip_chars())
    written = ["name", "company", "address"]
    old, new = simplified(frame, written)
    folded = {name: pl.col(name).str.to_lowercase().str.replace_many(old, new) for name in written}
    frame = frame.with_columns(**folded)
    numbers = {name: pl.col(name).str.to_uppercase().str.replace_all("[ -]", "") for name in ("id_number", "credit_code")}
    frame = frame.with_columns(**numbers, email=pl.col("email").str.to_lowercase(), name=pl.col("name").str.replace(r"^(\(vip\)|\*|【.*?】)", "").str.strip_chars())
    identity, code, email, name = pl.col("id_number"), pl.col("credit_code"), pl.col("email"), pl.col("name")
    identity = (
        pl.when(identity.str.contains(r"^[0-9]{17}[0-9X]$"))
        .then(identity.str.slice(0, 17))
        .when(identity.str.contains(r"^[0-9]{15}$"))
        .then(identity.str.slice(0, 6) + "19" + identity.str.slice(6))
        .when(identity.str.contains(r"^[A-Z][0-9]{8}$"))
        .then(identity)
    )
    email = pl.when(email.str.contains(r"^[^@\s]+@[^@\s]+\.[a-z]+$") & ~email.is_in(["test@test.com", "no@email.com"])).then(email)
    frame = frame.with_columns(name=pl.when(~name.is_in(NO_TEXT)).then(name), email=email, identity=identity, code=filled(code))
    frame = telephone(frame, "mobile")
    frame = frame.with_columns(
        birth=birth_dates(pl.col("birth_date"), pl.col("country")).dt.strftime("%Y-%m-%d"),
        chinese=pl.col("name").str.contains(r"\p{Han}"),
        company_name=pl.col("name").str.contains(COMPANY).fill_null(False),
        gender=pl.when(pl.col("gender").is_in(["男", "1", "M", "先生", "Male", "male"])).then(pl.lit("M")).when(pl.col("gender").is_not_null()).then(pl.lit("F")),
    )
    born = pl.col("identity").str.slice(6, 8).str.strptime(pl.Date, "%Y%m%d", strict=False).dt.strftime("%Y-%m-%d")
    birth = pl.when(~pl.col("birth").is_in(["1900-01-01", "1970-01-01"])).then(pl.col("birth"))
    company = pl.coalesce("company", pl.when(pl.col("company_name")).then(pl.col("name"))).str.replace_all(r"[()\s]+", " ").str.strip_chars()
    company = company.str.replace(LEGAL_END, "").str.replace_all(r"\s*(\p{Han})\s*", "${1}").str.replace("^the ", "").str.replace(r"^(\p{Han}{2,4})市", "${1}")
    address = (
        pl.col("address").str.replace("^中国", "").str.replace_all(r"\s+", " ").str.replace_many(list(STREETS), list(STREETS.values())).str.replace_all(r"(\p{Han})\s+", "${1}")
    )
    frame = frame.with_columns(birth=pl.coalesce(birth, born), company=filled(company.str.strip_chars(" .,")), address=filled(address))
    frame = frame.with_columns(numbers=filled(pl.col("address").str.extract_all(r"[0-9]+").list.head(4).list.join("-")))
    return names(frame)


def names(frame: Frame) -> Frame:
    """The name as it is compared, its surname, its reading, and its letters in order: 张伟, 张, zhangwei, aeghinwz."""
    chinese = pl.col("name").str.replace_all(r"\s", "").str.replace(COURTESY, "")
    latin = pl.col("name").str.replace_all(TITLE, "").str.replace_many(list(UMLAUTS), list(UMLAUTS.values())).str.replace(r"^([^,]+),\s*(.+)$", "${2} ${1}")
    latin = latin.str.replace_all(r"\s[a-z]\.?\s", " ").str.replace_all(r"[^a-z' \-]", "").str.strip_chars()
    frame = frame.with_columns(name=filled(pl.when(pl.col("chinese")).then(chinese).otherwise(latin)))
    frame = frame.with_columns(surname=pl.when(pl.col("chinese")).then(pl.col("name").str.extract(surnames())))
    # What begins with no surname, or is too long or too short for a name, is a nickname.
    length = pl.col("name").str.len_chars()
    nickname = pl.col("chinese") & ~pl.col("company_name") & (pl.col("surname").is_null() | ~length.is_between(2, 4) | (pl.col("name") == pl.col("surname")))
    frame = frame.with_columns(name=pl.when((length >= 2) & ~nickname.fill_null(False) & ~pl.col("company_name")).then(pl.col("name")))
    different = frame.select("name").drop_nulls().unique()
    known = readings()
    read = ["".join(known.get(letter, letter) for letter in name) for name in different["name"]]
    letters = ["".join(sorted(letter for letter in text if letter.isalpha())) for text in read]
    different = different.with_columns(reading=pl.Series(read, dtype=pl.String), letters=pl.Series(letters, dtype=pl.String))
    frame = frame.join(different, on="name", how="left", maintain_order="left")
    return frame.select("record_id source surname name reading letters mobile email birth identity code company openid unionid address numbers gender".split())
