"""Which statements answer a question, found by a scan of all of them, and which piece is missing."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.words import content, fold, words
from index.build import Build
from index.encoder import Encoder, Encoding
from qa.question import Reading, Term, has_run
from qa.table import Row, Table

# A word is taken for another by its meaning alone when the model's token states are so near ...
_NEAR = 0.42  # ... from here on a little
_SAME = 0.80  # ... up to here, as well as a synonym
_MEANT = 0.75  # the most that meaning alone can count for
_LIGHT = 0.15  # weight of a word that carries little
_POOL = 50  # statements taken from each of the two searches in a large text
_SMALL = 4000  # statements up to which every one is measured


@dataclass(frozen=True, slots=True)
class Match:
    """How well one statement has what is asked.

    Attributes:
        row: The statement.
        cover: Share of what is asked that it has, by word, name, synonym or meaning, 0 to 1.
        exact: The same by word, name or synonym only.
        names: Whether it has every proper name asked for.
        missing: The heavy terms it lacks.
        near: Cosine of question and statement, -1 to 1.
        adjacent: Share of the question's neighbouring words that are neighbours here too.
        denied: Whether the text denies it here.
        spots: Offsets of the words that matched.
        score: What statements are ranked by.
    """

    row: Row
    cover: float
    exact: float
    names: bool
    missing: tuple[Term, ...]
    near: float
    adjacent: float
    denied: bool
    spots: tuple[tuple[int, int], ...]
    score: float


@cache
def decision() -> dict[str, float]:
    """The fitted weights of the answer decision; `benchmarks/fit_decision.py` made them."""
    data = json.loads(files("qa").joinpath("data", "decision.json").read_text(encoding="utf-8"))
    return {str(k): float(v) for k, v in data["weights"].items()}


SIGNALS = ("cover", "exact", "names", "near", "adjacent", "margin", "head", "heavy")


def signals(match: Match, margin: float, reading: Reading) -> dict[str, float]:
    """The readable signals that decide whether a statement answers, each about 0 to 1."""
    heavy = reading.heavy
    head = next((t for t in heavy if not t.name), None)
    return {
        "cover": match.cover,
        "exact": match.exact,
        "names": float(match.names),
        "near": max(match.near, 0.0),
        "adjacent": match.adjacent,
        "margin": min(max(margin, 0.0), 0.5) * 2,
        "head": float(head is None or head not in match.missing),
        "heavy": 1 - len(match.missing) / max(len(heavy), 1),
    }


def probability(values: dict[str, float]) -> float:
    """How likely a statement with these signals answers, by the fitted logistic decision."""
    weights = decision()
    z = weights["bias"] + sum(weights[name] * values[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-z))


class Evidence:
    """Measures statements against questions."""

    def __init__(self, table: Table, build: Build, encoder: Encoder) -> None:
        self.table = table
        self.build = build
        self.encoder = encoder
        self._cache: dict[str, Encoding] = {}

    def encode(self, text: str) -> Encoding:
        """The encoding of a question, kept for the next step of the same question."""
        if text not in self._cache:
            if len(self._cache) > 64:
                self._cache.clear()
            self._cache[text] = self.encoder.encode([("", text)])[0]
        return self._cache[text]

    def weight(self, term: Term) -> float:
        """How telling a term is in this text, 0 to about 5."""
        total = len(self.table.rows)
        family = set()
        for alternative in term.stems:
            if len(alternative) == 1:
                family |= {s for s, v in self.table.family(alternative[0]).items() if v == 1.0}
        count = sum(self.table.frequency[s] for s in family)
        value = math.log1p((total - min(count, total) + 0.5) / (min(count, total) + 0.5))
        value = min(max(value, 0.4), 4.0)
        if term.name:
            value = max(value, 2.0) * 1.25
        return value * (_LIGHT if term.light else 1.0)

    def measure(self, reading: Reading, rows: Iterable[Row] | None = None, terms: Sequence[Term] | None = None) -> list[Match]:
        """Every candidate statement measured, best first.

        Args:
            reading: The question.
            rows: The statements to look at; all that can matter if None.
            terms: What to look for; the reading's terms if None.
        """
        wanted = tuple(reading.terms if terms is None else terms)
        query = self.encode(reading.text)
        near = dict(self.build.similar(query, len(self.table.rows) if len(self.table.rows) <= _SMALL else _POOL * 4))
        if rows is None:
            rows = self.table.rows if len(self.table.rows) <= _SMALL else self._pool(reading, near)
        aligned = _align(query, reading.text, wanted)
        weights = [self.weight(t) for t in wanted]
        pairs = _pairs(wanted)
        found = [self._match(row, wanted, weights, pairs, query, aligned, near.get(row.number, 0.0)) for row in rows]
        return sorted(found, key=lambda m: (-round(m.score, 6), m.row.number))

    def _pool(self, reading: Reading, near: dict[int, float]) -> list[Row]:
        """The union of the two searches' best, for a text too large to measure whole."""
        stems = [s for t in reading.terms for a in t.stems for s in a] or content(reading.text)
        expanded = [s for stem in stems for s in self.table.family(stem)]
        numbers = {n for n, _ in self.build.keywords.search(expanded, _POOL * 4)} | set(list(near)[:_POOL])
        return [self.table.rows[n] for n in sorted(numbers)]

    def _match(
        self, row: Row, terms: Sequence[Term], weights: Sequence[float], pairs: list[tuple[str, str]], query: Encoding, aligned: list[list[int]], near: float
    ) -> Match:
        total = sum(weights) or 1.0
        cover = exact = 0.0
        missing: list[Term] = []
        names = True
        spots: list[tuple[int, int]] = []
        similarity = None
        for term, weight, pieces in zip(terms, weights, aligned, strict=True):
            value, where = self.term_in(term, row)
            meant = value
            if value < 0.8 and not term.name and not term.light and pieces:
                if similarity is None:
                    similarity = self.build.token_similarity(query, row.number)
                cosine = float(np.mean([similarity[p] for p in pieces]))
                meant = max(value, _MEANT * min(max((cosine - _NEAR) / (_SAME - _NEAR), 0.0), 1.0))
            exact += weight * value
            cover += weight * meant
            spots += where
            if value < 0.5:
                if term.name:
                    names = False
                if not term.light and meant < 0.4:
                    missing.append(term)
        cover, exact = (cover / total, exact / total) if terms else (0.0, 0.0)
        adjacent = sum(self._pair_in(a, b, row) for a, b in pairs) / len(pairs) if pairs else 0.0
        denied = bool(row.negations) and bool(spots) and any(0 <= min(s for s, _ in spots if s >= 0) - n < 60 or all(s >= n - 25 for s, _ in spots) for n in row.negations)
        score = cover + 0.35 * exact + 0.35 * near + 0.15 * adjacent - (0.3 if not names else 0.0)
        return Match(row, cover, exact, names, tuple(missing), near, adjacent, denied, tuple(sorted(set(spots))), score)

    def term_in(self, term: Term, row: Row) -> tuple[float, list[tuple[int, int]]]:
        """How well a statement has a term by word (0 to 1), and where."""
        best, where = 0.0, []
        for number, alternative in enumerate(term.stems):
            if len(alternative) == 1:
                family = self.table.family(alternative[0]) if not term.name else {s: v for s, v in self.table.family(alternative[0]).items() if v >= (0.9 if len(term.stems) == 1 else 1.0)}
                for place, token in enumerate(row.tokens):
                    value = family.get(token.stem, 0.0)
                    if value == 0.85 and token.capital and place and not term.name:
                        continue  # a synonym inside a name ("Commission of Directors") says something else
                    if value and value > best:
                        best, where = value, [(token.start, token.end)]
            elif has_run(row.sequence, alternative):
                at = _run_at(row, alternative)
                if best < 1.0 or number == 0:
                    best, where = 1.0, [at] if at else []
            elif number == 0 and all(s in row.stems for s in alternative) and len(term.stems) == 1:
                if best < 0.8:
                    best, where = 0.8, [(t.start, t.end) for t in row.tokens[: row.size] if t.stem in alternative]
        return best, where

    def _pair_in(self, a: str, b: str, row: Row) -> bool:
        first, second = self.table.family(a), self.table.family(b)
        return any(x in first and y in second for x, y in zip(row.sequence, row.sequence[1:], strict=False))


def _run_at(row: Row, wanted: tuple[str, ...]) -> tuple[int, int] | None:
    from corpus.words import STOP

    own = [t for t in row.tokens[: row.size] if t.word not in STOP]
    for i in range(len(own) - len(wanted) + 1):
        if tuple(t.stem for t in own[i : i + len(wanted)]) == wanted:
            return own[i].start, own[i + len(wanted) - 1].end
    return None


def _pairs(terms: Sequence[Term]) -> list[tuple[str, str]]:
    stems = [s for t in terms if not t.light for s in t.stems[0]]
    return list(zip(stems, stems[1:], strict=False))


def _align(query: Encoding, text: str, terms: Sequence[Term]) -> list[list[int]]:
    """For each term the word pieces of the encoded question that write it."""
    letters = [(i, c) for i, piece in enumerate(query.pieces) for c in fold(piece.removeprefix("##"))]
    position, owner = 0, {}
    folded_text = text
    for offset, char in enumerate(folded_text):
        for c in fold(char):
            if c.isspace():
                continue
            if position < len(letters) and letters[position][1] == c:
                owner.setdefault(offset, letters[position][0])
                position += 1
            else:
                ahead = next((k for k in range(position, min(position + 4, len(letters))) if letters[k][1] == c), None)
                if ahead is not None:
                    owner.setdefault(offset, letters[ahead][0])
                    position = ahead + 1
    return [sorted({owner[o] for o in range(t.start, t.end) if o in owner}) if t.end <= len(text) else [] for t in terms]


def overlap(a: Row, b: Row) -> float:
    """How much two statements say the same, 0 to 1: the share of content words, the shorter one's counted more."""
    x, y = set(a.sequence), set(b.sequence)
    if not x or not y:
        return 0.0
    both = len(x & y)
    return 0.5 * both / len(x | y) + 0.5 * both / min(len(x), len(y))


def asked_words(text: str) -> list[str]:
    """The folded words of a question."""
    return words(text)
