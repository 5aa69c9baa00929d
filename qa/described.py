"""Bodies that a question describes instead of naming: by what everyone knows they are about, or by who is in them."""

import re
from functools import lru_cache

from corpus.words import STOP, stem, words
from qa import places
from qa.english import data, groupings
from qa.places import Area
from qa.table import Table
from qa.tokens import Token, tokens

Spot = tuple[int, int]
_ACRONYM_LENGTH = 7  # characters up to which a name in capitals must stand in capitals
_MIN_NAMED = 2  # countries by which a body is described
_OF = re.compile(
    r"(?:\b(?:the|a) (?:[a-z-]+ ){0,2}|\b)(?:club|bloc|grouping|union|alliance|organi[sz]ation|pact|league) (?:of|between|uniting|joining) (?:the )?(?:countries|states|nations)?(?: like| such as|,)?(?: the)?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|and|or|&|,\s*and)(?: the)?\s*", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:[?.,;:!)]|$|(?:about|on|with|for|in|at|and|or|when|which|that)\b)", re.IGNORECASE)  # what may follow the last member
_REST = re.compile(r"(?:,? and (?:all |some of )?(?:their|its|the|other) (?:neighbou?rs?|neighbou?ring (?:countries|states)|others)|,? and (?:so on|others|the like|the rest))\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def told_by(table: Table) -> dict[str, dict[int, Spot]]:
    """Words that tell what the bodies that a text names are about: stem → the statements that name such a body, by number, and where they do."""
    found: dict[str, dict[int, Spot]] = {}
    for body in data("bodies.json")["bodies"]:
        spots = _named(table, body["names"])
        for word in body["about"] if spots else ():
            found.setdefault(stem(word), {}).update(spots)
    return found


def _named(table: Table, names: list[str]) -> dict[int, Spot]:
    """The statements that name a body, by number, and where; an acronym counts in capitals alone."""
    found: dict[int, Spot] = {}
    for name in names:
        wanted = [w for w in words(name) if w not in STOP or len(words(name)) == 1]
        exact = name.isupper() and len(name) <= _ACRONYM_LENGTH
        for row in table.rows_with(tuple(stem(w) for w in wanted)):
            own = [t for t in row.tokens[: row.size] if t.word not in STOP]
            for at in range(len(own) - len(wanted) + 1):
                if [t.word for t in own[at : at + len(wanted)]] == wanted and (not exact or table.text(row.number).startswith(name, own[at].start)):
                    found.setdefault(row.number, (own[at].start, own[at + len(wanted) - 1].end))
    return found


def by_members(text: str, table: Table) -> str:
    """A question in which the name of the smallest grouping that the text names replaces its description by members ("the club of India, Pakistan and their neighbours")."""
    found: list[Token] = tokens(text)
    named = [p for p in places.find(found, text) if p.kind == "country"]
    runs: list[list[places.Place]] = []
    for place in named:
        if runs and _BETWEEN.fullmatch(text[runs[-1][-1].end : place.start]):
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in reversed(runs):
        opened = _OF.search(text[: run[0].start])
        codes = {c for p in run for c in p.codes}
        if len(run) < _MIN_NAMED or not opened:
            continue
        candidates = sorted((a for a in places.known_areas().values() if a.kind == "grouping" and codes <= a.members | a.sometimes and _name_in(a, table)), key=lambda a: (len(a.members), a.name))
        if candidates:
            rest = _REST.match(text, run[-1].end)
            if not _CLOSES.match(text, rest.end() if rest else run[-1].end):
                continue
            return f"{text[: opened.start()].rstrip()} {_name_in(candidates[0], table)}{text[rest.end() if rest else run[-1].end :]}".strip()
    return text


def _name_in(area: Area, table: Table) -> str:
    """The name of a grouping that the text uses; "" if it uses none."""
    return next((n for g in groupings() if g["name"] == area.name for n in (g["name"], *g["aliases"]) if _named(table, [n])), "")
