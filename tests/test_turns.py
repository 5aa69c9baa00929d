"""Turns of phrase in questions, and in texts, that tell who is meant and what is not: asked of small texts with the hashing encoder."""

from collections.abc import Callable

import pytest

from qa.chat import Chatbot

Small = Callable[..., Chatbot]

YARD = """# The Yard

The Yard has one directorate with three teams, and two committees.

## Directorate of Boats

Looks after the fleet through three teams.

### Rope Team

- Splices ropes and lends classroom kits to schools on Tuesdays.
- Inspects cold stores, without notice.
- Gives sixty days' notice before it removes a wreck.
- Budget: contained in that of the directorate

### Paint Team

- Coats hulls. Licences for dry docks are passed on to the Rope Team.
- Signs contracts worth more than 20,000 crowns.

### Harbour Lights

- Lights lamps; it does not repair them, nor run boats.
- Tells the Rope Team of drifting nets.

## Committees

### Net Committee

Chooses nets. The Paint Team chairs; the Rope Team and Harbour Lights are the other members.

### Soot Committee

Counts soot. Harbour Lights is its only member.

## Telephone list

| Team | No. | Seat |
|---|---|---|
| Rope Team | 0411 | Pell |
| Paint Team | 0412 | Tarn |
| Harbour Lights | 0413 | Orsk |
"""


def headings(bot: Chatbot, question: str, *history: str) -> set[str]:
    """The last heading of every citation."""
    return {c.heading.split(" > ")[-1] for c in bot.answer(question, history).citations}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much notice does the Rope Team give before it removes a wreck?", "sixty days"),
        ("On which day does the Rope Team lend classroom kits?", "Tuesdays"),
        ("What is the budget of the Rope Team?", "contained in that of the directorate"),
        ("phone no of the Paint Team", "0412"),
        ("In which city is the Paint Team?", "Tarn"),
        ("i teach year 3 and heard we can borrow a classroom kit, which team lends it", "Rope Team"),
        ("Who signs a contract for £45,000?", "Paint Team"),
    ],
)
def test_what_is_asked_for_in_other_forms_is_found(small_bot: Small, question: str, said: str) -> None:
    answer = small_bot(YARD, "yard.md").answer(question)
    assert said in answer.text
    assert answer.grade.value == "stated"


@pytest.mark.parametrize(
    ("question", "opens", "said"),
    [
        ("Does the Rope Team inspect cold stores?", "Yes", "without notice"),
        ("Does Harbour Lights run boats?", "No", "nor run boats"),
        ("Does the Paint Team deal with licences for dry docks?", "No", "Rope Team"),
        ("Does the Rope Team tell anybody of drifting nets?", "No", "Harbour Lights"),
    ],
)
def test_who_does_a_thing_is_told_from_whom_it_concerns(small_bot: Small, question: str, opens: str, said: str) -> None:
    text = small_bot(YARD, "yard.md").answer(question).text
    assert text.startswith(opens)
    assert said in text


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Which committees is Harbour Lights a member of?", {"Net Committee", "Soot Committee"}),
        ("Which committees have either the Paint Team or Harbour Lights as a member?", {"Net Committee", "Soot Committee"}),
        ("Which committees have both the Paint Team and Harbour Lights as members?", {"Net Committee"}),
    ],
)
def test_bodies_are_found_by_those_who_sit_on_them(small_bot: Small, question: str, units: set[str]) -> None:
    assert units == headings(small_bot(YARD, "yard.md"), question)


def test_a_question_for_parts_of_a_unit_looks_at_these(small_bot: Small) -> None:
    answer = small_bot(YARD, "yard.md").answer("Which of the three Boats teams do not splice ropes?")
    assert answer.checked is not None
    assert answer.checked.units == 3
    assert answer.checked.matched == 2


def test_a_comment_after_a_question_is_not_asked(small_bot: Small) -> None:
    bot = small_bot(YARD, "yard.md")
    assert bot.answer("Why does the Rope Team coat hulls, isn't that odd for people of the sea?").text.startswith("No. The text does not say this of Rope Team; it assigns it to Paint Team")


def test_somebody_aside_is_left_out(small_bot: Small) -> None:
    bot = small_bot("# Rope Team\n\nKeeps boats.\n\n# Paint Team\n\nKeeps boats and coats hulls.\n\n# Net Team\n\nMends nets.\n", "teams.md")
    assert headings(bot, "The Paint Team aside, which teams keep boats?") == {"Rope Team"}


def test_an_everyday_word_that_is_a_units_name_may_be_meant_as_itself(small_bot: Small) -> None:
    text = "# Data\n\n- looks after the warehouse\n- makes the dashboards\n\n# Legal\n\n- answers data protection requests\n- writes contracts\n\n# Payroll\n\n- pays everyone\n- files the returns\n"
    bot = small_bot(text, "guide.md")
    assert headings(bot, "who answers data protection requests?") == {"Legal"}
    assert headings(bot, "What does Data do?") == {"Data"}


def test_what_does_not_matter_is_not_asked(small_bot: Small) -> None:
    bot = small_bot(YARD, "yard.md")
    assert headings(bot, "Which teams light lamps, no matter which lamps?") == {"Harbour Lights"}


def test_two_units_alike_in_name_are_compared(small_bot: Small) -> None:
    bot = small_bot("# Shops North\n\nTrains mechanics in the north. Sets prices with Shops North and Shops South.\n\n# Shops South\n\nSells to cities in the south.\n\n# Buying Team\n\nBuys parts.\n", "shops.md")
    assert bot.explain("What is the difference between Shops North and Shops South?").readings[0].kind.value == "comparison"


def test_the_area_in_the_name_an_office_opens_with_is_what_it_covers(bots: Callable[[str], Chatbot]) -> None:
    answer = bots("registrars").answer("I run the registry in Jamaica, which office is ours?")
    assert answer.text.startswith("Bridgetown, Barbados")
    assert answer.grade.value == "inferred"


def test_a_unit_named_by_its_acronym_is_written_out(bots: Callable[[str], Chatbot]) -> None:
    assert bots("basin").answer("What does HDD stand for?").text.startswith("HDD: Hydrology and Data Division.")


def test_a_unit_told_by_what_it_is_for_is_not_the_one_spoken_of_before(bots: Callable[[str], Chatbot]) -> None:
    """ "The office for …" says itself which one is meant; "the office" alone is the last one."""
    bot = bots("shipped")
    before = ["What does the Bangkok office do?"]
    assert "Bangkok" not in bot.answer("Where is the office for Central Asia located?", before).text
    assert bot.answer("What else does the office do?", before).text.startswith("Bangkok, Thailand")
