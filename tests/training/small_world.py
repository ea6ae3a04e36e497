"""A folder like the team's `shared` and an encoder's file, both tiny: for the smoke test."""

import gzip
import json
import struct
from pathlib import Path

import numpy as np

LETTERS = list("▁abcdefghijklmnoprstuvwyABDJKMPRSTW.,0123456789-()")
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *LETTERS, "▁di", "▁kata", "<mask>"]
WIDTH, INNER, POSITIONS = 384, 1536, 512

ALIGN = """import json, sys
from pathlib import Path
texts, folder, out = map(Path, sys.argv[1:4])
rows = [json.loads(line) for line in texts.read_text().splitlines()]
marks = {p.stem: json.loads(p.read_text()) for p in folder.glob("*.json")}
out.write_text("".join(json.dumps(r | marks[r["id"]]) + "\\n" for r in rows if r["id"] in marks))
print(len(rows), "aligned")
"""

CONLLU = """# sent_id = 1
1\tPolisi\tpolisi\tNOUN\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tmenangkap\ttangkap\tVERB\t_\tVoice=Act\t0\troot\t_\t_
3\tpencuri\tcuri\tNOUN\t_\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def write_encoder(path: Path) -> None:
    """Write an encoder of one layer with random weights, unpacked."""
    chance = np.random.default_rng(7)
    shapes = {"emb.word": (len(PIECES), WIDTH), "emb.pos": (POSITIONS, WIDTH)}
    shapes |= {"emb.type": (2, WIDTH), "emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for part in ("q", "k", "v", "ao"):
        shapes |= {f"l0.{part}.w": (WIDTH, WIDTH), f"l0.{part}.b": (WIDTH,)}
    for part in ("aln", "oln"):
        shapes |= {f"l0.{part}.w": (WIDTH,), f"l0.{part}.b": (WIDTH,)}
    shapes |= {"l0.fi.w": (INNER, WIDTH), "l0.fi.b": (INNER,)}
    shapes |= {"l0.fo.w": (WIDTH, INNER), "l0.fo.b": (WIDTH,)}
    tensors = {n: chance.normal(0, 0.02, s).astype("<f4").tobytes() for n, s in shapes.items()}
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(p.encode()) for p in PIECES)]).astype("<i4")
    scores = np.linspace(-1, -5, len(PIECES)).astype("<f4")
    sizes = (1, WIDTH, 1, 12, INNER, len(PIECES), POSITIONS, 2)
    data = struct.pack("<4si7ifi", b"E5S1", *sizes, 1e-12, 32)
    data += struct.pack("<5iq", len(PIECES), 0, 2, 1, 3, len(blob))
    data += ends.tobytes() + scores.tobytes() + blob + struct.pack("<2i", 0, 0)
    directory = struct.calcsize("<I")
    directory += sum(struct.calcsize(f"<H{len(n)}sBIQQ") for n in tensors)
    at, table = len(data) + directory, struct.pack("<I", len(tensors))
    for name, raw in tensors.items():
        form = f"<H{len(name)}sBIQQ"
        table += struct.pack(form, len(name), name.encode(), 0, len(raw) // 4, at, len(raw))
        at += len(raw)
    path.write_bytes(data + table + b"".join(tensors.values()))


def article(number: int, person: str, town: str) -> tuple[dict, dict]:
    """Make a raw article and its annotation."""
    post = f"Bupati {town}"
    text = f"{post} {person} tiba di Pasar Soka. {person} mengatakan warga siap.\n" * 4
    first = {"start": len(post) + 1, "end": len(post) + 1 + len(person), "text": person}
    at = text.index("tiba")
    said = text.index("warga siap")
    marks = {
        "removed": [],
        "entities": [{"id": "E1", "label": "PER", "canonical": person, "mentions": [first]}],
        "roles": [{"person": "E1", "role_text": post, "title": "Bupati", "status": "current"}],
        "timexes": [],
        "quotes": [
            {
                "start": said,
                "end": said + len("warga siap"),
                "kind": "indirect",
                "speaker": "E1",
                "cue": "mengatakan",
            }
        ],
        "events": [
            {
                "id": "V1",
                "type": "contact.visit",
                "mentions": [{"start": at, "end": at + 4, "text": "tiba"}],
                "factuality": "actual",
                "args": [{"role": "agent", "entity": "E1"}],
                "time": None,
                "place": None,
            }
        ],
    }
    return {"id": f"detik-{number}", "text": text, "title": "Tiba", "date": "2025-02-01"}, marks


def write_world(folder: Path) -> tuple[Path, Path]:
    """Write the whole; gives the folder like `shared`, and that of our own annotations."""
    shared, own = folder / "shared", folder / "own"
    for part in ("eval", "gold", "data/news", "data/ud", "data/pos"):
        (shared / part).mkdir(parents=True)
    (own / "annotations").mkdir(parents=True)
    (own / "texts" / "annotations").mkdir(parents=True)
    (shared / "eval" / "align.py").write_text(ALIGN)
    towns = ("Tegal", "Kudus", "Pati", "Soka", "Jepara", "Blora", "Demak", "Batang")
    rows = [
        article(n, f"Rani Wati{town[:2]}", town) for n, town in enumerate(towns, 16)
    ]  # 19 is dev
    for row, marks in rows[:-2]:
        (own / "annotations" / f"{row['id']}.json").write_text(json.dumps(marks))
    raw, marks = article(99, "Beni Ali", "Kota")
    gold = raw | marks | {"published": None}
    (shared / "gold" / "dev.jsonl").write_text(json.dumps(gold) + "\n")
    for name, part in (("detik_2025", rows), ("news_a", []), ("news_b", [])):
        lines = "".join(json.dumps(row) + "\n" for row, _ in part)
        with gzip.open(shared / "data" / "news" / f"{name}.jsonl.gz", "wt") as out:
            out.write(lines)
    _columns(shared / "data")
    return shared, own


def _columns(data: Path) -> None:
    tagged = "Rani\tNNP\tB-PER\nke\tIN\tO\n{}\tNNP\tB-LOC\n\n"
    files = {"idner-news-2k": "dev", "ner-ui": "dev", "nergrit": "valid", "ner-ugm": "dev"}
    for name, dev in files.items():
        (data / "ner" / name).mkdir(parents=True)
        plain = (
            tagged if name == "idner-news-2k" else tagged.replace("\tNNP", "").replace("\tIN", "")
        )
        train = "".join(plain.format(town) for town in ("Tegal", "Kudus", "Pati"))
        (data / "ner" / name / "train.txt").write_text(train)
        (data / "ner" / name / f"{dev}.txt").write_text(plain.format("Soka"))
    people = ("Polisi", "Jaksa", "Warga", "Tim", "Mereka", "Kami", "Satpam", "Bupati", "Dia", "Ia")
    sentences = [CONLLU.replace("Polisi", name) for name in people]
    for name in ("csui-train", "pud", "gsd-dev"):
        (data / "ud" / f"{name}.conllu").write_text("".join(sentences[:1] + sentences))
    with gzip.open(data / "ud" / "gsd-train-ud2.0.conllu.gz", "wt") as out:
        out.write("".join(sentences))
    with gzip.open(data / "pos" / "icon-train.txt.gz", "wt") as out:
        out.write("(S (NP (NNO polisi)) (VP (VBT menangkap) (NP (NNO pencuri))))\n" * 3)
    with gzip.open(data / "pos" / "kumparan-lemma.json.gz", "wt") as out:
        json.dump({"berwarga": "warga", "kesiapan": "siap"}, out)
    with gzip.open(data / "pos" / "kumparan-postag.txt.gz", "wt") as out:
        out.write("Polisi\tNN\ntiba\tVB\n\n" * 3)
