"""Questions that ask in a way of their own, and what texts say in a way of their own: each case is a small text of its own."""

import pytest
from small_texts import Small, names, read, said, sections

from qa.answer import Answer, Grade

HUBS = """# Hubs of the Reef Agency

The Reef Agency has four hubs. All hubs keep a register of divers and send a report to the Secretariat every month. The hubs do not sell boats.

## Torvik Hub

The hub serves Norway, Sweden and Denmark. It counts seals for the Tide Council and the Lamp Union. It promotes regional dialogue on tides and co-chairs the Tide Forum together with the Lamp Union and the Net Guild. Its 14 officers and clerks write a daily log.

## Lindholm Hub

The hub looks after Chile, Peru and Bolivia. It enhances regional dialogue on tides. It does not mend nets; that remains with Torvik. The hub employs 9 people.

## Brekkehavn Hub

Four countries fall to the Brekkehavn Hub: Ghana, Togo, Benin and Mali. It sends tide charts to the Tide Council. For pilots who do not speak Danish the hub books an interpreter. Buoys are painted in this hub of 21.

## Aldersund Hub

The hub works in the Pacific. It supports projects of the Lamp Union in Fiji. A diver who wants a permit should go to the Torvik Hub. With six divers, Aldersund has the smallest staff of all.
"""


@pytest.fixture
def hubs(small_bot: Small):  # type: ignore[no-untyped-def]
    """A chatbot over four hubs."""

    def ask(question: str, *history: str) -> Answer:
        return small_bot(HUBS, "hubs.md").answer(question, history)

    return ask


def units(answer: Answer) -> set[str]:
    """The hubs that the bulleted lines of an answer name."""
    return {hub for hub in ("Torvik", "Lindholm", "Brekkehavn", "Aldersund") if any(line.startswith(f"- {hub}") for line in answer.text.splitlines())}


class TestLists:
    def test_either_verb_of_one_thing(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("Which hubs promote or enhance regional dialogue on tides?")) == {"Torvik", "Lindholm"}

    def test_a_second_thing_with_a_verb_of_its_own(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("Which hubs promote regional dialogue or do interpreting?")) >= {"Torvik"}

    def test_countries_by_name(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("Which hubs name individual countries?")) == {"Torvik", "Lindholm", "Brekkehavn", "Aldersund"}
        assert hubs("Which hubs support projects in specific countries?").text.startswith("1 of 4 hubs:\n- Aldersund")

    def test_where_a_diver_is_sent_is_who_has_it(self, hubs) -> None:  # type: ignore[no-untyped-def]
        answer = hubs("Which hubs give divers a permit?").text
        assert "- Aldersund" not in answer

    def test_an_exception_leaves_the_negation(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("Apart from Torvik, which hubs do not enhance regional dialogue?")) == {"Brekkehavn", "Aldersund"}
        assert units(hubs("Which hubs but not Lindholm have to do with regional dialogue?")) <= {"Torvik"}

    def test_which_of_these_do_not(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("Which of Torvik, Lindholm and Brekkehavn do not co-chair a forum?")) == {"Lindholm", "Brekkehavn"}

    def test_a_relative_clause_denies_only_itself(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert hubs("Which hub books an interpreter?").text.startswith("Brekkehavn")

    def test_what_somebody_gathers_things_on(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("I am collecting everything on the Tide Council. Which hubs mention it?")) == {"Torvik", "Brekkehavn"}

    def test_who_shares_a_task_with_a_unit(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert "Lindholm" in hubs("Who shares the task of promoting regional dialogue with Torvik?").text

    def test_and_which_do_not(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert units(hubs("and which of them do not?", "Which hubs enhance regional dialogue?")) == {"Torvik", "Brekkehavn", "Aldersund"}
        assert hubs("and which do?", "Which hubs do not enhance regional dialogue?").text.startswith("1 of 4 hubs:\n- Lindholm")


class TestNumbers:
    def test_most_and_fewest_staff_in_many_words(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert hubs("Which hub has the most staff?").text.startswith("Brekkehavn")
        assert hubs("Which hub has the smallest staff?").text.startswith("Aldersund")

    def test_with_how_many(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert hubs("With how many bodies does Torvik co-chair the Tide Forum?").text.startswith("2 (Torvik Hub): Lamp Union; Net Guild.")

    def test_items_under_a_heading(self, small_bot: Small) -> None:
        text = "".join(
            f"# {name}\n\n## What we do\n\n- Mend nets.\n- Dry sails.\n\n## Who we work with\n\n{partners}\n\n"
            for name, partners in (("Net Team", "- The guild\n- The school"), ("Sail Team", "- The port"), ("Boat Team", "- The mill\n- The yard\n- The court"))
        )
        bot = small_bot(text, "teams.md")
        assert bot.answer("Which team has the most partners?").text.startswith("Boat Team: 3 listed")
        assert bot.answer("Which team has the fewest partners?").text.startswith("Sail Team: 1 listed")

    def test_a_telephone_number_is_no_amount(self, small_bot: Small) -> None:
        bot = small_bot(sections("Desks", {"Net Desk": "It mends nets. Contact: Phone: 0700 555 031.", "Sail Desk": "It dries sails. Contact: Phone: 0700 555 942."}), "desks.md")
        assert "0700" not in bot.answer("Which desk has the most contacts?").text


class TestDenials:
    def test_who_has_what_is_denied(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert hubs("Does Lindholm mend nets?").text.startswith("No. Lindholm Hub: It does not mend nets. [1]\nThat remains with Torvik. [2]")

    def test_nobody_is_said_to(self, hubs) -> None:  # type: ignore[no-untyped-def]
        answer = hubs("Does any hub breed horses?")
        assert answer.grade is Grade.NOT_STATED
        assert answer.text.startswith("No hub is said to do this; all 4 were checked")

    def test_who_once_did_something(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert hubs("Who founded the Tide Forum?").grade is Grade.NOT_STATED


class TestAll:
    def test_what_is_said_of_all_at_once(self, hubs) -> None:  # type: ignore[no-untyped-def]
        assert "keep a register of divers" in hubs("What do all hubs have in common?").text.splitlines()[1]

    def test_a_region_that_a_duty_names_is_not_covered(self, small_bot: Small) -> None:
        text = HUBS.replace("It enhances regional dialogue on tides.", "It enhances regional dialogue on tides in Central America.")
        assert small_bot(text, "hubs.md").answer("Does the Lindholm Hub cover Honduras?").grade is Grade.NOT_STATED


class TestReading:
    def test_names_that_open_paragraphs_with_and_without_a_noun(self) -> None:
        text = "# Whom to ask\n\n## Home\n\n**Rent Team.** Takes the payments and sends the letters.\n\n**Money Matters.** Advice about debts is given here.\n\n## Street\n\n**Repairs Desk.** Logs the job and sends a joiner.\n\n**Street Wardens** each look after a patch of their own.\n\n**Complaints Desk.** Answers in writing within ten days.\n"
        assert names(read(who__md=text)) == ["Rent Team", "Money Matters", "Repairs Desk", "Street Wardens", "Complaints Desk"]

    def test_a_contact_centre_is_a_unit(self) -> None:
        text = sections("Teams", {"Motor Team": "It settles claims.", "Contact Centre": "It answers calls.", "Contact": "Write to us."})
        assert names(read(teams__md=text)) == ["Motor Team", "Contact Centre"]

    def test_the_first_of_several_named_alike(self) -> None:
        text = sections("Guide", {"Lion Keepers": "We feed the lions.", "Deer Keepers": "The deer are fed by this team.", "Bird Team": "The Bird Team counts owls.", "Press Desk": "It answers reporters."})
        assert names(read(guide__md=text))[0] == "Lion Keepers"

    def test_a_question_inside_a_paragraph_leads_its_answer(self, small_bot: Small) -> None:
        text = sections("Desks", {"Key Desk": "We mend doors. Lost your key fob? You can have a new one here for £12.", "Rent Desk": "It sends the bills. Behind with the rent? Say so early."})
        assert "Lost your key fob?" not in said(read(desks__md=text), "Key Desk")
        assert "£12" in small_bot(text, "desks.md").answer("How much is a new key fob?").text

    def test_an_emphasised_topic_leads_its_paragraph(self, small_bot: Small) -> None:
        text = (
            sections("House", {"Press Desk": "It writes the programme.", "Music Library": "It lends scores."})
            + "\n\n## Good to know\n\n**Surtitles.** The Press Desk writes them, but it does not run them. They are operated by the Music Library.\n"
        )
        assert "operated by the Music Library" in small_bot(text, "house.md").answer("Who operates the surtitles?").text


SEATS = """# Our offices

## Oslo, Norway

Sells permits to divers. Manages the Reef Fund and works with the Tide Commission.

## Accra, Ghana

Sells permits to divers, counts seals and mends the nets of coastal villages in winter storms. Collects donations for the Reef Fund that Oslo manages.

## Lima, Peru

Sells permits to divers, counts seals and supports the Lima Process.

## Quito, Ecuador

Inspects growers of kelp, dulse and laver. Works with the Salt Commission and the Sea Bank.

## Writing to us

We reply within ten days.
"""


class TestSomeOfThem:
    @pytest.fixture
    def ask(self, small_bot: Small):  # type: ignore[no-untyped-def]
        bot = small_bot(SEATS, "offices.md")
        return lambda question: bot.answer(question)

    @staticmethod
    def listed(answer: Answer) -> set[str]:
        """The offices that the bulleted lines of an answer name."""
        return {name for name in ("Oslo", "Accra", "Lima", "Quito") if any(line.startswith(f"- {name}") for line in answer.text.splitlines())}

    @pytest.mark.parametrize("question", ["Which offices sell permits to divers, except those in Africa?", "Apart from the ones in Africa, which offices sell permits to divers?"])
    def test_all_but_those_somewhere(self, ask, question: str) -> None:  # type: ignore[no-untyped-def]
        answer = ask(question)
        assert self.listed(answer) == {"Oslo", "Lima"}
        assert answer.grade is Grade.INFERRED  # by the places in their names

    @pytest.mark.parametrize("question", ["Of the offices in Oslo, Accra and Quito, which count seals?", "Among Oslo, Accra and Quito, which offices count seals?"])
    def test_which_of_those_named(self, ask, question: str) -> None:  # type: ignore[no-untyped-def]
        text = ask(question).text
        assert "Accra" in text
        assert "Lima" not in text

    def test_a_body_called_so(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert self.listed(ask("Which offices work with a body called a Commission?")) == {"Oslo", "Quito"}

    def test_a_body_with_a_word_in_its_name_is_no_unit_spoken_of_before(self, ask, small_bot: Small) -> None:  # type: ignore[no-untyped-def]
        question = "Which offices work with a body that has the word Commission in its name?"
        assert small_bot(SEATS, "offices.md").answer(question, ("What does Lima do?",)).text == ask(question).text

    def test_a_question_that_says_of_what_it_speaks_leans_on_no_turn(self, ask, small_bot: Small) -> None:  # type: ignore[no-untyped-def]
        question = "Since Lima supports the Lima Process, how does it do that?"
        assert small_bot(SEATS, "offices.md").answer(question, ("Which offices count seals?",)).text == ask(question).text

    def test_what_a_relative_clause_says_of_another_one(self, ask) -> None:  # type: ignore[no-untyped-def]
        text = ask("Which offices manage a fund?").text
        assert "Oslo" in text
        assert "- Accra" not in text

    @pytest.mark.parametrize("question", ["Which desks run a fair or help to run one?", "Which desks run the fair?"])
    def test_the_verb_before_a_relative_clause_is_its_own(self, small_bot: Small, question: str) -> None:
        text = sections("Desks", {"Press Desk": "It runs the fair that the Ferry Desk paints.", "Ferry Desk": "It sells tickets.", "Oil Desk": "It fills the lamps."})
        assert small_bot(text, "desks.md").answer(question).text.count("Press Desk: It runs the fair") == 1

    @pytest.mark.parametrize("question", ["Between the Ferry Desk and the Press Desk, which topics overlap?", "Between the Ferry Desk and the Press Desk, which activities are common to both?"])
    def test_what_two_have_in_common_is_no_choice_between_them(self, small_bot: Small, question: str) -> None:
        text = sections("Desks", {"Press Desk": "It mends boats for schools.", "Ferry Desk": "It mends boats for schools.", "Oil Desk": "It fills the lamps."})
        assert small_bot(text, "desks.md").answer(question).text.startswith("Both")

    def test_grants_to_those_somewhere_go_to_no_office_there(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert "Accra" not in ask("Which offices give grants to those in Africa?").text

    @pytest.mark.parametrize("question", ["Which offices help coffee growers?"])
    def test_the_last_item_of_a_list_may_be_another_thing(self, small_bot: Small, question: str) -> None:
        text = sections("Offices", {"Field Office": "It helps coffee growers.", "Market Office": "It helps growers of beans, nuts, tea and coffee roasters.", "Salt Office": "It digs salt."})
        assert "Market" not in small_bot(text, "offices.md").answer(question).text

    def test_members_that_are_no_countries_of_today(self, small_bot: Small) -> None:
        text = sections("Offices", {"Field Office": "Bavaria, Saxony and Hesse make up the Tide League. It helps them.", "Salt Office": "It digs salt."})
        assert "Saxony" in small_bot(text, "offices.md").answer("Which states make up the Tide League?").text

    def test_all_but_those_in_a_country(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert self.listed(ask("Which offices sell permits to divers, other than those in Ghana?")) == {"Oslo", "Lima"}

    def test_whom_to_contact(self, ask, small_bot: Small) -> None:  # type: ignore[no-untyped-def]
        assert ask("Who is the contact person in Accra?").grade is Grade.NOT_STATED
        text = sections("Desks", {"Press Desk": "E-mail: press@desk.example\n\nIt writes news.", "Ferry Desk": "Ann Lee (ferry@desk.example) sells tickets.", "Oil Desk": "It fills lamps."})
        desks = small_bot(text, "desks.md")
        assert "press@desk.example" in desks.answer("Who is the contact person of the Press Desk?").text
        assert "Ferry Desk" in desks.answer("Which desks have an e-mail address?").text
        without = desks.answer("Which desks do not have an e-mail address?").text.split("It is said")[0]
        assert "Oil Desk" in without
        assert "Ferry Desk" not in without

    def test_titles_that_are_not_given(self, small_bot: Small) -> None:
        text = sections("Desks", {"Press Desk": "It publishes studies on tides.", "Ferry Desk": "It publishes reports such as Lamps of the North.", "Oil Desk": "It fills lamps."})
        desks = small_bot(text, "desks.md")
        assert desks.answer("What are the titles of the studies of the Press Desk?").grade is Grade.NOT_STATED

    def test_members_are_named_or_not_stated(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert ask("Which countries take part in the Lima Process?").grade is Grade.NOT_STATED

    def test_the_year_of_what_was_done(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert ask("In which year was the Reef Fund set up?").grade is Grade.NOT_STATED

    def test_what_is_its_own_in_part(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert "coastal villages" in ask("What is unique to the Accra office?").text

    def test_of_each_in_a_list(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert "Quito" in ask("Which office inspects laver growers?").text

    def test_whether_any_of_them_works_with_a_body_that_the_text_lacks(self, ask) -> None:  # type: ignore[no-untyped-def]
        assert ask("Do any of the offices work with the Wool Bank?").text.startswith("No")

    def test_a_heading_to_readers_is_no_unit(self) -> None:
        assert names(read(offices__md=SEATS)) == ["Oslo, Norway", "Accra, Ghana", "Lima, Peru", "Quito, Ecuador"]

    def test_a_unit_that_comes_in_late(self) -> None:
        text = (
            "Our stations\n\nHigh above the fjord, Torvik Station keeps the big lamp. It sells oil.\n\nOlder than the rest is Lindholm Station, which counts seals. It mends nets.\n\nThe tide is the business of Aldersund Station. It draws the charts.\n\n"
            "Far beyond the Salt Circle the winter is long, and Brekkehavn Station makes the most of it. Only nine people live there. Every night Brekkehavn photographs the sky.\n\nIn summer the rooms at Brekkehavn are let.\n"
        )
        assert "Brekkehavn Station" in names(read(stations__txt=text))
