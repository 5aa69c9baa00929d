"""Names that a text gives in full once and shortens afterwards: "the Torvik Conservatoire", then "the Conservatoire"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP
from qa.english import dictionary
from qa.places import find
from qa.tokens import Token

_JOINERS = frozenset(["of", "the", "for", "and", "on", "in"])
_HEADS = (BODY_NOUNS - {"secretariat", "post", "service", "section", "group"}) | frozenset(
    [
        "foundation",
        "trust",
        "conservatoire",
        "university",
        "bank",
        "fund",
        "union",
        "federation",
        "alliance",
        "association",
        "society",
        "league",
        "network",
        "forum",
        "gazette",
        "church",
        "exchange",
        "institution",
        "parliament",
        "programme",
        "program",
        "organization",
        "organisation",
        "company",
        "guild",
        "partnership",
        "consortium",
        "orchestra",
        "theatre",
        "harbour",
        "port",
        "act",
        "convention",
        "charter",
    ]
)  # nouns by which a body or its paper is called
_OF = frozenset(["of", "for", "on", "in"])
_PLACED = frozenset(["in", "at", "to", "near", "from", "of", "for"])  # before a first word that may be a town's, not the body's
_LONGEST = 7  # words of a name


def shortened(documents: Iterable[tuple[str, list[Token]]], known: Collection[str]) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """The stems of names in full → those of the single words that stand for them.

    A word does so where no other name has it, the text never has it without its capital, and it stands alone behind "the" (the noun of the
    name) or, if it is no word of English, anywhere but behind a preposition (its first word).

    Args:
        documents: Texts with their words in order.
        known: Stems that stand for something else: those of units' names and the organisation's own.
    """
    full: set[tuple[Token, ...]] = set()
    alone: set[str] = set()
    small: set[str] = set()
    for text, found in documents:
        for run, before in _runs(text, found):
            if len(run) > 1:
                if not any(t.word == "and" or text[t.start : t.end].isupper() for t in run):
                    full.add(tuple(run))
            elif before is not None and (before.word == "the" or (before.word not in _PLACED and run[0].word not in dictionary())):
                alone.add(run[0].stem)
        small |= {t.stem for t in found if not t.capital}
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    heads: dict[tuple[str, ...], set[str]] = {}
    for run_ in full:
        stems = tuple(t.stem for t in run_ if t.word not in STOP)
        cut = next((i for i, t in enumerate(run_) if t.word in _OF), len(run_))
        for s in stems:
            names[s].add(stems)
        if len(stems) > 1 and run_[cut - 1].word in _HEADS:
            heads.setdefault(stems, set()).update({run_[cut - 1].stem, *([run_[0].stem] if run_[0].word not in dictionary() and not find([run_[0]], run_[0].word) else [])})
    forms: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name, ends in heads.items():
        for end in sorted(ends):
            if end in alone and end not in small and end not in known and len(names[end]) == 1:
                forms.setdefault(name, set()).add((end,))
    return forms


def _runs(text: str, found: list[Token]) -> Iterable[tuple[list[Token], Token | None]]:
    """The runs of capitalised words with what may join them, each with the word before it in the same sentence; the first words of sentences, which have a capital anyway, begin none alone."""
    at = 0
    while at < len(found):
        if not found[at].capital or found[at].word in STOP:
            at += 1
            continue
        end = at + 1
        while end < len(found) and end - at < _LONGEST and (found[end].capital or found[end].word in _JOINERS) and not re.search(r"[^\s]", text[found[end - 1].end : found[end].start]):
            end += 1
        while not found[end - 1].capital or found[end - 1].word in STOP:
            end -= 1
        before = found[at - 1] if at and not re.search(r"[^\s,]", text[found[at - 1].end : found[at].start]) else None
        run = found[at:end]
        if len(run) > 1 or before is not None:
            yield run, before
        at = end
