"""How `accuracy.py` runs ours and each peer on one set, and where it finds what they made of it."""

import functools
import json
import pathlib
import subprocess
import sys
from typing import Any

import accuracy_tables as tables
from accuracy_peers import BENCHES, SPLINK, Peer, python
from accuracy_sets import Set, Truth

Figures = dict[str, Any]


def run(command: list[object], log: pathlib.Path, limit: float) -> Figures:
    """One run in a process of its own: seconds, peak memory, exit code."""
    words = [str(word) for word in [sys.executable, BENCHES / "accuracy_run.py", limit, log, *command]]
    cost = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    if cost["late"]:
        cost["failed"] = f"not finished in {limit:g} s"
    elif cost["code"] != 0:
        last = " ".join(log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:])
        cost["failed"] = f"failed: {(last or 'exit code ' + str(cost['code']))[:200]}"
    return cost


@functools.cache
def usage(unify: pathlib.Path) -> str:
    return subprocess.run([str(unify), "--help"], check=True, capture_output=True, encoding="utf-8").stdout


class Ours:
    """`unify`, on a list as a user would call it."""

    once_only = False
    failed: str | None = None

    def __init__(self, unify: pathlib.Path, of: Set, truth: Truth, folder: pathlib.Path, given: bool, name: str = "guiyi") -> None:
        self.name, self.of, self.out, self.given = name, of, folder / ("ours" if name == "guiyi" else name), given
        self.truth_file = folder / "truth.csv"
        self.out.mkdir(parents=True, exist_ok=True)
        self.knows = usage(unify)
        # A set of one list is given as one source; where a column says so, each list is a source, and in a linkage without duplicates.
        self.command: list[object] = [unify, "--source", f"{of.name}={of.records}", "--only", "links"]
        if of.several_sources:
            self.command += ["--source-column", "source"]
        if of.linkage:
            self.command += [word for source in sorted(set(truth.sources)) for word in ("--unique-source", source)]
        self.model: list[object] = []

    def prepare(self, limit: float) -> None:
        """Trains, where the model is to be given: the spec, and the model where `unify` keeps one."""
        if self.given:
            trained = self.out.parent / "trained"
            trained.mkdir(exist_ok=True)
            run([*self.command, "--out", trained], trained / "log.txt", limit)
            self.model = ["--spec", trained / "spec.json"]
            if "--model FILE" in self.knows and (trained / "model.json").is_file():
                self.model += ["--model", trained / "model.json"]

    def once(self, limit: float) -> Figures:
        report = ["--report", self.out / "report.json"] if "--report FILE" in self.knows else []
        return run([*self.command, *self.model, *report, "--out", self.out], self.out / "log.txt", limit)

    def clusters(self) -> dict[str, str]:
        return tables.read(self.out / "links.csv", "record_id", "customer_id")

    def report(self) -> Figures:
        """What `unify` says of its run: as JSON where it can, else the line on its cost."""
        if "--report FILE" in self.knows:
            return json.loads((self.out / "report.json").read_text(encoding="utf-8"))
        return {"candidate_pairs": tables.candidate_pairs((self.out / "log.txt").read_text(encoding="utf-8"))}

    def best(self, limit: float) -> Figures:
        """The best threshold, where `unify` can look for it; its time is not taken."""
        if "--report FILE" not in self.knows:
            return {}
        sweep = ["--sweep"] if "--sweep" in self.knows else []
        file = self.out / "best.json"
        cost = run([*self.command, *self.model, *sweep, "--truth", self.truth_file, "--report", file, "--out", self.out], self.out / "best.txt", limit)
        return {} if "failed" in cost else json.loads(file.read_text(encoding="utf-8"))


class Beside:
    """A peer, by its script."""

    def __init__(self, peer: Peer, environments: pathlib.Path, of: Set, folder: pathlib.Path, given: bool) -> None:
        self.peer, self.name, self.once_only, self.given = peer, peer.name, peer.once, given
        self.out, self.truth_file, self.settings = folder / peer.name.replace(" ", "_").lower(), folder / "truth.csv", folder / "settings.json"
        self.out.mkdir(parents=True, exist_ok=True)
        self.failed: str | None = None
        self.set = "generated" if of.generated else of.name
        self.plain: list[object] = [python(environments, SPLINK), BENCHES / "splink_plain.py", "--set", self.set, "--out", self.settings]
        self.command: list[object] = [python(environments, peer), BENCHES / peer.script, "--set", self.set, "--records", of.records, "--out", self.out, *peer.words]
        self.command += ["--linkage"] if of.linkage else []
        self.command += ["--settings", self.settings] if peer.plain else []
        self.command += ["--truth", self.truth_file] if peer.labels else []
        self.model: list[object] = []

    def prepare(self, limit: float) -> None:
        """What is not timed: settings in another form, a model that is to be given."""
        if self.peer.plain:
            self.failed = run(self.plain, self.out / "settings.txt", limit).get("failed")
        elif self.given:
            trained = self.out / "model.json"
            run([*self.command, "--save", trained], self.out / "log.txt", limit)
            self.model = ["--trained", trained]

    def once(self, limit: float) -> Figures:
        return run([*self.command, *self.model], self.out / "log.txt", limit)

    def clusters(self) -> dict[str, str]:
        return tables.read(self.out / "clusters.csv", "id", "cluster")

    def report(self) -> Figures:
        return json.loads((self.out / "report.json").read_text(encoding="utf-8"))

    def best(self, limit: float) -> Figures:
        cost = run([*self.command, *self.model, "--sweep", "--truth", self.truth_file], self.out / "best.txt", limit)
        return {} if "failed" in cost else self.report()


Tool = Ours | Beside
