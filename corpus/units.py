"""Which headings of a document name its units, and which parts of them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from corpus.alike import IN_TEXT, MIN_ALIKE, SPOKEN, around, ending_alike, established, inner, of_themselves, seats, siblings
from corpus.bodies import BODY_NOUNS, CAPITALISED, CODED, SEATED, body_noun, is_apart, is_part, of_bodies, page_name, post_noun, singulars
from corpus.document import Document, Unit
from corpus.lines import stated_count, titled
from corpus.listed import ITEM_IN, ITEM_STYLES
from corpus.outline import ACRONYM, Outline, bare
from corpus.shapes import STYLE
from corpus.words import clean, fold, plural, words

_KIND = re.compile(r"((?:[A-Z][\w-]+ ){0,2}[A-Z][a-z]+) (?:in|of|for|at) ")
_MIN_KIND = 2  # headings that share a noun before it is what they are called
_TIED = r"\b(?:right|correct) {0}\b|\bthe {0} you (?:need|want)\b|\bwhich {0} (?:you|to)\b|\b{0} by {0}\b|\b{1}\b[^.\n]{{0,40}}\b(?:whom?|where) to (?:turn|ask|go|call)\b|\b(?:which|what|whose|every|each)(?: \w+)? {0} (?:handles?|does|do|looks?|deals?|keeps?|is there|can help)\b|\b(?:guide|directory|list|tour|overview)\b[^.\n]{{0,60}}\b{1}\b|\b{1}\b[^.\n]{{0,30}}\b(?:and (?:their|what)|who does what|below|in turn|one by one|(?:are|is) (?:described|listed|set out)|do what)\b|\b(?:our|these|its|the)(?: \w+){{0,2}} {1} (?:are|do|have|share|work)\b"
_MIN_SAID = 3  # times a text speaks of what its coded units are called
_MIN_CALLED = 2
_NOUNS_SAID = re.compile(r"(?:\b(each|every|one|per|another) )?\b([a-z]+)\b")
_BUILDINGS = frozenset(["wing", "court", "house", "hall"])  # by what bodies and buildings are called
_PART_OF = re.compile(rf"(?:an? |the )?(?:{'|'.join(sorted(BODY_NOUNS))}|part) (?:of|in|within) (?:the |our )?(?P<name>.+)")
_OF = re.compile(r"[a-z]+(?: and [a-z]+)? of (?:the )?(?P<name>.+)")
_OPENED = re.compile(rf"The (?:[A-Z][\w-]+ ){{0,3}}({CAPITALISED})\b")


def find_units(document: Document, index: int, spoken: frozenset[str] = frozenset(), listed: frozenset[str] = frozenset(), page: int | None = None) -> tuple[tuple[Unit, ...], list[int | None], list[tuple[str, ...]]]:
    """Units, and for every block its unit and its heading path.

    Args:
        document: Where to look.
        index: Its place in the corpus, recorded in the units.
        spoken: Names that the corpus's running text uses, folded (`names_spoken`).
        listed: Names of units that the corpus's tables list, folded (`names_listed`).
        page: The heading that names the one unit it is the page of, if it is; a negative number if it is about all (`corpus.pages`).
    """
    outline = Outline.of(document, spoken)
    headings, names = outline.headings, outline.names
    if page is not None and page >= 0:
        names[page] = page_name(document.blocks[page].span.of(document.text))
    bodies = _bodies(outline, listed, page)
    of_group = _group_nouns(bodies, outline)
    of_kind = _kind_nouns(bodies, outline)
    units: list[Unit] = []
    numbers: dict[int, int] = {}
    for i in headings:
        if i in bodies:
            above = outline.above(i)
            parent = next((numbers[p] for p in above if p in numbers), None)
            numbers[i] = len(units)
            units.append(Unit(names[i], body_noun(names[i]) or (of_group.get(above[0], "") if above else "") or of_kind.get(i, ""), parent, (index,)))
    if units:
        units += [Unit(part, body_noun(part), None, (index,)) for i in headings if i in outline.fit and _is_two(i, outline) for part in names[i].split(" and ")]
    blocks, parents = outline.blocks, outline.parents
    continued = _continued(bodies, outline)
    levels = {blocks[i].level for i in bodies}
    apart = {i for i in headings if is_apart(names[i]) and blocks[i].level in levels}
    unit_of: list[int | None] = []
    path_of: list[tuple[str, ...]] = []
    current: int | None = None
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            current = i
        while current is not None and i - current > 1 and blocks[current].style in ITEM_STYLES and (block.kind != "item" or block.level <= blocks[current].level - ITEM_IN):
            current = parents[current]  # what an item names ends with the item
        while current is not None and current != i and block.ends and blocks[current].level >= block.ends:
            current = parents[current]
        chain = [] if current is None else [current, *outline.above(current)]
        path_of.append(tuple(clean(blocks[h].span.of(document.text)).rstrip(".") for h in reversed(chain)))
        own = takewhile(lambda h: h not in apart, chain)  # what "How to read this" says, though below the last of them, is of none
        unit_of.append(next((numbers[continued.get(h, h)] for h in own if continued.get(h, h) in numbers), None))
    if not units:
        units = [Unit(document.title, "", None, (index,), whole=True)]
        unit_of = [0] * len(blocks)
    return tuple(units), unit_of, path_of


def _bodies(outline: Outline, listed: frozenset[str], page: int | None) -> set[int]:
    """The headings that name units."""
    headings, names = outline.headings, outline.names
    if alike := {i for i in headings if outline.blocks[i].style == STYLE}:
        return alike  # nothing else tells
    bodies = {i for i in headings if i not in outline.apart and (body_noun(names[i]) or bare(names[i]) in listed)} | ending_alike(outline)
    outline.raise_like(bodies)
    tops = [i for i in headings if outline.parents[i] is None]
    bodies = bodies - {i for i in {*headings[:1], *(tops if len(tops) == 1 else [])} & bodies if (page is None and _is_whole(i, bodies, outline)) or (page is not None and page < 0)}
    told = {i for i in bodies if _tells_of_seat(i, outline)}
    bodies = bodies - told | {i - 1 for i in told}
    bodies = bodies - {i for i in bodies if _is_group(i, bodies, outline) or _is_joint(i, bodies, outline)}
    if len(bodies) < 2:
        alike = max(siblings(outline), seats(set(), outline), key=len)
        sorts = {(outline.blocks[i].style, outline.blocks[i].level) for i in alike}
        bodies = {i for i in bodies if not alike or (outline.blocks[i].style, outline.blocks[i].level) in sorts} | alike
    else:
        bodies |= seats(bodies, outline)
    bodies |= of_themselves(outline) if len(bodies) > 1 else set()
    set_up = established(bodies, outline)
    names |= set_up
    bodies |= set_up.keys()
    outline.raise_like(bodies)
    bodies |= inner(bodies, outline)
    bodies |= around(bodies, outline)
    bodies |= set() if page is None or page < 0 else {page}
    bodies |= {i for i in headings if outline.blocks[i].style == "item-acts" and not bodies.isdisjoint(outline.above(i))}
    if len(outline.framed & bodies) * 2 > len(outline.framed):
        bodies |= outline.framed - outline.apart  # "Functions of the Ferry Chamber", beside those of the Council and of the Board
    of_others = _part_lines(bodies, outline)
    bodies = bodies - of_others.keys() | set(of_others.values())
    return _once({i for i in bodies if not _is_two(i, outline)}, outline)


def _part_lines(bodies: set[int], outline: Outline) -> dict[int, int]:
    """Titles right below another that only say whose part that is ("Swim School" over "Section of Pool Operations"): the one above each."""
    known = {_plainly(outline.names[b]) for b in bodies}
    found = ((i, _PART_OF.fullmatch(fold(outline.names[i]))) for i in outline.headings if i - 1 in outline.names)
    pairs = {i: i - 1 for i, m in found if m and m.group("name") in known - {_plainly(outline.names[i - 1])}}
    return pairs if len(pairs) >= _MIN_KIND else {}


def _once(bodies: set[int], outline: Outline) -> set[int]:
    """The headings that name units, of two of one name within one another the outer ("PART II. THE ASSEMBLY" over "Functions of the Assembly"); what is of a body around it ("Direction of the Secretariat", a line "Section of the Ferry Office") names none."""
    found: set[int] = set()
    for i in sorted(bodies):
        name = _plainly(outline.names[i])
        above = {_plainly(outline.names[p]): p for p in reversed(outline.above(i))}
        if (outer := above.get(name)) is not None:
            found.add(outer)
            outline.names[outer] = outline.names[i] if outline.names[outer].isupper() else outline.names[outer]
        elif not any(p in found and re.fullmatch(rf".+ (?:of|for) (?:the )?{re.escape(n)}", name) and not body_noun(outline.names[i]) for n, p in above.items()):
            found.add(i)
    return found


def _plainly(name: str) -> str:
    """A name, folded, without its acronym and article."""
    return bare(name).removeprefix("the ")


def _tells_of_seat(i: int, outline: Outline) -> bool:
    """Whether a name right below a seat only says what sits there ("Lindholm, Norway" over "Lamp Office for the North. 34 staff."), among other seats."""
    above = outline.parents[i]
    if above is None or above != i - 1 or outline.blocks[i].style not in IN_TEXT or not SEATED.fullmatch(outline.names[above]):
        return False
    beside = [h for h in outline.headings if SEATED.fullmatch(outline.names[h]) and outline.blocks[h].level == outline.blocks[above].level]
    held = Counter(outline.parents[h] for h in outline.headings if outline.blocks[h].style in IN_TEXT)
    return len(beside) >= MIN_ALIKE and all(held[h] <= 1 for h in beside)


def _group_nouns(bodies: set[int], outline: Outline) -> dict[int, str]:
    """Of headings around units the noun of what they say stands below ("Regional hubs"), where half of those units have that noun."""
    beside: dict[int, list[str]] = {}
    for i in bodies:
        if (above := outline.parents[i]) is not None:
            beside.setdefault(above, []).append(body_noun(outline.names[i]))
    lasts = {above: (words(outline.names[above]) or [""])[-1] for above in beside}
    return {above: n for above, nouns in beside.items() for n in singulars(lasts[above]) if plural(n) == lasts[above] and nouns.count(n) * 2 >= len(nouns)}


def _kind_nouns(bodies: set[int], outline: Outline) -> dict[int, str]:
    """Of headings without a noun for bodies: the noun that several share before what tells them apart ("Field Presence in …"), where the text has its plural; of those with a code what the text mostly speaks of."""
    before = {i: m.group(1) for i in bodies if not body_noun(outline.names[i]) and (m := _KIND.match(outline.names[i]))}
    said = set(words(outline.document.text))
    ends = {i: own[-1] for i in bodies if not body_noun(outline.names[i]) and len(own := words(ACRONYM.sub("", outline.names[i]))) > 1 and own[-1].isalpha()}
    counted = {(number, words(phrase)[-1]) for number, phrase in stated_count(outline.document.text)}
    alike = {w for w, times in Counter(ends.values()).items() if times >= MIN_ALIKE and plural(w) in said and (times * 2 > len(bodies) or (times, plural(w)) in counted)}
    times = Counter(map(fold, before.values()))
    found = {i: noun for i, kind in before.items() if times[fold(kind)] >= _MIN_KIND and plural(noun := words(kind)[-1]) in said}
    found |= {i: w for i, w in ends.items() if w in alike}  # "Delta Programme", "Northern Programme", …
    if coded := [i for i in bodies if CODED.match(outline.names[i])]:
        others = {body_noun(outline.names[i]) for i in bodies}
        every = words(outline.document.text)
        called = Counter(n for w in every for n in BODY_NOUNS & {w, *singulars(w)} if n not in others and plural(n) in said)
        noun, mentioned = max(sorted(called.items()), key=lambda x: x[1], default=("", 0))
        found |= {i: noun for i in coded if mentioned >= _MIN_SAID}
    return found


def _is_whole(i: int, bodies: set[int], outline: Outline) -> bool:
    """Whether a heading names the organisation itself: alone at the top, with at least two bodies below it."""
    like = any(b != i and outline.parents[b] is None and outline.blocks[b].style == outline.blocks[i].style and body_noun(outline.names[b]) == body_noun(outline.names[i]) for b in bodies)
    return not like and len(outline.below(i, bodies)) >= 2


def _is_group(i: int, bodies: set[int], outline: Outline) -> bool:
    """Whether a heading only sorts the bodies below it ("Academic administration"): no text of its own, no capitals like theirs."""
    below = outline.below(i, bodies)
    own = words(outline.names[i])
    if outline.words_of(i):
        return False
    if len(own) > 1 and not _names_one(outline.names[i]) and any(after == "and" and of_bodies(w) for w, after in zip(own, [*own[1:], "and"], strict=True)):
        return True  # "Bureaus and Academy"
    if len(below) < 2:
        return False
    beside = [h for h in outline.headings if h != i and h not in bodies and (outline.blocks[h].level, outline.blocks[h].style) == (outline.blocks[i].level, outline.blocks[i].style) and outline.below(h, bodies)]
    if len(beside) > 1 and ("," in outline.names[i] or body_noun(outline.names[i]) in _BUILDINGS):
        return True  # "Pilot Station, North Mole" among "Tide House, ground floor" and others that are places
    return not titled(outline.names[i]) and all(titled(outline.names[b]) for b in below)


def _names_one(name: str) -> bool:
    """Whether a name has its noun for a body before "of" or "for": what follows may be plural ("Directorate for Laboratories")."""
    parts = re.split(r"\s(?:of|for|on)\s", name, maxsplit=1)
    return len(parts) > 1 and words(parts[0])[-1:] == [body_noun(name)]


def _is_joint(i: int, bodies: set[int], outline: Outline) -> bool:
    """Whether a heading only joins the names of bodies below it ("Ferry Service and Lamp Service")."""
    return sum(fold(outline.names[b]) in fold(outline.names[i]) for b in outline.below(i, bodies)) >= 2


def _is_two(i: int, outline: Outline) -> bool:
    """Whether a heading names two bodies ("Lamp Unit and Boat Unit"): what stands below tells of each by name."""
    parts = outline.names[i].split(" and ")
    if len(parts) != 2 or not all(len(p.split()) > 1 and fold(p.split()[-1]) in BODY_NOUNS and titled(p) and not re.search(r" (?:of|for) ", p) for p in parts):
        return False
    below = "\n".join(b.span.of(outline.document.text) for b in outline.words_of(i))
    return all(re.search(rf"(?:^|\n|[.;:)]\s)\s*(?:The |Our )?{re.escape(p)}\b", below) for p in parts)


def _continued(bodies: set[int], outline: Outline) -> dict[int, int]:
    """Of titles that recur, and of numbered sections that name no body: the one they go on about. It is whose name their text opens with ("The Board shall …"), or of "Functions" the one before."""
    named = {fold(re.sub(r"^the ", "", outline.names[i], flags=re.IGNORECASE)): i for i in bodies}
    nouns = Counter(body_noun(outline.names[i]) for i in bodies)
    found = {i: above for i, above in _part_lines(bodies, outline).items() if above in bodies and i not in bodies}
    before: int | None = None
    for i in outline.headings:
        if i in bodies:
            before = i
            continue
        if i in found:
            continue
        if (
            before is not None
            and i not in outline.apart
            and bodies.isdisjoint(outline.above(i))
            and outline.blocks[i].level == outline.blocks[before].level
            and outline.repeated[fold(outline.names[i]), outline.blocks[i].style] > 1
        ):
            found[i] = before  # "Global tasks", under several of them
            continue
        if outline.blocks[i].style != "section" or not bodies.isdisjoint(outline.above(i)) or not (text := [fold(b.span.of(outline.document.text)) for b in outline.words_of(i)[:1]]):
            if outline.blocks[i].style == "section" and outline.blocks[i].level < (outline.blocks[before].level if before is not None else 0):
                before = None  # another chapter begins
            continue
        opened = re.match(r"(?:[^.;:,]{1,40}, )?the (?P<name>[^.;:,(]{3,80}?)(?: \([^()]*\))? (?:shall|may|must|is|has|consists|reports|meets)\b", text[0])
        name = opened.group("name") if opened else ""
        if name in named:
            found[i] = named[name]
        elif (of := _OF.fullmatch(fold(outline.names[i]))) and of.group("name") in named:
            found[i] = named[of.group("name")]  # "Composition of the Ferry Chamber"
        elif before is not None and (is_part(outline.names[i]) or (name and nouns[name] == 1 and body_noun(outline.names[before]) == name)) and (not name or name == body_noun(outline.names[before])):
            found[i] = before
    return found


def unit_noun(units: Sequence[Unit], texts: Sequence[str], own: Sequence[str] = (), row_noun: str = "", titles: Sequence[str] = ()) -> str:
    """What the text calls its units, singular, lower case.

    The noun in most of their names; else the noun of a stated count that fits ("eight Field Stations"); else the noun by which most of
    their own texts speak of them ("The Hub keeps …"); else `row_noun`, the header above them in a table of units; else "unit".

    Args:
        units: All units.
        texts: What is said outside the units: an introduction counts them.
        own: What is said of each unit, in the same order.
        row_noun: A table's header.
        titles: What documents are called ("Directory of Services").
    """
    outermost = [n for n, u in enumerate(units) if u.parent is None]
    unnamed = [n for n in outermost if not units[n].noun]
    main = unnamed if len(unnamed) * 2 > len(outermost) else outermost  # most have no noun in their names: what those are called counts
    nouns = Counter(units[n].noun for n in main)
    noun, times = nouns.most_common(1)[0] if nouns else ("", 0)
    if noun and times * 3 >= len(main) * 2:
        return noun
    if sum(bool(post_noun(units[n].name)) for n in unnamed) * 3 >= len(outermost) * 2:
        return "post"
    counted = [words(phrase)[-1] for text in texts for number, phrase in stated_count(text) if number in (len(main), len(outermost))]
    said = Counter(w for text in texts for w in words(text))
    for last in sorted(counted, key=lambda w: not of_bodies(w)):  # "nine voices" may be of anything
        for candidate in singulars(last):
            if plural(candidate) == last and (candidate in BODY_NOUNS | {"body"} or (len(unnamed) == len(outermost) and (said[last] > 1 or not any(map(of_bodies, said))))):
                return candidate
    if own and len(unnamed) * 2 > len(outermost):
        whole = {n for t in titles for w in re.findall(r"\b[A-Z][a-z]+\b", t) if (n := w.casefold()) in BODY_NOUNS}  # "the group", of "Lindholm Group: Who Does What"
        spoken = Counter(n for unit in main for n in {m.casefold() for m in SPOKEN.findall(own[unit])} - whole)
        noun, times = max(sorted(spoken.items()), key=lambda x: x[1], default=("", 0))
        if times * 2 > len(main):
            return noun
        opened = Counter(m.group(1).casefold() for unit in main if (m := _OPENED.match(own[unit])))
        noun, times = max(sorted(opened.items()), key=lambda x: x[1], default=("", 0))
        if times * 2 > len(main):
            return noun  # "The Lamp Desk for Walkers keeps …", under a heading that is a seat
    return row_noun or _called(texts, frozenset(u.noun for u in units)) or _titled(titles, texts, said, nouns) or "unit"


def _titled(titles: Sequence[str], texts: Sequence[str], said: Counter[str], own: Counter[str]) -> str:
    """The noun for bodies by which a text calls units of which most have none in their names, or each sort another: the only one whose plural its titles have ("Directory of Services"), else whose plural and singular the text about all has; "" if there is none.

    Args:
        titles: What documents are called.
        texts: What is said outside the units.
        said: How often they have each word.
        own: How many units have each noun, "" for none.
    """
    numbered = {words(phrase)[-1] for t in texts for number, phrase in stated_count(t) if number > _MIN_CALLED}  # "our three hospitals": something else, or the count would have told
    found = {n for t in titles for w in words(t) for n in singulars(w) if n in BODY_NOUNS and w not in numbered}
    if len(found) == 1 and (title := next(iter(found))) in own and any(re.search(rf"\b(?:each|every) {title}\b", fold(text)) for text in texts):
        return title  # "Our missions abroad": "what each mission does", whether embassy or consulate
    if len(found) == 1 and (own[""] + own[noun := next(iter(found))]) * 3 >= own.total() * 2 and (said[plural(noun)] or own[noun] > 1):
        return noun
    counted = {words(phrase)[-1] for t in texts for _, phrase in stated_count(t)}  # "it keeps two stations"
    tied = "\n".join([*titles, *texts]).casefold()
    named = [n for n in sorted(BODY_NOUNS) if said[plural(n)] and said[n] and plural(n) not in counted and re.search(_TIED.format(n, plural(n)), tied)] if own[""] == own.total() else []
    if len(named) == 1:
        return named[0]  # no name has one, and the text about all has one alone in the plural
    each = {n for n in own if n for t in texts if re.search(rf"\b{plural(n)}\b[^.;:]{{0,40}}\beach (?:of them|of which|has|have|with|keeps|looks)\b", fold(t))}
    if len(each) == 1:
        return each.pop()  # "There are groups, and each of them has its own patch"
    called = [n for n in sorted(own) if n and said[plural(n)]]
    diverse = max((times for n, times in own.items() if n), default=0) * 3 < own.total()
    return called[0] if diverse and len(called) == 1 and min(said[plural(called[0])], said[called[0]]) >= _MIN_CALLED else ""


def _called(texts: Sequence[str], own: frozenset[str]) -> str:
    """The noun for bodies by which an introduction most often speaks of its units and of each of them ("each card names one service", "our services"); "" if none, or only some are called so (`own`)."""
    found: Counter[str] = Counter()
    each: set[str] = set()
    for text in texts:
        for before, word in _NOUNS_SAID.findall(text):
            for noun in BODY_NOUNS & {word, *singulars(word)}:
                found[noun] += bool(before) or word == plural(noun)
                each |= {noun} if before and word == noun else set()
    (noun, times), (_, next_times) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return noun if times >= _MIN_CALLED and times > next_times and noun in each - own else ""
