"""On which days and at what hours a statement says that somebody is there: "Monday to Saturday, 6 am to 2 pm"."""

import re
from functools import lru_cache

from corpus.words import fold, stem

OPEN = "opening hours"  # stands for the word by which a question asks when somebody is there
WORDS = frozenset(stem(w) for w in ["open", "staffed", "manned", "work", "hours", "times", "available", "duty", "days"])  # stems of such words
_FULL = 6  # letters of "monday"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)"
_DAY = rf"(?:{_SHORT}(?:days?)?\b\.?)"
_TILL = r"\s*(?:to|until|till|through|–|—|-)\s*"
_DAYS = rf"\b{_DAY}{_TILL}{_DAY}"
_RANGE = re.compile(rf"\b(?P<first>{_DAY}){_TILL}(?P<last>{_DAY})")
_WORKDAYS = re.compile(r"\b(?:(?:on |every |each )?weekdays?|(?:every |each )?working days?|on workdays)\b(?! of\b)")
_WEEKENDS = re.compile(r"\b(?:at|on|over|every|and)(?: the)? weekends?\b")
_ALWAYS = re.compile(
    r"\b(?:(?:every|each|any) (?:day|night|evening|morning|afternoon)|seven days(?: a week)?|7 days(?: a week)?|day and night|night and day|(?:a)?round the clock|24/7|24 hours|daily)\b(?! of operation\b)"
)
_SHUT = re.compile(rf"(?:\b(?:closed|except|excluding|but not|not|no \w+)\b(?: \w+)? (?:on )?(?:the )?)(?P<days>{_DAY}(?:(?:,| and| or|, and)? {_DAY})*)")
_ONE = re.compile(rf"\b{_DAY}")
_AT = r"\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b\.?|o['’]clock|h\b)|\b\d{1,2}[.:]\d\d\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:o['’]clock|in the (?:morning|afternoon|evening))|\b(?:noon|midday|midnight)\b"
_FROM_TO = rf"(?:{_AT})\s*(?:to|until|till|and|–|—|-)\s*(?:{_AT})|\b\d{{1,2}}\s*(?:to|until|–|—|-)\s*(?:{_AT})|\b(?:from|until|till|after|before|between)\s+(?:{_AT})"
# What says when somebody is there, whatever word it has for it.
THERE = re.compile(
    rf"\b(?:opening|office|counter|walk-in|visiting|consultation|desk|telephone|phone) (?:hours|times)\b|^hours\b|{_DAYS}|(?:^|[:,;(–·] ?|\b(?:open|staffed|manned|available|reached|reachable|answered|there|on duty|on call|works?|working|hours?|someone|somebody)\b[^.;]{{0,30}}\b)(?:{_ALWAYS.pattern}|{_WORKDAYS.pattern})|{_FROM_TO}|\bby appointment\b|\bopen(?:s|ed)? (?:on|at|from|until|till|every|to|in)\b",
    re.IGNORECASE,
)
OPENS = re.compile(
    rf"\b(?:open\w*|hours|staffed|manned|available|on duty|on call|at work|reached|reachable|answered|someone|somebody|is there|are there|works?)\b|^\W*(?:[A-Za-z]+\W+){{0,3}}(?:{_DAYS})",
    re.IGNORECASE,
)  # of what has a day or a time, what tells of somebody being there, not of a meeting then
_WHEN = rf"(?:{_DAY}|weekends?|weekdays?|working days?|workdays?|every day|24/7|day and night|around the clock|night)"
_TO = r"(?:\s+(?:also|only|on|at|from|during|over|for|a|an|the|every|any|in|to (?:the public|visitors|callers|everyone)|(?:mornings?|afternoons?|evenings?) of))*"
_ASKED = re.compile(
    rf"\b(?:when|until when|how late|how long|at what time|(?:what|which) (?:days?|time|hours)|what are)\b.*\b(?:open|opens|opening|hours|closes?|staffed|manned)\b(?! (?:a|an|the|any)\b)|\b(?:open|opens|opened|staffed|manned|there|on duty|works?|working|available|hours){_TO}\s+{_WHEN}"
    rf"|\b{_WHEN},? (?:opening|hours)\b|\bon {_DAY}[^?]{{0,20}}\b(?:open|staffed|manned|on duty|available)\W*$",
    re.IGNORECASE,
)  # "when is it open?", "which desks are there on Saturdays?"


def plainly(question: str) -> str:
    """A question for when somebody is there with "every day" and "working days" in one word."""
    if not asks_when_there(question):
        return question
    return re.sub(
        r"\b(?:on )?(?:weekdays?|working days?|workdays)\b",
        "weekdays",
        re.sub(r"\b(?:every|each|any) day(?: of the week)?\b|\bseven days a week\b|\b7 days a week\b", "daily", question, flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )


def every_day(word: str) -> frozenset[int]:
    """The days of the week, 0 to 6, on each of which somebody must be there for a folded word ("daily", "weekdays"); empty for others."""
    return frozenset(range(7) if word == "daily" else range(5) if word in ("weekdays", "weekday") else ())


def asks_when_there(question: str) -> bool:
    """Whether a question asks on what days or at what hours somebody is there."""
    return _ASKED.search(question) is not None


def _number(day: str) -> int:
    return next(i for i, name in enumerate(WEEK) if day[:3] == name[:3])


@lru_cache(maxsize=20_000)
def days(text: str, *, named: bool = False) -> tuple[tuple[int, int, int], ...]:
    """(weekday, 0 to 6; offsets of what says so) for each day on which a text says that somebody is there, ranges filled in; `named`: those only that it names, "every day" is none."""
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    shut = {_number(d) for m in _SHUT.finditer(folded) for d in _ONE.findall(m.group("days"))}
    found: dict[int, tuple[int, int]] = {}
    for match in _RANGE.finditer(folded):
        first, last = _number(match.group("first")), _number(match.group("last"))
        found |= {(first + step) % 7: match.span() for step in range((last - first) % 7 + 1)}
    for pattern, span in () if named else ((_ALWAYS, range(7)), (_WORKDAYS, range(5)), (_WEEKENDS, range(5, 7))):
        for match in pattern.finditer(folded):
            found |= {day: match.span() for day in span if day not in found}
    for match in _ONE.finditer(folded):
        if not text[match.start()].isupper() and match.end() - match.start() < _FULL and folded[match.end() : match.end() + 1] != ".":
            continue  # "sun or rain", "they sat"
        found.setdefault(_number(match.group()), match.span())
    return tuple((day, *span) for day, span in sorted(found.items()) if day not in shut)


_A = r"(?:a|an|each|every|per|in the)"
_OFTEN = (
    (frozenset(["daily"]), re.compile(rf"\b(?:daily|(?:every|each) day|once {_A} day)\b")),
    (frozenset(["weekly"]), re.compile(rf"\b(?:weekly|(?:every|each) week|once {_A} week|(?:every|each) {_DAY}|on {_SHORT}(?:days)\b)")),
    (frozenset(["twice-weekly"]), re.compile(rf"\b(?:twice {_A} week|twice weekly)\b")),
    (frozenset(["fortnightly", "biweekly"]), re.compile(rf"\b(?:fortnightly|every (?:(?:two|2) weeks|fortnight|other week|second week)|once {_A} fortnight|twice {_A} month)\b")),
    (frozenset(["monthly"]), re.compile(rf"\b(?:monthly|(?:every|each) month|once {_A} month|of (?:the|each|every) month)\b")),
    (frozenset(["bimonthly"]), re.compile(rf"\b(?:every (?:two|2|other|second) months?|six times {_A} year)\b")),
    (frozenset(["quarterly"]), re.compile(rf"\b(?:quarterly|(?:every|each) quarter|once {_A} quarter|every (?:three|3) months|(?:four|4) times {_A} year)\b")),
    (frozenset(["thrice"]), re.compile(rf"\b(?:(?:three|3) times {_A} year|every (?:four|4) months)\b")),
    (frozenset(["half-yearly"]), re.compile(rf"\b(?:half-yearly|twice {_A} year|twice yearly|every (?:six|6) months|every half-year)\b")),
    (
        frozenset(["yearly", "annually", "annual"]),
        re.compile(
            rf"\b(?:yearly|annual(?:ly)?|once {_A} year|(?:every|each|once (?:a|each|every)) (?:year|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december))\b"
        ),
    ),
    (frozenset(["termly"]), re.compile(rf"\b(?:termly|(?:every|each) term|once {_A} term)\b")),
    (frozenset(["half-termly"]), re.compile(rf"\b(?:half-termly|(?:every|each) half[- ]term|twice {_A} term)\b")),
    (frozenset(["biennial"]), re.compile(r"\b(?:biennial(?:ly)?|every (?:two|2|other|second) years?)\b")),
)  # how often, in a question's one word, and as texts say it
_TOLD_OFTEN = re.compile(
    rf"\b(?:every (?:two|three|four|six|\d|other|second) (?:weeks?|months?|years?)|(?:every|each) (?:week|month|quarter|term|year)|(?:once|twice|(?:three|four|six|\d) times) {_A} (?:week|month|quarter|term|year))\b"
)


def frequencies(text: str) -> list[tuple[int, int]]:
    """Where a question says in several words how often something is: "every two months", "twice a year"; offsets in the text."""
    return [m.span() for m in _TOLD_OFTEN.finditer(text.casefold()) if how_often(m.group()) is not None]


@lru_cache(maxsize=1000)
def how_often(word: str) -> re.Pattern[str] | None:
    """How a folded text says what a folded word or phrase of frequency says ("monthly", "once a month": "every month"); None for others."""
    return next((pattern for said, pattern in _OFTEN if word in said or (" " in word and pattern.fullmatch(word))), None)


@lru_cache(maxsize=1000)
def asked_days(word: str) -> frozenset[int]:
    """The days of the week that a folded word names ("saturdays", "weekend"), 0 to 6; empty if it names none."""
    name = word.removesuffix("s")
    return frozenset({WEEK.index(name)} if name in WEEK else {5, 6} if name == "weekend" else ())
