"""Places: which units cover a country, and the data that says so."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHIPPED

from corpus.document import Corpus
from corpus.read import read_folder
from qa.coverage import Coverage, Map
from qa.english import data
from qa.places import country_name, find
from qa.table import Table
from qa.tokens import tokens

GROUPINGS = sorted((ROOT / "qa" / "data" / "groupings").glob("*.json"))
COUNTRIES: dict[str, dict[str, Any]] = data("countries.json")["countries"]
EXPECTED: dict[str, dict[str, Any]] = json.loads((ROOT / "tests" / "questions" / "countries.json").read_text(encoding="utf-8"))["countries"]

# Where the program says something else than text and geography do. Each is reviewed; remove it when the data is mended.
# The words of the text that say what a unit covers, picked out by hand.
AREAS = {
    "Bangkok": {"Asia and the Pacific"},
    "Brussels": {"European Economic Area", "Switzerland"},
    "Vienna": {"South-Eastern Europe", "Turkey", "Eastern Europe", "Central Asia", "Israel"},
    "Buenos Aires": {"South America", "Brazil"},
    "San José": {"Central America", "North America", "Caribbean"},
    "Cairo": {"Middle East and North Africa"},
    "Dakar": {"West", "Central Africa"},
    "Nairobi": {"East Africa", "Horn of Africa"},
    "Pretoria": {"Southern African Development Community", "Comoros", "Seychelles"},
}


@pytest.fixture(scope="module")
def table() -> Table:
    return Table(read_folder(SHIPPED))


@pytest.fixture(scope="module")
def map_(table: Table) -> Map:
    return Map(table)


def covering(table: Table, map_: Map, code: str) -> dict[str, Coverage]:
    return {table.short(c.unit): c for c in map_.covering(code)}


class TestData:
    def test_countries_are_those_of_iso_3166(self) -> None:
        assert len(COUNTRIES) == 250  # 249 and Kosovo's user-assigned XK
        assert all(re.fullmatch(r"[A-Z]{2}", code) for code in COUNTRIES)
        assert set(EXPECTED) == set(COUNTRIES)
        for code, country in COUNTRIES.items():
            assert country["name"] == country_name(code)
            assert country.get("part_of", "GB") in COUNTRIES
            assert all(isinstance(country[k], list) for k in ("names", "demonyms", "capital", "cities"))
        assert len({c["name"] for c in COUNTRIES.values()}) == 250
        assert data("countries.json")["source"]
        assert re.fullmatch(r"\d{4}(-\d\d)?", data("countries.json")["as_of"])

    @pytest.mark.parametrize("path", GROUPINGS, ids=lambda p: p.stem)
    def test_groupings_are_sound(self, path: Path) -> None:
        file = json.loads(path.read_text(encoding="utf-8"))
        assert file["how"]
        for g in file["groupings"]:
            members, sometimes = g["members"], g["sometimes"]
            assert g["name"] == g["name"].strip() != ""
            assert set(members) | set(sometimes) <= set(COUNTRIES), g["name"]
            assert not set(members) & set(sometimes), g["name"]
            assert len(members) == len(set(members)), g["name"]
            assert len(sometimes) == len(set(sometimes)), g["name"]
            assert g["source"].strip(), g["name"]
            assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", g["as_of"]), g["name"]
            assert g["name"] not in g["aliases"]
            assert len(g["aliases"]) == len(set(g["aliases"]))

    def test_every_file_is_used_and_no_name_is_given_twice(self) -> None:
        from qa import places

        names = [g["name"] for p in GROUPINGS for g in json.loads(p.read_text(encoding="utf-8"))["groupings"]]
        assert set(places.known_areas()) == set(names)
        assert len(names) == len(set(names))

    def test_regions_lie_inside_known_regions_that_hold_their_members(self) -> None:
        regions = {g["name"]: g for g in data("groupings/regions.json")["groupings"]}
        for name, region in regions.items():
            for around in region.get("inside", []):
                assert around in regions, name
                assert name not in regions[around].get("inside", []), name
                outside = set(region["members"]) - set(regions[around]["members"]) - set(regions[around]["sometimes"])
                assert not outside, f"{name} in {around}: {outside}"


class TestEveryCountry:
    @pytest.mark.parametrize("code", sorted(COUNTRIES))
    def test_it_is_covered_as_the_text_and_geography_say(self, table: Table, map_: Map, code: str) -> None:
        found, expected = covering(table, map_, code), EXPECTED[code]
        assert sorted(found) == sorted(expected["units"]), expected["why"]
        if found and "part_of" not in COUNTRIES[code]:  # lists of states leave dependent territories out: there the data is doubtful by design
            assert all(c.certain for c in found.values()) == expected["certain"], expected["why"]

    def test_each_reason_is_words_of_the_unit_own_text(self, table: Table, map_: Map) -> None:
        text = table.corpus.documents[0].text
        for code in COUNTRIES:
            for name, reason in covering(table, map_, code).items():
                assert reason.span.of(text) in AREAS[name]
                row = table.rows[reason.row]
                assert row.unit == reason.unit
                span = table.corpus.statements[reason.row].span
                assert span.start <= reason.span.start < reason.span.end <= span.end

    def test_what_the_text_does_not_name_rests_on_an_outside_fact(self, map_: Map) -> None:
        for code, country in COUNTRIES.items():
            for reason in map_.covering(code):
                if reason.area:
                    assert reason.outside is not None
                    assert country["name"] in reason.outside.fact
                    assert reason.area in reason.outside.fact
                    assert "(as of 20" in reason.outside.source
                else:
                    assert reason.outside is None
                    assert reason.certain

    def test_the_named_ones_are_named(self, map_: Map) -> None:
        assert {code for code in COUNTRIES if any(not c.area for c in map_.covering(code))} == {"CH", "TR", "IL", "BR", "KM", "SC"}


class TestSeatsAndPartners:
    @pytest.mark.parametrize(
        ("seat", "unit"), [("AT", "Vienna"), ("TH", "Bangkok"), ("BE", "Brussels"), ("AR", "Buenos Aires"), ("KE", "Nairobi"), ("SN", "Dakar"), ("EG", "Cairo"), ("CR", "San José"), ("ZA", "Pretoria")]
    )
    def test_a_seat_is_not_coverage(self, table: Table, map_: Map, seat: str, unit: str) -> None:
        found = covering(table, map_, seat)
        assert all(c.area for c in found.values())  # by an area, never by the heading's words
        assert (unit in found) == (unit != "Vienna")  # Austria is in the European Economic Area: that is Brussels

    def test_a_seat_outside_the_area_is_not_covered(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt=stations("Oslo, Norway. Provides support to offices in South America; keeps a vault.", "Lima, Peru. Provides support to offices in West Africa; keeps a vault."))
        small = Map(Table(corpus))
        assert small.covering("NO") == []
        assert [corpus.units[c.unit].name for c in small.covering("PE")] == ["Oslo, Norway"]

    @pytest.mark.parametrize(
        "partner",
        [
            "liaises with the Economic Community of West African States", "works with the Association of Southeast Asian Nations", "maintains relations with Canada and Japan", "works closely with the European Union",
            "has an agreement with the Government of Fiji", "cooperates with the United Nations Economic Commission for Africa", "supports the Migration Dialogue for West Africa", "is funded by Japan and by Norway",
        ],
    )  # fmt: skip
    def test_a_partner_is_not_coverage(self, read: Callable[..., Corpus], partner: str) -> None:
        corpus = read(a__txt=stations(f"Alba, Northland. {partner[0].upper()}{partner[1:]} in all its work; keeps the seed vault.", "Berga, Eastland. Provides support to offices in Brazil; keeps a vault."))
        small = Map(Table(corpus))
        assert small.areas(0) == []
        assert [code for code in COUNTRIES if any(c.unit == 0 for c in small.covering(code))] == []
        assert [c.unit for c in small.covering("BR")] == [1]

    @pytest.mark.parametrize(
        ("area", "inside", "outside"),
        [
            ("the members of ASEAN and Timor-Leste", "VN TL", "IN"), ("the Baltic States, Finland and northern Poland", "EE LV LT FI PL", "SE"), ("the Gulf, Yemen, Jordan and Iraq", "QA YE JO IQ", "EG"),
            ("Southern African Development Community member countries", "ZM CD", "KE"), ("West and Central Africa", "SN CM", "KE"), ("the Pacific Islands and Papua New Guinea", "FJ PG", "PH"),
        ],
    )  # fmt: skip
    def test_an_area_is_coverage(self, read: Callable[..., Corpus], area: str, inside: str, outside: str) -> None:
        corpus = read(a__txt=stations(f"Alba, Northland. Provides support to offices in {area}; keeps the seed vault.", "Berga, Eastland. Provides support to offices in Brazil; keeps a vault."))
        small = Map(Table(corpus))
        assert {code: [c.unit for c in small.covering(code)] for code in inside.split()} == {code: [0] for code in inside.split()}
        assert small.covering(outside) == []

    def test_a_country_with_two_units_gives_both_with_their_reasons(self, table: Table, map_: Map) -> None:
        assert {n: c.area for n, c in covering(table, map_, "TZ").items()} == {"Nairobi": "East Africa", "Pretoria": "Southern African Development Community"}
        assert {n: c.area for n, c in covering(table, map_, "BG").items()} == {"Brussels": "European Economic Area", "Vienna": "South-Eastern Europe"}


def stations(*paragraphs: str) -> str:
    third = "Cora, Southland. Keeps the archives of the Trust in order; trains the young gardeners."
    return "Our Stations\n\nThe three field stations are described below.\n\n" + "\n\n".join([*paragraphs, third]) + "\n"


class TestFind:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("the Democratic Republic of the Congo", ["DR Congo"]), ("Who covers Côte d’Ivoire?", ["Ivory Coast"]), ("TURKIYE and swaziland", ["Turkey", "Eswatini"]), ("I live in São Paulo", ["São Paulo"]),
            ("South Africa and Southern Africa", ["South Africa", "Southern Africa"]), ("can you help us", []), ("an arab labour organization", []), ("West and Central Africa", ["Central Africa", "West Africa"]),
        ],
    )  # fmt: skip
    def test_the_longest_name_is_found_however_it_is_written(self, text: str, names: list[str]) -> None:
        places = find(tokens(text), text)
        assert [p.name for p in places] == names
        assert all(0 <= p.start < p.end <= len(text) for p in places)
