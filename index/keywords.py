"""BM25 over stems, by tantivy: one implementation for all sizes."""

from collections.abc import Sequence
from pathlib import Path

import tantivy

_TOKENIZER = "stems"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True, indexed=True)
    builder.add_text_field("stems", tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()


class Keywords:
    """A BM25 index on disk. Row i is text i as it was given to `create`."""

    def __init__(self, index: tantivy.Index) -> None:
        index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def create(cls, folder: Path, texts: Sequence[Sequence[str]]) -> "Keywords":
        """Indexes texts, each given as its stems. One writer thread, so the same texts give the same index."""
        folder.mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(folder))
        index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(heap_size=30_000_000, num_threads=1)
        for row, stems in enumerate(texts):
            writer.add_document(tantivy.Document(row=row, stems=" ".join(stems)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> "Keywords":
        """Opens a folder that `create` wrote."""
        return cls(tantivy.Index.open(str(folder)))

    def search(self, stems: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The k best (row, BM25 score > 0) for any of the stems, best first, equal scores by row."""
        if not stems or k < 1 or not self._searcher.num_docs:
            return []
        schema = self._index.schema
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "stems", s, index_option="freq")) for s in dict.fromkeys(stems)]
        hits = self._searcher.search(tantivy.Query.boolean_query(terms), limit=k, count=False).hits
        found = [(int(self._searcher.doc(address)["row"][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda h: (-round(h[1], 5), h[0]))
