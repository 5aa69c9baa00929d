"""What qa returns → the JSON that the components draw. No decision is taken here."""

import hashlib
import itertools
import re
from typing import Any
from urllib.parse import urlencode

from corpus.document import Corpus, Document
from corpus.words import clean
from qa.chat import Engine, Explained
from qa.decision import probability, signals
from qa.reading import Kind

_MARK = re.compile(r"\[(\d+)\]")
_BEFORE = 80  # characters shown before a quote in its card
_SIDES = 2  # units that a table lays side by side
_WINDOW = 120  # blocks shown on each side of a quote in a long document

GRADES = {
    "stated": ("Stated in the text", ""),
    "inferred": ("Inferred with an outside fact", "The text plus one outside fact, shown below it."),
    "not_stated": ("Not stated", ""),
    "small_talk": ("", ""),
}


def _parts(line: str) -> list[dict[str, Any]]:
    """A line cut into words and citation numbers; the numbers stand after the words they support."""
    parts: list[dict[str, Any]] = []
    position = 0
    for mark in _MARK.finditer(line):
        if mark.start() > position and line[position : mark.start()].strip():
            parts.append({"t": line[position : mark.start()].rstrip() + " "})
        parts.append({"c": int(mark.group(1))})
        position = mark.end()
    if line[position:].strip():
        parts.append({"t": line[position:]})
    return parts


def comparison(answer: dict[str, Any]) -> tuple[dict[str, Any], list[str]] | None:
    """A comparison of two units as a table, and the lines of the answer that stand outside it; None if it is none."""
    cited = {c["number"]: c for c in answer["citations"]}
    heads: list[str] = []
    rows: list[list[list[dict[str, Any]]]] = []
    rest: list[str] = []
    side: str | None = None
    for line in str(answer["text"]).split("\n"):
        if re.fullmatch(r"Both:|Alike, each in its own words:|Only .+:", line):
            side = "Both" if not line.startswith("Only ") else line.removeprefix("Only ").removesuffix(":")
            if side != "Both" and side not in heads:
                heads.append(side)
        elif side is not None and line.startswith("- "):
            marks = [int(m) for m in _MARK.findall(line)]
            words = _MARK.sub("", line[2:]).rstrip()
            if side == "Both" and len(marks) == 2:
                rows.append([[{"t": clean(cited[m]["quote"]).rstrip(" ;,.") + ". "}, {"c": m}] for m in marks])
                heads = [_owner(cited[m]) for m in marks]
            else:
                cell: list[dict[str, Any]] = [{"t": words + " "}, *({"c": m} for m in marks)]
                rows.append([cell, []] if heads and side == heads[0] else [[], cell])
        else:
            side = None
            rest.append(line)
    return ({"heads": heads, "rows": rows}, rest) if rows and len(heads) == _SIDES else None


def _owner(citation: dict[str, Any]) -> str:
    return str(citation["heading"].split(" > ")[-1] or citation["title"])


def answer_data(engine: Engine, answer: dict[str, Any], why: dict[str, Any] | None = None, *, stale: bool, fresh: bool = False) -> dict[str, Any]:
    """One answer for the answer component."""
    blocks: list[dict[str, Any]] = []
    compared = comparison(answer) if why and any(p["kind"] == Kind.COMPARE for p in why["parts"]) else None
    if compared:
        blocks.append({"kind": "table", **compared[0]})
    for line in compared[1] if compared else str(answer["text"]).split("\n"):
        bullet = line.startswith("- ")
        body = line[2:] if bullet else line
        outside = line.startswith("(") and line.endswith(")") and "Source:" in line
        name, _, rest = body.partition(": ")
        units = {clean(u.name) for u in engine.build.corpus.units}
        lead = name if rest and name in units else ""
        blocks.append({"kind": "outside" if outside else "bullet" if bullet else "line", "lead": f"{lead}:" if lead else "", "parts": _parts(body[len(lead) + 1 :].lstrip() if lead else body[1:-1] if outside else body)})
    cites = [citation_data(engine, c) for c in answer["citations"]]
    label, note = GRADES[answer["grade"]]
    checked = answer["checked"]
    badge = f"{checked['matched']} of {checked['units']} · all {checked['units']} checked" if checked and checked["units"] > 1 else ""
    missing = answer["missing"]
    return {
        "blocks": blocks, "cites": cites, "grade": answer["grade"], "label": label, "note": note, "badge": badge,
        "missing": f"Missing: {missing['what']}" if missing and missing["kind"] in ("attribute", "entity", "place", "duty") else "",
        "read": answer["read_as"] if clean(answer["read_as"]).casefold().strip(" ?") != clean(answer["question"]).casefold().strip(" ?") and answer["grade"] != "small_talk" else "",
        "others": why["others"] if why else [], "stale": stale, "fresh": fresh, "plain": plain(answer),
    }  # fmt: skip


def citation_data(engine: Engine, citation: dict[str, Any]) -> dict[str, Any]:
    """One citation with a little of the text around it."""
    document = next((d for d in engine.build.corpus.documents if d.path == citation["document"]), None)
    text = document.text if document else ""
    found = text[citation["start"] : citation["end"]] == citation["quote"]
    before = text[max(0, citation["start"] - _BEFORE) : citation["start"]] if found else ""
    after = text[citation["end"] : citation["end"] + _BEFORE] if found else ""
    name = _owner(citation)
    return {
        "n": citation["number"], "name": name, "document": citation["document"], "pre": clean(before.split("\n")[-1]), "quote": clean(citation["quote"]),
        "post": clean(after.split("\n")[0]),
    }  # fmt: skip


def locate(corpus: Corpus, path: str, start: int, quote: str) -> tuple[Document, tuple[int, int]] | None:
    """Where words of an earlier version of the text stand now: at their offset, else wherever its document has them, else any other has; None if none does."""
    documents = sorted(corpus.documents, key=lambda d: d.path != path)
    for document in documents:
        here = [m.start() for m in re.finditer(re.escape(quote), document.text)] if quote else []
        if here and (document.path == path or len(here) == 1):
            at = min(here, key=lambda a: abs(a - start))
            return document, (at, at + len(quote))
    return None


def address(document: Document, span: tuple[int, int]) -> dict[str, str]:
    """A passage as the parameters of the page of sources; `h` tells whether the words are still the same."""
    return {"d": document.path, "a": str(span[0]), "b": str(span[1]), "h": mark(document.text[slice(*span)])}


def mark(words: str) -> str:
    """A short name for a passage's words, eight hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def plain(answer: dict[str, Any]) -> str:
    """The answer with its sources, to copy."""
    lines = [answer["text"]]
    if answer["citations"]:
        lines.append("")
    lines += [f"[{c['number']}] {c['heading'] or c['title']} ({c['document']}): “{clean(c['quote'])}”" for c in answer["citations"]]
    return "\n".join(lines)


def reader_data(engine: Engine, document: Document, focus: tuple[int, int] | None, unit: int | None = None) -> dict[str, Any]:
    """A document for the reader component: its blocks, the statements in them, the words to mark and where to scroll."""
    corpus = engine.build.corpus
    index = corpus.documents.index(document)
    statements = [(i, s) for i, s in enumerate(corpus.statements) if s.document == index]
    spans = sorted((s.span.start, s.span.end, i) for i, s in statements)
    blocks: list[dict[str, Any]] = []
    target = -1
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        if focus and target < 0 and start < focus[1] and focus[0] < end:
            target = len(blocks)
        if focus is None and unit is not None and target < 0 and any(s.unit == unit and start <= s.span.start < end for _, s in statements):
            target = max(len(blocks) - 1, 0)
        cuts = {start, end}
        for a, b, _ in spans:
            if a < end and b > start:
                cuts |= {max(a, start), min(b, end)}
        if focus and focus[0] < end and focus[1] > start:
            cuts |= {max(focus[0], start), min(focus[1], end)}
        edges = sorted(cuts)
        segments = []
        for a, b in itertools.pairwise(edges):
            owner = next((i for x, y, i in spans if x <= a and b <= y), -1)
            marked = bool(focus and focus[0] <= a and b <= focus[1])
            segments.append({"t": document.text[a:b], "s": owner, "m": marked})
        blocks.append({"kind": block.kind, "level": block.level, "style": block.style, "segments": segments})
    low = max(target - _WINDOW, 0) if target >= 0 and len(blocks) > 2 * _WINDOW else 0
    shown = blocks[low : low + 2 * _WINDOW + 1] if len(blocks) > 2 * _WINDOW else blocks
    link = urlencode(address(document, focus)) if focus else ""
    return {"title": document.title, "link": link, "blocks": shown, "target": target - low if target >= 0 else -1, "cut": len(shown) < len(blocks)}


def explanation(engine: Engine, found: Explained) -> dict[str, Any]:
    """What led to an answer, for people: how it was read, which statements were measured, what they had."""
    table = engine.table
    cited = {(c.document, c.start) for c in found.answer.citations}
    parts = []
    for reading, draft in zip(found.readings, found.drafts, strict=False):
        matches = engine.responder.evidence.measure(reading)[:8] if reading.terms else []
        rows = []
        for match in matches:
            statement = engine.build.corpus.statements[match.row.number]
            document = engine.build.corpus.documents[statement.document]
            values = signals(match, reading)
            rows.append(
                {
                    "name": table.name(match.row.own) if match.row.own is not None else document.title,
                    "text": clean(engine.build.corpus.quote(statement)),
                    "cited": (document.path, statement.span.start) in cited,
                    "bars": [["Same words", values["exact"]], ["Related words", values["cover"]], ["Alike as a whole", max(0.0, min(1.0, match.near))], ["Alike word by word", max(0.0, min(1.0, match.token))]],
                    "total": probability(values, reading),
                    "missing": [t.text for t in match.missing],
                }
            )
        parts.append(
            {
                "read": reading.text, "kind": str(reading.kind), "units": [table.name(u) for u in reading.units], "terms": [t.text for t in reading.heavy], "corrected": [list(c) for c in reading.corrected],
                "rows": rows, "missing": draft.missing.what if draft.missing else "",
            }
        )  # fmt: skip
    scanned = [(r, d) for r, d in zip(found.readings, found.drafts, strict=False) if d.checked and d.checked.units > 1]
    others = [table.name(u) for u in engine.responder.scope(scanned[0][0]) if u not in scanned[0][1].units] if len(scanned) == 1 else []
    return {"parts": parts, "statements": len(table.rows), "others": others}
