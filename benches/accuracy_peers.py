"""Whom `accuracy.py` measures beside ours: what is installed for each, and how its script is called."""

import dataclasses
import functools
import json
import os
import pathlib
import subprocess
import sys

BENCHES = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Peer:
    # In the tables.
    name: str
    # In `--peers`, and the folder of its environment.
    asked: str
    script: str
    # By name from the registry of packages, as its ordinary client resolves them.
    packages: tuple[str, ...]
    words: tuple[str, ...] = ()
    # Whether its settings are Splink's in plain words.
    plain: bool = False
    # Whether it is run once whatever the rounds: its agreement is the same every time, and it takes long.
    once: bool = False
    # Whether it is taught by labels, which are drawn from the truth.
    labels: bool = False


TABLES = ("polars", "pyarrow")
# Its tables of polars are those before 2.0: with 2 `match_df` stops at an argument that 2.0 took away.
GOLDENMATCH = ("goldenmatch", "polars<2", "pyarrow")
PEERS = [
    Peer("Splink", "splink", "accuracy_splink.py", ("splink>=5,<6", *TABLES)),
    Peer("recordlinkage", "recordlinkage", "accuracy_recordlinkage.py", ("recordlinkage", "duckdb", *TABLES), plain=True),
    Peer("goldenmatch zero", "goldenmatch", "accuracy_goldenmatch.py", GOLDENMATCH, ("--mode", "zero"), once=True),
    Peer("goldenmatch fs", "goldenmatch", "accuracy_goldenmatch.py", GOLDENMATCH, ("--mode", "fs"), once=True),
    # Training stops in `BTrees` 6 and newer, which it allows: 'IFBucket' object has no attribute 'byValue'.
    Peer("dedupe", "dedupe", "accuracy_dedupe.py", ("dedupe", "BTrees<6", *TABLES), plain=True, once=True, labels=True),
    Peer("exact keys", "exact", "accuracy_exact.py", ("duckdb", "scipy", *TABLES), plain=True),
]
SPLINK = PEERS[0]
NAMES = list(dict.fromkeys(peer.asked for peer in PEERS))
# What is measured unless it is said otherwise: those that take seconds.
CHEAP = "splink,recordlinkage,exact"


def chosen(asked: str) -> list[Peer]:
    """Of names with commas, `all`, or `none`; a name that is none of them is an error."""
    names = NAMES if asked == "all" else [] if asked == "none" else [name.strip() for name in asked.split(",")]
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise ValueError(f"no such peer: {', '.join(unknown)}; there are {', '.join(NAMES)}, all, none")
    return [peer for peer in PEERS if peer.asked in names]


def python(folder: pathlib.Path, peer: Peer) -> pathlib.Path:
    return folder / peer.asked / ("Scripts" if os.name == "nt" else "bin") / "python"


@functools.cache
def install(folder: pathlib.Path, peer: Peer) -> bool:
    """In an environment of its own."""
    if not python(folder, peer).exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / peer.asked)], check=True)
    done = subprocess.run([str(python(folder, peer)), "-m", "pip", "install", "--quiet", *peer.packages], check=False)
    if done.returncode != 0:
        print(f"skipped: {peer.name}, which could not be installed", flush=True)
    return done.returncode == 0


def versions(folder: pathlib.Path, peers: list[Peer]) -> dict[str, dict[str, str]]:
    """Of the packages that are asked for by name, as they were installed."""
    code = "import importlib.metadata as m, json, re, sys; print(json.dumps({n: m.version(n) for n in (re.split('[<>=]', w)[0] for w in sys.argv[1:])}))"
    found = {}
    for peer in peers:
        done = subprocess.run([str(python(folder, peer)), "-c", code, *peer.packages], check=False, capture_output=True)
        found[peer.name] = json.loads(done.stdout) if done.returncode == 0 else {}
    return found
