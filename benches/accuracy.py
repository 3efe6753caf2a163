"""Accuracy and speed beside Splink and other matchers, in one command: `python benches/accuracy.py`.

    python benches/accuracy.py [--sets FOLDER] [--generated 10k,100k,1m] [--peers NAME,…|all|none] [--rounds N] [--only NAME,…]
    python benches/accuracy.py --check …              fails where ours falls short of accuracy_targets.py
    python benches/accuracy.py --given-model …        predicting alone, with a model that was trained before
    python benches/accuracy.py --growth [SIZES]       ours alone, on lists of growing size
    python benches/accuracy.py --before UNIFY …       another build beside this one, by turns, and what changed

Builds the examples, generates lists into target/sets, takes the known sets of FOLDER (or of the folder that GUIYI_DATA names),
installs each peer by its name into target/peers, and runs all as their users would, by turns: ours, Splink, ours, Splink.
Training is part of every run unless the model is given. Prints tables; target/accuracy has them with all figures as JSON.
"""

import argparse
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
from typing import Any

import accuracy_peers as peers
import accuracy_sets as sets
import accuracy_tables as tables
import accuracy_targets as targets
from accuracy_score import score
from accuracy_tools import Beside, Ours, Tool

BENCHES = pathlib.Path(__file__).resolve().parent
ROOT = BENCHES.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
EXAMPLES = TARGET / "release" / "examples"
OUT = TARGET / "accuracy"
PEERS = TARGET / "peers"
GROWTH = "10k,30k,100k,300k,1m,3m,5m"
Figures = dict[str, Any]


def main() -> None:
    asked = arguments()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    if asked.unify is None:
        build()
    OUT.mkdir(parents=True, exist_ok=True)
    asked.name = "growth" if asked.growth else "given_model" if asked.given_model else "accuracy"
    made = growth(asked) if asked.growth else compare(asked)
    print(keep(made, asked), end="")
    if asked.check:
        check(made)


def check(made: list[Figures]) -> None:
    missed, skipped = targets.check(made)
    for reason in skipped:
        print(f"not checked: {reason}")
    for miss in missed:
        print(f"missed: {miss}")
    if missed:
        sys.exit(1)


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
    ask.add_argument("--peers", default=peers.CHEAP, help=f"{', '.join(peers.NAMES)} with commas, all, or none (default: {peers.CHEAP})")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--only", help="names of sets, with commas: febrl4,mixed_10k")
    ask.add_argument("--limit", type=float, default=1800, help="seconds after which a run is given up")
    ask.add_argument("--given-model", action="store_true", help="time predicting with a trained model")
    ask.add_argument("--growth", nargs="?", const=GROWTH, help=f"time ours on lists of these sizes (default: {GROWTH})")
    ask.add_argument("--profile", choices=sets.PROFILES, default="mixed", help="what --growth generates")
    ask.add_argument("--no-best", action="store_true", help="leave out the runs that look for the best threshold")
    ask.add_argument("--check", action="store_true", help="fail where ours falls short of what it promises")
    ask.add_argument("--unify", type=pathlib.Path, help="a built `unify`, with `generate` beside it, in place of building them")
    ask.add_argument("--before", type=pathlib.Path, help="the `unify` of another build, to be run by turns with this one")
    asked = ask.parse_args()
    asked.examples = asked.unify.resolve().parent if asked.unify else EXAMPLES
    asked.unify_binary = asked.unify.resolve() if asked.unify else EXAMPLES / "unify"
    try:
        asked.peers = [] if asked.growth else peers.chosen(asked.peers)
    except ValueError as error:
        ask.error(str(error))
    if asked.given_model:
        # The others keep no model that a later run could be given.
        asked.peers = [peer for peer in asked.peers if peer is peers.SPLINK]
    if asked.check and asked.growth:
        ask.error("--check needs the sets, --growth has lists of its own")
    asked.only = asked.only.split(",") if asked.only else None
    return asked


def build() -> None:
    command = ["cargo", "build", "--quiet", "--release", "-p", "guiyi-examples", "--example", "unify", "--example", "generate"]
    subprocess.run(command, check=True, cwd=ROOT)


def machine(asked: argparse.Namespace) -> Figures:
    installed = [peer for peer in asked.peers if peers.python(PEERS, peer).exists()]
    known = peers.versions(PEERS, installed)
    return {"processors": os.cpu_count(), "machine": platform.machine(), "system": platform.system(), "rounds": asked.rounds, "load": os.getloadavg(), "versions": known}


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


def compare(asked: argparse.Namespace) -> list[Figures]:
    made = []
    for of in chosen(asked):
        folder = OUT / of.name
        folder.mkdir(exist_ok=True)
        truth = sets.read_truth(of)
        tables.write_truth(folder / "truth.csv", of, truth)
        tools: list[Tool] = [Ours(asked.unify_binary, of, truth, folder, asked.given_model)]
        if asked.before:
            tools.insert(0, Ours(asked.before.resolve(), of, truth, folder, asked.given_model, "before"))
        tools += [beside(peer, of, folder, asked.given_model) for peer in asked.peers]
        for tool in tools:
            if tool.failed is None:
                tool.prepare(asked.limit)
        rounds: dict[str, list[Figures]] = {tool.name: [] for tool in tools}
        for turn in range(asked.rounds):
            for tool in tools:
                # What failed once is not tried again.
                if tool.failed is None and not (turn and tool.once_only):
                    rounds[tool.name].append(tool.once(asked.limit))
                    tool.failed = rounds[tool.name][-1].get("failed")
        figures: Figures = {"set": of.name, "records": len(truth.ids), "linkage": of.linkage}
        for tool in tools:
            figures[tool.name] = summary(tool, rounds[tool.name], of, truth, asked)
        made.append(figures)
        keep(made, asked)
        print(tables.progress(figures))
    return made


def beside(peer: peers.Peer, of: sets.Set, folder: pathlib.Path, given: bool) -> Beside:
    """A peer that is installed, or one that says why it is not."""
    tool = Beside(peer, PEERS, of, folder, given)
    needed = [peer, peers.SPLINK] if peer.plain else [peer]
    missing = [each.name for each in needed if not peers.install(PEERS, each)]
    if missing:
        tool.failed = f"failed: {' and '.join(missing)} could not be installed"
    return tool


def summary(tool: Tool, rounds: list[Figures], of: sets.Set, truth: sets.Truth, asked: argparse.Namespace) -> Figures:
    """The median of the rounds, and the agreement of the last one with the truth."""
    if tool.failed is not None:
        return {"failed": tool.failed, "rounds": rounds}
    clusters = tool.clusters()
    predicted = [clusters.get(record, f"alone {record}") for record in truth.ids]
    proposed = score(truth.clusters, predicted, truth.sources if of.linkage else None)
    seconds = [cost["seconds"] for cost in rounds]
    figures = {"seconds": statistics.median(seconds), "least": min(seconds), "most": max(seconds), "peak_mib": statistics.median(cost["peak_mib"] for cost in rounds)}
    report = tool.report()
    swept = {} if asked.no_best else tool.best(asked.limit)
    return figures | {
        "proposed": proposed,
        "best": swept.get("best"),
        # Splink's pairs are counted in the run whose time is not taken.
        "candidate_pairs": report.get("candidate_pairs", swept.get("candidate_pairs")),
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
        ours.failed = next((cost["failed"] for cost in rounds if "failed" in cost), None)
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
