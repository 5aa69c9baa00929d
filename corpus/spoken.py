"""Which units prose names, where no heading does: by what its sentences say they do."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, fields
from itertools import takewhile

from corpus.bodies import BODY_NOUNS, CAPITALISED, NO_BODY, body_noun
from corpus.document import Document
from corpus.lines import titled
from corpus.opened import GOES_ON, NO_NAME, PEOPLE, opened, opened_alike, peopled, peopled_beside, seated
from corpus.words import CALENDAR, NUMBERS, fold, words

NAME = rf"[A-Z][\w'’&-]*(?: (?:(?:of|for|on)(?: the)? |and |& )?{NO_NAME}[A-Z][\w'’&-]*){{1,8}}"
_NOUNS = "|".join(sorted(BODY_NOUNS))
_VERB = r"(?:[a-z]+[^s\W]s|is|has|does|may|must|shall|can|cannot|will)\b"
_SHORT = r"(?:,? \((?:the )?[\"“]?[A-Z][\w&]*[\"”]?\))?"  # "(FD)", '("the Desk")'
_MENTION = re.compile(rf"(?P<article>\b(?:[Tt]he|[Oo]ur) )?(?P<name>{NAME}|(?<=[Tt]he )(?:{CAPITALISED})\b(?! [A-Z]))(?P<short>{_SHORT})")
_SUBJECT = re.compile(rf"(?:,[^,.;]{{2,80}},| \([^()]{{3,80}}\)| (?:in|at|on) the(?: [a-z-]+){{1,3}})? (?:(?:also|alone|then|first|likewise|besides|still|now|otherwise|[a-z]+ly) )?{_VERB}")
_NO_SUBJECT = frozenset(
    [
        "of",
        "with",
        "to",
        "for",
        "from",
        "by",
        "in",
        "at",
        "on",
        "under",
        "into",
        "between",
        "against",
        "than",
        "as",
        "or",
        "which",
        "that",
        "whom",
        "where",
        "when",
        "what",
        "whatever",
        "until",
        "unless",
        "because",
        "once",
        "before",
        "after",
        "whether",
        "how",
        "if",
    ]
)
# What stands before one whom readers are told to ask, or whose something is: "ring …", "report it to …", "that's …".
_ASKED_FOR = (
    r"(?:(?:^|[,;:] |\b(?:and|or|then|please|just|simply|to|must|should|can|you) )(?:ask|call|ring|phone|tell|contact|see|consult|try|thank|e-?mail|inform|notify|warn)|(?:[Aa]sk|[Cc]all|[Rr]ing|[Pp]hone|[Tt]ell|[Cc]ontact))(?: (?:it|them))?"
    r"|(?:[Ww]rite|[Rr]eport|[Tt]urn|[Ss]peak|[Tt]alk|[Aa]pply|[Ss]end (?:it|them|him|her))(?: (?:it|them))? to"
    r"|(?:you|they|we)(?: will|['’]ll)? need|(?:that|this|it)(?: is|['’]s)|belongs? to|a matter for|(?:is|are) for"
)
# What stands before one who does what a sentence speaks of, named last: "tickets are sold by …", "the sale passes to …", "it is the province of …".
DONE_BY = (
    r"(?:not|no longer) [^.;:]{3,80} but (?:by|with|to|from)|(?:has|have|had) become|"
    r"(?:is|are|was|were|be|been) (?:[a-z]+ ){0,4}?(?:[a-z]+(?:ed|en|ght|pt|ld|de|un|et|ne|wn|d))\b(?: [^.;:]{0,60})?,? by"
    r"|(?:(?<!it )(?<!they )(?:goes?|go|pass(?:es)?|moves?)|belongs?|falls?|left|turn|transferred|entrusted|assigned|delegated|confided|reserved|allotted|handed (?:on|over)|passed on|referred|forwarded|directed|reported|sent|gone|looks?) (?:[^.;:]{0,60} )?to|(?:stays?|remains?|rests?|lies?|lives?|begins?|starts?|dealt) with"
    r"|(?:task|province|business|job|works?|concern|responsibility|preserve|domain|care|charge|hands) of|(?:comes?|goes?) (?:[^.;:]{0,40} )?(?:from|through)|(?:meet|reach|reaches|joins?)|namely|(?:its|whose) name is"
    rf"|{_ASKED_FOR}"
)
_ASKED = re.compile(rf"(?:{_ASKED_FOR})$")
_AGENT = re.compile(rf"\b(?:{DONE_BY})(?: first)?$")
_RELATIVE = re.compile(
    rf"{_SHORT}(?:, who (?:also )?(?!is\b|are\b|was\b|were\b|has\b|have\b)[a-z]+ [a-z]+|(?:(?:, [^,.;:]{{3,60}})?, (?:which|who)(?: in addition| also| besides)?|, an? [\w -]{{3,40}}? (?:that|which)) (?:(?!it\b|they\b|we\b|you\b)[a-z]+ )?{_VERB})|{_SHORT}, (?:whose|known)\b"
)
NAMES_LAST = re.compile(
    r"(?:Its|Their|The) name is\b|(?:It|They) (?:is|are) called\b|All (?:of )?(?:this|that|these|those) (?:falls?|belongs?|goes?|is|are|lies?|rests?)\b|This is (?:all )?the (?:work|task|business|job)\b|(?:Both|Each)(?: of (?:them|these|those))? (?:falls?|belongs?|goes?|is|are|lies?|rests?)\b"
)  # of whom the sentences before spoke
_FURTHER = re.compile(rf"(?:, which|, who|,| and) (?:[a-z]+ly )?{_VERB}")
# How a unit is introduced, named last: "the first is …", "behind the dock live …", "one floor down you will find …".
COMES = r"(?:is|are|comes?|stands?|sits?|works?|follows?|lives?|(?:(?:will|can|may) |['’]ll )?(?:find|meet|see|reach))"
_COMES = re.compile(rf"^(?:[^.;:]{{1,100}}, )?(?:[\w'’ -]{{1,80}}? )?{COMES}$")
_ENDED = re.compile(r"[.:;!?][\"”’')]*$")
# What acts are called, which say, provide and set out, too.
_ACTS_OF_LAW = frozenset(
    ["statute", "act", "law", "charter", "constitution", "regulation", "regulations", "order", "decree", "convention", "code", "rules", "treaty", "handbook", "annex", "table", "chapter", "article", "section", "part"]
)
_POINTING = frozenset(["this", "these", "that", "those", "each", "every", "such", "any", "no", "all", "both", "neither"])
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "canon", "captain", "sister", "father", "saint", "st"])
_WHOLE = frozenset(["the", "headquarters", "organisation", "organization", "company", "federation", "firm", "institution", "group", "house"])  # what an organisation calls itself
_BIDS = re.compile(r"(?:Ask|Call|Ring|Phone|Tell|Contact|See|Try|E-?mail|Inform|Notify|Consult|Write to|Report to|Turn to|Speak to|Talk to|Apply to)\s+(?=[A-Z])")
_SINGLE = re.compile(r"(?<=[a-z,;] )([A-Z][a-z][\w-]{2,})(?![\w'’-]| [A-Z(]|, [A-Z])")  # a name of one word within a sentence
_PLURAL = re.compile(r"(?:,[^,.;]{2,80},)? (?:also |then )?(?!(?:of|and|or|to|in|at|on|for|with|who|which|that|but|than|as|from|by|is|are|was)\b)[a-z]{3,}\b")  # "Supplies order"
_IMPERSONAL = re.compile(r"It (?:is|was|would be|may be|should be|goes|will be) (?!the\b|also\b|[a-z]+(?:ed|ing)\b)", re.IGNORECASE)  # "It would be a poor town that …"
_GOING_ON = 4  # sentences of a paragraph that tell whether it goes on about the one it begins with
_WINDOW = 200  # characters around a name that tell what part it plays
_TITLE_LENGTH = 120  # characters of a first line that is a title
_SHORT_WORDS = 2  # words up to which a name's last one need not say what it names
_MIN_NAMED = 3  # units, by a noun for bodies, that prose must speak of before it is taken to describe units
_ONE_SORT = 0.7  # share of the units with one noun from which a name without any is none
_CALLED_SO = re.compile(rf"\b[Tt]he ({NAME}) (?:{_NOUNS})\b(?! of\b)")  # "the Street Services team"
_ITSELF = re.compile(r"(?: itself)?[ .:]*")
_FRAGMENT = 4  # words beside a name that make no sentence: "Finally, the Ferry Desk itself."
_RUNS = re.compile(r"\b(?:runs|leads|heads|manages|is in charge of) (?:the|our) $")
_AND_HERS = re.compile(r"(?:[A-Z][\w’'-]+ ){1,3}and (?:(?:her|his|their) )?(?:\w+ )?[a-z]+s\b")  # "Ann Lee and her three clerks price the job"
_WORK_IN = re.compile(r"\b(?:people|colleagues|of (?:us|them)|[a-z]+s) (?:work|sit)s? (?:in|at|for)$")
_LEADER = re.compile(r"\b(?:chaired|led|headed|directed|managed|presided over) (?:\w+ )?by$")  # who stands behind it is no unit
_SEVERAL = 3  # bodies told by a noun beside which a name without one, told once in passing, is none
_BEGINS = 2  # sentences of a paragraph that introduce whom it is about
_ARTICLES = ("the ", "The ", "our ", "Our ")
_STAFFED = re.compile(
    rf"\b(?:(?:led|headed|run|managed) by|(?:leads|heads|runs|manages|is in charge of) (?:it|its|them|the team)|who (?:leads|heads|runs|manages)|which (?:[A-Z][\w'’-]+\.? ){{1,3}}(?:leads|heads|runs|manages|has (?:led|headed|run|managed))|in the person of|(?:{'|'.join(list(NUMBERS)[1:])}|\d{{1,3}}) (?:people|colleagues|staff))\b"
)
_BEFORE = 12  # characters before a name that say it is gone
_GONE = re.compile(r"\b(?:former|dissolved|abolished|defunct|disbanded|erstwhile)\s+$", re.IGNORECASE)
_DISSOLVED = re.compile(
    r"(?: (?:and|or) [^.;]{3,60})? (?:(?:(?:has|have|had) been|was|were) (?:\w+ )?(?:dissolved|abolished|disbanded|wound up|split(?: up)?(?! into (?:\w+ )?rooms)|merged|closed(?! (?:on|at|during|for|from|every|between)\b))|(?:is|are) (?:\w+ )?(?:dissolved|abolished|disbanded|wound up)|ceased to exist|(?:closes|will close|is closing) (?:for good|permanently))\b(?! and [a-z]+s\b)"
)
_WITH_WHOM = re.compile(r"\b(?:comes? from|(?:lies?|rests?|stays?) with|belongs? to)$")  # "the carnet comes from the Ferry Desk on the second floor. …, and it …"
_END = re.compile(rf"(?: (?:{_NOUNS}))?[ .]*")  # what may stand between a name and its sentence's end
_WELCOME = re.compile(r"\b[Ww]elcome to (?:the )?(?P<whole>[A-Z][\w’'-]*(?: (?:&|and|of|[A-Z][\w’'-]*))*)")  # the organisation, of a letter to those who join it
_GREETING = 200  # characters in which a letter welcomes
_PEOPLE_THERE = re.compile(r"(?:The|Our) (?:[a-z]+(?:-[a-z]+)? )?(?:people|staff|team|colleagues|crew) there\b")  # "… goes to the Net Desk. The five people there …"
_POINTS_TO = re.compile(rf"(?:→|->|⇒|=>)\s*(?:[A-Za-z ,]{{2,40}}: )?(?:[Tt]he )?({NAME})")  # "Lost keys → Ferry Desk"
_OPENS = re.compile(rf"(?:^|(?<=[.;:!?] )|(?<=\n)|(?<=while )|(?<=whereas ))(?:The |Our )?({NAME})(?:,? (?:\([^()]+\)|which [^,.]+,|also|alone))*(?= {_VERB})")


@dataclass(slots=True)
class _Tally:
    """How prose speaks of one name.

    Attributes:
        mentions: Sentences that have it.
        does: Of these, those in which it does something: as subject, or "by the …".
        acts: Those of them in which it is the subject.
        opens: Those of these that it opens.
        leads: Paragraphs whose first body it is.
        goes_on: Whether what follows it tells more of it: "…, which …", ". It …".
        hung: Whether what it does hangs on it where it comes last: "… by the Ferry Desk, which …".
        resumed: Whether the next sentence takes it up by its noun: ". The desk …".
        asked: Sentences that tell readers to ask it, or that something is its.
        taken_up: Whether one of these is followed by "it …" or "they …".
        followed: Whether one that it opens and acts in is.
        went_on: Whether a sentence ends in it and the next goes on with "it" or "its".
        gone: Sentences that say that it is no more.
        introduced: Whether a paragraph begins by naming it last and goes on about it: "Behind the quay live the Pilots. They …".
        staffed: Whether a paragraph begins with it, an article before it, and tells who leads it or how many people it has ("The Round is four people"), or goes on about what it does ("The Farm Shop sells …. It …").
    """

    mentions: int = 0
    does: int = 0
    acts: int = 0
    opens: int = 0
    leads: int = 0
    goes_on: bool = False
    resumed: bool = False
    hung: bool = False
    asked: int = 0
    taken_up: bool = False
    followed: bool = False
    introduced: bool = False
    staffed: bool = False
    went_on: bool = False
    gone: int = 0

    def add(self, other: "_Tally") -> None:
        """Adds how the same one is spoken of by another name."""
        for field in fields(self):
            own, more = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, own or more if isinstance(own, bool) else own + more)

    @property
    def is_unit(self) -> bool:
        """Whether it is spoken of as one of the units, not only as somebody whom they work with."""
        return self.does > 1 or (self.does > 0 and (self.goes_on or self.opens > 0 or (self.hung and self.mentions > 1))) or (self.leads > 0 and self.goes_on) or self.resumed or self.introduced


def short_form(name: str) -> str:
    """The noun by which running text takes a unit up again: "desk" of "Ferry Desk", "committee" of "Committee on Boats", folded."""
    whole = words(name)
    own = whole if whole[-1:] and whole[-1] in BODY_NOUNS else words(re.split(r" (?:of|for|on)\b", name)[0])
    return own[-1] if own else ""


def opening(document: Document) -> list[str]:
    """Beside documents with units of their own: the names that open at least two sentences and then act ("Ferry Sales sells …"), in order."""
    text = "\n".join(" ".join(b.span.of(document.text).split()) for b in document.blocks if b.kind in ("paragraph", "item"))
    found = Counter(m.group(1) for m in _OPENS.finditer(text))
    return sorted((n for n, times in found.items() if times > 1 and titled(n)), key=text.index)


def beside(paragraphs: list[list[str]]) -> list[str]:
    """Beside units that headings name: those that paragraphs open with and go on about ("The Torvik Ferry Office serves the north. It sells …"), at least two; in order."""
    tallies: dict[str, _Tally] = {}
    for sentences in paragraphs:
        _count(sentences, tallies, frozenset())
    return [n for n, t in tallies.items() if _is_body(n) and len(n.split()) > 1 and t.opens and t.leads and t.followed] if sum(t.followed for t in tallies.values()) > 1 else []


_PARTS_OF_IT = r"[^.;]{0,40}\b(?:departments|offices|units|divisions|sections|teams|services|bureaux|bureaus|houses|hospitals|schools|sites)\b"
_HOLDS = re.compile(rf"(?:brings? together\b|(?:consists? of|compris(?:es?|ing)|(?:is|are) (?:made up|composed) of|(?:is|are) (?:divided|organi[sz]ed) into){_PARTS_OF_IT})")
_ROOT, _MIN_ROOT = 5, 4  # letters that words of one root share
_PERSONS_TOLD = re.compile(r"(?:She|He|Her|His)\b")


def units_spoken_of(document: Document, paragraphs: list[list[str]]) -> list[str]:
    """The units that a document's sentences speak of, in order of first mention; [] if too few to be described here.

    Args:
        document: The document.
        paragraphs: Its paragraphs and items, each as its sentences, white space collapsed.
    """
    if openings := (opened_alike(document, paragraphs) or seated(paragraphs)):
        return openings
    text = " ".join(document.text.split())
    pointed = Counter(n for b in document.blocks for m in _POINTS_TO.finditer(" ".join(b.span.of(document.text).split())) for n in re.split(r" and (?:the )?", m.group(1)))
    if sum(bool(body_noun(n)) for n in pointed) >= _MIN_NAMED and max(pointed.values()) > 1:
        return sorted((n for n in pointed if body_noun(n) and titled(n)), key=text.index)
    tallies: dict[str, _Tally] = {}
    title = document.text[: _TITLE_LENGTH + 1].split("\n", 1)[0]
    above = [b.span.of(document.text) for b in takewhile(lambda b: b.kind in ("heading", "furniture"), document.blocks) if b.kind == "heading"]  # "REPUBLIC OF …", "MINISTRY OF …"
    own = set(words(document.title)) | {w for t in [title, *above] if len(t) <= _TITLE_LENGTH for w in words(t)}  # "the Court", of its own report
    if (welcome := _WELCOME.search(text[:_GREETING])) and not body_noun(welcome.group("whole")):
        own |= set(words(welcome.group("whole")))
    alone = {w for p in paragraphs for s in p for w in _SINGLE.findall(s)} - {n.capitalize() for n in BODY_NOUNS | CALENDAR | own | _WHOLE | _ACTS_OF_LAW}
    singles = re.compile(rf"(?P<article>\b(?:[Tt]he|[Oo]ur) )?\b(?P<name>{'|'.join(map(re.escape, sorted(alone)))})\b(?P<short>)(?! [A-Z])") if alone else None
    for sentences in paragraphs:
        if sentences and _ENDED.search(sentences[-1]):  # not the lines of a title
            _count(sentences, tallies, own, singles)
    for short, name in written_out(paragraphs).items():
        for own_name in [n for n in tallies if n.removeprefix("The ") == short and name in tallies]:
            tallies[name].add(tallies.pop(own_name))  # "The NVL", of the National Veterinary Laboratory
    acronyms = set(re.findall(r"\b[A-Z]{3,8}\b", text))
    for name, tally in tallies.items():
        initials = "".join(w[0] for w in name.split() if w[0].isupper())
        tally.mentions += initials in acronyms  # "the FTO", later on
    tallies = {n: t for n, t in tallies.items() if t.gone * 2 <= t.mentions}
    for noun, names in _by_noun(tallies).items():  # "… is for the Ferry Hub. … The Hub signs"
        tallies[names[0]].resumed |= len(names) == 1 and tallies[names[0]].does > 0 and re.search(rf"\b[Tt]he {noun.capitalize()}\b(?! (?:of|for|on)\b| [A-Z])", text) is not None
    led = sum(t.leads for n, t in tallies.items() if _is_body(n))
    each = led * 2 > sum(bool(p) and bool(_ENDED.search(p[-1])) for p in paragraphs)  # paragraph after paragraph is about a body
    bodies = {n for n, t in tallies.items() if _is_body(n) and (t.is_unit or t.staffed or (each and t.leads and t.acts))}
    alike = Counter(short_form(n) for n in bodies if len(n.split()) > 1)
    for name, tally in tallies.items():  # "… and Lindholm Station makes the most of it. … Lindholm keeps …", where other stations are units
        again = tallies.get(name.rpartition(" ")[0], _Tally()).mentions > 1
        bodies |= {name} if tally.acts and (tally.leads or again) and _is_body(name) and alike[short_form(name)] >= _MIN_NAMED else set()
    nouns = {short_form(n) for n in tallies if len(n.split()) > 1} | own
    bodies = {n for n in bodies if len(n.split()) > 1 or fold(n) not in nouns}  # "the Panel" is short for the Audit Panel
    bodies = {n for n in bodies if fold(n) not in fold(document.title)}  # the organisation itself
    if len(bodies) < _MIN_NAMED:
        return [n for n in opened(document, paragraphs) if not _is_whole(n, paragraphs)] or peopled(paragraphs, alone)
    bodies |= {n for n, t in tallies.items() if _are_bodies(n) and t.is_unit and (t.mentions > 1 or t.leads) and short_form(n)[:-1] not in {short_form(b) for b in bodies}}
    others = {
        n
        for n, t in tallies.items()
        if not _is_body(n)
        and n not in bodies
        and len(n.split()) > 1
        and titled(n)
        and (t.opens > 1 or (t.opens and t.mentions > 1) or (each and t.followed) or (t.acts and t.does > 1) or t.taken_up or t.introduced or (t.hung and t.does > 1))
    }
    others |= {
        n
        for n in _CALLED_SO.findall(text)
        if n in tallies and titled(n) and len(n.split()) > 1 and not body_noun(n) and fold(n.split()[-1]) not in BODY_NOUNS and ((t := tallies[n]).went_on or (t.mentions > 1 and (t.does or t.asked)))
    }
    parts = {re.sub(r"['’]s?$", "", w) for n in tallies for part in n.removeprefix("The ").split(" and ") if len(part.split()) > 1 for w in part.split()}  # "Services", of "People Services"
    others = {n for n in others if words(n)[0] not in _POINTING | _HONORIFICS and words(n)[-1] not in CALENDAR and not set(words(n)) <= own | _WHOLE}
    sorts = Counter(short_form(n) for n in bodies if len(n.split()) > 1)
    if max(sorts.values(), default=0) > max(_MIN_NAMED, sorts.total() * _ONE_SORT):
        others = set()  # "South America", where the units are all "… Hub"
    plainly = {n: rest if (rest := n.removeprefix("The ")) in alone else n for n in tallies}  # "The Theatre, which …": of the Theatre

    def may_name(name: str) -> bool:
        """Whether a name without a noun for bodies may be a unit's, as far as its words tell."""
        return titled(name) and fold(name) not in _HONORIFICS and not set(words(name)) <= own | _WHOLE

    others |= {
        m
        for n, t in tallies.items()
        if t.staffed and (len(bodies) < _SEVERAL or t.does or t.mentions > 1 or t.followed) and (m := plainly[n]) not in bodies and not body_noun(m) and fold(m) not in BODY_NOUNS and may_name(m)
    }
    others -= {n for n in others if plainly.get(n, n) != n and plainly[n] in others}
    for name in (alone & tallies.keys()) - parts:
        tally = tallies[name]
        tally.add(tallies.get(f"The {name}", _Tally()))  # where it opens a sentence
        if (tally.asked and (tally.does > 1 or tally.taken_up)) or tally.introduced or (tally.opens and tally.does > tally.acts and tally.mentions > _SHORT_WORDS):
            others.add(name)
    unknown = {plainly[n] for n in tallies} - bodies - others
    others |= set(peopled_beside(paragraphs, bodies | others, {n for n in unknown if may_name(n) and words(n)[-1] not in NO_BODY}))
    if len(bodies & (first := set(opened(document, paragraphs)))) * 2 > len(bodies):  # where paragraph after paragraph opens with who acts, "Bed Planning" is one beside the Lamp Office
        small = {w[:_ROOT] for p in paragraphs for t in p for w in re.findall(r"(?<![\w’'])[a-z]{4,}", t)}
        others |= {n for n in first - bodies if " " in n and may_name(n) and not body_noun(n) and words(n)[-1] not in NO_BODY and not _is_whole(n, paragraphs) and _goes_on_as_unit(n, paragraphs, small)}
        bodies = {n for n in bodies if (n in first or tallies[n].does or not _is_only_where(n, text)) and not _is_whole(n, paragraphs)}
    ends = {n.split()[-1] for n in bodies | others if " " in n}
    return sorted((n for n in bodies | others if n not in ends), key=text.index)  # "the Yard" is short for the Whey Yard


def _is_whole(name: str, paragraphs: list[list[str]]) -> bool:
    """Whether the sentence that opens with a name tells what there is in it: "The Lamp Works brings together three yards"."""
    return not body_noun(name) and any(p and (opens := re.match(rf"(?:The |Our )?{re.escape(name)}(?: \([^()]*\))?,? ", p[0])) and _HOLDS.match(p[0], opens.end()) for p in paragraphs)


def _goes_on_as_unit(name: str, paragraphs: list[list[str]], small: Set[str]) -> bool:
    """Whether a paragraph that opens with a name goes on, and not about a person ("She …"): some word of the name begins like one that the text has in small letters, too."""
    common = any(len(w) >= _MIN_ROOT and w[:_ROOT] in small for w in words(name))
    return common and any(len(p) > 1 and fold(p[0]).removeprefix("the ").startswith(fold(name)) and not any(_PERSONS_TOLD.match(t) for t in p[1:]) for p in paragraphs)


def _is_only_where(name: str, text: str) -> bool:
    """Whether a text has a name only for where others are, or listed in between: "on the second floor of the Lamp House", "Aldhouse, the Lamp House and Torvik"."""
    return all(re.search(r"(?:\b(?:at|in|of|inside|opposite|behind)(?: the)?|,(?: the)?) $", text[max(0, m.start() - 20) : m.start()]) for m in re.finditer(re.escape(name), text))


def _by_noun(tallies: dict[str, _Tally]) -> dict[str, list[str]]:
    """The bodies of several words by the noun that takes them up."""
    found: dict[str, list[str]] = {}
    for name in tallies:
        if len(name.split()) > 1 and _is_body(name):
            found.setdefault(short_form(name), []).append(name)
    return found


def _is_body(name: str) -> bool:
    own = words(name)
    return titled(name) and bool(body_noun(name) or fold(name) in BODY_NOUNS or (len(own) > _SHORT_WORDS and own[-1] in BODY_NOUNS and "the" not in own))  # "Front of House Team"


def _are_bodies(name: str) -> bool:
    """Whether a name is that of one unit in the plural ("Paint Workshops")."""
    return titled(name) and name.endswith("s") and len(name.split()) > 1 and bool(body_noun(name.removesuffix("s")))


def _mentions(sentence: str, singles: re.Pattern[str] | None) -> Iterator[tuple[str, int, int, int]]:
    """(name, where it begins, its article included, where the name ends, where its acronym ends) of the capitalised names of a sentence, those of one word last."""
    taken: list[tuple[int, int]] = []
    for match in _MENTION.finditer(sentence):
        name, at, start = match.group("name"), match.start("name"), match.start()
        if start == 0 and (verb := _BIDS.match(name)):  # "Ask Harbour Control about …"
            name, at = name[verb.end() :], at + verb.end()
            start = at
        taken.append(match.span())
        parts = name.split(" and ")
        if len(parts) > 1 and all(body_noun(p) and len(p.split()) > 1 for p in parts):
            for part in parts:
                yield part, at, at + len(part), at + len(part)
                at += len(part) + len(" and ")
            continue
        bare = re.sub(r"['’]s$", "", name)
        yield bare, start, at + len(bare), match.end()
    for match in singles.finditer(sentence) if singles is not None else ():
        if not any(a < match.end() and match.start() < z for a, z in taken):
            yield match.group("name"), match.start(), match.end("name"), match.end()


def written_out(paragraphs: list[list[str]]) -> dict[str, str]:
    """The names behind acronyms in brackets or after "or": "Ferry Desk" of "(FD)"."""
    found = {m.group(2): m.group(1) for p in paragraphs for s in p for m in re.finditer(rf"({NAME}) \(([A-Z]{{2,8}})(?: for short)?\)", s)}
    said = [(m.group(2), m.group(1)) for p in paragraphs for s in p for m in re.finditer(rf"({NAME}), or ([A-Z]{{2,8}})(?=[,.;)])", s)]
    return found | {short: name for short, name in said if "".join(w[0] for w in name.split() if w[0].isupper()) == short}  # "the Ferry Desk, or FD, …"


def _count(sentences: list[str], tallies: dict[str, _Tally], organisation: Set[str], singles: re.Pattern[str] | None = None) -> None:
    """Counts how one paragraph speaks of each name; a word of the organisation's own title alone leads none."""
    led = False
    short = written_out([sentences])
    for at, sentence in enumerate(sentences):
        after = sentences[at + 1] if at + 1 < len(sentences) else ""
        for name, start, end, whole in _mentions(sentence, singles):
            tally = tallies.setdefault(name, _Tally())
            before = sentence[max(0, start - _WINDOW) : start].rstrip()
            last = words(before.split(" ")[-1])[-1:] if before else []
            opens = start == 0
            subject = (opens or before[-1:] in ",;:—–" or not (last and last[0] in _NO_SUBJECT)) and (
                _SUBJECT.match(sentence, whole) is not None or (" " not in name and singles is not None and name not in BODY_NOUNS and _PLURAL.match(sentence, whole) is not None)
            )
            led_by = _LEADER.search(before) is not None and not _is_body(name)
            comes = start <= _WINDOW and _COMES.match(before) is not None
            agent = (_AGENT.search(before) is not None or comes) and not led_by
            relative = _RELATIVE.match(sentence, end) is not None
            ended = _END.fullmatch(sentence, whole) is not None
            tally.went_on |= ended and re.match(r"(?:It|Its|They|Their)\b", after) is not None
            rich = relative and len(_FURTHER.findall(sentence, end, end + _WINDOW)) > 1  # "…, which issues cards, monitors …, and corrects …"
            noun = short_form(name)
            resumed = any(re.match(rf"(?:The|This|That) (?:same )?{re.escape(noun)}\b", s, re.IGNORECASE) for s in sentences[at + 1 : at + _GOING_ON]) if noun else False
            named_again = re.search(rf"\b[Tt]he {re.escape(noun.capitalize())}\b(?! (?:of|for|on)\b)", after) is not None if noun else False
            again = (
                resumed
                or named_again
                or re.match(r"(?:[\w’'-]+,? ){0,14}(?:it|its|they|their)\b", after, re.IGNORECASE) is not None
                or any(full == name and re.match(rf"(?:The )?{s}\b", after) for s, full in short.items())
                or (len(initials := "".join(w[0] for w in name.split() if w[0].isupper())) > _SHORT_WORDS and re.match(rf"(?:The )?{initials}\b", after) is not None)
            )
            first = not led and (not GOES_ON.match(sentence) or _IMPERSONAL.match(sentence) is not None) and fold(name) not in organisation and (_is_body(name) or _are_bodies(name))
            led = led or first
            tally.mentions += 1
            tally.does += subject or agent
            tally.acts += subject
            tally.opens += opens and subject
            tally.leads += first
            again = again or re.match(r"The (?:team|unit|office|department|section|staff)\b", after) is not None
            tally.goes_on |= (subject and not opens and re.match(r"It\b", after) is not None) or (first and (again or relative)) or (rich and (agent or subject)) or NAMES_LAST.match(sentence) is not None
            tally.goes_on |= agent and any(full == name and re.match(rf"(?:The )?{s} {_VERB}", after) for s, full in short.items())
            tally.goes_on |= again and _is_body(name) and len(name.split()) > 1 and _WITH_WHOM.search(before) is not None
            tally.goes_on |= agent and ended and re.match(rf"(?:It|They|(?:The|That|This) {re.escape(noun) or '-'}) ", after, re.IGNORECASE) is not None
            tally.resumed |= ended and bool(noun) and len(name.split()) > 1 and re.match(rf"The {re.escape(noun.capitalize())} (?:also |then )?{_VERB}", after) is not None
            front = " ".join(name.split()[:-1]) if fold(name.split()[-1]) == noun else ""  # "… to the Torvik Centre. Torvik keeps …"
            tally.resumed |= (relative or ended) and _is_body(name) and after.startswith("The latter ")
            tally.resumed |= ended and _is_body(name) and len(name.split()) > 1 and _PEOPLE_THERE.match(after) is not None
            tally.resumed |= rich and named_again and _is_body(name) and len(name.split()) > 1  # "… in the Ferry Desk, which sells …, keeps …. The Desk has …"
            tally.introduced |= (
                _ITSELF.fullmatch(sentence, whole) is not None
                and len(words(sentence)) - len(words(name)) <= _FRAGMENT
                and re.match(rf"(?:We|It|They|(?:The|That|This) {re.escape(noun) or '-'})\b", after, re.IGNORECASE) is not None
            )
            tally.gone += _GONE.search(sentence, max(0, start - _BEFORE), start) is not None or _DISSOLVED.match(sentence, whole) is not None
            tally.resumed |= bool(front) and re.match(rf"{re.escape(front)} (?:also |then )?{_VERB}", after) is not None
            asked = _ASKED.search(before) is not None
            tally.asked += asked
            tally.followed |= opens and subject and re.match(r"(?:It|They)\b", after) is not None
            tally.taken_up |= asked and re.match(r"(?:It|They|Its|Their)\b", after) is not None
            of_body = words(name)[-1] not in NO_BODY and words(name)[-1] not in CALENDAR
            named_so = " " in name and sentence[start : start + 4] in _ARTICLES and of_body
            tally.staffed |= at < _BEGINS and of_body and _RUNS.search(sentence[max(0, end - len(name) - _WINDOW) : end - len(name)]) is not None
            tally.staffed |= (
                at < _BEGINS
                and named_so
                and (ended or subject or sentence[whole : whole + 1] == ",")
                and (PEOPLE.search(sentence[whole : whole + _WINDOW]) is not None or PEOPLE.match(after) is not None or _AND_HERS.match(after) is not None)
            )
            tally.staffed |= at < _BEGINS and named_so and _WORK_IN.search(before) is not None
            tally.staffed |= (
                at < _BEGINS
                and sentence[start : start + 4] in _ARTICLES
                and of_body
                and (
                    ((subject or agent) and _STAFFED.search(f"{sentence[whole : whole + _WINDOW]} {after[:_WINDOW]}") is not None)
                    or (opens and subject and " " in name and re.match(r"(?:It|They) (?:also |then )?[a-z]", after) is not None)
                )
            )
            by_noun = at < _BEGINS and " " in name and bool(noun) and sentence[start : start + 4] in _ARTICLES and re.match(rf"The {re.escape(noun)} (?:also |then )?{_VERB}", after) is not None
            tally.staffed |= by_noun
            tally.followed |= by_noun
            tally.hung |= relative and (agent or subject)
            tally.introduced |= at == 0 and (comes or (agent and ended)) and (relative or re.search(r"\b(?:it|they|its|their)\b", " ".join(sentences[1:_GOING_ON]), re.IGNORECASE) is not None)
            tally.introduced |= at == 0 and first and ended and re.match(rf"(?:It|They|(?:The|That|This) {re.escape(noun) or '-'}) (?:also |then |alone )?{_VERB}", after, re.IGNORECASE) is not None
            tally.resumed |= (relative or first or agent) and resumed and len(name.split()) > 1
