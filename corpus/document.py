"""The records everything else is made of, addressed by character offsets.

All offsets are half-open ``[start, end)`` and count Python characters (code points) of
`Document.text`. Nothing alters a text once offsets into it exist.
"""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "furniture"]
GapKind = Literal["space", "heading", "marker", "furniture"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of one document."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document's layout, as its reader saw it.

    Attributes:
        kind: What it is.
        span: Its characters, without surrounding white space.
        level: Of a heading, 1 (outermost) upwards; of an item, its nesting depth, 1 upwards; else 0.
        style: How a heading is marked ("h2", "bold", "line", "section", "run-in"); siblings share a style.
        cells: Of a row, its cells.
        header: Of a row, the header cells above them, as many as there are cells, or none.
        ends: Level of the outermost heading whose part of the page ended before this block; 0 if none did.
        opening: How many characters an emphasised opening has ("**Ferry Desk** sells …"); 0 if there is none.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    style: str = ""
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    ends: int = 0
    opening: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus.

    Attributes:
        path: Relative to the corpus folder, with "/".
        text: What offsets point into: the decoded file (.txt), or its visible text (.md, .html).
        sha256: Of the file's bytes, hexadecimal.
        modified: The file's modification time, seconds since 1970.
        title: The first heading or the file's name.
        blocks: The layout, in order, not overlapping.
    """

    path: str
    text: str
    sha256: str
    modified: float
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that the text names: an office, a department, a board.

    Attributes:
        name: As its heading says it, without numbering, white space collapsed.
        noun: The body noun in its name, singular and lower case ("office"), or "" where the name has none.
        parent: Index of the unit it lies within, or None.
        documents: Indexes of the documents that describe it.
        whole: Whether it only stands for a document in which nothing names a unit.
    """

    name: str
    noun: str
    parent: int | None
    documents: tuple[int, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest piece of text that says one thing.

    Attributes:
        document: Index of its document.
        unit: Index of its unit, or None (introductions, annexes).
        heading: The heading path, outermost first.
        span: Its characters.
        leads: The lead-ins it hangs under, outermost first; of a table row, its header cells.
        kind: The kind of block it comes from.
    """

    document: int
    unit: int | None
    heading: tuple[str, ...]
    span: Span
    leads: tuple[Span, ...]
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Gap:
    """Characters between statements, and why they are no statement."""

    span: Span
    kind: GapKind


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of text, read and split.

    Attributes:
        documents: In order of path.
        units: In order of first appearance.
        statements: In order of document and offset.
        noun: What the text calls its units, singular ("office", "bureau"; "unit" where it does not say;
            "document" where no unit was found).
        fingerprint: sha256 over every file's path and bytes.
        warnings: What was odd but harmless, one sentence each.
    """

    documents: tuple[Document, ...]
    units: tuple[Unit, ...]
    statements: tuple[Statement, ...]
    noun: str
    fingerprint: str
    warnings: tuple[str, ...] = ()

    def quote(self, statement: Statement) -> str:
        """The statement's characters, exactly."""
        return statement.span.of(self.documents[statement.document].text)
