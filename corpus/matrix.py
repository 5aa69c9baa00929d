"""Tables of tasks against units ("who has which part in what"): a column for each unit, a row for each task."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Block, Document, Span, Statement, Unit
from corpus.prose import spellings
from corpus.words import clean, fold

_MIN_COLUMNS = 3  # headers that must name units
_EMPTY = re.compile(r"[\s–—\-.]*")
_MARK_LENGTH = 12  # characters of a cell that says which part a unit has


def in_matrices(statements: Sequence[Statement], documents: Sequence[Document], units: Sequence[Unit]) -> list[Statement]:
    """The statements, each row of such a table as one for every unit that has a part in its task.

    Such a statement is the task; it hangs under what explains the unit's mark ("L = leads"), else under the mark.
    """
    named = {fold(s): n for n, u in enumerate(units) if not u.whole for s in spellings(u.name)}
    rows = {(d, b.span.start): b for d, document in enumerate(documents) for b in document.blocks if b.kind == "row" and b.style != "header"}
    legends: dict[tuple[int, str], Span | None] = {}
    result: list[Statement] = []
    for statement in statements:
        block = rows.get((statement.document, statement.span.start)) if statement.kind == "row" else None
        document = documents[statement.document]
        columns = _columns(block, document, named) if block is not None else {}
        parts = [(unit, block.cells[at]) for at, unit in columns.items() if at < len(block.cells) and not _EMPTY.fullmatch(block.cells[at].of(document.text))] if block is not None else []
        if not parts or block is None or any(len(c.of(document.text)) > _MARK_LENGTH for _, c in parts):
            result.append(statement)
            continue
        for unit, mark in parts:
            key = (statement.document, mark.of(document.text).strip())
            if key not in legends:
                legends[key] = _legend(document, mark)
            result.append(replace(statement, unit=unit, span=block.cells[0], leads=(legends[key] or mark,), kind="item"))
    return result


def _columns(block: Block, document: Document, named: dict[str, int]) -> dict[int, int]:
    """The columns of a row that stand under a unit's name, if most do: column → unit."""
    found = {at: named[name] for at, h in enumerate(block.header) if at and (name := fold(clean(h.of(document.text)))) in named}
    return found if len(found) >= _MIN_COLUMNS and len(found) * 3 >= (len(block.header) - 1) * 2 else {}


def _legend(document: Document, mark: Span) -> Span | None:
    """Where a document says what a mark stands for ("L = leads")."""
    match = re.search(rf"(?<!\w){re.escape(mark.of(document.text).strip())}\s*(?:=|:|–|—|means|stands for)\s*[\w-]+(?: [\w-]+){{0,3}}", document.text)
    return Span(match.start(), match.end()) if match else None
