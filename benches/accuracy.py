"""Accuracy and speed beside Splink, in one command: `python benches/accuracy.py`.

    python benches/accuracy.py [--sets FOLDER] [--generated 10k,100k,1m] [--peers splink|none] [--rounds N] [--only NAME,…]
    python benches/accuracy.py --given-model …        predicting alone, with a model that was trained before
    python benches/accuracy.py --growth [SIZES]       ours alone, on lists of growing size
    python benches/accuracy.py --before UNIFY …       another build beside this one, by turns, and what changed

Builds the examples, generates lists into target/sets, takes the known sets of FOLDER (or of the folder that GUIYI_DATA names),
installs Splink by its name into target/peers, and runs both as their users would, by turns: ours, Splink, ours, Splink.
Training is part of every run unless the model is given. Prints tables; target/accuracy has them with all figures as JSON.
"""

import argparse
import functools
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
from typing import Any

import accuracy_sets as sets
import accuracy_tables as tables
from accuracy_score import score

BENCHES = pathlib.Path(__file__).resolve().parent
ROOT = BENCHES.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
EXAMPLES = TARGET / "release" / "examples"
OUT = TARGET / "accuracy"
PEERS = TARGET / "peers"
PEER = PEERS / ("Scripts" if os.name == "nt" else "bin") / "python"
# What is installed for Splink's part: itself, and what reads and prepares its tables.
PACKAGES = ["splink>=5,<6", "polars", "pyarrow"]
GROWTH = "10k,30k,100k,300k,1m,3m,5m"
Figures = dict[str, Any]


def main() -> None:
    asked = arguments()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    if asked.unify is None:
        build()
    OUT.mkdir(parents=True, exist_ok=True)
    if not asked.growth:
        asked.splink = asked.splink and install()
    asked.name = "growth" if asked.growth else "given_model" if asked.given_model else "accuracy"
    made = growth(asked) if asked.growth else compare(asked)
    print(keep(made, asked), end="")


def keep(made: list[Figures], asked: argparse.Namespace) -> str:
    """Writes what is known so far; a long run that is broken off leaves it behind."""
    found = {"machine": machine(asked), "sets": made}
    text = tables.growth(made) if asked.growth else tables.comparison(made)
    (OUT / f"{asked.name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    (OUT / f"{asked.name}.md").write_text(text, encoding="utf-8")
    return text


def arguments() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sets", type=pathlib.Path, default=os.environ.get("GUIYI_DATA"), help="a folder of sets (default: GUIYI_DATA)")
    ask.add_argument("--generated", default="10k,100k,1m", help="sizes of the generated lists, or none")
    ask.add_argument("--peers", choices=["splink", "none"], default="splink")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--only", help="names of sets, with commas: febrl4,mixed_10k")
    ask.add_argument("--limit", type=float, default=1800, help="seconds after which a run is given up")
    ask.add_argument("--given-model", action="store_true", help="time predicting with a trained model")
    ask.add_argument("--growth", nargs="?", const=GROWTH, help=f"time ours on lists of these sizes (default: {GROWTH})")
    ask.add_argument("--profile", choices=sets.PROFILES, default="mixed", help="what --growth generates")
    ask.add_argument("--no-best", action="store_true", help="leave out the runs that look for the best threshold")
    ask.add_argument("--unify", type=pathlib.Path, help="a built `unify`, with `generate` beside it, in place of building them")
    ask.add_argument("--before", type=pathlib.Path, help="the `unify` of another build, to be run by turns with this one")
    asked = ask.parse_args()
    asked.examples = asked.unify.resolve().parent if asked.unify else EXAMPLES
    asked.unify_binary = asked.unify.resolve() if asked.unify else EXAMPLES / "unify"
    asked.splink = asked.peers == "splink"
    asked.only = asked.only.split(",") if asked.only else None
    return asked


def build() -> None:
    command = ["cargo", "build", "--quiet", "--release", "-p", "guiyi-examples", "--example", "unify", "--example", "generate"]
    subprocess.run(command, check=True, cwd=ROOT)


def install() -> bool:
    """Splink in an environment of its own; without it, ours is measured alone."""
    if not PEER.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    done = subprocess.run([str(PEER), "-m", "pip", "install", "--quiet", *PACKAGES], check=False)
    if done.returncode != 0:
        print("skipped: Splink, which could not be installed")
    return done.returncode == 0


def machine(asked: argparse.Namespace) -> Figures:
    peers = versions() if asked.splink and not asked.growth else {}
    return {"processors": os.cpu_count(), "machine": platform.machine(), "system": platform.system(), "rounds": asked.rounds, "load": os.getloadavg(), "versions": peers}


@functools.cache
def versions() -> dict[str, str]:
    code = "import duckdb, json, polars, splink; print(json.dumps({m.__name__: m.__version__ for m in (duckdb, polars, splink)}))"
    return json.loads(subprocess.run([str(PEER), "-c", code], check=True, capture_output=True).stdout)


def chosen(asked: argparse.Namespace) -> list[sets.Set]:
    """Every set that was asked for; generated ones are made."""

    def wanted(name: str) -> bool:
        return asked.only is None or name in asked.only

    found = []
    if asked.sets is None:
        print("GUIYI_DATA names no folder of sets, and --sets neither: only the public and the generated ones")
        asked.sets = TARGET / "sets"
        subprocess.run([sys.executable, str(BENCHES / "fetch_sets.py"), str(asked.sets)], check=True)
    if asked.only is None or any(name in sets.NAMES for name in asked.only):
        found += [each for each in sets.real(asked.sets) if wanted(each.name)]
    for size in [] if asked.generated == "none" else asked.generated.split(","):
        for profile in sets.profiles(size):
            if wanted(f"{profile}_{size.strip().lower()}"):
                found.append(sets.generated(TARGET / "sets", asked.examples / "generate", profile, size))
    for name in sorted(set(asked.only or []) - {each.name for each in found}):
        print(f"skipped: {name} is none of the sets")
    return found


def run(command: list[object], log: pathlib.Path, limit: float) -> Figures:
    """One run in a process of its own: seconds, peak memory, exit code."""
    words = [str(word) for word in [sys.executable, BENCHES / "accuracy_run.py", limit, log, *command]]
    cost = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    if cost["code"] != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        cost["failed"] = f"given up after {limit:.0f} s" if cost["code"] == -9 else " ".join(last)[:200]
    return cost


@functools.cache
def usage(unify: pathlib.Path) -> str:
    return subprocess.run([str(unify), "--help"], check=True, capture_output=True, encoding="utf-8").stdout


class Ours:
    """`unify`, on a list as a user would call it."""

    def __init__(self, unify: pathlib.Path, of: sets.Set, truth: sets.Truth, folder: pathlib.Path, given: bool, name: str = "guiyi") -> None:
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

    def best(self, limit: float) -> Figures | None:
        """The best threshold, where `unify` can look for it; its time is not taken."""
        if "--report FILE" not in self.knows:
            return None
        sweep = ["--sweep"] if "--sweep" in self.knows else []
        file = self.out / "best.json"
        cost = run([*self.command, *self.model, *sweep, "--truth", self.truth_file, "--report", file, "--out", self.out], self.out / "best.txt", limit)
        return None if "failed" in cost else json.loads(file.read_text(encoding="utf-8")).get("best")


class Splink:
    """Splink, with the settings of `splink_settings.py`."""

    name = "Splink"

    def __init__(self, of: sets.Set, truth: sets.Truth, folder: pathlib.Path, given: bool) -> None:
        self.out, self.given = folder / "splink", given
        self.truth_file = folder / "truth.csv"
        self.out.mkdir(parents=True, exist_ok=True)
        script = BENCHES / "accuracy_splink.py"
        self.command: list[object] = [PEER, script, "--model", "generated" if of.generated else of.name, "--records", of.records, "--out", self.out]
        self.command += ["--linkage"] if of.linkage else []
        self.model: list[object] = []

    def prepare(self, limit: float) -> None:
        if self.given:
            trained = self.out / "model.json"
            run([*self.command, "--save", trained], self.out / "log.txt", limit)
            self.model = ["--trained", trained]

    def once(self, limit: float) -> Figures:
        return run([*self.command, *self.model], self.out / "log.txt", limit)

    def clusters(self) -> dict[str, str]:
        return tables.read(self.out / "clusters.csv", "id", "cluster")

    def report(self) -> Figures:
        return json.loads((self.out / "report.json").read_text(encoding="utf-8"))

    def best(self, limit: float) -> Figures | None:
        cost = run([*self.command, *self.model, "--sweep", "--truth", self.truth_file], self.out / "best.txt", limit)
        return None if "failed" in cost else self.report()["best"]


def compare(asked: argparse.Namespace) -> list[Figures]:
    made = []
    for of in chosen(asked):
        folder = OUT / of.name
        folder.mkdir(exist_ok=True)
        truth = sets.read_truth(of)
        tables.write_truth(folder / "truth.csv", of, truth)
        tools: list[Ours | Splink] = [Ours(asked.unify_binary, of, truth, folder, asked.given_model)]
        if asked.before:
            tools.insert(0, Ours(asked.before.resolve(), of, truth, folder, asked.given_model, "before"))
        if asked.splink:
            tools.append(Splink(of, truth, folder, asked.given_model))
        for tool in tools:
            tool.prepare(asked.limit)
        rounds: dict[str, list[Figures]] = {tool.name: [] for tool in tools}
        for _ in range(asked.rounds):
            for tool in tools:
                # What failed once is not tried again.
                if not any("failed" in cost for cost in rounds[tool.name]):
                    rounds[tool.name].append(tool.once(asked.limit))
        figures: Figures = {"set": of.name, "records": len(truth.ids), "linkage": of.linkage}
        for tool in tools:
            figures[tool.name] = summary(tool, rounds[tool.name], of, truth, asked)
        made.append(figures)
        keep(made, asked)
        print(tables.progress(figures))
    return made


def summary(tool: Ours | Splink, rounds: list[Figures], of: sets.Set, truth: sets.Truth, asked: argparse.Namespace) -> Figures:
    """The median of the rounds, and the agreement of the last one with the truth."""
    failed = [cost["failed"] for cost in rounds if "failed" in cost]
    if failed:
        return {"failed": failed[0], "rounds": rounds}
    clusters = tool.clusters()
    predicted = [clusters.get(record, f"alone {record}") for record in truth.ids]
    proposed = score(truth.clusters, predicted, truth.sources if of.linkage else None)
    seconds = [cost["seconds"] for cost in rounds]
    figures = {"seconds": statistics.median(seconds), "least": min(seconds), "most": max(seconds), "peak_mib": statistics.median(cost["peak_mib"] for cost in rounds)}
    report = tool.report()
    best = None if asked.no_best else tool.best(asked.limit)
    # Splink's pairs are counted in the run whose time is not taken.
    report |= tool.report() if best else {}
    return figures | {
        "proposed": proposed,
        "best": best,
        "candidate_pairs": report.get("candidate_pairs"),
        "stages": report.get("seconds"),
        "notes": report.get("notes"),
        "rounds": rounds,
    }


def growth(asked: argparse.Namespace) -> list[Figures]:
    made: list[Figures] = []
    for size in asked.growth.split(","):
        of = sets.generated(TARGET / "sets", asked.examples / "generate", asked.profile, size)
        folder = OUT / of.name
        folder.mkdir(exist_ok=True)
        truth = sets.read_truth(of)
        tables.write_truth(folder / "truth.csv", of, truth)
        ours = Ours(asked.unify_binary, of, truth, folder, False)
        rounds = [ours.once(asked.limit) for _ in range(asked.rounds)]
        asked.no_best = True
        figures: Figures = {"set": of.name, "records": len(truth.ids), ours.name: summary(ours, rounds, of, truth, asked)}
        before = made[-1] if made else None
        if before and "failed" not in figures[ours.name] and "failed" not in before[ours.name]:
            # 1 is linear, 2 is quadratic.
            times, rows = (figures[ours.name]["seconds"] / before[ours.name]["seconds"], figures["records"] / before["records"])
            figures["exponent"] = math.log(times) / math.log(rows)
        made.append(figures)
        keep(made, asked)
        print(tables.progress(figures))
        if "failed" in figures[ours.name]:
            break
    return made


if __name__ == "__main__":
    main()
