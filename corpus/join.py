"""Documents → one `Corpus`: what they say of one unit is joined."""

import re
from collections import Counter
from dataclasses import replace

from corpus.bodies import NO_BODY, body_noun, is_apart, is_part, post_noun
from corpus.catalogue import catalogued
from corpus.coordinate import by_clause
from corpus.document import Corpus, Document, Statement, Unit
from corpus.lines import titled
from corpus.matrix import in_matrices
from corpus.outline import names_listed, names_spoken
from corpus.pages import filed, named_by_file, pages, speakers
from corpus.prose import handed_down, told, without
from corpus.rows import Columns, place_rows, tabled, unit_columns
from corpus.shapes import by_shape
from corpus.split import split
from corpus.subjects import untitled, without_subjects
from corpus.units import unit_noun
from corpus.words import clean, fold, words

_MIN_BESIDE = 2  # units beside which a document is none that nobody speaks of
_LITTLE = 0.5  # share of a text said of the units that headings name under which others are looked for
_MUCH_MORE = 1.5  # times as much must be said of those
_TITLES = 2  # headings of a document that may say what all of it is about
_MIN_SORT = 3  # units whose names end in one word from which they are called by it
_MOST = 3  # of so many units that running text tells all but one


def assemble(documents: list[Document], digest: str, warnings: list[str] | None = None) -> Corpus:
    """Splits documents and joins what they say of one unit: equal names are one unit.

    Where nothing but running text tells the units, names that stand in one shape do, if most of those that it tells are among them;
    and where headings name units that hardly anything is said of, if of those much more is.
    """
    columns = unit_columns(documents)
    corpus, named = _assembled(documents, columns, digest, warnings)
    if (by_file := filed(documents, corpus)) is not None:
        return by_file
    told_of = _told(corpus)
    if named and told_of >= _LITTLE:
        return corpus
    shaped = [by_shape(d) or d for d in documents]
    loose = unit_columns(shaped, loose=True)
    if shaped != documents or loose != columns:
        again, again_named = _assembled(shaped, loose, digest, warnings)
        spoken_of = {fold(u.name) for u in corpus.units if not u.whole}
        most = again_named and len(spoken_of & {fold(u.name) for u in again.units}) * _MOST >= len(spoken_of) * (_MOST - 1)
        corpus = again if (_told(again) > _MUCH_MORE * told_of and _keeps(corpus, again) if named else most) else corpus
    return named_by_file(corpus) if all(u.whole for u in corpus.units) else corpus


def _keeps(corpus: Corpus, again: Corpus) -> bool:
    """Whether a second reading has all units of a first one that have a noun for bodies and something said of them, and no others without a noun where most of those have one."""
    said = {s.unit for s in corpus.statements}
    first = {fold(u.name): bool(u.noun) for n, u in enumerate(corpus.units) if n in said and not u.whole}
    second = {fold(u.name): bool(u.noun) for u in again.units}
    more = [noun for name, noun in second.items() if name not in first]
    return {name for name, noun in first.items() if noun} <= second.keys() and (sum(first.values()) * 2 <= len(first) or sum(more) * 2 > len(more))


def _told(corpus: Corpus) -> float:
    """The share of a corpus's text that is said of units."""
    own = sum(s.span.end - s.span.start for s in corpus.statements if s.unit is not None and not corpus.units[s.unit].whole)
    return own / max(sum(s.span.end - s.span.start for s in corpus.statements), 1)


def _assembled(documents: list[Document], columns: Columns, digest: str, warnings: list[str] | None) -> tuple[Corpus, bool]:
    """The corpus, and whether headings or tables name units."""
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
    units, statements, row_noun = tabled(units, statements, documents, columns)
    units, statements = catalogued(units, statements, documents)
    named = not all(u.whole for u in units)
    units, statements = without_subjects(*untitled(units, statements, documents), documents)
    units, statements = told(units, statements, documents)
    statements = handed_down(units, place_rows(in_matrices(statements, documents, units), documents, units, columns), documents)
    statements = by_clause(units, statements, documents)
    units, statements = _without_idle(units, statements, documents, bool(paged))
    whole = whole and all(u.whole for u in units)
    units = _sorted_by_end(units, documents)
    own: list[list[str]] = [[] for _ in units]
    outside: list[list[str]] = [[] for _ in documents]
    for statement in statements:
        (outside[statement.document] if statement.unit is None else own[statement.unit]).append(statement.span.of(documents[statement.document].text))
    names = {fold(u.name) for u in units}
    for index, doc in enumerate(documents):
        outside[index] += [title for b in doc.blocks if b.kind == "heading" and fold(title := clean(b.span.of(doc.text))) not in names]
    called = list(dict.fromkeys(t for d in documents for t in (d.title, *(clean(b.span.of(d.text)) for b in [b for b in d.blocks if b.kind == "heading"][:_TITLES])) if fold(t) not in names))
    noun = "document" if whole else unit_noun(units, ["; ".join(o) for o in outside], [" ".join(o) for o in own], row_noun, called)
    return Corpus(tuple(documents), tuple(units), tuple(statements), noun, digest, tuple(warnings)), named


def _sorted_by_end(units: list[Unit], documents: list[Document]) -> list[Unit]:
    """The units, those without a noun for bodies whose names end in one word that the text takes them up by ("Northern Lamp District": "the district") called by that word."""

    def end(unit: Unit) -> str:
        own = words(re.sub(r"\s*\([^()]*\)", "", unit.name)) if not (unit.noun or unit.whole or post_noun(unit.name)) else []
        return own[-1] if len(own) > 1 else ""

    times = Counter(map(end, units))
    texts = [d.text for d in documents]
    said = {e for e, n in times.items() if e and n >= _MIN_SORT and not e.endswith(("s", "ing")) and e not in NO_BODY and any(re.search(rf"\b(?:[Tt]he|[Tt]his|[Ee]ach|[Ee]very) {re.escape(e)}\b", t) for t in texts)}
    return [replace(u, noun=e) if (e := end(u)) in said else u for u in units]


def _without_idle(units: list[Unit], statements: list[Statement], documents: list[Document], paged: bool) -> tuple[list[Unit], list[Statement]]:
    """Documents that were taken for a unit, though others are the pages of units or nobody speaks of them by their title, what they say belongs to units of their own or they are no body's ("FAQ"), are none."""
    of: dict[int, list[Statement]] = {}
    for statement in statements:
        of.setdefault(statement.document, []).append(statement)
    share = {n: of.get(u.documents[0], []) for n, u in enumerate(units) if u.whole}
    beside = len(units) - len(share) >= _MIN_BESIDE
    idle = {
        n
        for n, own in share.items()
        if (beside and (paged or is_apart(units[n].name) or is_part(units[n].name) or not titled(units[n].name) or not (body_noun(units[n].name) or speakers(units[n].name, units[n].documents[0], documents))))
        or (any(s.unit not in (n, None) for s in own) and sum(s.unit == n for s in own) * 2 <= len(own))
    }
    return without(units, statements, idle)
