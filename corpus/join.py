"""Documents → one `Corpus`: what they say of one unit is joined."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.bodies import BODY_NOUNS, body_noun, is_apart, is_part, unnumbered
from corpus.catalogue import catalogued
from corpus.document import Block, Corpus, Document, Statement, Unit
from corpus.lines import titled
from corpus.matrix import in_matrices
from corpus.outline import HEADED, listed_in, names_listed, names_spoken
from corpus.pages import pages, speakers
from corpus.prose import handed_down, spellings, told, without
from corpus.split import split
from corpus.tables import ACRONYM
from corpus.units import unit_noun
from corpus.words import clean, fold, plural, words

_OF_GLOSSARY = 2  # cells of a line that says what an acronym stands for
_MIN_TABLED = 2  # units that a table must add to, or name, to be a table of units
_NAME_WORDS = 8
_JOINING = frozenset(["of", "the", "and", "on", "for"])


def assemble(documents: list[Document], digest: str, warnings: list[str] | None = None) -> Corpus:
    """Splits documents and joins what they say of one unit: equal names are one unit."""
    warnings = list(warnings or [])
    units: list[Unit] = []
    known: dict[tuple[str, int | None], int] = {}
    statements: list[Statement] = []
    whole = True
    titles: dict[str, str] = {}
    spoken = names_spoken(documents)
    listed = names_listed(documents)
    paged = pages(documents)
    for index, doc in enumerate(documents):
        if not doc.text.strip():
            continue
        if (key := fold(doc.title)) in titles:
            warnings.append(f"{titles[key]!r} and {doc.path!r} have one title, {doc.title!r}; answers tell them apart by file.")
        titles.setdefault(key, doc.path)
        parts = split(doc, index, spoken, listed, paged.get(index))
        numbers: dict[int, int] = {}
        for number, unit in enumerate(parts.units):
            parent = None if unit.parent is None else numbers[unit.parent]
            whole = whole and unit.whole
            ident = (fold(re.sub(r"^The (?=[A-Z])", "", unit.name)) if not unit.whole else f"\0{doc.path}", parent)
            if ident in known:
                numbers[number] = known[ident]
                old = units[known[ident]]
                units[known[ident]] = replace(old, documents=tuple(dict.fromkeys((*old.documents, index))))
            else:
                numbers[number] = known[ident] = len(units)
                units.append(replace(unit, parent=parent))
        statements += [replace(s, unit=None if s.unit is None else numbers[s.unit]) for s in parts.statements]
    units, statements, row_noun = _tabled(units, statements, documents)
    units, statements = told(*catalogued(units, statements, documents), documents)
    statements = handed_down(units, _place_rows(in_matrices(statements, documents, units), documents, units), documents)
    units, statements = _without_idle(units, statements, documents, bool(paged))
    whole = whole and all(u.whole for u in units)
    own: list[list[str]] = [[] for _ in units]
    outside: list[list[str]] = [[] for _ in documents]
    for statement in statements:
        (outside[statement.document] if statement.unit is None else own[statement.unit]).append(statement.span.of(documents[statement.document].text))
    names = {fold(u.name) for u in units}
    for index, doc in enumerate(documents):
        outside[index] += [title for b in doc.blocks if b.kind == "heading" and fold(title := clean(b.span.of(doc.text))) not in names]
    noun = "document" if whole else unit_noun(units, [" ".join(o) for o in outside], [" ".join(o) for o in own], row_noun)
    return Corpus(tuple(documents), tuple(units), tuple(statements), noun, digest, tuple(warnings))


_OWNER = re.compile(
    r"(?:owner|owned by|responsible|lead|held by|done by|handled by|run by|in charge|who|whom to ask|ask|contact|goes to|where to (?:go|turn))", re.IGNORECASE
)  # headers of the column that says whose a row is


def _place_rows(statements: list[Statement], documents: list[Document], units: list[Unit]) -> list[Statement]:
    """The statements, those of each table row given to the unit it is about, whichever document describes that."""
    rows = [[b for b in d.blocks if b.kind == "row"] for d in documents]
    starts = [[b.span.start for b in own] for own in rows]
    distinct = [distinct_words(u) for u in units]
    names = {fold(name): n for n, u in enumerate(units) for name in spellings(u.name)}
    placed = []
    for s in statements:
        at = bisect_right(starts[s.document], s.span.start) - 1
        if s.kind == "item" and s.unit is not None and at >= 0 and s.span == rows[s.document][at].cells[0]:
            placed.append(s)  # a task that a table assigns
            continue
        if at < 0 or s.span.start >= rows[s.document][at].span.end:
            placed.append(s)
            continue
        block = rows[s.document][at]
        if len(block.cells) == _OF_GLOSSARY and not block.header and ACRONYM.fullmatch(block.cells[0].of(documents[s.document].text)):
            placed.append(replace(s, unit=None))  # what an acronym stands for is said of no unit
            continue
        unit = row_unit(documents[s.document], block, units, distinct, names, s.unit)
        led = s.kind != "row" and s.leads[:1] == block.cells[:1]
        named = led and unit is not None and bool(distinct[unit] & set(words(block.cells[0].of(documents[s.document].text))))
        placed.append(replace(s, unit=unit, leads=s.leads[1:] if named else s.leads))  # what the unit's name leads needs no lead
    return placed


def _tabled(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement], str]:
    """Units that only a table names are added: in its first column, under a header that is a noun for bodies ("Unit", "Team").

    A heading above such a table names the organisation, not a unit. Returned with that header's noun, "" if there is no such table.
    """
    found: dict[str, Unit] = {}
    taken = [distinct_words(u) for u in units if not u.whole]
    spelled = {fold(s) for u in units if not u.whole for s in spellings(u.name)}
    noun = ""
    named: set[str] = set()  # what the first columns name
    hosts: Counter[int] = Counter()  # how many names the tables of each document have
    beside = sum(not u.whole for u in units) > _MIN_TABLED
    over = {d for d, doc in enumerate(documents) if (rows := listed_in(doc)) and sum(fold(r) in spelled for r in rows) * 2 >= max(len(rows), 2 * _MIN_TABLED)}  # a page that lists the others
    inside = {(s.document, s.span.start) for s in statements if s.kind == "row" and s.unit is not None and beside and not units[s.unit].whole and s.document not in over}
    for index, document in enumerate(documents):
        for block in document.blocks:
            if block.kind != "row" or not block.header or len(block.cells) < 2 or (index, block.span.start) in inside:
                continue  # a table inside one unit of several tells of its parts
            header, name = (clean(c.of(document.text)) for c in (block.header[0], block.cells[0]))
            if not HEADED.fullmatch(header) or not _names_body(name):
                continue
            noun = next((n for n in BODY_NOUNS if words(header)[0] in (n, plural(n))), noun)
            named.add(name)
            hosts[index] += 1
            unit = Unit(name, body_noun(name), None, (index,))
            own = distinct_words(unit)
            if fold(name) not in spelled and not any(own <= other or other <= own for other in taken):
                found[fold(name)] = unit
                taken.append(own)
    if len(found) + sum(bool(u.noun) for u in units) < _MIN_TABLED:
        return units, statements, ""
    of = [[n for n, u in enumerate(units) if u.documents == (d,)] for d in range(len(documents))]
    gone = {of[d][0] for d, times in hosts.items() if times >= _MIN_TABLED and len(of[d]) == 1 and units[of[d][0]].name == unnumbered(documents[d].title)}
    units, statements = without(units, statements, gone)
    tabled = [*units, *found.values()]
    told = [frozenset(words(n)) for n in named]
    most = sum(any(distinct_words(u) <= n for n in told) for u in tabled if u.parent is None) * 2 > sum(u.parent is None for u in tabled)
    return tabled, statements, noun if most else ""


def _names_body(name: str) -> bool:
    """Whether a cell of the first column can be a name: capitalised, and no number or sentence."""
    return 0 < len(name.split()) <= _NAME_WORDS and name[:1].isupper() and not name.endswith((".", ":")) and not any(c.isdigit() for c in name)


def _without_idle(units: list[Unit], statements: list[Statement], documents: list[Document], paged: bool) -> tuple[list[Unit], list[Statement]]:
    """Documents that were taken for a unit, though others are the pages of units or nobody speaks of them by their title, what they say belongs to units of their own or they are no body's ("FAQ"), are none."""
    of: dict[int, list[Statement]] = {}
    for statement in statements:
        of.setdefault(statement.document, []).append(statement)
    share = {n: of.get(u.documents[0], []) for n, u in enumerate(units) if u.whole}
    beside = len(units) - len(share) >= _MIN_TABLED
    idle = {
        n
        for n, own in share.items()
        if (beside and (paged or is_apart(units[n].name) or is_part(units[n].name) or not titled(units[n].name) or not (body_noun(units[n].name) or speakers(units[n].name, units[n].documents[0], documents))))
        or (any(s.unit not in (n, None) for s in own) and sum(s.unit == n for s in own) * 2 <= len(own))
    }
    return without(units, statements, idle)


def distinct_words(unit: Unit) -> frozenset[str]:
    """The words of a unit's name that tell it from others."""
    own = frozenset(words(re.sub(r"\([^)]*\)", "", unit.name))) - _JOINING
    return own - {unit.noun} or own


def row_unit(document: Document, block: Block, units: Sequence[Unit], distinct: Sequence[frozenset[str]], names: Mapping[str, int], default: int | None) -> int | None:
    """The unit that a table row is about: that of a column for owners ("Team", "Responsible"), else the one whose name is in its first cell, wholly or but for its noun.

    Outside any unit (`default` is None) another cell that is a unit's whole name will do: "Lead: Registry".
    `distinct` holds each unit's `distinct_words`, `names` the units by every spelling of their names, folded.
    """
    if not block.cells or len(units) == 1:
        return default
    cells = [c.of(document.text) for c in block.cells]
    first = set(words(cells[0]))
    extra = set(words(" ".join(cells[1:])))
    opening = fold(cells[0]).removeprefix("the ").split()
    if not any(" ".join(opening[:n]).rstrip(",;:") in names for n in range(1, len(opening) + 1)) and len(block.header) == len(cells):
        heads = [clean(h.of(document.text)) for h in block.header]
        owners = [names[fold(c)] for h, c in zip(heads[1:], cells[1:], strict=True) if (HEADED.fullmatch(h) or _OWNER.fullmatch(h)) and fold(c) in names]
        if len(set(owners)) == 1:
            return owners[0]  # "Winter rota | Team: Ferry Desk"
    best: tuple[int, int, int] | None = None  # words in the first cell, words, the unit
    for number, own in enumerate(distinct):
        if own & first and own <= first | extra and (best is None or (len(own & first), len(own)) > best[:2]):
            best = (len(own & first), len(own), number)
    if best is None and default is None:
        return next((names[fold(c)] for c in cells[1:] if fold(c) in names), None)
    return best[2] if best else default
