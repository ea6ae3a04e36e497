"""spaCy's arc-eager moves, for all sentences of a batch at once.

A sentence is a row. It ends where the next one is known to begin, since no arc may cross that
place; its features still see the tokens behind it, as spaCy's do. What a move may do and does is
spaCy's `arc_eager.pyx`, and what a state holds its `_state.pxd`.
"""

from dataclasses import dataclass

import numpy as np

from beritanlp.cnn.steps import Flags, Ints

KINDS = "SDLRB"  # shift, reduce (spaCy's D), arc to the left, arc to the right, break
NOTHING = -1  # a token that is not there; it picks the last element of an array of tokens


@dataclass(slots=True)
class View:
    """What the moves of some rows depend on: the next two tokens, the top of the stack."""

    rows: Ints
    depth: Ints
    next: Ints
    second: Ints
    top: Ints
    rest: Ints  # how many tokens of the doc are left


class Rows:
    """The states of all sentences: their stacks, what is left of them, and the arcs so far."""

    def __init__(self, opens: Flags, joined: Flags, begins: Ints, ends: Ints, limits: Ints) -> None:
        """Start at the first token of every sentence; the tokens of all docs are numbered through.

        Args:
            opens: whether a token is known to begin a sentence.
            joined: whether a token is known not to begin one.
            begins: first token of each sentence.
            ends: end of each sentence (exclusive).
            limits: end of the doc of each sentence (exclusive).
        """
        size, rows, deep = len(opens) + 1, len(begins), int((ends - begins).max()) + 1
        self.opens, self.joined = np.append(opens, False), np.append(joined, False)
        self.at, self.ends, self.limits = begins.copy(), ends, limits
        self.stack = np.full((rows, deep + 3), NOTHING)  # its first three stay empty
        self.depth = np.zeros(rows, dtype=int)
        self.returned = np.full((rows, deep), NOTHING)  # tokens that are next once more
        self.held = np.zeros(rows, dtype=int)  # how many they are
        self.was_returned = np.zeros(size, dtype=bool)
        self.heads, self.moves = np.full(size, NOTHING), np.full(size, NOTHING)
        self.left, self.right = np.full(size, NOTHING), np.full(size, NOTHING)  # last dependents
        self.before = np.full(size, NOTHING)  # the dependent of the same head on the right before

    def view(self, rows: Ints) -> View:
        """Look at the states of rows."""
        depth, limits = self.depth[rows], self.limits[rows]
        at, held = self.at[rows], self.held[rows]
        first, second = at, at + 1
        if held.any():
            first = np.where(held > 0, self.returned[rows, held - 1], at)
            second = np.where(held > 1, self.returned[rows, held - 2], at + 1 - held)
        return View(
            rows=rows,
            depth=depth,
            next=np.where((held > 0) | (at < limits), first, NOTHING),
            second=np.where((held > 1) | (at + 1 - held < limits), second, NOTHING),
            top=self.stack[rows, depth + 2],
            rest=limits - at + held,
        )

    def features(self, view: View) -> tuple[Ints, ...]:
        """Give the tokens that the model looks at, in its order."""
        rows, depth = view.rows, view.depth
        return (
            view.next,
            view.second,
            view.top,
            self.stack[rows, depth + 1],
            self.stack[rows, depth],
            self.left[view.next],
            self.left[view.top],
            self.right[view.top],
        )

    def allowed(self, view: View) -> Ints:
        """Give the moves that are allowed: a bit for each of `KINDS`."""
        some, opens = view.depth > 0, self.opens[view.next]
        shift = (view.rest >= 2) & ~opens & ~self.was_returned[view.next]
        reduce = some & ((view.rest == 0) | (view.depth > 1) | ~self.joined[view.next])
        arc = some & (view.rest > 0) & ~opens
        free = ~self.opens[view.second] & ~self.joined[view.second]
        cut = (view.rest >= 2) & (view.second == view.next + 1) & free
        bits: Ints = (shift | ~some) + 2 * reduce + 12 * arc + 16 * cut
        return bits

    def move(self, view: View, moves: Ints, kinds: Ints) -> None:
        """Make one move in each row that is viewed."""
        shift, reduce, left, right, cut = (np.flatnonzero(kinds == k) for k in range(len(KINDS)))
        self._reduce(view.rows[reduce], view.top[reduce])
        if len(left):
            self._left(view.next[left], view.top[left], moves[left])
            self.depth[view.rows[left]] -= 1
        if len(right):
            self._right(view.next[right], view.top[right], moves[right])
        pushed = np.concatenate((shift, right))
        self._push(view.rows[pushed], view.next[pushed])
        self.opens[view.second[cut]] = True

    def unfinished(self, rows: Ints) -> Ints:
        """Give those of rows that have tokens left."""
        tokens = self.depth[rows] + self.held[rows] + self.ends[rows] - self.at[rows]
        return rows[tokens > 0]

    def _reduce(self, rows: Ints, tops: Ints) -> None:
        """Take the top from the stack; without a head it comes next again, but for the last."""
        again = (self.heads[tops] == NOTHING) & (self.depth[rows] > 1)
        if again.any():
            back, tops = rows[again], tops[again]
            self.was_returned[tops] = True
            self.returned[back, self.held[back]] = tops
            self.held[back] += 1
        self.depth[rows] -= 1

    def _left(self, heads: Ints, children: Ints, moves: Ints) -> None:
        old = self.heads[children]
        had = old != NOTHING
        self.right[old[had]] = self.before[children[had]]  # the new head takes the old one's place
        self.heads[children], self.moves[children], self.left[heads] = heads, moves, children
        self.was_returned[heads] = False

    def _right(self, children: Ints, heads: Ints, moves: Ints) -> None:
        self.before[children] = self.right[heads]
        self.heads[children], self.moves[children], self.right[heads] = heads, moves, children

    def _push(self, rows: Ints, tokens: Ints) -> None:
        self.stack[rows, self.depth[rows] + 3] = tokens
        self.depth[rows] += 1
        held = self.held[rows] > 0
        self.held[rows[held]] -= 1
        self.at[rows[~held]] += 1
