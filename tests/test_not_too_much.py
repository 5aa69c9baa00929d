"""What looks like a unit, a date or a name but is none, and what must not be read into a statement; each case is a small text of its own."""

import pytest
from small_texts import Small, names, read, said, sections

DESKS = "\n\n".join(
    f"The {name}, which {does}, is {where}. The {name.split()[-1].lower()} is open daily. It answers the phone."
    for name, does, where in [
        ("Ferry Desk", "sells tickets and keeps the timetable", "on the quay"),
        ("Lamp Desk", "cleans lamps and orders oil", "in the tower"),
        ("Boat Crew", "mends boats and paints hulls", "in the yard"),
        ("Pay Office", "pays wages and keeps the books", "by the gate"),
    ]
)


class TestReading:
    def test_a_short_sentence_that_begins_a_line_of_prose_is_no_label(self) -> None:
        text = "The Ferry Office sells tickets for all of the boats that leave the quay.\nIt rests now. The Lamp Office cleans all the lamps that burn in the tower.\nClerks sing. The Pay Office pays the wages of everybody who works here.\n"
        assert names(read(page__txt=text)) == ["Ferry Office", "Lamp Office", "Pay Office"]

    def test_an_office_of_a_body_is_no_part_of_the_heading_above(self) -> None:
        text = "# Organs of our house\n\n## Board\n\nDecides on the budget.\n\n## Council\n\nHears the members.\n\n# Administration\n\n## Office of the Board\n\nKeeps the minutes.\n\n## Audit Section\n\nChecks the accounts of all.\n"
        assert names(read(page__md=text)) == ["Board", "Council", "Office of the Board", "Audit Section"]

    def test_bodies_of_a_body_that_open_paragraphs_stay(self) -> None:
        text = "# House\n\n## Audit Service\n\nChecks the accounts.\n\n**Library of the Audit Service.** Keeps the books.\n\n## Lamp Service\n\nCleans the lamps.\n\n**Workshop of the Lamp Service.** Mends the lamps.\n"
        assert set(names(read(page__md=text))) == {"Audit Service", "Library of the Audit Service", "Lamp Service", "Workshop of the Lamp Service"}

    def test_things_that_end_alike_are_no_units_beside_bodies(self) -> None:
        things = {f"{n} Allowance": f"- {n.lower()} of staff\n- claims by form" for n in ("Travel", "Child", "Meal")}
        text = sections(
            "Staff guide", {**things, "Personnel Office": "Keeps the files of all who work here, and advises them on leave.", "Pay Office": "Pays the wages, checks the claims and answers for both to the board."}
        )
        assert names(read(page__md=text + "\n\nHere are the leaves and the allowances of all.\n")) == ["Personnel Office", "Pay Office"]

    def test_a_report_charged_with_contents_is_no_unit(self) -> None:
        text = "".join(
            f"Article {n}. {name}\n\nThe {name} shall:\n(a) {a};\n(b) {b}.\n\n"
            for n, name, a, b in [(1, "Ferry Board", "sell tickets", "keep the timetable"), (2, "Lamp Board", "clean lamps", "order oil"), (3, "Annual Report", "list all sales", "be published")]
        )
        assert names(read(charter__txt=text)) == ["Ferry Board", "Lamp Board"]

    @pytest.mark.parametrize(
        "more",
        [
            "Ann Lee, our deputy, leads the Green Harbour Project. She came in May. She likes it.",
            "Ann Lee runs the Boston Marathon. She is fast. She trains daily.",
            "The children like the Old Mill, run by water for ages. Come and look. It is free.",
            "Every year we print the Red Book, for old clerks and new staff. Buy one. It is red.",
            "We went to Great Yarmouth last year. Twelve of us sat on the beach. It rained.",
            "In the Old Harbour nine people live on boats. They pay rent. They are happy.",
            "Nine clerks live in the Old Quarter. They walk to work.",
        ],
    )
    def test_what_people_do_in_passing_makes_no_unit(self, more: str) -> None:
        assert names(read(page__txt=f"{DESKS}\n\n{more}\n")) == ["Ferry Desk", "Lamp Desk", "Boat Crew", "Pay Office"]

    def test_a_unit_named_by_acronyms_stays_beside_its_like(self) -> None:
        text = sections("House", {"Ferry Desk": "Sells tickets for boats.", "Pay Desk": "Pays wages to all.", "Legal": "Writes contracts for all.", "HR & IT": "Hires clerks and keeps computers alive."})
        assert "HR & IT" in names(read(page__md=text))

    @pytest.mark.parametrize(
        ("head", "cells"),
        [
            ("Attendees", ["Ann Lee", "Bo Berg", "Ann Lee", "Bo Berg"]),
            ("Present", ["Flower vase", "Silver spoon", "Flower vase", "Silver spoon"]),
            ("Participants", ["Schools and clubs", "Choirs", "Schools and clubs", "Choirs"]),
        ],
    )
    def test_who_comes_is_no_owner_unless_it_is_a_body(self, head: str, cells: list[str]) -> None:
        rows = "\n".join(f"| Meeting {n} | {c} | May |" for n, c in enumerate(cells))
        assert set(names(read(page__md=f"# Calendar\n\n| Meeting | {head} | Day |\n|---|---|---|\n{rows}\n"))).isdisjoint(cells)

    def test_fields_that_steer_a_site_are_not_said(self) -> None:
        front = "title: Ferry Office\nhead: Ann Lee\nroom: __12__\nsort_key: 12\nheader-img: img/foo.png\ncanonical_url: https://x.y/z\nlast_updated: 2021-02-03\nredirect_from: /old/\nprev: lamp\npagination_next: none\nseo_title: Boats\nedit_url: https://x.y\nnavTitle: Ferry"
        assert said(read(ferry__md=f"---\n{front}\n---\n\nSells tickets.\n"), "Ferry Office") == ["Head: Ann Lee", "Room: __12__", "Sells tickets."]

    def test_a_bar_between_letters_stays(self) -> None:
        text = sections("House", {"Ferry Desk": "- sells P(x|y) and |x|\n- mends |y| | daily |", "Lamp Desk": "- cleans lamps"})
        assert said(read(page__md=text), "Ferry Desk")[0] == "sells P(x|y) and |x|"

    @pytest.mark.parametrize("line", ["Ask " + "the Ferry Office, " * 1500 + "x.", "A b (" + "a " * 12_000, "key: a" + " " * 20_000])
    def test_very_long_lines_are_read(self, line: str) -> None:
        text = sections("House", {"Ferry Office": "Sells tickets.", "Lamp Office": "Cleans lamps.", "Pay Office": line})
        assert "Pay Office" in names(read(page__md=text, page__txt=text))


class TestAnswers:
    def test_a_compass_side_in_a_name_tells_units_apart(self, small_bot: Small) -> None:
        bot = small_bot(sections("The yard", {"Depot (North)": "Repairs engines. Stores coal.", "Depot (South)": "Repairs wagons. Keeps the flags."}), "yard.md")
        assert bot.answer("What does the Depot (South) do?").text.startswith("Depot (South)")

    def test_what_a_unit_owns_is_not_its_age(self, small_bot: Small) -> None:
        bot = small_bot(
            sections("The units", {"Fox Unit": "It was founded in 1990. It owns a boat.", "Elk Unit": "It was founded in 1970. It sings.", "Owl Unit": "It was founded in 2001. It owns a barge from 1890."}), "units.md"
        )
        assert not bot.answer("Which unit owns the oldest boat?").text.startswith("Elk Unit")
        assert not bot.answer("Which unit has the youngest staff?").text.startswith("Owl Unit")
        assert bot.answer("Which is the oldest unit?").text.startswith("Elk Unit")

    def test_what_was_founded_counts_before_what_runs_since(self, small_bot: Small) -> None:
        bot = small_bot(
            sections("The offices", {"Fox Office": "It has run line 5 since 2019. It was founded in 1950.", "Elk Office": "It was founded in 1990.", "Owl Office": "It has trained 1800 nurses. It was founded in 2005."}),
            "offices.md",
        )
        assert bot.answer("Which office is the oldest?").text.startswith("Fox Office")
        assert bot.answer("Which is the newest office?").text.startswith("Owl Office")

    def test_countries_are_counted_only_where_they_are_covered(self, small_bot: Small) -> None:
        units = {
            "East Office": "The East Office covers Norway, Sweden and Finland. It receives delegates.",
            "South Office": "It serves Spain, Portugal, Italy but not Malta.",
            "Asia Office": "It covers South-East Asia and Central Asia. It translates letters, for readers in Canada.",
        }
        bot = small_bot(sections("The offices", units), "offices.md")
        assert bot.answer("How many countries does the East Office cover?").text.startswith("3 named")
        assert bot.answer("How many countries does the South Office serve?").text.startswith("3 named")
        assert bot.answer("How many countries fund the East Office?").grade.value == "not_stated"
        assert bot.answer("How many countries does the Asia Office cover?").grade.value == "not_stated"

    def test_every_day_is_not_some_day(self, small_bot: Small) -> None:
        units = {
            "Fox Office": "Sells maps to all. It is open Monday to Friday.",
            "Elk Office": "Cuts keys for all. It is open on Saturdays.",
            "Owl Office": "It meets partners on Mondays at noon. It mends nets.",
            "Yak Office": "It is open daily. It keeps bees.",
            "Emu Office": "It closes on Fridays at noon. It counts eggs.",
        }
        bot = small_bot(sections("The offices", units), "offices.md")
        assert [c.heading for c in bot.answer("Which offices are open every day?").citations] == ["The offices > Yak Office"]
        assert bot.answer("Is the Elk Office open every day?").text.startswith("No")
        assert bot.answer("Is the Elk Office open on working days?").text.startswith("No")
        assert bot.answer("Is the Fox Office open on weekdays?").text.startswith("Yes")
        on_mondays = {c.heading.split(" > ")[-1] for c in bot.answer("Which offices are open on Mondays?").citations}
        assert {"Fox Office", "Yak Office"} <= on_mondays <= {"Fox Office", "Yak Office", "Owl Office"}
        assert "closes on Fridays" not in bot.answer("Is the Emu Office open on Wednesdays?").text

    def test_sun_or_rain_is_no_day(self, small_bot: Small) -> None:
        bot = small_bot(sections("The teams", {"Solar Team": "It opens the greenhouse at 9 am, sun or rain.", "Lamp Team": "It cleans lamps."}), "teams.md")
        assert bot.answer("Which teams are open on Sundays?").grade.value == "not_stated"

    def test_a_right_of_its_own_is_not_denied_by_a_later_clause(self, small_bot: Small) -> None:
        bot = small_bot(sections("The teams", {"Solar Team": "It has the right to close the roof, as its roof is Council property.", "Lamp Team": "It cleans lamps."}), "teams.md")
        assert bot.answer("Does the Solar Team have the right to close the roof?").text.startswith("Yes")

    def test_what_one_denies_is_not_shared(self, small_bot: Small) -> None:
        bot = small_bot(sections("The units", {"Boat Unit": "It keeps spare parts.", "Mast Unit": "It does not keep spare parts.", "Sail Unit": "It no longer keeps spare parts."}), "units.md")
        assert "all of them" not in bot.answer("What do the Boat Unit, the Mast Unit and the Sail Unit have in common?").text
        assert bot.answer("What do the Boat Unit and the Mast Unit have in common?").grade.value == "not_stated"

    def test_another_name_of_a_thing_is_none_of_the_unit(self, small_bot: Small) -> None:
        bot = small_bot(sections("The teams", {"Radio Team": "It repairs radios, often called Wirelesses.", "Shop Team": "It buys and tests Wirelesses.", "Pond Team": "It cleans ponds."}), "teams.md")
        assert {c.heading.split(" > ")[-1] for c in bot.answer("Which teams deal with Wirelesses?").citations} == {"Radio Team", "Shop Team"}

    def test_prose_beside_a_short_list_is_counted(self, small_bot: Small) -> None:
        units = {
            "Roads Department": "Lights the streets. It sweeps streets. It keeps the road register. It signs contracts with builders. It also:\n\n- mends potholes\n- paints lines",
            "Parks Department": "Its tasks:\n\n- mows lawns\n- cuts trees\n- rakes leaves",
        }
        assert small_bot(sections("The departments", units), "departments.md").answer("Which department has the most duties?").text.startswith("Roads Department")

    def test_a_quoted_common_noun_is_found_without_its_capital(self, small_bot: Small) -> None:
        bot = small_bot(sections("The teams", {"Key Team": "It guards the keys.", "Form Team": "It processes forms."}), "teams.md")
        assert bot.answer('Which team guards the "Keys"?').text.startswith("Key Team")

    def test_a_side_that_belongs_to_another_region_stays_there(self, small_bot: Small) -> None:
        units = {"Cairo Desk": "Supports missions in the Middle East and North Africa.", "Kigali Desk": "Supports missions in East Africa.", "Lima Desk": "Supports missions in North and South America."}
        bot = small_bot(sections("The desks", units), "desks.md")
        answer = bot.answer("Does the Kigali Desk support missions in the Middle East and North Africa?")
        assert answer.read_as == "Does the Kigali Desk support missions in the Middle East and North Africa?"
        assert not answer.text.startswith("Yes")
        assert bot.answer("Who supports missions in South or North America?").text.startswith("Lima Desk")

    def test_what_sets_one_apart_from_another_is_no_question_for_what_they_share(self, small_bot: Small) -> None:
        bot = small_bot(sections("The desks", {"Quay Desk": "Sells tickets. Mends nets.", "Tower Desk": "Sells tickets. Rings bells.", "Yard Desk": "Paints hulls."}), "desks.md")
        answer = bot.answer("What sets the Quay Desk apart from the Tower Desk?").text
        assert "Mends nets" in answer
        assert "Rings bells" in answer
