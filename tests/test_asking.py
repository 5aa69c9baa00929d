"""What a question asks: its clauses, its names, its conversation, and one answer of every kind."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT

from qa import evaluate
from qa.chat import Chatbot
from qa.clauses import exception, premise, scene

Bots = Callable[[str], Chatbot]


class TestScene:
    @pytest.mark.parametrize(
        ("text", "question", "needed"),
        [
            ("Who keeps the tide tables?", "Who keeps the tide tables?", False),
            ("My laptop won't start, who fixes that?", "who fixes that?", True),
            ("I've seen mice in the storeroom – whose job is that?", "whose job is that?", True),
            ("I am writing an article about harbours. Which desk issues mooring permits?", "Which desk issues mooring permits?", False),
            ("Of the three desks, which one sells tickets?", "Of the three desks, which one sells tickets?", False),
            ("Apart from the Ferry Desk, who repairs lanterns?", "Apart from the Ferry Desk, who repairs lanterns?", False),
        ],
    )
    def test_the_question_begins_where_the_scene_ends(self, text: str, question: str, needed: bool) -> None:
        found = scene(text)
        assert text[found.end :] == question
        assert found.needed is needed

    def test_why_at_the_end_asks_about_all_that_was_said(self) -> None:
        assert scene("The Ferry Desk repairs the street lanterns – how come?").end == 0


class TestPremise:
    @pytest.mark.parametrize(
        ("text", "claim"),
        [
            ("Since the Ferry Desk repairs lanterns, does it have ladders?", "the Ferry Desk repairs lanterns"),
            ("Now that the Lantern Desk sells tickets, who keeps the charts?", "the Lantern Desk sells tickets"),
            ("They told us the Harbour Desk sells tickets. How does it do that?", "the Harbour Desk sells tickets"),
            ("Which desk sells tickets?", None),
        ],
    )
    def test_what_is_taken_for_granted_is_found(self, text: str, claim: str | None) -> None:
        assert premise(text) == claim


class TestException:
    @pytest.mark.parametrize(
        ("text", "said_of_the_others"),
        [
            ("Every desk but one sells tickets. Which is the exception?", "sells tickets"),
            ("Everyone keeps a register apart from one desk. Which one is it?", "keeps a register"),
            ("All but one of the desks keep a vault. Which ones do?", None),
            ("Which desk sells tickets?", None),
        ],
    )
    def test_what_all_but_one_do_is_found(self, text: str, said_of_the_others: str | None) -> None:
        assert exception(text) == said_of_the_others


DESKS = """Tasks of the desks

The town has three desks. They are set out below.

Harbour Desk. Issues mooring permits to visiting boats; keeps the tide tables for the harbour master; works with the Northern Growth Bank and the Guild of Pilots.

Lantern Desk. Repairs the street lanterns of the old town; trains lamp lighters with the Guild of Glaziers; works with the Southern Growth Bank.

Ferry Desk. Sells ferry tickets to islanders; inspects the landing stage every spring; answers complaints about delays.
"""


class TestNames:
    def test_a_name_that_the_text_lacks_is_refused_though_it_has_its_words(self, small_bot: Callable[[str], Chatbot]) -> None:
        bot = small_bot(DESKS)
        for question in ("Which desk works with the Northern Guild?", "Who works with the Guild of Lighters?", "which desk works with the growth guild", "Who cooperates with the Eastern Growth Bank?"):
            answer = bot.answer(question)
            assert answer.grade.value == "not_stated", (question, answer.text)

    def test_the_nearest_name_is_offered(self, small_bot: Callable[[str], Chatbot]) -> None:
        assert "Growth Bank”" in small_bot(DESKS).answer("Who works with the Eastern Growth Bank?").text

    def test_two_names_joined_by_and_are_two(self, small_bot: Callable[[str], Chatbot]) -> None:
        reading = small_bot(DESKS).explain("Who works with the Northern Growth Bank and the Guild of Pilots?").readings[0]
        assert [t.text for t in reading.heavy if t.name] == ["Northern Growth Bank", "Guild of Pilots"]

    def test_offsets_count_in_the_question_as_it_is_read(self, small_bot: Callable[[str], Chatbot]) -> None:
        reading = small_bot(DESKS).explain("Could you please tell me which desk inspects the landing stage?").readings[0]
        assert [reading.text[t.start : t.end] for t in reading.terms] == [t.text for t in reading.terms]


ISLES = """The offices

Our four offices are set out below.

Oslo, Norway. Covers the Nordic countries except Iceland; keeps the register of boats; works with the Guild of Pilots.

Suva, Fiji. Covers the Pacific island countries; monitors the health of coral reefs; does not train pilots itself, but sends them to Oslo.

Lima, Peru. Covers South America; surveys coral reefs every second year; sells charts to fishers.

Accra, Ghana. Covers West Africa; issues permits for boats; supports Iceland with charts.
"""


class TestPlacesAndRefusals:
    def test_a_country_after_a_verb_is_no_office(self, small_bot: Callable[[str], Chatbot]) -> None:
        for question in ("which office supports Peru?", "Which office helps Peru?", "who covers Peru"):
            answer = small_bot(ISLES).answer(question)
            assert (answer.citations[0].heading, answer.citations[0].quote) == ("The offices > Lima, Peru", "Covers South America"), question

    def test_what_a_statement_sets_aside_is_not_covered(self, small_bot: Callable[[str], Chatbot]) -> None:
        bot = small_bot(ISLES)
        assert not bot.answer("Does the Oslo office cover Iceland?").text.startswith("Yes")
        assert "Oslo" not in bot.answer("Who covers Iceland?").text
        assert bot.answer("Who covers Denmark?").text.startswith("Oslo, Norway: Covers the Nordic countries")

    def test_a_refusal_offers_what_is_said_of_the_words_asked_about(self, small_bot: Callable[[str], Chatbot]) -> None:
        answer = small_bot(ISLES).answer("How many days does the pilot training of the Suva office last?")
        assert answer.grade.value == "not_stated"
        assert "does not train pilots itself" in answer.text

    def test_an_idiom_is_put_plainly_and_shown_so(self, small_bot: Callable[[str], Chatbot]) -> None:
        answer = small_bot(ISLES).answer("Which offices keep an eye on coral reefs?")
        assert answer.read_as == "Which offices monitor coral reefs?"
        assert [c.heading for c in answer.citations] == ["The offices > Suva, Fiji", "The offices > Lima, Peru"]

    def test_irregular_forms_are_found(self, small_bot: Callable[[str], Chatbot]) -> None:
        assert small_bot(ISLES).answer("By whom are charts sold?").text.startswith("Lima, Peru: sells charts")


class TestConversation:
    @pytest.mark.parametrize(
        ("history", "question", "read_as"),
        [
            (["What does the Harbour Desk do?"], "no, I meant the Ferry Desk", "What does the Ferry Desk do?"),
            (["Which desk trains lamp lighters?"], "does the Ferry Desk do that too?", "Does the Ferry Desk trains lamp lighters?"),
            (["Which desks work with a growth bank?"], "how many is that?", "How many desks work with a growth bank?"),
            (["Which desks work with a growth bank?"], "compare them", "Compare the Harbour Desk and the Lantern Desk"),
            (["Which desks work with a growth bank?", "What does the Harbour Desk do?"], "and the other one?", "What does the Lantern Desk do?"),
            (["Which desks work with a growth bank?"], "what does the second one do?", "what does the Lantern Desk do?"),
            (["Which desk works with the Northern Growth Bank?"], "and the Southern one?", "Which desk works with the Southern Growth Bank?"),
            (["Which desk trains lamp lighters?"], "which one sells tickets?", "which one sells tickets?"),
            (["What does the Harbour Desk do?"], "thanks", "thanks"),
            (["What does the Harbour Desk do?"], "Which desk inspects the landing stage?", "Which desk inspects the landing stage?"),
            (["What does the Harbour Desk do?"], "A captain is lost. Whom should he ask?", "A captain is lost. Whom should he ask?"),
        ],
    )
    def test_a_turn_is_read_in_the_light_of_those_before(self, small_bot: Callable[[str], Chatbot], history: list[str], question: str, read_as: str) -> None:
        assert small_bot(DESKS).answer(question, history).read_as == read_as


def _cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "tests" / "questions" / "capabilities.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("case", _cases(), ids=lambda c: str(c["id"]))
def test_every_kind_of_question_is_answered(bots: Bots, case: dict[str, Any]) -> None:
    bot = bots(case["text"])
    found = evaluate.Case(case["id"], case["id"].split("-")[0], case["question"], tuple(case.get("history", ())), case["expect"])
    assert evaluate.judge(found, bot.answer(found.question, found.history), bot.engine.table).faults == ()


@pytest.mark.model
@pytest.mark.slow
def test_every_duty_is_confirmed_of_its_owners_alone(bots: Bots) -> None:
    """The grid of units and duties in the words of the text: a yes for the owners, and for nobody else."""
    bot = bots("shipped")
    grid = json.loads((ROOT / "tests" / "questions" / "grid.json").read_text(encoding="utf-8"))
    for duty in grid["duties"]:
        confirmed = [unit for unit in grid["units"] if bot.answer(f"Does {unit.split(',')[0]} {duty['verbatim']}?").text.startswith("Yes")]
        assert set(confirmed) == set(duty["owners"]), duty["verbatim"]


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "questions").glob("*.jsonl")), ids=lambda p: p.stem)
def test_no_question_set_is_answered_worse_than_recorded(bots: Bots, path: Any) -> None:
    """`floors.json` holds how many of each set were right when it was last raised, less one."""
    floors = json.loads((path.parent / "floors.json").read_text(encoding="utf-8"))
    if path.stem not in floors:
        assert path.stem == "capabilities"
        return
    bot = bots("shipped" if path.stem.startswith("shipped") else path.stem)
    results = evaluate.run(bot, evaluate.load([path]))
    assert sum(not r.faults for r in results) >= floors[path.stem]
    assert evaluate.exact_citations(results, bot) == 1.0
