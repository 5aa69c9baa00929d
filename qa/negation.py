"""Whether a question asks for who does not do something."""

import re
from collections.abc import Set

_NEGATED = re.compile(
    r"\b(?:not|never|without|lacks?|lacking|(?:(?:is|are|be|was|were) missing\b)|missing(?! (?!from\b|in\b|on\b|an?\b|any\b|the\b|their\b|its\b)[a-z])|nothing|no(?! (?:other|one else|office is))|none|neither|isn't|doesn't|don't|aren't|didn't|hasn't|haven't|cannot|can't|fails? to)\b",
    re.IGNORECASE,
)
_DENIES_NOTHING = re.compile(
    r"(?:isn't|doesn't|don't) (?:it|they)\??$|\b(?:not|don't|doesn't|do not|does not) (?:only|just|merely)\b|\bnot (?:counting|including)\b|\bat no (?:cost|charge)\b|\bwhether\b[^?]*\bor not\b|\bor not\W*$"
)
_ASIDE_WITHOUT = re.compile(r"(?<!office )(?<!unit )(?<!one )(?<!is )(?<!are )(?<!offices )(?<!units )(?<!ones )(?<!works )(?<!does )(?<!those )\bwithout\b")
_CONDITION = re.compile(r"(?:and |so |but )?(?:when|whenever|where|wherever|if|once) (?!(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)\b)[^?]*, (?=(?:which|who|whom|what|whose)\b)")
_OF_THING = re.compile(
    r"^(?:and |so )?(?:(?:who|what)|which \w+) (?!(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would)\b)[a-z]+s?\b.* ([a-z]+) (?:that|which|who) (?:have|has|had|is|are|was|were|do|does|did|can|could|will|would)(?: not|n't| never)\b[^,;?]*\W*$"
)  # what a clause about a thing denies of it
_NO_THING = frozenset(["one", "ones", "those", "they", "them", "people", "persons", "staff", "teams", "two", "three", "all", "any", "others", "bodies"])


def is_negated(folded: str, nouns: Set[str], *, many: bool) -> bool:
    """Whether a folded question asks for who does not do something, or lacks it.

    Args:
        folded: The question.
        nouns: What units are called; a clause about one of these denies something of the unit.
        many: Whether several units are asked for.
    """
    if not _NEGATED.search(_DENIES_NOTHING.sub("", folded)):
        return False
    if not many and not _NEGATED.search(_ASIDE_WITHOUT.sub(" ", folded)):
        return False  # "whom can I ask without …?"
    if (before := _CONDITION.match(folded)) and not _NEGATED.search(folded[before.end() :]):
        return False  # "If the boat does not start, who helps?"
    thing = _OF_THING.search(folded)
    return not (thing and thing.group(1) not in nouns | _NO_THING and not _NEGATED.search(folded[: thing.start()]))  # "who claims copies that have not arrived?"
