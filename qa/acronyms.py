"""What acronyms stand for in a text."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.words import STOP, fold, stem, words
from qa.english import data, dictionary
from qa.tokens import Token, tokens

_JOINERS = frozenset(["of", "the", "and", "for", "on", "in", "to", "at", "a", "an", "de", "la", "le", "du", "des", "del", "e", "y", "&"])
_BREAK = re.compile(r"[();,.]")  # what no name runs across
_STANDS_FOR = re.compile(r"\b([A-Z][A-Z&]{1,7})[\"”]? (?:=|stands for|is short for|is the abbreviation of) [\"“]?(?:the )?([^.;,:=\n\"”()]{4,70})")  # "OB = Oil Bank"
_IN_APPOSITION = re.compile(r"\b([A-Z]{2,7}),? (?:\(|[–—] )?(?:(?:or|short for|that is|that['’]s|i\.e\.),? )?(?:the )?(?=[A-Z][a-z])")  # "the LO, the Lamp Officer"
_SPELLED = 90  # characters within which an acronym's words stand
_SHORT = 3  # letters from which an acronym may stand for common words
_NEAR = 60  # characters within which these stand


def spells(acronym: str, tokens_: list[Token], at: int) -> int:
    """How many tokens from `at` on an acronym stands for, 0 if it does not.

    Each capitalised word gives its first letter, or up to four of its first letters; joining words give one or none.
    """
    letters = acronym.casefold()
    if not tokens_[at].capital or not letters or tokens_[at].word[0] != letters[0]:
        return 0

    @cache
    def match(i: int, used: int, names: int) -> int:
        if used == len(letters):
            return i if names >= 2 and names * 2 > len(letters) else 0
        if i >= len(tokens_) or i - at > 14:
            return 0
        token = tokens_[i]
        if token.word in _JOINERS and not token.capital:
            skipped = match(i + 1, used, names)
            return skipped or (match(i + 1, used + 1, names) if token.word[0] == letters[used] else 0)
        if not token.capital:
            return 0
        for take in range(1, min(4, len(token.word), len(letters) - used) + 1):
            if token.word[:take] != letters[used : used + take]:
                break
            if found := match(i + 1, used + take, names + 1):
                return found
        return 0

    return match(at, 0, 0)


def written_out(texts: Sequence[str]) -> dict[str, set[tuple[str, ...]]]:
    """The acronyms that texts write out ("the Tarn Union (TU)", "TU = Tarn Union"): each, folded, with the stem sequences it stands for."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        for match in _STANDS_FOR.finditer(text):
            if form := tuple(stem(w) for w in words(match.group(2)) if w not in STOP):
                found.setdefault(fold(match.group(1)), set()).add(form)
        for match in _IN_APPOSITION.finditer(text):
            after = tokens(text, match.end(), match.end() + _SPELLED)
            if after and (count := spells(fold(match.group(1)), after, 0)) > 1:
                found.setdefault(fold(match.group(1)), set()).add(tuple(t.stem for t in after[:count] if t.word not in STOP))
        for match in re.finditer(r"\(([A-Z][\w-]{1,9}s?)\)", text):
            before = tokens(text, max(0, match.start() - 160), match.start())
            acronym = fold(match.group(1))
            for start in range(max(0, len(before) - 12), len(before)):
                if spells(acronym.removesuffix("s") if acronym.endswith("s") and len(acronym) > 3 else acronym, before, start) == len(before):
                    found.setdefault(acronym, set()).add(tuple(t.stem for t in before[start:] if t.word not in STOP))
                    break
            else:
                if not match.group(1)[1:].isupper() and _tells_apart(acronym):
                    continue  # "Deputy Director (Resources)", "Port Lindholm (Norway)"
                # an acronym of another language: the run of capitalised words before it
                start = len(before)
                while start and (before[start - 1].capital or before[start - 1].word in _JOINERS) and (start == len(before) or not _BREAK.search(text, before[start - 1].end, before[start].start)):
                    start -= 1
                while start < len(before) and not before[start].capital:
                    start += 1
                run = before[start:][-7:]
                begins = next((i for i in range(2, len(run) - 1) if run[i].word[0] == acronym[0] and [t.word for t in run[i - 2 : i]] == ["and", "the"]), 0)  # "the Tarn Union and the Interisland Authority (INA)"
                run = run[begins:]
                letters = [i for i, t in enumerate(before) if t.word not in _JOINERS][-len(acronym) :]
                if len(acronym) >= 3 and "".join(before[i].word[0] for i in letters) == acronym and before[-1].end - before[letters[0]].start < _SPELLED:
                    run = before[letters[0] :]  # "home energy advice (HEA)": words without capitals
                if len(run) > 1:
                    found.setdefault(acronym, set()).add(tuple(t.stem for t in run if t.word not in STOP))
    return found


def _tells_apart(word: str) -> bool:
    """Whether a capitalised word in brackets is a common word or a country: it says which one is meant, not what it is also called."""
    return word in dictionary() or word in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(name) for c in data("countries.json")["countries"].values() for name in (c["name"], *c.get("names", ())))


def initials(acronym: str, texts: Sequence[list[Token]]) -> set[tuple[str, ...]]:
    """The stem sequences of some texts whose initials an acronym has: capitalised words, else common ones, joining words left out."""
    found = {tuple(t.stem for t in toks[at:length] if t.word not in STOP) for toks in texts for at, token in enumerate(toks) if token.capital and token.word[0] == acronym[0] and (length := spells(acronym, toks, at))}
    if found or len(acronym) < _SHORT:
        return found
    for toks in texts:
        own = [t for t in toks if t.word not in STOP]
        runs = (own[at : at + len(acronym)] for at in range(len(own) - len(acronym) + 1))
        found |= {tuple(t.stem for t in run) for run in runs if "".join(t.word[0] for t in run) == acronym and run[-1].end - run[0].start < _NEAR}
    return found
