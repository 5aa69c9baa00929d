"""What somebody in a situation asks, and the shapes of text that showed what such questions need: each case is a small text of its own."""

import pytest
from small_texts import Small, names, quotes, read, sections

from corpus.words import NUMBERS
from qa.answer import Grade
from qa.hours import frequencies, how_often
from qa.respond.lookups import NEAREST
from qa.tokens import related

OFFICES = sections(
    "Lindholm Harbour",
    {
        "Boat Office": "The Boat Office rents out boats and mends broken oars for fishermen on the quay.",
        "Lamp Office": "The Lamp Office lights the quays and answers complaints about dark corners at night.",
        "Net Office": "The Net Office dries nets and sells twine.",
    },
)


class TestReading:
    def test_paragraphs_that_open_with_who_acts(self) -> None:
        text = """Lindholm Hospitals brings together three houses. What follows is an account of the departments.

The Lamp Office lights the wards. Its six people work at night. Patients who lose a bag go to Ward Planning.

You will find it beside the gate, or on extension
2040 at night.

Ward Planning finds a bed for each patient from the ground floor of the Torvik House. It also books cars.

The Blood Office tests blood and trains nurses. It is on the first floor of the Torvik House.

Paper Records keeps the files of all patients. It destroys a record after twenty years.

The Visitors' Office answers letters. It works with Ward Planning.

The Kitchen Team cooks for the wards. Nobody else may.
"""
        corpus = read(who__txt=text)
        assert names(corpus) == ["Lamp Office", "Ward Planning", "Blood Office", "Paper Records", "Visitors' Office", "Kitchen Team"]
        assert any("2040" in q for q in quotes(corpus, "Lamp Office"))

    def test_a_person_who_opens_a_paragraph_is_no_unit(self) -> None:
        text = "The Lamp Office lights the quays. It works at night.\n\nThe Boat Office rents boats. It works by day.\n\nThe Net Office dries nets. It sells twine.\n\nAda Lind Torvik chairs the meetings. She is the eldest.\n"
        assert names(read(who__txt=text)) == ["Lamp Office", "Boat Office", "Net Office"]

    @pytest.mark.parametrize("said", ["runs bus services. It sells tickets.", "has three teams. It sells tickets.", "unites families. It helps them."])
    def test_what_a_unit_has_makes_it_no_whole(self, said: str) -> None:
        text = f"The Ferry Office {said}\n\nThe Lamp Office lights the quays. It works at night.\n\nThe Boat Office rents boats. It works by day.\n\nThe Net Office dries nets. It sells twine.\n"
        assert names(read(who__txt=text)) == ["Ferry Office", "Lamp Office", "Boat Office", "Net Office"]

    def test_names_of_one_sort_end_alike(self) -> None:
        text = "LINDHOLM FORESTS\n\n" + "\n\n".join(
            f"{n}. {name}\n\n{said}"
            for n, (name, said) in enumerate(
                [
                    ("Maps Office", "The Office keeps the maps."),
                    ("Northern Lamp Area", "This area sends twelve wardens out from Torvik."),
                    ("Southern Lamp Area", "Nine wardens based at Lindholm walk the shores."),
                    ("Eastern Lamp Area", "With sixteen wardens, it keeps the fire watch. The area also mends huts."),
                    ("Seed Desk", "The Desk sells seeds."),
                    ("Path Section", "The Section mends paths."),
                ],
                1,
            )
        )
        corpus = read(forests__txt=text)
        assert {"Northern Lamp Area", "Southern Lamp Area", "Eastern Lamp Area"} <= set(names(corpus))
        assert [u.noun for u in corpus.units if u.name.endswith("Area")] == ["area"] * 3

    def test_what_follows_a_list_of_terms_stands_under_none_of_them(self) -> None:
        text = "<h1>Desks</h1>" + "".join(
            f"<h2>{n} Desk</h2><dl><dt>Head</dt><dd>{h}</dd><dt>Staff</dt><dd>{s}</dd></dl><p>The desk looks after some sixty {t}.</p>"
            for n, h, s, t in (("Boat", "Ann Lee", 12, "boats"), ("Lamp", "Bo Ek", 34, "lamps"), ("Net", "Cy Day", 22, "nets"))
        )
        corpus = read(desks__html=text)
        assert [s.heading[-1] for s in corpus.statements if "sixty" in corpus.quote(s)] == ["Boat Desk", "Lamp Desk", "Net Desk"]

    def test_what_is_set_aside_hangs_on_the_sentence_before(self, small_bot: Small) -> None:
        bot = small_bot(
            sections("Lindholm", {"Shop Desk": "Shops are inspected every year. Market stalls are excluded, since the guild looks after them.", "Lamp Desk": "The Lamp Desk lights lamps.", "Net Desk": "It dries nets."}),
            "lindholm.md",
        )
        answer = bot.answer("Are market stalls inspected by the Shop Desk?", ())
        assert answer.text.startswith("No.")
        assert "Market stalls are excluded" in answer.text


class TestNotDone:
    TEXT = "# Departments\n\n" + "\n\n".join(
        f"## {name}\n\n**What we do**\n\n- {does}\n\n**What we do not do**\n\n- {does_not}"
        for name, does, does_not in (("Lamp Desk", "Light the quays", "Mend oars (ask the Boat Desk)"), ("Boat Desk", "Mend oars and masts", "Value old boats"), ("Net Desk", "Dry nets", "Sell fish"))
    )

    def test_who_does_it_is_not_who_says_that_it_does_not(self, small_bot: Small) -> None:
        answer = small_bot(self.TEXT, "departments.md").answer("Who mends oars?", ())
        assert answer.text.startswith("Boat Desk: Mend oars and masts.")
        assert "Lamp Desk" not in answer.text

    def test_it_is_said_that_it_is_not_done(self, small_bot: Small) -> None:
        answer = small_bot(self.TEXT, "departments.md").answer("Does the Lamp Desk mend oars?", ())
        assert answer.text.startswith("No. Lamp Desk: What we do not do: Mend oars")

    def test_a_list_leaves_it_out(self, small_bot: Small) -> None:
        answer = small_bot(self.TEXT, "departments.md").answer("Which departments mend oars?", ())
        assert answer.checked is not None
        assert answer.checked.matched == 1


class TestNumbers:
    def test_in_words(self) -> None:
        assert (NUMBERS["thirty"], NUMBERS["sixty-four"], NUMBERS["ninety-nine"]) == (30, 64, 99)

    @pytest.mark.parametrize(("question", "name"), [("Which office has the most staff?", "Lamp Office"), ("Which office has the fewest people working in it?", "Net Office")])
    def test_are_compared(self, small_bot: Small, question: str, name: str) -> None:
        texts = {
            "Boat Office": "Run by Ann Lee with a staff of twelve, it has a budget of £1.8 million a year.",
            "Lamp Office": "The Lamp Office lights quays. It employs sixty-four people.",
            "Net Office": "The Net Office dries nets. Four people work there, in the cellar.",
        }
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer(question, ()).text.startswith(f"{name}:")

    def test_are_given_whole(self, small_bot: Small) -> None:
        texts = {"Word Office": "The Word Office sends interpreters in thirty-eight languages.", "Lamp Office": "It lights lamps.", "Net Office": "It dries nets."}
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer("How many languages does the Word Office have?", ()).text.startswith("Thirty-eight")

    def test_tell_units_apart(self, small_bot: Small) -> None:
        texts = {"Boat Office": "The office has two cranes.", "Lamp Office": "The office has three cranes.", "Net Office": "The office, with two cranes, dries nets."}
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("How many offices have two cranes?", ())
        assert answer.text.startswith("2 offices of 3")


class TestHowOften:
    @pytest.mark.parametrize(
        ("asked", "said"), [("twice a year", "every six months"), ("every two months", "every other month"), ("four times a year", "quarterly"), ("once a month", "monthly"), ("once a term", "every term")]
    )
    def test_in_several_words(self, asked: str, said: str) -> None:
        assert frequencies(f"Which committees meet {asked}?") == [(22, 22 + len(asked))]
        pattern = how_often(asked)
        assert pattern is not None
        assert pattern.search(said)

    def test_nothing_else_is_one(self) -> None:
        assert frequencies("Which office checks every two boats twice?") == []

    def test_tells_units_apart(self, small_bot: Small) -> None:
        rows = "| Committee | Meets |\n|---|---|\n| Lamp Committee | Every two months, Torvik |\n| Boat Committee | Every month, Lindholm |\n| Net Committee | Twice a year, Lindholm |\n"
        answer = small_bot(f"# Committees\n\n{rows}", "committees.md").answer("Which committees meet every two months?", ())
        assert answer.text.startswith("1 of 3 committees:\n- Lamp Committee")


class TestNone:
    ROWS = "# Committees\n\n| Committee | What it does | Budget |\n|---|---|---|\n| Lamp Committee | Lights the quays; adopts the budget | none (met by the guild) |\n| Boat Committee | Rents boats; mends oars | 4,000 |\n| Net Committee | Dries nets; sells twine | none |\n"

    def test_a_field_that_says_none(self, small_bot: Small) -> None:
        bot = small_bot(self.ROWS, "committees.md")
        assert bot.answer("Which committees have no budget of their own?", ()).text.startswith("2 of 3 committees:\n- Lamp Committee")
        assert bot.answer("Which committees have a budget?", ()).text.startswith("1 of 3 committees:\n- Boat Committee")


class TestSeats:
    TEXT = sections("Museums of Lindholm", {"Boat Museum, Torvikhavn": "Keeps boats.", "Lamp Museum, Aldersund": "Keeps lamps.", "Net Museum, Torvikhavn": "Keeps nets."})

    @pytest.mark.parametrize(("question", "count"), [("Which museums are in Torvikhavn?", 2), ("How many museums are there in Aldersund?", 1), ("Which museums are not in Torvikhavn?", 1)])
    def test_in_headings(self, small_bot: Small, question: str, count: int) -> None:
        answer = small_bot(self.TEXT, "museums.md").answer(question, ())
        assert answer.text.startswith(f"{count} of 3 museums:")


class TestFrames:
    @pytest.mark.parametrize(
        "question",
        [
            "A reporter wants to know which offices dry nets. What should I tell her?",
            "My boss asks which offices dry nets.",
            "I am looking for offices that dry nets.",
            "I am interested in offices that dry nets. Which are they?",
        ],
    )
    def test_a_list_that_somebody_else_wants(self, small_bot: Small, question: str) -> None:
        assert small_bot(OFFICES, "lindholm.md").answer(question, ()).text.startswith("1 of 3 offices:\n- Net Office")

    @pytest.mark.parametrize("question", ["How many offices are described on this page?", "How many offices are listed here?", "How many offices are presented in this guide?"])
    def test_units_are_counted_wherever_they_are_described(self, small_bot: Small, question: str) -> None:
        assert small_bot(OFFICES, "lindholm.md").answer(question, ()).text.startswith("3 offices:")

    def test_a_body_that_the_text_lacks_is_a_no(self, small_bot: Small) -> None:
        answer = small_bot(OFFICES, "lindholm.md").answer("Is there any office that works with the Arctic Council?", ())
        assert answer.text.startswith("No. The text does not mention")
        assert answer.grade is Grade.NOT_STATED

    def test_it_is_what_the_question_itself_speaks_of(self, small_bot: Small) -> None:
        question = "Which offices work with a guild and also support it?"
        assert small_bot(OFFICES, "lindholm.md").answer(question, ("Which offices are in Norway?",)).read_as == question

    @pytest.mark.parametrize("question", ["Honestly, which office do you think dries nets?", "Which office would you say dries nets?"])
    def test_an_opinion_of_facts_is_a_fact(self, small_bot: Small, question: str) -> None:
        assert small_bot(OFFICES, "lindholm.md").answer(question, ()).text.startswith("Net Office:")

    def test_what_is_told_before_is_no_frame(self, small_bot: Small) -> None:
        answer = small_bot(OFFICES, "lindholm.md").answer("A visitor has written that he wants to know what a boat costs. Who rents out boats?", ())
        assert answer.text.startswith("Boat Office:")

    def test_who_takes_part(self, small_bot: Small) -> None:
        texts = {"Boat Office": "The Boat Office organises the regatta week.", "Lamp Office": "The Lamp Office lights the regatta week.", "Net Office": "It dries nets."}
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Who takes part in the regatta week?", ())
        assert "Boat Office" in answer.text
        assert "Lamp Office" in answer.text
        assert "Net Office" not in answer.text


class TestSituations:
    def test_what_is_told_at_length_is_answered_by_what_is_nearest(self, small_bot: Small) -> None:
        answer = small_bot(OFFICES, "lindholm.md").answer("My uncle snapped both his oars on a rock and the broken wood is lying on the quay. Whom could he possibly visit?", ())
        assert answer.text.startswith(f"{NEAREST}\nBoat Office:") or answer.text.startswith("Boat Office:")

    def test_words_of_a_units_name_lead_to_it(self, small_bot: Small) -> None:
        texts = {"Lost Property Office": "Whatever is found on our boats is brought to the office at the pier and stored for ninety days.", "Lamp Office": "It lights lamps.", "Net Office": "It dries nets."}
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("I left my umbrella on the boat this morning, where can I get it back?", ())
        assert answer.text.split("\n")[-1].startswith("Lost Property Office:")

    @pytest.mark.parametrize("question", ["Who runs the sauna?", "Who repaints the chapel ceiling?"])
    def test_a_short_question_for_what_is_not_there_is_refused(self, small_bot: Small, question: str) -> None:
        assert small_bot(OFFICES, "lindholm.md").answer(question, ()).grade is Grade.NOT_STATED


class TestWords:
    @pytest.mark.parametrize(("a", "b"), [("customs", "customer"), ("polici", "polic"), ("plan", "plant"), ("communiti", "communic"), ("elect", "electr")])
    def test_that_only_look_alike(self, a: str, b: str) -> None:
        assert not related(a, b)

    def test_a_thing_in_small_letters_is_no_unit(self, small_bot: Small) -> None:
        texts = {"Boat Office": "Applications for river lamps are not handled by the Boat Office. It rents boats.", "River Lamps Office": "The office sells river lamps and mends them.", "Net Office": "It dries nets."}
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Does the Boat Office handle applications for river lamps?", ())
        assert answer.text.startswith("No. Boat Office:")

    def test_a_verb_that_says_little_of_its_object(self, small_bot: Small) -> None:
        texts = {
            "Boat Office": "The office issues mooring permits.",
            "Lamp Office": "It grants permits for lanterns.",
            "Net Office": "It dries nets.",
            "Fish Desk": "The desk does not decide on fishing permits.",
            "Tide Desk": "It reads tides.",
            "Rope Desk": "It sells rope.",
        }
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Which units issue permits?", ())
        assert answer.checked is not None
        assert answer.checked.matched == 2

    def test_another_verb_of_the_object_is_another_duty(self, small_bot: Small) -> None:
        texts = {
            "Boat Office": "It publishes a newsletter.",
            "Lamp Office": "It prohibits newsletters about gas lamps.",
            "Net Office": "It collects the newsletter from the post.",
            "Fish Desk": "It edits a newsletter.",
            "Tide Desk": "It reads tides.",
            "Rope Desk": "It sells rope.",
        }
        answer = small_bot(sections("Lindholm", texts), "lindholm.md").answer("Which units publish a newsletter?", ())
        assert [line.split(":")[0] for line in answer.text.split("\n") if line.startswith("- ")] == ["- Boat Office", "- Fish Desk"]

    @pytest.mark.parametrize("question", ["The Boat Office needs what papers for a child?", "The Lamp Office asks how many forms?"])
    def test_what_a_unit_asks_is_asked_about_it(self, small_bot: Small, question: str) -> None:
        assert small_bot(OFFICES, "lindholm.md").answer(question, ()).read_as.startswith(question[:15])

    def test_what_a_unit_is_called_elsewhere(self, small_bot: Small) -> None:
        texts = {"Boat Office": "It rents boats. In older papers you will find it under the name of the Secretariat.", "Lamp Office": "It lights lamps.", "Net Office": "It dries nets."}
        assert small_bot(sections("Lindholm", texts), "lindholm.md").answer("What does the Secretariat do?", ()).text.startswith("Boat Office:\n- It rents boats")


def test_a_list_of_who_covers_an_area_says_what_was_checked(small_bot: Small) -> None:
    texts = {"Torvik Office": "Supports our people in South America.", "Lindholm Office": "Supports our people in Central America.", "Alder Office": "Supports our people in East Africa."}
    answer = small_bot(sections("Offices", texts), "offices.md").answer("Which offices cover the Americas?", ())
    assert answer.grade is Grade.STATED  # the names of the parts say what they are parts of
    assert answer.text.startswith("2 of 3 offices:")
    assert answer.text.endswith("All 3 were checked.")
