"""Questions that the text answers, made from the text. Each was answered before it is shown."""

from collections.abc import Iterator

from corpus.words import plural
from qa import places
from qa.answer import Grade
from qa.chat import Chatbot, Engine
from qa.names import HEAD, names_in
from qa.respond import called
from qa.tokens import tokens

_WANTED = 6


def _candidates(engine: Engine) -> Iterator[str]:
    table = engine.table
    noun = table.corpus.noun
    owners: dict[str, set[int]] = {}
    for row in table.rows:
        if row.unit is not None:
            for name in names_in(table, row.number):
                if (2 <= len(name.split()) <= 6 or name.isupper()) and "(" not in name and HEAD.search(name) and not places.find(tokens(name), name):
                    owners.setdefault(name, set()).add(row.unit)
    named: dict[int, list[str]] = {}
    for name, holders in owners.items():
        if len(holders) == 1:
            named.setdefault(next(iter(holders)), []).append(name)
    units = table.main
    if not units:
        return
    half = len(units) // 2
    yield f"What does {called(table, units[0])} do?"
    for unit in (*units[half:], *units[:half]):
        for name in named.get(unit, ())[:2]:
            yield f"Which {noun} works with {_article(name)}?"
            break
    if len(units) > 1:
        yield f"Compare {called(table, units[0])} and {called(table, units[1])}"
        yield f"How many {plural(noun)} are there?"
        yield f"What is unique to {called(table, units[-1])}?"
    for unit in units[1:]:
        yield f"What does {called(table, unit)} do?"


def _article(name: str) -> str:
    return name if name.isupper() or name.startswith("The ") else f"the {name}"


def suggestions(bot: Chatbot, count: int = _WANTED) -> tuple[str, ...]:
    """Up to `count` questions of different kinds, each of which is answered from the text."""
    found: list[str] = []
    kinds: dict[str, int] = {}
    for question in _candidates(bot.engine):
        kind = question.split()[0]
        if kinds.get(kind, 0) >= 2:
            continue
        if bot.answer(question).grade in (Grade.STATED, Grade.INFERRED):
            found.append(question)
            kinds[kind] = kinds.get(kind, 0) + 1
        if len(found) == count:
            break
    return tuple(found)
