"""Train floret vectors on the raw news, for the CNN's static features.

Writes `<work>/vectors`, a spaCy pipeline that holds nothing else. Needs `pip install floret`;
`python -m training.train_sm --shared ../shared --only vectors` runs it.
"""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from training.corpora.news import read_news

DIM, BUCKETS = 96, 20_000  # 20,000 x 96 float32 = 7.7 MB: a third of what the model may weigh


def blank() -> Language:
    """Give the blank pipeline with the library's tokenizer."""
    return spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})


def write_corpus(nlp: Language, data: Path, path: Path) -> None:
    """Write the raw news as one tokenized paragraph a line."""
    with path.open("w", encoding="utf-8") as out:
        for article in read_news(data):
            for line in article["text"].splitlines():
                words = [t.text for t in nlp.make_doc(line) if not t.is_space]
                if words:
                    out.write(" ".join(words) + "\n")


def main(data: Path, work: Path) -> None:
    """Train the vectors and write them to `<work>/vectors`."""
    import floret  # only this step of the recipe needs it

    nlp, corpus = blank(), work / "corpus.txt"
    write_corpus(nlp, data, corpus)
    model = floret.train_unsupervised(
        str(corpus),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=BUCKETS,
        dim=DIM,
        minn=3,
        maxn=6,
        minCount=5,
        epoch=8,
        lr=0.05,
        thread=2,
    )
    table = work / "vectors.floret"
    model.save_floret_vectors(str(table))
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.to_disk(work / "vectors")
    print(f"{nlp.vocab.vectors.shape} -> {work / 'vectors'}")
