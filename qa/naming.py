"""Which units a question names, in full, by a part with their noun, or by where they sit."""

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, plural, stem, words
from qa import english
from qa.spelling import Speller
from qa.table import Token, has_run


class Namer(Speller):
    """Finds the units that a question names."""

    def mentions(self, found: list[Token], *, loose: bool) -> list[tuple[int, int, int]]:
        """(unit, first token, past last token) of the units named, in order; `loose` takes a name without its noun."""
        taken: set[int] = set()
        result: list[tuple[int, int, int]] = []
        generic = self.table.body_nouns | english.generic() | BODY_NOUNS
        for mention in self.table.mentions:
            size = len(mention.words)
            for at in range(len(found) - size + 1):
                span = range(at, at + size)
                if taken & set(span) or tuple(t.word for t in found[at : at + size]) != mention.words:
                    continue
                near = {found[i].word for i in (at - 2, at - 1, at + size, at + size + 1) if 0 <= i < len(found)}
                unit = self.table.corpus.units[mention.unit]
                bound = bool(near & ({unit.noun, plural(unit.noun)} if unit.noun else generic))
                free = loose and unit.noun and (size > 1 or (found[at].capital and at > 0))
                if not mention.alone and not bound and not free and not (not unit.noun and self._seated(found, at, generic)):
                    continue
                if not unit.noun and self._inside_name(found, at, at + size):
                    continue
                result.append((mention.unit, at, at + size))
                taken |= set(span)
        result += self._partial(found, taken)
        return sorted(set(result), key=lambda r: r[1])

    @staticmethod
    def _seated(found: list[Token], at: int, nouns: frozenset[str] | set[str]) -> bool:
        """Whether a seat's country stands for the unit: "the office in …", "the office that sits in …"."""
        before = [t.word for t in found[max(0, at - 5) : at]]
        return bool(before) and before[-1] in ("in", "of", "from", "at") and any(w in nouns and not w.endswith("s") for w in before) and not any(w in ("which", "what", "any", "an", "covers", "cover") for w in before)

    def _partial(self, found: list[Token], taken: set[int]) -> list[tuple[int, int, int]]:
        """Units named by their noun and part of their name: "the registration office", "the markets board"."""
        result: list[tuple[int, int, int]] = []
        general = {"people", "team", "folks", "staff", "guys", "unit", "office", "department"}
        for at, token in enumerate(found):
            if at in taken or (token.word not in BODY_NOUNS and token.word not in general):
                continue
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
                    right < len(found) and right not in taken and (found[right].stem in wanted or (found[right].word in ("of", "for", "on", "and", "the") and any(t.stem in wanted for t in found[right + 1 : right + 3])))
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
                    result.append((number, left, right))
                    taken |= set(range(left, right))
        return result

    def _inside_name(self, found: list[Token], first: int, last: int) -> bool:
        """Whether a unit's short name stands inside a longer name that the text has ("World Ferry Office in Lindholm")."""
        outer = [t.stem for t in found[max(0, first - 4) : first] if t.word not in STOP]
        if len(outer) < 2:
            return False
        inner = [t.stem for t in found[first:last]]
        wanted = (*outer[-2:], *inner)
        return any(has_run(row.sequence, wanted) for row in self.table.rows)
