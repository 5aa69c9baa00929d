"""What ordinary texts and ordinary questions show: each case is a small text of its own."""

import pytest
from small_texts import Small, names, quotes, read

from qa.chat import Chatbot


class TestReading:
    def test_names_above_a_label_that_recurs(self) -> None:
        parts = [("Boats and Moorings", "Quay House, ground floor", "Rent out moorings"), ("Lamps", "Lamp Lane, yard", "Light the quays"), ("Tides and Charts", "Quay House, attic", "Print the tables")]
        text = "WHO DO I CALL?\n\nA guide to the departments. It shows which department does what.\n\n" + "\n\n".join(
            f"{name}\nFind us:\t{where}\nWhat we do\n•\t{duty} every day\n•\tAnswer letters about it\nCall us when …\n•\tsomething breaks" for name, where, duty in parts
        )
        corpus = read(guide__txt=text)
        assert names(corpus) == [name for name, _, _ in parts]
        assert "Light the quays every day" in quotes(corpus, "Lamps")
        assert corpus.noun == "department"

    def test_a_label_that_recurs_is_no_heading(self) -> None:
        text = "LINDHOLM TIDES AGENCY\n\n1. GENERAL\n\nThe Agency is the authority for tides.\n\n2. UNITS\n\n" + "\n\n".join(
            f"2.{n} {name}\nReports to: Deputy Director General ({who})\n\nThe {name.split()[-1]} {duty}." for n, (name, who, duty) in enumerate(
                [("Tide Tables Office", "Print", "prints the tide tables"), ("Gauges Unit", "Field", "reads the gauges"), ("Warnings Desk", "Field", "warns of floods")], 1
            )
        )  # fmt: skip
        corpus = read(structure__txt=text)
        assert names(corpus) == ["Tide Tables Office", "Gauges Unit", "Warnings Desk"]
        assert quotes(corpus, "Gauges Unit") == ["Reports to: Deputy Director General (Field)", "The Unit reads the gauges."]

    def test_a_heading_of_a_subject_beside_a_table_of_units(self) -> None:
        text = """# Who does what

| Department | Functions |
|---|---|
| Roads | Mends the streets and salts them; sweeps the gutters |
| Parks and Trees | Plants trees; mows the lawns |
| City Lamps | Lights the streets; repairs lamps |

## Where duties meet

**Snow.** Roads clears the streets, Parks and Trees clears the paths, and City Lamps clears the steps.

## Visiting us

Three do not sit in the hall: Roads is at the yard, Parks and Trees in the glasshouse, and City Lamps under the bridge. Roads and City Lamps keep a crew on call at night.
"""
        corpus = read(city__md=text)
        assert names(corpus) == ["Roads", "Parks and Trees", "City Lamps"]
        assert any(q.startswith("Parks and Trees clears the paths") for q in quotes(corpus, "Parks and Trees"))
        assert any(q.startswith("City Lamps under the bridge") for q in quotes(corpus, "City Lamps"))
        for unit in ("Roads", "City Lamps"):
            assert "Roads and City Lamps keep a crew on call at night." in quotes(corpus, unit)

    def test_a_heading_over_rows_that_name_whose_they_are(self) -> None:
        text = """# Offices

## Boat Office
Rents out boats.

## Lamp Office
Lights the quays.

## Rope Office
Makes ropes.

## Committees

| Committee | Serviced by | Meets |
|---|---|---|
| Tide Committee | Boat Office | weekly |
| Wick Committee | Lamp Office | monthly |
| Knot Committee | Boat Office | yearly |
"""
        corpus = read(offices__md=text)
        assert names(corpus) == ["Boat Office", "Lamp Office", "Rope Office"]
        assert sum("Committee" in q for q in quotes(corpus, "Boat Office")) == 2

    def test_topics_before_duties(self) -> None:
        unit = "## {}\n\n*{}.*\n\n- **Money.** Pays the bills of the group.\n- **People.** Hires the sailors.\n"
        text = "# Lindholm Group: who does what\n\nThe group has a few functions.\n\n" + "\n".join(unit.format(n, w) for n, w in [("Hulls and Masts", "Wood"), ("Sails", "Cloth"), ("Anchors and Chains (AC)", "Iron")])
        assert names(read(group__md=text)) == ["Hulls and Masts", "Sails", "Anchors and Chains (AC)"]

    def test_files_named_after_their_units(self) -> None:
        corpus = read(**{
            "01_boat_hire__txt": "From the quay we rent out boats. Boat Hire also mends the oars.",
            "02_lamp_care__txt": "Lamp Care\n\nTrims the wicks and buys the oil.",
            "03_rope_walk__txt": "Nine people spin hemp here. What they spin is sold by Boat Hire.",
            "04_tide_watch__txt": "The tables are printed by this team, with Lamp Care and Rope Walk.",
        })  # fmt: skip
        assert names(corpus) == ["Boat Hire", "Lamp Care", "Rope Walk", "Tide Watch"]
        assert quotes(corpus, "Rope Walk")[0] == "Nine people spin hemp here."

    def test_lines_of_a_slide(self) -> None:
        corpus = read(
            slides__md="# Boat Office\nRents out rowing boats and the two old ferries of the harbour to whoever can row\nMends oars and masts\nSells tickets on the quay\nSpring briefing\n3\n\n# Lamp Office\nLights the quays\n"
        )
        assert "Mends oars and masts" in quotes(corpus, "Boat Office")

    def test_a_table_says_what_acronyms_stand_for(self) -> None:
        text = "# The House\n\n## Short forms\n\n| Short form | Stands for |\n|---|---|\n| LIU | Lamp and Intake Unit |\n\n## Lamp and Intake Unit\n\nLights lamps.\n\n## Oil Desk\n\nBuys oil.\n"
        corpus = read(house__md=text)
        assert not any("LIU" in q for name in names(corpus) for q in quotes(corpus, name))


HARBOUR = """# Harbour Trust

The Trust has six departments.

## Boat Department

Seat: Torvik. The department rents out boats and hires locomotives at short notice. Its director is Ann Marie-Lee.

## Lamp Department

Seat: Quellen. The department lights the quays around the clock and translates notices into German, Dutch and Swahili. It co-chairs the Tide Council. The department has 12 staff.

## Rope Department

Seat: Torvik. The department makes ropes and holds the annual fair and, jointly with the Lamp Department, two markets a year. It employs 40 people.

## Tide Department

The department works in Lindholm, with field offices in Marrow, Astrup and Venn. First aid is not the Tide Department's task.

## Wick Department

Gives first aid courses. The desk is staffed day and night. Six people work there. It sits on the Tide Council.

## Soot Department

Does not co-chair any council. It issues certificates of soot and collects soot dues. The daily dues are not set by the Soot Department.
"""


class TestAnswers:
    @pytest.mark.parametrize(
        ("question", "has", "lacks"),
        [
            ("Who heads the Boat Department?", ["Ann Marie-Lee"], []),
            ("Which languages does the Lamp Department translate into?", ["German"], []),
            ("Which departments are based in Torvik?", ["Boat", "Rope", "2 of 6"], ["Lamp Department:"]),
            ("Which departments are not based in Torvik?", ["Lamp"], ["Boat Department:", "Rope Department:"]),
            ("How many field offices does the Tide Department have?", ["3: Marrow; Astrup; Venn"], []),
            ("Does the Tide Department give first aid?", ["No."], ["Yes"]),
            ("Why did the Boat Department stop renting out boats?", ["The text says that it does"], []),
            ("Is it the Lamp Department that holds the annual fair?", ["No.", "Rope Department"], ["Yes"]),
            ("Which department has the fewest people?", ["Wick Department"], []),
            ("Which departments do something 24/7?", ["Lamp Department", "Wick Department"], []),
            ("Who all sits on the Tide Council, co-chair included?", ["Lamp Department", "Wick Department"], ["Soot Department"]),
        ],
    )
    def test_a_question(self, small_bot: Small, question: str, has: list[str], lacks: list[str]) -> None:
        text = small_bot(HARBOUR, "harbour.md").answer(question).text
        assert all(h in text for h in has), text
        assert not any(x in text for x in lacks), text

    def test_a_role_in_any_body(self, small_bot: Small) -> None:
        text = small_bot(HARBOUR, "harbour.md").answer("Which departments do not co-chair any council or panel?").text
        assert text.startswith("5 of 6")
        assert "Lamp Department." not in text

    def test_deputies_hold_other_posts(self, small_bot: Small) -> None:
        text = """# Tide Agency

The Agency is led by the Director General, Ann Lee. She has a deputy, the Deputy Director General (Field), Bo Quist.

## Gauges Unit

Reports to: Deputy Director General (Field). Reads gauges.

## Tables Unit

Reports to: Director General. Prints tables.

## Charts Unit

Reports to: Deputy Director General (Print). Draws charts.
"""
        bot = small_bot(text, "agency.md")
        assert "Ann Lee" in bot.answer("Who is the Director General?").text
        assert cited(bot, "Which units report to the Director General?") == {"Tables Unit"}
        assert cited(bot, "Which units report to the Deputy Director General (Print)?") == {"Charts Unit"}

    def test_both_with_an_or(self, small_bot: Small) -> None:
        text = "# House\n\n## Boat Office\n\nIssues certificates. Collects boat dues.\n\n## Lamp Office\n\nCollects lamp fees.\n\n## Rope Office\n\nIssues certificates of rope. Collects examination fees.\n"
        assert cited(small_bot(text, "house.md"), "Which offices both issue certificates and collect dues or fees?") == {"Boat Office", "Rope Office"}

    def test_two_levels(self, small_bot: Small) -> None:
        text = "# Authority\n\nThe Authority has two bureaus, each divided into sections.\n\n" + "\n".join(
            f"## Bureau of {b}\n\nThe bureau represents the Authority on the {b} Council and works with the Customs Union.\n\n" + "\n".join(f"### {s} Section\n\nThe section inspects {s.lower()}{w}.\n" for s, w in inner)
            for b, inner in (("Tides", [("Gauges", " with the Customs Union"), ("Charts", "")]), ("Lamps", [("Wicks", ""), ("Oil", " with the Customs Union")]))
        )
        bot = small_bot(text, "authority.md")
        assert bot.answer("Which sections work with the Customs Union?").text.startswith("2 of 4 sections")
        assert bot.answer("Which bureaus work with the Customs Union?").text.startswith("All 2 bureaux")

    def test_a_group_set_aside(self, small_bot: Small) -> None:
        text = "# Mill\n\n" + "\n".join(
            f"## {n}\n\n{w}\n"
            for n, w in [("Northern Sales Desk", "Agrees the season forecast."), ("Southern Sales Desk", "Agrees the season forecast."), ("Web Team", "Takes part in the season forecast."), ("Loom Team", "Weaves.")]
        )
        assert cited(small_bot(text, "mill.md"), "Apart from the two sales desks, who takes part in the season forecast?") == {"Web Team"}

    def test_one_cell_denies_nothing_of_another(self, small_bot: Small) -> None:
        text = """# Park

| Team | Base | Callers in person | Outside partners |
|---|---|---|---|
| Ranger Team | Corse House | daily | Mountain Union |
| Paths Team | Corse House | no callers | none |
| Birds Team | Lowmoss Hut | by appointment | Bird Union |
"""
        bot = small_bot(text, "park.md")
        assert bot.answer("Which teams are based at Corse House?").text.startswith("2 of 3")
        assert "Paths Team" in (found := bot.answer("Which team has no outside partners?").text)
        assert "Ranger Team" not in found
        assert bot.answer("Which teams have outside partners?").text.startswith("2 of 3")

    def test_what_covers_and_what_is_only_said(self, small_bot: Small) -> None:
        text = """# Records Aid

## Nairobi Office

**Territory:** the East African Community. Tanzania, which is also a member of the Southern African Development Community, is served from here. Community archives anywhere in Africa may apply for its grants.

## Gaborone Office

**Territory:** the Southern African Development Community (SADC). The office works with the European Union.

## Lima Office

**Territory:** Mercosur. Like two offices in Africa, it advises parliaments.
"""
        bot = small_bot(text, "aid.md")
        assert cited(bot, "We are in Harare, who covers us?") == {"Gaborone Office"}
        assert cited(bot, "Who covers Paraguay?") == {"Lima Office"}
        assert "Gaborone Office." not in bot.answer("Which offices do not deal with the European Union?").text

    def test_apart_from_one_beside_another(self, small_bot: Small) -> None:
        text = "# Institute\n\n" + "\n".join(
            f"## {n}\n\n{w}\n"
            for n, w in [
                ("Lake Department", "Teaches the plankton course for the Graduate School."),
                ("Data Office", "Teaches the course in data for the Graduate School."),
                ("Graduate School", "Admits students."),
                ("Boat Unit", "Rows."),
            ]
        )
        found = cited(small_bot(text, "institute.md"), "Apart from the Lake Department, which units teach a course for the Graduate School?")
        assert found == {"Data Office"}

    def test_the_post_of_the_whole_is_not_asked_of_one(self, small_bot: Small) -> None:
        answer = small_bot(HARBOUR, "harbour.md").answer("Who is the Director General?", ["What does the Rope Department do?"])
        assert "Rope" not in answer.text + answer.read_as

    def test_a_language_after_and(self, small_bot: Small) -> None:
        answer = small_bot(HARBOUR, "harbour.md").answer("And into which languages does it translate?", ["Who lights the quays?"])
        assert "German" in answer.text


def cited(bot: Chatbot, question: str) -> set[str]:
    return {c.heading.split(" > ")[-1] for c in bot.answer(question).citations}


def house(**units: str) -> str:
    return "# House\n\n" + "\n".join(f"## {name.replace('_', ' ')}\n\n{text}\n" for name, text in units.items())


class TestNotTooWide:
    """What rules for ordinary texts must not catch."""

    @pytest.mark.parametrize(
        ("text", "question", "has", "lacks"),
        [
            (house(Repair_Workshop="Repairs bicycles for a charge of 20 euros.", Oil_Desk="Buys oil."), "Does the Repair Workshop repair bicycles free of charge?", "", "Yes"),
            (house(Tarn_Office="- Region: South America\n- Since 2021 the office also covers the Caribbean.", Oil_Desk="Buys oil."), "Who covers Jamaica?", "Tarn Office", ""),
            (house(Sales_Desk="Sells tickets all year. Repairs nets and sails.", Boat_Team="Repairs boats of all sorts."), "Which unit both sells tickets and repairs boats?", "Boat Team", "nets"),
            (house(Mast_Team="Carries 40 people in its bus.", Grants_Team="Trains 30 people a year.", Water_Team="Trains 10 people a year."), "Which team trains the most people?", "Grants Team", "Mast Team:"),
            (house(Fire_Office="Carries 200 people a day in its buses.", Legal_Desk="Has 12 staff.", Boat_Desk="Employs 40 people."), "Which unit has the most staff?", "Boat Desk", "Fire Office:"),
            (house(Mast_Team="Liaises with the Danish coast guard.", Oil_Desk="Buys oil."), "Which languages does the Mast Team use?", "does not say", "Danish"),
            (house(Mast_Team="It is located in Bergen.", Grants_Team="Supports charities based in Astrup. Seat: Torvik."), "Which units are based in Bergen?", "Mast Team", "Grants Team:"),
            (house(Desk="Reports to the Director, Legal Affairs.", Loft="The former director, Olaf Berg, founded it. The director is Eva Dahl."), "Who is the director?", "Eva Dahl", "Legal Affairs"),
            (house(Payroll="Pays the wages of all staff.\n\n| Sender | What we get |\n|---|---|\n| Boat Yard | hours |\n| Lamp Shed | hours |\n| Net Loft | hours |", Boat_Yard="Builds.", Lamp_Shed="Trims.", Net_Loft="Knots."), "Who pays the wages?", "Payroll", ""),
            (house(Events_Team="Head: Ann Lee.\n\nThe volunteer coordinator trains the helpers.", Oil_Desk="Buys oil."), "Who is the coordinator of the Events Team?", "", "Ann Lee"),
            (house(Finance_Committee="Advises the board.", Audit_Committee="Advises the board.", Safety_Team="Advises the board on safety."), "Who advises the board?", "Safety Team", ""),
            (house(Water_Board="Tests drinking fountains.", Oil_Desk="Buys oil."), "Does the Water Board test drinking water?", "", "Yes"),
            (house(Plant_Team="Moves house plants in spring.", Form_Desk="Reviews change of address forms."), "Who moves house plants?", "Plant Team", "Form Desk"),
        ],
    )  # fmt: skip
    def test_a_question(self, small_bot: Small, text: str, question: str, has: str, lacks: str) -> None:
        answer = small_bot(text, "house.md").answer(question).text
        assert has in answer
        assert not lacks or lacks not in answer

    def test_whom_units_serve_is_not_what_they_are_called(self) -> None:
        intro = "# County Trust\n\nThe Trust supports schools in the county. Every school has a contact person here, and the school pays a fee.\n\n"
        assert read(trust__md=intro + house(Transport="Runs the buses.", Catering="Cooks the meals.", Payroll="Pays the wages.", Records="Keeps the files.").split("\n", 2)[2]).noun == "unit"

    def test_an_office_closed_for_a_day_is_there(self) -> None:
        text = "The Ticket Office closes on 24 December and reopens on 2 January. It sells tickets. The Map Office closes at the end of each day with a bell. It keeps the charts. The Net Office knots nets. It sells them, too."
        assert names(read(harbour__txt=text)) == ["Ticket Office", "Map Office", "Net Office"]

    def test_one_verb_for_several_anywhere_in_a_text(self) -> None:
        text = "The harbour has a few offices.\n\nThe Boat Office sits at the quay, the Lamp Office in the tower, and the Net Office by the lake. The Boat Office rents out boats. The Lamp Office lights lamps. The Net Office knots nets."
        assert "the Lamp Office in the tower" in quotes(read(harbour__txt=text), "Lamp Office")
