"""Which headings name a body, and which name a part of one. English nouns only, no names."""

import re

from corpus.lines import stated_count, titled
from corpus.words import clean, plural, undecorated, words

# Nouns for an organisational body, singular.
BODY_NOUNS = frozenset(
    [
        "office",
        "department",
        "directorate",
        "division",
        "bureau",
        "board",
        "commission",
        "committee",
        "council",
        "section",
        "unit",
        "service",
        "secretariat",
        "branch",
        "centre",
        "center",
        "agency",
        "authority",
        "team",
        "desk",
        "panel",
        "tribunal",
        "inspectorate",
        "institute",
        "registry",
        "mission",
        "delegation",
        "station",
        "laboratory",
        "library",
        "faculty",
        "school",
        "college",
        "ministry",
        "administration",
        "ombudsman",
        "court",
        "embassy",
        "consulate",
        "chancellery",
        "cell",
        "hub",
        "outpost",
        "observatory",
        "academy",
        "corps",
        "treasury",
        "assembly",
        "senate",
        "squad",
        "crew",
        "lab",
        "brigade",
        "hospital",
        "group",
        "taskforce",
        "force",
        "clinic",
        "workshop",
        "depot",
        "cabinet",
        "archive",
        "museum",
        "post",
        "chapter",
        "bench",
        "sector",
        "wing",
        "circle",
        "studio",
        "subcommittee",
        "helpdesk",
    ]
)
# Nouns of what bodies do and keep.
NO_BODY = frozenset(
    ["procedure", "policy", "report", "rule", "plan", "form", "fee", "question", "day", "step", "line", "course", "notice", "request", "provision", "article", "document", "product", "award", "prize", "fund", "act", "law", "charter", "convention",
     "agreement", "treaty", "scheme", "festival", "week", "season", "guide", "handbook", "register", "code", "survey", "review", "bulletin", "newsletter", "magazine", "budget", "strategy", "campaign", "street", "road", "lane", "allowance", "benefit", "leave", "permit", "licence", "training", "database", "discount", "tariff"]
)  # fmt: skip
# Of these the plain word also means other things: alone at a heading's end it must not stand after a noun like "Target".
_LOOSE = frozenset(["group", "force", "section", "service", "mission", "school", "post", "chapter", "bench", "sector", "wing", "court", "museum", "archive", "workshop", "hospital", "circle", "studio"])

# How a text says that it tells who does what: anywhere before it does, and in its title.
_OPENING = 600  # characters that introduce a list of names
_ANNOUNCES = re.compile(
    rf"\b(?:{'|'.join(sorted(plural(n) for n in BODY_NOUNS - _LOOSE))})\b|\bwho(?:m)? (?:does|is who|to (?:ask|call|contact|ring|turn)|handles|looks after|deals|can help)\b|\b(?:in charge|responsible for|responsibilities)\b|\bwhere to (?:go|turn)\b",
    re.IGNORECASE,
)
_TITLED_SO = re.compile(r"\b(?:roles|posts|duties|tasks|functions|directory|contacts?|people|staff|organi[sz]ation(?:al)?|teams?|who|whom|branches|units)\b", re.IGNORECASE)

# Nouns for posts, singular: where no offices do the work but those who hold them.
_POSTS = frozenset(
    ["accountant", "administrator", "adviser", "advisor", "archivist", "assistant", "bursar", "caretaker", "chair", "chairman", "chairperson", "chairwoman", "chaplain", "chief", "clerk", "commissioner", "controller", "coordinator", "counsellor", "curator", "dean", "director",
     "editor", "engineer", "governor", "head", "inspector", "keeper", "lead", "leader", "librarian", "manager", "marshal", "matron", "nurse", "officer", "organiser", "president", "principal", "proctor", "provost", "rector", "registrar", "representative", "secretary", "sergeant",
     "spokesperson", "steward", "superintendent", "supervisor", "technician", "treasurer", "trustee", "tutor", "warden", "webmaster", "general"]
)  # fmt: skip
# Headings that open a part which belongs to no unit, wherever they stand.
_APART = re.compile(
    r"^(?:list of (?:abbreviations|acronyms|contents|contacts)|annex|appendix|appendices|schedule|preamble|foreword|preface|introduction|glossary|definitions?|contents|"
    r"table of contents|index|references|bibliography|footnotes?|note$|notes|general provisions|common provisions|"
    r"(?:general|concluding|closing|opening|introductory|final|preliminary|further) (?:remarks?|notes?|points|information|matters|words)|conclusions?|"
    r"on this page|acknowledge?ments|abbreviations|acronyms|repeals?|transitional provisions|final provisions|"
    r"general$|principles$|subject matter|general principles|about this|how to (?:use|read)|before you (?:start|begin)|at a glance|colophon|imprint|(?:\w+ and )?miscellaneous(?: provisions)?$|"
    r"(?:changes|amendments|corrections|updates|additions|questions|queries) (?:to|in|about|on) (?:this|the|our) (?:\w+ )?(?:chapter|document|page|list|edition|text|guide|handbook|directory|leaflet|brochure|letter|memo)$|amendments$|"
    r"odds and ends|bits and pieces|(?:see also|related pages|(?:useful |quick )?links|page history|change ?log|revision history|small print|open questions|to[- ]do|feedback)$|"
    r"(?:entry|coming) into (?:force|effect)|commencement|faqs?|frequently asked|questions and answers|(?:former|abolished|dissolved) \w+$)\b",
    re.IGNORECASE,
)
# Headings that open a part of the nearest unit above.
_PART = re.compile(
    r"^(?:organs?(?:$| of )|powers?(?! (?:station|plant|grid|supply|house|system|unit|line|distribution|generation|network))|functions?|duties|tasks?|responsibilit|mandate|roles?|members?|membership|composition|staff(?:ing)?(?:$| (?:and|members|list))|contact|"
    r"meetings?|budget|jurisdiction|procedures?|activities|services|scope|objectives?|purpose|overview|what (?:we|it)|"
    r"who (?:we|it)|how (?:we|it|to)|where (?:we|it)|our |main |key (?!accounts?$|account |clients?$|customers?$|works?$|cutting)|related links|see also|partners?\b|working with|"
    r"day[- ]to[- ]day|publications?|history|background|organi[sz]ation|structure|fees|hours)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:powers?|staff|budget|procedures?|members?|membership|meetings?|publications?|services|activities|fees|history) (?:and|&) (?P<second>\w.*)", re.IGNORECASE)
_NAMED_SO = re.compile(
    r"(?!(?:Our|Main|Key|Other|Related|Meetings?|Services|Activities)\b)[A-Z][\w'’&-]+(?: (?:and |& )?[A-Z][\w'’-]+){0,2} (?:Services|Resources|Affairs|Relations|Operations|Systems)"
)  # "Membership Services"
# What a record of a body has values for, beside the parts above.
_LABEL = re.compile(
    r"(?:acting |deputy |main |other )?(?:head|director|chief|manager|chair|lead|leader|secretary|staff|employees|team size|phone|tel|telephone|fax|e-?mail|mail|address|location|seat|office hours|opening hours|hours|"
    r"opened|founded|established|since|set up|covers?|coverage|region|countries|area|serves|duties|does|hosts?|hosted|co-?chairs|chairs|partners|languages?|website|web|room|reports to|deadlines?|call|reach)\b",
    re.IGNORECASE,
)
_LABEL_WORDS = 4
_NUMBERING = re.compile(
    r"^\s*(?:(?:sec(?:tion|\.)?|article|art\.|chapter|part|title|rule|clause|§)\s*)?"
    r"(?:\d+[A-Za-z]?(?:[.\-]\d+)*|[A-Z](?:\.\d+)+|[IVXLC]+|[A-Z])[.:)]?\s+",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"^\s*(?:sec(?:tion|\.)?|article|art\.|chapter|part|title|rule|clause|§)\s*(?:\d|[IVXLC]+\b[.:–—-]|[A-Z][.:] )", re.IGNORECASE)
_LETTERS = re.compile(r"^[A-Z]{2,5} ?[/|] +(?=[A-Z][a-z])")  # "ENG/ Engraving Studio"
CAPITALISED = "|".join(n.capitalize() for n in sorted(BODY_NOUNS))  # for patterns of names
_SUBTITLE = re.compile(r"^((?:[A-Z][\w’'&-]*|&|and|of)(?: (?:[A-Z][\w’'&-]*|&|and|of)){0,4}): (?:the |your |our |all |everything )[a-z].*$")  # "Facilities: the building and everything in it"
_PRESENTS = re.compile(r"^(?:Meet|Introducing)(?: the| our)? (?=[A-Z])")  # "Meet the Repair Workshop"
_ACTS_TOO = frozenset(["delegation", "administration", "mission", "service"])  # bodies by whose nouns acts are called, too
_ELSEWHERE = frozenset(["of", "a", "an", "without", "outside"])  # what stands after them is not what the heading names
_SHORT = 4  # words of a name that may end in what tells it from its like
_PLURALS = frozenset(["rules", "matters", "members", "staff", "structure", "contacts", "budgets", "meetings", "services", "duties", "functions", "notes", "news", "procedures", "reports", "fees", "policy", "plan"])
SEATED = re.compile(r"[A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}(?:, [A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}| \([A-Z][\w'’.-]*[a-z][\w'’.-]*(?: [\w'’.-]+){0,3}\))")  # "Lindholm, Norway", "Lindholm (Norway)"
_SEAT_FIRST = re.compile(rf"(?:{SEATED.pattern})\s[–—-]\s(?P<name>[A-Z].*)")  # "Lindholm (Norway) – Centre for Tides"
CODED = re.compile(r"(?:[IVX]{1,5}\.|[A-Z]{1,3}[ .-]?)\d{1,3}(?:\.\d{1,2})*[ \t\u00a0]+(?=[A-Z][a-z])")  # "II.3 Wells and Springs", "B 12 Wells"
_COMPASS = frozenset([*(a + b for a in ("north", "south", "east", "west", "central", "north-east", "north-west", "south-east", "south-west") for b in ("", "ern")), "and"])
_DETERMINERS = frozenset(["the", "this", "that", "our", "your", "each", "every", "a", "an", "its", "their", "other"])
_FINITE = frozenset(["is", "are", "was", "were", "has", "have", "does", "do", "may", "must", "shall", "should", "can", "cannot", "will", "neither", "nor", "not"])  # words of a sentence, not of a name
_LEADING = frozenset(["contact", "contacting", "how", "what", "who", "where", "when", "why", "about", "visit", "visiting", "joining", "reaching", "meet", "your", "our", "these"])


def unnumbered(heading: str) -> str:
    """A heading without its section number and closing full stop, white space collapsed."""
    text = _LETTERS.sub("", undecorated(clean(heading)))
    if _KEYWORD.match(text) or re.match(r"^\s*(?:\d+(?:\.\d+)*|[A-HJ-UWYZ](?:\.\d+)+)[.)]?\s+\D", text):
        text = _NUMBERING.sub("", text, count=1)
        text = text.lstrip(" .:–—-")
    return text.rstrip(" .:–—-") if not re.search(r"\b[A-Z]\.$", text) else text


def page_name(title: str) -> str:
    """What the title of a page calls the unit that it is about, without its number, a subtitle and "Meet the"."""
    return _PRESENTS.sub("", _SUBTITLE.sub(r"\1", unnumbered(title)))


def is_article(heading: str) -> bool:
    """Whether a heading counts as an article or section of a statute does ("Article 8. Languages")."""
    return bool(_KEYWORD.match(clean(heading)))


def is_apart(heading: str) -> bool:
    """Whether a heading opens front matter, an annex or the like."""
    return bool(_APART.match(unnumbered(heading)))


def is_part(heading: str) -> bool:
    """Whether a heading names a part of a unit (Functions, Members) rather than a unit."""
    text = unnumbered(heading)
    if _NAMED_SO.fullmatch(text):
        return False
    joined = _JOINED.match(text)
    return bool(_PART.match(text)) and not body_noun(heading) and not (joined and not _PART.match(joined.group("second")))


def is_label(text: str) -> bool:
    """Whether a short text names something that is said of a body: who heads it, where it is, how to reach it, what it covers."""
    return len(text.split()) <= _LABEL_WORDS and bool(_LABEL.match(text))


def body_noun(heading: str) -> str:
    """The noun by which a heading names a body, singular; "" if it names none.

    "Office of Water", "Finance and Audit Service (FAS)" and "Working Group on Roads" name one;
    "Office hours", "Members of the Board" and "Our Offices" do not.
    """
    text = unnumbered(heading)
    seated = _SEAT_FIRST.fullmatch(text)
    text = re.sub(r"\([^)]*\)", " ", seated.group("name") if seated else text)
    text = re.split(r"\s[–—|:-]\s|:\s", text)[0]
    if is_apart(text) or re.search(r"[.?!]\s", text):
        return ""
    tokens = words(text)
    if len(tokens) == 2 and tokens[0] == "the" and tokens[1] in BODY_NOUNS - _LOOSE:
        return tokens[1]  # "Article 3. The Council"
    named = len(tokens) == 2 and tokens[0] == "contact" and tokens[1] in BODY_NOUNS - _LOOSE and titled(text)  # "Contact Centre"
    if not tokens or len(tokens) > 14 or (tokens[0] in _LEADING and not named) or not _FINITE.isdisjoint(tokens):
        return ""
    if tokens[0] in _ACTS_TOO and (len(tokens) == 1 or (len(tokens) > 2 and tokens[1] == "of" and text.split()[-1].islower())):
        return ""  # "Delegation", "Delegation of signature"
    head = words(re.split(r"\s(?:of|for|on|in|to|at|against|with|without|within|into|outside|under)\s", text, maxsplit=1, flags=re.IGNORECASE)[0].split(",")[0])
    if head and head[-1] in BODY_NOUNS:
        called = head[:-1] == ["the"] and len(tokens) > len(head) and titled(text)  # "The Office of Tides"
        return "" if len(head) > 1 and head[-2] in _DETERMINERS and not called else head[-1]
    if len(tokens) > 1 and tokens[-2] in _DETERMINERS:
        return ""
    if 1 < len(tokens) <= _SHORT and tokens[-2] in BODY_NOUNS - _LOOSE and len(head) == len(tokens) and not text.split()[-1][:1].islower() and tokens[-1] != "hours" and head[-1] not in _PLURALS:
        return tokens[-2]  # "Regional Centre North", "Team 3"
    beside = len(tokens) - next((n for n, t in enumerate(reversed(tokens)) if t not in _COMPASS), 0)
    if 1 < beside < len(tokens) and tokens[beside - 1] in BODY_NOUNS - _LOOSE:
        return tokens[beside - 1]  # "Visits Unit North and East"
    # "Safety on the Water Division": the noun ends the whole name, and no "of" makes it somebody else's.
    if tokens[-1] in BODY_NOUNS and len(tokens) > 2 and (_ELSEWHERE.isdisjoint(tokens) or (tokens[0] in _COMPASS and titled(text))) and tokens[-2] not in ("the", "in", "into", "at"):
        return tokens[-1]
    # "Department Finance": the noun may also lead.
    return tokens[0] if tokens[0] in BODY_NOUNS - _LOOSE and len(tokens) > 1 and "hours" not in tokens else ""


def post_noun(heading: str) -> str:
    """The noun by which a heading names a post ("Head of Boats", "Deputy Head (Pilots)", "Safety Lead"), singular; "" if it names none."""
    tokens = words(re.split(r"\s(?:of|for|to)\s|,|\s[–—-]\s", re.sub(r"\([^)]*\)", " ", unnumbered(heading)), maxsplit=1)[0])
    return tokens[-1] if tokens and len(tokens) <= _SHORT and tokens[-1] in _POSTS else ""


def singulars(word: str) -> list[str]:
    """What a plural may be the plural of, the likeliest first: "bodies" is of "body", "houses" of "house"."""
    endings = (("eaux", "eau"), ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
    return [word.removesuffix(ending) + single for ending, single in endings if word.endswith(ending)]


def of_bodies(word: str) -> bool:
    """Whether a word is the plural of a body noun ("committees")."""
    return any(noun in BODY_NOUNS for noun in singulars(word))


def counted_bodies(text: str) -> set[int]:
    """The numbers of bodies a text states: "our six departments" → {6}; counts of other things are left out."""
    return {number for number, phrase in stated_count(text) if of_bodies(words(phrase)[-1])}


def body_or_post(name: str) -> bool:
    """Whether a name has a noun for a body or a post."""
    return bool(body_noun(name) or post_noun(name))


def introduction(text: str, at: int) -> str:
    """What a text says right before a place in it, where it may say what follows."""
    return text[max(0, at - _OPENING) : at]


def announces(title: str, introduction: str) -> bool:
    """Whether a text says that it tells who does what: in its introduction by naming bodies or asking "who", in its title also by "Contacts", "Duties" or the like."""
    return bool(_ANNOUNCES.search(introduction) or _ANNOUNCES.search(title) or _TITLED_SO.search(title))
