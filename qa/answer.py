"""What an answer is. One that claims more than it cites cannot be constructed."""

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_MARK = re.compile(r"\[(\d+)\]")


class Grade(StrEnum):
    """How the answer knows."""

    STATED = "stated"  # the cited statements say it
    INFERRED = "inferred"  # a cited statement plus one named outside fact
    NOT_STATED = "not_stated"  # the text does not say
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document, at their exact place.

    Attributes:
        number: From 1, by first appearance in the answer's text.
        document: Path relative to the corpus folder.
        title: The document's title.
        heading: The heading path joined by " > "; "" where there is none.
        start: Of the quote in the document's text, in characters.
        end: Past its last character.
        quote: Those characters, exactly.
    """

    number: int
    document: str
    title: str
    heading: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.number < 1 or not self.quote.strip() or self.end - self.start != len(self.quote) or self.start < 0:
            raise ValueError(f"no citation: {self}")


@dataclass(frozen=True, slots=True)
class Outside:
    """One fact from outside the corpus, and where it is from."""

    fact: str
    source: str

    def __post_init__(self) -> None:
        if not self.fact or not self.source:
            raise ValueError("an outside fact needs its source")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the answer says.

    Attributes:
        text: What is said, with its [n] markers.
        grade: How it is known.
        citations: Numbers of the citations that support it.
        outside: The outside fact it rests on; exactly the inferred ones have one.
    """

    text: str
    grade: Grade
    citations: tuple[int, ...] = ()
    outside: Outside | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an empty claim")
        if self.grade in (Grade.STATED, Grade.INFERRED) and not self.citations:
            raise ValueError(f"a {self.grade} claim without a citation: {self.text!r}")
        if (self.grade is Grade.INFERRED) != (self.outside is not None):
            raise ValueError("an inferred claim, and no other, names an outside fact")


@dataclass(frozen=True, slots=True)
class Checked:
    """A complete scan: how many units were looked at, how many matched."""

    units: int
    matched: int

    def __post_init__(self) -> None:
        if not 0 <= self.matched <= self.units:
            raise ValueError(f"{self.matched} of {self.units}")


@dataclass(frozen=True, slots=True)
class Missing:
    """The piece without which a question cannot be answered.

    Attributes:
        kind: "attribute" (known subject, fact never given), "entity" (subject unknown to the text), "duty" (nobody is
            said to do it), "place", "topic" (off topic), "language", "question" (nothing was asked).
        what: The piece, in the question's words.
    """

    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; see the README for its JSON form.

    Raises:
        ValueError: It would claim something it does not cite, cite something it does not use, or be empty.
    """

    question: str
    read_as: str
    grade: Grade
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    corpus: str
    checked: Checked | None = None
    missing: Missing | None = None
    suggestions: tuple[str, ...] = ()
    id: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an empty answer")
        if self.grade in (Grade.STATED, Grade.INFERRED) and not self.citations:
            raise ValueError(f"a {self.grade} answer without a citation")
        marks = list(dict.fromkeys(int(m) for m in _MARK.findall(self.text)))
        if marks != list(range(1, len(self.citations) + 1)) or [c.number for c in self.citations] != marks:
            raise ValueError(f"citations {[c.number for c in self.citations]} are not numbered as they appear: {marks}")
        used = {n for claim in self.claims for n in claim.citations}
        if used != set(marks):
            raise ValueError(f"claims cite {sorted(used)}, the text {marks}")
        grades = {claim.grade for claim in self.claims}
        if self.grade is Grade.STATED and (Grade.INFERRED in grades or Grade.STATED not in grades):
            raise ValueError("a stated answer rests on stated claims alone")
        if self.grade is Grade.INFERRED and Grade.INFERRED not in grades:
            raise ValueError("an inferred answer has an inferred claim")
        if self.grade is Grade.NOT_STATED and self.missing is None and self.checked is None:
            raise ValueError("a refusal names the missing piece")

    def fields(self) -> dict[str, Any]:
        """Everything but the digest, JSON-ready, every key present."""
        return {
            "id": self.id,
            "question": self.question,
            "read_as": self.read_as,
            "grade": self.grade.value,
            "text": self.text,
            "claims": [{"text": c.text, "grade": c.grade.value, "citations": list(c.citations), "outside": {"fact": c.outside.fact, "source": c.outside.source} if c.outside else None} for c in self.claims],
            "citations": [{"number": c.number, "document": c.document, "title": c.title, "heading": c.heading, "start": c.start, "end": c.end, "quote": c.quote} for c in self.citations],
            "checked": {"units": self.checked.units, "matched": self.checked.matched} if self.checked else None,
            "missing": {"kind": self.missing.kind, "what": self.missing.what} if self.missing else None,
            "suggestions": list(self.suggestions),
            "corpus": self.corpus,
        }

    def as_dict(self) -> dict[str, Any]:
        """The whole answer, JSON-ready."""
        fields = self.fields()
        return {**fields, "digest": digest(fields)}


def digest(fields: dict[str, Any]) -> str:
    """sha256 over an answer's other fields in canonical JSON: guards against accidents and edits, not forgery."""
    kept = {k: v for k, v in fields.items() if k != "digest"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
