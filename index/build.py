"""Corpus folder → a build on disk, and back: made whole or from what has not changed, checked, opened."""

import errno
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import read as reader
from corpus import split
from corpus.document import Corpus, Statement
from corpus.errors import BuildError, IndexMissing
from corpus.words import clean, content
from index import disk, store
from index.encoder import Encoder, Encoding, Floats
from index.keywords import Keywords
from index.vectors import FaissStore, VectorStore

LAYOUT = 2  # of the files of a build; another layout is rebuilt
Report = Callable[[str, int, int], None]  # stage, done, total
_BATCH = 256  # texts between two progress reports
_FULL = (errno.ENOSPC, errno.EDQUOT)


def quiet(stage: str, done: int, total: int) -> None:
    """Reports nothing."""


def prefix(corpus: Corpus, statement: Statement) -> str:
    """What colours a statement's encoding: the unit it belongs to, else its innermost heading."""
    if statement.unit is not None:
        return corpus.units[statement.unit].name
    return statement.heading[-1] if statement.heading else ""


def search_form(corpus: Corpus, statement: Statement) -> str:
    """A statement as it is searched: its lead-ins before it, broken hyphens and white space repaired."""
    text = corpus.documents[statement.document].text
    return clean(" ".join([*(s.of(text) for s in statement.leads), statement.span.of(text)]))


@dataclass(frozen=True, slots=True)
class Build:
    """An opened build; it stays usable while newer ones are published.

    Attributes:
        id: Names the build; answers can carry it.
        corpus: What was read.
        vectors: One row a window of a statement.
        owner: (rows,) the statement of each row.
        keywords: Row i is statement i.
        states: (n, d) int8 token states of all statements, one after the other.
        scales: (n,) float32; state i is `states[i] * scales[i]`.
        bounds: (statements + 1,) where each statement's states begin.
        frequency: In how many statements each word piece occurs.
        built: Seconds since 1970.
    """

    id: str
    corpus: Corpus
    vectors: VectorStore
    owner: NDArray[np.int64]
    keywords: Keywords
    states: NDArray[np.int8]
    scales: Floats
    bounds: NDArray[np.int64]
    frequency: dict[str, int]
    built: float

    def weights(self, pieces: Sequence[str]) -> Floats:
        """How telling each word piece is: inverse document frequency, (n,) float32, ≥ 0."""
        n = len(self.corpus.statements)
        counts = np.array([self.frequency.get(p, 0) for p in pieces], dtype=np.float32)
        return np.asarray(np.log1p((n - counts + 0.5) / (counts + 0.5)), dtype=np.float32)

    def similar(self, query: Encoding, k: int) -> list[tuple[int, float]]:
        """The statements nearest in meaning: (statement, cosine), best first."""
        best: dict[int, float] = {}
        for row, score in self.vectors.search(query.vectors[0], k * 2):
            best.setdefault(int(self.owner[row]), score)
        return list(best.items())[:k]

    def token_similarity(self, query: Encoding, statement: int) -> Floats:
        """For each word piece of the query its best cosine with a word piece of the statement, (n,) float32."""
        a, b = int(self.bounds[statement]), int(self.bounds[statement + 1])
        if a == b or not len(query.states):
            return np.zeros(len(query.states), np.float32)
        states = self.states[a:b].astype(np.float32) * self.scales[a:b, None]
        return np.asarray((query.states @ states.T).max(axis=1), dtype=np.float32)


def _key(head: str, text: str, digest: str) -> str:
    return hashlib.blake2b(f"{digest}\0{head}\0{text}".encode(), digest_size=16).hexdigest()


def identity(corpus_digest: str, encoder: Encoder) -> dict[str, Any]:
    """What a build is made from: if any of it differs, the build is stale."""
    return {"layout": LAYOUT, "rules": split.RULES, "encoder": encoder.digest, "dimension": encoder.dimension, "corpus": corpus_digest}


_WORDS = {"layout": "the layout of the index", "rules": "the rules for splitting texts", "encoder": "the model", "dimension": "the model's width", "corpus": "the corpus"}


def difference(root: Path, corpus_digest: str, encoder: Encoder) -> str | None:
    """Why the current build cannot answer for this corpus, in words; None if it can."""
    folder = disk.current(root)
    if folder is None:
        return "there is no index yet"
    manifest = disk.sealed(folder)
    if manifest is None:
        return "the index is damaged or incomplete"
    wanted = identity(corpus_digest, encoder)
    changed = [_WORDS[k] for k, v in wanted.items() if manifest.get(k) != v]
    return f"{' and '.join(changed)} changed" if changed else None


def update(folder: Path, root: Path, encoder: Encoder, *, max_bytes: int = 50_000_000, fresh: bool = False, report: Report = quiet, say: Callable[[str], None] = lambda _: None) -> Path:
    """Brings the index of a corpus folder up to date; the old build serves until the new one is published.

    Args:
        folder: The corpus.
        root: The index folder.
        encoder: The model.
        max_bytes: A larger file is an error.
        fresh: Encode everything again.
        report: Told the progress.
        say: Told what is worth a line.

    Returns:
        The folder of the current build.

    Raises:
        CorpusError: The corpus cannot be read; the old build stays.
        BuildError: The disk is full or cannot be written; the old build stays.
        BuildBusy: Another build did not end in time.
    """
    with disk.writing(root, lambda: say("Another build is running; waiting for it.")):
        digest = reader.fingerprint(folder, max_bytes)
        if not fresh and difference(root, digest, encoder) is None and (ready := disk.current(root)) is not None:
            return ready
        corpus = reader.read_folder(folder, max_bytes, lambda done, total: report("Reading", done, total))
        for warning in corpus.warnings:
            say(warning)
        if not corpus.statements:
            raise IndexMissing(f"No statement was found in {str(folder)!r}. Check that its files hold running text.")
        known = {} if fresh else _reusable(root, encoder)
        encodings, reused = _encode(corpus, encoder, known, report)
        try:
            with disk.new_build(root) as work:
                _write(work, corpus, encoder, encodings)
                disk.seal(work, {**identity(corpus.fingerprint, encoder), "model": encoder.name, "statements": len(corpus.statements), "units": len(corpus.units), "documents": len(corpus.documents)})
                check(work)
                published = disk.publish(root, work)
        except (OSError, RuntimeError, ValueError) as error:
            cause = _cause(error)
            if cause in _FULL:
                raise BuildError(f"The disk is full: the index in {str(root)!r} was not changed. Free some space and run: qa build") from None
            if cause is None:
                raise
            raise BuildError(f"The index in {str(root)!r} cannot be written ({os.strerror(cause)}). Name another folder with --index, or change its permissions.") from None
        say(f"Indexed {len(corpus.statements)} statements of {len(corpus.units)} units from {len(corpus.documents)} files; {reused} were unchanged.")
        return published


def _cause(error: Exception) -> int | None:
    """The errno of a failed write. FAISS and tantivy raise errors of their own that only quote the system's words."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    return next((n for n in (*_FULL, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES) if os.strerror(n) in str(error)), None)


_Known = dict[str, Encoding]


def _reusable(root: Path, encoder: Encoder) -> _Known:
    """Encodings of the current build by content, if it was made by the same model."""
    folder = disk.current(root)
    manifest = disk.sealed(folder) if folder else None
    if folder is None or manifest is None or manifest.get("encoder") != encoder.digest or manifest.get("layout") != LAYOUT:
        return {}
    build = open_build(folder)
    rows = build.vectors.rows()
    keys = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
    pieces = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
    ids = np.load(folder / "pieces.npy", allow_pickle=False)
    first = np.searchsorted(build.owner, np.arange(len(keys) + 1))
    known: _Known = {}
    for at, key in enumerate(keys):
        a, b = int(build.bounds[at]), int(build.bounds[at + 1])
        states = build.states[a:b].astype(np.float32) * build.scales[a:b, None]
        known[key] = Encoding(rows[first[at] : first[at + 1]], states, tuple(pieces[i] for i in ids[a:b]))
    return known


def _encode(corpus: Corpus, encoder: Encoder, known: _Known, report: Report) -> tuple[list[Encoding], int]:
    pairs = [(prefix(corpus, s), search_form(corpus, s)) for s in corpus.statements]
    wanted = [_key(head, text, encoder.digest) for head, text in pairs]
    missing = [i for i, key in enumerate(wanted) if key not in known]
    fresh: dict[str, Encoding] = {}
    report("Encoding", 0, len(missing))
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]

        def progress(done: int, total: int, at: int = start, size: float = float(len(batch))) -> None:
            report("Encoding", at + int(done * size / total), len(missing))

        found = encoder.encode([(f"{h}:" if h else "", t) for h, t in (pairs[i] for i in batch)], progress)
        for i, encoding in zip(batch, found, strict=True):
            fresh[wanted[i]] = _quantised(encoding)
    return [fresh[k] if k in fresh else known[k] for k in wanted], len(wanted) - len(missing)


def _quantised(encoding: Encoding) -> Encoding:
    """The encoding as it will be read back, so that a reused one equals a fresh one."""
    ints, scales = _to_int8(encoding.states)
    return Encoding(encoding.vectors, ints.astype(np.float32) * scales[:, None], encoding.pieces)


def _to_int8(states: Floats) -> tuple[NDArray[np.int8], Floats]:
    scales: Floats = np.asarray(np.maximum(np.abs(states).max(axis=1), 1e-9) / 127 if len(states) else np.zeros(0), dtype=np.float32)
    return np.rint(states / scales[:, None]).astype(np.int8), scales


def _write(work: Path, corpus: Corpus, encoder: Encoder, encodings: list[Encoding]) -> None:
    def save(name: str, data: object) -> None:
        (work / name).write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", errors="surrogatepass")

    def array(name: str, data: NDArray[Any]) -> None:
        with (work / name).open("wb") as file:
            np.save(SimpleNamespace(write=file.write), data, allow_pickle=False)  # given the file itself, numpy loses the reason of a failed write

    save("corpus.json", store.dump(corpus))
    save("keys.json", [_key(prefix(corpus, s), search_form(corpus, s), encoder.digest) for s in corpus.statements])
    width = encoder.dimension
    FaissStore(np.concatenate([e.vectors for e in encodings]) if encodings else np.zeros((0, width), np.float32)).save(work / "vectors.faiss")
    array("owner.npy", np.repeat(np.arange(len(encodings)), [len(e.vectors) for e in encodings]).astype(np.int64))
    states, scales = _to_int8(np.concatenate([e.states for e in encodings]))
    array("states.npy", states)
    array("scales.npy", scales)
    array("bounds.npy", np.cumsum([0, *(len(e.states) for e in encodings)]).astype(np.int64))
    vocabulary = {p: i for i, p in enumerate(dict.fromkeys(p for e in encodings for p in e.pieces))}
    frequency = Counter(p for e in encodings for p in set(e.pieces))
    save("pieces.json", list(vocabulary))
    save("frequency.json", [frequency[p] for p in vocabulary])
    array("pieces.npy", np.array([vocabulary[p] for e in encodings for p in e.pieces], dtype=np.int64))
    Keywords.create(work / "keywords", [content(prefix(corpus, s)) + content(search_form(corpus, s)) for s in corpus.statements])


def check(folder: Path) -> None:
    """Counts a build's parts against each other.

    Raises:
        BuildError: They do not agree.
    """
    build = open_build(folder)
    manifest = json.loads((folder / disk.MANIFEST).read_text(encoding="utf-8"))
    n = len(build.corpus.statements)
    agree = n == manifest["statements"] and len(build.bounds) == n + 1 and build.bounds[-1] == len(build.states) == len(build.scales)
    if not agree or len(build.vectors) != len(build.owner) or sorted(set(build.owner.tolist())) != list(range(n)):
        raise BuildError(f"The build in {str(folder)!r} is inconsistent. Run: qa build")


def open_build(folder: Path) -> Build:
    """Opens a build whose seal has been checked.

    Raises:
        BuildError: A file is missing or of another layout.
    """
    try:
        corpus = store.load(json.loads((folder / "corpus.json").read_text(encoding="utf-8", errors="surrogatepass")))
        pieces = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        frequency = json.loads((folder / "frequency.json").read_text(encoding="utf-8"))
        return Build(
            id=folder.name.removeprefix("build-"),
            corpus=corpus,
            vectors=FaissStore.open(folder / "vectors.faiss"),
            owner=np.load(folder / "owner.npy", allow_pickle=False),
            keywords=Keywords.open(folder / "keywords"),
            states=np.load(folder / "states.npy", mmap_mode="r", allow_pickle=False),
            scales=np.load(folder / "scales.npy", allow_pickle=False),
            bounds=np.load(folder / "bounds.npy", allow_pickle=False),
            frequency=dict(zip(pieces, frequency, strict=True)),
            built=os.stat(folder / disk.MANIFEST).st_mtime,
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise BuildError(f"The build in {str(folder)!r} cannot be opened ({error}). Run: qa build") from None
