"""The composition root: settings → `Chatbot`, which answers questions and keeps turns."""

import re
import shlex
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexMissing
from corpus.words import NUMBERS, STOP, words
from index import build as builds
from index import disk
from index.build import Report, quiet
from index.encoder import Encoder
from qa import english, settings
from qa.answer import Answer
from qa.clauses import LIMITS, exception, plainly, premise
from qa.dialogue import Turn, is_thanks, resolve
from qa.draft import Draft, finish
from qa.engine import Engine
from qa.guard import guard, without_orders
from qa.reading import MAX_CHARACTERS, Kind, Reading, tidy
from qa.settings import Settings
from qa.tokens import tokens

_SPLIT = re.compile(
    r"(?<=[?!])\s+(?:and |also |then |plus )?(?=\S)|(?<=\.)\s+(?=(?:who|what|which|where|when|how|does|do|is|are|can|also|and)\b)|;\s+"
    r"|,?\s+(?:and|plus|\+|&)\s+(?:also |then |please )?(?=(?:(?:at|on|under|with|for|to|by|from|in) (?:which|what) (?:[\w'’]+ ){1,6}?(?:is|are|does|do|did|can|could|must|should|will|may)\b)|(?:who|what|which|where|when|how|whose|whom)\b|(?:does|do|is|are|can|could)\s+(?:it|they|there|the|(?-i:[A-Z])))|,\s+(?=(?:who|what|which|where|how|does)\b)|\s+\+\s+(?=(?:what|who|which)\b)|\.?\s+also,?\s+(?=(?:who|what|which|where|how)\b|(?:does|do|is|are)\s+(?:it|they|there|the|any|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_NAMING_THEM = re.compile(r"(?<=\w)(?:[,;?]\s*|\s+)(?:and\s+)?(?:which|who|what)(?: ones)? (?:are|is) (?:they|these|those|it)\s*\?*\s*$", re.IGNORECASE)  # "How many desks …, and which are they?": they are named anyway
_MAX_PARTS = 4
_FEW_ASKED = 4  # words that carry what a question asks, up to which it needs the sentence before that it points back at
_LEANS = re.compile(r"\b(?:it|this|that|they|them|these|those|so)\b", re.IGNORECASE)  # what may be told only after the question
_WHICH_WITH = re.compile(r"^(?:and )?(?:which|who|what)(?: one| office)? ((?:with|for|to|of|about|in) .+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer with what led to it.

    Attributes:
        answer: The answer.
        readings: How each part was read.
        drafts: What each part found.
        build: The build it came from.
    """

    answer: Answer
    readings: tuple[Reading, ...]
    drafts: tuple[Draft, ...]
    build: str


class Chatbot:
    """Answers questions from an organisation's own text.

    Args:
        settings_: What to use; read from qa.toml and the environment if None.
        encoder: Used instead of the configured model.
        build: Bring the index up to date first; if False a missing or stale one is an error.
        report: Told the progress of a build.
        say: Told in words what is being done.

    Raises:
        RolecallError: What is wrong and what to do next.
    """

    def __init__(self, settings_: Settings | None = None, *, encoder: Encoder | None = None, build: bool = True, report: Report = quiet, say: Callable[[str], None] = lambda _: None) -> None:
        self.settings = settings_ if settings_ is not None else settings.load()
        self._lock = threading.Lock()
        if encoder is None:
            from index import export

            encoder = export.load(self.settings.encoder_folder, self.settings.model, say)
        self.encoder: Encoder = encoder
        encoder.warm()
        self.history: list[str] = []
        folder = self._ready(build, report, say)
        self.engine = Engine.open(folder, self.encoder)

    def _ready(self, build: bool, report: Report, say: Callable[[str], None]) -> Path:
        from corpus import read as reader

        digest = reader.fingerprint(self.settings.corpus, self.settings.max_bytes)
        why = builds.difference(self.settings.index_folder, digest, self.encoder)
        if why is None and (folder := disk.current(self.settings.index_folder)) is not None:
            return folder
        if not build:
            where = "" if self.settings.index is None else f" --index {shlex.quote(str(self.settings.index))}"
            raise IndexMissing(f"The index cannot be used: {why}. Type: qa build --corpus {shlex.quote(str(self.settings.corpus))}{where}")
        say(f"Building the index: {why}.")
        return self.rebuild(report, say)

    def rebuild(self, report: Report = quiet, say: Callable[[str], None] = lambda _: None) -> Path:
        """Brings the index on disk up to date; `reload` then serves it."""
        return builds.update(self.settings.corpus, self.settings.index_folder, self.encoder, max_bytes=self.settings.max_bytes, report=report, say=say)

    def reload(self) -> None:
        """Serves the current build from now on; answers in progress keep theirs."""
        folder = disk.current(self.settings.index_folder)
        if folder is not None and folder.name.removeprefix("build-") != self.engine.build.id:
            with self._lock:
                self.engine = Engine.open(folder, self.encoder)

    def ask(self, question: str) -> Answer:
        """Answers, and remembers the question for follow-ups."""
        answer = self.answer(question, self.history)
        self.history.append(question)
        return answer

    def answer(self, question: str, history: Sequence[str] = (), ident: str | None = None) -> Answer:
        """Answers a question after earlier ones; the same input gives the same answer, byte for byte."""
        return self.explain(question, history, ident).answer

    def explain(self, question: str, history: Sequence[str] = (), ident: str | None = None) -> Explained:
        """Answers, and tells what led to it."""
        engine = self.engine
        turn: Turn | None = None
        for earlier in list(history)[-8:]:
            text = tidy(earlier)[:MAX_CHARACTERS]
            if text and not is_thanks(text) and not guard(engine, text, text):
                _, readings, drafts = _reply(engine, text, turn)
                if readings:
                    turn = Turn(readings[-1], drafts[-1], turn)
        text = tidy(question)
        guarded = guard(engine, question, text)
        if guarded is not None:
            return Explained(finish(engine.table, question, text or question.strip(), [guarded], ident), (), (guarded,), engine.build.id)
        read_as, readings, drafts = _reply(engine, text, turn)
        return Explained(finish(engine.table, question, read_as, drafts, ident), tuple(readings), tuple(drafts), engine.build.id)


def _reply(engine: Engine, text: str, turn: Turn | None) -> tuple[str, list[Reading], list[Draft]]:
    """Reads and answers one turn: the question as understood, and what each of its parts found."""
    readings: list[Reading] = []
    drafts: list[Draft] = []
    texts: list[str] = []
    for part, fuller in _parts(engine, without_orders(text)):
        if drafts and (bare := _WHICH_WITH.match(part)):
            part = f"and {bare.group(1)}"
        resolved = resolve(part, turn, engine.reader)
        reading, draft = _wrong_premise(engine, resolved.text) or _answered(engine, resolved.text, resolved.among)
        if fuller and not draft.answered and (found := _answered(engine, fuller, resolved.among))[1].answered:
            reading, draft = found  # only what is said before tells what is asked
        if not draft.answered and (meant := engine.responder.told(whole := engine.reader.read(fuller or resolved.text, whole=True), draft)) is not None:
            reading, draft = whole, meant
        shown = reading.text
        if reading.among:
            shown += f" (of: {'; '.join(engine.table.name(u) for u in reading.among)})"
        texts.append(shown)
        readings.append(reading)
        drafts.append(draft)
        turn = Turn(reading, draft, turn) if draft.units or draft.answered else turn or Turn(reading, draft)
    if len(drafts) > 1:  # one part that could not be read does not hide the others
        drafts = [d for d in drafts if d.lines]
    return " ".join(t if len(texts) == 1 or t.endswith((".", "?", "!", ")")) else f"{t}?" for t in texts), readings, drafts


def _answered(engine: Engine, text: str, among: tuple[int, ...] = ()) -> tuple[Reading, Draft]:
    reading = engine.reader.read(text, among)
    return reading, engine.responder.answer(reading)


def _wrong_premise(engine: Engine, text: str) -> tuple[Reading, Draft] | None:
    """The correction of what a question takes for granted; None if that is right, or nothing is."""
    claim = premise(text)
    if not claim or not (engine.reader.mentions(tokens(claim), loose=True) or _counts_bodies(engine, claim)):
        return None
    reading, draft = _answered(engine, f"Is it true that {claim}?")
    return (reading, draft) if draft.answered and draft.lines[0].text.startswith("No.") else None


def _counts_bodies(engine: Engine, claim: str) -> bool:
    """Whether a claim says how many units there are ("there are ten offices")."""
    found = [t.word for t in tokens(claim)]
    return any(w in NUMBERS or w.isdecimal() for w in found) and not engine.table.body_nouns.isdisjoint(found)


_POINTS_BACK = re.compile(r"\b(?:he|she|they|him|his|hers?|it|them|theirs?|that|this|these|those|such|i|me|we|us)\b", re.IGNORECASE)  # of whom the sentence before spoke: "… Where do I send it?"
_OF_IT = re.compile(r"(?:where|when|who|how|which)\b.*\b(?:it|they|he|she|them|him|her)\b|what\b.*\b(?:it|they|he|she)\b.*\w", re.IGNORECASE)  # "… and what do they do?"
_ASKS = re.compile(
    r"^(?:and |also |please |so |but |then )*(?:who|what|which|where|when|why|how|whose|whom|does|do|did|is|are|was|were|can|could|has|have|will|would|should|list|name|compare|tell|show|give|count|describe|explain|summari[sz]e)\b|\?\s*$|[:–-]\s*(?:who|what|which|where|when|how|does|is)\b",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"(?:and |so |but )*(?:when|whenever|once) (?!(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should|may|must)\b)[^?]*$", re.IGNORECASE)  # "When a boat is lost, who …?"


def _parts(engine: Engine, text: str) -> list[tuple[str, str]]:
    """The questions that one turn asks, in order, each with the words that it and the sentence said before it have, "" if that stays with it or there is none.

    What is said before or after a question stays with it only if it is needed.
    """
    if exception(text):
        return [(text, "")]
    text = plainly(text)
    if not STOP.issuperset(words(named := _NAMING_THEM.sub("?", text))):  # "and which are they?" asks for no more than that
        text = named
    pieces: list[tuple[int, int]] = []
    start = 0
    for cut in _SPLIT.finditer(text):
        pieces.append((start, cut.start()))
        start = cut.end()
    pieces.append((start, len(text)))
    pieces = [p for p in pieces if text[slice(*p)].strip(" ?!.,")]
    if len(pieces) < 2:
        return [(text, "")]
    merged: list[tuple[int, int]] = []
    said: dict[int, int] = {}  # where a question begins: where what is said before it does
    for piece in pieces:
        body = text[slice(*piece)].strip()
        reading = engine.reader.read(body)
        asks = bool(_ASKS.search(body))
        before = text[slice(*merged[-1])].strip() if merged else ""
        scene = _CLAUSE.match(before) is not None and text[merged[-1][1] : piece[0]].strip() == "," if merged else False
        if merged and (scene or not _ASKS.search(before)):
            names = reading.named or reading.places or any(t.name for t in reading.heavy)
            context = engine.reader.read(before)
            leans = len(reading.heavy) <= _FEW_ASKED and _POINTS_BACK.search(body) is not None
            needed = (
                (LIMITS.match(before) is not None and bool(context.named or context.level or context.among or context.places) and text[merged[-1][1] : piece[0]].strip() in (",", ""))  # "Apart from Lindholm, which …"
                or all(t.stems[0][0] in english.contacting() for t in reading.heavy)
                or (reading.kind is Kind.REVERSE and len(reading.heavy) <= 1)
                or leans
                or (context.places and (not names or re.search(r"\b(?:here|there|us|our|we|ours|me|my)\b", body, re.IGNORECASE)))
                or (context.named and not reading.named)
                or ((claim := premise(text[merged[-1][0] : piece[1]].strip())) is not None and _counts_bodies(engine, claim))
            )
            if not needed:
                said[piece[0]] = merged[-1][0]
            merged[-1] = (merged[-1][0] if needed else piece[0], piece[1])
        elif merged and (not asks or not (reading.heavy or reading.named or _OF_IT.match(body))):
            leans = _LEANS.search(before) is not None or not engine.reader.read(before).heavy
            kept = reading.named or reading.places or any(t.name for t in reading.heavy) or ((reading.heavy or reading.plural) and (leans or asks))  # not "I'm on deadline"
            merged[-1] = (merged[-1][0], piece[1] if kept else merged[-1][1])
        else:
            merged.append(piece)
    return [(text[a:b].strip(" ,;"), text[said[a] : b].strip(" ,;") if a in said else "") for a, b in merged][:_MAX_PARTS]


__all__ = ["Chatbot", "Engine", "Explained", "Kind"]
