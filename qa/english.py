"""English as questions use it: closed-class words and synonym classes, read from reviewed data files."""

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.words import STOP, stem, words


@cache
def data(name: str) -> Any:
    """A JSON file of `qa/data`."""
    return json.loads(files("qa").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def groupings() -> tuple[dict[str, Any], ...]:
    """The reviewed groupings of states: name, aliases, members, source."""
    files_ = ("african_union_communities", "europe", "asia_pacific", "americas", "arab", "united_nations", "other")
    return tuple(g for file in files_ for g in data(f"groupings/{file}.json")["groupings"])


@cache
def regions() -> tuple[dict[str, Any], ...]:
    """The reviewed regions in everyday usage, with what groupings have."""
    return tuple(data("groupings/regions.json")["groupings"])


@cache
def told() -> frozenset[str]:
    """Words by which people speak of well-known bodies ("lender", "military")."""
    return kinds() | frozenset(w for b in data("bodies.json")["bodies"] for w in b["about"])


@cache
def kinds() -> frozenset[str]:
    """What groupings of states are called in everyday words ("bloc"): they say little where a text does not have them."""
    return frozenset(data("bodies.json")["kinds"])


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """For each stem, the stems that may stand for it."""
    found: dict[str, set[str]] = {}
    for line in files("qa").joinpath("data", "synonyms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        members = {stem(w) for entry in line.split() for w in [words(entry)[-1]]}
        for member in members:
            found.setdefault(member, set()).update(members - {member})
    return {k: frozenset(v) for k, v in found.items()}


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(w) for w in data("english.json")[name])


def light() -> frozenset[str]:
    """Stems that carry little of what is asked: light verbs and turns of phrase."""
    return _stems("light")


def broad() -> frozenset[str]:
    """Stems of words with which nothing narrower is asked than what a unit does."""
    return _stems("broad")


def relational() -> frozenset[str]:
    """Stems for having to do with somebody: they say little once the somebody is named."""
    return _stems("relational")


def membership() -> frozenset[str]:
    """Stems for being one of a body: said of it by naming it there."""
    return _stems("membership")


def roles() -> frozenset[str]:
    """Stems of verbs that say in just which role somebody acts: what lacks them says something else."""
    return _stems("roles")


def contacting() -> frozenset[str]:
    """Stems for getting in touch: "whom do I ring?" asks about what was said before."""
    return _stems("contacting")


def states() -> frozenset[str]:
    """Stems for what a unit itself is or has undergone ("opened", "small"): said of another thing, they say nothing of it."""
    return _stems("states")


def judgements() -> frozenset[str]:
    """Stems of words that judge ("worst", "favourite"): a text that lacks the word does not judge."""
    return _stems("judgements")


@cache
def variants() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Turns of phrase that say one thing ("around the clock", "day and night"): the folded words of each → the stems of all, its own first."""
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in data("english.json")["variants"]:
        forms = {tuple(words(v)): tuple(stem(w) for w in words(v) if w not in STOP) for v in group}
        telling = [form for own, form in forms.items() if len(form) > 1 or len(own) == 1]  # of "at no cost" only the cost is left
        found |= {own: (*(f for f in telling if f == form), *(f for f in telling if f != form)) for own, form in forms.items()}
    return found


@cache
def generic() -> frozenset[str]:
    """Folded words for any unit at all."""
    return frozenset(data("english.json")["generic"])


@cache
def known_words() -> frozenset[str]:
    """Folded words of the data files: none of them is a misspelling."""
    english = data("english.json")
    lines = files("qa").joinpath("data", "synonyms.txt").read_text(encoding="utf-8").splitlines()
    found = {w for line in lines if not line.startswith("#") for w in words(line)}
    return frozenset(found | set(english["light"]) | set(english["generic"]) | set(english["broad"]) | set(english["relational"]) | set(english["abbreviations"]))


@cache
def dictionary() -> frozenset[str]:
    """Some 80,000 English words in lower case, from the word list that symspellpy ships; read on first use."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in text.splitlines())


@lru_cache(maxsize=1024)
def is_slip(word: str) -> bool:
    """Whether a word is one letter, or two swapped ones, away from an English word."""
    return process.extractOne(word, dictionary(), scorer=OSA.distance, score_cutoff=1) is not None
