"""Charters, letters, handbooks with hours: how they are read and what is answered from them; each case is a small text of its own."""

import pytest
from small_texts import Small, names, read, said

from qa import hours

CHARTER = """CHARTER OF THE LEAGUE OF LAMPS

PART I. GENERAL PROVISIONS

Article 1. Organs
The League (in this Charter "the League") acts through its organs.

PART II. THE ASSEMBLY

Article 2. Composition of the Assembly
The Assembly consists of all members of the League. It meets each May.

Article 3. Functions of the Assembly
The Assembly shall:
(a) elect the Council;
(b) adopt the budget.

PART III. THE COUNCIL

Article 4. Composition of the Council
The Council has five members, chosen by the League.

Article 5. Functions of the Council
The Council shall:
(a) appoint the keeper;
(b) publish the journal.

PART IV. THE LAMP CHAMBER

Article 6. Composition of the Lamp Chamber
The Lamp Chamber has three members, drawn by lot.

Article 7. Functions of the Lamp Chamber
The Lamp Chamber shall:
(a) settle disputes;
(b) hear appeals.

PART V. THE WIDOWS' FUND

Article 8. Widows' Fund
1. The Widows' Fund is managed by three trustees.
2. The Widows' Fund shall:
(a) pay pensions;
(b) run the rest house.
"""


class TestCharters:
    def test_a_part_and_its_articles_are_one_organ(self) -> None:
        corpus = read(charter__txt=CHARTER)
        assert names(corpus) == ["Assembly", "Council", "Lamp Chamber", "Widows' Fund"]
        assert said(corpus, "Lamp Chamber") == ["The Lamp Chamber has three members, drawn by lot.", "settle disputes", "hear appeals."]

    def test_its_own_name_is_no_condition(self, small_bot: Small) -> None:
        assert small_bot(CHARTER).answer("Who publishes the League's journal?").text.startswith("Council: publish the journal")

    def test_organs_are_units(self, small_bot: Small) -> None:
        assert small_bot(CHARTER).answer("How many organs hear appeals?").text.startswith("1 unit of 4")

    def test_articles_lie_below_the_sections_that_hold_them(self) -> None:
        sections = "\n\n".join(
            f"Section {n}. The {name}\n\nArticle {2 * n}. Composition\nThe {name} has {n} members.\n\nArticle {2 * n + 1}. Functions\nThe {name} shall:\n(a) keep the {thing};\n(b) print the list of {thing}s."
            for n, (name, thing) in enumerate([("Lamp Chamber", "lamp"), ("Boat Chamber", "boat"), ("Rope Board", "rope")], 1)
        )
        corpus = read(statutes__txt=f"STATUTES\n\nCHAPTER I. ORGANS\n\n{sections}\n")
        assert names(corpus) == ["The Lamp Chamber", "The Boat Chamber", "The Rope Board"]
        assert len(said(corpus, "The Boat Chamber")) == 3

    def test_who_is_charged_is_an_organ_without_a_noun_for_one(self) -> None:
        corpus = read(
            order__txt="THE ORDER\n\n1. Lamp Office\n1.1 There shall be a Lamp Office.\n1.2 The functions of the Lamp Office are:\n(a) to light the lamps;\n(b) to buy oil.\n\n2. Fire Watch\n2.1 There shall be a Fire Watch.\n2.2 The functions of the Fire Watch are:\n(a) to staff the towers;\n(b) to give warnings.\n\n3. Rope Board\n3.1 There shall be a Rope Board.\n3.2 The functions of the Rope Board are:\n(a) to twist ropes;\n(b) to sell twine.\n"
        )
        assert names(corpus) == ["Lamp Office", "Fire Watch", "Rope Board"]


class TestHeadings:
    def test_a_topic_before_the_name(self) -> None:
        text = "# Whom to ask\n\n" + "\n\n".join(
            f"## {topic} {name}\n\nThey {duty}."
            for topic, name, duty in [
                ("Off by boat?", "The Ferry Desk", "sell tickets"),
                ("Pay and leave:", "the People Team", "pay wages"),
                ("Keys, parcels:", "the House Team", "cut keys"),
                ("Screens:", "Tech Help", "mend screens"),
            ]
        )
        assert names(read(page__md=text)) == ["Ferry Desk", "People Team", "House Team", "Tech Help"]

    def test_names_that_end_in_one_noun(self) -> None:
        parts = "".join(
            f"<h2>{n}</h2><h3>{a} Counter</h3><p>Ground floor.</p><ul><li>Pay {x}</li><li>Ask about {x}</li></ul>"
            for n, a, x in [("Homes", "Rent", "rent"), ("Works", "Repairs", "repairs"), ("Keys", "Lettings", "deposits")]
        )
        corpus = read(page__html=f"<h1>Which counter?</h1><p>All our counters are in one house.</p>{parts}")
        assert names(corpus) == ["Rent Counter", "Repairs Counter", "Lettings Counter"]
        assert corpus.noun == "counter"

    def test_departments_around_sections_are_units_where_the_text_calls_them_so(self) -> None:
        text = "# Handbook\n\n" + "\n\n".join(
            f"## {name}\n\n{name} runs the {thing}. The department has one section.\n\n### {thing.title()} Section\n\n- mends the {thing}\n- sells the {thing}"
            for name, thing in [("Marine Operations", "boats"), ("Engineering", "engines"), ("Passenger Services", "tickets")]
        )
        corpus = read(book__md=text)
        assert [u.name for u in corpus.units if u.parent is None] == ["Marine Operations", "Engineering", "Passenger Services"]
        assert len(corpus.units) == 6

    def test_a_line_that_only_says_whose_part_it_is(self) -> None:
        text = "# Baths\n\n## Front Office\n\n- sells tickets\n\n### Membership Desk\n\n*Section of the Front Office*\n\n- issues cards\n- renews cards\n\n## Pool Office\n\n- cleans the pool\n"
        corpus = read(baths__md=text)
        assert names(corpus) == ["Front Office", "Membership Desk", "Pool Office"]
        assert said(corpus, "Membership Desk")[-2:] == ["issues cards", "renews cards"]

    def test_a_name_below_a_seat_only_says_what_sits_there(self) -> None:
        entries = "\n\n".join(
            f"{seat}\n{'Regional Office for the ' + side + '. 9 staff, two of them on leave.' if n % 2 else 'Field office, reporting to the regional one. 4 staff, one of them away.'}\nCoverage. {side} islands and the coast behind them, as far as the hills.\nPartners. The Guild of {thing}s."
            for n, (seat, side, thing) in enumerate([("Dakar, Senegal", "West", "Boat"), ("Niamey, Niger", "North", "Lamp"), ("Nairobi, Kenya", "East", "Rope"), ("Lusaka, Zambia", "South", "Sail")], 1)
        )
        corpus = read(offices__txt=f"THE LOCUST UNION\nRegional and Field Offices\n\nWe work through four offices.\n\n{entries}\n")
        assert names(corpus) == ["Dakar, Senegal", "Niamey, Niger", "Nairobi, Kenya", "Lusaka, Zambia"]
        assert "Partners. The Guild of Lamps." in said(corpus, "Niamey, Niger")

    def test_fields_of_a_front_matter_are_said_of_the_page(self) -> None:
        corpus = read(
            library__md="---\ntitle: Lending Library\nlayout: page\nhead: Ann Lee\nopening: Monday to Saturday\ndraft: false\n---\n\nThe library lends books.\n",
            registry__md="---\ntitle: Registry\nhead: Bo Kerr\nopening: Monday to Friday\n---\n\nThe registry keeps the rolls.\n",
        )
        assert said(corpus, "Lending Library") == ["Head: Ann Lee", "Opening: Monday to Saturday", "The library lends books."]

    def test_bold_labels_on_lines_of_their_own_are_fields(self) -> None:
        text = "# Dairy\n\n" + "\n\n".join(
            f"## {name}\n\n**Head:** {who}\n**Phone:** 41{n}0\n**Staff:** {n}\n\n- {duty}"
            for n, (name, who, duty) in enumerate([("Milk Desk", "Ann Lee", "buys milk"), ("Cheese Office", "Bo Kerr", "makes cheese"), ("Churn Team", "Cy Moss", "churns butter")], 1)
        )
        assert said(read(dairy__md=text), "Cheese Office")[:3] == ["Head: Bo Kerr", "Phone: 4120", "Staff: 2"]


LETTER = """Dear all,

You asked me who does what now. Here it is, in plain words, for everyone in the practice.

Let me begin at the door. The Front Desk, led by Pia Lunt, is seven people and sits at Castle Street, Monday to Saturday. They answer the telephone and book every visit.

Behind it you will find the Day Clinic, under Dr Sunil Abara. It has nine people. The Day Clinic gives vaccinations and issues travel papers.

All surgery takes place at the yard. The Theatre, which Dr Hanne Wrigg leads, carries out operations and gives anaesthetics. There are six of them.

Next door is the Ward. Our nurse Coleen Tidd leads it, and there are twelve people, because the Ward is staffed every day of the year. They feed the animals.

The Farm Round keeps its name. Dr Greta Pellow and her colleagues, four people in all, drive three vans. They test cattle.

Finally, the Accounts Office, up the stairs. Deniz Holloway leads its four people. They send the bills.
"""


class TestLetters:
    def test_names_of_which_the_text_says_who_works_there(self) -> None:
        assert names(read(letter__txt=LETTER)) == ["Front Desk", "Day Clinic", "Theatre", "Ward", "Farm Round", "Accounts Office"]

    def test_crews_of_one_word(self) -> None:
        crews = [("Let me begin with Canvas, since without it there is only a field. Bram Tolleck leads it.", "Canvas puts up the tent."), ("Getting us to the next town is the business of Wagons. Ilse Marr and her people, eight of them, drive.", "Wagons keeps a log."),
                 ("You will soon know the way to Kitchen. Magda Oyel and five others cook there.", "They buy eggs."), ("Last, and smallest, is Schoolroom. Agnes Till heads it.", "They give lessons."), ("Wardrobe is four people and a dog. Perpetua Lorn runs it.", "They mend costumes and hire out Wardrobe hats, for Wardrobe has many.")]  # fmt: skip
        text = "Dear newcomer,\n\nWe are five crews. Each goes by a single word. Read on.\n\n" + "\n\n".join(f"{a} {b} It is so every day." for a, b in crews)
        assert names(read(letter__txt=text)) == ["Canvas", "Wagons", "Kitchen", "Schoolroom", "Wardrobe"]

    def test_a_person_who_leads_is_no_unit(self) -> None:
        corpus = read(letter__txt=LETTER)
        assert not {"Pia Lunt", "Deniz Holloway", "Castle Street"} & set(names(corpus))


HANDBOOK = """# Ferry handbook

## Control Room

- Hours: day and night, every day of the year
- Head: Bram Okel
- follows the ships
- keeps the log

## Crewing Section

- Hours: Monday to Friday, 8 am to 4 pm
- Head: Tomas Redd
- draws up the rosters

## Dock Section

- Hours: Monday to Saturday, 6 am to 2 pm
- Section leader: Piet Lamm
- paints the hulls
- destroys worn ropes on the 25th of each month

## Ticket Desk

- Hours: Tuesday and Thursday, 9.00 to 12.00
- Head: Ann Lee
- sells tickets
- pays refunds of up to 40 euros
"""


class TestHours:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Monday to Saturday, 6 am to 2 pm", [0, 1, 2, 3, 4, 5]),
            ("open Friday to Tuesday", [0, 1, 4, 5, 6]),
            ("Mon–Fri 9:00–17:00, closed Wednesdays", [0, 1, 3, 4]),
            ("every day of the year", [0, 1, 2, 3, 4, 5, 6]),
            ("weekdays from 8 to 5", [0, 1, 2, 3, 4]),
            ("Tuesday and Thursday, 2 to 4 pm", [1, 3]),
            ("by appointment", []),
        ],
    )
    def test_days_are_filled_in(self, text: str, found: list[int]) -> None:
        assert [day for day, _, _ in hours.days(text)] == found

    @pytest.mark.parametrize(
        ("question", "asks"),
        [
            ("When are the stores open?", True),
            ("Which desks are staffed at weekends?", True),
            ("Which teams are working on a Saturday?", True),
            ("Who opens the post on Mondays?", False),
            ("Who tests the alarms on Wednesdays?", False),
        ],
    )
    def test_what_asks_when_somebody_is_there(self, question: str, asks: bool) -> None:
        assert hours.asks_when_there(question) is asks

    def test_a_day_within_a_range_is_said(self, small_bot: Small) -> None:
        bot = small_bot(HANDBOOK, "handbook.md")
        assert bot.answer("Is the Dock Section open on Fridays?").text.startswith("Yes. Dock Section: Hours: Monday to Saturday")
        assert bot.answer("Is the Crewing Section open on Sundays?").text.startswith("No. Crewing Section: Hours: Monday to Friday")

    def test_lists_by_day(self, small_bot: Small) -> None:
        bot = small_bot(HANDBOOK, "handbook.md")
        text = bot.answer("Which units are open on Saturdays?").text
        assert "Control Room" in text
        assert "Dock Section" in text
        assert "Crewing Section" not in text
        assert "Ticket Desk" not in text

    def test_when_something_is_open(self, small_bot: Small) -> None:
        assert "Tuesday and Thursday" in small_bot(HANDBOOK, "handbook.md").answer("When is the Ticket Desk open?").text


class TestAnswers:
    def test_a_label_with_a_post_names_the_head(self, small_bot: Small) -> None:
        assert "Piet Lamm" in small_bot(HANDBOOK, "handbook.md").answer("Who leads the Dock Section?").text

    def test_one_word_is_not_two_of_the_question(self, small_bot: Small) -> None:
        answer = small_bot(HANDBOOK + "\n## People Team\n\n- pays wages\n- hires staff\n", "handbook.md").answer("Does the Crewing Section pay the wages?")
        assert "People Team" in answer.text
        assert "Ticket Desk" not in answer.text  # "pays refunds" pays no wages

    @pytest.mark.parametrize("question", ["On which day of the month does the Crewing Section destroy worn ropes?", "How many times does the Crewing Section destroy worn ropes?"])
    def test_what_is_asked_of_the_wrong_unit_is_corrected(self, small_bot: Small, question: str) -> None:
        answer = small_bot(HANDBOOK, "handbook.md").answer(question)
        assert answer.text.startswith("No.")
        assert "Dock Section" in answer.text

    def test_how_often_is_exact(self, small_bot: Small) -> None:
        text = "# Groups\n\n" + "\n\n".join(
            f"## {n} Group\n\n- Meets: {often}\n- keeps the {n.lower()} register" for n, often in [("Lamp", "monthly"), ("Boat", "every week"), ("Rope", "quarterly"), ("Sail", "every month")]
        )
        answer = small_bot(text, "groups.md").answer("Which groups meet monthly?").text
        assert "Lamp Group" in answer
        assert "Sail Group" in answer
        assert "Boat Group" not in answer
        assert "Rope Group" not in answer

    def test_the_oldest_by_the_years_stated(self, small_bot: Small) -> None:
        text = "# Programmes\n\n" + "\n\n".join(
            f"## {n} Programme\n\nStarted: {year}\n\n- teaches {thing}\n- lends {thing}" for n, year, thing in [("Delta", 2009, "rowing"), ("Hill", 1998, "climbing"), ("Coast", 2017, "sailing")]
        )
        bot = small_bot(text, "programmes.md")
        assert bot.answer("Which programme is the oldest?").text.startswith("Hill Programme")
        assert bot.answer("Which programme was opened most recently?").text.startswith("Coast Programme")

    def test_countries_are_counted_where_they_are_named(self, small_bot: Small) -> None:
        text = "THE DAIRY\n\nOur desks are these.\n\nNorth Desk\n\nThe North Desk sells cheese in Denmark, Norway, Sweden and Finland.\n\nSouth Desk\n\nThe South Desk sells cheese in Italy and Spain.\n\nHerd Desk\n\nThe Herd Desk advises farmers.\n"
        assert small_bot(text).answer("How many countries does the North Desk sell in?").text.startswith("4 named")

    def test_what_all_have_in_common_sets_places_aside(self, small_bot: Small) -> None:
        text = "\n\n".join(
            f"{seat}. Provides support to field offices in {area}; {more}."
            for seat, area, more in [("Lima, Peru", "South America", "keeps the boats"), ("Accra, Ghana", "West Africa", "prints the maps"), ("Suva, Fiji", "the Pacific", "trains the pilots")]
        )
        answer = small_bot(f"Offices\n\nThe three offices are these.\n\n{text}\n").answer("What do all three offices have in common?")
        assert "Provides support to field offices" in answer.text
        assert "each with its own places" in answer.text

    def test_a_part_of_a_name_is_no_partner(self, small_bot: Small) -> None:
        text = "THE GUILD\n\nOur desks are these.\n\nLamp Desk\n\nThe Lamp Desk works with the Pacific Lamp Alliance and the Union of Boats.\n\nRope Desk\n\nThe Rope Desk works with the Atlantic Rope Alliance and the Union of Sails.\n\nSail Desk\n\nThe Sail Desk works with the Union of Boats. It mends sails. It cuts cloth. It sews flags. It dyes ropes.\n"
        answer = small_bot(text).answer("Who shares a partner with the Lamp Desk?")
        assert "Sail Desk" in answer.text
        assert "Rope Desk" not in answer.text

    def test_an_extension_of_two_figures_is_a_number_and_years_are_none(self, small_bot: Small) -> None:
        text = "THE GUILD\n\nOur desks are these.\n\nLamp Desk\n\nExt. 18.\n\nLights the lamps.\n\nRope Desk\n\nRuns the project Twine (2023-2026).\n\nSail Desk\n\nMends the sails.\n"
        bot = small_bot(text)
        assert "Ext. 18" in bot.answer("What is the extension of the Lamp Desk?").text
        assert bot.answer("What is the telephone number of the Rope Desk?").grade.value == "not_stated"

    def test_a_negated_question_is_asked_of_those_that_its_subject_limits(self, small_bot: Small) -> None:
        units = {
            "Oslo Post": "It belongs to the Lamp Group. It trains pilots.",
            "Rome Post": "It belongs to the Lamp Group. It mends nets.",
            "Lima Post": "It belongs to the Rope Group. It counts boats.",
            "Suva Post": "It belongs to the Rope Group. It trains pilots.",
        }
        bot = small_bot("# Posts\n\n" + "\n\n".join(f"## {n}\n\n{t}" for n, t in units.items()), "posts.md")
        answer = bot.answer("Which posts of the Lamp Group do not train pilots?")
        assert answer.text.startswith("1 of 2 posts:\n- Rome Post: It belongs to the Lamp Group.")
        assert [c.heading.split(" > ")[-1] for c in bot.answer("Which posts do not train pilots?").citations[:2]] == ["Rome Post", "Lima Post"]

    def test_the_most_countries_are_not_the_most_people(self, small_bot: Small) -> None:
        units = {"North Desk": "North Desk (nine people) looks after Norway and Sweden.", "South Desk": "South Desk (two people) looks after Spain, Portugal and Italy."}
        bot = small_bot("# Desks\n\n" + "\n\n".join(f"## {n}\n\n{t}" for n, t in units.items()), "desks.md")
        assert bot.answer("Which desk looks after the most countries?").text.startswith("South Desk: 3 named: Spain; Portugal; Italy.")
        assert bot.answer("Which desk has the most people?").text.startswith("North Desk")

    def test_how_many_they_are_in_other_words(self, small_bot: Small) -> None:
        units = {"Canvas Crew": "Bo leads it, and it is fourteen strong.", "Wagon Crew": "Six of us drive the lorries.", "Box Crew": "Behind the gate sit they, nine people with a bell."}
        bot = small_bot("# Crews\n\n" + "\n\n".join(f"## {n}\n\n{t}" for n, t in units.items()), "crews.md")
        assert bot.answer("Which crew has the most people?").text.startswith("Canvas Crew")
        assert bot.answer("Which crew has the fewest people?").text.startswith("Wagon Crew")
