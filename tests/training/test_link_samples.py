"""What an annotated event teaches about the words around it; how links are learnt, scored."""

import numpy as np
import pytest
import spacy
from training.encoder.link_samples import LOOK_AWAY, sentence_links

from beritanlp.encoder.links import PLACE, ROLES, SAME, TIME

TEXT = "Senin itu Rani menemui Beni di Wirabumi. Rani pulang."


@pytest.fixture
def doc():
    tokenizer = {"@tokenizers": "berita_tokenizer.v1"}
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("berita_sentences")
    return nlp(TEXT)


def place(word, nth=0):
    start = [n for n in range(len(TEXT)) if TEXT.startswith(word, n)][nth]
    return {"start": start, "end": start + len(word)}


def record(**event):
    names = {"E1": [place("Rani"), place("Rani", 1)], "E2": [place("Beni")]}
    names["E3"] = [place("Wirabumi")]
    return {
        "entities": [{"id": key, "mentions": mentions} for key, mentions in names.items()],
        "timexes": [place("Senin") | {"value": "2025-02-03"}],
        "events": [{"mentions": [place("menemui")], "time": None, "place": None, **event}],
    }


def words(doc, links):
    return {(doc[i].text, ROLES[role]) for i, role in links if role != LOOK_AWAY}


def test_arguments_time_and_place_of_the_sentence_are_linked(doc):
    args = [{"role": "participant", "entity": key} for key in ("E1", "E2")]
    marked = record(args=args, time="2025-02-03T09:00", place={"entity": "E3"})
    ((trigger, links),) = sentence_links(doc, marked).values()
    assert doc[trigger].text == "menemui"
    assert words(doc, links) == {
        ("Rani", "participant"),
        ("Beni", "participant"),
        ("Senin", TIME),
        ("Wirabumi", PLACE),
    }


def test_of_two_names_of_one_person_the_nearest_is_meant():
    tokenizer = {"@tokenizers": "berita_tokenizer.v1"}
    doc = spacy.blank("id", config={"nlp": {"tokenizer": tokenizer}})(TEXT)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    args = [{"role": "agent", "entity": "E1"}]
    ((_, links),) = sentence_links(doc, record(args=args)).values()
    assert [(doc[i].i, role == LOOK_AWAY) for i, role in links] == [(2, False), (8, True)]


def test_a_name_in_the_sentence_of_the_trigger_comes_first():
    text = "Rani tiba. Di sana Beni lama sekali berbicara, lalu Rani pulang. Rani senang."
    tokenizer = {"@tokenizers": "berita_tokenizer.v1"}
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("berita_sentences")
    doc = nlp(text)
    at = [n for n in range(len(text)) if text.startswith("Rani", n)]
    told = text.index("berbicara")
    held = {
        "entities": [{"id": "E1", "mentions": [{"start": n, "end": n + 4} for n in at]}],
        "timexes": [],
        "events": [
            {
                "mentions": [{"start": told, "end": told + len("berbicara")}],
                "args": [{"role": "participant", "entity": "E1"}],
                "time": None,
                "place": None,
            }
        ],
    }
    ((_, links),) = sentence_links(doc, held).values()
    names = [i for i, token in enumerate(doc) if token.text == "Rani"]
    assert {i for i, role in links if role == LOOK_AWAY} == {names[0], names[2]}


def test_what_stands_in_another_sentence_is_linked_too(doc):
    args = [{"role": "agent", "entity": "E2"}]
    marked = record(args=args, mentions=[place("pulang")])
    ((_, links),) = sentence_links(doc, marked).values()
    assert words(doc, links) == {("Beni", "agent")}


def test_mentions_of_one_event_are_linked_with_each_other(doc):
    marked = record(args=[], mentions=[place("menemui"), place("pulang")])
    found = sentence_links(doc, marked)
    assert [doc[i].text for i in found] == ["menemui", "pulang"]
    for (_, links), other in zip(found.values(), ("pulang", "menemui"), strict=True):
        assert words(doc, links) == {(other, SAME)}


def test_a_network_learns_links_from_samples(tmp_path):
    torch = pytest.importorskip("torch")
    from training.encoder.batches import join_samples, make_batches
    from training.encoder.links import expect_none, link_loss, link_score
    from training.encoder.samples import Sample, head_sizes

    from beritanlp.encoder.pieces import Pieces

    pieces = Pieces(["<s>", "<pad>", "</s>", "<unk>", "▁a", "▁b", "▁c"], [0.0] * 7, {})
    role = ROLES.index("agent")
    sample = Sample(["a", "b", "c"], [True] * 3, triggers=[(0, [(2, role)])])
    samples = [sample, Sample(["c"], [True], source="other")]
    (batch,) = make_batches(join_samples(samples, pieces), 1, None)
    torch.manual_seed(7)
    states = torch.randn(2, 3, 12)
    head = torch.nn.Linear(12, head_sizes()["links"])
    expect_none(head)
    optimizer = torch.optim.Adam(head.parameters(), 0.05)
    losses = []
    for _ in range(40):
        loss = link_loss(head(states), batch)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 10
    at = next(n for n, item in enumerate(batch.items) if item.sample is sample)
    found = {id(sample): {"links": head(states)[at].detach().numpy()}}
    assert link_score([sample], found)["f1"] == 1.0
    nothing = {id(sample): {"links": np.zeros((3, head_sizes()["links"]), np.float32)}}
    assert link_score([sample], nothing) == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_a_batch_without_triggers_has_no_loss():
    torch = pytest.importorskip("torch")
    from training.encoder.batches import join_samples, make_batches
    from training.encoder.links import link_loss
    from training.encoder.samples import Sample, head_sizes

    from beritanlp.encoder.pieces import Pieces

    pieces = Pieces(["<s>", "<pad>", "</s>", "<unk>", "▁a"], [0.0] * 5, {})
    (batch,) = make_batches(join_samples([Sample(["a"], [True])], pieces), 1, None)
    assert link_loss(torch.zeros(1, 1, head_sizes()["links"]), batch) is None
