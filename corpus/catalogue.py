"""Catalogues of services: each entry says which unit answers for it ("Responsible: Ferry Desk"), and no unit has an entry of its own."""

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby

from corpus.bodies import body_noun
from corpus.document import Document, Statement, Unit
from corpus.prose import without
from corpus.words import fold

_ANSWERS = re.compile(
    r"(?:^|\n)[ \t]*(?:[-*•][ \t]*)?(?:Responsible(?: (?:team|unit|office|department|service))?|(?:Service )?Owner|Owned by|Provided by|Handled by|Run by|Lead(?: (?:team|unit|office|department))?|In charge|Contact team)[ \t]*:[ \t]*"
    r"(?:the )?(?P<name>[A-Z][^\n;:.,|]{1,60}?)(?=[ \t]*(?:[\n.;,|(]|$))"
)
_MIN_ENTRIES = 4  # entries that must say so


def catalogued(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """What the entries of a catalogue say belongs to the unit that answers for each; what was taken for its units is none.

    A document is one if at least four of its entries name who answers for them, these are most, and some answer for several.
    """
    by_document: dict[int, list[Statement]] = {}
    for s in statements:
        by_document.setdefault(s.document, []).append(s)
    for index, own in sorted(by_document.items()):
        document = documents[index]
        entries = [list(group) for _, group in groupby(own, key=lambda s: s.heading)]
        named = {n: m.group("name").strip() for n, entry in enumerate(entries) if (m := _ANSWERS.search(document.text, entry[0].span.start, entry[-1].span.end))}
        answers = Counter(fold(name) for name in named.values())
        first, last = min(named, default=0), max(named, default=0)
        if len(named) < _MIN_ENTRIES or len(named) * 2 <= last - first + 1 or len(answers) < 2 or max(answers.values()) < 2:
            continue
        places = {n for n, u in enumerate(units) if u.documents == (index,)}
        units, statements = without(units, statements, places)
        known = {fold(u.name): n for n, u in enumerate(units)}
        for name in named.values():
            if fold(name) not in known:
                known[fold(name)] = len(units)
                units = [*units, Unit(name, body_noun(name), None, (index,))]
        of = {s.span: known[fold(named[n])] for n, entry in enumerate(entries) if n in named for s in entry}
        statements = [replace(s, unit=of[s.span]) if s.document == index and s.span in of else s for s in statements]
    return units, statements
