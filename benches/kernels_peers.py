"""The same pairs through RapidFuzz for Python (C++), one thread, in the same session as ours.

    python benches/kernels_peers.py FOLDER     FOLDER as `cargo bench --bench kernels -- --write FOLDER` wrote it

As in `kernels.rs`, pairs are timed in groups, a thousand here so that the call itself does not count, and the best time of each
group counts. RapidFuzz and NumPy are installed by name into the environment that runs this. `cpdist` compares two lists row by row in C++; the loop
calls the function once per pair from Python. Prints million pairs per second.
"""

import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

KINDS = ["western names", "chinese names", "chinese addresses"]
GROUP = 1_000
ROUNDS = 15


def best(run: Callable[[list[str], list[str]], object], groups: list[tuple[list[str], list[str]]]) -> float:
    times = [float("inf")] * len(groups)
    for _ in range(ROUNDS):
        for at, (left, right) in enumerate(groups):
            started = time.perf_counter()
            run(left, right)
            times[at] = min(times[at], time.perf_counter() - started)
    return sum(times)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "rapidfuzz", "numpy"], check=False)
    try:
        from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein
        from rapidfuzz.process import cpdist
    except ImportError as error:
        print(f"skipped: {error}")
        return
    measures = [
        ("Jaro–Winkler", JaroWinkler.normalized_similarity, None),
        ("Jaro–Winkler ≥ 0.9", JaroWinkler.normalized_similarity, 0.9),
        ("Levenshtein", Levenshtein.distance, None),
        ("Levenshtein ≤ 2", Levenshtein.distance, 2),
        ("OSA", OSA.distance, None),
        ("OSA ≤ 1", OSA.distance, 1),
    ]
    print("| pairs | measure | RapidFuzz cpdist (C++) | RapidFuzz, Python loop |\n|---|---|---:|---:|")
    for kind in KINDS:
        rows = [line.split("\t") for line in (folder / f"{kind}.txt").read_text(encoding="utf-8").splitlines()]
        parts = [rows[at : at + GROUP] for at in range(0, len(rows), GROUP)]
        groups = [([row[0] for row in part], [row[1] for row in part]) for part in parts]
        for name, scorer, cutoff in measures:
            batch = best(lambda left, right: cpdist(left, right, scorer=scorer, score_cutoff=cutoff, workers=1), groups)
            loop = best(lambda left, right: [scorer(a, b, score_cutoff=cutoff) for a, b in zip(left, right)], groups)
            print(f"| {kind} | {name} | {len(rows) / batch / 1e6:.1f} | {len(rows) / loop / 1e6:.1f} |")


if __name__ == "__main__":
    main()
