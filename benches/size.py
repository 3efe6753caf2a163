"""How much the normalizers add to a stripped program, international telephone numbers left out.

    python3 benches/size.py [--check]    --check fails above the limit
"""

import pathlib
import shutil
import subprocess
import sys

LIMIT = 1.3 * 1024  # KiB


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent
    # The versions of the project, so that the figure is of what it ships.
    shutil.copy(root.parent / "Cargo.lock", root / "size" / "Cargo.lock")
    target = root.parent / "target" / "size"
    subprocess.run(["cargo", "build", "--quiet", "--release", "--manifest-path", str(root / "size" / "Cargo.toml"), "--target-dir", str(target)], check=True)
    size = {name: (target / "release" / name).stat().st_size / 1024 for name in ("every", "nothing")}
    added = size["every"] - size["nothing"]
    print(f"every normalizer: {size['every']:.0f} KiB, nothing: {size['nothing']:.0f} KiB, added: {added:.0f} KiB of {LIMIT:.0f} KiB")
    if "--check" in sys.argv and added > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
