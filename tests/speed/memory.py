"""The most memory this process has held."""

import sys
from pathlib import Path


def peak_mb() -> float:
    """Return the peak of resident memory in MB of 1,048,576 bytes.

    Read from /proc where there is one: `ru_maxrss` also counts the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    if sys.platform == "win32":
        raise NotImplementedError("the bench does not measure memory on Windows yet")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
