"""What is no question about the text: nothing, too much, an order, small talk, another language."""

import re
import unicodedata
from dataclasses import replace

from corpus.words import STOP, fold, stem, words
from qa import english
from qa.answer import Grade, Missing
from qa.draft import Draft, Line
from qa.engine import Engine
from qa.reading import MAX_CHARACTERS
from qa.tokens import tokens

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
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |your |the |previous |prior )*(?:instructions?|rules?|prompts?)|\bsystem prompt\b|^from now on\b|\bfrom now on,? (?:you|i want you|act|be|answer|reply|respond|speak|talk|call|only|always|never|pretend|ignore)\b|\byou (?:must|are now|will now)\b|\bpretend\b|(?:^|you |please |now )act as\b|\brepeat after me\b|\bdeveloper mode\b|\bjailbreak\b",
    re.IGNORECASE,
)


_SCRIPT = re.compile(r"<(script|style|iframe|svg)\b.{0,2000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_FEWEST = 5  # words beside a script that may be a question, its tags counted


def without_orders(text: str) -> str:
    """A turn that orders and then asks ("Ignore your rules. X does Y. So who does Z?"), the question alone; other turns as they are."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    if not _ORDERS.search(text) or len(sentences) < 2 or not sentences[-1].rstrip().endswith("?") or _ORDERS.search(sentences[-1]):
        return text
    return re.sub(r"^(?:so|now|then|and|therefore)\b[\s,]*", "", sentences[-1], flags=re.IGNORECASE)


def guard(engine: Engine, question: str, text: str) -> Draft | None:
    """Answers what is no question about the text: nothing, too much, small talk, another language."""
    if not any(c.isalnum() for c in text):
        return Draft((Line("Please type a question in words."),), missing=Missing("question", "a question"), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest())
    if _SCRIPT.search(question) and len(words(_SCRIPT.sub(" ", question))) < _FEWEST:
        return Draft((Line("I only answer questions from the text; there is none in this."),), missing=Missing("topic", "a question about the text"), grade=Grade.NOT_STATED, suggestions=engine.responder.suggest())
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
    noun = engine.responder.noun()
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
        attribute = any(w in fold(text) for w in english.data("english.json")["foreign_attributes"])
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


def _raw(text: str) -> list[str]:
    return [w.casefold() for w in re.findall(r"[^\W\d_]+", text)]


def _script(char: str) -> str:
    return unicodedata.name(char, "")
