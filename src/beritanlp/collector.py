"""Python's collector of garbage, in a process that reads articles and does nothing else."""

import gc

_YOUNG = 20_000  # objects made, less those let go, before it looks for garbage; Python's is 700


def settle_collector() -> None:
    """Spare the collector what is loaded, and let it look less often.

    Models and lexicons stay, and an article leaves next to nothing that counting references does
    not free: a tenth of the run time went into looking. To be called behind the loading, in a
    process of our own (the command line, a worker): what stands then is never looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
