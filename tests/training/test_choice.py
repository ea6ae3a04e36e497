"""The recipe of the argument choice: Newton's logistic regression, and the file of weights."""

import math
import random

from training.train_choice import fit, write


def test_the_weights_are_those_that_made_the_data():
    rng = random.Random(1)
    rows = []
    for _ in range(4000):
        x = rng.uniform(-3, 3)
        hit = rng.random() < 1 / (1 + math.exp(-(0.8 * x - 1)))
        rows.append(({"bias": 1.0, "x": x, "noise": rng.random()}, int(hit)))
    weights = fit(rows)
    assert abs(weights["x"] - 0.8) < 0.1
    assert abs(weights["noise"]) < 0.35
    assert abs(weights["bias"] + 1 + weights["noise"] / 2) < 0.15 + abs(weights["noise"])


def test_only_the_rows_of_the_scorers_are_replaced(tmp_path):
    path = tmp_path / "weights.csv"
    path.write_text("# head\nscorer,feature,weight\na,x,1.00\nchoice,old,2.00\n", encoding="utf-8")
    write({"choice": {"new": 0.5, "none": 0.001}}, path)
    assert path.read_text("utf-8") == "# head\nscorer,feature,weight\na,x,1.00\nchoice,new,0.50\n"
