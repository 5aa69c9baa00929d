"""A `Corpus` as JSON and back: compact, no pickle, exact."""

from typing import Any

from corpus.document import Block, Corpus, Document, Span, Statement, Unit


def _spans(spans: tuple[Span, ...]) -> list[int]:
    return [n for s in spans for n in (s.start, s.end)]


def _unspans(flat: list[int]) -> tuple[Span, ...]:
    return tuple(Span(a, b) for a, b in zip(flat[::2], flat[1::2], strict=True))


def dump(corpus: Corpus) -> dict[str, Any]:
    """JSON-ready form of a corpus."""
    paths: dict[tuple[str, ...], int] = {}
    for s in corpus.statements:
        paths.setdefault(s.heading, len(paths))
    return {
        "documents": [[d.path, d.text, d.sha256, d.modified, d.title, [[b.kind, b.span.start, b.span.end, b.level, b.style, _spans(b.cells), _spans(b.header)] for b in d.blocks]] for d in corpus.documents],
        "units": [[u.name, u.noun, u.parent, list(u.documents), u.whole] for u in corpus.units],
        "headings": [list(p) for p in paths],
        "statements": [[s.document, s.unit, paths[s.heading], s.span.start, s.span.end, _spans(s.leads), s.kind] for s in corpus.statements],
        "noun": corpus.noun,
        "fingerprint": corpus.fingerprint,
        "warnings": list(corpus.warnings),
    }


def load(data: dict[str, Any]) -> Corpus:
    """The corpus that `dump` wrote."""
    headings = [tuple(p) for p in data["headings"]]
    return Corpus(
        tuple(
            Document(path, text, sha, modified, title, tuple(Block(k, Span(a, b), level, style, _unspans(cells), _unspans(header)) for k, a, b, level, style, cells, header in blocks))
            for path, text, sha, modified, title, blocks in data["documents"]
        ),
        tuple(Unit(name, noun, parent, tuple(documents), whole) for name, noun, parent, documents, whole in data["units"]),
        tuple(Statement(d, u, headings[h], Span(a, b), _unspans(leads), kind) for d, u, h, a, b, leads, kind in data["statements"]),
        data["noun"],
        data["fingerprint"],
        tuple(data["warnings"]),
    )
