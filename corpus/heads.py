"""Lines of plain text that are names, told by how their like stand: lettered, numbered, ruled off, above or further out than what they name."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import groupby, pairwise

from corpus.bodies import CODED, body_noun, is_apart, is_part
from corpus.document import Block, Span
from corpus.lines import MARKER, Line, is_furniture, titled
from corpus.listed import LABELLED
from corpus.tables import table_lines
from corpus.titles import ASIDE, LONGEST, SAID_SO, cut

LINE = 3  # level of a heading on a line of its own, where no markup says it
_MIN_ALIKE = 3  # lines of one shape that make an outline
_TITLE_WORDS = 7
_EXTENSION = re.compile(r"\d{2,5}[ \t]+[-–—][ \t]+(?=[A-Z])")  # "227 - Grounds Team"
_LONGEST = 12  # words of a title
_LONGER = 15  # characters that a line of text has more than the name above it
_PART_WORDS = 5  # of a title that recurs
_MIN_NODES = 4  # names in a tree of lines
_SET_IN = 2  # blanks by which a line stands below another in a tree
RULED = re.compile(r"[=\-~^]{3,}|(?:[=\-~^][ \t]){2,}[=\-~^]")
CODE = re.compile(r"[A-Z]{1,4}[- ]?\d{1,4}")  # "FD-11", below a name
_LABEL = re.compile(r"([A-Z][a-z]+(?: [a-z]+){0,2}):\s+\S")  # "Find us:\tHarbour House"
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"]
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\.[ \t\u00a0]+(?P<name>[A-Z][^.:;?!()]{2,60}(?: \([^()]{2,40}\))?)\.[ \t\u00a0]+(?=[A-Z])")
# How to reach a unit, who heads it, how many work there: nothing a heading says.
CONTACT = re.compile(
    r"\S@\S|\b(?:ext|tel|phone|fax|mobile|extension|hotline)\b[.:]? ?(?:no\b\.? ?)?[+(]?\d|\b\d+ (?:staff|employees)\b|"
    r"^(?:(?:acting |deputy )?(?:head|director|chief|manager|chair(?:man|woman|person)?|secretary|lead)|staff(?:ing)?|responsible|contacts?|phone|tel(?:ephone)?|e-?mail|location|address|room|covers?|hours|yard|seat)\.?:",
    re.IGNORECASE,
)


def lettered(lines: list[Line]) -> dict[int, int]:
    """Lines that an outline's capital letters or Roman numbers head ("A. Harbour Office", "B. Pilots"), by their start: where the words begin. At least three, in order from the first."""
    found: list[tuple[str, int, int]] = []
    for line in lines:
        match = re.match(r"([A-Z]|[IVX]{1,5})[.)][ \t\u00a0]+(?=[A-Z])", line.text)
        if match and not line.indent and titled(line.text[match.end() :]) and line.text[-1] not in ".;,:" and not (len(match.group(1)) > 1 and line.text.isupper()):
            found.append((match.group(1), line.start, line.start + match.end()))
    letters = [letter for letter, _, _ in found]
    in_order = letters in (list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[: len(letters)], _ROMAN[: len(letters)])
    return {start: words for _, start, words in found} if len(found) >= _MIN_ALIKE and in_order else {}


def counted(lines: list[Line]) -> set[int]:
    """Where lines start that are the items of a numbered list, not the titles of sections: right below one another, their numbers in order."""
    found: set[int] = set()
    before: tuple[int, str, Line] | None = None
    for line in lines:
        match = re.match(r"(\d{1,2})([.)])[ \t\u00a0]+\S", line.text)
        if match and before and (int(match.group(1)), match.group(2)) == (before[0] + 1, before[1]):
            found |= {before[2].start, line.start}
        before = (int(match.group(1)), match.group(2), line) if match else None
    return found


def asides(lines: list[Line]) -> dict[int, list[Block]]:
    """Lines that have a name and how to reach it or who heads it ("Ferry Desk, room 12, phone 14 00"), by their start: a heading and a paragraph each; at least three."""
    found = [(line, m) for line in lines if len(line.text) <= LONGEST and (m := ASIDE.fullmatch(line.text)) and titled(m.group("name"), limit=_LONGEST) and not is_part(line.text) and not is_apart(line.text)]
    if len({m.group("name") for _, m in found}) < max(_MIN_ALIKE, len(found)):
        return {}
    return {line.start: cut(Block("heading", line.span, LINE, "line"), m) for line, m in found}


def _may_name(text: str, is_section: Callable[[str], bool]) -> bool:
    """Whether a line is like a unit's name, a colon behind it or none: capitalised, no sentence, no section, no part of a unit."""
    if len(text) > LONGEST:
        return False
    text = _EXTENSION.sub("", SAID_SO.sub(r"\g<name>", text))
    return titled(text.rstrip(":"), limit=_TITLE_WORDS) and text[-1] not in ".;,!?" and not is_section(text) and not is_part(text) and not is_apart(text)


def outdented(lines: list[Line], is_section: Callable[[str], bool]) -> dict[int, int]:
    """Names at the margin, each over lines that are set in, by the start of their lines; at least three, and nearly all that stands at the margin below the first."""
    filled = [line for line in lines if line.text]
    over = [line for line, below in pairwise(filled) if not line.indent and below.indent and not MARKER.match(line.text)]
    found = [line for line in over if _may_name(line.text, is_section)]
    if len(found) < _MIN_ALIKE or len({line.text for line in found}) < len(found):
        return {}
    margin = [line for line in filled if not line.indent and line.start >= found[0].start]
    return {line.start: line.start for line in found} if len(found) * 5 >= len(margin) * 4 else {}


def tree(lines: list[Line]) -> dict[int, Block]:
    """The lines of a tree that blanks set in, by their start: names over what is set in below them, at two depths at least, and under the deepest a task a line."""
    filled = [line for line in lines if line.text]
    if len(filled) < _MIN_NODES:
        return {}
    over = [line.indent + _SET_IN <= below.indent and titled(line.text.rstrip(":"), limit=_LONGEST) and line.text[-1] not in ".;,!?" and not MARKER.match(line.text) for line, below in pairwise(filled)] + [False]
    first = next((n for n, (line, node) in enumerate(zip(filled, over, strict=True)) if node and not line.indent and any(over[n + 1 : n + 2])), len(filled))
    last = next((n for n in range(first, len(filled)) if not over[n] and not filled[n].indent), len(filled))
    nodes = [n for n in range(first, last) if over[n]]
    depths = sorted({filled[n].indent for n in nodes})
    leaves = [n for n in range(first, last) if not over[n]]
    if len(nodes) < _MIN_NODES or len(depths) < 2 or len(leaves) * 2 < len(nodes) or any(filled[n].indent <= depths[0] for n in leaves) or any(MARKER.match(filled[n].text) for n in leaves):
        return {}
    return {filled[n].start: Block("heading", filled[n].span, LINE + depths.index(filled[n].indent), "line") if over[n] else Block("item", filled[n].span, 1, "line") for n in range(first, last)}


def topped(lines: list[Line], is_section: Callable[[str], bool]) -> dict[int, int]:
    """Names on the first lines of what blank lines part ("Ferry Desk" / "Sells tickets." / "Keeps the timetable."), by the start of their lines; at least three, and most of those of several lines."""
    groups = [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.text)) if filled]
    several = [g for g in groups[1:] if len(g) > 1 and not MARKER.match(g[0].text) and not (RULED.fullmatch(g[1].text) or is_furniture(g[0].text) or table_lines(g, 0))]
    found = [g[0] for g in several if _may_name(g[0].text, is_section) and g[0].text[-1] != ":" and not CONTACT.search(g[0].text) and not LABELLED.fullmatch(g[0].text)]
    bodies = sum(bool(body_noun(line.text)) and not re.search(r"\d", line.text) for line in found) * 2 >= len(found)
    fit = len(found) >= _MIN_ALIKE and bodies and len(found) * 3 >= len(several) * 2 and len({line.text for line in found}) == len(found)
    return {line.start: line.start for line in found} if fit else {}


def labelled(lines: list[Line], is_section: Callable[[str], bool]) -> dict[int, int]:
    """Names right above one label that recurs ("Ferry Desk" / "Find us: …"), by the start of their lines; at least three, and above most of the lines with the label."""
    above: dict[str, list[Line | None]] = {}
    for before, line, below in zip([Line(0, 0, "", 0), Line(0, 0, "", 0), *lines], [Line(0, 0, "", 0), *lines], lines, strict=False):
        if match := _LABEL.match(below.text):
            fits = not before.text and line.text and not line.indent and _may_name(line.text, is_section) and line.text[-1] != ":" and not CONTACT.search(line.text) and not _LABEL.match(line.text)
            above.setdefault(match.group(1), []).append(line if fits else None)
    for found in above.values():
        names = [line for line in found if line is not None]
        if len(names) >= _MIN_ALIKE and len(names) * 3 >= len(found) * 2 and len({line.text for line in names}) == len(names):
            return {line.start: line.start for line in names}
    return {}


def labels(lines: list[Line]) -> set[int]:
    """Where lines start that give a label its value, as at least two others do the same label ("Reports to: the Registrar")."""
    found = {line.start: match.group(1) for line in lines if (match := _LABEL.match(line.text))}
    times = Counter(found.values())
    return {start for start, label in found.items() if times[label] >= _MIN_ALIKE}


def recurring(lines: list[Line]) -> set[int]:
    """Where lines start that stand again and again right above lists, with no colon ("What we do"): titles of parts."""
    over = [
        line
        for line, below in pairwise(lines)
        if line.text[:1].isupper() and MARKER.match(below.text) and not MARKER.match(line.text) and len(line.text.split()) <= _PART_WORDS and line.text[-1] not in ":;,." and not line.indent
    ]
    times = Counter(line.text for line in over)
    return {line.start for line in over if times[line.text] >= _MIN_ALIKE}


def ruled_off(lines: list[Line]) -> dict[int, int]:
    """Names that head what rules part ("-----" / "Ferry Desk" / "FD-11" / "does: …"), by the start of their lines; at least three."""
    found = [
        line
        for above, rule, line, below in zip([Line(0, 0, "", 0), *lines], lines, lines[1:], lines[2:], strict=False)
        if re.fullmatch(r"[-*=_~]{5,}", rule.text)
        and not above.text
        and below.text
        and titled(line.text, limit=_LONGEST)
        and line.text[-1] not in ".;,:"
        and (CODE.fullmatch(below.text) or re.match(r"[A-Za-z][\w ]{1,20}:", below.text) or len(below.text) > len(line.text) + _LONGER)
    ]
    return {line.start: line.start for line in found} if len(found) >= _MIN_ALIKE else {}


def numbered(lines: list[Line]) -> dict[int, Span]:
    """Names that numbered paragraphs open with ("3. Ferry Base (Torvik). The Base sells …"), by the start of their lines; at least three, in order from 1."""
    found = [(m, line) for line in lines if (m := _NUMBERED.match(line.text)) and not line.indent and titled(re.sub(r" \([^()]*\)$", "", m.group("name")))]
    in_order = [int(m.group("number")) for m, _ in found] == list(range(1, len(found) + 1))
    return {line.start: Span(line.start + m.start("name"), line.start + m.end("name")) for m, line in found} if len(found) >= _MIN_ALIKE and in_order else {}


def coded(lines: list[Line], is_heading: Callable[[str], bool]) -> set[int]:
    """Where lines start that a unit's code and its title fill ("II.3 Wells and Springs"), if at least three do."""
    found = {
        line.start
        for line, after in pairwise([*lines, Line(0, 0, "", 0)])
        if CODED.match(line.text) and not line.indent and not RULED.fullmatch(after.text) and is_heading(line.text) and titled(line.text, limit=_LONGEST)
    }
    return found if len(found) >= _MIN_ALIKE else set()
