"""The five trainings, each by Stanza's own trainer, smaller than Stanza's default.

The sizes are for a model of a few MB that learns in minutes on one core.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
PACKAGE = "berita"
SEED = "7"
STEPS = {"tokenize": 800, "mwt": 3, "pos": 500, "lemma": 3, "depparse": 600}  # mwt, lemma: epochs
_TRAINERS = {
    "tokenize": "stanza.models.tokenizer",
    "mwt": "stanza.models.mwt_expander",
    "pos": "stanza.models.tagger",
    "lemma": "stanza.models.lemmatizer",
    "depparse": "stanza.models.parser",
}
_SMALL = ["--hidden_dim", "100", "--char_hidden_dim", "64", "--char_emb_dim", "32"]
_SMALL += ["--word_emb_dim", "50", "--tag_emb_dim", "32", "--transformed_dim", "75"]
_SMALL += ["--num_layers", "2"]


def model_path(folder: Path, processor: str) -> Path:
    """Give where Stanza looks for the model of a processor, in a folder of its resources."""
    return folder / "id" / processor / f"{PACKAGE}.pt"


def train(processor: str, work: Path, folder: Path, steps: int | None = None) -> None:
    """Train one processor and write its model.

    Args:
        processor: one of `PROCESSORS`.
        work: the folder with the files of `training.stanza_small.files`.
        folder: the model's folder.
        steps: instead of `STEPS`; epochs for mwt and lemma.
    """
    import torch

    torch.set_num_threads(1)  # the same sums in the same order on every machine
    path = model_path(folder, processor)
    path.parent.mkdir(parents=True, exist_ok=True)
    # written under another name first, so that a training that was cut short is no model
    common = ["--mode", "train", "--cpu", "--seed", SEED, "--shorthand", "id_berita"]
    common += ["--save_dir", str(path.parent), "--save_name", f"{PACKAGE}.part.pt"]
    if processor != "lemma":
        common += ["--lang", "id"]
    arguments = _ARGUMENTS[processor](work, folder, steps or STEPS[processor])
    import_module(_TRAINERS[processor]).main(common + arguments)
    part = path.with_name(f"{PACKAGE}.part.pt")
    if not part.exists():
        raise SystemExit(f"{processor}: Stanza's trainer wrote no model; is there data in {work}?")
    part.rename(path)


def _tokenize(work: Path, folder: Path, steps: int) -> list[str]:
    every = max(1, min(200, steps // 2))
    return [
        *("--txt_file", str(work / "train.txt"), "--label_file", str(work / "train.labels")),
        *("--dev_txt_file", str(work / "dev.txt"), "--dev_label_file", str(work / "dev.labels")),
        *("--dev_conll_gold", str(work / "dev.conllu"), "--mwt_json_file", str(work / "mwt.json")),
        *("--steps", str(steps), "--eval_steps", str(every), "--max_seqlen", "150"),
        *("--report_steps", "20", "--batch_size", "16"),
    ]


def _mwt(work: Path, folder: Path, epochs: int) -> list[str]:
    return [
        *("--train_file", str(work / "mwt.conllu"), "--eval_file", str(work / "dev.mwt.conllu")),
        *("--gold_file", str(work / "dev.conllu"), "--num_epoch", str(epochs)),
        *("--hidden_dim", "50", "--emb_dim", "32", "--log_step", "50"),
    ]


def _pos(work: Path, folder: Path, steps: int) -> list[str]:
    every = str(max(1, min(250, steps // 2)))
    return [
        *("--train_file", str(work / "trees.conllu"), "--eval_file", str(work / "dev.conllu")),
        *("--wordvec_pretrain_file", str(model_path(folder, "pretrain"))),
        *("--max_steps", str(steps), "--eval_interval", every, "--fix_eval_interval"),
        *("--batch_size", "16", "--word_cutoff", "3", "--share_hid", "--dropout", "0.33"),
        *("--word_dropout", "0.2", "--log_step", "20", *_SMALL),
    ]


def _lemma(work: Path, folder: Path, epochs: int) -> list[str]:
    return [
        *("--train_file", str(work / "gold.conllu"), "--eval_file", str(work / "dev.conllu")),
        *("--num_epoch", str(epochs), "--hidden_dim", "100", "--emb_dim", "32"),
        *("--pos_dim", "32", "--log_step", "50", "--batch_size", "100"),
        *("--lr", "2e-3"),
    ]


def _depparse(work: Path, folder: Path, steps: int) -> list[str]:
    every = str(max(1, min(100, steps // 2)))
    return [
        *("--train_file", str(work / "trees.conllu"), "--eval_file", str(work / "dev.conllu")),
        *("--wordvec_pretrain_file", str(model_path(folder, "pretrain"))),
        *("--max_steps", str(steps), "--eval_interval", every, "--checkpoint_interval", every),
        *("--checkpoint_save_name", f"{PACKAGE}.checkpoint.pt"),  # it goes on where it was cut
        *("--optim", "adam", "--lr", "3e-3", "--beta2", "0.95", "--weight_decay", "0"),
        *("--no_second_optim", "--dropout", "0.33", "--word_dropout", "0.2"),  # few steps
        *("--batch_size", "500", "--word_cutoff", "3", "--deep_biaff_hidden_dim", "100"),
        *("--deep_biaff_output_dim", "100", "--log_step", "20", *_SMALL),
    ]


_ARGUMENTS: dict[str, Callable[[Path, Path, int], list[str]]] = {
    "tokenize": _tokenize,
    "mwt": _mwt,
    "pos": _pos,
    "lemma": _lemma,
    "depparse": _depparse,
}
