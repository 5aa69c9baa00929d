"""Which headings of a document name its units, and which parts of them."""

import re
from collections import Counter
from dataclasses import replace

from corpus.bodies import BODY_NOUNS, body_noun, is_apart, is_part, unnumbered
from corpus.document import Block, Document, Unit
from corpus.plain import ITEM_IN, stated_count, titled
from corpus.words import clean, fold, plural, words

_DUTY = re.compile(r"(?:[-*•–]\s*)?[A-Z][a-z]+[^s\W]s (?!(?:and|of|in|are|were|have|can|may|must|shall|will|do|for|from|on|or|to|with)\b)[a-z]")  # "Pays the bills", not "Members are"
_WEAK = ("bold", "run-in")  # styles of headings that no markup or line of their own sets apart
_SET_UP = re.compile(r"(?:\(?\w{1,3}[.)] )?(?:There (?:shall be|is hereby established|is established) an? |The )((?:[A-Z][\w-]+ ){0,5}[A-Z][\w-]+)(?=,| (?:shall|is|to|composed|of|which)\b)")
_MIN_NAMED = 2  # outermost headings of one sort that must name bodies before their like do too
_MIN_SEATS = 3  # headings of one shape from which the shape means something
_SEATED = re.compile(r"[A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}, [A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}")  # "Lindholm, Norway"


def find_units(document: Document, index: int) -> tuple[tuple[Unit, ...], list[int | None], list[tuple[str, ...]]]:
    """Units, and for every block its unit and its heading path."""
    blocks = document.blocks
    headings = [i for i, b in enumerate(blocks) if b.kind == "heading"]
    parents = _parents(blocks, headings)
    names = {i: unnumbered(blocks[i].span.of(document.text)) for i in headings}
    apart = {i for i in headings if is_apart(names[i])}
    apart |= {i for i in headings if any(p in apart for p in _ancestors(i, parents))}
    bodies = {i for i in headings if i not in apart and body_noun(names[i])}
    blocks = _promote(blocks, bodies, names)
    parents = _parents(blocks, headings)
    bodies -= {i for i in bodies if _is_whole(i, bodies, headings, parents)}
    bodies -= {i for i in bodies if _is_group(i, document, bodies, headings, parents, names)}
    if len(bodies) < 2:
        bodies = max(_siblings(document, headings, names, apart), _seats(document, headings, set(), apart, names, parents), key=len) or bodies
    else:
        bodies |= _seats(document, headings, bodies, apart, names, parents)
    established = _established(document, headings, bodies, apart, names)
    names |= established
    bodies |= established.keys()
    blocks = _promote(blocks, bodies, names)
    parents = _parents(blocks, headings)
    bodies |= _inner(document, headings, bodies, apart, names, parents)
    units: list[Unit] = []
    numbers: dict[int, int] = {}
    for i in headings:
        if i in bodies:
            parent = next((numbers[p] for p in _ancestors(i, parents) if p in numbers), None)
            numbers[i] = len(units)
            units.append(Unit(names[i], body_noun(names[i]), parent, (index,)))
    unit_of: list[int | None] = []
    path_of: list[tuple[str, ...]] = []
    current: int | None = None
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            current = i
        while current is not None and i - current > 1 and blocks[current].style == "item-in" and (block.kind != "item" or block.level <= blocks[current].level - ITEM_IN):
            current = parents[current]  # what an item names ends with the item
        chain = [] if current is None else [current, *_ancestors(current, parents)]
        path_of.append(tuple(clean(blocks[h].span.of(document.text)).rstrip(".") for h in reversed(chain)))
        unit_of.append(next((numbers[h] for h in chain if h in numbers), None))
    if not units:
        units = [Unit(document.title, "", None, (index,))]
        unit_of = [0] * len(blocks)
    return tuple(units), unit_of, path_of


def _promote(blocks: tuple[Block, ...], bodies: set[int], names: dict[int, str]) -> tuple[Block, ...]:
    """The blocks, bold paragraphs and run-in headings raised to the level of the real headings where both name bodies of one sort."""

    def sort(i: int) -> str:
        return body_noun(names[i]) or ("seat" if _SEATED.fullmatch(names[i]) else "")

    real = Counter(blocks[i].level for i in bodies if blocks[i].style not in _WEAK)
    level, times = real.most_common(1)[0] if real else (0, 0)
    if times < 2:
        return blocks
    sorts = {sort(i) for i in bodies if blocks[i].level == level and blocks[i].style not in _WEAK} - {""}
    raised = {i for i in bodies if (blocks[i].style in _WEAK or sort(i) == "seat") and sort(i) in sorts}  # a first seat is no title
    return tuple(replace(b, level=level) if i in raised else b for i, b in enumerate(blocks))


def _parents(blocks: tuple[Block, ...], headings: list[int]) -> dict[int, int | None]:
    stack: list[int] = []
    parents: dict[int, int | None] = {}
    for i in headings:
        while stack and blocks[stack[-1]].level >= blocks[i].level:
            stack.pop()
        parents[i] = stack[-1] if stack else None
        stack.append(i)
    return parents


def _ancestors(i: int, parents: dict[int, int | None]) -> list[int]:
    found = []
    above = parents[i]
    while above is not None:
        found.append(above)
        above = parents[above]
    return found


def _is_whole(i: int, bodies: set[int], headings: list[int], parents: dict[int, int | None]) -> bool:
    """Whether a heading names the organisation itself: alone at the top, with at least two bodies below it."""
    top = parents[i] is None and (i == headings[0] or sum(parents[h] is None for h in headings) == 1)
    return top and sum(i in _ancestors(b, parents) for b in bodies) >= 2


def _tell_duties(document: Document, headings: list[int]) -> bool:
    """Whether what stands under headings mostly opens like a duty: "Pays the bills …", "Writes contracts"."""
    opening = sum(_DUTY.match(document.blocks[i + 1].span.of(document.text)) is not None for i in headings if i + 1 < len(document.blocks))
    return len(headings) >= _MIN_SEATS and opening * 3 >= len(headings) * 2


def _is_group(i: int, document: Document, bodies: set[int], headings: list[int], parents: dict[int, int | None], names: dict[int, str]) -> bool:
    """Whether a heading only sorts the bodies below it ("Academic administration"): no text of its own, no capitals like theirs."""
    below = [b for b in bodies if i in _ancestors(b, parents)]
    following = document.blocks[i + 1 : i + 2]
    empty = bool(following) and following[0].kind == "heading"
    return empty and len(below) >= 2 and not titled(names[i]) and all(titled(names[b]) for b in below)


def _established(document: Document, headings: list[int], bodies: set[int], apart: set[int], names: dict[int, str]) -> dict[int, str]:
    """Of numbered sections beside those that name bodies: the body that a section with another title sets up ("There shall be a Flood Panel")"""
    if sum(document.blocks[i].style == "section" for i in bodies) < 2:
        return {}
    known = {fold(re.sub(r"^The ", "", names[i])) for i in bodies}
    found: dict[int, str] = {}
    for i in headings:
        if i in bodies | apart or document.blocks[i].style != "section" or is_part(names[i]) or i + 1 >= len(document.blocks):
            continue
        match = _SET_UP.match(document.blocks[i + 1].span.of(document.text))
        if match and body_noun(match.group(1)) and fold(match.group(1)) not in known:
            known.add(fold(match.group(1)))
            found[i] = match.group(1)
    return found


def _seats(document: Document, headings: list[int], bodies: set[int], apart: set[int], names: dict[int, str], parents: dict[int, int | None]) -> set[int]:
    """Beside headings that name bodies by a noun: those that name one by where it sits ("Lindholm, Norway"), or as many as the text counts."""
    repeated = Counter(fold(names[i]) for i in headings)
    above = {p for b in bodies for p in _ancestors(b, parents) if not _SEATED.fullmatch(names[p])}
    out = bodies | apart | above
    rest = [
        i for i in headings
        if i not in out and bodies.isdisjoint(_ancestors(i, parents)) and repeated[fold(names[i])] == 1 and not is_part(names[i])
        and document.blocks[i + 1 : i + 2] and document.blocks[i + 1].kind != "heading"
    ]  # fmt: skip
    seated = [i for i in rest if _SEATED.fullmatch(names[i])]
    if len(seated) >= _MIN_SEATS and len(seated) * 2 >= len(rest):
        return set(seated)
    counted = {n for n, phrase in stated_count(document.text) if any(s in BODY_NOUNS for s in _singulars(words(phrase)[-1]))}
    return set(rest) if len(rest) >= _MIN_SEATS and len(rest) in counted and all(titled(names[i], limit=5) for i in rest) else set()


def _siblings(document: Document, headings: list[int], names: dict[int, str], apart: set[int]) -> set[int]:
    """Where no heading has a body noun: the largest family of headings of one style that each have text of their own."""
    if not headings:
        return set()
    families: dict[tuple[str, int], list[int]] = {}
    repeated = Counter(fold(names[i]) for i in headings)
    filled = {h for h, nxt in zip(headings, [*headings[1:], len(document.blocks)], strict=True) if nxt - h > 1}
    for i in headings:
        block = document.blocks[i]
        if i not in apart and i in filled and repeated[fold(names[i])] == 1 and not is_part(names[i]):
            families.setdefault((block.style, block.level), []).append(i)
    named = {family: members for family, members in families.items() if len(members) >= 2}
    counted = {n for n, _ in stated_count(document.text)}
    best = max(named.items(), key=lambda kv: (len(kv[1]) in counted, len(kv[1])), default=None)
    if best is None or (best[0][0] != "run-in" and len(best[1]) not in counted and not _tell_duties(document, best[1])):
        return set()
    return set(best[1])


def _inner(document: Document, headings: list[int], bodies: set[int], apart: set[int], names: dict[int, str], parents: dict[int, int | None]) -> set[int]:
    """Headings that name no body ("Visitor Services") but stand among others, of one style and level, that mostly do."""
    repeated = Counter(fold(names[i]) for i in headings)
    inside = {i for i in headings if not bodies.isdisjoint(_ancestors(i, parents))}
    families: dict[tuple[bool, str, int], list[int]] = {}
    for i in headings:
        families.setdefault((i in inside, document.blocks[i].style, document.blocks[i].level), []).append(i)
    found: set[int] = set()
    for (nested, style, _), family in families.items():
        named = [i for i in family if i in bodies]
        if len(named) < (1 if nested else _MIN_NAMED) or len(named) * 2 < len(family) or (style == "section" and not nested):
            continue  # "Article 8. Languages" is a subject, whatever the other articles are about
        fit = {i for i in family if i not in apart and repeated[fold(names[i])] == 1 and not is_part(names[i]) and titled(names[i], limit=5)}
        if not nested:  # what holds a unit sorts it; what holds no words says nothing
            above = {p for b in bodies for p in _ancestors(b, parents)}
            fit = {i for i in fit if i not in above and document.blocks[i + 1 : i + 2] and document.blocks[i + 1].kind != "heading"}
        found |= fit
    return found


def unit_noun(units: tuple[Unit, ...], texts: list[str], row_noun: str = "") -> str:
    """What the text calls its units, singular, lower case.

    The noun in most of their names; else the noun of a stated count that fits ("eight Field Stations");
    else `row_noun`, the header above them in a table of units; else "unit".
    """
    main = [u for u in units if u.parent is None]
    unnamed = [u for u in main if not u.noun]
    main = unnamed if len(unnamed) * 2 > len(main) else main  # most have no noun in their names: what those are called counts
    nouns = Counter(u.noun for u in main)
    noun, times = nouns.most_common(1)[0] if nouns else ("", 0)
    if noun and times * 2 > len(main):
        return noun
    for text in texts:
        for number, phrase in stated_count(text):
            if number == len(main):
                last = words(phrase)[-1]
                for candidate in _singulars(last):
                    if plural(candidate) == last:
                        return candidate
    return row_noun or "unit"


def _singulars(word: str) -> list[str]:
    """What a plural may be the plural of, the likeliest first: "bodies" is of "body", "houses" of "house"."""
    endings = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
    return [word.removesuffix(ending) + single for ending, single in endings if word.endswith(ending)]
