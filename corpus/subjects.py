"""Headings that name no unit where what stands below them tells of the units: titles, chapters, subjects."""

import re

from corpus.bodies import body_noun, is_article
from corpus.document import Document, Statement, Unit
from corpus.lines import titled
from corpus.outline import DUTY
from corpus.prose import by_document, paragraphs_of, sentences_of, spellings, without
from corpus.spoken import units_spoken_of
from corpus.words import clean, fold, words

_FEW_NAMED = 10  # of so many chapters one may have a noun for bodies by chance
_MIN_TOLD = 3  # units that prose below a title must tell of before the title names what they are units of
_TOLD_BELOW = 2  # units that prose must tell of for each title above it before the titles are those of chapters
_MIN_OTHERS = 2  # units that a heading of a subject stands above
_FIRST_PART = re.compile(r",? [–—-] |, | \(")
_MIN_UNITS = 4  # units beside which a heading may be of a subject


def untitled(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """Without titles that name no unit where the prose below them tells of the units: the organisation itself, or chapters ("The Directorates")."""
    own: dict[int, set[int]] = {}
    for s in statements:
        own.setdefault(s.document, set()).update(set() if s.unit is None else {s.unit})
    alone = {d: of for d, of in own.items() if len(of) == 1 and all(not units[u].whole and (len(own) == 1 or fold(units[u].name) == fold(documents[d].title)) for u in of)}
    if len(alone) > 1:
        alone = {}  # each is a unit's page
    chapters = {d: of for d, of in own.items() if len(of) > 1 and not any(units[u].whole for u in of) and sum(bool(units[u].noun) for u in of) * _FEW_NAMED <= len(of)}
    named = {s.unit for s in statements if s.unit is not None and re.search(rf"(?<!\bof )(?<!\bof the )(?<!\bfor )\b{re.escape(_FIRST_PART.split(units[s.unit].name)[0])}\b", s.span.of(documents[s.document].text))}
    chapters = {d: of for d, of in chapters.items() if len(of & named) * 2 <= len(of)}  # what most speak of by their title is no chapter's
    gone: set[int] = set()
    paragraphs = by_document(paragraphs_of(statements, documents)) if alone or chapters else {}
    for index, of in (alone | chapters).items():
        texts = sentences_of(paragraphs[index], documents[index])
        subjects = sum(not titled(units[u].name) for u in of) * 2 > len(of)  # "Safety and supply" is no name
        told_of = units_spoken_of(documents[index], texts)
        firsts: dict[int, str] = {}
        for s in statements:
            if s.unit is not None and s.unit in of and s.heading and is_article(s.heading[-1]):
                firsts.setdefault(s.unit, s.span.of(documents[index].text))
        called = re.compile(rf"(?:[Tt]he |[Oo]ur )?(?P<name>{'|'.join(map(re.escape, told_of))})\b") if told_of else None
        others = {u for u, first in firsts.items() if called and (m := called.match(first)) and fold(units[u].name) != fold(m.group("name"))}
        opened_by_others = len(others) * 2 > len(of)  # "Article 4. Customs Union": "The Directorate of Customs administers …"
        if len(told_of) > max(_MIN_TOLD, len(of) * _TOLD_BELOW * (index in chapters and not subjects and not opened_by_others)):
            gone |= of
    return without(units, statements, gone)


def without_subjects(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """Without headings of subjects ("Where Duties Meet", "Committees") that were taken for units: most of what stands below tells of others by name, and nobody speaks of what they name."""
    others = {fold(name): n for n, u in enumerate(units) if not u.whole for name in spellings(u.name) if words(name)}
    above = {u.parent for u in units}
    doubtful = {n for n, u in enumerate(units) if not (u.whole or body_noun(u.name) or n in above)}
    if not doubtful or len(units) < _MIN_UNITS:
        return units, statements
    named = re.compile(
        rf"(?:(?:The|Our|Only|Only the|Both|Both the) )?(?P<name>{'|'.join(re.escape(n) for n in sorted({s for u in units if not u.whole for s in spellings(u.name)}, key=lambda s: (-len(s), s)))})(?: \([A-Z]\w*\))?,? [a-z]"
    )
    own: dict[int, list[Statement]] = {}
    for s in statements:
        if s.unit in doubtful:
            own.setdefault(s.unit, []).append(s)
    rows = {(d, b.span.start): b for d, doc in enumerate(documents) for b in doc.blocks if b.kind == "row"}

    def told(s: Statement) -> int | None:
        text = documents[s.document].text
        if row := rows.get((s.document, s.span.start)):
            return next((others[fold(c)] for cell in row.cells if fold(c := clean(cell.of(text))) in others and others[fold(c)] != s.unit), None)
        match = named.match(" ".join(s.span.of(text).split()))
        return others[fold(match.group("name"))] if match else None

    gone: set[int] = set()
    for n, said in own.items():
        by = [told(s) for s in said]
        of = [u for u in by if u not in (None, n)]
        acts = any(u is None and s.kind != "row" and DUTY.match(s.span.of(documents[s.document].text)) for s, u in zip(said, by, strict=True))
        if (
            not acts
            and len(of) * 3 >= len(said) * 2
            and len(set(of)) >= _MIN_OTHERS
            and not any(re.search(rf"\b(?:[Tt]he|[Oo]ur|to|by|with|from|of|and) {re.escape(units[n].name)}(?!\w)", b.span.of(d.text)) for d in documents for b in d.blocks if b.kind != "heading")
        ):
            gone.add(n)
    return without(units, statements, gone)
