"""Where in a turn the question itself begins: what is said before it only sets the scene."""

import re
from dataclasses import dataclass

from corpus.words import STOP, plural, words

_ASKS = (
    r"(?:who|whom|whose|which|what|where|when|why|how)\b"
    r"|(?:can|could|would|will) (?:you|i|we|anyone|somebody|someone)\b"
    r"|(?:does|do|did|is|are|was|were|has|have|can|will|should) (?:it|they|he|she|the|that|this|there|any|anyone|one|all|(?-i:[A-Z]\w+))\b"
    r"|(?:tell|give|show|list|name|find|count|compare|describe|explain)\b"
)
# A sentence's end, a dash, or a comma, after which the question begins.
_CUT = re.compile(rf"(?:(?P<end>[.!?:;…]|\s[-–—])\s+|,\s*)(?:(?:so|and|but|now|then|please|also)[\s,]+)*(?={_ASKS})", re.IGNORECASE)
# What opens a clause that limits the question, and so belongs to it.
LIMITS = re.compile(
    r"^(?:and |so |but )?(?:of|among|amongst|between|out of|besides|apart|aside|except|excluding|other than|in addition|unlike|leaving|not counting|within|in|on|at|for|from|under|with|without|when it comes|regarding|concerning|about|as for|as regards)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"^(?:(?:so|and|but|now|then|please|also)[\s,]+)*(?:{_ASKS})", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:it|that(?! (?:does|do|did|is|are|was|has|have|can|will|may|[a-z]+s)\b)|this|they|them|those|these|so|there|here|its|their|one|us|we|our|ours|me|my|mine|i|such|he|she|him|his|hers?)\b", re.IGNORECASE
)
# A clause that tells of somebody; any other one before a comma ("When a parcel is lost, who pays?") is part of the question.
_TELLS = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|we|we're|we've|our|us|he|she|his|her)\b|^(?:a|an|one of|some|somebody|someone|the) ", re.IGNORECASE)
_BARE_WHY = re.compile(r"^(?:why|how come|how so|is (?:that|this) (?:so|right|true|correct))\b(?:,? so [\w ]+)?\W*$", re.IGNORECASE)
_FEWEST = 3  # words a scene has


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said before the question.

    Attributes:
        end: Offset at which the question begins; 0 if nothing is said before it.
        needed: Whether the question points back at it ("…, who fixes that?").
    """

    end: int = 0
    needed: bool = False


_VERSUS = re.compile(r"^[^.?!]{2,60}? (?:versus|vs\.?|v\.|compared (?:to|with|and)) [^.?!]{2,60}?(?:[:;,]|\s[-–—])\s", re.IGNORECASE)  # "Lindholm versus Torvik - what does each do?"


def scene(text: str) -> Scene:
    """Where the question itself begins in a text."""
    if _BEGINS.match(text) or _VERSUS.match(text):
        return Scene()
    for cut in _CUT.finditer(text):
        before, asked = text[: cut.start()], text[cut.end() :]
        if len(words(before)) < _FEWEST or (not cut.group("end") and (LIMITS.match(before) or not (_TELLS.search(before.replace("’", "'")) or _BACK.search(asked)))):
            continue
        own = [w for w in words(asked) if w not in STOP]
        if _BARE_WHY.match(asked):
            return Scene()
        return Scene(cut.end(), _BACK.search(asked) is not None or len(own) < _FEWEST)
    return Scene()


_BUT_ONE = re.compile(
    r"^(?:every(?:one|body)?|all|each)(?: of)?(?: the| our| these)?(?: \w+)?? ?(?:(?:but|except(?: for)?|bar|save|apart from) one(?: of (?:the |our )?\w+)? (?P<first>.+?)|(?P<second>.+?),? (?:but|except(?: for)?|bar|save|apart from|with the exception of) one(?: \w+)?)\s*[.;:,–-]+\s*(?:which|who|what)\b(?!.*\bdo(?:es)?\b)[^.]*$",
    re.IGNORECASE,
)


def exception(text: str) -> str | None:
    """What all but one do, where the question is which one does not ("Every office but one keeps boats. Which is it?"); None otherwise."""
    match = _BUT_ONE.match(text)
    return (match.group("first") or match.group("second")) if match else None


_ALL_WANTED = re.compile(
    r"[.?!,;–-]\s*(?:(?:i|we) (?:need|want|would like|'d like)(?: to (?:have|know|see))?|(?:please )?(?:list|name|give me|tell me|show me)) (?:them )?all(?: of them)?(?:,? please)?\W*$", re.IGNORECASE
)
_OF_SOMEBODY = re.compile(r"(?:and |so )?(?:who(?: all)?|where do (?:they|you|we|people))\s+", re.IGNORECASE)


def _for_all(text: str) -> str:
    """A question for somebody, behind which all are wanted, as one for the units: "Who mends boats? I need all of them."."""
    wanted, opened = _ALL_WANTED.search(text), _OF_SOMEBODY.match(text)
    return f"Which units {text[opened.end() : wanted.start()]}?" if wanted and opened else text


_GATHERS = re.compile(
    r"^(?:i am|i'm|we are|we're|i) (?:just |now |currently )?(?:collecting|gathering|compiling|writing|putting together|preparing)\b"
    r"(?: (?:everything|anything|all|material|things?|facts|notes|something|an? (?:\w+ ){0,2}(?:article|report|paper|note|overview|list|file|story|thesis)|some \w+))(?: (?:there is|we have|you have))? (?:on|about|to do with) (?:the )?(?P<topic>[^.;:!?,]{3,60}?)[.;:!]\s+(?P<asked>(?:so |and |now )?(?:who|which|what|list|name)\b[^.?]*\b(?:mention|mentions|name|names|cover|covers|deal with|deals with|say something (?:of|about)|work on|works on|handle|handles|speak of|have to do with|has to do with) )(?:it|this|that subject|the subject|this topic|the topic)(?=\W*$)",
    re.IGNORECASE,
)


def _gathered(text: str) -> str:
    """A question that points back at what somebody says they gather things on, with that in its place: "I am collecting everything on boats. Which offices mention it?"."""
    match = _GATHERS.match(text)
    return f"{match.group('asked')}{match.group('topic')}?" if match else text


_SHARES = re.compile(
    r"^(?:and |so )?(?:who(?: else)?|(?:which|what) (?:other )?(?P<noun>[a-z]+)(?: else)?) (?:shares?) (?:the |this |its )?(?:job|task|duty|work|responsibility|role) (?:of|for) (?P<what>[a-z]+ing\b.+?) with (?P<unit>(?:the )?(?-i:[A-Z]).+?)\W*$",
    re.IGNORECASE,
)


def _besides(text: str) -> str:
    """A question with whom a unit shares a task, as one for the others that have it: "Who shares the job of mending boats with Lindholm?"."""
    match = _SHARES.match(text)
    return f"Which {match.group('noun') or 'units'} besides {match.group('unit')} are responsible for {match.group('what')}?" if match else text


_CALLED = re.compile(r"\ban? (?:body|organi[sz]ation|institution) (?:(?:that|which) is )?called (?P<name>an? [\"“'‘]?[A-Z])")

_ARE_CALLED = re.compile(
    r"\b(?:bodies|organi[sz]ations|institutions|(?:processes|forums|groups)(?= (?:(?:that|which) are )?called (?:an? )?[\"“])) (?:(?:that|which) are )?called (?:an? )?[\"“'‘]?(?P<name>[A-Z][\w-]+)[\"”'’]?(?! [A-Z])"
)


def _called(text: str) -> str:
    """A question for something called so, as one for that: "a body called a Commission", of a Commission."""
    return _ARE_CALLED.sub(lambda m: plural(m.group("name")), _CALLED.sub(r"\g<name>", text))


def plainly(text: str) -> str:
    """A question in the words of those that are read: without what it only says around them."""
    for rewrite in (_for_all, _gathered, _besides, _called):
        text = rewrite(text)
    return text


_TAKEN = re.compile(
    rf"^(?:and |so |but |well,? )?(?:since|considering(?: that)?|given(?: that)?|seeing (?:that|as|how)|now that|as|because|after|although|though|even though|if|assuming(?: that)?)\s+(?P<claim>.{{8,}}?)(?:,|\s[-–—])\s*(?={_ASKS})",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"^(?:[\w']+ ){{1,4}}?(?:said|says?|told (?:me|us)|claims?|claimed|heard|read|mentioned|insists?|wrote|believes?|assured (?:me|us)) (?:that )?(?P<claim>.{{8,}}?)(?:[.,;:]|\s[-–—])\s*(?={_ASKS})",
    re.IGNORECASE,
)


def premise(text: str) -> str | None:
    """What a question takes for granted before it asks ("Since Lindholm chairs the Forum, how …?", "They told us Lindholm chairs it. How …?"); None if it does not."""
    match = _TAKEN.match(text) or _SAID.match(text)
    return match.group("claim") if match else None
