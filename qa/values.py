"""Values of a sort that questions ask for: dates, numbers, telephone numbers, who holds a post."""

import re

from corpus.bodies import BODY_NOUNS, CAPITALISED
from corpus.words import CALENDAR, NUMBERS, fold, plural
from qa.english import data
from qa.hours import OPEN, THERE
from qa.places import NAMED_COUNTRY, a_country

MEASURES = frozenset(["big", "large", "far", "high", "low", "small", "wide", "deep", "tall", "heavy", "great"])  # "how big" asks for a number
_PHONE = re.compile(r"\+?\(?\d{2,4}\)?[ ./-]\d{2,4}[ ./-]?\d{2,}|\b(?:ext|extension)\b[.:]*\s?\d{2,}|\b(?:tel|phone|telephone|hotline|mobile)\b[.:]? ?(?:no\b\.? ?)?\+?\d{3,}", re.IGNORECASE)
_MAIL = re.compile(r"\S@\S+\.\w")
_CALENDAR = "|".join(rf"{w}s?" if w.endswith("day") else w for w in sorted(CALENDAR))  # "on Tuesdays"
_LARGE = "hundreds?|thousands?|millions?|dozens?"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
_DATE = re.compile(
    rf"\b(?:\w+ o['’]clock|midday|midnight|(?:{_ORDINALS}) of|\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?::\d\d)?(?: [ap]\.?m)?|{_CALENDAR}|days?|fortnight(?:s|ly)?|hourly|weeks?|weekly|months?|monthly|years?|yearly|annual(?:ly)?|daily|weekdays?|weekends?|mornings?|afternoons?|evenings?|quarter(?:ly)?|spring|summer|autumn|winter|season|recently|night|noon|every)\b",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"\b(?:head|chief|director|registrar|commandant|commissioner|secretary|officer|manager|engineer|inspector|archivist|librarian|clerk|chair\w*|president|treasurer|editor|curator|steward|captain|dean|matron|warden|analyst|measurer|leader|boss|coordinator|delegate|minister|governor|mayor|ambassador|general|counsel|principal|rector|provost|superintendent|judge|ombudsman|chancellor|supervisor|representative|surgeon|chemist|bishop|marshal|controller|auditor|spokes\w+)\b"
)
PERSON = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|Rev|Sir|Dame)\.? [A-Z]\w+|\b(?:[Hh]ead|[A-Z]\w+)(?: of [A-Z]\w+)?(?::|,| is| \|) ?(?:Dr |Prof\.? )?(?!The\b|Its?\b)[A-Z][a-z]+ [A-Z][a-z]+\b"
)  # a post with the name of who holds it
_HOLDS = rf"(?i:{_POSTS.pattern})"
_NO_SURNAME = "|".join(
    sorted({w.capitalize() for n in BODY_NOUNS for w in (n, plural(n))} | {"Affairs", "Matters", "Resources", "Relations", "Operations", "Finance", "Legal", "General", "Council", "Committee", "Board"})
)
_PERSON = rf"(?:Dr\.? |Prof\.? |Mrs?\.? |Ms\.? )?[A-Z][\w’'-]+ (?!(?:{_NO_SURNAME})\b)[A-Z][\w’'-]+"
POST = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he|[Oo]ur)(?: (?!former\b|late\b|first\b|next\b|deputy\b|vice\b)[\w-]+)? {_HOLDS}(?: of [^.;,]{{2,40}})?(?:,| is(?: now| still| currently)?| has been) (?:the (?=[A-Z])|{_PERSON}\b)|"
    rf"{_PERSON} (?:is|serves as|acts as|is acting as|took over as|was appointed) (?:its |the |our |an? )?(?:[\w-]+ )?{_HOLDS}\b|^{_PERSON}, (?:[\w-]+ )?{_HOLDS}\b|^{_PERSON} has (?:led|headed|directed|chaired) |"
    rf"^(?:It|We|They|The [a-z]+) (?:is|are) (?:managed|overseen|supervised) by {_PERSON}\b(?! (?:{CAPITALISED})\b)|\b[Pp]ost of {_HOLDS} is held by\b|"
    r"\b(?i:headed|led|directed|chaired|run|presided over) (?:\w+ ){0,4}by (?:(?:an?|the|its) |(?=[A-Z]))|\b[Uu]nder (?:an?|the|its) (?:(?!an?\s|the\s)[\w-]+\s){0,4}?(?:[A-Z][\w-]+(?<!Act)(?<!Law)(?<!Code)(?<!Treaty)(?<!Agreement)(?<!Charter)(?<!Convention)(?<!Scheme)(?=\s+(?:of|for|and)\b|[.,;:)]|\s*$|\s+[A-Z(])|(?i:"
    + _POSTS.pattern.replace("\\b", "")
    + r"))|\b(?:is|are) (?:headed|led|directed|chaired|presided)\b|"
    rf"^(?!(?:The |Its |Our )?(?:{CAPITALISED})\b)(?:The |Its |Our )?[A-Z]\w+(?: (?:of(?: the)? )?[A-Z]\w+)*(?: and \w+ (?:\w+ )?(?:colleagues|others|staff)|,? who heads| leads| directs| heads| answers for| has charge| is in charge| presides)|"
    rf"(?:^|[·;,.|(] ?)(?:[\w’'-]+ ){{0,3}}{_HOLDS}(?: of [^:.]{{2,30}})?: ?{_PERSON}|"
    r"\b[Hh]ead(?:ed|s)?\b(?!-?\s?(?:office|post|quarter|teacher|master|count|start|stone|line|rest|way)s?)|^(?:Director|Chief|Chair|Manager|Lead)\b[^.]{0,20}:|\bPost of the head\b|\bas its head\b|\bpresided over\b|\bwith an? [A-Z]\w+ at its head|is chaired"
    rf"|\b{_PERSON} has (?:an? )?(?:staff|team|crew) of\b|\b(?:people|staff|colleagues|[a-z]+ers|clerks) under (?:[A-Z][a-z]+ )?{_PERSON}(?<!Law)(?<!Act)(?<!Rules)(?<!Treaty)(?<!Agreement)(?<!Convention)\b"
)
HOLDER = re.compile(rf"{_HOLDS}\W.{{0,30}}{_PERSON}|{_PERSON}.{{0,30}}\b{_HOLDS}")  # somebody's name beside a post
_WHO_IS = re.compile(rf"^(?:and |so |but )*who(?:'s| is| was)? (?:the |your |our |their |its )?(?:current |present |new )?(?P<post>(?:[\w-]+ ){{0,3}}?{_POSTS.pattern}(?: [a-z]+)?)\W*$")
_MONEY = re.compile(r"\b[A-Z]{3} ?\d|[£$€¥] ?\d|\b\d[\d.,]{0,15} ?(?:(?i:euros?|dollars?|pounds?|francs?|crowns?)|[A-Z]{3}\b)|\b\d{1,3}(?:[,.]\d{3}){1,4}\b|\b(?i:thousand|million|billion)\b")
TYPED = {"amount": _MONEY, "phone": _PHONE, "telephon": _PHONE, "email": _MAIL, "mail": _MAIL, "head": POST, "chief": POST, "boss": POST, "director": POST, "leader": POST}
_LANGUAGES = rf"(?:(?:Brazilian|Simplified|British|American) )?(?:{'|'.join(data('english.json')['language_names'])})"
_ENDS = r"(?=\s*[,.;:)]|\s+(?:and|or|to|for|as|at|by|on|with|so|who|when)\b|\s*$)"
_LANGUAGE = re.compile(
    rf"\b{_LANGUAGES}\b{_ENDS}|\b{_LANGUAGES}(?:[- ]speak(?:ing|ers?)| (?:service|programme|program|edition|version|broadcast|page|class|classe|course|lesson|interpreter|translation|translator|desk|language)s?)\b|\b(?:interpret|translat)\w*[^.;]{{0,60}}\b{_LANGUAGES}\b"
)  # not "the Danish coast guard"
_MANY = rf"(?:\d[\d,]*|{'|'.join(list(NUMBERS)[2:])})"
_SOME = r"(?:about |some |around |nearly |over |only )?"
_WORKERS = r"(?:officers|clerks|analysts|lawyers|assistants|inspectors|scientists|engineers|experts|specialists|advis[eo]rs|nurses|technicians|translators|interpreters|librarians|archivists|accountants|auditors|economists|doctors|chemists|caseworkers|researchers|rangers|guards|drivers|gardeners|staff|employees|people|colleagues)"
_STAFF = re.compile(
    rf"^(?:people|staff|employees|headcount|members|team size|size|colleagues|personnel)\b\W{{1,8}}{_SOME}{_MANY}\b(?! (?:%|percent|states|countries))|"
    rf"\b(?:its|our) {_MANY} (?:[a-z]+ )?{_WORKERS}\b(?! (?:of|for|in|from|at) (?:the )?(?:other|member|all)\b)|(?:\bits|\bour|^the) {_MANY} members\b(?! (?:states?|countries)\b|(?: of the (?:[a-z]+ )?(?:board|committee|council|commission|panel|jury|court|assembly|tribunal))?,? (?:who )?(?:are|is|were|being)? ?(?:elected|appointed|chosen|nominated|named|drawn|meet|sit|serve)\b|[^.]{{0,40}}\b(?:board|committee|council|commission|panel|jury|court|assembly|tribunal)\b)|(?:\b(?:has|have) |^[Ww]ith (?:its |our )?|\bwith (?=[\w -]{{1,24}} (?:staff|employees|colleagues)\b)){_SOME}{_MANY} (?:full-time )?{_WORKERS}\b(?! (?:rooms?|cards?|cars?|houses?|on duty|from|of the [a-z]+ (?:police|army))\b)|\b{_MANY} (?:[a-z]+ )?{_WORKERS}(?: and {_WORKERS})? work here\b"
    rf"|\b(?:this|a|an|the|our)(?: small| large| little)? (?:team|staff|crew|unit|office|desk|department|section|division|hub|centre|service) of {_SOME}{_MANY}(?: (?:people|persons|staff|employees|colleagues)\b|(?=[.,;)]))|"
    rf"\bemploy(?:s|ing)? {_SOME}(?:\d[\d,]*|[a-z]+(?:[- ][a-z]+){{0,2}}) (?:people|persons|officers|experts|specialists)\b|\b{_MANY} (?:employees|staff|colleagues|full-time)\b"
    rf"|\b(?:has|have|with) {_SOME}{_MANY} (?:people|persons)\b|^{_MANY} (?:people|persons)\b|\b{_MANY} (?:people|persons) work\b|(?:, |[.;:–—(] ?|\b(?:is|are|just|only) ){_SOME}{_MANY} (?:people|persons)\b|\b{_MANY} (?:strong|of (?:us|them))\b|\b(?:crew|team|staff|gang|group) (?:(?:of|consists of|is made up of) {_SOME}{_MANY}\b|(?:comprises|counts|numbers) {_SOME}{_MANY} (?:people|persons|members|staff|colleagues)\b)",
    re.IGNORECASE,
)


class Countries:
    """Looks for a country's name, by a pattern that is made when it is first needed, or for what `also` says."""

    def __init__(self, also: str = "") -> None:
        self._also = re.compile(also) if also else None

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text names one; None if it names none."""
        return (self._also.search(text) if self._also else None) or a_country().search(text)


MEMBERS = Countries(r"\b(?:belong|takes? part|participat|members?\b|mak(?:es?|ing) up|made up|consist|compris|join|signed|ratified|attend)")
SORTS: dict[str, re.Pattern[str] | Countries] = {OPEN: THERE, NAMED_COUNTRY: Countries(), "languag": _LANGUAGE, "staff": _STAFF, "employe": _STAFF}  # a statement that names one has the sort, named or not
DAY = re.compile(rf"\b(?:\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th)|{_CALENDAR}|{_ORDINALS}|last|end|start)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d|\b(?:" + "|".join(list(NUMBERS)[1:]) + rf"|{_LARGE}|half|twice|once|free of charge|nothing|both|many)\b", re.IGNORECASE)
_SUM = re.compile(r"\d|\b(?:hundred|thousand|million|billion|percent|free of charge|free|nothing)s?\b", re.IGNORECASE)  # of money
_ASKS_PHONE = re.compile(r"^(?:and |so |please )?(?:what|which|give me|tell me|do you have)\b[^?]{0,40}\b(?:phone|telephone|fax|extension|mobile)\b(?! (?:line|call|exchange|compan|helpline|service))")
_ASKS_MAIL = re.compile(r"^(?:and |so |please )?(?:what(?:'s| is| are)|which(?: is)?|give me|tell me|do you have)\b[^?]{0,60}\be-?mail(?: address(?:es)?)?\W*(?:for [^?]{2,60}|of [^?]{2,60})?$")
_DIGITS = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d ?[/–-] ?(?:19|20)?\d\d\b)(?!(?:19|20)\d\d\b(?! ?\d))\+?\d[\d ()/-]+\d|\b(?i:ext|extension)\b[.:]*\s?\d{2,}")  # what a telephone number at least is
_WORKS = r"(?:stud(?:y|ies)|reports?|publications?|papers?|books?|articles?|surveys?|courses?|projects?|programmes?|campaigns?)"
_ASKS_TITLES = re.compile(rf"^(?:and |so )?(?:what|which)(?: are|'re| were)? (?:the )?(?:titles|names) of (?:the |its |their |these |those )?(?:\w+ )?{_WORKS}\b")
_TITLES = re.compile(r"(?<=[\w,;]\s)[A-Z][\w-]+|[\"“‘«]")
STRICT = (DAY, PERSON, _DIGITS, _MAIL, MEMBERS, _TITLES)  # what does not show a value of these types does not answer


def holds(text: str) -> re.Pattern[str] | None:
    """What a statement has that says who holds the post that a question asks for, of no unit ("Who is the Registrar General?"); None if that is not asked."""
    match = _WHO_IS.match(fold(text))
    if match is None:
        return None
    post = r"(?i:" + r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", match.group("post")))) + r")"
    return re.compile(
        rf"(?<!(?i:deputy) )(?<!(?i:vice) )(?<!(?i:vice)-)(?<!(?i:former) )(?<!(?i:ex)-)(?<!(?i:reports to the) )(?<!(?i:report to the) )\b{post}(?: \([^()]+\))?(?:,| is| was|:)?(?: [a-z]+,)? {_PERSON}\b|{_PERSON}(?:,| is| was| serves as| acts as) (?:(?:the|its|our|an?) )?{post}\b(?! of\b)"
    )


ASKS_MEMBERS = re.compile(
    r"(?!.*\b(?:areas?|regions?|territor(?:y|ies)|remit|offices?)\b)(?:and |so )?(?:which|what) (?:member )?(?:countries|states|nations|governments) (?:are (?:\w+ )?(?:members|part) of|belong to|take part in|participate in|make up|attend|(?:have )?(?:joined|signed|ratified))\b"
)  # of a grouping: only a statement that names countries answers


def asked_type(text: str) -> re.Pattern[str] | Countries | None:
    """What an answering statement must show a value of: a date, a number; None if nothing of the kind is asked."""
    folded = fold(text)
    if ASKS_MEMBERS.match(folded):
        return MEMBERS
    if _ASKS_TITLES.search(folded):
        return _TITLES
    if re.search(r"\b(?:the|by|actual|first|last|full) names? of (?:the |its |their )?(?!\w+s\b)|'s (?:\w+ )?name\b|\bwhat(?:'s| is) (?:the|its|their) .{3,40} called\b|\bby name\b", folded) and _POSTS.search(folded):
        return PERSON
    if _ASKS_PHONE.search(folded):
        return _DIGITS
    if _ASKS_MAIL.search(folded):
        return _MAIL
    if re.search(r"\b(?:what|which) (?:date|day|year|month)s?\b", folded):
        return DAY
    if re.search(
        r"^(?:and |so |but |then )*(?:by |until |since |from |at |on |in )?(?:when|what (?:date|day|year|time|month)s?|which (?:date|day|year|month)s?|how (?:long|often|old)|since when)\b|\bwhat date\b|\bwhat year\b|\bwhen (?:is|was|does|did|are|were|will)\b|\b(?:last|first) day\b",
        folded,
    ):
        return _DATE
    if re.search(r"\b(?:budget|salary|salaries|turnover|expenditure|price|fee|cost)\b", folded) and re.search(r"^(?:and |so |but )*(?:what(?:'s| is| was)|how (?:much|big|large|high))\b", folded):
        return _SUM
    if re.search(
        r"^(?:and |so )*(?:what(?:'s| is) )?(?:the )?(?:most|maximum|at most|upper limit|ceiling|highest|largest amount|least|minimum)\b.*\b(?:can|may|could) (?:be|get|have|receive|ask for|claim|apply for)\b", folded
    ):
        return NUMBER
    if re.search(r"\b(?:what|which) (?:amount|sum)\b", folded):
        return _MONEY
    if re.search(rf"\bhow (?:much|many|{'|'.join(sorted(MEASURES))})\b|\bwhat(?:'s| is| was| does)? .{{0,40}}\b(?:cost|price|fee|budget|salary|rate|number|charge(?! of))\b", folded):
        return NUMBER
    return None
