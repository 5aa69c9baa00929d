"""Headings that name no body by a noun, told by others like them."""

import re
from collections import Counter

from corpus.bodies import BODY_NOUNS, CODED, NO_BODY, SEATED, body_noun, counted_bodies, is_article, is_part, of_bodies, post_noun
from corpus.lines import stated_count, titled
from corpus.outline import ACRONYM, Outline, bare
from corpus.words import fold, plural, words

_SET_UP = re.compile(r"(?:\(?\w{1,3}[.)] |\d+(?:\.\d+)+ )?(?:There (?:shall be|is hereby established|is established) an? |The )((?:[A-Z][\w-]+ ){0,5}[A-Z][\w-]+)(?=,| (?:shall|is|to|composed|of|which)\b)")
SPOKEN = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Oo]ur) ({'|'.join(sorted(BODY_NOUNS))})\b(?! (?:of|for|on)\b)", re.IGNORECASE)  # "The Hub keeps", of the hub itself
_TAKES_UP = re.compile(rf"(?:^|[.!?]\s+){SPOKEN.pattern}\s+(?:\w+ly\s+)?[a-z]", SPOKEN.flags)  # "The department has …"
IN_TEXT = ("run-in", "bold-in")  # styles of headings that open a paragraph
_MIN_NAMED = 2  # outermost headings of one sort that must name bodies before their like do too
MIN_ALIKE = 3  # headings of one shape from which the shape means something
_MIN_LABELS = 2  # labels that most headings of one shape have below them
_WE = re.compile(r"(?:We|Our)\b")
_ACRONYM = 3  # letters of "HR & IT"
_SAME_END = 2  # words in which names of one sort end
_NAME_WORDS = 7  # of a heading without a noun that may name a unit


def of_themselves(outline: Outline) -> set[int]:
    """Articles without a noun for one body, whose text acts through what their titles name ("Section 9. The Daily Log", "Article 9. Harbour Offices": "The Harbour Offices shall …", "Article 3. Lamp Fund": "The Lamp Fund shall: (a) …")."""
    own = {i for i in outline.fit if titled(outline.names[i])}
    articles = {i for i in own if is_article(outline.blocks[i].span.of(outline.document.text))}
    acting = {i for i in articles if (outline.names[i].startswith("The ") or of_bodies(words(outline.names[i])[-1])) and outline.speaks_of_itself(i)}
    return acting | {i for i in own if (i in articles or outline.blocks[i].style == "section") and outline.charged(i) and words(outline.names[i])[-1] not in NO_BODY - {"fund", "scheme"}}


def ending_alike(outline: Outline) -> set[int]:
    """Headings of one style whose names end in one noun, which the text has in the plural, too ("Rent Counter", "Repairs Counter"; "our counters"), if most of them are over duties or records."""
    families: dict[tuple[str, int, str], list[int]] = {}
    for i in outline.headings:
        own = words(ACRONYM.sub("", outline.names[i]))
        if i in outline.fit and len(own) > 1 and own[-1].isalpha() and not own[-1].endswith("s") and own[-1] not in NO_BODY and titled(outline.names[i], limit=_NAME_WORDS):
            families.setdefault((outline.blocks[i].style, outline.blocks[i].level, own[-1]), []).append(i)
    said = set(words(outline.document.text))

    def acts(i: int, family: list[int]) -> bool:
        """Whether what stands under a heading tells of one who acts; beside bodies a list alone does not."""
        listed = outline.lists(i) and not any(body_noun(outline.names[h]) for h in outline.fit.difference(family))
        return outline.recorded(i) or outline.opens_like_duty(i) or outline.lists_duties(i) or outline.charged(i) or listed

    return {i for (_, _, noun), family in families.items() if len(family) >= MIN_ALIKE and plural(noun) in said and sum(acts(i, family) for i in family) * 3 >= len(family) * 2 for i in family}


def established(bodies: set[int], outline: Outline) -> dict[int, str]:
    """Of numbered sections beside those that name bodies: the body that a section with another title sets up ("There shall be a Flood Panel")"""
    if sum(outline.blocks[i].style == "section" for i in bodies) < 2:
        return {}
    known = {fold(re.sub(r"^The ", "", outline.names[i])) for i in bodies}
    found: dict[int, str] = {}
    gone = bodies | outline.apart
    for i in outline.headings:
        if i in gone or outline.blocks[i].style != "section" or is_part(outline.names[i]) or i + 1 >= len(outline.blocks):
            continue
        match = _SET_UP.match(outline.blocks[i + 1].span.of(outline.document.text))
        nouns = {body_noun(outline.names[b]) for b in bodies} | (BODY_NOUNS & set(words(outline.names[outline.headings[0]])))
        bare_noun = fold(match.group(1)) in nouns if match else False  # "The Bureau shall", of the one above, or of all of it
        if match and body_noun(match.group(1)) and not bare_noun and fold(match.group(1)) not in known:
            known.add(fold(match.group(1)))
            found[i] = match.group(1)
    return found


def seats(bodies: set[int], outline: Outline) -> set[int]:
    """Beside headings that name bodies by a noun: those that name one by where it sits ("Lindholm, Norway"), or as many as the text counts."""
    above = {p for p in outline.around(bodies) if not SEATED.fullmatch(outline.names[p])}
    rest = [i for i in outline.headings if i in outline.fit - bodies - above and bodies.isdisjoint(outline.above(i))]
    seated = [i for i in rest if SEATED.fullmatch(outline.names[i])]
    if len(seated) >= MIN_ALIKE and len(seated) * 2 >= len(rest):
        return set(seated)
    counted = counted_bodies(outline.document.text)
    return set(rest) if len(rest) >= MIN_ALIKE and len(rest) in counted and all(titled(outline.names[i], limit=5) for i in rest) else set()


def siblings(outline: Outline) -> set[int]:
    """Where hardly a heading has a body noun: the largest family of headings of one style that seem to name units."""
    families: dict[tuple[str, int], list[int]] = {}
    for i in outline.headings:
        if i in outline.fit:
            families.setdefault((outline.blocks[i].style, outline.blocks[i].level), []).append(i)
    counted = {n for n, _ in stated_count(outline.document.text)}

    def of_posts(family: list[int]) -> bool:
        return sum(bool(post_noun(outline.names[i])) for i in family) * 3 >= len(family) * 2

    (style, _), best = max(families.items(), key=lambda kv: (len(kv[1]) >= MIN_ALIKE and of_posts(kv[1]), len(kv[1]) in counted, len(kv[1])), default=(("", 0), []))
    if len(best) < (2 if style == "run-in" else MIN_ALIKE):
        return set()
    if not SEATED.fullmatch(outline.names[best[0]]) and all(SEATED.fullmatch(outline.names[i]) for i in best[1:]):
        best = best[1:]  # a title above them
    alike = {i for i in best if outline.recorded(i)}
    if len(alike) >= MIN_ALIKE and len(alike) * 3 >= len(best) * 2:
        return alike  # each with parts or labels that others have, too
    duties = sum(outline.opens_like_duty(i) or outline.lists_duties(i) for i in best) * 3 >= len(best) * 2
    named = sum(bare(outline.names[i]) in outline.spoken for i in best) * 2 >= len(best) and sum(map(outline.evident, best)) * 3 >= len(best) * 2
    nouns = Counter(n for i in best for n in {fold(m) for b in outline.words_of(i) for m in SPOKEN.findall(b.span.of(outline.document.text))})
    spoken = max(nouns.values(), default=0) * 3 >= len(best) * 2  # "The bureau repairs …" under most
    labels = Counter(label for i in best for label in outline.labels(i))
    records = sum(times * 3 >= len(best) * 2 for times in labels.values()) >= _MIN_LABELS  # "Covers: …", "Partners: …" under most
    itself = sum(map(outline.speaks_of_itself, best)) * 2 >= len(best)  # "Lindholm" over "Lindholm covers …"
    parted = sum(_speaks_of_first(outline, i) for i in best) * 3 >= len(best) * 2  # "Torvik – Northern Isles" over "Torvik is the oldest"
    ourselves = (
        sum(any(_WE.match(b.span.of(outline.document.text)) for b in outline.words_of(i)[:2]) and (bool(outline.labels(i)) or any(b.kind == "item" for b in outline.words_of(i))) for i in best) * 3 >= len(best) * 2
    )  # "We keep …" under most
    return set(best) if style == "run-in" or len(best) in counted or duties or named or spoken or records or of_posts(best) or itself or ourselves or parted else set()


def _speaks_of_first(outline: Outline, i: int) -> bool:
    """Whether a heading is a name with something after a dash, and the text below it uses the name."""
    first, *rest = re.split(r"\s[–—-]\s", outline.names[i], maxsplit=1)
    return bool(rest) and titled(first) and any(re.search(rf"\b{re.escape(first)}\b", b.span.of(outline.document.text)) for b in outline.words_of(i))


def inner(bodies: set[int], outline: Outline) -> set[int]:
    """Headings that name no body ("Visitor Services") but stand among others, of one style and level, that mostly seem to."""
    inside = {i for i in outline.headings if not bodies.isdisjoint(outline.above(i))}
    families: dict[tuple[bool, str, int, int | None], list[int]] = {}
    for i in outline.headings:
        if i in bodies or (i not in outline.apart and not is_part(outline.names[i])):
            style = outline.blocks[i].style
            families.setdefault((i in inside, style, outline.blocks[i].level, outline.parents[i] if style in IN_TEXT else None), []).append(i)
    around = outline.around(bodies)
    nouns = Counter(body_noun(outline.names[i]) for i in bodies)
    several = {plural(n) for n, times in nouns.items() if n and times >= _MIN_NAMED}
    first = min(bodies, default=0)

    def stray(i: int, seeming: list[int], family: list[int]) -> bool:
        """A title above all units, or a heading about several of them ("Ferry Desks: Common Rules")."""
        above = i < first and (i == family[0] or len(seeming) * 3 < len(family) * 2)
        if outline.names[i].isupper() and sum(len(w) > _ACRONYM for w in words(outline.names[i])) > 1 and sum(outline.names[h].isupper() for h in family) * 2 < len(family):
            return True  # "CALLS FOR NOBODY", below names that are not in capitals
        ends = words(outline.names[i])[-1:]
        above = above and not any(words(outline.names[h])[-1:] == ends for h in family if h != i)  # "Carnivore Keepers" over "Hoofstock Keepers"
        return not outline.evident(i) and (above or not several.isdisjoint(words(outline.names[i])))

    found = _in_text(bodies, families, outline)
    for (nested, style, *_), family in families.items():
        named = [i for i in family if i in bodies]
        articles = sum(is_article(outline.blocks[i].span.of(outline.document.text)) for i in family) * 2 > len(family)
        if articles and not nested:
            family = [i for i in family if i in bodies or outline.speaks_of_itself(i)]
        if nested and len(family) >= MIN_ALIKE and all(CODED.match(outline.names[i]) for i in family):
            found |= set(family) & outline.fit  # "II.3 Wells and Springs", below "Department II"
            continue
        if named and style == "section" and not nested and not articles:
            able = [i for i in family if i in outline.fit and titled(outline.names[i], limit=_NAME_WORDS)]
            alike = {i for i in able if outline.recorded(i)}
            found |= alike if len(alike) >= MIN_ALIKE else set()  # "3. Pilotage", with "3.1 Tasks" and "3.2 Contact" as all others have
            most = len(named) * 3 >= len(family) * 2
            like = Counter(outline.opening(i) for i in named).most_common(1)[0][0]
            if len(named) >= MIN_ALIKE:
                found |= {i for i in able if outline.speaks_of_itself(i) or (most and outline.opening(i) == like != "")}  # "3.3 Human Resources"
                ends = {tuple(words(outline.names[i])[-_SAME_END:]) for i in found.intersection(able) if len(words(outline.names[i])) > _SAME_END}
                found |= {i for i in able if len(words(outline.names[i])) > _SAME_END and tuple(words(outline.names[i])[-_SAME_END:]) in ends}  # "Southern Lamp District", beside the northern one
        if not named or (style == "section" and not nested):
            continue  # "Article 8. Languages" is a subject, whatever the other articles are about
        seeming = [i for i in family if i in bodies or outline.evident(i)]
        records = [i for i in family if outline.recorded(i)]
        few = not nested and len(named) < _MIN_NAMED and len(seeming) < max(len(family), 2) and len(records) * 2 < max(len(family), 2 * MIN_ALIKE)
        if few or len(seeming) * 2 < len(family):
            continue
        # what holds a unit sorts it, unless it tells of itself; what holds no words says nothing
        found |= {
            i
            for i in family
            if (nested or i not in around or outline.recorded(i) or outline.speaks_of_itself(i) or outline.opens_like_duty(i) or (len(named) * 2 > len(family) and outline.evident(i)))
            and (i in outline.fit or (nested and not outline.words_of(i)))
            and titled(ACRONYM.sub("", outline.names[i]), limit=_NAME_WORDS)
            and not re.search(r"\d", outline.names[i])
            and not stray(i, seeming, family)
        }
    return found


def _in_text(bodies: set[int], families: dict[tuple[bool, str, int, int | None], list[int]], outline: Outline) -> set[int]:
    """Names that open paragraphs, below headings under which one does so, where three fifths of all that do so name bodies ("**Money Matters.**", beside eight teams and desks)."""
    together: dict[tuple[bool, str, int], list[int]] = {}
    for (nested, style, level, _), family in families.items():
        if style in IN_TEXT and not bodies.isdisjoint(family):
            together.setdefault((nested, style, level), []).extend(family)
    most = [family for family in together.values() if (named := sum(i in bodies for i in family)) >= MIN_ALIKE and named * 5 >= len(family) * 3]
    return {i for family in most for i in family if i in outline.fit and titled(ACRONYM.sub("", outline.names[i]), limit=_NAME_WORDS) and not re.search(r"\d", outline.names[i])}


def around(bodies: set[int], outline: Outline) -> set[int]:
    """Headings around units that tell of themselves as one ("Engineering" over "Engineering keeps … The department has two sections." and two sections), where most of their sort do."""
    outer = [i for i in outline.headings if i in outline.fit - bodies and outline.parents[i] not in bodies and outline.below(i, bodies)]
    sorts = Counter((outline.blocks[i].style, outline.blocks[i].level) for i in outer)
    found: set[int] = set()
    for (style, level), times in sorts.items():
        family = [i for i in outline.fit if (outline.blocks[i].style, outline.blocks[i].level) == (style, level)]
        telling = {i for i in family if titled(outline.names[i], limit=_NAME_WORDS) and (outline.speaks_of_itself(i) or outline.recorded(i)) and _called(i, outline)}
        if times >= _MIN_NAMED and len(telling) >= _MIN_NAMED and len(telling) * 3 >= len(family) * 2:
            found |= telling
    return found


def _called(i: int, outline: Outline) -> bool:
    """Whether what stands under a heading takes it up by a noun for bodies ("The department has …"), or says who heads it."""
    texts = [b.span.of(outline.document.text) for b in outline.words_of(i)]
    inside = {body_noun(outline.names[h]) for h in outline.headings if i in outline.above(h)}
    return any(any(fold(m.group(1)) not in inside for m in _TAKES_UP.finditer(t)) or re.match(r"(?:Head|Director|Chief|Manager|Led by|Headed by)\b", t) for t in texts)
