"""Rows of tables: the units that a column names, and the unit that each row is about."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.bodies import BODY_NOUNS, announces, body_noun, body_or_post, introduction, is_apart, is_label, is_part, unnumbered
from corpus.document import Block, Document, Statement, Unit
from corpus.lines import titled
from corpus.outline import HEADED, listed_in
from corpus.prose import spellings, without
from corpus.tables import ACRONYM
from corpus.words import clean, fold, plural, words

_OF_GLOSSARY = 2  # cells of a line that says what an acronym stands for
_SPELLED = re.compile(r"(?:it )?(?:stands for|means?|meaning|full (?:name|form|title)|long form|name in full|in full|expansion|written out|definition)", re.IGNORECASE)  # header of what acronyms stand for
_MIN_TABLED = 2  # units that a table must add to, or name, to be a table of units
_MIN_ROWS = 3  # of a table whose header does not say what its columns name
_NAME_WORDS = 8
_PLAIN_WORDS = 4  # of a name whose words are not all capitalised
_SHARE = 0.8  # of a column's cells those that must be names
_RECURS = 0.75  # names a row of a column in which they recur
_SAID_WORDS = 2  # of a cell that says what a unit does, on average
_JOINING = frozenset(["of", "the", "and", "on", "for"])
_OWNER = re.compile(
    r"(?:owner|responsible|responsibility|lead|[a-z]+(?:ed|own|en|ung|un|ld|ne|pt) by|in charge|who|whom to ask|ask|contact|goes to|go to|where to (?:go|turn))",
    re.IGNORECASE,
)  # headers of the column that says whose a row is
_COMES = re.compile(r"who (?:comes|attends|takes part|sits|is (?:there|present|invited))|attendees|participants", re.IGNORECASE)  # may be bodies, may be persons
_TASK = re.compile(
    r"(?:tasks?|dut(?:y|ies)|what|subjects?|topics?|matters?|services?|activit(?:y|ies)|functions?|questions?|issues?|(?:if )?you need|need|for)\b", re.IGNORECASE
)  # headers of the column that says what is done
_NUMBERED = re.compile(r"(?:no|nr|number|#|ref|code|id|item)?\.?", re.IGNORECASE)
_NUMBER = re.compile(r"[\W\d]*[A-Za-z]{0,3}[\W\d]*")
_NOBODY = re.compile(r"[\s–—\-./]*|n/?a|none|tbc|tbd", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """The column of a table that names units: one in each row (a list of units), or whose each row is (a list of tasks)."""

    at: int
    of_tasks: bool


Columns = Mapping[tuple[int, int], UnitColumn]  # by a row's document and place


def unit_columns(documents: Sequence[Document], loose: bool = False) -> Columns:
    """The columns that name units.

    Their headers say so ("Team", "Responsible"). Where nothing else tells the units (`loose`) a first column of names will do,
    or, behind one of tasks, a column in which names recur.
    """
    found: dict[tuple[int, int], UnitColumn] = {}
    for index, document in enumerate(documents):
        tables: dict[tuple[int, int], list[Block]] = {}
        above = 0  # where rows without a header begin
        for at, block in enumerate(document.blocks):
            above = block.span.start if at == 0 or document.blocks[at - 1].kind != "row" else above
            if block.kind == "row" and block.style != "header" and len(block.cells) > 1 and len(block.header) in (0, len(block.cells)):
                tables.setdefault((block.header[0].start if block.header else above, len(block.cells)), []).append(block)
        for rows in tables.values():
            heads = [clean(h.of(document.text)) for h in rows[0].header] or [""] * len(rows[0].cells)
            columns = [[clean(r.cells[at].of(document.text)) for r in rows] for at in range(len(heads))]
            told = loose and announces(document.title, introduction(document.text, rows[0].span.start))
            if column := _unit_column(heads, columns, loose, told):
                found |= {(index, r.span.start): column for r in rows}
    return found


def _unit_column(heads: list[str], columns: list[list[str]], loose: bool, told: bool) -> UnitColumn | None:
    """The column of one table; `told`: whether the text around it says that it tells who does what."""
    first = next((at for at, column in enumerate(columns) if not (_NUMBERED.fullmatch(heads[at]) and all(map(_NUMBER.fullmatch, column)))), 0)
    if HEADED.fullmatch(heads[first]):
        return UnitColumn(first, False)
    for at in range(first + 1, len(heads)):
        bodies = _COMES.fullmatch(heads[at]) and sum(map(body_or_post, set(columns[at]))) * 2 > len(set(columns[at]))
        if (bodies or HEADED.fullmatch(heads[at]) or _OWNER.fullmatch(heads[at])) and _of_names(columns[at]):
            return UnitColumn(at, True)
    if not loose or len(columns[first]) < _MIN_ROWS:
        return None
    for at in range(first + 1, len(heads)):
        names = [v for v in columns[at] if not _NOBODY.fullmatch(v)]
        if not told and not _TASK.match(heads[first]) and sum(map(body_or_post, set(names))) * 3 < len(set(names)):
            continue  # a price, a place or a singer recurs, too
        if _of_names(columns[at]) and len(set(names)) <= _RECURS * len(names) and len(set(names)) > 1 and len(set(columns[first])) * _RECURS > len(set(names)):
            return UnitColumn(at, True)
    if not told and sum(map(body_or_post, columns[first])) * 2 < len(columns[first]):
        return None
    said = any(sum(len(v.split()) for v in column) >= _SAID_WORDS * len(column) for at, column in enumerate(columns) if at != first)
    return UnitColumn(first, False) if said and _of_names(columns[first]) and len(set(columns[first])) == len(columns[first]) and not _TASK.match(heads[first]) else None


def _of_names(column: list[str]) -> bool:
    """Whether nearly all cells of a column that say something are names."""
    said = [v for v in column if not _NOBODY.fullmatch(v)]
    named = [v for v in said if _names_body(v) and not is_part(v) and not is_apart(v) and not (is_label(v) and " " not in v) and (titled(v) or len(v.split()) <= _PLAIN_WORDS)]
    return len(said) * 2 >= len(column) and len(named) >= _SHARE * len(said) and bool(named)


def tabled(units: list[Unit], statements: list[Statement], documents: list[Document], columns: Columns) -> tuple[list[Unit], list[Statement], str]:
    """Units that only a table names are added: those of a column that lists them; where there are none at all, those whose tasks a table lists.

    A heading above such a table names the organisation, not a unit. Returned with the header's noun, "" if there is no such table.
    """
    found: dict[str, Unit] = {}
    taken = [distinct_words(u) for u in units if not u.whole]
    spelled = {fold(s) for u in units if not u.whole for s in spellings(u.name)}
    nouns: Counter[str] = Counter()  # how many names stand under each noun
    named: set[str] = set()  # what the columns name
    hosts: Counter[int] = Counter()  # how many names the tables of each document have
    beside = sum(not u.whole for u in units) > _MIN_TABLED
    over = {d for d, doc in enumerate(documents) if (rows := listed_in(doc)) and sum(fold(r) in spelled for r in rows) * 2 >= max(len(rows), 2 * _MIN_TABLED)}  # a page that lists the others
    inside = {(s.document, s.span.start) for s in statements if s.kind == "row" and s.unit is not None and beside and not units[s.unit].whole and s.document not in over}
    alone = all(u.whole for u in units)
    for index, document in enumerate(documents):
        for block in document.blocks:
            column = columns.get((index, block.span.start))
            if column is None or (column.of_tasks and not alone) or (index, block.span.start) in inside:
                continue  # a table inside one unit of several tells of its parts
            header, cell = clean(block.header[column.at].of(document.text)) if block.header else "", clean(block.cells[column.at].of(document.text))
            for name in _several(cell) if column.of_tasks else [cell]:
                if not _names_body(name):
                    continue
                nouns.update(n for n in BODY_NOUNS if words(header)[:1] in ([n], [plural(n)]))
                named.add(name)
                hosts[index] += 1
                unit = Unit(name, body_noun(name), None, (index,))
                own = distinct_words(unit)
                if fold(name) not in spelled and fold(name) not in found and (column.of_tasks or not any(own <= other or other <= own for other in taken)):
                    found[fold(name)] = unit
                    taken.append(own)
    if len(found) + sum(bool(u.noun) for u in units) < _MIN_TABLED:
        return units, statements, ""
    of = [[n for n, u in enumerate(units) if u.documents == (d,)] for d in range(len(documents))]
    gone = {of[d][0] for d, times in hosts.items() if times >= _MIN_TABLED and len(of[d]) == 1 and units[of[d][0]].name == unnumbered(documents[d].title)}
    if len(found) >= _MIN_ROWS and all(titled(u.name) for u in found.values()):  # "Where duties meet", beside a table of units
        gone |= {n for n, u in enumerate(units) if not (u.whole or u.noun or titled(u.name))}
    units, statements = without(units, statements, gone)
    every = [*units, *found.values()]
    told = [frozenset(words(n)) for n in named]
    most = sum(any(distinct_words(u) <= n for n in told) for u in every if u.parent is None) * 2 > sum(u.parent is None for u in every)
    noun, _ = max(sorted(nouns.items()), key=lambda x: x[1], default=("", 0))
    return every, statements, noun if most else ""


def _names_body(name: str) -> bool:
    """Whether a cell can be the name of a unit: capitalised, and no number or sentence."""
    return 0 < len(name.split()) <= _NAME_WORDS and name[:1].isupper() and not name.endswith((".", ":")) and not any(c.isdigit() for c in name)


def _several(cell: str) -> list[str]:
    """The names in a cell: one, unless each that "and", a comma or a stroke parts has a noun for a body."""
    parts = [p for p in _SEVERAL.split(cell) if p]
    return parts if len(parts) > 1 and all(map(body_noun, parts)) else [cell]


def place_rows(statements: list[Statement], documents: list[Document], units: list[Unit], columns: Columns) -> list[Statement]:
    """The statements, those of each table row given to the unit it is about, whichever document describes that; one for each of several whose it is."""
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
        text = documents[s.document].text
        spelled = not block.header or _SPELLED.fullmatch(clean(block.header[-1].of(text)))
        if len(block.cells) == _OF_GLOSSARY and spelled and ACRONYM.fullmatch(clean(block.cells[0].of(text))):
            placed.append(replace(s, unit=None))  # what an acronym stands for is said of no unit
            continue
        column = columns.get((s.document, block.span.start))
        owners = _owners(clean(block.cells[column.at].of(text)), names) if column and column.of_tasks else []
        if len(owners) > 1:
            placed += [replace(s, unit=unit) for unit in owners]
            continue
        unit = owners[0] if owners else row_unit(documents[s.document], block, units, distinct, names, s.unit)
        led = s.kind != "row" and s.leads[:1] == block.cells[:1]
        is_named = led and unit is not None and bool(distinct[unit] & set(words(block.cells[0].of(text))))
        placed.append(replace(s, unit=unit, leads=s.leads[1:] if is_named else s.leads))  # what the unit's name leads needs no lead
    return placed


def _owners(cell: str, names: Mapping[str, int]) -> list[int]:
    """The units whose names a cell has, if it has nothing else."""
    if (whole := names.get(fold(cell))) is not None:
        return [whole]
    parts = [names.get(fold(p)) for p in _SEVERAL.split(cell) if p]
    return [p for p in parts if p is not None] if None not in parts else []


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
        owners = [names[fold(c)] for h, c in zip(heads[1:], cells[1:], strict=True) if (HEADED.fullmatch(h) or _OWNER.fullmatch(h) or _COMES.fullmatch(h)) and fold(c) in names]
        if len(set(owners)) == 1:
            return owners[0]  # "Winter rota | Team: Ferry Desk"
    best: tuple[int, int, int] | None = None  # words in the first cell, words, the unit
    for number, own in enumerate(distinct):
        if own & first and own <= first | extra and (best is None or (len(own & first), len(own)) > best[:2]):
            best = (len(own & first), len(own), number)
    if best is None and default is None:
        return next((names[fold(c)] for c in cells[1:] if fold(c) in names), None)
    return best[2] if best else default
