"""Whether a statement answers: how it was measured, the readable signals, and the fitted decision."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.words import fold
from qa.reading import Kind, Reading, Term
from qa.table import Row

_FIRST_RUN = re.compile(r"^(?:\s|the\b|an?\b|'s\b|-)*$", re.IGNORECASE)


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
        token: Mean best cosine of the question's words with words of the statement, weighted by how telling they are.
        adjacent: Share of the question's neighbouring words that are neighbours here too.
        typed: Whether it shows a value of the type asked for (a date, a number), if one is.
        denied: Whether the text denies it here.
        spots: Offsets of the words that matched.
        values: For each term how well it is there by word, 0 to 1.
        score: What statements are ranked by.
        around: What the statement's document has, where each document is one unit: the share of what is asked, and its nearest and likest statement's `near` and `token`.
    """

    row: Row
    cover: float
    exact: float
    names: bool
    missing: tuple[Term, ...]
    near: float
    token: float
    adjacent: float
    typed: bool
    denied: bool
    spots: tuple[tuple[int, int], ...]
    values: tuple[float, ...]
    score: float
    around: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def complete(self) -> bool:
        """Whether it has, by word, name or synonym, all that is asked."""
        return self.names and self.typed and not self.missing and self.exact >= 0.8


@cache
def decision() -> dict[str, dict[str, float]]:
    """The fitted weights of the answer decision, for questions that name a unit ("unit") and others ("open").

    `benchmarks/fit_decision.py` made them.
    """
    data = json.loads(files("qa").joinpath("data", "decision.json").read_text(encoding="utf-8"))
    return {side: {str(k): float(v) for k, v in weights.items()} for side, weights in data["weights"].items()}


@cache
def ranking(texts: str) -> dict[str, float]:
    """The fitted weights by which statements are ranked, in texts about units ("units") or documents about anything ("documents")."""
    data = json.loads(files("qa").joinpath("data", "decision.json").read_text(encoding="utf-8"))
    return {str(k): float(v) for k, v in data["ranking"][texts].items()}


def rankers(match: Match) -> tuple[float, ...]:
    """The values that rank a statement, in the order of `RANKERS`."""
    return (match.cover, match.exact, match.near, match.token, match.adjacent, float(match.names), *match.around)


SIGNALS = ("cover", "exact", "names", "near", "token", "adjacent", "head", "heavy", "type", "complete")
# What ranks statements, fitted by the same script.
RANKERS = ("cover", "exact", "near", "token", "adjacent", "names", "around", "around_near", "around_token")


def head_of(terms: Sequence[Term], text: str) -> Term | None:
    """The noun that is asked for: the last word of the first run of content words ("phone number" of "phone number of …")."""
    heavy = [t for t in terms if not t.light]
    if not heavy:
        return None
    head = heavy[0]
    for term in heavy[1:]:
        if not _FIRST_RUN.match(text[head.end : term.start]):
            break
        head = term
    return head


def signals(match: Match, reading: Reading) -> dict[str, float]:
    """The readable signals that decide whether a statement answers, each about 0 to 1."""
    heavy = reading.heavy
    head = head_of(reading.terms, reading.text)
    return {
        "cover": match.cover,
        "exact": match.exact,
        "names": float(match.names),
        "near": max(match.near, 0.0),
        "token": match.token,
        "adjacent": match.adjacent,
        "head": float(head is None or head not in match.missing),
        "heavy": 1 - len(match.missing) / max(len(heavy), 1),
        "type": float(match.typed),
        "complete": float(match.complete),
    }


_ATTRIBUTE = re.compile(
    r"^(?:and |so )*(?:who|what|which|where)(?:'s| is| are| was| were) (?:the|its|their|your|an?)\b|^(?:what|which) \w+ (?:is|are|was|were|does|do|has|have)\b|^(?:give|send|show) (?:me|us) (?:the|its|their|your)\b|^(?:the )?(?:name|website|logo|address|e-?mail|phone|telephone|fax|budget|salary)\b"
)


def lacks_head(match: Match, reading: Reading) -> bool:
    """Whether an attribute is asked for ("who is the chairperson of …") that the statement does not have."""
    head = head_of(reading.terms, reading.text)
    asks_owner = reading.kind in (Kind.REVERSE, Kind.LIST) and not re.match(r"^(?:and |so )*who(?:'s| is| are| was| were) the\b", fold(reading.text))
    return head is not None and head in match.missing and not asks_owner and _ATTRIBUTE.search(fold(reading.text)) is not None


def probability(values: dict[str, float], reading: Reading) -> float:
    """How likely a statement with these signals answers, by the fitted logistic decision."""
    weights = decision()["unit" if reading.units else "open"]
    z = weights["bias"] + sum(weights[name] * values[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-z))
