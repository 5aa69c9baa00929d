"""What a question asks for: its kind, and by which noun it asks for units."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, plural
from qa import english
from qa.naming import Namer
from qa.reading import Kind
from qa.spelling import CUES
from qa.tokens import Token
from qa.values import ASKS_MEMBERS

_AUX = r"(?:does|do|did|is|are|was|were|can|could|has|have|had|will|would|should|shall|may|might|isn't|doesn't|don't|aren't|didn't|hasn't|haven't|can't|won't|wouldn't)"
YES_NO = re.compile(
    rf"^(?:and |so |but )?{_AUX}\b|^(?:am i|are we) (?:right|correct|wrong)\b|^correct me\b|^(?:is it (?:true|correct|right|the case) that|true or false)|,? (?:right|correct|true|yes|no|isn't it|doesn't it|don't they|does it)\?*$",
    re.IGNORECASE,
)
WHY = re.compile(
    r"^(?:and )?(?:why|how come|since when|what made|for what reason|after|now that|given that|since|as the|when (?:did|does|will|was|is) |(?:for )?how (?:does|do|did|is|are|was|were|will|can|long|often) |in what way |how many times |(?:(?:on|at|in|by|until|from|since) )?(?:which|what) (?:days?|dates?|weekdays?|months?|year|time)(?: of the (?:day|week|month|year))? (?:do|does|did|must|should|can|will) )|\bhow come\b|^.{10,}\bwhy\b",
    re.IGNORECASE,
)
COMPARE = re.compile(
    r"\b(?:compare|compared?|comparison|contrast|versus|vs|differ|differs|different|difference|differences|distinguish(?:es)?|distinction|as against|the same .* or different|similar(?:ities)?|tell .{0,40}apart|(?<!work )(?<!sit )(?<!stand )side by side(?! with)|sets? .{0,40}apart from (?!(?:all|any|every|each|the (?:other|rest)|(?:the )?others?|everyone|everybody)\b)|which is which)\b",
    re.IGNORECASE,
)
_WHO_WHAT = re.compile(r"^(?:and |so )?(?:who|which(?: one| office| of (?:them|the two))?) (?:does|covers?|handles?|is responsible for|deals? with|has|looks after) (?:what|which)\b")
SHARED = re.compile(
    r"\b(?:in common|share|shares|shared|common ground|common to|overlaps?|overlapping|both .* do|both (?:do|have)|alike|what do only)\b|^(?:and |so )?(?:which|what)\b.*\bboth (?:work|cooperate|collaborate|deal|liaise|partner)\b",
    re.IGNORECASE,
)
THE_SAME = re.compile(r"\b(?:the|one and the|one) same (?!(?:time|way|as|for)\b)\w", re.IGNORECASE)  # "do they work with the same bank?"
_BOTH_DO = re.compile(r"\bboth (?:do|have|work|cooperate|collaborate|deal|liaise|partner)\b")
_IN_COMMON = re.compile(r"\bin common\b|\bshare|\boverlap|\balike\b|\bsame\b")
UNIQUE = re.compile(
    r"\b(?:unique(?:ly)?|only .{0,40} (?:does|do|has|have) (?:that )?no (?:other|one)|no other|nobody else|no one else|none of the others?|(?:sets?|set) .{0,60} apart|special about|distinctive|peculiar to|exclusive(?:ly)? to|that (?:the )?(?:others?|other \w+) (?:do|does)(?:n't| not)|alone does|(?:it|he|she|they) alone\b|(?:(?:won['’]?t|will not|don['’]?t|do not|cannot|can['’]?t) (?:be )?(?:find|found|see|seen|get)\b.{0,30}\b(?:any other|elsewhere|anywhere else|anybody else|others))|nowhere else|different from (?:all )?(?:the )?(?:rest|others?|other \w+)|stands? out)\b",
    re.IGNORECASE,
)
_REST_LACK = re.compile(r"\b(?:the )?(?:others?|rest|other \w+(?: \w+)?) (?:lacks?|(?:do|does)(?:n't| not)|(?:has|have) not|never)\b|\bno other \w+ (?:does|do|has|have)\b")
_SO = r"(?:(?:would you say|is it (?:true|correct|right|so|the case))(?: that)? )?"
_EVERY = re.compile(
    rf"^{_SO}{_AUX} (?:all|every|each)\b(?! (?:the )?\w+ (?:that|who|which|with|supporting|dealing)\b)"
    rf"|^{_SO}(?:all|every|each)\b(?! (?:of )?(?:the |your |our )?\w+ (?:that|who|whom|which|whose|where|with|without|in|for|from|on|under|near|involved|\w+ing)\b)"
    r"|^what (?:do|does|is|are|have|has) (?:all|every|each)\b|^(?:and |so )?(?:is|are) there (?:anything|something|any (?:task|duty|thing)s?|an? (?:task|duty|thing)) (?:that |which )?(?:all|every|each)\b|\b(?:common to all|shared by all|all (?:of )?(?:the |these |them )?\w* ?(?:have|do|share)|which (?:duty|duties|task|tasks) .{0,20}(?:all|every))\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:most|fewest|least|largest|biggest|highest|smallest|lowest|longest|shortest|greatest|oldest|newest|youngest|more .{1,60} than any|less .{1,60} than any)\b|\b(?:founded|opened|started|established|set up|created|launched|began)(?: work)? (?:first|last|earliest|latest|most recently)\W*$",
    re.IGNORECASE,
)
_WHAT_MOST = re.compile(r"(?:and |so )?(?:what|which)(?:'s| is| was) (?:the|your|our|their) (?:single |very )?(?:most|largest|biggest|smallest|oldest|newest|youngest|busiest)\b")
COUNT = re.compile(
    r"\b(?:how many|(?<!phone )(?<!telephone )(?<!fax )(?<!contact )(?<!mobile )number of|(?:^|(?<=to )|(?<=me )|(?<=the )|(?<=you )|(?<=and )|(?<=please ))count (?:the|of|all)|how much of the (?:nine|\d+)|in how many)\b",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(r"(?:and |so )?(?:what|which (?:duty|duties|tasks?|functions?)) do (?:the |our |these )(?:\w+ ){1,4}(?:have in common|share)\W*$")
_HOW_OFTEN = re.compile(r"(?:and |so )?how many times\b", re.IGNORECASE)
EXCEPT = re.compile(
    r"\b(?:(?:all|every|each)(?: of)?(?: the| our| your)? \w+ but(?! (?:not|also|only|one|for)\b)|except|except for|excluding|other than|apart from|aside from|besides|but not|save for|beyond|in addition to|leaving|not counting|not including|without counting|(?:which|what|any) other|who else|like)\b",
    re.IGNORECASE,
)
_SEAT = re.compile(
    r"^(?:where (?:in \w+ \w+ |exactly )?(?:is|are|'s|(?:do|can|could|would|will|might) (?:i|we|you|one|people|visitors) (?:find|visit))|in (?:which|what) (?:city|country|town|place) (?:is|are|does)|what (?:city|country|town) (?:is|does))\b.*?(?:based|located|seat|seated|situated|sit|found|headquartered|\boffice|\?*$)",
    re.IGNORECASE,
)
EXISTS = re.compile(r"^(?:and |so |but )?(?:is|are) there (?:an?|any)\b")  # "is there an office that does not …?" asks after all that do not
ORGANISATION = frozenset(
    ["organization", "organisation", "agency", "secretariat", "institution", "company", "federation", "trust", "handbook", "document", "text", "city", "schedule", "system", "structure", "authority", "administration"]
)
_EVERYONE = re.compile(r"^(?:list|name|show me|give me|tell me) (?:me )?(?:everyone|everybody|all)\b(?: \w+){0,4} (?:who|that|which)\b|^(?:everyone|everybody)\b(?: \w+){0,4} who\b")  # "list everyone in the house who …"
_WHAT_ARE = re.compile(r"(?:and |so )?(?:what|which|who) are (?:all )?(?:the |your |our )(?:\w+ )?(?P<noun>\w+[sx]) (?:that|which|who|with|whose|\w+ing)\b")  # "what are the offices giving advice?"
_ASKED_LATER = re.compile(r"[.!;:,–—-]\s+(?:and |but |so )?(?:which|what|who|whom|where|when|how|why)\b", re.IGNORECASE)  # "Lindholm keeps boats. Which are they?"
_OPENING = 12  # characters that may stand before the unit a sentence is about ("So the ")
_BEFORE_VERB = frozenset(["office", "also", "really", "actually", "truly", "still", "already", "indeed", "always", "even", "alone"])
_PARTS = frozenset(["part", "chapter", "section", "annex", "group"])
_BELOW = frozenset(["under", "in", "of", "within", "among", "from", "below"])  # what stands before the heading of a group of units
_OTHER_BODIES = frozenset(["organization", "organizations", "organisation", "organisations", "bodies", "agencies", "institutions", "entities"])  # what units work with, more often than what they are
_ANY_UNIT = frozenset(["unit", "body", "entity", "part"])
_ANY_BODY = frozenset(["unit", "office", "team"])  # that a text counts a few of its units by it does not keep it from meaning all
_VERBS = frozenset(["does", "do", "did", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should", "may", "might", "shall", "about"])


def run_of(found: Sequence[Token], at: int, heading: Sequence[str]) -> range:
    """The words from `at` on that are a heading's, small words between them aside; empty if they are not."""
    i = at
    for stem_ in heading:
        while i > at and i < len(found) and found[i].word in STOP:
            i += 1
        if i >= len(found) or found[i].stem != stem_:
            return range(0)
        i += 1
    return range(at, i)


class Asked(Namer):
    """Tells what kind of question it is."""

    def picked(self, found: list[Token], taken: set[int], precise: bool) -> tuple[tuple[int, ...], set[int]]:
        """The units that the noun asked for picks out of all ("which directorates", "the regional desks"), none if any unit will do; and the words that only pick them.

        Args:
            found: The question's words.
            taken: Words that name units.
            precise: Whether some of several sorts on one level are told from the others.
        """
        units = self.table.corpus.units
        main_nouns = {u.noun for u in units if u.noun}
        for heading, members in self.table.groups:
            for at in range(len(found) - len(heading) + 1):
                run = run_of(found, at, heading)
                if run and taken.isdisjoint(run):
                    nouns_before = any(t.word in self.table.body_nouns | english.generic() for t in found[:at])
                    before = [t.word for t in found[:at] if t.word != "the"][-1:]
                    if nouns_before and before and before[0] in _BELOW and (found[at].capital or heading[0] in _PARTS):
                        return members, set(run)  # "the units under Readers and Public"
                    others = (
                        {t.word for t in found[run.stop + 1 : run.stop + 3]} & (self.table.body_nouns | english.generic())
                        if found[run.stop : run.stop + 1] and found[run.stop].word in {"or", "and", *map(plural, main_nouns)}
                        else set()
                    )
                    if nouns_before or others or (found[at - 1 : at] and found[at - 1].word in ("or", "and")):
                        continue  # "which units supervise a country office?", "every committee or working group"
                    after = found[run.stop].word if run.stop < len(found) else ""
                    nouns = {n for n in {units[u].noun for u in members} if n and after in (n, plural(n))}
                    if after in self.table.body_nouns | english.generic() or found[run.stop - 1].word in self.table.body_nouns | (english.generic() if len(heading) > 1 else set()):
                        return tuple(u for u in members if not nouns or units[u].noun in nouns), set(run)
        own = self.table.corpus.noun
        if own != "unit" and len(self.table.main) < len(units) and (len(self.table.main), own) in self.table.counted and any(t.word in (own, plural(own)) for i, t in enumerate(found) if i not in taken):
            return tuple(self.table.main), set()  # "which bureaux", of six that have sections
        nouns_asked = self._nouns(found, taken, precise)
        main = {units[u].noun for u in self.table.main}
        asked = {t.word for i, t in enumerate(found) if i not in taken}
        if not nouns_asked and not asked & {plural(n) for n in main if n} and any(self.table.counts_more(n) and {n, plural(n)} & asked for n in {u.noun for u in units if u.noun} - main):
            return tuple(i for i, u in enumerate(units) if u.parent is not None), set()  # "which team", where the text calls all parts of its directorates teams
        if nouns_asked and set(nouns_asked) <= self._inner:
            return tuple(i for i, u in enumerate(units) if u.parent is not None), set()
        level = [i for i, u in enumerate(units) if u.noun in nouns_asked] if nouns_asked else []
        if self.table.corpus.noun in nouns_asked:
            level = sorted({*level, *(i for i in self.table.main if not units[i].noun)})
        return tuple(level), set()

    @cached_property
    def _inner(self) -> frozenset[str]:
        """What the units within others are called, where most are called so: "sections", of bureaux that are divided into them."""
        inner = Counter(u.noun for u in self.table.corpus.units if u.parent is not None)
        return frozenset(n for n, times in inner.items() if n and times * 3 >= inner.total() * 2)

    def _nouns(self, found: list[Token], taken: set[int], precise: bool) -> tuple[str, ...]:
        """The nouns of nested units, or of some of several sorts, if just those are asked for."""
        main = {self.table.corpus.units[u].noun for u in self.table.main}
        every = {u.noun for u in self.table.corpus.units if u.noun}
        nested = {u.noun for u in self.table.corpus.units if u.parent is not None and u.noun} - main - (english.generic() - self._inner)
        sizes = Counter(self.table.corpus.units[u].noun for u in self.table.main)
        several = {n for n, size in sizes.items() if n and 1 < size < len(self.table.main)}
        asked = {t.word for at, t in enumerate(found) if at not in taken and not (t.capital and at and found[at - 1].capital and found[at - 1].word not in STOP | CUES)}  # not of "Ambulance Service"
        sorted_ = all(self.table.corpus.units[u].noun in several for u in self.table.main)
        bare = sorted_ and not taken and all(t.word in STOP | CUES | self.table.body_nouns | english.generic() or t.stem in english.light() for t in found)  # "how many branches have we got?"
        if precise and (bare or not english.generic() & asked):
            nested |= several - (_ANY_UNIT if bare else english.generic())
        nested |= {n for n in several - _ANY_BODY if (sizes[n], n) in self.table.counted}  # "our four branches", of units of many sorts
        own = self.table.corpus.noun
        unnamed = [u for u in self.table.main if not self.table.corpus.units[u].noun]
        others = {w for n in main - {"", own} if n not in _ANY_BODY or sizes[n] > 1 for w in (n, plural(n))}  # one "Trials Unit" among departments is a department, too
        if own in asked | {w[:-1] for w in asked} and ((len(self.table.main), own) in self.table.counted or own == self.table.headed):
            return ()  # "which teams", where the text calls all of them teams
        if others and len(unnamed) * 2 > len(self.table.main) and own != "unit" and {own, plural(own)} & asked and not others & asked and (own in main or (len(unnamed), own) in self.table.counted):
            return (own,)  # "the offices" of a text that has divisions, too
        if {own, plural(own)} & asked and sizes[own] * 2 < len(self.table.main):
            return ()  # "which services", in a directory of services, few of which have it in their names
        one_by_one = bool(asked & {"every", "each", "any"})  # "every board or panel"
        plain = {t.word for at, t in enumerate(found) if at not in taken and not t.capital}
        if len(listed := tuple(n for n in sorted(every) if plural(n) in asked or (one_by_one and n in plain))) > 1:
            return () if any(self.table.counts_more(n) for n in listed) else listed  # "which boards or panels"
        if found_noun := next((n for n in sorted(nested) if (n in asked or plural(n) in asked) and not self.table.counts_more(n)), ""):
            return (found_noun,)
        deeper = any(u.parent is not None for u in self.table.corpus.units)
        return (own,) if deeper and own not in ("unit", "document") and {own, plural(own)} & asked else ()  # "which directorates", where those have divisions

    def _asked_noun(self, found: list[Token], nouns: frozenset[str] | set[str], named: set[int]) -> tuple[bool, bool]:
        """Whether the question asks for one unit, or for several, by a body noun: "which office", "list the boards"."""
        singular = many = False
        for at, token in enumerate(found):
            if token.word in ("one", "ones", "you", "them", "these", "those") and at and (found[at - 1].word == "which" or (at > 1 and found[at - 1].word == "of" and found[at - 2].word in ("which", "one"))):
                singular, many = singular or token.word != "ones", many or token.word == "ones"
            if token.word not in nouns or at in named:
                continue
            before = [t.word for i, t in enumerate(found[:at]) if i not in named][-4:]
            last = max((i for i, w in enumerate(before) if w in ("which", "what", "whichever", "whose")), default=-1)
            asked = last >= 0 and not any(w in _VERBS for w in before[last + 1 :]) and before[last + 1 : last + 2] != ["the"]
            if asked and self._object(found, at, named) and not self._of_units(token.word) and not self.picked(found, named, False)[1]:
                continue
            if (
                token.word in ("part", "parts", "section", "sections")
                and token.word not in self.table.body_nouns
                and not (at + 3 < len(found) and found[at + 1].word in ("of", "in") and (found[at + 3].word in ORGANISATION | BODY_NOUNS or found[at + 2].word in ("the", "this", "your", "our")))
            ):
                continue
            if self._object(found, at, named) and token.word in _OTHER_BODIES:
                continue
            listed = any(w in ("all", "every", "each", "list", "name", "count", "many", "show", "find", "give", "enumerate", "identify", "other", "any", "of") for w in before) or not before
            is_plural = token.word.endswith(("s", "x")) and token.word not in ("corps",)
            if (asked and not is_plural) or (not is_plural and any(w in ("any", "an", "another") for w in before[-3:])):
                singular = True
            if is_plural and (asked or listed):
                many = True
            if not is_plural and any(w in ("every", "each") for w in before[-2:]):
                many = True
        spoken = " ".join(t.word for t in found)
        if (listed_by := _WHAT_ARE.match(spoken)) and listed_by.group("noun") in nouns:
            many = True
        return singular, many or (not named and bool(_EVERYONE.search(spoken)))

    def _declares(self, bare: str, found: list[Token], mentioned: list[tuple[int, int, int]]) -> bool:
        """Whether a statement about a unit is asked to be confirmed: "Lindholm keeps boats?"."""
        _, first, last = mentioned[0]
        verb = next((t for t in found[last : last + 3] if t.word not in _BEFORE_VERB | self.table.body_nouns), None)
        return bare.rstrip().endswith("?") and not _ASKED_LATER.search(bare) and found[first].start <= _OPENING and verb is not None and verb.word in self._opening_verbs and len(found) > last + 1

    @cached_property
    def _opening_verbs(self) -> frozenset[str]:
        """Verbs that open statements of the text ("provides"), and a few that open anybody's."""
        return frozenset(r.tokens[0].word for r in self.table.rows if r.size > 1 and r.tokens[0].word.endswith("s")) | {"covers", "handles", "works", "deals", "has", "is", "does", "runs", "supports", "liaises"}

    def _of_units(self, word: str) -> bool:
        """Whether several units of the text have a noun: "which committees does the Lamp Office sit on?" asks for some of them."""
        return sum(u.noun != "" and word in (u.noun, plural(u.noun)) and word not in english.generic() for u in self.table.corpus.units) > 1

    @staticmethod
    def _object(found: list[Token], at: int, named: set[int]) -> bool:
        """Whether a noun is what is asked of a named unit, not the unit asked for: "which UN bodies does Lindholm work with?"."""
        if found[at].word in _OTHER_BODIES and any(i in named for i in range(at + 1, min(at + 6, len(found)))) and not any(t.word in _VERBS for t in found[:at]):
            return True  # "list the organizations that the Lindholm office works with"
        after = next((i for i in range(at + 1, min(at + 4, len(found))) if found[i].word in _VERBS), -1)
        return after >= 0 and any(i in named for i in range(after + 1, min(after + 4, len(found)))) and not any(t.word in _VERBS for t in found[at + 1 : after])

    def _kind(
        self, folded: str, bare: str, units: tuple[int, ...], excluded: tuple[int, ...], among: tuple[int, ...], singular: bool, many: bool, asks_unit: bool, found: list[Token], mentioned: list[tuple[int, int, int]]
    ) -> Kind:
        if len(units) >= 2 and ((COMPARE.search(folded) and not asks_unit) or _WHO_WHAT.match(folded)):
            return Kind.COMPARE
        of_both = YES_NO.match(bare) is not None and _BOTH_DO.search(folded) is not None and not _IN_COMMON.search(folded)  # "do Lindholm and Torvik both sell tickets?"
        if units and SHARED.search(folded) and not of_both and (len(units) >= 2 or (asks_unit and re.search(r"\bshares?\b|in common|overlap", folded))):
            return Kind.SHARED
        if len(units) == 2 and not asks_unit and YES_NO.search(bare) and THE_SAME.search(folded):
            return Kind.SHARED
        if len(units) >= 2 and not asks_unit and (UNIQUE.search(folded) or _REST_LACK.search(folded)):
            return Kind.SHARED
        if len(units) == 1 and UNIQUE.search(folded) and not re.match(r"(?:which|who)\b", folded):
            return Kind.UNIQUE
        if (
            _EVERY.search(folded)
            and not (EXCEPT.search(folded) and not re.match(rf"{_AUX}\b|(?:which|what) (?:duty|duties|tasks?|functions?|things?)\b|what (?:do|does|is|are|have|has) (?:all|every|each)\b", folded))
            and not units
            and (many or any(t.word in self.table.body_nouns | {"everyone", "them", "those", "these", "entries", "descriptions"} for t in found[:7]))
            and not re.search(r"^(?:list|name|show|give|find|can you)\b", folded)
        ):
            return Kind.EVERY
        if not units and not excluded and _OF_GROUP.match(folded) and any(t.word in self.table.body_nouns and t.word.endswith("s") for t in found[:7]):
            return Kind.EVERY  # "what do the field desks have in common?"
        about_units = self.table.corpus.noun != "document" or re.search(r"\b(?:documents?|texts?|files?|pages?)\b", folded)  # documents about anything are not what "the most" is of
        if (
            about_units
            and _MOST.search(folded)
            and not re.search(r"\bat (?:least|most)\b", folded)
            and (
                singular
                or many
                or (_WHAT_MOST.match(folded) and any(t.word in self.table.body_nouns | english.generic() for t in found))
                or re.match(r"(?:and )?(?:who|whose|which (?:one )?(?:is|was) (?:the|your|our|their))\b", folded)
            )
            and not units
        ):
            return Kind.MOST
        if among and re.search(r"\b(?:more|less|fewer|larger|bigger|smaller|greater|higher|lower|longer|shorter|most|fewest|largest|biggest|smallest|highest|lowest)\b", folded) and asks_unit:
            return Kind.MOST
        if units and not excluded and not asks_unit and _HOW_OFTEN.match(bare):
            return Kind.WHY
        if COUNT.search(folded):
            return Kind.COUNT
        if units and _SEAT.match(folded) and not asks_unit and len(found) <= 12:
            return Kind.SEAT
        if len(units) >= 2 and re.match(r"^which\b", folded) and re.search(r"\bwhich\b.*\bwhich\b", folded):
            return Kind.LOOKUP
        if YES_NO.search(bare) and not re.match(r"^(?:is|are|does|do) (?:you|there (?:a|any|an) (?:\w+ )?(?:office|unit))", folded):
            return Kind.YES_NO if units or not (singular or many or asks_unit) or re.match(rf"^{_AUX}\b", folded) else (Kind.LIST if many else Kind.REVERSE)
        if units and not asks_unit and self._declares(bare, found, mentioned):
            return Kind.YES_NO
        if units and not excluded and WHY.search(bare) and not (singular or many):
            return Kind.WHY
        if not units and ASKS_MEMBERS.match(folded):
            return Kind.LOOKUP
        if many:
            return Kind.LIST
        if asks_unit and not (units and not singular and re.search(r"\b(?:with whom|whom)\b|\bwho (?:does|do|did|is|are|was|were)\b", folded) and not excluded):
            return Kind.REVERSE
        if units:
            return Kind.LOOKUP
        # no unit and no "which office": a fragment asks for the owner; a full question may ask for anything
        if re.match(
            r"^(?:what|when|where|how|why|at what|by what|on what|in what|to what|from what|until when|by when|(?:(?:in|on|by|since|until|from) )?(?:which|what) (?:year|month|day|date)s? (?:was|were|is|are))\b", folded
        ):
            return Kind.LOOKUP
        return Kind.REVERSE
