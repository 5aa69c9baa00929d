"""Folders in which a document is the page of one unit, named by its title ("people.md": "# People & Culture")."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from corpus.alike import SPOKEN
from corpus.bodies import CAPITALISED, body_noun, counted_bodies, is_apart, is_part, of_bodies, page_name, unnumbered
from corpus.document import Corpus, Document, Unit
from corpus.lines import JOINERS, titled
from corpus.outline import ACRONYM
from corpus.units import unit_noun
from corpus.words import fold, words

OF_ALL = -1  # instead of the block of a title: a page about all units, whose title names none
_NAME_WORDS = 7  # of a title that may name a unit
_MIN_PAGES = 3  # pages from which a title without a noun may name a unit, because most of its like do
_MOST = 300  # documents up to which each title is looked for in all others
_OF_ALL = re.compile(r"(?:about(?: us)?|read ?me|index|home|intro(?:duction)?|overview|general|contents|start|all|organi[sz]ation|headquarters|foreword|preface|welcome)", re.IGNORECASE)
_FIRST = re.compile(r"(?:\d+[-_])?(?:index|read ?me|home|about(?:-us)?|overview|contents|start)", re.IGNORECASE)  # files about all others
_FULL = rf"(?P<whole>(?:(?!(?:The|Our|This|At|In|From|Its)\b)[A-Z][\w’'-]+ ){{{{0,3}}}}(?:{CAPITALISED})(?:,| (?:for|of|in|at)(?: the)?) {{0}}\b)(?P<beside> and (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)?"  # a name with the noun of a body before it
_OURSELVES = re.compile(r"^(?:We|Our|I) ", re.MULTILINE)
_MIN_PARTS = 2  # titles that pages of units have in common
_MIN_LISTED = 3  # other pages from whose names on a page it is their index


def pages(documents: Sequence[Document]) -> dict[int, int]:
    """The documents that are each the page of one unit: index → the block of its title; those about all others ("index.html") → `OF_ALL`. Empty if they are not."""
    of_all = _about_all(documents)
    found = _pages(documents, of_all)
    return found | {n: OF_ALL for n in of_all if n not in found} if found else {}


def _about_all(documents: Sequence[Document]) -> set[int]:
    """The files about all others by what they are called ("index.html"), but for those whose title has the noun of another's ("home.md": "Home Office")."""
    nouns = Counter(body_noun(d.title) for d in documents)
    return {n for n, d in enumerate(documents) if _FIRST.fullmatch(PurePosixPath(d.path).stem) and not (body_noun(d.title) and nouns[body_noun(d.title)] > 1)}


def _pages(documents: Sequence[Document], of_all: set[int]) -> dict[int, int]:
    """The pages of one unit each: index → the block of its title.

    A title does so by a noun for bodies, or because other documents speak of it by name; where most titles do, those like them do too. The page that lists the others is their index.
    """
    over = {n: top for n, d in enumerate(documents) if (top := _title(d)) is not None}
    if len(inner := {n: top for n, top in over.items() if n not in of_all}) >= _MIN_PAGES:
        over = inner
    names = {n: page_name(documents[n].blocks[i].span.of(documents[n].text)) for n, i in over.items()}
    tops = {n: top for n, top in over.items() if body_noun(names[n]) or not of_bodies((words(names[n]) or [""])[-1]) or _of_itself(names[n], documents[n])}  # "Committees" names a group
    spoken: dict[int, set[int]] = {n: set(speakers(names[n], n, documents)) for n in tops}
    counted = {n for d in documents for n in counted_bodies(d.text)}
    if len(tops) >= _MIN_PAGES and len(tops) in counted:  # "six departments", each with a page that the others' menus name
        menu = {n: spoken[n] | {m for m, d in enumerate(documents) if m != n and any(_has(names[n], b.span.of(d.text)) for b in d.blocks if b.kind == "furniture")} for n in tops}
        if all(len(s) > 1 for s in menu.values()):
            return tops
    if alike := _parted_alike(documents, over):
        return alike
    index = {n for n in tops if sum(n in spoken[m] for m in tops if m != n) >= max(_MIN_LISTED, len(tops) // 2)}
    family = [n for n in tops if n not in index]
    seeming = [n for n in family if body_noun(names[n]) or spoken[n]]
    if len(seeming) < 2 or len(seeming) * 2 < len(family):
        return {}
    chosen = family if len(family) >= _MIN_PAGES else [n for n in seeming if body_noun(names[n])]
    return {n: tops[n] for n in chosen} if len(chosen) > 1 else {}


def _of_itself(name: str, document: Document) -> bool:
    """Whether a paragraph of a page begins with its title ("Lamp Services (LS) mends …") or with "we"."""
    opens = re.compile(rf"(?:The )?{re.escape(ACRONYM.sub('', name))}(?: \([^()]*\))? [a-z]|{_OURSELVES.pattern}")
    return any(opens.match(" ".join(b.span.of(document.text).split())) for b in document.blocks if b.kind == "paragraph")


def _parted_alike(documents: Sequence[Document], tops: dict[int, int]) -> dict[int, int]:
    """The pages that have the same parts ("Countries", "What we do", "People"), two at least; {} if they are fewer than three or not most of all."""
    parts = {n: {fold(unnumbered(b.span.of(documents[n].text))) for i, b in enumerate(documents[n].blocks) if b.kind == "heading" and i != top} for n, top in tops.items()}
    times = Counter(p for own in parts.values() for p in own)
    common = {p for p, count in times.items() if count >= _MIN_PAGES and count * 2 > len(tops)}
    alike = {n: tops[n] for n, own in parts.items() if len(own & common) >= _MIN_PARTS}
    return {n: tops[n] for n, own in parts.items() if own & common} if len(alike) >= _MIN_PAGES and len(alike) * 2 > len(tops) else {}


def named_by_file(corpus: Corpus) -> Corpus:
    """A corpus of documents that are each about one unit, the units named by title or file ("lindholm.txt": "We opened in Lindholm …"); the corpus as it is if they are not.

    At least three must be, and most of them speak of themselves ("we", "the office"). The page about all of them ("about.txt") is of none.
    """
    own = [n for n, u in enumerate(corpus.units) if u.whole and len(u.documents) == 1 and not _OF_ALL.fullmatch(u.name)]
    names = {n: _spelled(corpus.units[n].name, corpus.documents) for n in own}
    texts = {n: corpus.documents[corpus.units[n].documents[0]].text for n in own}
    fit = len(own) >= _MIN_PAGES and len(corpus.units) - len(own) <= 1 and all(titled(name, limit=_NAME_WORDS) and not re.search(r"\d", name) and not is_part(name) for name in names.values())
    if not fit or sum(bool(SPOKEN.search(t) or _OURSELVES.search(t)) for t in texts.values()) * 3 < len(own) * 2:
        return corpus
    place = {n: at for at, n in enumerate(own)}
    names |= _in_full(names, texts)
    return _of_units(corpus, [(names[n], corpus.units[n].documents) for n in own], [place.get(s.unit) if s.unit is not None else None for s in corpus.statements])


def filed(documents: Sequence[Document], found: Corpus) -> Corpus | None:
    """A corpus of files each named after its unit ("03_legal_affairs.txt"), some titled and some not; None if they are not, or a reading found most of these units or as many others.

    At least three must be so named, and the text must speak of most of them by that name.
    """
    of_all = _about_all(documents) | {n for n, d in enumerate(documents) if _OF_ALL.fullmatch(_stem(d))}
    own = [n for n, d in enumerate(documents) if n not in of_all and d.text.strip()]
    names = {n: _spelled(_stem(documents[n]), documents) for n in own}
    headed = {n: [b for b in documents[n].blocks if b.kind == "heading"] for n in own}
    fit = len(own) >= _MIN_PAGES and all(titled(name, limit=_NAME_WORDS) and not re.search(r"\d", name) and not is_part(name) for name in names.values()) and all(len(h) <= 1 for h in headed.values())
    known = {fold(ACRONYM.sub("", u.name)) for u in found.units if not u.whole}
    if not fit or len(known) * 2 > len(own) or sum(fold(name) in known for name in names.values()) * 2 >= len(own):
        return None
    spoken = [n for n in own if any(_has(names[n], d.text) for d in documents)]
    if len(spoken) * 3 < len(own) * 2:
        return None
    at = {n: i for i, n in enumerate(own)}
    names |= _in_full(names, {n: documents[n].text for n in own})
    titles = {n: page_name(headed[n][0].span.of(documents[n].text)) for n in own if headed[n] and fold(names[n]) in fold(headed[n][0].span.of(documents[n].text))}
    return _of_units(found, [(titles.get(n, names[n]), (n,)) for n in own], [at.get(s.document) for s in found.statements])


def _of_units(corpus: Corpus, named: Sequence[tuple[str, tuple[int, ...]]], owners: Sequence[int | None]) -> Corpus:
    """A corpus with other units, each by its name and its documents; `owners` says for each statement whose it is."""
    units = tuple(Unit(name, body_noun(name), None, documents) for name, documents in named)
    statements = tuple(replace(s, unit=owner) for s, owner in zip(corpus.statements, owners, strict=True))
    said = [" ".join(corpus.quote(s) for s in statements if s.unit == at) for at in range(len(units))]
    outside = [" ".join(corpus.quote(s) for s in statements if s.unit is None)]
    return replace(corpus, units=units, statements=statements, noun=unit_noun(units, outside, said))


def _stem(document: Document) -> str:
    """What a file is called, without its number and its marks for blanks."""
    return re.sub(r"[-_ ]+", " ", re.sub(r"^\d+[-_. ]+", "", PurePosixPath(document.path).stem)).strip()


def _spelled(name: str, documents: Sequence[Document]) -> str:
    """A file's name as the texts write it ("chiang mai": "Chiang Mai"), else with capitals."""
    if not name.islower():
        return name
    found = Counter(m.group() for d in documents for m in re.finditer(rf"\b{re.escape(name)}\b", d.text, re.IGNORECASE) if m.group()[0].isupper())
    return found.most_common(1)[0][0] if found else " ".join(w if w in JOINERS else w.capitalize() for w in name.split())


def _in_full(names: dict[int, str], texts: dict[int, str]) -> dict[int, str]:
    """The names that texts give in full to what they are called after ("north-aster.txt": "The Lamp Office for North Aster …"), where most texts do; else none."""
    full: dict[int, str] = {}
    for n, name in names.items():
        first = re.split(r"(?<=[a-z)])[.:;] ", " ".join(texts[n].split()), maxsplit=1)[0]
        if not body_noun(name) and (match := re.search(_FULL.format(re.escape(name)), first)):
            whole, beside = match.group("whole"), match.group("beside") or ""
            full[n] = whole + (beside if not body_noun(beside) else "")
    sorts = Counter(body_noun(f) for f in full.values())
    full = {n: f for n, f in full.items() if sorts[body_noun(f)] * 2 > len(full)}
    return full if len(full) >= _MIN_PAGES and len(full) * 2 > len(names) else {}


def _title(document: Document) -> int | None:
    """The block of the one heading that stands over a whole document, if it can be a unit's name, or a group's ("Archives")."""
    headings = [(b.level, i) for i, b in enumerate(document.blocks) if b.kind == "heading"]
    if not headings or headings[0][0] != min(headings)[0] or sum(level == headings[0][0] for level, _ in headings) > 1:
        return None
    name = page_name(document.blocks[headings[0][1]].span.of(document.text))
    fit = titled(ACRONYM.sub("", name), limit=_NAME_WORDS) and not re.search(r"\d", name) and not is_apart(name) and not is_part(name)
    return headings[0][1] if fit else None


def speakers(name: str, own: int, documents: Sequence[Document]) -> list[int]:
    """The other documents whose running text has a name; none are looked for among very many."""
    if len(documents) > _MOST:
        return []
    return [n for n, d in enumerate(documents) if n != own and any(_has(name, b.span.of(d.text)) for b in d.blocks if b.kind in ("paragraph", "item", "row"))]


def _has(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(ACRONYM.sub('', name))}(?!\w)", text) is not None
