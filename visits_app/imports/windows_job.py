"""A Windows job object around the child: a bound on its memory, and it ends when we do.

Windows has no setrlimit. This file is used there only; it was written from Microsoft's
documentation of job objects and is not exercised on other systems.
"""

import ctypes
import subprocess
from collections.abc import Callable
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
_ONE_PROCESS = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
_END_WITH_JOB = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("Basic", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def bound(process: "subprocess.Popen[bytes]", memory: int) -> Callable[[], None]:
    """Put a process that waits for its input into a job of at most `memory` bytes.

    Returns what closes the job. Raises OSError where Windows refuses: then nothing is parsed.
    """
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Extended()
    limits.Basic.LimitFlags = _PROCESS_MEMORY | _ONE_PROCESS | _END_WITH_JOB
    limits.Basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory
    handle = ctypes.c_void_p(int(process._handle))  # type: ignore[attr-defined,unused-ignore]
    size = ctypes.sizeof(limits)
    set_up = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
    if not set_up or not kernel.AssignProcessToJobObject(job, handle):
        process.kill()
        raise OSError("Windows refused a bound on the spreadsheet's reader")

    def close() -> None:
        kernel.CloseHandle(job)

    return close
