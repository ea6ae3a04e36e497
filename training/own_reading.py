"""Give a recogniser of a public set a reading of words of its own, and let it learn on.

usage: python -m training.own_reading models/id_berita_sm --shared ../shared [--name idner-news-2k]

The recognisers of public sets stand in the folder switched off, beside the one of our labels, and
share its convolution. Here one of them takes a copy of it and learns on from its own set and from
silver that bears its labels. Only that component's weights and its part of config.cfg change: sign
the folder behind it (`training.measure` does).
"""

import argparse
import random
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import Adam

from training.encoder.samples import set_head
from training.public_names import SETS, of_group, public_docs
from training.train_sm import HERE, held_out_letters, sentence_letters, silver_docs

EPOCHS = 10
RATE, DECAY, DROP = 7e-4, 0.01, 0.25
BATCH = 24
SILVER, LONGEST = 4_000, 300  # docs of silver that are looked at, and their words at most
SHARE = 4  # an epoch shows a quarter as many docs of silver as of the set itself


def examples(nlp: Language, docs: list[Doc], head: str) -> list[Example]:
    """Pair each doc that bears the head's span group with the same words, unread."""
    found = []
    for doc in docs:
        if head in doc.spans:
            words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
            found.append(of_group(Example(Doc(nlp.vocab, words, spaces), doc), head))
    return found


def material(
    nlp: Language, data: Path, work: Path, name: str
) -> tuple[list[Example], list[Example]]:
    """Give a set's own examples and those of silver, without any sentence of the dev sets."""
    unseen = [doc for one in SETS for doc in public_docs(data, nlp, one, dev=True)]
    banned, head = held_out_letters(unseen), set_head(name)
    short = (doc for doc in silver_docs(nlp, work) if len(doc) < LONGEST)
    silver = list(islice(short, SILVER))
    own, rest = (
        examples(nlp, [d for d in docs if banned.isdisjoint(sentence_letters(d))], head)
        for docs in (list(public_docs(data, nlp, name)), silver)
    )
    return own, rest


def learn_on(nlp: Language, head: str, own: list[Example], silver: list[Example]) -> None:
    """Train a component on its own, with a copy of the shared layer; keep the mean weights."""
    nlp.enable_pipe(head)
    nlp._link_components()  # spaCy links no listener of a component that was switched off
    nlp.replace_listeners("tok2vec", head, ["model.tok2vec"])
    pipe, chance = nlp.get_pipe(head), random.Random(7)
    steps = EPOCHS * -(-(len(own) + min(len(silver), len(own) // SHARE)) // BATCH)
    optimizer, step = Adam(RATE, L2=DECAY, L2_is_weight_decay=True, use_averages=True), 0
    for epoch in range(EPOCHS):
        shown = own + chance.sample(silver, min(len(silver), len(own) // SHARE))
        chance.shuffle(shown)
        losses: dict[str, float] = {}
        for batch in minibatch(shown, BATCH):
            optimizer.learn_rate = RATE * max(0.05, 1 - step / steps)
            pipe.update(batch, drop=DROP, sgd=optimizer, losses=losses)
            step += 1
        print(f"epoch {epoch + 1} of {EPOCHS}, loss {losses[head]:.0f}", flush=True)
    with pipe.model.use_params(optimizer.averages):
        weights = pipe.model.to_bytes()
    pipe.model.from_bytes(weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--name", choices=SETS, default=SETS[0])
    args = parser.parse_args()
    spacy.util.fix_random_seed(7)
    nlp, head = spacy.load(args.model), set_head(args.name)
    off = [name for name in nlp.disabled if name != head]
    learn_on(nlp, head, *material(nlp, args.shared / "data", args.work, args.name))
    nlp.get_pipe(head).to_disk(args.model / head, exclude=["vocab"])
    nlp.disable_pipe(head)
    config = nlp.config
    config["nlp"]["disabled"] = sorted([*off, head])
    config.to_disk(args.model / "config.cfg")


if __name__ == "__main__":
    main()
