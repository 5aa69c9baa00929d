"""Text → unit vectors and token states.

`Encoder` is what the rest of the product needs of a model. `OnnxEncoder` runs an exported model without
torch; `HashingEncoder` is a tiny deterministic stand-in for tests.
"""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]

_TOKEN_BUDGET = 512  # tokens in one batch: activations stay in the second-level cache
_OVERLAP = 32  # word pieces shared by neighbouring windows of a text longer than the model's


@dataclass(frozen=True, slots=True)
class Encoding:
    """One text, encoded.

    Attributes:
        vectors: (w, d) float32, unit length; one row a window, w ≥ 1.
        states: (n, d) float32, unit length; one row a word piece of the text itself, its prefix left out.
        pieces: The n word pieces as the tokenizer writes them ("migrat", "##ion").
    """

    vectors: Floats
    states: Floats
    pieces: tuple[str, ...]


class Encoder(Protocol):
    """What turns text into vectors. The same text gives the same encoding whatever else is encoded with it."""

    @property
    def name(self) -> str:
        """For people: which model this is."""

    @property
    def digest(self) -> str:
        """Changes whenever the encodings would."""

    @property
    def dimension(self) -> int:
        """Width d of vectors and states."""

    def encode(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Encoding]:
        """Encodes (prefix, text) pairs; the prefix colours the encoding and has no states of its own."""

    def warm(self) -> None:
        """Starts whatever loading there is in the background, so that the first encoding waits less."""

    def is_word(self, word: str) -> bool:
        """Whether the model knows a folded word as a whole, i.e. it is no misspelling of another."""


def normalise(rows: Floats) -> Floats:
    """Rows scaled to unit length; a zero row stays zero."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


class OnnxEncoder:
    """An exported sentence-transformers model, run by onnxruntime.

    Raises:
        EncoderError: The folder is not what `index.export` writes.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        try:
            info = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
            self._pooling: str = info["pooling"]
            self._window: int = info["window"]
            self._name: str = info["name"]
            self._digest: str = info["digest"]
            self._dimension: int = info["dimension"]
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError(f"The exported model in {str(folder)!r} is damaged ({error}). Delete that folder and run: qa build") from None
        self._folder = folder
        self._lock = threading.Lock()
        self._threads = threads
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: tokenizers.Tokenizer | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def digest(self) -> str:
        return self._digest

    @property
    def dimension(self) -> int:
        return self._dimension

    def warm(self) -> None:
        def load() -> None:
            with contextlib.suppress(EncoderError):  # whoever encodes first is told
                self._load()

        threading.Thread(target=load).start()  # no daemon: a process must not end while a model is being loaded

    def _load(self) -> "tuple[onnxruntime.InferenceSession, tokenizers.Tokenizer]":
        with self._lock:
            return self._open()

    def _open(self) -> "tuple[onnxruntime.InferenceSession, tokenizers.Tokenizer]":
        if self._session is None or self._tokenizer is None:
            import onnxruntime
            import tokenizers

            options = onnxruntime.SessionOptions()
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # done when exported
            options.intra_op_num_threads = self._threads
            options.log_severity_level = 3
            try:
                self._tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                self._tokenizer.no_truncation()
                self._tokenizer.no_padding()
                self._session = onnxruntime.InferenceSession(str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
            except Exception as error:
                raise EncoderError(f"The exported model in {str(self._folder)!r} cannot be run ({error}). Delete that folder and run: qa build") from None
        return self._session, self._tokenizer

    def is_word(self, word: str) -> bool:
        return self._load()[1].token_to_id(word) is not None

    def encode(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Encoding]:
        session, tokenizer = self._load()
        names = {i.name for i in session.get_inputs()}
        jobs: list[tuple[int, list[int], slice]] = []  # text, token ids, which of them are the text's own new ones
        pieces: list[list[str]] = []
        first = tokenizer.encode("", add_special_tokens=True).ids
        cls, sep = first[:1], first[1:2]
        for number, (prefix, text) in enumerate(texts):
            head = tokenizer.encode(prefix, add_special_tokens=False).ids[: self._window // 4] if prefix else []
            body = tokenizer.encode(text, add_special_tokens=False)
            room = self._window - len(head) - 2
            pieces.append(list(body.tokens))
            start = 0
            while True:
                ids = body.ids[start : start + room]
                fresh = _OVERLAP if start else 0
                jobs.append((number, [*cls, *head, *ids, *sep], slice(1 + len(head) + fresh, 1 + len(head) + len(ids))))
                if start + room >= len(body.ids):
                    break
                start += room - _OVERLAP
        vectors: list[list[Floats]] = [[] for _ in texts]
        states: list[list[Floats]] = [[] for _ in texts]
        results: dict[int, tuple[Floats, Floats]] = {}
        by_length: dict[int, list[int]] = {}
        for at, (_, ids, _) in enumerate(jobs):
            by_length.setdefault(len(ids), []).append(at)
        done = 0
        for length, members in sorted(by_length.items()):  # equal lengths need no padding: a batch changes nothing
            step = max(1, _TOKEN_BUDGET // length)
            for offset in range(0, len(members), step):
                batch = members[offset : offset + step]
                tokens = np.array([jobs[at][1] for at in batch], dtype=np.int64)
                feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
                hidden = session.run(["states"], {k: v for k, v in feed.items() if k in names})[0]
                for row, at in enumerate(batch):
                    pooled = hidden[row, 0] if self._pooling == "cls" else hidden[row].mean(axis=0)
                    results[at] = (normalise(pooled), normalise(hidden[row, jobs[at][2]]))
                done += len(batch)
                if progress:
                    progress(done, len(jobs))
        for at, (number, _, _) in enumerate(jobs):
            vectors[number].append(results[at][0])
            states[number].append(results[at][1])
        return [Encoding(np.stack(v), np.concatenate(s), tuple(p)) for v, s, p in zip(vectors, states, pieces, strict=True)]


class HashingEncoder:
    """A deterministic encoder without a model: each word is a fixed random direction. For tests and plumbing."""

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        return f"hashing-{self._dimension}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def dimension(self) -> int:
        return self._dimension

    def warm(self) -> None:
        pass

    def is_word(self, word: str) -> bool:
        return False

    def _direction(self, word: str) -> Floats:
        seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
        return normalise(np.random.default_rng(seed).standard_normal(self._dimension).astype(np.float32))

    def encode(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Encoding]:
        from corpus.words import stems

        found = []
        for number, (prefix, text) in enumerate(texts):
            own = stems(text)
            states = np.stack([self._direction(w) for w in own]) if own else np.zeros((0, self._dimension), np.float32)
            everything = [self._direction(w) for w in [*stems(prefix), *own]] or [np.zeros(self._dimension, np.float32)]
            found.append(Encoding(normalise(np.stack(everything).sum(axis=0, keepdims=True)), states, tuple(own)))
            if progress:
                progress(number + 1, len(texts))
        return found
