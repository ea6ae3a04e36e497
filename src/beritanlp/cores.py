"""How many cores this process may use."""

import os


def count_cores() -> int:
    """Count the cores that the system grants this process, where it tells; else all of them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
