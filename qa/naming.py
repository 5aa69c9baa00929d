"""What a question names: units, in full or by a part with their noun, and other bodies, which the text has or lacks."""

import re
from functools import cached_property
from itertools import pairwise

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, plural, stem, words
from index.encoder import Encoder
from qa import english, places
from qa.mentions import DEPUTIES, NamedUnits
from qa.names import HEAD, cut
from qa.places import Place
from qa.shortened import shortened
from qa.spelling import CUES, Speller
from qa.table import Table, has_run, row_capitals
from qa.tokens import Token, related, tokens

_PEOPLE = frozenset(["folk", "folks", "people", "team", "colleagues", "guys", "staff", "crew", "lot"])  # words for those who work in a unit
_LINKS = frozenset(["in", "of", "at", "for", "the", "from", "our", "your", "on"])  # what may stand between a unit's noun and its name
_ARTICLES = frozenset(["a", "an", "or", "at", "by", "from", "with", "as"])  # with the joining words, what title case leaves in lower case
_NAME_JOINERS = frozenset(["of", "the", "for", "and", "on", "in", "to"])  # what a name may hold besides its capitalised words


_STATE = frozenset(["ministry", "government", "parliament", "embassy", "senate"])  # bodies of a country, where no unit is one: "the ministry of Norway" is no office that sits there
_KIND_AFTER = frozenset(["which", "what", "any", "every", "each", "no", "another"])  # what asks for one of a sort


class Namer(Speller):
    """Finds the units and other names in a question."""

    def __init__(self, table: Table, encoder: Encoder, named: NamedUnits) -> None:
        super().__init__(table, encoder)
        self.names_of_units = named

    def mentions(self, found: list[Token], *, loose: bool) -> list[tuple[int, int, int]]:
        """(unit, first token, past last token) of the units named, in order; `loose` takes a name without its noun."""
        taken: set[int] = set()
        result: list[tuple[int, int, int]] = []
        generic = self.table.body_nouns | english.generic() | BODY_NOUNS
        spelled = tuple(t.word.lower() for t in found)
        for mention in self.names_of_units.mentions:
            size = len(mention.words)
            for at in range(len(found) - size + 1):
                span = range(at, at + size)
                if taken & set(span) or spelled[at : at + size] != mention.words:
                    continue
                if at and found[at - 1].word in DEPUTIES and not self.table.corpus.units[mention.unit].noun:
                    continue  # "the Deputy Registrar"
                if set(mention.words) <= STOP and (not found[at].capital or at == 0):
                    continue  # "IT" is a department, "it" is not
                near = {found[i].word for i in (at - 2, at - 1, at + size, at + size + 1) if 0 <= i < len(found)}
                if not mention.alone and at > 1 and found[at - 1].word not in _LINKS and found[at - 1].word not in generic:
                    near.discard(found[at - 2].word)  # "which office supports Norway": the country, not the office that sits there
                unit = self.table.corpus.units[mention.unit]
                holds = size > 1 and at + size < len(found) and found[at + size].word in {plural(n) for n in generic} and any(u.parent == mention.unit for u in self.table.corpus.units)
                bound = holds or bool(near & ({unit.noun, plural(unit.noun)} if unit.noun else generic))
                within = any(0 <= i < len(found) and found[i].capital and found[i].word not in STOP | generic for i in (at - 1, at + size))  # "Financial Intelligence Bureau": no Intelligence desk
                free = loose and unit.noun and (size > 1 or (found[at].capital and at > 0 and not within))
                if not mention.alone and not bound and not free and not (not unit.noun and self._seated(found, at, generic)):
                    continue
                if not unit.noun and (self._inside_name(found, at, at + size) or (size == 1 and tuple(words(unit.name)) == mention.words and self._common(found, at, generic))):
                    continue
                result.append((mention.unit, at, at + size))
                taken |= set(span)
        result += self._partial(found, taken)
        return sorted(set(result), key=lambda r: r[1])

    @staticmethod
    def _common(found: list[Token], at: int, nouns: frozenset[str] | set[str]) -> bool:
        """Whether a word of everyday English that is also a unit's name stands among others as itself: "our data protection officer", no Data team."""
        if found[at].word not in english.dictionary():
            return False
        beside = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
        if found[at].capital and at:
            return at + 1 < len(found) and found[at + 1].capital and found[at + 1].word not in nouns | STOP
        return any(t.word not in STOP | CUES | nouns | _PEOPLE and t.stem not in english.light() for t in beside)

    def _seated(self, found: list[Token], at: int, nouns: frozenset[str] | set[str]) -> bool:
        """Whether a seat's country stands for the unit: "the office in …", "the office that sits in …"."""
        before = [t.word for t in found[max(0, at - 5) : at]]
        nouns = (nouns - (_STATE - {u.noun for u in self.table.corpus.units})) | _PEOPLE | {"one"}
        return (
            bool(before)
            and before[-1] in ("in", "of", "from", "at")
            and any(w in nouns and (not w.endswith("s") or w in _PEOPLE) for w in before)
            and not any(w in ("which", "what", "any", "an", "covers", "cover") for w in before)
        )

    def _partial(self, found: list[Token], taken: set[int]) -> list[tuple[int, int, int]]:
        """Units named by their noun and part of their name: "the registration office", "the markets board"."""
        result: list[tuple[int, int, int]] = []
        general = {"people", "team", "folks", "staff", "guys", "unit", "office", "department"}
        for at, token in enumerate(found):
            asks = at and found[at - 1].word in ("which", "what") and not token.capital
            if at in taken or (token.word not in general and token.word not in {u.noun for u in self.table.corpus.units}):
                continue  # another sort of body ("the ministry of water") is none of the units
            nouns = {token.word} if token.word in {u.noun for u in self.table.corpus.units} else {u.noun for u in self.table.corpus.units if u.noun}
            best: list[tuple[int, int, int, int]] = []
            for number, unit in enumerate(self.table.corpus.units):
                if not unit.noun or unit.noun not in nouns:
                    continue
                wanted = {stem(w) for w in words(unit.name) if w not in STOP and w != unit.noun}
                if token.word in general - {"unit", "office", "department"}:  # "how many people work in …" names no Works Desk
                    wanted -= english.light()
                left, right = at, at + 1
                hits: set[str] = set()
                while left and (left - 1) not in taken and (found[left - 1].stem in wanted or (found[left - 1].word in ("and", "of", "the", "for") and left > 1 and found[left - 2].stem in wanted)):
                    left -= 1
                    hits |= {found[left].stem} & wanted
                while (
                    not asks
                    and right < len(found)
                    and right not in taken
                    and (found[right].stem in wanted or (found[right].word in ("of", "for", "on", "and", "the") and any(t.stem in wanted for t in found[right + 1 : right + 3])))
                ):
                    hits |= {found[right].stem} & wanted
                    right += 1
                if hits:
                    best.append((len(hits), number, left, right))
            if best:
                top = max(b[0] for b in best)
                winners = [b for b in best if b[0] == top]
                if len(winners) == 1:
                    _, number, left, right = winners[0]
                    if left and found[left - 1].word in _KIND_AFTER and not any(t.capital for t in found[left:right]):
                        continue  # "which border office": a sort of them
                    result.append((number, left, right))
                    taken |= set(range(left, right))
        return result

    def _inside_name(self, found: list[Token], first: int, last: int) -> bool:
        """Whether a unit's short name stands inside a longer name that the text has ("World Ferry Office in Lindholm")."""
        outer = [t.stem for t in found[max(0, first - 4) : first] if t.word not in STOP]
        sorts = {stem(w) for w in self.table.modifiers | self.table.body_nouns | english.generic()}
        if len(outer) < 2 or sorts.issuperset(outer[-2:]) or found[first - 1].word in ("and", "or", "nor", "versus", "vs"):
            return False
        inner = [t.stem for t in found[first:last]]
        wanted = (*outer[-2:], *inner)
        own = ([t for t in row.tokens[: row.size] if t.word not in STOP] for row in self.table.rows_with(wanted))
        runs = (run[i : i + len(wanted)] for run in own for i in range(len(run) - len(wanted) + 1))
        return any(all(t.capital for t in run) and tuple(t.stem for t in run) == wanted for run in runs)

    def _title_at(self, found: list[Token], at: int, named: set[int], text: str) -> int:
        """How many words from `at` on are a name that the text has in just this order ("United Nations Office"); 0 if none."""
        if at == 0 or not found[at].capital or found[at].word in STOP or all(t.capital for t in found if t.word not in _NAME_JOINERS | _ARTICLES):
            return 0
        most = len(found)
        for length in range(min(8, len(found) - at), 1, -1):
            run = found[at : at + length]
            if (
                length > most
                or named & set(range(at, at + length))
                or not run[-1].capital
                or run[-1].word in STOP
                or any(b.start - a.end > 1 for a, b in pairwise(run))
                or not all(t.capital or t.word in _NAME_JOINERS for t in run)
                or sum(t.capital for t in run) < 2
            ):
                continue
            wanted = tuple(t.stem for t in run if t.word not in STOP)
            if run[-1].word in self.table.body_nouns and all(t.word in self.table.modifiers for t in run[:-1]):
                continue  # "the field stations": the units themselves
            if any(t.word == "and" for t in run) and self._are_two(run, wanted, text):
                most = max(i for i, t in enumerate(run) if t.word == "and")
                continue
            if len(wanted) > 1 and self.table.rows_with(wanted):
                return length
        return 0

    def _are_two(self, run: list[Token], wanted: tuple[str, ...], text: str) -> bool:
        """Whether a run of words with "and" is two names: by their nouns, or because the text has the second elsewhere without the first."""
        if len(cut(text[run[0].start : run[-1].end])) > 1:
            return True
        last = max(i for i, t in enumerate(run) if t.word == "and")
        second = tuple(t.stem for t in run[last + 1 :] if t.word not in STOP)
        return len(second) > 1 and any(not has_run(row.sequence, wanted) for row in self.table.rows_with(second))

    @cached_property
    def _names(self) -> list[frozenset[str]]:
        """The stems of each run of capitalised words in the text, joining words between them left out."""
        found: set[frozenset[str]] = {frozenset(t.stem for t in tokens(u.name)) for u in self.table.corpus.units}

        def keep(run: list[Token], text: str) -> None:
            while run and not run[-1].capital:
                run.pop()
            if run:
                whole = text[run[0].start : run[-1].end]
                parts = cut(whole)
                if " and the " not in whole:
                    parts = [*parts, whole]  # "Community of A and B States" may be one name
                found.update(frozenset(t.stem for t in tokens(part) if t.capital) for part in parts)

        for document in self.table.corpus.documents:
            run: list[Token] = []
            for token in self.table.document_tokens[document.path]:
                broken = run and re.search(r"[,;:.()]", document.text[run[-1].end : token.start]) is not None
                if broken or not (token.capital or token.word in _NAME_JOINERS):
                    keep(run, document.text)
                    run = []
                if token.capital or (run and token.word in _NAME_JOINERS):
                    run.append(token)
            keep(run, document.text)
        return [f for f in found if len(f) > 1]

    def _strange_name(self, found: list[Token], at: int, taken: set[int], named: list[Place], other_forms: set[tuple[str, ...]], text: str) -> int:
        """How many words from `at` on are a body's name that the text has nowhere, though it may have its words ("World Bank"); 0 if none.

        Args:
            found: The question's words.
            at: Where to look.
            taken: Words that name units.
            named: The places in the question.
            other_forms: What the first word stands for, if it is an acronym.
            text: The question.
        """
        if found[at].word in STOP or found[at].word in CUES:
            return 0
        titled = any(not t.capital and t.word not in STOP for t in found[1:])  # else capitals tell nothing
        small = not any(t.capital for t in found[1:])  # somebody who writes all in small letters
        end = at
        while end < len(found) and end not in taken and (end == at or not re.search(r"[^\w\s'’&.-]", text[found[end - 1].end : found[end].start])):
            joins = end > at and found[end].word in _NAME_JOINERS - {"in", "to"}
            capital = titled and found[end].capital and found[end].word not in CUES
            if not capital and not joins and not (small and not found[at].capital and self._only_in_names(found[end])):
                break
            end += 1
        while end > at and found[end - 1].word in STOP:
            end -= 1
        if self._has_name(found[at:end], other_forms):
            return 0
        after = next((i for i in range(at, end) if found[i].word == "of"), end) + 1
        if len(tail := tuple(t.stem for t in found[after:end] if t.word not in STOP)) > 1 and self.table.rows_with(tail):
            return 0  # "secretariats of the Northern Union", where the text has the Northern Union
        if end - at > 2 and HEAD.fullmatch(found[at].word) and found[at + 1].word in ("on", "in", "for"):
            return 0  # "represents the Ministry on the LB board"
        end = next((i for i in range(at, end) if found[i].word == "and"), end)  # "and" may stand between two names
        run = [t for t in found[at:end] if t.word not in STOP]
        if len(run) < 2 or not any(HEAD.fullmatch(t.word) for t in run) or any(p.first <= at and end <= p.last for p in named) or self._has_name(run, other_forms):
            return 0
        proper = any(self._only_in_names(t) for t in run) or any(HEAD.fullmatch(t.word) and t.stem not in self.table.frequency for t in run)
        return end - at if proper else 0

    def has_name(self, name: str) -> bool:
        """Whether the text names something by these words."""
        return self._has_name(tokens(name), set())

    def _has_name(self, run: list[Token], other_forms: set[tuple[str, ...]]) -> bool:
        """Whether one name of the text has all words of a run, or a statement has them in a row."""
        own = tuple(t.stem for t in run if t.word not in STOP)
        forms = [own, *(form + own[1:] for form in other_forms)]
        return any(any(all(any(related(s, x) for x in name) for s in stems) for name in self._names) or self.table.rows_with(stems) for stems in forms)

    def _only_in_names(self, token: Token) -> bool:
        """Whether the text has a word, and always with a capital."""
        uses = [t for row in self.table.rows_having(token.stem) for t in row.tokens[1:] if t.stem == token.stem]  # a statement's first word has a capital anyway
        return bool(uses) and all(t.capital for t in uses) and token.word not in self.table.body_nouns

    def _is_name(self, token: Token) -> bool:
        """A capitalised word is a name unless the text has it in lower case."""
        if any(places.adjectival(token.stem, s) for s in places.region_stems()):
            return False  # "European", "Asian": an adjective, not somebody's name
        return not any(t.word == token.word and not t.capital for row in self.table.rows_having(token.stem) for t in row.tokens)

    @cached_property
    def _short_names(self) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
        """The names that the text gives in full and shortens: stems → those of the short forms."""
        known = {stem(w) for u in self.table.corpus.units for w in words(u.name)} | {stem(w) for w in self.table.self_names}
        return shortened(((d.text, self.table.document_tokens[d.path]) for d in self.table.corpus.documents), known) if self.table.corpus.noun != "document" else {}

    def _name_at(self, found: list[Token], at: int, text: str) -> tuple[int, set[tuple[str, ...]]]:
        """A name with other forms from `at` on: how many words, and the other forms; (0, ∅) if none."""
        for length in range(min(12, len(found) - at), 0, -1):
            run = found[at : at + length]
            if (run[0].word in STOP and not text[run[0].start : run[0].end].isupper()) or (run[-1].word in STOP and length > 1):
                continue
            key = tuple(t.stem for t in run if t.word not in STOP or length == 1)
            others: set[tuple[str, ...]] = set()
            joined = " ".join(key)
            raw = text[run[0].start : run[-1].end]
            if joined in self.table.aliases and (length > 1 or raw.isupper() or run[0].word not in english.known_words()):
                others |= self.table.aliases[joined]
            others |= self._short_names.get(key, set())
            if length == 1 and 2 <= len(run[0].word) <= 10 and run[0].word.isalpha():
                word = run[0].word
                known = (word in self.table.vocabulary or word in self.table.body_nouns or run[0].stem in self.table.frequency) and not raw.isupper()
                if (raw.isupper() and len(raw) > 1) or (not known and not self.encoder.is_word(word)) or (word in self.table.acronyms) or (joined in self.table.aliases and not known):
                    others |= self.table.expand(word)
                    if word.endswith("s") and len(word) > 3:
                        others |= self.table.expand(word[:-1])
                        others |= {(stem(word[:-1]),)} if word[:-1] in self.table.vocabulary else set()
            elif (
                length >= 3
                and (run[0].capital or not any(t.capital for t in run))
                and ((run[0].capital and length == sum(t.capital or t.word in STOP for t in run)) or run[0].stem not in english.light())
                and not any((t.word in CUES and not t.capital) or (t.word in STOP and t.word not in _NAME_JOINERS) for t in run)
            ):
                initials = "".join(t.word[0] for t in run if t.word not in STOP)
                for candidate in (initials, initials + "s"):
                    written_out = self.table.acronyms.get(candidate)  # what the text writes out stands for nothing else
                    if (
                        len(initials) >= 3
                        and (not written_out or key in written_out)
                        and any(t.word == candidate and row_capitals(self.table, row.number, t) for row in self.table.rows_having(stem(candidate)) for t in row.tokens)
                    ):
                        others.add((stem(candidate),))
                # a name that the text writes out and abbreviates
                for acronym, forms in self.table.acronyms.items():
                    if key in forms:
                        others.add((stem(acronym),))
            if others:
                return length, others
        return 0, set()
