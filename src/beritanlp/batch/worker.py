"""The worker: a process of its own that loads the model once and reads article after article.

Started by `python -m beritanlp.batch.worker MODEL THREADS SECONDS [STANZA_DIR]`; lines.py says what
goes in and out. The first line in holds the additions to the lexicon, every other an article. It is
no child of `multiprocessing`, which would run the caller's own script a second time where that has
no `__main__` guard.
"""

import faulthandler
import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from beritanlp.batch.lines import BROKEN, FAILED, LAYER, READY, RECORD

if TYPE_CHECKING:
    from spacy.language import Language

    from beritanlp.article import Article

GRACE = 30.0  # seconds past the limit, which the parent keeps, after which an orphan ends itself
_FIRST = 'TEGAL - "Pasar ini milik warga," kata Bupati Tegal Sari Wulandari, Selasa (16/2/2021).'
Say = Callable[[bytes, bytes], None]


def main() -> None:
    """Read articles from standard input until it is closed."""
    model, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    say = _own_stdout()
    stanza = sys.argv[4] if len(sys.argv) > 4 else None
    nlp = _load(model, threads, stanza, json.loads(sys.stdin.buffer.readline() or '""'), say)
    if nlp is None:
        return
    from beritanlp.article import Article

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - no file that a path could name
        for line in sys.stdin.buffer:
            # a thread of C, so that it ends even a regular expression that never lets go
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
            read_one(nlp, Article(**json.loads(line)), say)
            faulthandler.cancel_dump_traceback_later()


def read_one(nlp: "Language", article: "Article", say: Say) -> None:
    """Take one article through the pipeline, layer by layer.

    Args:
        nlp: a pipeline from `load`.
        article: the article.
        say: called with each kind of line and what follows the kind.
    """
    from beritanlp.convert import to_record
    from beritanlp.pipeline import make_doc

    try:
        say(LAYER, b"tokenizer")
        doc = make_doc(nlp, article)
        for name, pipe in nlp.pipeline:
            say(LAYER, name.encode())
            doc = pipe(doc)
        say(LAYER, b"record")
        record = to_record(doc).model_dump_json().encode()
    except BrokenPipeError:
        raise
    except Exception as err:  # whatever it is, it must cost no more than this article
        message = f"{type(err).__name__}: {err}"
        say(FAILED, json.dumps(message).encode())
    else:
        say(RECORD, b"%d %b" % (len(article.text.split()), record))


def _load(
    model: str, threads: int, stanza: str | None, lexicon: str, say: Say
) -> "Language | None":
    try:
        from beritanlp.collector import settle_collector
        from beritanlp.lexicon import Additions
        from beritanlp.pipeline import load

        nlp = load(
            model,
            threads=threads,
            lexicon=Additions(lexicon),
            syntax="stanza" if stanza else "own",
            stanza_dir=stanza,
        )
        nlp(_FIRST)  # lexicons are read on first use, which is not on the clock of an article
        settle_collector()
    except Exception as err:
        say(BROKEN, json.dumps(f"{type(err).__name__}: {err}").encode())
        return None
    say(READY, b"")
    return nlp


def _own_stdout() -> Say:
    """Keep standard output for the lines; what else prints there goes to standard error."""
    out = os.dup(1)
    os.dup2(2, 1)
    stream = os.fdopen(out, "wb")

    def say(kind: bytes, rest: bytes) -> None:
        stream.write(kind + b" " + rest + b"\n")
        stream.flush()

    return say


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # the parent is gone; nobody is left to tell
        os._exit(1)
