"""Units and bodies by all their names, and what questions by any of them find: each case is a small text of its own."""

import pytest
from small_texts import Small, names, quotes, read, sections

from qa.answer import Grade
from qa.respond.lookups import NEAREST
from qa.shortened import shortened
from qa.tokens import tokens

REGIONS = {
    "north-aster__txt": "The Lamp Office for North Aster was opened in Torvik in 1998. It lights the quays and has its own boats. Its team consists of 29 people. Each quarter it sends a tide report to the guild.",
    "south-aster__txt": "Lindholm hosts the Lamp Office for South Aster, which came into being in 2011. It mends oars and employs 12 people. A quarterly tide report is part of its duties.",
    "east-aster__txt": "From Aldersund, the Lamp Office for East Aster and the Reefs serves the islands. It dries nets and has a staff of 7. It does not draw up the tide report.",
    "west-aster__txt": "The Lamp Office for West Aster works from Brekkehavn. Set up in 2003, the office sells twine. It prepares a tide report every quarter.",
}


@pytest.fixture
def regions(small_bot: Small):  # type: ignore[no-untyped-def]
    """A chatbot over offices named in full by their texts only."""

    def ask(question: str, *history: str) -> str:
        bot = small_bot(REGIONS["north-aster__txt"], "north-aster.txt")
        folder = bot.settings.corpus
        for name, text in REGIONS.items():
            (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
        bot.rebuild()
        bot.reload()
        return bot.answer(question, history).text

    return ask


class TestUnits:
    def test_files_named_short_take_the_full_name(self) -> None:
        assert sorted(names(read(**REGIONS))) == ["Lamp Office for East Aster and the Reefs", "Lamp Office for North Aster", "Lamp Office for South Aster", "Lamp Office for West Aster"]

    def test_a_body_that_is_only_mentioned_names_no_file(self) -> None:
        texts = {"finance__txt": "We pay the bills. The Audit Committee for Finance checks our books.", "travel__txt": "We book trips.", "boats__txt": "We mend boats.", "nets__txt": "We dry nets and we sell twine."}
        assert "Audit Committee for Finance" not in names(read(**texts))

    def test_prose_that_says_who_sits_where(self) -> None:
        text = """Our office in Torvik is the first address for skippers of the north. It keeps the register of pilots.

The Lamp Bureau for South Aster, in Lindholm, works for the islands. It lights quays.

From Brekkehavn, a team of eleven looks after the west. Rivers are its main concern.

In Aldersund, our colleagues cover the east. They inspect the ferries.

Our smallest office is the one in Sundvik, where five people dry nets.

Haldermo is home to our office for the reefs, which counts seals.
"""
        corpus = read(offices__txt=text)
        assert set(names(corpus)) == {"Torvik", "Lamp Bureau for South Aster", "Brekkehavn", "Aldersund", "Sundvik", "Haldermo"}
        assert quotes(corpus, "Lamp Bureau for South Aster")[-1] == "It lights quays."

    def test_titles_that_present_a_unit(self) -> None:
        pages = {
            "repair__md": "# Meet the Repair Workshop\n\n## What we do\n\nWe mend tents.\n\n## Come to us for\n\n- zips",
            "facilities__md": "# Facilities: the house and everything in it\n\n## What we do\n\nWe clean.\n\n## Come to us for\n\n- badges",
            "care__md": "# Customer Care\n\n## What we do\n\nWe answer letters. We pass tents to the Repair Workshop.\n\n## Come to us for\n\n- refunds",
            "shop__md": "# Web Shop Crew\n\n## What we do\n\nWe sell. Badges come from Facilities.\n\n## Come to us for\n\n- orders",
        }
        assert set(names(read(**pages))) == {"Repair Workshop", "Facilities", "Customer Care", "Web Shop Crew"}

    def test_a_wiki_s_edit_links_are_no_part_of_names(self) -> None:
        page = "".join(f"<h2>{n} <span>[edit]</span></h2><p>The {n} {does}.</p>" for n, does in (("Lamp Desk", "lights quays"), ("Boat Desk", "mends oars"), ("Net Desk", "dries nets")))
        assert names(read(wiki__html=f"<h1>Desks</h1>{page}")) == ["Lamp Desk", "Boat Desk", "Net Desk"]


class TestSeats:
    @pytest.mark.parametrize(
        ("question", "says"),
        [
            ("What does the Torvik office do?", "lights the quays"),
            ("What does the office in Lindholm do?", "mends oars"),
            ("Does the Aldersund office draw up the tide report?", "No. "),
            ("When was the Torvik office opened?", "1998"),
            ("In which year was the Lindholm office founded?", "2011"),
            ("How many people work in Torvik?", "29"),
        ],
    )
    def test_name_units(self, regions, question: str, says: str) -> None:  # type: ignore[no-untyped-def]
        assert says in regions(question)

    def test_a_month_is_no_town(self, small_bot: Small) -> None:
        bot = small_bot(sections("Lindholm", {"Lamp Office": "The office was opened in May.", "Boat Office": "It mends oars.", "Net Office": "It dries nets."}), "lindholm.md")
        assert "opened" not in bot.answer("What does the May office do?", ()).text

    def test_what_is_done_since_some_year_is_no_foundation(self, small_bot: Small) -> None:
        bot = small_bot(sections("Lindholm", {"Ferry Desk": "It has run the line to Torvik since 2019.", "Boat Desk": "It mends oars.", "Net Desk": "It dries nets."}), "lindholm.md")
        assert "2019" not in bot.answer("When was the Ferry Desk set up?", ()).text

    def test_since_when_tells_units_apart(self, regions) -> None:  # type: ignore[no-untyped-def]
        assert regions("Which offices were founded after 2000?").startswith("2 offices of 4")


class TestShortForms:
    TEXT = "The Torvik Conservatoire lends harps. Two students of the Conservatoire help here. Oakmere Foundation money pays for it, and we thank Oakmere. The Lamp Office trusts the Foundation and its trust."

    def test_what_stands_for_a_name(self) -> None:
        assert shortened([(self.TEXT, tokens(self.TEXT))], {"lamp", "office"}) == {("torvik", "conservatoir"): {("conservatoir",)}, ("oakmer", "foundat"): {("foundat",), ("oakmer",)}}

    def test_not_where_the_text_has_it_in_small_letters(self) -> None:
        text = f"{self.TEXT} A conservatoire is a school. Any foundation may pay; oakmere is a colour."
        assert shortened([(text, tokens(text))], {"lamp", "office"}) == {}

    def test_are_found_in_lists(self, small_bot: Small) -> None:
        texts = {"Music Desk": "The Music Desk lends harps to the Torvik Conservatoire.", "Choir Desk": "It trains singers with the Conservatoire.", "Net Desk": "It dries nets."}
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer("Which desks work with the Torvik Conservatoire?", ()).text.startswith("2 of 3 desks")


class TestInitials:
    TEXT = sections("Lindholm", {"Ferry Crimes Unit": "It investigates theft on ferries. Based at: Quay 3.", "International Labour Office": "It finds work abroad.", "Net Desk": "It dries nets."})

    def test_name_a_unit(self, small_bot: Small) -> None:
        assert "theft" in small_bot(self.TEXT, "lindholm.md").answer("What does the FCU do?", ()).text

    def test_not_where_they_are_another_s(self, small_bot: Small) -> None:
        assert small_bot(self.TEXT, "lindholm.md").answer("Which desk works with the ILO?", ()).grade is Grade.NOT_STATED


class TestHandedOn:
    TEXT = sections(
        "Lindholm",
        {
            "Lamp Desk": "Lights quays. Not us: broken oars (ask the Boat Desk).",
            "Net Desk": "Dries nets. For oars, see the Boat Desk.",
            "Ferry Desk": "The desk sends weekly reports to the Boat Desk. It sells tickets.",
            "Boat Desk": "Mends oars.",
        },
    )

    def test_who_sends_people_to_a_unit(self, small_bot: Small) -> None:
        answer = small_bot(self.TEXT, "lindholm.md").answer("Which desks send people to the Boat Desk?", ()).text
        assert answer.startswith("2 of 3 desks")
        assert "Ferry Desk" not in answer

    def test_who_sends_something_else_there(self, small_bot: Small) -> None:
        answer = small_bot(self.TEXT, "lindholm.md").answer("Which desks send reports to the Boat Desk?", ()).text
        assert "Ferry Desk" in answer
        assert "Net Desk" not in answer


class TestNegation:
    TEXT = sections("Lindholm", {"Lamp Desk": "Issues visas.", "Boat Desk": "Handles visas and mends oars.", "Net Desk": "Dries nets and looks for missing people."})

    @pytest.mark.parametrize("question", ["Which desk is the one that does not handle visas?", "Which desks are among those that do not handle visas?"])
    def test_in_a_clause_about_the_unit(self, small_bot: Small, question: str) -> None:
        answer = small_bot(self.TEXT, "lindholm.md").answer(question, ())
        assert "Net Desk" in answer.text

    def test_missing_people_deny_nothing(self, small_bot: Small) -> None:
        assert small_bot(self.TEXT, "lindholm.md").answer("Which desks look for missing people?", ()).text.startswith("1 of 3 desks:\n- Net Desk")

    def test_what_is_missing_a_field_lacks_it(self, small_bot: Small) -> None:
        text = "# Desks\n\n| Desk | Does | Budget |\n|---|---|---|\n| Lamp Desk | lights | 100 |\n| Boat Desk | mends | none of its own |\n| Net Desk | dries | 300 |\n"
        assert small_bot(text, "desks.md").answer("Which desks do not have a budget of their own?", ()).text.startswith("1 of 3 desks:\n- Boat Desk")


class TestProvided:
    def test_verbs_that_say_little_do_not_part_a_list(self, small_bot: Small) -> None:
        texts = {
            "Lamp Desk": "It produces a tide report.",
            "Boat Desk": "It sends a tide report to the guild.",
            "Net Desk": "It draws up a tide report.",
            "Ferry Desk": "It prepares a tide report.",
            "Oar Desk": "It mends oars.",
        }
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer("Which desks produce a tide report?", ()).text.startswith("4 of 5 desks")

    def test_verbs_that_say_much_do(self, small_bot: Small) -> None:
        texts = {
            name: f"It {verb} the annual report."
            for name, verb in (("Lamp Desk", "publishes"), ("Boat Desk", "inspects"), ("Net Desk", "criticises"), ("Ferry Desk", "quotes"), ("Oar Desk", "stores"), ("Sail Desk", "posts"))
        }
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Which desks publish the annual report?", ()).text
        assert "Net Desk" not in answer
        assert "Boat Desk" not in answer


class TestStatedNumbers:
    @pytest.mark.parametrize(("most", "name"), [("most", "Lindholm Office"), ("fewest", "Sundvik Office")])
    def test_rank_units(self, small_bot: Small, most: str, name: str) -> None:
        texts = {"Torvik Office": "It owns 900 books.", "Lindholm Office": "It owns 15,000 old books.", "Aldersund Office": "It owns 1,200 books.", "Sundvik Office": "It owns twelve books."}
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer(f"Which office has the {most} books?", ()).text.startswith(f"{name}:")

    def test_what_a_team_counts_is_no_staff(self, small_bot: Small) -> None:
        texts = {"Seal Desk": "The team counts 40 seals every spring.", "Boat Desk": "It mends oars.", "Net Desk": "It dries nets."}
        assert "40" not in small_bot(sections("Lindholm", texts), "lindholm.md").answer("How many staff does the Seal Desk have?", ()).text


class TestPlaces:
    def test_an_exception_in_a_sentence_of_its_own(self, small_bot: Small) -> None:
        texts = {
            "Baltic Office": "It covers Denmark, Estonia and Latvia.",
            "Nordic Office": "The office serves the Nordic countries. The one exception is Denmark, which is looked after by the Baltic Office.",
            "Alpine Office": "It covers Austria.",
        }
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Who covers Denmark?", ()).text
        assert answer.startswith("Baltic Office:")
        assert "Nordic Office" not in answer.split("\n")[0]

    def test_an_exception_from_something_else(self, small_bot: Small) -> None:
        texts = {"Nordic Office": "It covers the Nordic countries. It mends oars. Fees are the same everywhere; the exception is Denmark.", "Baltic Office": "It covers Estonia.", "Alpine Office": "It covers Austria."}
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer("Who covers Denmark?", ()).text.startswith("Nordic Office:")


class TestTurns:
    TEXT = sections("Lindholm", {"Lamp Office": "It lights quays.", "Boat Office": "It mends oars and lights quays.", "Net Office": "It dries nets."})

    @pytest.mark.parametrize("turn", ["ok names please", "and which are they?", "Which ones are those?"])
    def test_the_names_please(self, small_bot: Small, turn: str) -> None:
        bot = small_bot(self.TEXT, "lindholm.md")
        assert bot.answer(turn, ("How many offices light quays?",)).text.startswith("2 of 3 offices:")

    def test_all_of_them(self, small_bot: Small) -> None:
        bot = small_bot(self.TEXT, "lindholm.md")
        assert bot.answer("Who lights quays? I need all of them, please.", ()).text.startswith("2 of 3 offices:")

    def test_a_clause_before_a_comma_is_no_question(self, small_bot: Small) -> None:
        bot = small_bot(sections("Lindholm", {"Lamp Office": "It lights quays at night.", "Boat Office": "It mends oars.", "Net Office": "It dries nets."}), "lindholm.md")
        assert bot.answer("When a quay gets dark, which office lights it?", ()).read_as == "When a quay gets dark, which office lights it?"


def test_what_is_nearest_is_not_said_of_a_name_that_is_missing(small_bot: Small) -> None:
    bot = small_bot(sections("Lindholm", {"Lamp Office": "It supports the Torvik Process on lights.", "Boat Office": "It mends oars.", "Net Office": "It dries nets."}), "lindholm.md")
    answer = bot.answer("Why does the Lamp Office support the Aster Accord on lights?", ())
    assert NEAREST not in answer.text
    assert answer.grade is Grade.NOT_STATED
