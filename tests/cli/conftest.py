"""Runs `unify` on small files. The binary is `$UNIFY`, else target/release/examples/unify."""

import csv
import itertools
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTPUTS = ["customers.csv", "links.csv", "tags.csv", "notes.csv"]


csv.field_size_limit(1 << 30)


class Run:
    """What one run left behind."""

    def __init__(self, code, stdout, stderr, out):
        self.code, self.stdout, self.stderr, self.out = code, stdout, stderr, out

    def rows(self, name):
        with open(self.out / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def bytes(self, *names):
        return {name: (self.out / name).read_bytes() for name in names or OUTPUTS}

    def links(self):
        """(source, record id) -> customer id; every row exactly once."""
        rows = self.rows("links.csv")
        links = {(r["source"], r["record_id"]): r["customer_id"] for r in rows}
        assert len(links) == len(rows), "a row stands twice in links.csv"
        assert all(links.values()), "a row has no customer"
        return links

    def tags(self, record):
        """The tags of a record's customer."""
        customer = self.links()[record]
        return next(r for r in self.rows("tags.csv") if r["customer_id"] == customer)

    def codes(self):
        """The codes of the findings: in notes.csv and, each of them, on the screen."""
        codes = {r["reasons"] for r in self.rows("notes.csv") if r["status"] == "finding"}
        assert all(f"  {code}  " in self.stdout for code in codes)
        return codes


@pytest.fixture(scope="session")
def binary():
    path = pathlib.Path(os.environ.get("UNIFY", ROOT / "target/release/examples/unify")).resolve()
    if not path.is_file():
        pytest.exit(f"{path} is missing: cargo build --release --example unify", returncode=1)
    return path


@pytest.fixture(scope="session")
def unify(binary, tmp_path_factory):
    """Calls `unify` and expects an exit code; `out=None` leaves --out to the caller."""

    def call(*args, code=0, out="fresh", timeout=120, cwd=None):
        if out == "fresh":
            out = tmp_path_factory.mktemp("out")
        words = [str(a) for a in args] + (["--out", str(out)] if out else [])
        done = subprocess.run([binary, *words], capture_output=True, timeout=timeout, cwd=cwd)
        stdout, stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "panicked" not in stderr, stderr
        assert done.returncode == code, f"exit code {done.returncode}\n{stdout[-2000:]}\n{stderr[-2000:]}"
        return Run(done.returncode, stdout, stderr, out)

    return call


@pytest.fixture
def write(tmp_path):
    """Writes a file of text, bytes or rows and gives its path."""

    def to(name, content, encoding="utf-8"):
        path = tmp_path / name
        if isinstance(content, list):
            with open(path, "w", encoding=encoding, newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return to


@pytest.fixture
def source(write):
    """Writes one channel's list and gives the arguments that name it."""

    number = itertools.count()

    def of(name, content, encoding="utf-8"):
        return ["--source", f"{name}={write(f'list{next(number)}.csv', content, encoding)}"]

    return of
