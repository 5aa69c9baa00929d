"""A question, read: what is asked, of whom, and what is left to find."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.places import Place

MAX_CHARACTERS = 1000  # a longer question is answered in words: too long


class Kind(StrEnum):
    """What is asked for."""

    LOOKUP = "look-up"  # something about a unit, or about anything
    REVERSE = "reverse look-up"  # which unit, who
    LIST = "list"  # which units, all of them
    COUNT = "count"
    YES_NO = "yes or no"
    WHY = "premise"  # why, how come, since when: takes something for granted
    COMPARE = "comparison"
    SHARED = "in common"
    UNIQUE = "unique to"
    EVERY = "said of all"
    MOST = "most or fewest"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Term:
    """Something the answering statement should have.

    Attributes:
        text: As the question has it.
        stems: Ways to say it, each a sequence of stems that must stand together; the first is the question's own.
        start: Offset in the question.
        end: Past its last character.
        light: Whether it carries little of what is asked.
        name: Whether it is a proper name: what lacks it does not answer.
        place: The place it names, if it does.
        verb: Whether it is the main verb of a question for the owner of a duty: what lacks it may still answer.
        unknown: Whether it is a proper name that the text has nowhere: nothing answers a question for it.
        aside: Whether it was said before the question proper, to set the scene: what lacks it may still answer.
        unit: The unit it names, where a question for other units, or about another one, names it ("who works with the Legal Service?").
        capital: Whether it is one word, quoted with its capital: the text must have it so ('names with a "Process"', not "processes").
    """

    text: str
    stems: tuple[tuple[str, ...], ...]
    start: int
    end: int
    light: bool = False
    name: bool = False
    place: Place | None = None
    verb: bool = False
    unknown: bool = False
    aside: bool = False
    unit: int | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read.

    Attributes:
        text: The question as understood, spelling corrected.
        kind: What is asked for.
        units: The units it names, in order.
        objects: The units that are not what it asks about but what is looked for in what is said of others; each has its term.
        excluded: The units it sets aside ("other than …").
        among: The units it is limited to, empty for all.
        terms: What is left to find.
        negated: Whether it asks for those of which it is not said.
        fewest: Whether the smallest is asked for.
        plural: Whether several answers are expected.
        places: The places it names outside unit names.
        level: The units that the noun asked for picks out ("which directorates"), none if any unit will do.
        asks: The answer type: "person", "time", "amount", "place" or "".
        general: Whether it asks about the units as such ("the field stations").
        corrected: Spelling corrections, as (typed, read).
    """

    text: str
    kind: Kind
    units: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    among: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()
    negated: bool = False
    fewest: bool = False
    plural: bool = False
    places: tuple[Place, ...] = ()
    level: tuple[int, ...] = ()
    asks: str = ""
    general: bool = False
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def named(self) -> tuple[int, ...]:
        """The units it names, but for those set aside."""
        return (*self.units, *self.objects)

    @property
    def heavy(self) -> tuple[Term, ...]:
        """The terms that carry what is asked; those that only set the scene where there are no others."""
        solid = tuple(t for t in self.terms if not t.light)
        return tuple(t for t in solid if not t.aside) or solid


def tidy(question: str) -> str:
    """A question on one line: markup tags and control characters out, white space collapsed."""
    text = re.sub(r"<[^<>]{0,200}>", " ", question)
    text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())
