"""Re-checks recorded answers against a corpus. Needs no model and no index."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import VerificationError
from corpus.read import document, files, fingerprint
from qa.answer import digest


@dataclass(frozen=True, slots=True)
class Fault:
    """One check that failed.

    Attributes:
        answer: Which answer: its id, or its number in the file from 1.
        check: "digest", "corpus", "document", "offsets" or "shape".
        detail: What is wrong, in words.
    """

    answer: str
    check: str
    detail: str


def answers(path: Path) -> list[dict[str, Any]]:
    """The answers in a file: one JSON answer, JSON lines, a list, or an exported conversation.

    Raises:
        VerificationError: The file cannot be read or holds no answer.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VerificationError(f"{str(path)!r} cannot be read ({error}). Name a file that qa ask --json, qa batch or the app's export wrote.") from None
    try:
        found = list(_inside(json.loads(text)))
    except RecursionError:
        raise VerificationError(f"{str(path)!r} is nested too deeply to be an answer. Name a file that qa ask --json, qa batch or the app's export wrote.") from None
    except ValueError:
        found = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                try:
                    found += list(_inside(json.loads(line)))
                except (ValueError, RecursionError) as error:
                    raise VerificationError(f"{str(path)!r}, line {number}, is no JSON ({error}). Write the answers again with qa batch.") from None
    if not found:
        raise VerificationError(f"{str(path)!r} holds no answer. Name a file that qa ask --json, qa batch or the app's export wrote.")
    return found


def _inside(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _inside(item)
    elif isinstance(data, dict):
        if "citations" in data or "digest" in data:
            yield data
        elif "turns" in data:
            yield from _inside(data["turns"])
        elif "answer" in data:
            yield from _inside(data["answer"])


def verify(found: list[dict[str, Any]], folder: Path, max_bytes: int = 50_000_000) -> list[Fault]:
    """Every check that fails, in order; [] if all answers hold.

    Args:
        found: Answers as `Answer.as_dict` gives them.
        folder: The corpus.
        max_bytes: A larger file is an error.

    Raises:
        CorpusError: The corpus cannot be read.
    """
    current = fingerprint(folder, max_bytes)
    texts: dict[str, str] = {}
    known = {p.relative_to(folder).as_posix(): p for p in files(folder)}
    faults: list[Fault] = []
    for number, answer in enumerate(found, 1):
        name = str(answer.get("id") or f"number {number}")
        if answer.get("digest") != digest(answer):
            faults.append(Fault(name, "digest", "the answer was altered after it was written"))
        if answer.get("corpus") != current:
            faults.append(Fault(name, "corpus", "it was made from another version of the corpus"))
        citations = answer.get("citations") or []
        if not isinstance(citations, list):
            faults.append(Fault(name, "shape", "citations is no list"))
            continue
        for citation in citations:
            try:
                path, start, end, quote = str(citation["document"]), int(citation["start"]), int(citation["end"]), str(citation["quote"])
            except (KeyError, TypeError, ValueError):
                faults.append(Fault(name, "shape", "a citation lacks document, start, end or quote"))
                continue
            if path not in known:
                faults.append(Fault(name, "document", f"there is no {path!r} in the corpus"))
                continue
            if path not in texts:
                texts[path] = document(known[path].read_bytes(), path).text
            if texts[path][start:end] != quote or not 0 <= start < end:
                faults.append(Fault(name, "offsets", f"citation {citation.get('number')}: {path!r} has other words at {start}–{end}"))
    return faults
