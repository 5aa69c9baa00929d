"""Statements that have the thing asked about with another verb that says little of it: "issues permits", "grants permits"."""

from collections.abc import Callable, Sequence

from corpus.words import stem
from qa.decision import Match
from qa.reading import Term

_PROVIDING = frozenset(
    map(
        stem,
        [
            "issue",
            "grant",
            "give",
            "provide",
            "offer",
            "publish",
            "produce",
            "promote",
            "edit",
            "supply",
            "organize",
            "arrange",
            "hold",
            "make",
            "prepare",
            "deliver",
            "award",
            "confer",
            "draft",
            "compile",
            "run",
            "operate",
        ],
    )
)  # verbs that say little of their object
_GIVES = frozenset(map(stem, ["send", "appear", "part", "draw", "write", "set", "go", "goes", "lead", "duty", "have", "keep", "take"]))  # beside these, what says that it is provided
_OTHERWISE = frozenset(
    map(
        stem,
        [
            "prohibit",
            "forbid",
            "ban",
            "refuse",
            "reject",
            "withdraw",
            "cancel",
            "revoke",
            "collect",
            "receive",
            "check",
            "inspect",
            "examine",
            "verify",
            "review",
            "audit",
            "register",
            "file",
            "archive",
            "read",
            "translate",
            "train",
            "study",
        ],
    )
)  # what says that something else is done with the object
_BESIDE = 5  # words around what matched among which the verb stands that is said of it
_SAME_WORD = 0.9  # how well a statement must have each word of the thing
_TELLS = 2  # words of a thing that tell it from all others ("a risk analysis every quarter")
_FEW = 3  # statements that may have it with whatever verb


def provided(good: Sequence[Match], matches: Sequence[Match], terms: Sequence[Term], owner: Callable[[Match], int | None], most: int) -> list[Match]:
    """Of other matches those that lack no more than such a verb of what is asked; not what is denied, nor names.

    A thing of two words or more tells itself apart; there many may have it if their verbs say as little. One of a single word counts where few units have it.

    Args:
        good: What has all that is asked.
        matches: All that was measured, the best first.
        terms: What is asked.
        owner: Whose a match is; None for nobody's.
        most: Units that may have a thing of one word.
    """
    rest = [i for i, t in enumerate(terms) if not t.verb and not t.light]
    if not rest or not any(t.verb and t.stems[0][0] in _PROVIDING for t in terms) or any(terms[i].name for i in rest):
        return []
    found = [m for m in matches if m not in good and not m.denied and all(m.values[i] >= _SAME_WORD for i in rest) and _OTHERWISE.isdisjoint(_beside(m)) and owner(m) is not None]
    if len(rest) >= _TELLS:
        return [m for m in found if not (_PROVIDING | _GIVES).isdisjoint(_beside(m))] if len(found) > _FEW else found
    return found if len({owner(m) for m in (*good, *found)}) <= most else []


def _beside(match: Match) -> set[str]:
    """The stems beside what matched in a statement."""
    own = match.row.tokens[: match.row.size]
    at = [i for i, t in enumerate(own) if any(a <= t.start < z for a, z in match.spots)]
    return {t.stem for t in own[max(0, at[0] - _BESIDE) : at[-1] + _BESIDE]} if at else set()
