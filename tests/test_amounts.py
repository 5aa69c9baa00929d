"""Questions about numbers and years, bodies that are described instead of named, and what labels and clauses deny: asked of small texts with the hashing encoder."""

from collections.abc import Callable

import pytest

from qa.chat import Chatbot
from qa.described import by_members, told_by

Small = Callable[..., Chatbot]

HUBS = """# Our hubs

The Alliance has four regional hubs.

## Torvik

The hub opened in 1991. It has 97 staff and a budget of 52 million kelu.

It works with the North Atlantic Treaty Organization (NATO) and the South Asian Association for Regional Cooperation (SAARC).

## Lindholm

The hub opened in 2004. It has 131 staff and a budget of 58 million kelu.

It borrows from the Asian Development Bank.

Not us: lost parcels (ask Quellen)

## Quellen

The hub opened in 2011. It has 29 staff and a budget of 9 million kelu.

It finds lost parcels, but the Marrow hub pays for them.

## Marrow

The hub opened in 1987. It has 45 staff.

It trains lamp keepers in winter.
"""


def test_a_year_limits_a_count_and_a_list(small_bot: Small) -> None:
    bot = small_bot(HUBS, "hubs.md")
    assert bot.answer("How many hubs opened after 2000?").text.startswith("2 hubs of 4:")
    answer = bot.answer("Which hubs opened before 1990?")
    assert answer.text.startswith("1 hub of 4:")
    assert "1987" in answer.text
    assert "A year is stated for 4 of 4." in answer.text
    assert bot.answer("Which hubs opened after 2020?").grade.value == "not_stated"


def test_a_currency_that_nobody_knows_is_no_condition(small_bot: Small) -> None:
    answer = small_bot(HUBS, "hubs.md").answer("Which hubs have a budget above 50 million kelu?")
    assert answer.text.startswith("2 hubs of 4:")
    assert "An amount is stated for 3 of 4." in answer.text


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Does Torvik have more staff than Lindholm?", "No. Torvik: It has 97 staff"),
        ("Does Torvik have fewer staff than Lindholm?", "Yes. Torvik: It has 97 staff"),
        ("Has Lindholm a larger budget than Torvik?", "Yes. Lindholm: It has 131 staff and a budget of 58 million"),
        ("Torvik or Lindholm, which one has the bigger budget?", "Lindholm: It has 131 staff and a budget of 58 million"),
        ("Which has fewer staff, Quellen or Marrow?", "Quellen: It has 29 staff"),
    ],
)
def test_two_are_compared_by_what_is_stated_for_both(small_bot: Small, question: str, opens: str) -> None:
    assert small_bot(HUBS, "hubs.md").answer(question).text.startswith(opens)


def test_what_is_stated_for_one_alone_compares_nothing(small_bot: Small) -> None:
    assert small_bot(HUBS, "hubs.md").answer("Has Marrow a larger budget than Torvik?").grade.value == "not_stated"


def test_a_body_is_found_by_what_it_is_about(small_bot: Small) -> None:
    bot = small_bot(HUBS, "hubs.md")
    assert "NATO" in bot.answer("Which hub works with the military alliance?").text
    assert "Asian Development Bank" in bot.answer("Who borrows from a lender?").text
    assert not told_by(bot.engine.table).get("nuclear")  # of a body that the text does not name


def test_a_grouping_is_found_by_its_members(small_bot: Small) -> None:
    bot = small_bot(HUBS, "hubs.md")
    assert by_members("Who works with the club of India, Pakistan, Nepal and their neighbours?", bot.engine.table) == "Who works with South Asian Association for Regional Cooperation?"
    assert by_members("Who serves the islands of Malta and Cyprus?", bot.engine.table) == "Who serves the islands of Malta and Cyprus?"
    assert by_members("Who works with the bloc of Brazil and Argentina?", bot.engine.table) == "Who works with the bloc of Brazil and Argentina?"  # the text names none
    assert "SAARC" in bot.answer("Who works with the club of India and Pakistan?").text


def test_a_label_denies_what_stands_behind_it(small_bot: Small) -> None:
    bot = small_bot(HUBS, "hubs.md")
    assert not bot.answer("Does Lindholm find lost parcels?").text.startswith("Yes")
    assert bot.answer("Who finds lost parcels?").text.startswith("Quellen")


def test_each_clause_is_of_who_acts_in_it(small_bot: Small) -> None:
    corpus = small_bot(HUBS, "hubs.md").engine.build.corpus
    said = {corpus.quote(s): corpus.units[s.unit].name for s in corpus.statements if s.unit is not None}
    assert said["It finds lost parcels"] == "Quellen"
    assert said["the Marrow hub pays for them."] == "Marrow"


VALLEY = """# Offices

## Torvik Office

It opened in 1985, renovated in 2010. It has 30 staff. It serves 500 people in the lower valley.

## Lindholm Office

It opened in 2005. It has 12 staff. It serves 900 people in the lower valley.

## Marsk Office

It opened in 2015. It has 14 staff. It serves 100 people in the lower valley.
"""


def test_a_number_is_not_the_other_one_of_two(small_bot: Small) -> None:
    bot = small_bot(VALLEY, "offices.md")
    assert not bot.answer("Do Torvik and Lindholm have more than twenty staff?").text.startswith("Yes")
    assert not bot.answer("Does Torvik have twice more staff than Lindholm?").text.startswith("Yes")


def test_what_lies_lower_is_not_the_fewest(small_bot: Small) -> None:
    assert small_bot(VALLEY, "offices.md").answer("Which office serves the most people in the lower valley?").text.startswith("Lindholm Office")


def test_several_years_are_all_met_and_the_nearest_counts(small_bot: Small) -> None:
    bot = small_bot(VALLEY, "offices.md")
    between = bot.answer("Which offices opened after 2000 and before 2010?").text
    assert between.startswith("1 office of 3:")
    assert "2005" in between
    assert "1985" in bot.answer("Which offices opened before 1990?").text


def test_other_phrases_of_two_countries_are_no_grouping(small_bot: Small) -> None:
    bot = small_bot(HUBS, "hubs.md")
    for question in ("Which hub works with the market for India and Pakistan?", "Who trains the union of India and Pakistan traders?"):
        assert by_members(question, bot.engine.table) == question
