"""The composition root: settings → `Chatbot`, which answers questions and keeps turns."""

import re
import shlex
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import IndexMissing
from corpus.words import STOP, fold, stem, words
from index import build as builds
from index import disk
from index.build import Build, Report, quiet
from index.encoder import Encoder
from qa import english, settings
from qa.answer import Answer, Grade, Missing
from qa.clauses import exception, premise
from qa.dialogue import Turn, is_thanks, resolve
from qa.draft import Draft, Line, finish
from qa.evidence import Evidence
from qa.question import MAX_CHARACTERS, Kind, Reader, Reading, tidy
from qa.respond import Responder
from qa.settings import Settings
from qa.table import Table, tokens

_GREETING = re.compile(
    r"^(?:(?:h+i+|hello+|he+y+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day|night)|yo|salut|hola|bonjour|namaste|dear \w+)(?: (?:there|all|everyone|everybody|team|bot|you|again|friend))?[\s!.,?]*)+(?:how are you(?: doing)?(?: today)?[\s!.?]*)?$|^how are you(?: doing)?(?: today)?[\s!.?]*$|^how(?:'s| is) it going[\s!.?]*$|^what'?s up[\s!.?]*$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^(?:(?:ok|okay|great|perfect|super|nice|good|cool|wonderful|excellent|got it|i see|many|that(?:'s| is| was) (?:great|helpful|all|perfect)|no)[\s,!.]*)*(?:thanks?|thank you|thx|ty|cheers|merci|gracias|danke|much appreciated|appreciate it)?(?: (?:you|so much|a lot|very much|for (?:the|your|all)? ?\w*(?: \w+)?|again|bye|goodbye|then|all))*[\s!.,]*(?:bye|goodbye)?[\s!.]*$",
    re.IGNORECASE,
)
_BYE = re.compile(r"^(?:(?:ok|okay|thanks|thank you)[\s,!.]*)*(?:bye|goodbye|good bye|see you(?: later| soon)?|bye bye|farewell|ciao|have a (?:nice|good) (?:day|one|evening)|take care)[\s!.,]*$", re.IGNORECASE)
_WHO_ARE_YOU = re.compile(
    r"\b(?:who|what) (?:are|r) (?:you|u)\b|\bare you (?:a |an )?(?:\w+ )?(?:bot|robot|human|person|machine|ai|real|computer|chatgpt|gpt)\b|\bwhat(?:'s| is) your name\b|\byour name\b|\bintroduce yourself\b|\bwho (?:made|built|created|programmed) you\b|\btell me (?:something )?about yourself\b",
    re.IGNORECASE,
)
_WHAT_CAN = re.compile(
    r"\b(?:what|how) (?:can|do|could|should) (?:you|i|u) (?:do|ask|help|answer|use|know)\b(?! (?:about|if|when|whether|with (?:the|a|my|this)))|\bhow (?:does this|do you|does it) work\b|\bwhat (?:can|could) (?:i|we) ask\b|^(?:can you )?help(?: me)?(?: please)?[\s?!.]*$|\bwhat (?:are|is) (?:this|you) for\b|\bwhat questions\b|\bhow do i use (?:this|you)\b|\bwhat do you know\b",
    re.IGNORECASE,
)
_POLITE_WORD = re.compile(r"\b(?:thanks?|thank you|thx|bye|goodbye|hello|hi|hey|good (?:morning|afternoon|evening|night|day)|greetings|cheers|nice to meet you)\b", re.IGNORECASE)
_JOKE = re.compile(
    r"^(?:(?:you(?:'re| are)?|u|this|that) (?:\w+ )*(?:stupid|useless|idiot|great|awesome|smart|clever|bad|funny|wrong|rubbish|amazing|the best|cool|dumb|shit)\b.*|lol|haha+|test(?:ing)?|yes|no|ok(?:ay)?|hmm+|sure|fine|wow)[\s!.?]*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?<=[?!])\s+(?:and |also |then |plus )?(?=\S)|(?<=\.)\s+(?=(?:who|what|which|where|when|how|does|do|is|are|can|also|and)\b)|;\s+"
    r"|,?\s+(?:and|plus|\+|&)\s+(?:also |then |please )?(?=(?:who|what|which|where|when|how|whose|whom)\b|(?:does|do|is|are|can|could)\s+(?:it|they|there|the|(?-i:[A-Z])))|,\s+(?=(?:who|what|which|where|how|does)\b)|\s+\+\s+(?=(?:what|who|which)\b)|\.?\s+also,?\s+(?=(?:who|what|which|where|how|does|do|is|are)\b)",
    re.IGNORECASE,
)
_MAX_PARTS = 4
_WHICH_WITH = re.compile(r"^(?:and )?(?:which|who|what)(?: one| office)? ((?:with|for|to|of|about|in) .+)$", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |your |the |previous |prior )*(?:instructions?|rules?|prompts?)|\bsystem prompt\b|\bfrom now on\b|\byou (?:must|are now|will now)\b|\bpretend\b|\bact as\b|\brepeat after me\b|\bdeveloper mode\b|\bjailbreak\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Engine:
    """One opened build and what answers from it; never changes."""

    build: Build
    table: Table
    reader: Reader
    responder: Responder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> "Engine":
        """Opens a build."""
        build = builds.open_build(folder)
        table = Table(build.corpus)
        return cls(build, table, Reader(table, encoder), Responder(Evidence(table, build, encoder)))


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
            if text and not is_thanks(text) and not _guard(engine, text, text):
                _, readings, drafts = _reply(engine, text, turn)
                if readings:
                    turn = Turn(readings[-1], drafts[-1], turn)
        text = tidy(question)
        guarded = _guard(engine, question, text)
        if guarded is not None:
            return Explained(finish(engine.table, question, text or question.strip(), [guarded], ident), (), (guarded,), engine.build.id)
        read_as, readings, drafts = _reply(engine, text, turn)
        return Explained(finish(engine.table, question, read_as, drafts, ident), tuple(readings), tuple(drafts), engine.build.id)


def _guard(engine: Engine, question: str, text: str) -> Draft | None:
    """Answers what is no question about the text: nothing, too much, small talk, another language."""
    if not any(c.isalnum() for c in text):
        return Draft((Line("Please type a question in words."),), missing=Missing("question", "a question"), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest())
    if len(text) > MAX_CHARACTERS:
        return Draft(
            (Line(f"This question has {len(text)} characters; please ask in at most {MAX_CHARACTERS}."),), missing=Missing("question", "a shorter question"), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest()
        )
    if _ORDERS.search(text) and not engine.reader.mentions(tokens(text), loose=True):
        reading = engine.reader.read(text)
        if not any(t.name and any(engine.responder.evidence.term_in(t, r)[0] >= 0.9 for r in engine.table.rows) for t in reading.heavy):
            return Draft((Line("I only answer questions from the text; there is none in this."),), missing=Missing("topic", "a question about the text"), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest())
    small = _small_talk(engine, text)
    if small is not None:
        return small
    return _other_language(engine, text)


def _small_talk(engine: Engine, text: str) -> Draft | None:
    corpus = engine.build.corpus
    title = corpus.documents[0].title if len(corpus.documents) == 1 else f"{len(corpus.documents)} documents"
    noun = engine.responder._noun()
    what = f"I answer questions about the {len(engine.table.main)} {noun} described in “{title}”, from its own words, with the passage behind every sentence."
    suggestions = engine.responder.suggest()

    def reply(words_: str) -> Draft:
        return Draft((Line(words_),), grade=Grade.SMALL_TALK, suggestions=suggestions)

    if _GREETING.match(text):
        return reply(f"Hello! {what}")
    if _BYE.match(text):
        return reply("Goodbye!")
    if _THANKS.match(text):
        return reply("You are welcome. Ask another question at any time.")
    if (_WHO_ARE_YOU.search(text) and len(text.split()) <= 12) or (_WHAT_CAN.search(text) and len(text.split()) <= 12 and not engine.reader.mentions(tokens(text), loose=True)):
        return reply(f"{what} I say so when the text does not answer.")
    if len(text.split()) <= 9 and _POLITE_WORD.search(text) and "?" not in text and not any(t.word in engine.table.body_nouns for t in tokens(text)) and not engine.reader.mentions(tokens(text), loose=True):
        heavy = [t for t in engine.reader.read(text).heavy if stem(fold(t.text).split()[-1]) in engine.table.frequency]
        if not heavy:
            return reply("You are welcome. Ask another question at any time." if re.search(r"thank|thx", text, re.IGNORECASE) else "Goodbye!" if re.search(r"bye", text, re.IGNORECASE) else f"Hello! {what}")
    if _JOKE.match(text):
        return reply(f"{what} Ask me about any of them.")
    return None


def _other_language(engine: Engine, text: str) -> Draft | None:
    """A question that is not in English: answered if its names settle it, else refused with a line saying so."""
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in _script(c) for c in letters)
    found = words(text)
    language = "another script" if latin * 2 < len(letters) else ""
    if not language:
        english_words = sum(w in STOP or w in english.known_words() or w in ("which", "office", "offices") for w in found)
        best = max(((sum(w in marks for w in _raw(text)), name) for name, marks in english.data("english.json")["languages"].items()), default=(0, ""))
        if best[0] >= 2 and best[0] > english_words * 1.2 and best[0] * 4 >= len(found):
            language = best[1]
    if not language and len(found) >= 3:
        own = {i for _, a, b in engine.reader.mentions(tokens(text), loose=True) for i in range(a, b)}
        others = [t.word for i, t in enumerate(tokens(text)) if i not in own and t.word.isalpha()]
        strange = [w for w in others if w not in STOP and w not in engine.table.vocabulary and w not in english.known_words() and w not in english.dictionary() and engine.reader.spell(w) is None]
        language = "another language" if len(strange) >= 2 and len(strange) * 10 >= len(others) * 6 else ""
    if not language:
        return None
    line = Line("I read English; please ask in English for a full answer.")
    marks = {w for ws in english.data("english.json")["languages"].values() for w in ws}
    known = [t for t in tokens(text) if t.word in engine.table.vocabulary and t.capital and t.word not in STOP and t.word not in {fold(m) for m in marks}]
    acronyms = [t for t in tokens(text) if text[t.start : t.end].isupper() and len(t.word) > 1]
    units = engine.reader.mentions(tokens(text), loose=True)
    if language != "another script" or known or acronyms:
        unit_words = {i for _, a, b in units for i in range(a, b)}
        rest = [t for i, t in enumerate(tokens(text)) if i not in unit_words and (t in known or t in acronyms)]
        attribute = any(w in fold(text) for w in _ATTRIBUTES)
        if (units or rest) and not attribute:
            if rest:
                names = " or ".join(text[t.start : t.end] for t in rest) if all(t in acronyms for t in rest) else " ".join(text[t.start : t.end] for t in rest)
                reading = engine.reader.read(f"Which {engine.build.corpus.noun} works with {names}?")
            else:
                reading = engine.reader.read(f"What does {engine.table.name(units[0][0])} do?")
            draft = engine.responder.answer(reading)
            if draft.answered:
                return replace(draft, lines=(*draft.lines, line))
    return Draft((Line("The text cannot be asked in this language: only English is read. Please ask in English."),), missing=Missing("language", language), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest())


_ATTRIBUTES = (
    "salar",
    "telef",
    "telefon",
    "presupuesto",
    "budget",
    "gehalt",
    "adres",
    "director",
    "directeur",
    "directrice",
    "numero",
    "combien",
    "cuant",
    "stipendio",
    "correo",
    "courriel",
    "e-mail",
    "email",
    "chef",
    "jefe",
    "leiter",
    "orcamento",
    "oeffnungszeit",
    "horario",
    "horaires",
)


def _raw(text: str) -> list[str]:
    return [w.casefold() for w in re.findall(r"[^\W\d_]+", text)]


def _script(char: str) -> str:
    return unicodedata.name(char, "")


def _reply(engine: Engine, text: str, turn: Turn | None) -> tuple[str, list[Reading], list[Draft]]:
    """Reads and answers one turn: the question as understood, and what each of its parts found."""
    readings: list[Reading] = []
    drafts: list[Draft] = []
    texts: list[str] = []
    for part in _parts(engine, text):
        if drafts and (bare := _WHICH_WITH.match(part)):
            part = f"and {bare.group(1)}"
        resolved = resolve(part, turn, engine.reader)
        reading, draft = _wrong_premise(engine, resolved.text) or _answered(engine, resolved.text, resolved.among)
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
    if not claim or not engine.reader.mentions(tokens(claim), loose=True):
        return None
    reading, draft = _answered(engine, f"Is it true that {claim}?")
    return (reading, draft) if draft.answered and draft.lines[0].text.startswith("No.") else None


_ASKS = re.compile(
    r"^(?:and |also |please |so |but |then )*(?:who|what|which|where|when|why|how|whose|whom|does|do|did|is|are|was|were|can|could|has|have|will|would|should|list|name|compare|tell|show|give|count|describe|explain|summari[sz]e)\b|\?\s*$|[:–-]\s*(?:who|what|which|where|when|how|does|is)\b",
    re.IGNORECASE,
)


def _parts(engine: Engine, text: str) -> list[str]:
    """The questions that one turn asks, in order. What is said before or after a question stays with it only if it is needed."""
    if exception(text):
        return [text]
    pieces: list[tuple[int, int]] = []
    start = 0
    for cut in _SPLIT.finditer(text):
        pieces.append((start, cut.start()))
        start = cut.end()
    pieces.append((start, len(text)))
    pieces = [p for p in pieces if text[slice(*p)].strip(" ?!.,")]
    if len(pieces) < 2:
        return [text]
    merged: list[tuple[int, int]] = []
    for piece in pieces:
        body = text[slice(*piece)].strip()
        reading = engine.reader.read(body)
        asks = bool(_ASKS.search(body))
        before = text[slice(*merged[-1])].strip() if merged else ""
        if merged and not _ASKS.search(before):
            names = reading.units or reading.places or any(t.name for t in reading.heavy)
            context = engine.reader.read(before)
            leans = len(reading.heavy) <= 2 and re.search(r"\b(?:him|her|it|them|that|this|these|those)\b", body, re.IGNORECASE) is not None
            needed = not reading.heavy or leans or (context.places and (not names or re.search(r"\b(?:here|there|us|our|we|ours|me|my)\b", body, re.IGNORECASE))) or (context.units and not reading.units)
            merged[-1] = (merged[-1][0] if needed else piece[0], piece[1])
        elif merged and (not asks or not (reading.heavy or reading.units)):
            kept = reading.heavy or reading.units or reading.plural
            merged[-1] = (merged[-1][0], piece[1] if kept else merged[-1][1])
        else:
            merged.append(piece)
    return [text[a:b].strip(" ,;") for a, b in merged][:_MAX_PARTS]


__all__ = ["Chatbot", "Engine", "Explained", "Kind"]
