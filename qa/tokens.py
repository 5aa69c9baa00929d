"""Words with their stems and their places in a text."""

import re
from dataclasses import dataclass

from corpus.words import STOP, WORD, stem, words

_LETTER = re.compile(r" A(?! [A-Z])")
# Stems that look alike and have nothing to do with each other.
_UNLIKE = frozenset(
    frozenset(pair.split())
    for pair in (
        "customs customer", "custom customer", "communiti communic", "general generat", "intern internat", "polici polic", "depart departur", "consul consult", "oper opera", "plan plant", "plane planet",
        "elect electr", "invest investig", "graduat gradual", "appli applianc",
    )
)  # fmt: skip
_ROOT_LETTERS = 5  # two words that share so many letters, and most of the longer one, are taken for one family


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a statement or a question: folded word, stem, place in the text it comes from, whether capitalised."""

    word: str
    stem: str
    start: int
    end: int
    capital: bool


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` with their offsets in `text`."""
    found: list[Token] = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        folded = words(match.group())
        if folded:
            word = "".join(folded)
            # what is "non-governmental" is not of the government
            root = f"non{stem(word)}" if text[max(0, match.start() - 4) : match.start()].casefold() == "non-" else stem(word)
            if match.group() == "A" and found and found[-1].capital and found[-1].word not in STOP and _LETTER.match(text, found[-1].end):
                word = root = "A"  # "Block A": no article
            found.append(Token(word, root, match.start(), match.end(), match.group()[0].isupper()))
    return found


def related(a: str, b: str) -> bool:
    """Whether two stems share a root: "liais" and "liaison", "africa" and "african"."""
    if a == b:
        return True
    if frozenset((a, b)) in _UNLIKE:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and long in (short + "anc", short + "enc", short + "al"):
        return True  # "clear" and "clearance", "coast" and "coastal"
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= min(_ROOT_LETTERS, len(a), len(b)) and shared >= 4 and shared * 4 >= max(len(a), len(b)) * 3 and min(len(a), len(b)) - shared <= 2
