"""What titles say beside a unit's name: "About the Ferry Desk", "Ferry Desk (head: Ann Lee)"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from corpus.bodies import NO_BODY, body_noun
from corpus.document import Block, Span
from corpus.lines import titled
from corpus.words import fold, words

SAID = "said"  # style of a paragraph cut off a title
_MIN_ALIKE = 3  # titles of one frame from which it is one
LONGEST = 200  # characters of a title
_MIN_ASIDE = 2  # titles that go on about how to reach the unit
_MATTERS = r"(?:duties|tasks|functions|responsibilit(?:y|ies)|role|mandate|work|powers|remit|overview|profile|job)"
_FRAMES = (
    re.compile(r"(?:About|Meet|Introducing|Contact|Contacting|Inside|Welcome to) (?:the |our )?(?P<name>[A-Z].+)"),
    re.compile(r"What (?:does |do |is )?(?:the |our )?(?P<name>[A-Z].+?) (?:do|does|is for|for|is responsible for|is in charge of|handles)\??"),
    re.compile(rf"(?i:{_MATTERS}) of (?:the |our )?(?P<name>[A-Z].+)"),
    re.compile(rf"(?P<name>[A-Z].+?)(?::| [–—-]|,|['’]s?) (?i:what (?:it|we|they|he|she) do(?:es)?|who (?:we|they) are|(?:its |our |their |main )?{_MATTERS})"),
    re.compile(r"(?P<name>[A-Z].+?)(?:,|:| [–—-])? (?i:at a glance|in brief|in short|explained)"),
)
_TOPIC = re.compile(r"[^:?!]{3,60}(?::|[?!]|[ \t][–—-])[ \t](?P<article>(?:[Tt]he|[Oo]ur)[ \t])?(?P<name>[A-Z][^:?!.]{2,60})")  # "Keys and parcels: the House Team", "Off on a trip? The Travel Desk"
ASIDE = re.compile(
    r"(?P<name>(?!(?i:room|floor|building|block|suite|level|phone|tel|telephone|ext|extension|fax|(?:p\.? ?o\.? ?)?box|head|director|chief|manager|contact|e-?mail)\b\W*(?:[A-Z]? ?\d|\w+ floor|$))[A-Z0-9][^,;|()\t]{0,80}?(?: \([A-Z][\w&]{1,9}\))?)[ \t]*(?:[,;|(]|[ \t][–—-][ \t])[ \t]*"
    r"(?P<said>(?i:(?:(?:headed|led|run|managed|chaired|directed|staffed) by|(?:room|phone|tel|telephone|ext|extension|floor|head|director|chief|manager|chair|contact|e-?mail|staff|building)\b\.?:? ?)(?=\W*[A-Z0-9])|\d+ (?:people|staff|employees|members|persons|colleagues)\b)[^()\n]*)\)?"
)  # "Ferry Desk, room 12, phone 14 00"


SAID_SO = re.compile(r"(?P<name>[A-Z0-9][^()]{2,80}?) \((?P<said>[a-z][^()]*(?: [^()\s]+){2,})\)")  # "Rail Office (older hands still say "the Shed")"


def unframed(names: Mapping[int, str]) -> dict[int, str]:
    """The names that titles frame alike ("About the Ferry Desk", "About the Lamp Office", …) or that stand behind a topic ("Off by boat? The Ferry Desk"), by the titles' keys; at least three, all different."""
    found: dict[int, str] = {}
    for frame in _FRAMES:
        own = {i: m.group("name").rstrip(" .:") for i, name in names.items() if (m := frame.fullmatch(name))}
        if len(own) >= _MIN_ALIKE and len({fold(n) for n in own.values()}) == len(own):
            found |= own
    topics = {i: m for i, name in names.items() if (m := _TOPIC.fullmatch(name)) and titled(m.group("name")) and words(m.group("name"))[-1] not in NO_BODY}
    named = {fold(m.group("name")) for m in topics.values()}
    if sum(bool(body_noun(m.group("name"))) for m in topics.values()) * 2 > len(topics) and sum(m.group("article") is not None for m in topics.values()) >= max(_MIN_ALIKE, len(topics) / 2) and len(named) == len(topics):
        found |= {i: m.group("name").rstrip() for i, m in topics.items() if i not in found}
    return found


def parted(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, what headings say beside a name ("Ferry Desk (head: Ann Lee)") as paragraphs below them, where at least two do."""
    found = {i: m for i, b in enumerate(blocks) if b.kind == "heading" and b.span.end - b.span.start <= LONGEST and (m := ASIDE.fullmatch(b.span.of(text)) or SAID_SO.fullmatch(b.span.of(text)))}
    if len(found) < _MIN_ASIDE:
        return blocks
    return tuple(piece for i, block in enumerate(blocks) for piece in (cut(block, found[i]) if i in found else [block]))


def cut(title: Block, match: re.Match[str]) -> list[Block]:
    """A title that matches `ASIDE`: its name, and what it says beside that as a paragraph."""
    at = title.span.start
    return [replace(title, span=Span(at + match.start("name"), at + match.end("name"))), Block("paragraph", Span(at + match.start("said"), at + match.end("said")), style=SAID)]
