"""Dense search. FAISS is the search path at every size; this is the only file that imports it."""

from pathlib import Path
from typing import Protocol

import numpy as np

from index.encoder import Floats


class VectorStore(Protocol):
    """Rows of unit vectors, searched by inner product."""

    def __len__(self) -> int:
        """How many rows."""

    def search(self, query: Floats, k: int) -> list[tuple[int, float]]:
        """The k best (row, cosine in [-1, 1]), best first, equal scores by row; fewer where there are fewer rows."""

    def rows(self) -> Floats:
        """All rows, (n, d) float32, in order."""

    def save(self, path: Path) -> None:
        """Writes the store to one file."""


class FaissStore:
    """An exact FAISS index (`IndexFlatIP`)."""

    def __init__(self, rows: Floats) -> None:
        import faiss

        if rows.ndim != 2:
            raise ValueError(f"rows must be (n, d), not {rows.shape}")
        self._index: faiss.Index = faiss.IndexFlatIP(rows.shape[1])
        self._index.add(np.ascontiguousarray(rows, dtype=np.float32))

    @classmethod
    def open(cls, path: Path) -> "FaissStore":
        """Opens a file whose sha256 has been checked: FAISS trusts what it reads."""
        import faiss

        store = cls.__new__(cls)
        store._index = faiss.read_index(str(path))
        return store

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Floats, k: int) -> list[tuple[int, float]]:
        if query.shape != (self._index.d,):
            raise ValueError(f"query must be ({self._index.d},), not {query.shape}")
        if min(k, len(self)) < 1:  # FAISS asserts
            return []
        scores, ids = self._index.search(np.ascontiguousarray(query[None, :], dtype=np.float32), min(k, len(self)))
        hits = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(hits, key=lambda h: (-round(h[1], 5), h[0]))

    def rows(self) -> Floats:
        return np.asarray(self._index.reconstruct_n(0, len(self)), dtype=np.float32) if len(self) else np.zeros((0, self._index.d), np.float32)

    def save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))
