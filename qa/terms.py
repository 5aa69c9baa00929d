"""The words of a question that are left to find: what each of them stands for."""

import re
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from corpus.bodies import BODY_NOUNS, of_bodies
from corpus.words import CALENDAR, NUMBERS, STOP, fold, stem
from qa import english, places
from qa.asked import ORGANISATION, Asked
from qa.described import told_by
from qa.hours import OPEN, WORDS, asked_days, asks_when_there, every_day, frequencies, how_often
from qa.places import NAMED_COUNTRY, Place
from qa.reading import Kind, Term
from qa.spelling import CUES
from qa.table import row_capitals
from qa.tokens import Token, tokens
from qa.values import MEASURES, TYPED

ASKS_WHO = re.compile(r"\b(?:who|whom|whose|who's)\b", re.IGNORECASE)
SEATED_AT = frozenset(["based", "cities", "city", "capitals", "capital", "ones", "seats", "locations", "towns", "soil", "ground", "territory", "continent"])  # what an adjective of a region says where units sit of
_LANDS = frozenset(stem(w) for w in ["countries", "states", "nations"])
_BY_NAME = re.compile(
    r"\b(?:specific|particular|individual|certain|named)(?: named)? (?:countries|country|states|nations)(?: (?:mentioned|named|listed|spelled out|by name|individually))*|\b(?:countries|country|nations)(?: (?:are|is|they|that|which|being))*(?: (?:mentioned|named|listed|spelled out|given))? (?:by name|individually)\b"
    r"|\b(?:countries|country|nations)\b[^?.,;]{0,40} (?:mentioned|named|listed|spelled out|given) (?:by name|individually)\b"
    r"|\b(?:names?|mentions?|naming|mentioning) (?:at least one|any|a|one|some|individual|single)(?: individual| single)? (?:country|countries)\b",
    re.IGNORECASE,
)  # countries as such, whichever they are
_OF_THE_SEAT = re.compile(
    r"\b(?:(?:host|home|seat) countr(?:y|ies)|(?:not counting|other than|apart from|besides|except(?:ing)?|leaving out) (?:the|its|their) (?:own |host |home )?countr(?:y|ies)(?: (?:where|in which|that) [^,?]*)?)",
    re.IGNORECASE,
)
_NAMES = frozenset(stem(w) for w in ["coverage", "mention", "name", "list", "description", "entry", "place", "region", "area"])
_EITHER = re.compile(r" (?:closely )?(?:with|for|to|on) or ")  # "work with or support the Council": either
_OFTEN_LIGHT = frozenset(["talk", "visit", "walk", "list", "call"])  # stems of what may as well be given or held: "which teams give a talk?"
_GIVES = re.compile(r"\b(?:give|hold|lead|organi[sz]e|arrange|offer|run|conduct|keep|maintain)s? (?:(?:an?|any|the|public|free|guided|regular|daily|weekly) ){0,2}$", re.IGNORECASE)
_COVERED = frozenset(stem(w) for w in ["cover", "serve"])
_SAYS_NAME = re.compile(r"\b(?:nam|mention|list)(?:e|es|ed|s|ing)?\b|\bby name\b", re.IGNORECASE)
_HELPS = re.compile(r"\b(?:help|support|assist|advise|aid|train|enable)(?:s|ing)? (?:the |other |member )?$", re.IGNORECASE)
_SITES = frozenset(["missions", "offices", "branches", "bureaus", "bureaux", "delegations", "outposts"])
_POSSESSIVE = frozenset(["its", "their", "whose", "his", "her"])
_AREAS = frozenset(["area", "remit", "patch", "portfolio", "territory", "region", "coverage"])  # "in its area": what it covers
_PLACE_KINDS = frozenset(["city", "cities", "town", "towns", "country", "countries", "place", "places", "village", "villages"])
_ENDS_IN_VERB = re.compile(r"^(?:and |so )?what (?:does|do|did)\b.* [a-z]+\W*$", re.IGNORECASE)
_OUTSIDE = frozenset(["international", "regional", "outside", "external", "foreign", "local", "national", "global", "multilateral"])
_BODIES = frozenset(["bodies", "organizations", "organisations", "institutions", "partners", "agencies", "entities", "groups", "blocs"])
_ASKING = frozenset(["which", "what", "whichever", "many", "other", "another"])
_TOLD = 2  # words beside the verb that say what is asked
_HAVING = frozenset(
    ["have", "has", "with", "having", "of", "into", "run", "runs", "keep", "keeps", "operate", "operates", "own", "owns", "contain", "contains", "include", "includes"]
)  # before a number that tells, and limits nothing
_DIGITS = 4
_WHOLES = frozenset(
    ["foundation", "association", "union", "society", "corporation", "university", "college", "institute", "charity", "club", "league", "alliance", "network", "firm"]
)  # what an organisation may be, where no unit is one
_STATES = frozenset(["state", "states", "stated", "mention", "mentions", "give", "gives", "indicate", "indicates", "specify", "specifies"])
_ANY = frozenset(["a", "an", "any", "its", "their", "no", "how"])
_PERIODS = frozenset(["day", "week", "fortnight", "month", "quarter", "year"])  # "every week" says when


class Terms(Asked):
    """Finds the terms of questions."""

    def _terms(self, found: list[Token], text: str, mentioned: list[tuple[int, int, int]], named: list[Place], nouns: frozenset[str] | set[str], kind: Kind, picking: set[int]) -> list[Term]:
        unit_tokens = {i for _, a, b in mentioned for i in range(a, b)} | picking
        counted = re.search(r"\b(?:how many|number of|how much)\b(?: of)?(?: the| different)?\s*", text, re.IGNORECASE) if kind is Kind.COUNT else None
        whole = self._whole(found)
        quotes = [m.span() for m in re.finditer(r"[\"“”‘][^\"“”’]{2,80}[\"”’]|(?<!\w)'[^']{2,80}'(?!\w)", text)]
        scans = kind in (Kind.LIST, Kind.COUNT, Kind.REVERSE)
        often = frequencies(text) if scans else []
        verb = self._verb(found, nouns, unit_tokens) if scans else -1
        if kind is Kind.LOOKUP and found and unit_tokens and _ENDS_IN_VERB.match(text) and sum(t.word not in STOP | CUES and i not in unit_tokens for i, t in enumerate(found)) > _TOLD:
            verb = len(found) - 1  # "what does its collection hold?"
        result: list[Term] = []
        at = 0
        while at < len(found):
            token = found[at]
            if at in unit_tokens:
                at += 1
                continue
            raw = text[token.start : token.end]
            recurring = next((span for span in often if span[0] == token.start), None)
            counted_so = self._counted_so(found, at, text, nouns) if scans else None
            if recurring is not None or counted_so is not None:
                run = [t for t in found[at:] if t.end <= recurring[1]] if recurring is not None else found[at : at + 2]
                stems_ = (tuple(t.stem for t in run),) if counted_so is None else counted_so
                result.append(Term(text[run[0].start : run[-1].end], stems_, run[0].start, run[-1].end))
                at += len(run)
                continue
            quoted = next((q for q in quotes if q[0] <= token.start < q[1]), None)
            if quoted is not None:
                run = [t for t in found[at:] if t.end <= quoted[1]]
                if own := stems_of(run):
                    result.append(Term(text[run[0].start : run[-1].end], (own,), run[0].start, run[-1].end, name=True, capital=len(run) == 1 and run[0].capital and self._capitalised(run[0])))
                at += max(len(run), 1)
                continue
            if phrase := next((own for own in english.variants() if tuple(t.word for t in found[at : at + len(own)]) == own), ()):
                last = found[at + len(phrase) - 1]
                result.append(Term(text[token.start : last.end], english.variants()[phrase], token.start, last.end))
                at += len(phrase)
                continue
            inside = token.start > 0 and text[token.start - 1] == "-" and not token.capital  # the "op" of "co-op"
            length, alternatives = (0, set()) if inside else self._name_at(found, at, text)
            if unit_tokens & set(range(at, at + length)):
                length, alternatives = 0, set()  # "the Director of Ferries", who heads the Directorate of Ferries
            if length == 1 and token.word in self.table.self_names:
                length = 0  # the organisation's own acronym
            strange = 0 if at == verb or inside else self._strange_name(found, at, unit_tokens, named, alternatives if length == 1 else set(), text)
            unknown = strange > length
            size = strange if unknown else max(length, self._title_at(found, at, unit_tokens, text))
            if size:
                last = found[at + size - 1]
                own = stems_of(found[at : at + size]) or (token.stem,)
                rest = stems_of(found[at + length : at + size]) if length else ()
                others = set() if unknown else {form + rest for form in alternatives} - {own}
                place = None if unknown else _only_place(found, at, at + size, named)
                result.append(Term(text[token.start : last.end], (own, *sorted(others)), token.start, last.end, name=True, place=place, unknown=unknown))
                at += size
                continue
            place = next((p for p in named if p.first == at), None)
            if place is not None and place.last <= len(found):
                last = found[place.last - 1]
                own = stems_of(found[at : place.last]) or (token.stem,)
                unlike = bool(result) and result[-1].name and result[-1].place is None and self._tells_apart(result[-1], own, text[result[-1].end : token.start])
                result.append(Term(text[token.start : last.end], (own,), token.start, last.end, name=place.kind in ("country", "city", "grouping"), place=place, unknown=unlike))
                at = place.last
                continue
            if (token.word in SEATED_AT and at and any(p.last == at and p.kind == "region" for p in named)) or (token.word in _AREAS and at > 1 and found[at - 1].word in _POSSESSIVE and found[at - 2].word == "in"):
                at += 1
                continue  # "on African soil", "has the Caribbean in its area"
            if token.word in STOP and not (raw.isupper() and len(raw) > 1 and self._in_capitals(token)):
                at += 1
                continue
            if at in whole or (token.word in self.table.modifiers and at + 1 < len(found) and (found[at + 1].word in nouns or at + 1 in unit_tokens)):
                at += 1
                continue
            if token.word in NUMBERS and at and found[at - 1].word in ("the", "all", "our", "these") and kind is not Kind.LOOKUP and at + 1 < len(found) and (found[at + 1].word in nouns or at + 1 in unit_tokens):
                at += 1
                continue  # "which of the five stations"
            if (
                token.word in _PLACE_KINDS
                and at
                and found[at - 1].word in ("which", "what")
                and kind is Kind.LOOKUP
                and unit_tokens
                and any(t.word not in STOP | CUES and i > at and i not in unit_tokens for i, t in enumerate(found))
            ):
                at += 1
                continue  # "in which cities does it run centres?": where
            following = found[at + 1] if at + 1 < len(found) and at + 1 not in unit_tokens else None
            if (
                following is not None
                and following.stem in TYPED
                and (token.word not in nouns | english.generic() or following.word.endswith("s"))
                and token.word not in CUES
                and not token.capital
                and self.table.rows_with((token.stem, following.stem))
            ):
                result.append(Term(text[token.start : following.end], ((token.stem, following.stem),), token.start, following.end))
                at += 2
                continue  # "a duty phone" is a thing, no number
            is_noun = token.word in nouns or token.word in english.generic()
            if (
                (is_noun and not self._noun_is_content(found, at, nouns))
                or (token.word in CUES and not (token.word == "count" and at and not any(t.word == "among" for t in found[at + 1 :])))
                or (token.word in MEASURES and at and found[at - 1].word == "how")
                or (token.word == "address" and at and found[at - 1].word in ("mail", "email"))
                or (len(token.word) == 1 and not token.word.isdigit())
            ):
                at += 1
                continue
            name = token.capital and at > 0 and not text[: token.start].rstrip().endswith((".", "?", "!", ":")) and not text.isupper() and token.word not in self.table.body_nouns | CALENDAR
            recurs = at > 0 and found[at - 1].word in ("every", "each", "per") and token.word in _PERIODS
            recurs = recurs or (how_often(token.word) is not None and (at + 1 == len(found) or found[at + 1].word in STOP))  # "meets monthly", not "the monthly bulletin"
            outside = token.word in _OUTSIDE and at and found[at - 1].word in ("what", "which", "other") and at + 1 < len(found) and found[at + 1].word in _BODIES and found[at + 1].word not in self.table.body_nouns
            vague = outside or (token.word in english.kinds() and not self.table.family(token.stem))
            states = token.word in _STATES and at + 1 < len(found) and found[at + 1].word in _ANY  # "which offices do not state a budget?"
            owned = at > 0 and (
                (token.word in _AREAS and found[at - 1].word in _POSSESSIVE)
                or (of_bodies(token.word) and (token.word in self.table.body_nouns or token.word in english.generic() or token.word in _SITES) and found[at - 1].word in self.table.self_names)
            )  # "of its region", "NLA missions"
            light = (vague or states or owned or (token.stem in english.light() and not name and not recurs) or re.sub(r"['’]s$", "", token.word) in self.table.self_names) and not (
                counted and token.start == counted.end()
            )
            number = token.word.isdigit()
            told = token.stem in told_by(self.table) and token.stem not in self.table.frequency  # "Soviet", of a body known by that
            name = name and (token.stem in self.table.frequency or raw[1:].islower() or token.stem not in english.synonyms())  # "CO2", a word for what the text says otherwise
            foreign = name and not told and not number and len(token.word) > 2 and not self.table.family(token.stem) and token.word not in english.dictionary() and token.word not in english.known_words()
            result.append(
                Term(
                    raw,
                    ((token.stem,),),
                    token.start,
                    token.end,
                    light=light and not number,
                    name=number or (name and not told and self._is_name(token) and token.word not in self.table.self_names),
                    verb=at == verb
                    and token.stem not in english.roles()
                    and not (at == 1 and found[0].word == "who" and token.word.endswith("ed") and not unit_tokens and following is not None and following.word != "that"),  # "who signed the treaty?" asks for no duty
                    unknown=foreign,
                )
            )
            at += 1
        if any(not t.light and t.stems[0][0] not in _LANDS for t in result):
            result = [replace(t, light=True) if t.stems[0][0] in _LANDS and _HELPS.search(text[: t.start]) else t for t in result]  # "helps countries draft a law": whom it helps tells little
        if kind in (Kind.LIST, Kind.COUNT, Kind.REVERSE, Kind.YES_NO) and (by_name := _BY_NAME.search(text)):
            seats = [m.span() for m in _OF_THE_SEAT.finditer(text)]
            result = [
                t
                for t in result
                if not any(a <= t.start < z for a, z in seats)
                and not (t.stems[0][0] in _NAMES and not t.name)
                and not (t.stems[0][0] in _COVERED and _SAYS_NAME.search(text))
                and (t.stems[0][0] in _LANDS or not by_name.start() <= t.start < by_name.end())
            ]
            result = [replace(t, stems=((NAMED_COUNTRY,),), light=False, verb=False) if by_name.start() <= t.start < by_name.end() else t for t in result]
        if scans:
            result = [replace(t, light=False) if t.light and t.stems[0][0] in _OFTEN_LIGHT and t.stems[0][0] in self.table.frequency and _GIVES.search(text[: t.start]) else t for t in result]
            result = [
                replace(t, light=True) if n and not t.light and not t.name and result[n - 1].light and t is not result[-1] and _EITHER.fullmatch(text[result[n - 1].end : t.start]) else t for n, t in enumerate(result)
            ]
        judged = [t for t in result if t.stems[0][0] in english.judgements() and t.stems[0][0] not in self.table.frequency]
        if judged and (any(t.stems[0][0] not in english.light() for t in judged) or all(t.light or t.verb for t in result)):  # not "the best person to ask about …"
            result = [replace(t, light=False, unknown=True) if t in judged else t for t in result]
        if any(not t.light and t.stems[0][0] not in english.contacting() for t in result) and ASKS_WHO.search(text):
            result = [replace(t, light=True) if t.stems[0][0] in english.contacting() and not t.name else t for t in result]
        if any(not t.light and t.stems[0][0] not in english.relational() for t in result):
            result = [replace(t, light=True) if t.stems[0][0] in english.relational() and not t.name else t for t in result]
        if asks_when_there(text):
            then = {t for t in result if asked_days(fold(t.text)) or every_day(fold(t.text))}
            each = {t for t in result if every_day(fold(t.text))}
            told = bool(then)
            result = [replace(t, stems=(*t.stems, (OPEN,)), light=t.light and t not in each) if t in then else t for t in result]
            result = [replace(t, stems=((OPEN,), *t.stems), light=t.light and told, verb=False) if not t.name and len(t.stems[0]) == 1 and t.stems[0][0] in WORDS else t for t in result]
        return result

    def _counted_so(self, found: list[Token], at: int, text: str, nouns: frozenset[str] | set[str]) -> tuple[tuple[str, ...], ...] | None:
        """A number with what it counts, in words and in digits ("have two divisions"); None for what only limits an amount, or counts the units asked for."""
        token, following = found[at], found[at + 1] if at + 1 < len(found) else None
        number = NUMBERS.get(token.word, int(token.word) if token.word.isdecimal() and len(token.word) < _DIGITS else 0)
        if number < 2 or following is None or following.word in STOP | nouns | english.generic() or text[token.end : following.start] != " " or not following.word.endswith("s"):
            return None
        if at == 0 or found[at - 1].word not in _HAVING:
            return None
        forms = tuple((w, following.stem) for w in (*(w for w, n in NUMBERS.items() if n == number), str(number)))
        return forms if any(self.table.rows_with(f) for f in forms) else None  # "two small boats" is found by its words

    def _capitalised(self, token: Token) -> bool:
        """Whether the text has a word with a capital elsewhere than where a sentence begins."""
        return any(t.stem == token.stem and t.capital for row in self.table.rows_having(token.stem) for t in row.tokens[1 : row.size])

    def _in_capitals(self, token: Token) -> bool:
        """Whether the text has a small word in capitals, as an acronym: "US", not "AND"."""
        return any(t.word == token.word and row_capitals(self.table, row.number, t) for row in self.table.rows_having(token.stem) for t in row.tokens)

    def _tells_apart(self, name: Term, place: tuple[str, ...], between: str) -> bool:
        """Whether a place after a name tells a body from its like that the text has with other places alone ("the Lamp Office in Torvik")."""
        if not re.fullmatch(r"\s+(?:in|at|of)\s+(?:the\s+)?", between, re.IGNORECASE) or self.table.rows_with((*name.stems[0], *place)):
            return False
        return any(
            t.capital and tuple(x.stem for x in own[at - len(name.stems[0]) : at]) == name.stems[0] and bool(places.find([t], t.word))
            for row in self.table.rows_with(name.stems[0])
            for own in ([x for x in row.tokens[: row.size] if x.word not in STOP],)
            for at, t in enumerate(own)
        )  # fmt: skip

    @staticmethod
    def _verb(found: list[Token], nouns: frozenset[str] | set[str], named: set[int]) -> int:
        """Where the main verb stands in "which offices send …", "who sends …"; -1 if that is not to be seen."""
        for at, token in enumerate(found):
            asked = token.word in nouns and at and any(t.word in ("which", "what", "many", "whose", "the", "all", "of") for t in found[max(0, at - 3) : at])
            if (asked or token.word == "who") and at + 1 < len(found) and at + 1 not in named:
                denied = {i for i in range(at + 1, len(found) - 1) if found[i].word in ("do", "does", "did", "can", "will", "may", "must") and found[i + 1].word in ("not", "never")}  # "which desks do not sell tickets"
                follower = next(
                    (
                        i
                        for i in range(at + 1, min(at + 4, len(found)))
                        if i not in denied and found[i].word not in ("also", "that", "which", "is", "are", "both", "either", "not", "never", "don't", "doesn't", "dont", "doesnt")
                    ),
                    -1,
                )
                later = [t for t in found[follower + 1 :] if t.word not in STOP] if follower > 0 else []
                return follower if follower > 0 and found[follower].word not in STOP | {"do", "does"} and len(later) >= 1 and not found[follower].capital else -1
        return -1

    def _whole(self, found: list[Token]) -> set[int]:
        """Words for the organisation itself after "in", "of": "which parts of the Secretariat", "where in the agency"."""
        result: set[int] = set()
        for at, token in enumerate(found):
            if (
                token.word in ("of", "in")
                and at + 2 < len(found)
                and found[at + 1].word in ("the", "this", "your", "our")
                and at
                and not (token.word == "in" and found[at - 1].word in ("part", "parts"))  # "takes part in the open day"
                and found[at - 1].word in ("part", "parts", "where", "anyone", "who", "somebody", "section", "sections", "unit", "units", "bodies", "people", "office", "offices", "department", "departments")
            ) and (found[at + 2].word in ORGANISATION or found[at + 2].word in BODY_NOUNS or found[at - 1].word in ("part", "parts")):
                result.add(at + 2)
        for at, token in enumerate(found):
            own = re.sub(r"['’]s$", "", token.word)
            if (
                (own in ORGANISATION or (own in _WHOLES and own != token.word and own not in self.table.body_nouns))  # "the foundation's capital"
                and at
                and found[at - 1].word in ("the", "this", "your", "our")
                and not token.capital
                and not (at + 1 < len(found) and found[at + 1].word in ("of", "for"))
            ):
                result.add(at)
        return result

    @cached_property
    def _spoken_nouns(self) -> frozenset[str]:
        """Stems of nouns for bodies that statements have elsewhere than in units' names."""
        named = {tuple(t.stem for t in tokens(u.name))[-2:] for u in self.table.corpus.units}
        found = set()
        for noun in {stem(n) for n in self.table.body_nouns}:
            for row in self.table.rows_having(noun):
                own = row.tokens[: row.size]
                if any(t.stem == noun and (not t.capital or tuple(x.stem for x in own[max(0, i - 1) : i + 1]) not in named) for i, t in enumerate(own)):
                    found.add(noun)
                    break
        return frozenset(found)

    def _noun_is_content(self, found: list[Token], at: int, nouns: frozenset[str] | set[str]) -> bool:
        """Whether a body noun is part of what is looked for: "the United Nations Office on Drugs", not "which office"."""
        asked = next((t.word for before, t in pairwise(found[:at]) if before.word in _ASKING and t.word in nouns), "")
        joined = found[at - 1].word in (*_ASKING, "or", "and", "on") if at else True
        if asked and not joined and found[at].word not in english.generic() and found[at].stem != stem(asked) and not self._of_units(found[at].word) and found[at].stem in self._spoken_nouns:
            return True  # "which offices service a committee"
        if (
            asked
            and at
            and found[at - 1].word in ("have", "has", "having", "into", "contain", "comprise")
            and found[at].stem != stem(asked)
            and self.table.rows_having(stem(found[at].word.removesuffix("s")))
            and not self._of_units(found[at].word)
        ):
            return True  # "which departments have sections"
        around = list(found[at - 1 : at] if at else []) + found[at + 1 : at + 2]
        return (found[at].capital and any(t.capital and t.word not in STOP for t in around) and found[at].word not in self.table.body_nouns) or (
            found[at].word not in self.table.body_nouns and found[at].word not in english.generic()
        )


def stems_of(run: list[Token]) -> tuple[str, ...]:
    return tuple(t.stem for t in run if t.word not in STOP)


def _only_place(found: list[Token], first: int, last: int, named: list[Place]) -> Place | None:
    """The place that words are the name of; None if they name something else, or more than places."""
    inside = {i for p in named for i in range(p.first, p.last)}
    return next((p for p in named if first <= p.first < last), None) if all(i in inside or found[i].word in STOP for i in range(first, last)) else None
