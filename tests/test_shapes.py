"""Shapes of text in which units are told by something else than a heading with a noun for bodies."""

import pytest

from corpus.document import Corpus
from corpus.join import assemble
from corpus.read import document
from qa.things import thing


def read(*files: tuple[str, str]) -> Corpus:
    return assemble([document(text.encode(), path) for path, text in files], "")


def names(corpus: Corpus) -> list[tuple[str, str | None]]:
    return [(u.name, None if u.parent is None else corpus.units[u.parent].name) for u in corpus.units]


def said(corpus: Corpus, unit: str | None) -> list[str]:
    number = None if unit is None else next(i for i, u in enumerate(corpus.units) if u.name == unit)
    return [" ".join(corpus.quote(s).split()) for s in corpus.statements if s.unit == number]


PAGES = (
    ("index.md", "# Who does what here\n\nStart here.\n\n- [Boats & Sails](boats.md)\n- [People](people.md)\n- [Kitchen](kitchen.md)\n"),
    ("boats.md", "# Boats & Sails\n\nWe mend what floats.\n\n- **Rope loft** splices ropes for everyone.\n- **Paint** coats the hulls each spring.\n\nAsk People about rosters.\n"),
    ("people.md", "# People\n\nWe hire. Boats & Sails finds its own crew.\n\n## Payroll desk\n\nPays everyone on the last day.\n\n## Training desk\n\nTeaches knots.\n"),
    ("kitchen.md", "# Kitchen\n\nWe cook for all, People included.\n"),
)


class TestPages:
    """A folder with a page for each unit."""

    def test_name_a_unit_by_their_title_if_other_pages_speak_of_it(self) -> None:
        corpus = read(*PAGES)
        assert [n for n, parent in names(corpus) if parent is None] == ["Boats & Sails", "People", "Kitchen"]

    def test_hold_the_units_below(self) -> None:
        assert ("Payroll desk", "People") in names(read(*PAGES))
        assert ("Training desk", "People") in names(read(*PAGES))

    def test_name_parts_in_bold_items_that_do_something(self) -> None:
        corpus = read(*PAGES)
        assert ("Rope loft", "Boats & Sails") in names(corpus)
        assert said(corpus, "Paint") == ["coats the hulls each spring."]
        assert "Ask People about rosters." in said(corpus, "Boats & Sails")

    def test_of_one_directorate_each_are_not_the_organisation(self) -> None:
        corpus = read(
            ("a.md", "# Directorate of Boats\n\nMends boats.\n\n## Rope Team\n\nSplices ropes.\n\n## Paint Team\n\nCoats hulls.\n"),
            ("b.md", "# Directorate of Lamps\n\nLights lamps.\n\n## Oil Team\n\nBuys oil.\n\n## Wick Team\n\nTrims wicks.\n"),
        )
        assert names(corpus)[:2] == [("Directorate of Boats", None), ("Rope Team", "Directorate of Boats")]

    def test_a_document_that_nobody_speaks_of_is_no_unit_beside_others(self) -> None:
        corpus = read(("a.md", "# Boats\n\n## Rope Team\n\nSplices ropes.\n\n## Paint Team\n\nCoats hulls.\n"), ("memo.txt", "MEMO\n\nDate: 3 May\n\nThe kettle is broken again.\n"))
        assert [n for n, _ in names(corpus)] == ["Rope Team", "Paint Team"]


def test_numbered_sections_are_nested_by_their_numbers() -> None:
    corpus = read(
        (
            "a.txt",
            "2.1 Directorate for Boats\n\n2.1.1 Rope Office\n\nSplices ropes for the fleet.\n\n2.1.2 Visits Unit North and East\n\nReceives guests of the fleet.\n\n2.2 Directorate for Lamps\n\n2.2.1 Oil Office\n\nBuys oil for the lamps.\n",
        )
    )
    assert names(corpus) == [
        ("Directorate for Boats", None),
        ("Rope Office", "Directorate for Boats"),
        ("Visits Unit North and East", "Directorate for Boats"),
        ("Directorate for Lamps", None),
        ("Oil Office", "Directorate for Lamps"),
    ]


STATUTE = """# Part II

## Article 4. Directorate-General for Boats

(1) The Directorate-General for Boats steers the fleet.

(2) The Rope Division:

(a) splices ropes;

(b) keeps the rope walk.

(3) The Paint Division:

(a) coats the hulls.

(4) The directorate meets each week.

## Article 5. Directorate-General for Lamps

(1) The Directorate-General for Lamps lights the coast.

(2) The Oil Division:

(a) buys oil.

## Article 6. Coordination

(1) Divisions consult one another.

## Article 7. Delegation of signature

(1) Heads may sign for the Minister.
"""


def test_a_statute_names_bodies_above_the_lists_of_their_tasks() -> None:
    corpus = read(("order.md", STATUTE))
    assert names(corpus) == [
        ("Directorate-General for Boats", None),
        ("Rope Division", "Directorate-General for Boats"),
        ("Paint Division", "Directorate-General for Boats"),
        ("Directorate-General for Lamps", None),
        ("Oil Division", "Directorate-General for Lamps"),
    ]
    assert said(corpus, "Rope Division") == ["splices ropes", "keeps the rope walk."]
    assert "The directorate meets each week." in said(corpus, "Directorate-General for Boats")


PROSE = """Who keeps the harbour going

Money comes in through the Treasurer's Office. It pays the crews and sends a return to the Harbour Ministry each spring.

Ropes of every kind are spliced by the Rope Section, which also keeps the rope walk. The section lends nets to the Coast Museum.

Nobody sails without asking the Signals Board. The Board hoists the flags, and storm warnings are passed on to it by the Weather Agency.

Complaints go first to the Front Desk, which writes them down. Those about nets it hands to the Rope Section, which answers within a week. The desk is open on Sundays.

Above them all stands the Council. It meets twice a year, and it alone may sell a boat.
"""


class TestProse:
    """Prose that no heading divides."""

    def test_speaks_of_units_by_what_they_do(self) -> None:
        corpus = read(("harbour.txt", PROSE))
        assert [n for n, _ in names(corpus)] == ["Treasurer's Office", "Rope Section", "Signals Board", "Front Desk", "Council"]

    def test_of_others_it_only_says_who_works_with_them(self) -> None:
        found = {n for n, _ in names(read(("harbour.txt", PROSE)))}
        assert found.isdisjoint({"Harbour Ministry", "Coast Museum", "Weather Agency"})

    def test_takes_a_unit_up_by_its_noun_or_with_it(self) -> None:
        corpus = read(("harbour.txt", PROSE))
        assert said(corpus, "Treasurer's Office")[1].startswith("It pays the crews")
        assert "The section lends nets to the Coast Museum." in said(corpus, "Rope Section")
        assert "The desk is open on Sundays." in said(corpus, "Front Desk")

    def test_what_hangs_on_another_unit_is_said_of_that_one(self) -> None:
        corpus = read(("harbour.txt", PROSE))
        assert "which answers within a week." in said(corpus, "Rope Section")

    def test_numbered_paragraphs_are_no_headings(self) -> None:
        corpus = read(
            (
                "a.txt",
                "Rules of the harbour\n\n1.  The Rope Section splices the ropes of the whole\n    fleet and mends nets.\n\n2.  It also keeps the rope walk.\n\n3.  The Oil Desk buys oil. Relations with the mainland are for neither desk.\n\n"
                "4.  The Signals Board hoists the flags and sounds the\n    horn.\n",
            )
        )
        assert [n for n, _ in names(corpus)] == ["Rope Section", "Oil Desk", "Signals Board"]
        assert "It also keeps the rope walk." in said(corpus, "Rope Section")

    def test_may_name_its_unit_last(self) -> None:
        corpus = read(
            (
                "a.txt",
                "The Rope Section splices ropes. It keeps the rope walk.\n\nThe Oil Desk buys oil. It fills the lamps.\n\nThe Signals Board hoists flags. It sounds the horn.\n\n"
                "Few people notice who checks the books. Spending is looked at twice a year, and gifts are counted. All this falls to the Audit Panel.\n",
            )
        )
        assert said(corpus, "Audit Panel") == ["Few people notice who checks the books.", "Spending is looked at twice a year, and gifts are counted.", "All this falls to the Audit Panel."]


MATRIX = """# Who has which part

L = leads. S = supports.

| Task | Rope Team | Paint Team | Oil Team |
|---|---|---|---|
| Regatta | L | S | |
| Winter lay-up | | L | S |
"""


class TestTables:
    """Tables that say who does what."""

    def test_of_tasks_against_units_give_each_unit_its_tasks(self) -> None:
        corpus = read(("a.md", "# Rope Team\n\nSplices ropes.\n\n# Paint Team\n\nCoats hulls.\n\n# Oil Team\n\nBuys oil.\n"), ("b.md", MATRIX))
        assert said(corpus, "Paint Team") == ["Coats hulls.", "Regatta", "Winter lay-up"]
        regatta = next(s for s in corpus.statements if corpus.quote(s) == "Regatta" and s.unit == 0)
        assert [lead.of(corpus.documents[1].text) for lead in regatta.leads] == ["L = leads"]

    def test_of_units_make_units_of_the_headings_that_they_list(self) -> None:
        corpus = read(
            ("a.md", "# Making\n\n## Frame Shop\n\nThe frames come from here.\n\n## Bits & Bobs\n\nAll the rest.\n"),
            ("b.md", "# Contacts\n\n| Team | Phone |\n|---|---|\n| Frame Shop | 210 |\n| Bits & Bobs | 211 |\n"),
        )
        assert [n for n, _ in names(corpus)] == ["Frame Shop", "Bits & Bobs"]
        assert said(corpus, "Bits & Bobs") == ["All the rest.", "Bits & Bobs | 211"]


def test_pages_that_menus_name_are_the_departments_that_the_text_counts() -> None:
    menu = "<nav><a href='m.html'>Money</a> <a href='p.html'>People</a> <a href='t.html'>Tech</a></nav>"

    def page(title: str, body: str) -> str:
        return f"<html><body>{menu}<main><h1>{title}</h1>{body}</main></body></html>"

    corpus = read(
        ("i.html", page("Who does what at the yard", "<p>We have three departments.</p>")),
        ("m.html", page("Money", "<p>Pays.</p><h2>Bills Desk</h2><p>Pays suppliers.</p>")),
        ("p.html", page("People", "<p>Hires everyone.</p>")),
        ("t.html", page("Tech", "<p>Keeps the wires.</p>")),
    )
    assert names(corpus) == [("Money", None), ("Bills Desk", "Money"), ("People", None), ("Tech", None)]


def test_a_bold_question_stands_above_its_answer() -> None:
    corpus = read(("a.md", "# Rope Team\n\nSplices ropes.\n\n# Oil Team\n\nBuys oil.\n\n# Asked at the gate\n\n**A lamp is out.**\nTell the watch in the tower at once. Then wait for the boat.\n"))
    answer = next(s for s in corpus.statements if corpus.quote(s) == "Tell the watch in the tower at once.")
    assert answer.heading[-1] == "A lamp is out"
    assert [lead.of(corpus.documents[0].text) for lead in answer.leads] == ["A lamp is out."]


def test_an_acronym_after_a_bold_name_is_no_part_of_it() -> None:
    corpus = read(("a.md", "# The yard\n\n**Rope Team** (RT)\n\nSplices ropes.\n\n**Oil Team**\n\nBuys oil for the RT.\n"))
    assert [n for n, _ in names(corpus)] == ["Rope Team", "Oil Team"]


def test_seats_whose_text_opens_with_an_office_are_offices() -> None:
    text = "".join(
        f"## {seat}\n\nThe {name} keeps the register of its region; trains clerks.\n\n"
        for seat, name in (("Pell, Norrick", "Regional Office for the North"), ("Tarn, Velmark", "Liaison Office to the Council"), ("Orsk, Velmark", "Regional Office for the South"))
    )
    corpus = read(("a.md", f"# Functions\n\n{text}"))
    assert corpus.noun == "office"


def test_a_list_of_acronyms_is_said_of_no_unit() -> None:
    corpus = read(("a.md", "# Rope Office\n\nSplices ropes.\n\n# Oil Office\n\nBuys oil.\n"), ("b.txt", "ACRONYMS\n\nRO      Rope Office\nOO      Oil Office\nCNU     Coastal Net Union\n"))
    assert "RO Rope Office" in said(corpus, None)
    assert said(corpus, "Rope Office") == ["Splices ropes."]


@pytest.mark.parametrize(
    ("question", "before", "stands"),
    [
        ("And who approves it in the end?", "Who prepares the draft budget?", "And who approves the draft budget in the end?"),
        ("and who grants it?", "Who answers enquiries from captains about the mark?", "and who grants the mark?"),
        ("And who checks them at the gate?", "Which desk sells the tickets?", "And who checks the tickets at the gate?"),
        ("who heads it?", "Who keeps the lamps?", None),
        ("Who is the head of it?", "Who keeps the lamp?", None),
        ("What does it cost?", "Who sells the tickets?", None),
    ],
)
def test_it_after_who_is_the_thing_the_question_before_was_about(question: str, before: str, stands: str | None) -> None:
    assert stands == thing(question, before)


class TestShapesOfOffices:
    """Texts that describe one unit after another, each in a shape of its own."""

    def test_a_title_right_over_the_words_that_lead_into_a_list_names_a_unit(self) -> None:
        text = "ORDER\n\nForeword\n\nThis order says who does what.\n\nPART I. OPERATIONS\n\nDirectorate for Boats\nThe Directorate:\n(a) mends boats;\n(b) paints hulls.\n\nDirectorate for Laboratories\nResponsibilities\n- tests the paint;\n- keeps the samples.\n\nInternal Audit Unit\nThe Unit:\n(a) audits the others.\n"
        assert [n for n, _ in names(read(("order.txt", text)))] == ["Directorate for Boats", "Directorate for Laboratories", "Internal Audit Unit"]

    def test_headings_whose_text_stands_in_parts_name_units(self) -> None:
        offices = "".join(
            f"## {city}\n\n### Coverage\n\nServes the {area}.\n\n### Priorities\n\nRuns the {thing} school.\n\n"
            for city, area, thing in (("Torvik, Norway", "north", "rope"), ("Lindholm, Sweden", "east", "sail"), ("Ostby, Denmark", "south", "lamp"))
        )
        corpus = read(("guide.md", f"# The Lantern Guide\n\nWe have three offices.\n\n{offices}"))
        assert [n for n, _ in names(corpus)] == ["Torvik, Norway", "Lindholm, Sweden", "Ostby, Denmark"]
        assert corpus.noun == "office"
        assert said(corpus, "Lindholm, Sweden") == ["Serves the east.", "Runs the sail school."]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (
                "# Guide\n\n## North\n\n### Torvik (Norway)\n\nTorvik covers the north.\n\n- Mends ropes\n\n### Lindholm (Sweden)\n\nThe office covers the east.\n\n## South\n\n### Ostby (Denmark)\n\nOstby covers the south.\n",
                ["Torvik (Norway)", "Lindholm (Sweden)", "Ostby (Denmark)"],
            ),
            (
                "# Guide\n\n## How to read this guide\n\nRead on.\n\n### Torvik, Norway\n\nCovers the north.\n\n### Lindholm, Sweden\n\nCovers the east.\n\n### Ostby, Denmark\n\nCovers the south.\n",
                ["Torvik, Norway", "Lindholm, Sweden", "Ostby, Denmark"],
            ),
        ],
    )
    def test_towns_with_their_countries_are_offices(self, text: str, found: list[str]) -> None:
        assert [n for n, _ in names(read(("guide.md", text)))] == found

    def test_run_in_titles_may_say_in_brackets_which_body_sits_there(self) -> None:
        text = "Our offices\n\nHow to read this leaflet\n\nEach paragraph below describes one office, the place first.\n\n" + "\n\n".join(
            f"{town} (Regional Office for the {area}): serves the {area} and mends the {thing} that is brought to it."
            for town, area, thing in (("Torvik", "North", "rope"), ("Lindholm", "East", "canvas"), ("Ostby", "South", "glass"))
        )
        assert [n for n, _ in names(read(("leaflet.txt", text)))] == ["Torvik (Regional Office for the North)", "Lindholm (Regional Office for the East)", "Ostby (Regional Office for the South)"]

    def test_a_rule_below_the_title_is_no_level_of_headings(self) -> None:
        text = "OAR SOCIETY\nGuide to the offices\nEdition 14\n=====================\n\nHow to read this guide\n\nEach office has a title, a list of tasks and two closing lines about its hours.\n\n" + "".join(
            f"Branch office {town}\n------------------\n\n* Mends {thing}\n\nOpen: daily\n\n" for town, thing in (("Torvik", "ropes"), ("Lindholm", "sails"), ("Ostby", "lamps"))
        )
        assert [n for n, _ in names(read(("oar.txt", text)))] == ["Branch office Torvik", "Branch office Lindholm", "Branch office Ostby"]

    def test_bold_labels_that_recur_name_parts_and_keep_their_words(self) -> None:
        text = "# Guide\n\n" + "".join(
            f"## Regional Office in {town}\n\n**Coverage.** The whole {area} and its isles.\n\n**Partners.** The Guild; the Red Cross; UNICEF.\n\n"
            for town, area in (("Torvik", "north"), ("Lindholm", "east"), ("Ostby", "south"))
        )
        corpus = read(("guide.md", text))
        assert said(corpus, "Regional Office in Torvik")[0] == "The whole north and its isles."
        assert any(s.heading[-1] == "Partners" for s in corpus.statements)

    def test_labels_that_most_headings_have_below_them_make_records_of_units(self) -> None:
        hubs = "".join(
            f"### {town}\n\n- **Covers:** the {area}.\n- **Leads on:** {thing}.\n- **Partners:** the Guild.\n\n"
            for town, area, thing in (("Torvik", "north", "rope"), ("Lindholm", "east", "sails"), ("Ostby", "south", "lamps"))
        )
        assert [n for n, _ in names(read(("hubs.md", f"# Who does what\n\n## The hubs\n\n{hubs}")))] == ["Torvik", "Lindholm", "Ostby"]

    def test_labelled_records_may_have_acronyms(self) -> None:
        text = "DIRECTORY\n\n" + "".join(
            f"------\n\nUnit: {unit}\nHead: Ann Lee\nResponsible for: {duty}\nPhone: 41\n\n"
            for unit, duty in (("Control Centre (CC)", "switching"), ("Rope Desk", "ropes"), ("Emergency Stores", "spare sails and all the masts"), ("OTC", "wires"))
        )
        assert [n for n, _ in names(read(("directory.txt", text)))] == ["Control Centre (CC)", "Rope Desk", "Emergency Stores", "OTC"]

    def test_posts_are_units_where_they_do_the_work(self) -> None:
        text = "# Who does what\n\n## Leadership\n\n**Head**\n*Dr Ottoline Marsh Vane*\n\nThe Head speaks to the press.\n\n**Deputy Head (Boats)**\n*Mr Alaric Pell Oduya*\n\n- Draws up the timetable\n\n## Care\n\n**Head of Boarding**\n*Mr Bastian Ruck Holm*\n\n- Allots rooms\n\n**Treasurer**\n*Ms Ines Calder Voss*\n\n- Pays the bills\n"
        corpus = read(("posts.md", text))
        assert [n for n, _ in names(corpus)] == ["Head", "Deputy Head (Boats)", "Head of Boarding", "Treasurer"]
        assert corpus.noun == "post"

    def test_bold_names_before_a_sentence_open_the_items_of_a_list(self) -> None:
        page = "<h1>The house</h1><h2>Collections</h2><ul><li><strong>Deposit Office</strong> Every printer hands in two copies.<ul><li>issues a receipt</li></ul></li><li><strong>Sound Archive</strong> It keeps what was never on paper.<ul><li>copies tapes</li></ul></li><li><strong>Maps and Music</strong> A small team.<ul><li>lends scores</li></ul></li></ul>"
        corpus = read(("house.html", page))
        assert [n for n, _ in names(corpus)] == ["Deposit Office", "Sound Archive", "Maps and Music"]
        assert "copies tapes" in said(corpus, "Sound Archive")

    def test_cells_with_lists_are_cut_at_their_items(self) -> None:
        row = "<tr><th>{}</th><td><ul><li>Mends all the {} by hand</li><li>Counts them every Friday evening</li></ul></td></tr>"
        page = "<table><tr><th>Team</th><th>What it does</th></tr>" + "".join(row.format(*x) for x in (("Rope Team", "ropes"), ("Sail Team", "sails"), ("Lamp Desk", "lamps"))) + "</table>"
        assert said(read(("table.html", page)), "Sail Team") == ["Mends all the sails by hand", "Counts them every Friday evening"]

    def test_a_wiki_export_has_its_headings_and_loses_its_marks(self) -> None:
        text = "{{Outdated}}\n= Who does what =\n\nThis page says it.\n\n== Money ==\n\n=== Treasury team ===\nThe team\n* pays '''all''' invoices;\n* keeps the [[Books|books]].\n\n=== Grants Committee ===\nIt awards grants.\n\n=== Legal desk ===\nReads contracts.\n"
        corpus = read(("wiki.txt", text))
        assert [n for n, _ in names(corpus)] == ["Treasury team", "Grants Committee", "Legal desk"]
        assert "keeps the books." in said(corpus, "Treasury team")

    def test_a_catalogue_of_services_belongs_to_those_who_answer(self) -> None:
        text = "CATALOGUE\n\n" + "".join(
            f"{service}\n{what}, on any day of the week.\nResponsible: {team}\n\n"
            for service, what, team in (
                ("Access badges", "New and lost badges", "Site Desk"),
                ("Cleaning", "All floors of the house", "Site Desk"),
                ("Laptops", "Loans and repairs of laptops", "Digital Workplace"),
                ("Passwords", "Resets of passwords", "Digital Workplace"),
                ("Payslips", "Questions about pay", "Payroll Bureau"),
            )
        )
        corpus = read(("catalogue.txt", text))
        assert {n for n, _ in names(corpus)} == {"Site Desk", "Digital Workplace", "Payroll Bureau"}
        assert "Resets of passwords, on any day of the week." in " ".join(said(corpus, "Digital Workplace"))


class TestProseThatOpensWithWhoActs:
    """Paragraph after paragraph about somebody, without headings."""

    def test_by_name_with_a_noun_for_bodies_or_not(self) -> None:
        text = "Handbook\n\nThis chapter is for you.\n\nThe Platform team runs the servers. They hold the rota.\n\nOur colleagues in Payments look after refunds. They've nothing to do with your salary.\n\nLegal reads contracts. It keeps the seals. Any legal advice is theirs.\n\nField Engineering is the lot in orange. They mend sensors.\n\nFinance pays the suppliers.\n"
        corpus = read(("handbook.txt", text))
        assert [n for n, _ in names(corpus)] == ["Platform team", "Payments", "Legal", "Field Engineering", "Finance"]
        assert said(corpus, "Payments") == ["Our colleagues in Payments look after refunds.", "They've nothing to do with your salary."]

    def test_by_the_town_they_sit_in(self) -> None:
        text = (
            "The Lantern House trades in lamps. It has offices abroad.\n\nThe Torvik office buys wicks. It tests them.\n\nOur people in Lindholm buy oil. They train growers.\n\nIn Ostby, where we have traded since 1958, glass is all. The office grinds it.\n\n"
            "From Marrow we serve the east. The brokers there bid at the auction.\n\nHavn joined us last. Our colleagues in Havn sell lamps to the Torvik office.\n"
        )
        corpus = read(("brochure.txt", text))
        assert [n for n, _ in names(corpus)] == ["Torvik", "Lindholm", "Ostby", "Marrow", "Havn"]
        assert "Our colleagues in Havn sell lamps to the Torvik office." in said(corpus, "Havn")

    def test_below_a_title_that_names_the_whole(self) -> None:
        text = (
            "INTERNATIONAL LANTERN COURT\nAnnual report, submitted to the Assembly at its ninth session\n\nThe Registry is entrusted with the rest. It keeps the seal.\n\nResponsibility for advice lies with the Legal Section, which also checks contracts.\n\n"
            "Established in 2004, the Victims Unit is old. It helps victims to apply.\n\nThe safe custody of persons held by the Court is entrusted to the Detention Section. It provides care.\n\nMaking the work known falls to the Outreach Unit. It accredits journalists.\n"
        )
        corpus = read(("report.txt", text))
        assert {n for n, _ in names(corpus)} == {"Registry", "Legal Section", "Victims Unit", "Detention Section", "Outreach Unit"}
        assert said(corpus, "Detention Section")[-1] == "It provides care."

    def test_one_who_acts_in_a_sentence_keeps_it(self) -> None:
        text = "1. The Roads Office plans roads. It examines cases, and passes its opinion to the Migration Office. Walls are designed by it to limits set by the Noise Desk.\n\n2. The Migration Office issues permits. It runs a shelter.\n\n3. The Noise Desk measures noise. It sets limits.\n"
        corpus = read(("canton.txt", text))
        assert len(said(corpus, "Roads Office")) == 3
        assert said(corpus, "Noise Desk") == ["The Noise Desk measures noise.", "It sets limits."]


@pytest.mark.parametrize(("intro", "noun"), [("Each card names one service. Our services are free.", "service"), ("Each card names one service. The offices know the other offices.", "unit"), ("", "unit")])
def test_an_introduction_says_what_its_units_are_called(intro: str, noun: str) -> None:
    cards = "".join(f"## {name}\n\n{name} {does}.\n\n" for name, does in (("Room Bookings", "books rooms"), ("Print and Copy", "prints theses"), ("Student Money", "pays grants")))
    assert read(("cards.md", f"# Who does what\n\n{intro}\n\n{cards}")).noun == noun


class TestBesideHeadings:
    """What stands outside the sections of units, and titles that name none."""

    def test_remarks_belong_to_whom_they_speak_of(self) -> None:
        text = (
            "# Who does what\n\n## Part 1. The units\n\n**Ferry Desk.** Sells tickets to all.\n\n**Lamp Office.** Keeps the lamps clean.\n\n**Legal and Ropes.** Splices ropes for all.\n\n## Part 2. The subjects\n\n### 1. Storms\n\n"
            'The Ferry Desk closes the pier. It rings the bell.\n\n- Only Legal and Ropes may cut a cable.\n- A year after the storm the Lamp Office counts the lamps.\n- Boats are moored by the Ferry Desk.\n\n"Storm" means wind above eight.\n'
        )
        corpus = read(("book.md", text))
        assert [n for n, _ in names(corpus)] == ["Ferry Desk", "Lamp Office", "Legal and Ropes"]
        assert said(corpus, "Ferry Desk") == ["Sells tickets to all.", "The Ferry Desk closes the pier.", "It rings the bell.", "Boats are moored by the Ferry Desk."]
        assert said(corpus, "Legal and Ropes") == ["Splices ropes for all.", "Only Legal and Ropes may cut a cable."]
        assert '"Storm" means wind above eight.' in said(corpus, None)

    def test_bodies_that_an_article_about_them_all_sets_up_are_units(self) -> None:
        text = (
            "TREATY OF THE LANTERNS\n\nPART I\nORGANS\n\nArticle 1 – Council\n\n1. The Council adopts the budget.\n\nArticle 2 – Registry\n\n1. The Registry keeps the seal.\n\nArticle 3 – Harbour Offices\n\n1. Each member names one.\n\n2. The Harbour Offices shall weigh the fish.\n\n"
            "Article 4 – Liaison\n\n1. The Torvik Liaison Office serves the north. It trains clerks.\n\n2. The Lindholm Liaison Office serves the south. It mends nets.\n"
        )
        corpus = read(("treaty.txt", text))
        assert {n for n, _ in names(corpus)} == {"Council", "Registry", "Harbour Offices", "Torvik Liaison Office", "Lindholm Liaison Office"}
        assert said(corpus, "Lindholm Liaison Office") == ["The Lindholm Liaison Office serves the south.", "It mends nets."]

    def test_chapters_above_prose_that_tells_of_units_are_none(self) -> None:
        text = (
            "LANTERNS AND SAILS\n\nAt the top\n\nThe Chief's Office leads the house. It keeps the diary.\n\nNext door sits the Legal Unit. It reads contracts.\n\nThe desks\n\nThe Ferry Desk sells tickets. It lends buoys.\n\n"
            "The Lamp Desk mends lamps. It tests them.\n\nThe Rope Desk splices ropes. It sells twine.\n\nThe ships\n\nThe Crew Office hires sailors. It pays them.\n\nThe Hull Workshop paints hulls. It dries timber.\n"
        )
        assert [n for n, _ in names(read(("report.txt", text)))] == ["Chief's Office", "Legal Unit", "Ferry Desk", "Lamp Desk", "Rope Desk", "Crew Office", "Hull Workshop"]

    def test_a_unit_may_be_introduced_last(self) -> None:
        text = (
            "LETTER\n\nThe Ferry Office sells tickets. It opens at six.\n\nThe Lamp Office mends lamps. It tests them.\n\nThe Sail Office cuts sails. It sews them.\n\nBehind the loading dock live the Stage Crew. They move the pianos.\n\n"
            "At the very top, under the clock, is Finance & Payroll. They pay salaries.\n"
        )
        corpus = read(("letter.txt", text))
        assert said(corpus, "Stage Crew")[-1] == "They move the pianos."
        assert said(corpus, "Finance & Payroll")[-1] == "They pay salaries."

    def test_a_page_that_lists_the_others_is_none(self) -> None:
        start = "# Start here\n\nHello.\n\n| Team | Room |\n|---|---|\n| Boats & Sails | 1 |\n| People | 2 |\n| Kitchen | 3 |\n"
        assert [n for n, parent in names(read(("a.md", start), *PAGES[1:])) if parent is None] == ["Boats & Sails", "People", "Kitchen"]


class TestNamesOfUnits:
    """Headings whose names stand in company."""

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (  # the same titles below each, on the outermost level
                "# The guide\n\n## Our four offices\n\n" + "".join(f"# {t}\n\n### Turf\n\nThe {a}.\n\n### Mind\n\nBring a {b}.\n\n" for t, a, b in (("Torvik", "north", "rope"), ("Lindholm", "east", "lamp"), ("Ostby", "south", "sail"), ("Office for the Isles", "isles", "boat"))),
                ["Torvik", "Lindholm", "Ostby", "Office for the Isles"],
            ),
            ("PLAN\n\nDEPARTMENT I   BOATS\nHead: A. Torvik\n\nI.1 Hulls and Keels\n- Paints hulls\n\nI.2 Sails\n- Cuts sails\n\nI.3 Masts and Ropes\n- Splices ropes\n\nDEPARTMENT II   LIGHTS\nHead: B. Ostby\n\nII.1 Lamps\n- Mends lamps\n\nII.2 Wicks and Oil\n- Buys oil\n\nII.3 Glass\n- Grinds glass\n",
             ["DEPARTMENT I BOATS", "I.1 Hulls and Keels", "I.2 Sails", "I.3 Masts and Ropes", "DEPARTMENT II LIGHTS", "II.1 Lamps", "II.2 Wicks and Oil", "II.3 Glass"]),
            ("1. Ferry Base (Torvik). The Base sells tickets.\n\n2. Deep Lamp Programme (Ostby). It lights the deep.\n\n3. Sail Office (Lindholm). The Office cuts sails.\n", ["Ferry Base (Torvik)", "Deep Lamp Programme (Ostby)", "Sail Office (Lindholm)"]),
            ("TORVIK (Norway)\n~~~~~~~\nCovers the north.\n\nLINDHOLM (Sweden)\n~~~~~~~\nCovers the east.\n\nOSTBY (Denmark)\n~~~~~~~\nCovers the south.\n\nHAVN (Iceland) - Centre for Tides\n~~~~~~~\nMeasures tides.\n",
             ["TORVIK (Norway)", "LINDHOLM (Sweden)", "OSTBY (Denmark)", "HAVN (Iceland) - Centre for Tides"]),
            ("# Guide\n\n## 🚚 Ferry Desk\n\nSells tickets.\n\n## Lamp Desk 💡\n\nMends lamps.\n", ["Ferry Desk", "Lamp Desk"]),
            ("- **Ferry Desk** – sells tickets and lends buoys to all who sail.\n- **Lamp Desk** (LD) – mends lamps and tests them every spring.\n- **Sail Desk** – cuts sails and sews them in winter.\n", ["Ferry Desk", "Lamp Desk (LD)", "Sail Desk"]),
            ("Torvik Regional Office\n\nCovers South Asia.\n\nSells tickets to all who sail.\n\nLindholm Regional Office\n\nCovers the Caribbean.\n\nMends the lamps of the pier.\n", ["Torvik Regional Office", "Lindholm Regional Office"]),
        ],
    )  # fmt: skip
    def test_are_units(self, text: str, found: list[str]) -> None:
        assert [n for n, _ in names(read(("guide.md" if text.startswith(("#", "- **")) else "guide.txt", text)))] == found

    def test_a_row_is_of_the_unit_that_its_first_cell_names(self) -> None:
        text = "| Unit | Duties |\n|---|---|\n| International Desk North | Books interpreters |\n| International Desk South | Hosts guests from North Torvik |\n| Lamp Office | Mends lamps |\n"
        assert any("Hosts guests" in s for s in said(read(("units.md", text)), "International Desk South"))

    def test_a_title_that_recurs_is_part_of_the_unit_above(self) -> None:
        text = "Torvik Office\n\nSells tickets to all who sail.\n\nGlobal function\n\nKeeps the register of boats.\n\nLindholm Office\n\nMends the lamps of the pier.\n\nGlobal function\n\nTeaches knots.\n"
        corpus = read(("guide.txt", text))
        assert said(corpus, "Torvik Office") == ["Sells tickets to all who sail.", "Keeps the register of boats."]

    def test_bullets_before_tabs_are_no_table(self) -> None:
        corpus = read(("guide.txt", "FERRY DESK\n\nTasks\n•\tsells tickets\n•\tlends buoys\n•\trings the bell\n\nLAMP DESK\n\nTasks\n•\tmends lamps\n•\ttests them\n•\tbuys oil\n"))
        assert said(corpus, "LAMP DESK") == ["mends lamps", "tests them", "buys oil"]


def test_a_sentence_may_end_in_a_letter() -> None:
    corpus = read(("guide.md", "# Guide\n\n## Ferry Desk\n\nIt sits in Block A. Tickets are sold by J. A. Torvik.\n\n## Lamp Desk\n\nMends lamps.\n"))
    assert said(corpus, "Ferry Desk") == ["It sits in Block A.", "Tickets are sold by J. A. Torvik."]


class TestFrames:
    """What stands around a text: front matter, rules, labels, tables and the remarks below them."""

    def test_the_title_of_front_matter_heads_a_page_without_a_first_heading(self) -> None:
        pages = [
            (f"{n.lower()}.md", f"---\ntitle: {n} Office\ntype: office\n---\n\n## Mandate\n\nThe {n} Office {does}.\n\n## Responsibilities\n\n- Keeps the register of {n}.\n")
            for n, does in (("Torvik", "sells tickets"), ("Ostby", "mends lamps"), ("Havn", "cuts sails"))
        ]
        assert [n for n, _ in names(read(*pages))] == ["Torvik Office", "Ostby Office", "Havn Office"]
        with_heading = read(("a.md", "---\ntitle: Elsewhere\n---\n\n# Torvik Office\n\nSells tickets.\n"))
        assert with_heading.documents[0].title == "Torvik Office"
        assert "Elsewhere" not in with_heading.documents[0].text

    def test_a_line_break_in_a_cell_parts_its_entries(self) -> None:
        corpus = read(("a.md", "| Unit | Works with |\n|---|---|\n| Ferry Desk | Coastguard<br>Pilots |\n| Lamp Desk | Glaziers<br/>Smiths |\n| Sail Desk | Weavers |\n"))
        assert not any("<br" in d.text for d in corpus.documents)
        assert any("Coastguard; Pilots" in s for s in said(corpus, "Ferry Desk"))

    def test_a_column_of_owners_says_whose_a_row_is(self) -> None:
        text = (
            "# Guide\n\n## Product Desk\n\nThe Product Desk draws plans.\n\n## Lamp Crew\n\nThe Lamp Crew mends lamps.\n\n## Night Desk\n\nThe Night Desk answers calls.\n\n"
            "# Rotas\n\n| Rota | Team | Hours |\n|---|---|---|\n| Retiring a product | Lamp Crew | 24/7 |\n| Winter | Night Desk | weekdays |\n"
        )
        corpus = read(("guide.md", text))
        assert any("Retiring a product" in s for s in said(corpus, "Lamp Crew"))
        assert any("Winter" in s for s in said(corpus, "Night Desk"))

    def test_a_remark_below_a_table_is_of_the_unit_it_speaks_of(self) -> None:
        text = (
            "# Port\n\n## Marine Division\n\nAll that floats.\n\n| Unit | Responsible for |\n|---|---|\n| Ferry Desk | Selling tickets |\n| Lamp Desk | Mending lamps |\n\n"
            "- The Ferry Desk does not lend boats; it also rings the bell.\n- Fog is everybody's worry.\n\n## Land Division\n\nAll that stands.\n\n| Unit | Responsible for |\n|---|---|\n| Gate Desk | Opening gates |\n| Road Desk | Paving roads |\n"
        )
        corpus = read(("port.md", text))
        assert said(corpus, "Ferry Desk")[-2:] == ["The Ferry Desk does not lend boats", "it also rings the bell."]
        assert "Fog is everybody's worry." in said(corpus, "Marine Division")

    def test_labels_before_a_gap_are_no_table(self) -> None:
        text = "Ferry Desk\n----------\n\n    Head:    Anna Torvik\n    Tel:     01 22 33\n    Budget:  9,000 crowns\n\nThe Desk sells tickets.\n\n\nLamp Desk\n---------\n\n    Head:    Bo Ostby\n    Tel:     01 22 34\n    Budget:  8,000 crowns\n\nThe Desk mends lamps.\n"
        assert said(read(("directory.txt", text)), "Ferry Desk") == ["Head: Anna Torvik", "Tel: 01 22 33", "Budget: 9,000 crowns", "The Desk sells tickets."]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("-----------\nFerry Desk\nFD-11\ndoes: tickets; boats\nask for: the chief\n\n-----------\nRoad Planning\nRP-12\ndoes: routes; rosters\nask for: the chief\n\n***********\nNight Control\nNC-13\ndoes: calls; alarms\nask for: the chief\n", ["Ferry Desk", "Road Planning", "Night Control"]),
            ("FUNCTIONS\n\nTorvik -- Speaks for the League before the Union; sells tickets to\nsailors; rings the bell.\n\nOstby -- Maintains relations with the Guild; mends lamps and\ntests them.\n\nHavn -- Represents the League at the Court; cuts sails and\nsews them.\n", ["Torvik", "Ostby", "Havn"]),
            ("Where we work\n\nWelcome to all of you who sail.\n\n" + "".join(f"{t} - {a}\n\nOpened long ago, {t} is the oldest of the offices. It sells tickets.\n\nBack to top\n\n" for t, a in (("Torvik", "Northern Isles"), ("Ostby", "Southern Isles"), ("Havn", "Inner Sea"), ("Lund", "Outer Sea"))),
             ["Torvik - Northern Isles", "Ostby - Southern Isles", "Havn - Inner Sea", "Lund - Outer Sea"]),
            ("1 Students\n\n1.1 Ferry Office\n\nThe Ferry Office sells tickets.\n\n1.2 Lamp Office\n\nThe Lamp Office mends lamps.\n\n2 Money\n\n2.1 Sail Office\n\nThe Sail Office cuts sails.\n\n2.2 Human Resources\n\nHuman Resources hires sailors.\n", ["Ferry Office", "Lamp Office", "Sail Office", "Human Resources"]),
        ],
    )  # fmt: skip
    def test_name_units(self, text: str, found: list[str]) -> None:
        assert [n for n, _ in names(read(("text.txt", text)))] == found

    def test_teams_may_speak_for_themselves(self) -> None:
        text = "<h1>Our teams</h1><h2>Below deck</h2>" + "".join(
            f"<h3>{n}</h3><p>We {d}, and we like it.</p><ul><li>{d.capitalize()} all year</li></ul>"
            for n, d in (("Ropes", "splice ropes"), ("Paint and Tar", "coat hulls"), ("Learning", "teach knots"), ("Kitchen", "cook soup"))
        )
        assert [n for n, _ in names(read(("teams.html", text)))] == ["Ropes", "Paint and Tar", "Learning", "Kitchen"]


class TestProseOfOneSort:
    """Prose whose units share a noun, or that names them as its sentences end."""

    TEXT = (
        "Dear colleague,\n\nYou will meet the Torvik Hub first. It serves the north and sells tickets.\n\nTorvik chairs the Tide Group. The other members are Ostby and Havn. It also rings the bell.\n\n"
        "The Ostby Hub mends lamps. It tests them every spring.\n\nSouth America has had its own address for years: the Havn Hub. It cuts sails.\n\nThe Lund Hub hires sailors. It pays them.\n"
    )

    def test_knows_them_by_what_stands_before_it(self) -> None:
        corpus = read(("letter.txt", self.TEXT))
        assert [n for n, _ in names(corpus)] == ["Torvik Hub", "Ostby Hub", "Havn Hub", "Lund Hub"]
        assert said(corpus, "Torvik Hub")[-3:] == ["Torvik chairs the Tide Group.", "The other members are Ostby and Havn.", "It also rings the bell."]
        assert said(corpus, "Havn Hub")[-1] == "It cuts sails."

    def test_names_them_where_a_sentence_ends(self) -> None:
        text = (
            "The Ferry Office sells tickets. It opens at six.\n\nThe Lamp Office mends lamps. It tests them.\n\nThe Sail Office cuts sails. Until last year it hired sailors, too. Since then they have gone to the Crew Bureau. It pays them on Fridays.\n\n"
            "Torn nets are looked after by Nets and Lines. They also sell twine.\n\nAlong the quay you will know the yellow jackets of the Dock Safety team. Its wardens check the ropes.\n"
        )
        corpus = read(("letter.txt", text))
        assert said(corpus, "Crew Bureau") == ["Since then they have gone to the Crew Bureau.", "It pays them on Fridays."]
        assert said(corpus, "Nets and Lines")[-1] == "They also sell twine."
        assert said(corpus, "Dock Safety")[-1] == "Its wardens check the ropes."

    def test_two_of_one_place_share_no_short_name(self) -> None:
        text = "".join(f"The {n} {noun} keeps {n} {noun.lower()} books. It sells them.\n\n" for noun in ("Hub", "Desk") for n in ("Torvik", "Ostby", "Havn", "Lund")) + "Torvik chairs the council.\n"
        assert "Torvik chairs the council." in said(read(("letter.txt", text)), None)


@pytest.mark.parametrize(
    ("front", "title"),
    [('title: "Ferry Office"', "Ferry Office"), ("Title: Ferry Office # the old one", "Ferry Office"), ('title: ""', "page"), ("title: >-\n  Ferry Office", "page"), ("slug: ferry", "page")],
)
def test_the_title_of_a_front_matter_is_read_plainly(front: str, title: str) -> None:
    assert read(("page.md", f"---\n{front}\n---\n\nSells tickets.\n")).documents[0].title == title


def test_a_handbook_of_values_has_no_teams() -> None:
    text = "# Who we are\n\n" + "".join(f"## {n}\n\n{d}\n\n" for n, d in (("Honesty", "We say what we mean."), ("Curiosity", "We ask."), ("Kindness", "We help."), ("Patience", "Our work takes time.")))
    assert all(u.whole for u in read(("values.md", text)).units)


def test_a_cell_that_runs_on_is_of_its_row() -> None:
    text = "Desk         Phone     Remarks\nFerry Desk   11 22     sells the boat tickets; keeps all the boats; paints\nand maps\nLamp Desk    12 22     keeps lamps\nOil Desk     13 22     buys oil\n"
    assert any("paints" in s and "and maps" in s for s in said(read(("desks.txt", text)), "Ferry Desk"))


def test_headings_that_hardly_anything_is_said_of_give_way_to_those_of_which_most_is() -> None:
    parts = "".join(
        f"## {name}\n\n- Keeps the {thing} for all sites\n- Meets everybody once a year\n\n" for name, thing in (("Production", "pumps"), ("Quality", "gauges"), ("Purchasing", "lists"), ("Logistics", "vans"))
    )
    corpus = read(
        (
            "who.md",
            f"# Who we are: departments and what they do\n\n{parts}## Sales\n\nAll three desks below write quotations.\n\n### Sales North\n\nCovers Norway.\n\n### Sales South\n\nCovers Spain.\n\n### Sales Abroad\n\nCovers India.\n",
        )
    )
    assert [n for n, _ in names(corpus)] == ["Production", "Quality", "Purchasing", "Logistics", "Sales"]
    assert corpus.noun == "department"


def test_a_ministry_above_prose_about_its_divisions_is_none_of_them() -> None:
    corpus = read(
        (
            "report.txt",
            "REPUBLIC OF AST\n\nMINISTRY OF BOATS\n\nFerries are the business of the Ferry Division. It sells tickets and licenses pilots.\n\n"
            "Anyone who has sued the Ministry will have met the Legal Division. It drafts bills.\n\n"
            "The Harbour Agency keeps the piers. It relies on the National Lamp Laboratory (NLL), an agency in Torvik. The NLL tests lamps and trains keepers.\n",
        )
    )
    assert sorted(n for n, _ in names(corpus)) == ["Ferry Division", "Harbour Agency", "Legal Division", "National Lamp Laboratory"]
    assert said(corpus, "National Lamp Laboratory") == ["The NLL tests lamps and trains keepers."]


def test_a_letter_tells_who_does_what_now() -> None:
    corpus = read(
        (
            "letter.txt",
            "Dear colleagues,\n\nThe old Projects Bureau has been split. One half has become the Ferry Development Unit, or FDU. FDU writes proposals.\n\n"
            "Money is for the Ferry Hub, where the other half sits. The Hub\n\n  - pays the bills, and\n  - keeps the accounts.\n\n"
            "It is no longer drawn up by the Dean but by the Timetable Team, who also allocate rooms. The Timetable Team sits upstairs.\n\n"
            "Our links abroad come together in the International Desk, which manages exchanges, issues letters and signs agreements. The Desk has a phone.\n\n"
            "Finally, the Dean's Office itself. We settle disputes.\n",
        )
    )
    found = [n for n, _ in names(corpus)]
    assert "Projects Bureau" not in found
    assert {"Ferry Development Unit", "Ferry Hub", "Timetable Team", "International Desk", "Dean's Office"} <= set(found)
    assert said(corpus, "Ferry Hub")[-2:] == ["pays the bills, and", "keeps the accounts."]
    assert said(corpus, "Dean's Office")[-1] == "We settle disputes."


def test_the_latter_is_the_unit_named_last() -> None:
    corpus = read(
        (
            "guide.txt",
            "Guide\n\nThe Lamp Group sets the rules. It works with the Boat Group. The latter runs trials at sea.\n\nThe Ferry Board meets in May. It buys ferries.\n\nThe Boat Group has no office. It meets online.\n",
        )
    )
    assert "The latter runs trials at sea." in said(corpus, "Boat Group")


def test_a_room_and_a_number_are_no_name() -> None:
    entries = "".join(
        f"{n}.     {name}\n       Head: {head}\n       Room A {n}10, ext. 2{n}00\n\n       a) keeps the {thing}\n       b) sells the {thing}\n\n\n"
        for n, (name, head, thing) in enumerate((("FERRY DEPARTMENT", "Ann Lee", "boats"), ("LAMP DEPARTMENT", "Bo Wick", "lamps"), ("OIL DEPARTMENT", "Cy Lund", "oil")), 1)
    )
    corpus = read(("list.txt", f"HARBOUR COMMISSION\nCONTACTS AND RESPONSIBILITIES\n\n{entries}"))
    assert [n for n, _ in names(corpus)] == ["FERRY DEPARTMENT", "LAMP DEPARTMENT", "OIL DEPARTMENT"]
    assert said(corpus, "LAMP DEPARTMENT")[-2:] == ["keeps the lamps", "sells the lamps"]


def test_beside_a_table_of_teams_partners_are_no_teams() -> None:
    rows = "".join(f"| **{name}** | {duty} |\n" for name, duty in (("Water Team", "Digs wells"), ("Meals Team", "Cooks"), ("Response Cell", "Keeps the roster"), ("Data Team", "Counts")))
    corpus = read(
        (
            "teams.md",
            f"# Our teams\n\n| Team | What they do |\n|---|---|\n{rows}\nThe Blue Lantern Institute pays the Water Team every May. It also lends pots to the Meals Team. The same institute trains the Data Team.\n",
        )
    )
    assert [n for n, _ in names(corpus)] == ["Water Team", "Meals Team", "Response Cell", "Data Team"]
    lent = next(s for s in corpus.statements if "lends pots" in corpus.quote(s))
    assert corpus.units[lent.unit or 0].name == "Meals Team"
    assert [s.of(corpus.documents[0].text) for s in lent.leads][-1:] == ["Blue Lantern Institute"]


def test_a_title_may_name_two_bodies() -> None:
    corpus = read(
        (
            "rules.txt",
            "Article 1. Ferry Desk\n\nThe Ferry Desk shall sell tickets.\n\nArticle 2. Lamp Office\n\nThe Lamp Office shall trim wicks.\n\nArticle 3. Boat Unit and Audit Unit\n\n(1) The Boat Unit shall mend boats.\n(2) The Audit Unit shall check books.\n",
        )
    )
    assert [n for n, _ in names(corpus)] == ["Ferry Desk", "Lamp Office", "Boat Unit", "Audit Unit"]
    assert [s.removeprefix("The Audit Unit ") for s in said(corpus, "Audit Unit")] == ["shall check books."]


def test_one_body_with_two_things_in_its_name_is_one() -> None:
    corpus = read(("a.md", "# Guide\n\n## Office of the Senate and University Council\n\nPrepares meetings.\n\n## Ferry Desk\n\nSells tickets.\n\n## Lamp Desk\n\nTrims wicks.\n"))
    assert [n for n, _ in names(corpus)] == ["Office of the Senate and University Council", "Ferry Desk", "Lamp Desk"]


def test_a_glossary_does_not_outweigh_the_offices() -> None:
    entries = "".join(f"### {name}\n\nKeeps a garden on the pier, with roses, and opens it on Sundays to all who come by.\n\n" for name in ("Amber", "Buoy", "Capstan", "Davit", "Eyelet", "Fender"))
    corpus = read(
        (
            "a.md",
            f"# Who does what in the town\n\nThe town has three offices.\n\n## Lamp Office\n\nTrims wicks.\n\n## Boat Office\n\nLends boats.\n\n## Net Office\n\nSells nets.\n\n## Words used in this book\n\n{entries}",
        )
    )
    assert [n for n, _ in names(corpus)][:3] == ["Lamp Office", "Boat Office", "Net Office"]


def test_a_unit_closed_on_sundays_is_none_that_is_gone() -> None:
    corpus = read(
        (
            "a.txt",
            "Guide\n\nThe Ferry Desk sells tickets. It also prints them.\n\nThe Lamp Desk was closed on Sundays for years and mends lamps. It also trims wicks.\n\nThe Boat Desk lends boats. It paints them.\n\nThe Net Desk sells nets to the Boat Desk. The latter half of the year is quiet.\n",
        )
    )
    assert {"Ferry Desk", "Lamp Desk", "Boat Desk", "Net Desk"} <= {n for n, _ in names(corpus)}
    assert "The latter half of the year is quiet." not in said(corpus, "Boat Desk")


def test_an_alternative_is_no_other_name() -> None:
    corpus = read(
        (
            "a.txt",
            "Guide\n\nThe Ferry Desk sells tickets. It also prints them.\n\nThe Lamp Desk mends lamps. It also trims wicks.\n\nThe Boat Desk lends boats. It paints them.\n\nComplaints are heard by the Ferry Desk, or NATO.\n\nNATO pays for the lighthouse. NATO has a pier.\n",
        )
    )
    assert not any("NATO pays" in s for s in said(corpus, "Ferry Desk"))


def test_a_page_may_be_called_home() -> None:
    corpus = read(*((f"{n}.md", f"# {n.title()} Office\n\nWe keep the {n} register.\n\n## Contact\n\nRoom 1\n") for n in ("home", "defence", "health", "tax")))
    assert "Home Office" in [n for n, _ in names(corpus)]
