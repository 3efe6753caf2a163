"""Runs one command and says what it cost: its wall seconds from start to end, its peak memory, its exit code, as JSON.

    python benches/accuracy_run.py LIMIT LOG COMMAND …    LIMIT in seconds, LOG takes what the command prints

A process of its own, because a program that is started inherits the peak memory of the one that starts it: this one is small.
After LIMIT seconds the command is ended, with the processes that it started itself.
"""

import contextlib
import json
import os
import sys
import threading
import time


def end(child: int) -> None:
    """The group of the child, as far as it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, 9)


def main() -> None:
    limit, log, *command = sys.argv[1:]
    started = time.perf_counter()
    with open(log, "wb") as out:
        files = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
        # Peers that go by the order of sets do so alike in every run.
        child = os.posix_spawnp(command[0], command, {**os.environ, "PYTHONHASHSEED": "0"}, file_actions=files, setpgroup=0)
        late = threading.Event()
        clock = threading.Timer(float(limit), lambda: (late.set(), end(child)))
        clock.start()
        try:
            _, status, usage = os.wait4(child, 0)
        except KeyboardInterrupt:
            # A group of its own does not hear it by itself.
            end(child)
            raise
        finally:
            clock.cancel()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    cost = {"seconds": time.perf_counter() - started, "peak_mib": usage.ru_maxrss / unit, "cpu_seconds": usage.ru_utime + usage.ru_stime}
    print(json.dumps(cost | {"code": os.waitstatus_to_exitcode(status), "late": late.is_set()}))


if __name__ == "__main__":
    main()
