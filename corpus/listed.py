"""Names of bodies in lists and records: cut off what is said of them, as headings of their own."""

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from corpus.bodies import BODY_NOUNS, body_noun, is_apart, is_label, is_part
from corpus.document import Block, Span
from corpus.lines import MARKER, titled
from corpus.words import fold

_LINE = 3  # level of a heading on a line of its own
# Of markup: a bold paragraph below every real heading, a bold opening of a paragraph below that, of an item deeper by its nesting.
BOLD, BOLD_IN, ITEM_IN = 7, 8, 8
ITEM_STYLES = ("item-in", "item-acts")  # of headings cut from items: by their name, and those that do something ("**Front line** takes the calls")
_NAME_WORDS = 7
_MIN_ALIKE = 3  # records or items from which their shape means something
UNIT_LABEL = re.compile(r"(?:Unit|Office|Department|Division|Team|Section|Body|Service|Bureau|Name|Name of (?:the )?(?:unit|office|team|department))(?: name)?", re.IGNORECASE)
LABELLED = re.compile(rf"(?:{UNIT_LABEL.pattern})[ \t]*:[ \t]*(?P<name>[A-Z][^\n:;.]{{2,70}})(?=\n|$)", re.IGNORECASE)
_LEADS = re.compile(r"(?:[Tt]he )?(?P<name>[A-Z][^\n:;.,–—]{2,70}?)(?: \([^()]*\))?(?: (?:shall|is responsible for|has the following (?:tasks|duties|functions)))?\s*[:–—]+\s*$")
_ITEM_BODY = re.compile(r"(?:[Tt]he |[Aa]n? )?(?P<name>[A-Z][^\n:–—,(]{2,58}?)(?: \([^()]*\))?(?=, (?:which|whose|to be)\b| (?:shall|is to)\b)")
_ITEM_NAME = re.compile(r"(?P<name>[A-Z][^\n:–—]{2,58}?)(?=(?: \([^()\n]{2,60}\))?(?:\s*:\s|\s+[–—-]\s))")


def names_part(name: str) -> bool:
    """Whether what stands before a colon labels what follows: "Contact:", "From:"."""
    return len(name.split()) == 1 or is_part(name) or is_label(name) or is_apart(name) or name.casefold() in ("from", "to", "date", "subject", "cc", "re", "note", "please note", "example")


def _labelled_records(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names out of records that open with one ("Unit: Estates Office"), where at least three do."""
    names = _opening_names(text, blocks, LABELLED, ("paragraph", "item"))
    return _headed(text, blocks, names) if len(names) >= _MIN_ALIKE else blocks


def _headed(text: str, blocks: list[Block], names: dict[int, tuple[int, int]], around: str = "") -> list[Block]:
    """The blocks, each of some names a heading on a line of its own and what follows it a paragraph, without the characters `around` it."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in names:
            result.append(block)
            continue
        start, end = names[i]
        result.append(Block("heading", Span(start, end), _LINE, "line"))
        if said := text[end : block.span.end].strip().strip(around):
            at = text.index(said, end)
            result.append(Block("paragraph", Span(at, at + len(said))))
    return result


def name_items(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names off list items ("- Ferry Office: sells …"), where most that open with one, and at least three, name bodies, and hardly a heading does."""
    blocks = _nesting(text, _leading(text, _over_lists(text, _labelled_records(text, blocks))))
    names = _item_names(text, blocks, _ITEM_NAME)
    bodies = [i for i, (a, z) in names.items() if body_noun(text[a:z])]
    headed = sum(b.kind == "heading" and bool(body_noun(b.span.of(text))) for b in blocks) >= 2
    every = sum(b.kind == "item" for b in blocks)
    if headed and len(names) * 5 < every * 4:  # below headings that name bodies, items do so only where nearly all of them seem to
        return _set_up(text, blocks)
    return blocks if len(bodies) < 3 or len(bodies) * 2 < len(names) else _cut_names(text, blocks, names)


def _over_lists(text: str, blocks: list[Block]) -> list[Block]:
    """Lines that name a body right above a list ("Directorate of Boats (director: Ann Lee)") are headings, where at least two do; what stands in brackets is said of it."""
    names: dict[int, tuple[int, int]] = {}
    for i, (block, after) in enumerate(pairwise(blocks)):
        line = block.span.of(text)
        if (
            block.kind == "paragraph"
            and (after.kind == "item" or (after.kind == "paragraph" and "(" not in line))
            and "\n" not in line
            and (match := re.match(r"[^():;.]+?(?=(?:\s*\([^()]*\))?$)", line))
            and titled(match.group())
            and body_noun(match.group())
        ):
            names[i] = (block.span.start, block.span.start + match.end())
    return _headed(text, blocks, names, " ()") if len(names) >= 2 else blocks


def _leading(text: str, blocks: list[Block]) -> list[Block]:
    """Items of a statute that only name a body above its list ("(2) The Ferry Division:", "(a) sells …") are headings within their section, where at least three do; the next item of their sort that names none ends them."""
    names: dict[int, tuple[int, int]] = {}
    heading = ""
    for i, (block, after) in enumerate(pairwise(blocks)):
        source = block.span.of(text)
        if block.kind == "heading":
            heading = fold(source)
        marker = MARKER.match(source)
        match = _LEADS.match(source, marker.end()) if marker and after.kind == "item" else None
        if match and titled(match.group("name")) and body_noun(match.group("name")) and fold(match.group("name")) not in heading and len(match.group("name").split()) > 1:
            names[i] = (block.span.start + match.start("name"), block.span.start + match.end("name"))
    if len({fold(text[a:z]) for a, z in names.values()}) < _MIN_ALIKE:
        return blocks
    result: list[Block] = []
    inside: bool | None = None  # whether the names stand in numbered items, where one stands above
    for i, block in enumerate(blocks):
        numbered = text[block.span.start : block.span.end].lstrip("(")[:1].isdigit()
        if i in names:
            inside = numbered
            result.append(Block("heading", Span(*names[i]), BOLD, "led"))
            continue
        ends = inside is not None and block.kind == "item" and numbered == inside
        if ends or block.kind == "heading":
            inside = None
        result.append(replace(block, ends=BOLD) if ends else block)
    return result


def _nesting(text: str, blocks: list[Block]) -> list[Block]:
    """Items that only name a unit over the items nested in them ("- Translation" / "  - translates judgments") are headings, with those of their level that go on in the line ("- Protocol: receives visitors"); at least three, and nearly all of their level."""
    over: dict[int, tuple[int, int]] = {}
    beside: dict[int, tuple[int, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind != "item" or block.style in ITEM_STYLES:
            continue
        source = block.span.of(text)
        marker = MARKER.match(source)
        start = marker.end() if marker else 0
        name = source[start:].rstrip(" :")
        nests = i + 1 < len(blocks) and blocks[i + 1].kind == "item" and blocks[i + 1].level > block.level
        if nests and _names_unit(name):
            over[i] = (block.span.start + start, block.span.start + start + len(name))
        elif not nests and (match := _ITEM_NAME.match(source, start)) and _names_unit(match.group("name")):
            beside[i] = (block.span.start + match.start("name"), block.span.start + match.end("name"))
    levels = {blocks[i].level for i in over}
    every = [i for i, b in enumerate(blocks) if b.kind == "item" and b.level in levels]
    names = over | {i: at for i, at in beside.items() if blocks[i].level in levels}
    distinct = {fold(text[a:z]) for a, z in names.values()}
    return _cut_names(text, blocks, names) if len(levels) == 1 and len(over) >= _MIN_ALIKE and len(distinct) == len(names) and len(names) * 5 >= len(every) * 4 else blocks


def _names_unit(name: str) -> bool:
    """Whether the words of an item can be a unit's name: short, capitalised, no part or label of one."""
    return bool(name) and titled(re.sub(r"\s*\([^()]*\)$", "", name), limit=_NAME_WORDS) and not is_part(name) and not is_apart(name) and not is_label(name) and name[-1] not in ".;,!?"


def _opening_names(text: str, blocks: list[Block], pattern: re.Pattern[str], kinds: tuple[str, ...] = ("item",)) -> dict[int, tuple[int, int]]:
    """Of blocks that open, after a marker if they have one, with a title: where it stands, by the block's index."""
    names: dict[int, tuple[int, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind in kinds:
            source = block.span.of(text)
            marker = MARKER.match(source)
            match = pattern.match(source, marker.end() if marker else 0)
            if match and titled(match.group("name").rstrip()):
                names[i] = (block.span.start + match.start("name"), block.span.start + match.end("name"))
    return names


def _item_names(text: str, blocks: list[Block], pattern: re.Pattern[str]) -> dict[int, tuple[int, int]]:
    """Of items that open with what may be a body's name: where it stands, by the item's index."""
    return {i: (a, z) for i, (a, z) in _opening_names(text, blocks, pattern).items() if not is_part(text[a:z]) and not is_apart(text[a:z])}


def _set_up(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names off the items of a list each of which sets up a body: "(a) a Ferry Service, which shall sell …"."""
    names = _item_names(text, blocks, _ITEM_BODY)
    chosen: dict[int, tuple[int, int]] = {}
    for at in range(len(blocks)):
        if blocks[at].kind == "item" and (at == 0 or blocks[at - 1].kind != "item"):
            run = [i for i, _ in takewhile(lambda x: x[1].kind == "item", enumerate(blocks[at:], at))]
            if len(run) > 1 and all(i in names and body_noun(text[slice(*names[i])]) and fold(text[slice(*names[i])]) not in BODY_NOUNS for i in run):
                chosen |= {i: names[i] for i in run}
    return _cut_names(text, blocks, chosen)


def _cut_names(text: str, blocks: list[Block], names: dict[int, tuple[int, int]]) -> list[Block]:
    """The blocks, each of some names at the opening of an item a heading of its own."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in names:
            result.append(block)
            continue
        start, end = names[i]
        rest = text[end : block.span.end]
        result.append(Block("heading", Span(start, end), ITEM_IN + block.level, "item-in"))
        if post := re.match(r"\s*\(([^()\n]+)\)\s*[:–—-]", rest):  # "(head: Ann Lee): sells …"
            result.append(replace(block, span=Span(end + post.start(1), end + post.end(1)), level=block.level + 1))
            block = replace(block, level=block.level + 1)
            end, rest = end + post.end(), rest[post.end() :]
        result.append(replace(block, span=Span(end + len(rest) - len(rest.lstrip(" ,:–—-\u00a0\n")), block.span.end)))
    return result
