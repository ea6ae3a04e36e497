"""The collector in a process of our own; in another process, because it stays as it is set."""

import subprocess
import sys

_SCRIPT = """
import gc
from beritanlp.collector import settle_collector
loaded = [[n] for n in range(1000)]
settle_collector()
ring = []
ring.append(ring)
del ring
print(gc.isenabled(), gc.get_freeze_count() > 1000, gc.collect() >= 1)
"""


def test_what_is_loaded_is_looked_at_no_more_and_garbage_is_still_found():
    command = [sys.executable, "-c", _SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True", "True", "True"]
