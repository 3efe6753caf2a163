"""The stubs say what the module has."""

from __future__ import annotations

import subprocess
import sys

import pytest


def test_stubs_match_the_module() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    command = [sys.executable, "-m", "mypy.stubtest", "guiyi._guiyi", "--ignore-missing-stub"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
