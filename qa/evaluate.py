"""Scores answers against question sets with a key: by category, with the failures of the half that may be looked at."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.bodies import BODY_NOUNS
from corpus.errors import RolecallError
from corpus.words import fold
from qa.answer import Answer
from qa.chat import Chatbot
from qa.table import Table

_WHOLE_SET = "exact"


class QuestionError(RolecallError):
    """A question file cannot be read."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its key; `tests/questions/README.md` tells the keys of `expect`."""

    id: str
    category: str
    question: str
    history: tuple[str, ...]
    expect: dict[str, Any]

    @property
    def held_out(self) -> bool:
        """Whether the case belongs to the half that nobody tunes on: decided by a hash of its id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Result:
    """One case, answered and judged; `faults` is empty if it is right."""

    case: Case
    answer: Answer
    faults: tuple[str, ...]


def load(paths: Iterable[Path]) -> list[Case]:
    """Reads question files (JSON Lines).

    Raises:
        QuestionError: Naming the file and line that cannot be read.
    """
    cases = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise QuestionError(f"{str(path)!r} cannot be read ({error}). Name a JSON Lines file of questions.") from None
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                if not isinstance(data, dict) or not isinstance(data.get("question"), str) or not isinstance(data.get("expect") or {}, dict):
                    raise TypeError("question must be text and expect an object")
                history = tuple(h if isinstance(h, str) else h["content"] for h in data.get("history") or () if isinstance(h, str) or h.get("role") == "user")
                cases.append(Case(str(data["id"]), str(data.get("category", "")), data["question"], history, data.get("expect") or {}))
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionError(f"{str(path)!r}, line {number}, is no question ({error}). Each line needs id, question and expect.") from None
    return cases


_WITHIN = re.compile(r" \(in (?:[^()]|\([^()]*\))*\)")  # "Ferry Desk (in Harbour Office)"


def _flat(text: str) -> str:
    return fold(text)


def _bare(name: str) -> str:
    """A name, folded, without its article and what stands in brackets behind it: an acronym or a seat."""
    return fold(re.sub(r"\s*\([^()]*\)$", "", name)).removeprefix("the ")


def named_units(answer: Answer, table: Table, units: Iterable[int]) -> set[str]:
    """The units, of some, that an answer's own words name; of all levels if some lie within others, which brackets then tell."""
    units = list(units)
    nested = any(table.corpus.units[u].parent is not None for u in units)
    heads = [re.split(r": ", fold(line), maxsplit=1)[0] for line in answer.text.split("\n") if not line.startswith("(")]
    if nested:
        heads = [_WITHIN.sub("", head) for head in heads]
    found = set()
    for unit in units:
        name, short = fold(table.name(unit)), fold(table.short(unit))
        if any(re.search(rf"(?<![\w-])(?:{re.escape(name)}|{re.escape(short)})(?!\w)", h) for h in heads):
            found.add(table.name(unit))
    return found


def _holding(key: str, table: Table) -> str:
    """The one unit whose longer name has a key's words ("Office for the Lindholm Coast": "Lindholm Coast"); the key itself if there is none, or several."""
    nouns, own = "|".join(sorted(BODY_NOUNS)), re.escape(_bare(key))
    around = re.compile(rf"(?:\w+ ){{0,2}}(?:{nouns}) (?:for|of|in|at) (?:the )?{own}(?: [–-] .+)?|{own} (?:\w+ )?(?:{nouns})|.+ [–-] {own}|{own} [–-] .+")
    found = [table.name(n) for n in range(len(table.corpus.units)) if around.fullmatch(fold(table.name(n)))]
    return found[0] if len(found) == 1 else key


def cited_units(answer: Answer, table: Table) -> list[tuple[str, ...]]:
    """The units whose statements are cited, by citation number: each the unit itself, or all of which the passage is, and those around it, () for none."""
    found: list[tuple[str, ...]] = []
    for citation in answer.citations:
        index = next(i for i, d in enumerate(table.corpus.documents) if d.path == citation.document)
        units = list(dict.fromkeys(s.unit for s in table.corpus.statements if s.document == index and s.span.start <= citation.start < s.span.end and s.unit is not None))
        chain: list[str] = []
        for unit in units or [u for u in (*table.main, *range(len(table.corpus.units))) if fold(table.name(u)) == fold(citation.quote)][:1]:  # several, where a sentence is of all of them
            above: int | None = unit
            while above is not None:
                chain.append(table.name(above))
                above = table.corpus.units[above].parent
        found.append(tuple(chain))
    return found


def judge(case: Case, answer: Answer, table: Table) -> Result:
    """Compares an answer with its key."""
    expect = case.expect
    faults: list[str] = []
    if expect.get("grade") and answer.grade.value not in expect["grade"]:
        faults.append(f"grade {answer.grade.value}, not {'/'.join(expect['grade'])}")
    known: dict[str, str] = {}
    for way in (lambda n: _bare(n.partition(",")[0]), _bare, lambda n: fold(n).removeprefix("the "), fold):  # "Northern Bureau, Oslo" by what stands before the place; the whole name goes before its parts
        ways = Counter(way(u.name) for u in table.corpus.units)
        known |= {way(u.name): u.name for u in table.corpus.units if ways[way(u.name)] == 1}
    wanted = [known.get(fold(u)) or known.get(fold(u).removeprefix("the ")) or known.get(_bare(u)) or _holding(u, table) for u in expect.get("units") or []]
    match = expect.get("match", "lead")
    cited = cited_units(answer, table)
    if wanted and answer.grade.value != "not_stated":
        if match == _WHOLE_SET:
            asked = {table.name(u) for u in table.main if re.search(rf"(?<!\w){re.escape(fold(table.short(u)))}(?!\w)", fold(case.question))}
            outermost = {table.name(u) for u in table.main}
            named = named_units(answer, table, table.main if set(wanted) <= outermost else range(len(table.corpus.units)))
            if named - (asked - set(wanted)) != set(wanted):
                faults.append(f"units {sorted(named)}, not {sorted(wanted)}")
        elif match == "include":
            if missing := set(wanted) - {name for chain in cited for name in chain}:
                faults.append(f"does not cite {sorted(missing)}")
        elif not cited or not set(cited[0]) & set(wanted):
            faults.append(f"leads with {cited[:1]}, not {wanted}")
    whole = _flat(answer.text + " " + " ".join(c.quote for c in answer.citations))
    for entry in expect.get("says") or []:
        if not any(_flat(option) in whole for option in str(entry).split("|")):
            faults.append(f"does not say {entry!r}")
    for entry in expect.get("text_says") or []:
        if not any(re.search(rf"(?<!\w){re.escape(_flat(option))}(?!\w)", _flat(answer.text)) for option in str(entry).split("|")):
            faults.append(f"text lacks {entry!r}")
    for entry in expect.get("avoids") or []:
        if _flat(str(entry)) in _flat(answer.text):
            faults.append(f"says {entry!r}")
    if expect.get("opens") and not _flat(answer.text).startswith(_flat(expect["opens"])) and not (expect["opens"] == "no" and answer.text.startswith("No ")):
        faults.append(f"does not open with {expect['opens']!r}")
    return Result(case, answer, tuple(faults))


def run(bot: Chatbot, cases: Sequence[Case]) -> list[Result]:
    """Answers and judges every case."""
    return [judge(c, bot.answer(c.question, c.history, c.id), bot.engine.table) for c in cases]


def exact_citations(results: Sequence[Result], bot: Chatbot) -> float:
    """Share of citations whose quote stands at its offsets, 0 to 1."""
    texts = {d.path: d.text for d in bot.engine.build.corpus.documents}
    found = [texts[c.document][c.start : c.end] == c.quote for r in results for c in r.answer.citations]
    return sum(found) / len(found) if found else 1.0


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Counts of one half: overall, by category, refusals right and wrong, answer length."""
    by: dict[str, list[bool]] = defaultdict(list)
    for r in results:
        by[r.case.category].append(not r.faults)
    categories = {k: {"right": sum(v), "of": len(v), "accuracy": round(sum(v) / len(v), 3)} for k, v in sorted(by.items())}
    refusable = [r for r in results if r.case.expect.get("grade") == ["not_stated"]]
    answerable = [r for r in results if "not_stated" not in (r.case.expect.get("grade") or [])]
    lists = [r for r in results if r.case.expect.get("match") == _WHOLE_SET]
    narrow = sorted(len(r.answer.text.split()) for r in results if r.case.category in ("lookup_narrow", "reverse", "alias", "typo", "keyword", "paraphrase"))
    return {
        "questions": len(results),
        "right": sum(not r.faults for r in results),
        "mean_over_categories": round(sum(c["right"] / c["of"] for c in categories.values()) / len(categories), 3) if categories else None,
        "categories": categories,
        "refused_as_it_should": [sum(r.answer.grade.value == "not_stated" for r in refusable), len(refusable)],
        "refused_wrongly": [sum(r.answer.grade.value == "not_stated" for r in answerable), len(answerable)],
        "lists_complete": [sum(not r.faults for r in lists), len(lists)],
        "median_words_of_narrow_answers": narrow[len(narrow) // 2] if narrow else None,
    }


def report(results: Sequence[Result], bot: Chatbot, *, show_held_out: bool = False) -> dict[str, Any]:
    """The whole evaluation, JSON-ready: both halves apart; failures of the held-out half only if asked for."""
    seen = [r for r in results if not r.case.held_out]
    held = [r for r in results if r.case.held_out]
    shown = results if show_held_out else seen
    return {
        "seen": summary(seen),
        "held_out": summary(held),
        "citations_exact": exact_citations(results, bot),
        "failures": [
            {
                "id": r.case.id,
                "category": r.case.category,
                "question": r.case.question,
                "history": list(r.case.history),
                "faults": list(r.faults),
                "read_as": r.answer.read_as,
                "grade": r.answer.grade.value,
                "text": r.answer.text,
            }
            for r in shown
            if r.faults
        ],
    }
