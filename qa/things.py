"""The thing a question was about, which a later one calls "it" or "them": "Who sells the tickets?" "And who checks them?"."""

import re

from corpus.words import STOP, words
from qa.english import light

_WHO = re.compile(r"^(?:and |so |but |then |also )*(?:who|whom|which \w+(?: \w+)?|what \w+)\b(?P<rest>.*)$", re.IGNORECASE)
_WHERE = re.compile(
    r"^(?:and |so |but |then |also )*(?:where|when|how|why) (?:are|were) (?P<rest>(?:(?:the|our|your|all|those|these) )?(?:[\w-]+ ){0,2}?[\w-]+s)(?= (?:\w+ed|kept|held|sold|made|sent|bought|built|put|found|taken|given|grown|written)\b|\W*$)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?P<word>it|them)\b(?!['’])", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,;:?.!]|\b(?:of|in|on|at|to|from|for|with|by|about|against|between|after|before|during|under|into|and|or|if|when|that|which|who|as|than)\b)\s*", re.IGNORECASE)
_DETERMINED = re.compile(r"^(?:the|a|an|our|your|their|its|this|that|these|those|all|any|each|every)\s+", re.IGNORECASE)
_SINGULAR = ("ss", "us", "is", "news")  # ends of words that are no plural
# What is done to a unit rather than to a thing: after "Who keeps the boats?", "who heads it?" asks about the unit.
_OF_UNITS = re.compile(
    r"\b(?:heads?|leads?|runs?|directs?|manages?|staffs?|in charge of|responsible for|reports? to|works? (?:with|for|at|in|under|alongside)|belongs? to|oversees?|supervises?|part of|member of|contacts?|reach|call|(?:head|chief|boss|director|leader|chair\w*|manager|members?|budget|address|number|staff|size) of)\s+(?:it|them)\b",
    re.IGNORECASE,
)

_ACTS = re.compile(r"\b(?:do|does|did) it\b(?! (?:belong|go|come|end|get|land|lie|fall|matter|cost|take)\b)", re.IGNORECASE)  # "which area does it look after?": who does something is no thing


def thing(question: str, before: str) -> str | None:
    """A question about "it" or "them" with the thing that the one before, for somebody who does something, was about; None if a unit is meant.

    Args:
        question: As asked ("and who approves it in the end?").
        before: The question before ("Who prepares the draft budget?").
    """
    asked, asked_before, of_place = _WHO.match(question.strip()), _WHO.match(before.strip()), _WHERE.match(before.strip())
    pointer = _POINTS.search(question)
    if asked is None or (asked_before is None and of_place is None) or pointer is None or _OF_UNITS.search(question) or _ACTS.search(question):
        return None
    if of_place is not None:
        return f"{question[: pointer.start()]}{of_place.group('rest')}{question[pointer.end() :]}" if pointer.group("word").casefold() == "them" else None
    plural = pointer.group("word").casefold() == "them"
    for part in _phrases(asked_before.group("rest") if asked_before else ""):
        if _is_plural(part) == plural:
            return f"{question[: pointer.start()]}{part}{question[pointer.end() :]}"
    return None


def _phrases(rest: str) -> list[str]:
    """The noun phrases after the verb of "who …", in order."""
    parts = [p.strip() for p in _PARTS.split(rest.strip()) if p.strip()]
    if not parts:
        return []
    first = parts[0].split()
    while first and not _DETERMINED.match(" ".join(first)) and len(first) > 1:
        word = first.pop(0)
        if words(word) and words(word)[0] not in STOP and words(word)[0] not in light():
            break  # the verb
    found = [" ".join(first), *parts[1:]] if len(parts[0].split()) > 1 else parts[1:]
    return [p for p in found if any(w not in STOP and w not in light() for w in words(p))]


def _is_plural(phrase: str) -> bool:
    last = (words(phrase) or [""])[-1]
    return last.endswith("s") and not last.endswith(_SINGULAR)
