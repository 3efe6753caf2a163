"""How much the normalizers add to a stripped program, international telephone numbers left out.

    python3 benches/size.py [--check]    --check fails above the limit
"""

import os
import pathlib
import shutil
import subprocess
import sys

LIMIT = 1.3 * 1024  # KiB
# Programs built to be small (opt-level z, no unwinding), built with s, and built to be fast.
SETTINGS = [("z", "abort"), ("s", "unwind"), ("3", "unwind")]


def added(root: pathlib.Path, level: str, panic: str) -> float:
    """KiB that every normalizer adds."""
    target = root.parent / "target" / f"size-{level}"
    settings = {**os.environ, "CARGO_PROFILE_RELEASE_OPT_LEVEL": level, "CARGO_PROFILE_RELEASE_LTO": "fat", "CARGO_PROFILE_RELEASE_PANIC": panic}
    command = ["cargo", "build", "--quiet", "--release", "--manifest-path", str(root / "size" / "Cargo.toml"), "--target-dir", str(target)]
    subprocess.run(command, check=True, env=settings)
    size = {name: (target / "release" / name).stat().st_size / 1024 for name in ("every", "nothing")}
    print(f"opt-level {level}, panic {panic}: every normalizer {size['every']:.0f} KiB, nothing {size['nothing']:.0f} KiB, added {size['every'] - size['nothing']:.0f} KiB", flush=True)
    return size["every"] - size["nothing"]


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent
    # The versions of the project, so that the figure is of what it ships.
    shutil.copy(root.parent / "Cargo.lock", root / "size" / "Cargo.lock")
    least = min(added(root, level, panic) for level, panic in SETTINGS[: 1 if "--check" in sys.argv else None])
    print(f"limit: {LIMIT:.0f} KiB, for programs that are built to be small")
    if "--check" in sys.argv and least > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
