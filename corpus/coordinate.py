"""Sentences in which one unit does this and another that: each clause given to who acts in it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.bodies import BODY_NOUNS
from corpus.document import Document, Span, Statement, Unit
from corpus.prose import spellings
from corpus.words import fold, words

_OBJECT = r"(?=\s+(?:the|an?|all|its|their|them|it|us|to|with|for|on|out|up|off|over|after|whether|that|what|how|no|any|every|each|one|two|three|some\w*|teams?|most)\b|[.,;]?$)"
_VERB = rf"(?:(?:also|alone|then|only|merely|itself|likewise|always|still|[a-z]+ly) )?(?:[a-z]+[^s\W]s\b{_OBJECT}|(?:is|has|does|may|must|shall|can|will)\b)"  # "lends them", not "the Lamp Office crews in"
_ACTS = re.compile(r"\b(?:(?:is|are|was|were|has|have|does|do|may|must|shall|can|will|[a-z]+[^s\W]s)(?= [a-z]+)|(?:is|are|[Ww]e|[Tt]hey|[Yy]ou) [a-z]+)")  # what a clause that stands by itself has
_JOINED = r"(?:(?:,|;)?\s+(?:and|but|while|whereas|yet)\s+|;\s+|,\s+)(?:only\s+)?(?:[Tt]he\s+|[Oo]ur\s+)?"
_BEFORE = re.compile(r"(?:,|;)?\s*(?:(?:and|but|while|whereas|yet)\s+)?")
_WHERE = r"(?:at|in|on|by|under|with|from|to|for)"
_MIN_GAPPED = 3  # units of which one verb tells
_MIN_WORDS = 3  # of a clause that says something
_NEW_CLAUSE = re.compile(r";|,\s+(?:and|but|while|whereas|yet)\s")  # what makes a clause of its own after "decides which pupils …", though not after "if …"
_COMPLEMENT = re.compile(r"\b(?:if|when|unless|because|since|as|before|after|until|although|though|while|whereas|once)\b", re.IGNORECASE)
_HANGS = re.compile(r"\b(?:if|whether|that|which|who|whom|when|where|until|unless|once|before|after|since|because|as|what|how|than|provided|although|though|while)\b", re.IGNORECASE)  # in such a clause another may hang


def by_clause(units: Sequence[Unit], statements: Sequence[Statement], documents: Sequence[Document]) -> list[Statement]:
    """The statements, those in which another unit than theirs acts in a later clause cut before it ("X sends out the ploughs, but only Y closes the runway"), what follows given to that one.

    Outside the parts of units what several do together ("X and Y share …", "… are made by X, Y and Z") is said of each.
    """
    called = {fold(name): n for n, u in enumerate(units) if not u.whole for name in spellings(u.name) if words(name)}
    if len(called) < 2:
        return list(statements)
    names = "|".join(re.escape(name) for name in sorted({s for u in units if not u.whole for s in spellings(u.name)}, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"{_JOINED}(?P<name>{names})(?:\s+\([A-Z]\w*\))?(?:\s+(?:{'|'.join(sorted(BODY_NOUNS))}))?\s+(?={_VERB})")
    opens = re.compile(rf"(?:[Tt]he\s+|[Oo]ur\s+)?(?P<name>{names})\b")
    ends = re.compile(rf"(?:{names})\\W*$")  # one of several that are listed
    one = rf"(?:[Tt]he\s+|[Oo]ur\s+)?(?:{names})(?:\s+\([A-Z]\w*\))?"
    joint = re.compile(rf"(?:(?:Only|Both)\s+)?(?P<all>{one}(?:,\s+{one}){{0,12}}(?:,?\s+and\s+){one})\s+(?:(?:also|both|jointly|together|each|[a-z]+ly)\s+)?[a-z]")
    agents = re.compile(rf"\b(?:is|are|was|were|been)\s+(?!(?:not|never|no longer)\b)[^.;:]{{2,60}}?\bby\s+(?P<all>{one}(?:,\s+{one}){{1,12}}(?:,?\s+and\s+){one}|{one}\s+and\s+{one})(?=[.,;]|\s*$)")
    later = re.compile(rf"[,:]\s+(?P<all>{one}(?:,\s+{one}){{0,12}}(?:,?\s+and\s+){one})\s+(?:(?:also|both|jointly|together|each)\s+)?(?:share|run|meet|hold|keep|use|have|work)\b")
    each = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    gap = re.compile(rf"(?:^|[:,;]\s+|\band\s+)(?P<whole>(?:[Tt]he\s+|[Oo]ur\s+)?(?P<name>{names})\s+(?P<verb>[a-z]+(?:\s+[a-z]+)?\s+)?{_WHERE}\s)")
    result: list[Statement] = []
    for statement in statements:
        text = documents[statement.document].text
        for part in [statement] if statement.kind == "row" else _gapped(statement, text, gap, called) or _cut(statement, text, pattern, opens, ends, called):
            own_part = part.unit is not None and {fold(s) for s in spellings(units[part.unit].name)} & set(map(fold, part.heading))
            said = part.span.of(text)
            several = None if own_part or part.kind == "row" else joint.match(said) or agents.search(said) or later.search(said)
            owners = list(dict.fromkeys(called[fold(m.group())] for m in each.finditer(several.group("all")))) if several else []
            first = opens.match(said)
            owners += [part.unit] if owners and first and part.unit is not None and called[fold(first.group("name"))] == part.unit and part.unit not in owners else []  # "the Board is chaired by X and Y"
            result += [replace(part, unit=u) for u in owners] or [part]
    return result


def _gapped(statement: Statement, text: str, gap: re.Pattern[str], called: dict[str, int]) -> list[Statement]:
    """A statement whose verb stands once for several units ("A is at the quay, B in the tower, and C by the lake") cut before each name, the verb led in; [] if it is none."""
    said, base = statement.span.of(text), statement.span.start
    found = list(gap.finditer(said))
    if len(found) < _MIN_GAPPED or not (verb := found[0].group("verb")) or any(m.group("verb") for m in found[1:]):
        return []
    lead = Span(base + found[0].start("verb"), base + found[0].start("verb") + len(verb.rstrip()))
    ends = [m.start("whole") for m in found[1:]] + [len(said)]
    parts: list[Statement] = []
    for match, end in zip(found, ends, strict=True):
        begin = match.start("whole") if parts else 0
        told = re.sub(r"[\s,;]+(?:and\s*)?$", "", said[begin:end])
        parts.append(replace(statement, span=Span(base + begin, base + begin + len(told)), unit=called[fold(match.group("name"))], leads=(*statement.leads, lead) if parts else statement.leads))
    return parts


def _cut(statement: Statement, text: str, pattern: re.Pattern[str], opens: re.Pattern[str], ends: re.Pattern[str], called: dict[str, int]) -> list[Statement]:
    said = statement.span.of(text)
    first = opens.match(said)
    if first and statement.unit is not None and called[fold(first.group("name"))] != statement.unit:
        return [statement]  # what others do there is said of the one that it stands under
    cuts: list[tuple[int, int, int]] = []  # where a clause ends, where the next begins, and whose that is
    position, owner = 0, statement.unit
    for match in pattern.finditer(said):
        unit = called[fold(match.group("name"))]
        before = said[position : match.start()]
        if (
            unit == owner
            or len(words(before)) < _MIN_WORDS
            or len(words(said[match.end() :])) < _MIN_WORDS - 1
            or not _ACTS.search(before)
            or (_COMPLEMENT if _NEW_CLAUSE.match(match.group()) and len(words(said[match.end() :])) > _MIN_WORDS else _HANGS).search(before)
            or ends.search(before)
            or before.count("(") != before.count(")")
        ):
            continue
        begins = match.start() + len(_BEFORE.match(match.group()).group())  # type: ignore[union-attr]
        cuts.append((match.start(), begins, unit))
        position, owner = begins, unit
    if not cuts:
        return [statement]
    start, base = 0, statement.span.start
    found: list[Statement] = []
    own = statement.unit
    for end, begins, after in [*cuts, (len(said), len(said), -1)]:
        a, z = start + len(said[start:end]) - len(said[start:end].lstrip()), start + len(said[start:end].rstrip(" ,;\n\t"))
        found.append(replace(statement, span=Span(base + a, base + z), unit=own))
        start, own = begins, after
    return found
