"""Misspelt and clipped words of a question, mended with the text's own vocabulary first."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, plural, stem, words
from index.encoder import Encoder
from qa import english, places
from qa.names import names_in
from qa.table import Table, has_run
from qa.tokens import Token, tokens

CUES = frozenset(
    [
        "which",
        "what",
        "who",
        "whom",
        "whose",
        "where",
        "when",
        "why",
        "how",
        "many",
        "much",
        "number",
        "count",
        "total",
        "all",
        "every",
        "each",
        "list",
        "name",
        "show",
        "give",
        "compare",
        "compared",
        "comparison",
        "difference",
        "differences",
        "differ",
        "differs",
        "different",
        "versus",
        "contrast",
        "common",
        "share",
        "shares",
        "shared",
        "both",
        "unique",
        "uniquely",
        "apart",
        "sets",
        "most",
        "fewest",
        "least",
        "largest",
        "biggest",
        "highest",
        "smallest",
        "lowest",
        "longest",
        "shortest",
        "greatest",
        "any",
        "except",
        "excluding",
        "other",
        "others",
        "besides",
        "aside",
        "only",
        "alone",
        "exclusively",
        "true",
        "correct",
        "right",
        "entry",
        "entries",
        "description",
        "descriptions",
        "says",
        "said",
        "mention",
        "mentions",
        "mentioned",
        "described",
        "listed",
        "stated",
        "words",
        "phrase",
        "abbreviation",
        "contain",
        "contains",
        "containing",
        "turns",
        "appears",
        "appear",
        "names",
        "named",
        "heard",
        "distinctive",
        "special",
        "overlap",
        "overlaps",
        "alike",
        "similar",
        "else",
        "nine",
        "exact",
        "exactly",
        "call",
        "called",
        "stand",
        "stands",
        "short",
        "mean",
        "meaning",
        "full",
        "form",
        "does",
        "did",
        "please",
        "tell",
        "us",
        "me",
        "yes",
        "no",
        "not",
        "never",
        "without",
        "except",
        "lacks",
        "lack",
        "lacking",
        "none",
        "neither",
        "leaving",
        "themselves",
        "itself",
        "respectively",
        "single",
        "least",
        "reason",
        "two",
        "things",
    ]
)
_LONG_NAME = 3  # words of a name from which each may have a slip, whatever else it spells
_LONG_ENOUGH = 9  # letters of a unit's name from which each of its words may have a slip
_CANDIDATES = 20  # words that a misspelt one may be of which each is weighed
_NEIGHBOUR = 1.2  # slips that standing beside the same word as in the text outweighs
_SIX = 6
_PART = 3  # letters that each of two words run together has at least
_LONG_ACRONYM = 6  # letters from which capitals may be misspelt
_COMPASS = {"n": "north", "e": "east", "s": "south", "w": "west", "c": "central"}


@cache
def _idioms() -> list[tuple[re.Pattern[str], str]]:
    """Turns of phrase that no word-by-word reading gets right, and the plain verb for each."""
    return [(re.compile(rf"\b(?:{idiom})\b", re.IGNORECASE), plain) for idiom, plain in english.data("english.json")["idioms"].items()]


@dataclass(eq=False)
class Speller:
    """Mends the spelling of questions about one table."""

    table: Table
    encoder: Encoder
    _known: frozenset[str] = field(default_factory=frozenset)
    _heads: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        self._known = frozenset(self.table.vocabulary) | english.known_words() | english.told() | STOP | CUES | places.place_words() | BODY_NOUNS | frozenset(plural(n) for n in BODY_NOUNS)
        self._heads = frozenset(words(self.table.short(u))[0] for u in self.table.main if words(self.table.short(u)))

    @cached_property
    def _targets(self) -> list[str]:
        """What a misspelt word may be."""
        return sorted({w for w in self.table.vocabulary if len(w) > 3} | {w for w in places.place_words() | BODY_NOUNS if len(w) > 4} | {w for w in english.known_words() | CUES if len(w) > 4})

    def correct(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """`text` with abbreviations written out, idioms put plainly and misspelt words mended, and what was mended."""
        changes: list[tuple[str, str]] = []
        for idiom, plain in _idioms():
            for match in reversed(list(idiom.finditer(text))):
                if self._has_phrase(match.group()):
                    continue  # the text's own words
                changes.append((match.group(), plain))
                text = text[: match.start()] + plain + text[match.end() :]
        pieces: list[str] = []
        position = 0
        short = english.data("english.json")["abbreviations"]
        confused = english.data("english.json")["confused"]  # real words, or nearly, that stand for a question's first ones
        found = tokens(text)
        names = self._fuzzy_names(found)
        for at, token in enumerate(found):
            better: str | None = None
            if at in names:
                better = names[at]
            elif token.word in confused and token.word not in self.table.vocabulary and (at < 3 or token.word not in english.dictionary()):
                better = confused[token.word]
                changes.append((text[token.start : token.end], better))
            elif clipped := self._clipped(text, found, at):
                better = clipped
                changes.append((text[token.start : token.end], better))
            elif token.word in short and token.word not in self.table.vocabulary and not text[token.start : token.end].isupper():
                better = short[token.word]
            elif len(token.word) > 3 and token.word.isalpha() and token.word not in self._known:
                better = self._acronym(token.word) if text[token.start : token.end].isupper() else self._apart(token) or self.spell(token.word, *(found[i].word if 0 <= i < len(found) else "" for i in (at - 1, at + 1)))
                if better:
                    better = better.capitalize() if token.capital and better.islower() and at else better
                    changes.append((text[token.start : token.end], better))
            if better is not None:
                pieces.append(text[position : token.start] + better)
                position = token.end
        return "".join(pieces) + text[position:], tuple(changes)

    def _has_phrase(self, phrase: str) -> bool:
        """Whether a statement has a phrase in just these words, whatever their form."""
        wanted = tokens(phrase)
        telling = max((t for t in wanted if t.word not in STOP), key=lambda t: len(t.word), default=None)
        rows = self.table.rows_having(telling.stem) if telling is not None else ()
        return any(has_run(tuple(t.stem for t in row.tokens), tuple(t.stem for t in wanted)) for row in rows)

    def _clipped(self, text: str, found: list[Token], at: int) -> str | None:
        """The word of the text that a clipped one stands for ("migr.", "Sec.", "E. Afr."), or None."""
        token = found[at]
        dotted = text[token.end : token.end + 1] == "." and (at + 1 < len(found) or (text.rstrip().endswith((".?", ".")) and len(token.word) <= 5))
        if not dotted or not token.word.isalpha():
            return None
        if len(token.word) == 1:
            follows = at + 1 < len(found) and found[at + 1].capital and token.capital
            return _COMPASS.get(token.word) if follows else None
        if token.word in self.table.vocabulary or (len(token.word) == 2 and not token.capital):
            return None
        # a full stop after a whole word ends a sentence
        if len(token.word) > 3 and (self.encoder.is_word(token.word) and token.word in english.dictionary()) and (at + 1 == len(found) or found[at + 1].capital):
            return None
        fitting = [(count, word) for word, count in self.table.vocabulary.items() if word.startswith(token.word) and len(word) > len(token.word) + 1]
        return max(fitting, key=lambda f: (f[0], -len(f[1]), f[1]))[1] if fitting else None

    def _acronym(self, word: str) -> str | None:
        """The acronym of the text that a misspelt one stands for, or None; what abbreviates a name of the text is none."""
        better = self.spell(word) if len(word) >= _LONG_ACRONYM and not self.table.expand(word) else None
        return better if better and any(re.search(rf"\b{better.upper()}\b", d.text) for d in self.table.corpus.documents) else None

    def _apart(self, token: Token) -> str | None:
        """Two neighbouring words of the text that a word runs together ("Riverboard"), or None."""
        if not token.capital and token.word in english.dictionary():
            return None
        for at in range(_PART, len(token.word) - _PART + 1):
            left, right = token.word[:at], token.word[at:]
            if left in self.table.vocabulary and right in self.table.vocabulary and self.table.rows_with((stem(left), stem(right))):
                return f"{left.capitalize()} {right.capitalize()}" if token.capital else f"{left} {right}"
        return None

    def spell(self, word: str, before: str = "", after: str = "") -> str | None:
        """What a word that is none was meant to be, or None; what the text has beside the word `before` or `after` it is likelier."""
        if stem(word) in self.table.frequency or self.encoder.is_word(word) or word in english.dictionary():
            return None
        limit = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
        best: tuple[float, str] | None = None
        beside = self._beside(before, after)
        near = {c: d for c, d, _ in process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=limit, limit=_CANDIDATES)}
        near |= {c: d for c in beside if (d := OSA.distance(word, c, score_cutoff=limit + 1)) <= limit + 1}
        for candidate, distance in near.items():
            cost = (
                float(distance)
                + (0 if candidate in self.table.vocabulary else 0.1 if stem(candidate) in self.table.frequency else 0.4)
                + (0 if candidate[0] == word[0] else 0.6)
                - (0.3 if candidate in self._heads else 0)
                - (_NEIGHBOUR if candidate[0] == word[0] and candidate in beside else 0)
            )
            if len(word) == _SIX and distance > 1 and candidate not in self.table.vocabulary:
                continue  # two slips in six letters make too many words of it
            if best is None or (cost, candidate) < best:
                best = (cost, candidate)
        return best[1] if best and best[0] <= limit + 0.5 else None

    @lru_cache(maxsize=256)  # noqa: B019  one speller lives as long as its build
    def _beside(self, before: str, after: str) -> frozenset[str]:
        """The words that the text has right after one, or right before another."""
        found: set[str] = set()
        for word, step in ((before, 1), (after, -1)):
            if word in self.table.vocabulary and word not in STOP:
                for row in self.table.rows_having(stem(word)):
                    found |= {row.tokens[i + step].word for i, t in enumerate(row.tokens) if t.word == word and 0 <= i + step < len(row.tokens)}
        return frozenset(w for w in found if len(w) > _PART)

    def _fuzzy_names(self, found: list[Token]) -> dict[int, str]:
        """Misspelt unit names of several words whose parts are words of their own ("Buenos Aries")."""
        result: dict[int, str] = {}
        for unit in self.table.main:
            name = words(self.table.short(unit))
            if len(name) < 2 or len(name) > 4 or len("".join(name)) < 7 or not all(w.isalpha() for w in name):
                continue
            for at in range(len(found) - len(name) + 1):
                window = [t.word for t in found[at : at + len(name)]]
                whole = OSA.distance(" ".join(window), " ".join(name)) <= 2 and any(a == b for a, b in zip(window, name, strict=True))
                each = all(OSA.distance(a, b) <= (len(b) > _PART) for a, b in zip(window, name, strict=True)) and len("".join(name)) >= _LONG_ENOUGH
                own = any(a != b and a in self.table.vocabulary for a, b in zip(window, name, strict=True))  # a word of the text is no slip
                if window != name and window[0][0] == name[0][0] and (whole or each) and not own:
                    result.update({at + i: w for i, w in enumerate(name) if window[i] != w})
        if any(t.word not in self._known and t.word.isalpha() and not self.encoder.is_word(t.word) for t in found):
            for long_name in self._long_names:
                name = list(long_name)
                for at in range(len(found) - len(name) + 1):
                    window = [t.word for t in found[at : at + len(name)]]
                    if window != name and all(a == b or (len(b) > _PART and a[0] == b[0] and a not in self.table.vocabulary and OSA.distance(a, b) == 1) for a, b in zip(window, name, strict=True)):
                        result.update({at + i: w.capitalize() for i, w in enumerate(name) if window[i] != w})
        return result

    @cached_property
    def _long_names(self) -> list[tuple[str, ...]]:
        """The names of at least three words that statements have, folded, the longest first."""
        found = {tuple(words(name)) for row in self.table.rows for name in names_in(self.table, row.number)}
        return sorted((n for n in found if len(n) >= _LONG_NAME), key=lambda n: (-len(n), n))
