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


PORT = """# Port guide

The port has three shore offices and two sea desks.

## Ferry Office

The Ferry Office sells tickets and keeps the Tide Register. Free buoys are awarded by the Lamp Office. It works with the Northern Harbour Bank and with the Guild of Pilots.
Until 2015 the Ferry Office also signed sailing papers. It prints the timetable, such as the winter sheet, the spring sheet and the summer sheet, for every quay of the island, for every village and for all of the inns that have asked for it in writing before the first of May. Phone: 01 22 33

## Lamp Office

The Lamp Office mends lamps and works with the Southern Harbour Bank. It co-chairs the Tide Group. The Lamp Office writes the warnings and the Sail Office prints them.
It may spend up to 9,000 crowns on oil. Phone: 01 22 34

## Sail Office

The Sail Office cuts sails and signs sailing papers. It works with the Guild of Pilots and with development partners. Phone: 01 22 35

## Fog Desk

The Fog Desk rings the bell and works with partners of many kinds in the long development of horns.

## Rope Desk

The Rope Desk splices ropes and works with development partners.
"""


@pytest.mark.parametrize(
    ("question", "opens", "said"),
    [
        ("Do the Ferry Office and the Lamp Office work with the same bank?", "No. Ferry Office", "Southern Harbour Bank"),
        ("Do the Ferry Office and the Sail Office work with the same guild?", "Yes. Guild of Pilots", ""),
        ("Do both the Ferry Office and the Sail Office cut sails?", "No, not both", "The text does not say this of Ferry Office."),
        ("Does the Ferry Office award free buoys?", "No. The text does not say this of Ferry Office; it assigns it to Lamp Office", ""),
        ("Does the Sail Office write the warnings?", "No. The text does not say this of Sail Office; it assigns it to Lamp Office", ""),
        ("Does the Ferry Office sign sailing papers?", "No. Ferry Office: Until 2015", "Sail Office"),
        ("The Sail Office really works with the Guild of Pilots?", "Yes. Sail Office", ""),
        ("Is it true that all offices sell tickets?", "No.", ""),
        ("phone number for sailing papers", "Sail Office", "Phone: 01 22 35"),
        ("What is the phone number for lamps that need mending?", "Lamp Office", "Phone: 01 22 34"),
        ("Up to what amount may the Lamp Office spend on oil?", "Lamp Office", "9,000 crowns"),
        ("Which sheets does the Ferry Office print?", "Ferry Office", "such as the winter sheet, the spring sheet and the summer sheet"),
        ("Who signed sailing papers until 2015?", "Ferry Office: Until 2015", ""),
        ("Who mends lamps from now on?", "Lamp Office", ""),
    ],
)
def test_what_is_said_is_weighed_by_who_does_it_and_when(small_bot: Small, question: str, opens: str, said: str) -> None:
    text = small_bot(PORT, "port.md").answer(question).text
    assert text.startswith(opens)
    assert said in text


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("all the offices signing sailing papers pls", {"Sail Office"}),
        ("Which units count the Guild of Pilots among their partners?", {"Ferry Office", "Sail Office"}),
        ("Which units work with development partners?", {"Sail Office", "Rope Desk"}),
        ("Which shore offices do not work with a bank?", {"Sail Office"}),
        ("Which units cut sails, according to this guide?", {"Sail Office"}),
        ("Which unit cuts sails and also does something with the Guild of Pilots?", {"Sail Office"}),
    ],
)
def test_lists_hold_just_those_that_are_asked_for(small_bot: Small, question: str, units: set[str]) -> None:
    assert headings(small_bot(PORT, "port.md"), question) >= units
    assert set(small_bot(PORT, "port.md").explain(question).drafts[0].units) == {i for i, u in enumerate(small_bot(PORT, "port.md").engine.build.corpus.units) if u.name in units}


@pytest.mark.parametrize(
    ("before", "question", "opens"),
    [
        ("Who keeps in touch with the Guild of Pilots and cuts sails?", "What papers does it sign?", "Sail Office"),
        ("Hi! What does the Lamp Office do?", "Cool, and which group does it co-chair?", "Lamp Office: It co-chairs the Tide Group."),
    ],
)
def test_it_that_acts_is_a_unit(small_bot: Small, before: str, question: str, opens: str) -> None:
    assert small_bot(PORT, "port.md").answer(question, [before]).text.startswith(opens)


def test_a_region_in_a_name_says_what_is_covered_where_nothing_else_does(small_bot: Small) -> None:
    text = "Where we work\n\nWelcome to all who sail.\n\nTorvik - Eastern Africa\n\nTorvik teaches knots.\n\nOstby - South Asia\n\nOstby mends lamps. Nepal is not covered from Ostby but from Lund.\n\nLund - Central Asia\n\nLund cuts sails.\n"
    bot = small_bot(text, "where.txt")
    assert bot.answer("Who covers Kenya?").text.startswith("Torvik - Eastern Africa: by its name in the text.")
    assert bot.answer("Does Ostby cover Nepal?").text.startswith("No. The text assigns Nepal to Lund - Central Asia")
    assert bot.answer("Is Nepal covered by Lund?").text.startswith("Yes.")


def test_an_acronym_stands_for_a_name_that_opens_with_a_small_word(small_bot: Small) -> None:
    bot = small_bot("# Torvik\n\nManages the western window of the Well Repair Fund (WRF).\n\n# Ostby\n\nManages the eastern window of the WRF.\n\n# Lund\n\nDigs wells.\n", "wells.md")
    assert headings(bot, "Which units manage a window of the Well Repair Fund?") == {"Torvik", "Ostby"}


def test_a_row_with_more_cells_than_headers_is_quoted(small_bot: Small) -> None:
    bot = small_bot("Unit   Task\nFerry Desk   Sells tickets   all year\nLamp Desk   Mends lamps   in spring\nSail Desk   Cuts sails   in winter\n", "table.txt")
    assert "Mends lamps" in bot.answer("Which desk mends lamps?").text


def test_what_two_have_in_common_and_no_other(small_bot: Small) -> None:
    text = small_bot(PORT, "port.md").answer("What do the Ferry Office and the Sail Office have in common that no other office has?").text
    assert "Guild of Pilots" in text
    assert "development partners" not in text


DOERS = """# Guide

## Ferry Desk

The Ferry Desk keeps the scales used to weigh fish. Until 2031 the Ferry Desk is based at Torvik. It works with the Harbour Assembly.

## Lamp Office

The Lamp Office trains Ferry Desk staff. Complaints about noise are passed on to the Ferry Desk. It publishes lists approved by the Ferry Desk. It works with the Town Assembly.

## Press Desk

The Press Desk opens on 5 May. It answers letters.
"""


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Does the Lamp Office train staff?", "Yes. Lamp Office"),
        ("Does the Lamp Office publish lists?", "Yes. Lamp Office"),
        ("Does the Lamp Office handle complaints about noise?", "No. The text does not say this of Lamp Office; it assigns it to Ferry Desk"),
        ("Does the Ferry Desk keep scales to weigh fish?", "Yes. Ferry Desk"),
        ("Is the Ferry Desk based at Torvik?", "Yes. Ferry Desk"),
        ("Do the Ferry Desk and the Lamp Office work with the same assembly?", "No. Ferry Desk: Harbour Assembly."),
    ],
)
def test_a_name_in_passing_does_nothing(small_bot: Small, question: str, opens: str) -> None:
    assert small_bot(DOERS, "guide.md").answer(question).text.startswith(opens)


def test_a_date_is_no_sum_of_money(small_bot: Small) -> None:
    assert small_bot(DOERS, "guide.md").answer("What amount does the Press Desk charge?").grade.value == "not_stated"


def test_a_fee_for_a_place_does_not_take_it_out_of_what_is_covered(small_bot: Small) -> None:
    bot = small_bot("# Lindholm Office\n\nFees for Norway are not charged, and it covers Norway.\n\n# Torvik Office\n\nCovers Sweden.\n", "offices.md")
    assert bot.answer("Who covers Norway?").text.startswith("Lindholm Office")


NAMES = """# Offices

## Torvik

Liaises with the Oil and Crime Bureau. Runs the African Boat Repair School.

## Lindholm

Works with the United Ports League. Keeps a duty phone.

## Aster

Buys oil, and does not keep boats, and every year it trains pilots. Repairs spare parts.
"""


@pytest.mark.parametrize(
    ("question", "cites"),
    [
        ("Which offices have bodies with crime in their name?", ["Torvik"]),
        ("Which offices keep a duty phone?", ["Lindholm"]),
        ("Which offices train pilots?", ["Aster"]),
        ("I need all offices that train pilots.", ["Aster"]),
        ("wich office repairs spair parts", ["Aster"]),
    ],
)
def test_words_in_names_and_between_clauses(small_bot: Small, question: str, cites: list[str]) -> None:
    answer = small_bot(NAMES, "offices.md").answer(question)
    assert {c.heading.split(" > ")[-1] for c in answer.citations} == set(cites)


def test_a_name_may_lack_a_word(small_bot: Small) -> None:
    assert small_bot(NAMES, "offices.md").answer("Name those without any partner whose name contains the word United.").text.startswith("2 of 3 offices:\n- Torvik. [1]\n- Aster. [2]")


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Torvik - is that one of the offices that keep a duty phone?", "No"),
        ("Lindholm, does it keep a duty phone?", "Yes"),
        ("Which office runs the Afrian Boat Repare Scholl?", "Torvik"),
        ("Which office runs the Afican Boat Repair Centre?", "The text does not"),
    ],
)
def test_what_is_put_first_and_misspelt_names(small_bot: Small, question: str, opens: str) -> None:
    assert small_bot(NAMES, "offices.md").answer(question).text.startswith(opens)


PARTNERS = """# Handbook

## Ferry Desk

Sells tickets to sailors.

In winter complaints are heard by the harbour master.

## Lamp Office

A word about oil, since people mix this up: we buy the oil, but the bills are paid by the Ferry Desk.

## Web Team

The team collects pages, a duty it inherited from the Lamp Office.
"""


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Is it the Ferry Desk that buys the oil?", "No."),
        ("Does the Ferry Desk hear complaints?", "No."),
        ("Does the Lamp Office collect pages?", "No. The text does not say this of Lamp Office; it assigns it to Web Team"),
    ],
)
def test_who_does_it_in_a_clause_of_its_own(small_bot: Small, question: str, opens: str) -> None:
    assert small_bot(PARTNERS, "handbook.md").answer(question).text.startswith(opens)


def test_a_question_may_ask_what_a_name_is_and_more(small_bot: Small) -> None:
    bot = small_bot("# Guide\n\n## Ferry Desk\n\nSells tickets with the Tarn Union (TU).\n\n## Lamp Office\n\nRing the DPA, the Designated Person Ashore.\n", "guide.md")
    answer = bot.answer("What is the TU and who works with it?").text
    assert "Tarn Union" in answer
    assert "Ferry Desk" in answer
    assert bot.answer("What is TU?", ["What does the Lamp Office do?"]).read_as == "What is TU?"
    assert "Designated Person Ashore" in bot.answer("What does DPA stand for?").text


def test_a_post_is_no_other_units(small_bot: Small) -> None:
    bot = small_bot("# Guide\n\n## Ferry Desk\n\nSells tickets.\n\n## Lamp Office\n\nWorks with the Commission of Directors.\n", "guide.md")
    assert bot.answer("Who is the director of the Ferry Desk?").grade.value == "not_stated"


def test_a_deputy_is_another(small_bot: Small) -> None:
    bot = small_bot("# Guide\n\n## Registrar Office\n\nKeeps files.\n\n## Ferry Desk\n\nReports to the Deputy Registrar for Boats.\n\n## Lamp Desk\n\nReports to the Deputy Registrar for Boats.\n", "guide.md")
    answer = bot.answer("Which units report to the Deputy Registrar for Boats?")
    assert {c.heading.split(" > ")[-1] for c in answer.citations} == {"Ferry Desk", "Lamp Desk"}


TRAPS = """# Guide

## Lamp Desk

Trains volunteers who are paid by the Red Cross. Warns of storms and advises MPs on lamp law.

## Boat Desk

Leaves out pots for crabs, sticks to the rules of the port.

## Net Desk

Studies disasters at sea. Sells nets to sailors.
"""


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Does the Lamp Desk train volunteers?", "Yes."),
        ("Which desk warns of storms or floods?", "Lamp Desk"),
        ("Who advises MPs?", "Lamp Desk"),
        ("Which desk leaves out pots for crabs?", "Boat Desk"),
        ("Who sticks to the rules of the port?", "Boat Desk"),
        ("Good morning, is this the desk that sells nets to sailors, the Net Desk?", "Yes."),
    ],
)
def test_turns_of_phrase_keep_the_texts_own_words(small_bot: Small, question: str, opens: str) -> None:
    assert small_bot(TRAPS, "guide.md").answer(question).text.startswith(opens)
