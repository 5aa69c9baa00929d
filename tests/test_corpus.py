"""Text in, statements out: nothing is lost, nothing overlaps, and every statement knows its unit."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SAMPLES, SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.bodies import body_noun, is_apart, is_part, unnumbered
from corpus.document import Corpus, Document, Span
from corpus.errors import CorpusError
from corpus.join import assemble
from corpus.lines import stated_count
from corpus.read import decode, document, files, fingerprint, read_folder
from corpus.split import Split, split
from corpus.units import unit_noun
from corpus.words import WORD, clean, fold, plural, stem, words

pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")  # a short page may look like a file name to Beautiful Soup

QUICK = settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))
GOLDEN = ROOT / "tests" / "golden"
SHAPES = ROOT / "tests" / "shapes"
SHIPPED_SHA256 = "f4f92fc6af7420b8825d928904254ac0456bc0af75463448f67f9218e29da3d3"

# ---------------------------------------------------------------- random texts

_ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40)  # all planes, control characters, no-break spaces
_PIECES = st.sampled_from(
    [
        "Office of Water", "Sec. 11. Functions. ", "The Bureau shall:", "Mill Lane, Northbury. Provides support to the mills of the valley; and more. ", "top of page", "Page 3 of 9",
        "(a) ", "(i) ", "(1) ", "1. ", "- ", "* ", "• ", "; ", ": ", ". ", "; and ", "e.g. ", "No. 5", "(", ")", '"', "”", "[1]", "[^1]", "nine Regional Offices",
        "\n", "\n\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u00a0", "\u200b", "\ufeff", "  ", "\t", "    ", " | ", "|", "===\n", "---\n", "```\n",
        "# ", "## ", "| a | b |\n|---|---|\n", "[x](y)", "<h2>", "</h2>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "<th>", "</table>",
        "<b>", "</b>", "<br>", "<nav>", "<dl><dt>", "<dd>", "&nbsp;", "&amp;", "&#xD800;", "&#1;", "<!--", "-->", "<script>", "<svg>", "<div hidden>", "İstanbul Office. ", "ß", "👩‍👩‍👧", "𝒜",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(_ANY, _PIECES, _PIECES), max_size=30).map("".join)


def made(text: str, suffix: str) -> Document | None:
    """The document, or None where it holds so many control characters that it is refused as no text."""
    try:
        return document(text.encode(), f"text.{suffix}")
    except CorpusError as error:
        message = str(error)
    assert "too many control characters" in message
    return None


def assert_tiles(doc: Document, parts: Split) -> None:
    spans = sorted([s.span for s in parts.statements] + [g.span for g in parts.gaps], key=lambda s: (s.start, s.end))
    assert "".join(s.of(doc.text) for s in spans) == doc.text
    position = 0
    for span in spans:
        assert position == span.start < span.end
        position = span.end
    assert [s.span.start for s in parts.statements] == sorted(s.span.start for s in parts.statements)


class TestAnyText:
    @pytest.mark.parametrize("suffix", ["txt", "md", "html"])
    @QUICK
    @given(text=TEXTS)
    def test_statements_and_gaps_tile_it(self, suffix: str, text: str) -> None:
        if doc := made(text, suffix):
            assert_tiles(doc, split(doc, 0))

    @pytest.mark.parametrize("suffix", ["txt", "md", "html"])
    @QUICK
    @given(text=TEXTS)
    def test_what_is_no_statement_has_a_reason(self, suffix: str, text: str) -> None:
        if doc := made(text, suffix):
            for gap in split(doc, 0).gaps:
                inside = gap.span.of(doc.text)
                assert (gap.kind == "space") == (not inside.strip()) or gap.kind in ("heading", "furniture")
                if inside.strip():
                    assert gap.kind in ("heading", "marker", "furniture")

    @pytest.mark.parametrize("suffix", ["txt", "md", "html"])
    @QUICK
    @given(text=TEXTS)
    def test_quotes_are_slices_and_everything_refers_to_something(self, suffix: str, text: str) -> None:
        if doc := made(text, suffix):
            corpus = assemble([doc], "0" * 64)
            for statement in corpus.statements:
                quote = corpus.quote(statement)
                assert quote == doc.text[statement.span.start : statement.span.end]
                assert quote == quote.strip()
                assert any(c.isalnum() for c in quote) or statement.kind == "row"
                assert statement.unit is None or 0 <= statement.unit < len(corpus.units)
                assert all(lead.of(doc.text).strip() and lead.end <= len(doc.text) for lead in statement.leads)
            assert all(u.parent is None or u.parent < i for i, u in enumerate(corpus.units))

    @QUICK
    @given(text=TEXTS)
    def test_plain_text_is_the_file_itself(self, text: str) -> None:
        if doc := made(text, "txt"):
            assert doc.text.lstrip("\ufeff") == text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
            assert len(text) < 2 or text[0] == "\ufeff" or doc.text[:1] != "\ufeff"

    @QUICK
    @given(data=st.binary(max_size=200))
    def test_bytes_are_decoded_or_refused_in_words(self, data: bytes) -> None:
        message = "any.txt"
        try:
            text = decode(data, "any.txt")
        except CorpusError as error:
            text, message = "", str(error)
        assert "any.txt" in message
        assert "\r" not in text
        assert text.encode().decode() == text

    @QUICK
    @given(text=TEXTS)
    def test_words_can_be_folded_and_stemmed(self, text: str) -> None:
        assert all(w and stem(w) for w in words(text))
        assert clean(clean(text)) == clean(text)
        assert fold(text) == fold(text).strip()

    @pytest.mark.parametrize(("text", "expected"), [("Côte d’Ivoire", ["cote", "divoire"]), ("Côte d'Ivoire", ["cote", "divoire"]), ("the Office’s U.S. wells", ["the", "office", "us", "wells"])])
    def test_a_curly_apostrophe_is_an_apostrophe(self, text: str, expected: list[str]) -> None:
        assert words(text) == expected
        assert [w for m in WORD.finditer(text) for w in words(m.group())] == expected

    def test_a_large_document_is_split_in_about_linear_time(self) -> None:
        def seconds(n: int) -> float:
            doc = document("\n\n".join(f"Place{i}, Land. Supports the offices of region {i}; plans its activities." for i in range(n)).encode(), "a.txt")
            start = time.process_time()
            split(doc, 0)
            return time.process_time() - start

        seconds(100)
        assert seconds(3000) < 20 * max(seconds(500), 0.01)  # linear: 6 times; quadratic: 36 times


# ---------------------------------------------------------------- decoding


class TestDecode:
    TEXT = "Bureau für Straßen – naïve café in São José. It keeps “quotes”.\nSecond line.\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
    def test_unicode_encodings_are_recognised(self, encoding: str) -> None:
        assert decode(self.TEXT.encode(encoding), "a.txt") == self.TEXT

    @pytest.mark.parametrize("order", ["le", "be"])
    def test_a_byte_order_mark_is_dropped(self, order: str) -> None:
        assert decode(f"\ufeff{self.TEXT}".encode(f"utf-16-{order}"), "a.txt") == self.TEXT

    def test_latin_1_is_guessed(self) -> None:
        text = "Das Büro für Straßenbau prüft die Brücken über den Fluß und hält die Wege schön sauber. Es hat größere Aufgaben."
        assert decode(text.encode("latin-1"), "a.txt") == text

    def test_windows_1252_keeps_its_quotes(self) -> None:
        text = "The Regional Office’s work covers migration; it “plans and coordinates” activities in San José and elsewhere – with the governments of the region. " * 3
        assert decode(text.encode("cp1252"), "a.txt") == text

    def test_a_declared_encoding_is_believed(self) -> None:
        text = '<meta charset="iso-8859-2"><p>Łódź</p>'
        assert decode(text.encode("iso-8859-2"), "a.html") == text

    @pytest.mark.parametrize("codec", ["undefined", "base64", "rot13", "nonsense", "idna", "unicode_escape"])
    def test_a_declared_encoding_that_cannot_be_is_passed_over(self, codec: str) -> None:
        text = decode(f"<meta charset={codec}> \\ud800 caf".encode() + b"\xe9 in the town of S\xe3o Paulo", "a.html")
        assert "caf" in text
        text.encode()

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_line_ends_become_one(self, end: str) -> None:
        assert decode(f"a{end}b{end}{end}c".encode(), "a.txt") == "a\nb\n\nc"

    @pytest.mark.parametrize("data", [b"\x00\x01\x02\x03binary", b"PK\x03\x04" + bytes(range(32)) * 4, b"\xff\xfe\x00\xd8"])
    def test_what_is_no_text_is_refused_by_name(self, data: bytes) -> None:
        with pytest.raises(CorpusError, match=r"odd\.txt"):
            decode(data, "odd.txt")

    def test_offsets_count_after_line_ends_and_marks(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt=b"\xef\xbb\xbfOne thing.\r\nAnother thing.\r\n")
        assert [corpus.quote(s) for s in corpus.statements] == ["One thing.", "Another thing."]
        assert corpus.statements[0].span == Span(0, 10)


# ---------------------------------------------------------------- statements


def quotes(corpus: Corpus, unit: str | None = None) -> list[str]:
    return [corpus.quote(s) for s in corpus.statements if unit is None or (s.unit is not None and corpus.units[s.unit].name == unit)]


def owners(corpus: Corpus) -> list[tuple[str | None, str]]:
    return [(None if s.unit is None else corpus.units[s.unit].name, corpus.quote(s)) for s in corpus.statements]


def leads(corpus: Corpus) -> dict[str, list[str]]:
    return {corpus.quote(s): [x.of(corpus.documents[s.document].text) for x in s.leads] for s in corpus.statements}


class TestStatements:
    @pytest.mark.parametrize(
        "sentence",
        [
            "It acts under Sec. 11 of the Statutes and reports to the Board.",
            "Circular No. 27 replaces Circular No. 19 of the year before.",
            "It trains staff, e.g. Mr. Jones and Dr. Ada B. Lovelace of St. Ombry.",
            "The lakes, i.e. Victoria and Albert, are its field.",
            "See Nos. 301 to 318 on p. 4 and Art. 5 for the rest of it.",
            "The office of J. Smith keeps approx. ten thousand papers.",
        ],
    )
    @pytest.mark.parametrize("suffix", ["txt", "md", "html"])
    def test_an_abbreviation_ends_none(self, read: Callable[..., Corpus], sentence: str, suffix: str) -> None:
        body = f"<p>{sentence} It is small.</p>" if suffix == "html" else f"{sentence} It is small.\n"
        assert quotes(read(**{f"a__{suffix}": body})) == [sentence, "It is small."]

    @pytest.mark.parametrize("mark", ["(a)", "(1)", "(iv)", "1.", "12)", "a)", "-", "*", "•", "–"])
    def test_an_enumerator_ends_none_and_belongs_to_none(self, read: Callable[..., Corpus], mark: str) -> None:
        corpus = read(a__txt=f"The Office shall:\n\n{mark} keep the register of wells\n\n{mark} clean the wells each year\n")
        assert quotes(corpus) == ["keep the register of wells", "clean the wells each year"]

    def test_a_footnote_mark_after_a_full_stop_ends_one(self, read: Callable[..., Corpus]) -> None:
        assert quotes(read(a__txt="It pays travel grants to crews.[1] It ships old boats to new clubs.")) == ["It pays travel grants to crews.[1]", "It ships old boats to new clubs."]

    @pytest.mark.xfail(strict=True, reason="a single capital before a full stop is taken for an initial, also at a sentence's end (federation sample: 'category A or B. The delegate …')")
    def test_a_capital_letter_may_end_one(self, read: Callable[..., Corpus]) -> None:
        assert len(quotes(read(a__txt="It sends a delegate to every event of category A or B. The delegate may halt racing."))) == 2

    def test_semicolons_part_clauses_outside_parentheses(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="It supports the offices (in the north; in the south); plans the activities; and reports each year.")
        assert quotes(corpus) == ["It supports the offices (in the north; in the south)", "plans the activities", "and reports each year."]

    def test_a_short_clause_stays_with_its_neighbour(self, read: Callable[..., Corpus]) -> None:
        assert quotes(read(a__txt="It sees to boats; oars; sails and anchors of all clubs.")) == ["It sees to boats; oars", "sails and anchors of all clubs."]

    def test_a_lead_in_before_semicolons_is_kept(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="The Board shall, in each year: hear the appeals of tenants; award the costs of each side; report its findings to the Council.")
        assert leads(corpus)["award the costs of each side"] == ["The Board shall, in each year:"]

    def test_markup_is_read_as_its_visible_text(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__html="<p>It is <b>not</b> ours &amp; never&nbsp;was.<!-- hidden --></p><script>x</script><p hidden>no</p>")
        assert quotes(corpus) == ["It is not ours & never\u00a0was."]

    def test_raw_html_in_markdown_is_text(self, read: Callable[..., Corpus]) -> None:
        assert "<script>alert(1)</script>" in "".join(d.text for d in read(a__md="Hello there <script>alert(1)</script> friends.").documents)


class TestLists:
    def test_nested_lists_keep_all_their_lead_ins(self, read: Callable[..., Corpus]) -> None:
        texts = {
            "txt": "The Bureau shall:\n\n(a) grant permits for cables, and in doing so\n\n    (1) fix the hours of work;\n\n    (2) take a deposit if\n\n        (i) the road is narrow, or\n\n        (ii) it rains;\n\n(b) plant trees.\n",
            "html": "<p>The Bureau shall:</p><ol><li>grant permits for cables, and in doing so<ol><li>fix the hours of work;</li><li>take a deposit if<ol><li>the road is narrow, or</li><li>it rains;</li></ol></li></ol></li><li>plant trees.</li></ol>",
            "md": "The Bureau shall:\n\n- grant permits for cables, and in doing so\n    - fix the hours of work;\n    - take a deposit if\n        - the road is narrow, or\n        - it rains;\n- plant trees.\n",
        }  # fmt: skip
        for suffix, text in texts.items():
            found = leads(read(**{f"a__{suffix}": text}))
            grant = "grant permits for cables, and in doing so"
            assert found[grant] == ["The Bureau shall:"], suffix
            assert found["fix the hours of work"] == ["The Bureau shall:", grant], suffix
            assert found["the road is narrow, or"] == ["The Bureau shall:", grant, "take a deposit if"], suffix
            assert found["plant trees."] == ["The Bureau shall:"], suffix

    def test_i_after_h_is_a_letter(self, read: Callable[..., Corpus]) -> None:
        items = "\n\n".join(f"({c}) keep the register number {n}" for n, c in enumerate("abcdefghij"))
        assert all(found == ["The Board shall:"] for found in leads(read(a__txt=f"The Board shall:\n\n{items}\n")).values())

    def test_a_closed_sentence_is_no_lead_in(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__html="<p>It collects all fines.</p><ul><li>Paying the staff of the house</li></ul>")
        assert leads(corpus)["Paying the staff of the house"] == []

    def test_a_footnote_after_a_list_hangs_under_no_item(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="(a) The first ordinance of the old Council.\n\n(b) The second ordinance of the old Council.\n\n* Save for copies of maps.\n")
        assert leads(corpus)["Save for copies of maps."] == []

    def test_a_lead_in_with_words_of_its_own_is_also_a_statement(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="Under its head, the service of this house\n\n- translates the bills of members\n")
        assert quotes(corpus) == ["Under its head, the service of this house", "translates the bills of members"]

    def test_lettered_lines_in_markdown_nest(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__md="The office is responsible for:\n\n(a) mending roofs and drains;\n(b) issuing keys and passes, and\n  (i) changing locks when a key is lost;\n(c) clearing snow.\n")
        assert "changing locks when a key is lost" in quotes(corpus)

    @pytest.mark.xfail(strict=True, reason="a list inside a clause, '(a) …; (b) …', keeps its lead-in for the first item alone (missions sample)")
    def test_an_inline_list_keeps_its_lead_in(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="It prepares farms for storms, in particular by (a) drafting plans for livestock; (b) stocking seed in six depots; and (c) insuring first harvests.")
        assert leads(corpus)["stocking seed in six depots"] == ["It prepares farms for storms, in particular by"]


# ---------------------------------------------------------------- units


class TestUnits:
    def test_run_in_headings_name_units(self, read: Callable[..., Corpus]) -> None:
        text = "Our Stations\n\nA brief description of the three field stations is given below.\n\n" + "\n\n".join(
            f"{name}. Provides support to the growers of the region; keeps a seed vault there." for name in ("Port Calder, Maravel", "St. Ombry, Lessaline", "São João, Costa Verde")
        )
        corpus = read(a__txt=text)
        assert [u.name for u in corpus.units] == ["Port Calder, Maravel", "St. Ombry, Lessaline", "São João, Costa Verde"]
        assert corpus.noun == "station"
        assert quotes(corpus, "St. Ombry, Lessaline") == ["Provides support to the growers of the region", "keeps a seed vault there."]
        assert owners(corpus)[0] == (None, "A brief description of the three field stations is given below.")

    def test_numbered_sections_name_units_and_their_parts_do_not(self, read: Callable[..., Corpus]) -> None:
        corpus = read(
            a__txt="TITLE IV. BOARDS AND BUREAUS\n\nSec. 10. Definitions.\n\nIn this Title a mark is money.\n\nSec. 11. Bureau of Street Works.\n\nThere is a Bureau of Street Works.\n\nFunctions.\n\nThe Bureau shall:\n\n"
            "(a) sweep the streets of the City;\n\nSec. 12. Board of Markets.\n\nMembers.\n\nThe Board has seven members.\n\nANNEX 1. REPEALS\n\n(a) Ordinance of the Horse Board\n"
        )
        assert [u.name for u in corpus.units] == ["Bureau of Street Works", "Board of Markets"]
        assert owners(corpus) == [
            (None, "In this Title a mark is money."),
            ("Bureau of Street Works", "There is a Bureau of Street Works."),
            ("Bureau of Street Works", "sweep the streets of the City"),
            ("Board of Markets", "The Board has seven members."),
            (None, "Ordinance of the Horse Board"),
        ]
        assert corpus.statements[2].heading == ("TITLE IV. BOARDS AND BUREAUS", "Sec. 11. Bureau of Street Works", "Functions")

    def test_markup_headings_nest(self, read: Callable[..., Corpus]) -> None:
        texts = {
            "md": "# Who does what\n\n## Committees Service\n\nIt serves.\n\n#### Inquiry Desk\n\nIt inquires.\n\n##### Contact\n\nRing us.\n\n## Petitions Unit\n\nIt registers.\n",
            "html": "<h1>Who does what</h1><h2>Committees Service</h2><p>It serves.</p><h4>Inquiry Desk</h4><p>It inquires.</p><h5>Contact</h5><p>Ring us.</p><h2>Petitions Unit</h2><p>It registers.</p>",
        }
        for suffix, text in texts.items():
            corpus = read(**{f"a__{suffix}": text})
            assert [(u.name, u.noun, u.parent) for u in corpus.units] == [("Committees Service", "service", None), ("Inquiry Desk", "desk", 0), ("Petitions Unit", "unit", None)]
            assert owners(corpus) == [("Committees Service", "It serves."), ("Inquiry Desk", "It inquires."), ("Inquiry Desk", "Ring us."), ("Petitions Unit", "It registers.")]
            assert corpus.statements[2].heading == ("Who does what", "Committees Service", "Inquiry Desk", "Contact")

    def test_bold_paragraphs_are_headings(self, read: Callable[..., Corpus]) -> None:
        texts = {
            "html": "<h2>Office of Water</h2><p>It keeps wells.</p><h2>Office of Roads</h2><p>It keeps roads.</p><p><b>Office of Trees</b></p><p>It keeps trees, and <b>never</b> sells.</p>",
            "md": "## Office of Water\n\nIt keeps wells.\n\n## Office of Roads\n\nIt keeps roads.\n\n**Office of Trees**\n\nIt keeps trees, and **never** sells.\n",
        }
        for suffix, text in texts.items():
            corpus = read(**{f"a__{suffix}": text})
            assert [(u.name, u.parent) for u in corpus.units] == [("Office of Water", None), ("Office of Roads", None), ("Office of Trees", None)], suffix
            assert quotes(corpus, "Office of Trees") == ["It keeps trees, and never sells."], suffix

    def test_the_organisation_itself_is_no_unit_of_its_own(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__md="# Transport Agency\n\nWe are many.\n\n## Directorate of Rail\n\nRails.\n\n## Directorate of Roads\n\nRoads.\n")
        assert [u.name for u in corpus.units] == ["Directorate of Rail", "Directorate of Roads"]

    def test_a_text_without_units_is_one(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="The cat sat on the mat. It slept there all day.\n\nThe dog did not.\n")
        assert (len(corpus.units), corpus.noun, corpus.units[0].noun) == (1, "document", "")
        assert {s.unit for s in corpus.statements} == {0}

    def test_one_unit_in_two_documents_is_one_unit(self, read: Callable[..., Corpus]) -> None:
        old = "## Office of Water\n\nIt keeps ten wells.\n\n## Office of Roads\n\nIt keeps roads.\n"
        corpus = read(a__md=old, b__md=old.replace("ten", "nine").replace("## Office of Roads", "## Office of Trees"))
        assert [(u.name, u.documents) for u in corpus.units] == [("Office of Water", (0, 1)), ("Office of Roads", (0,)), ("Office of Trees", (1,))]
        assert quotes(corpus, "Office of Water") == ["It keeps ten wells.", "It keeps nine wells."]
        assert any("one title" in w for w in corpus.warnings) == (corpus.documents[0].title == corpus.documents[1].title)

    @pytest.mark.parametrize(
        ("text", "noun"),
        [
            ("described below are eight bodies", "body"), ("the eight agencies", "agency"), ("our eight field stations", "station"), ("its eight branches", "branch"),
            ("eight houses", "house"), ("seven offices", "unit"), ("", "unit"),
        ],
    )  # fmt: skip
    def test_the_noun_comes_from_a_stated_count_that_fits(self, text: str, noun: str) -> None:
        from corpus.document import Unit

        found = unit_noun(tuple(Unit(f"Place {i}", "", None, (0,)) for i in range(8)), [text])
        assert found == noun

    def test_plurals(self) -> None:
        assert [plural(n) for n in ("office", "agency", "branch", "bureau", "day")] == ["offices", "agencies", "branches", "bureaux", "days"]

    def test_counts_are_read_in_words_and_digits(self) -> None:
        assert stated_count("the nine Regional Offices and 12 houses, but 1 cat") == [(9, "Regional Offices"), (12, "houses")]

    @pytest.mark.parametrize(
        ("heading", "noun"),
        [
            ("Office of Water", "office"), ("Sec. 12. Board of Markets.", "board"), ("Finance and Audit Service (FAS)", "service"), ("Working Group on Roads", "group"), ("Safety on the Water Division", "division"),
            ("Members of the Board", ""), ("Our Offices", ""), ("Office hours", ""), ("Annex: Office of the past", ""), ("Contact the office", ""), ("Introduction", ""), ("", ""),
        ],
    )  # fmt: skip
    def test_a_heading_names_a_body_or_not(self, heading: str, noun: str) -> None:
        assert body_noun(heading) == noun

    def test_a_short_sentence_alone_is_no_heading(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__txt="The House\n\nOffice of Water\n\nIt keeps wells.\n\nFunctions.\n\nIt cleans all wells within ten days.\n\nOffice of Roads\n\nIt keeps all roads.\n")
        assert owners(corpus) == [("Office of Water", "It keeps wells."), ("Office of Water", "It cleans all wells within ten days."), ("Office of Roads", "It keeps all roads.")]

    def test_parts_and_front_matter_are_told_from_units(self) -> None:
        assert all(is_part(h) for h in ("Functions", "Members.", "Powers and duties", "What we do"))
        assert all(is_apart(h) for h in ("ANNEX 1. REPEALS", "Sec. 10. Definitions.", "Preamble", "Before you start"))
        assert unnumbered("Sec. 11. Bureau of Street Works.") == "Bureau of Street Works"


class TestTables:
    UNITS = ("Office of Water", "Office of Roads")

    def assert_rows(self, corpus: Corpus) -> None:
        rows = {corpus.units[s.unit].name: s for s in corpus.statements if s.kind == "row" and s.unit is not None}
        assert set(rows) == set(self.UNITS)
        for name, number in zip(self.UNITS, ("555 0001", "555 0002"), strict=True):
            row = rows[name]
            text = corpus.documents[row.document].text
            assert number in corpus.quote(row)
            assert [x.of(text) for x in row.leads] == ["Unit", "Telephone", "Room"]
        assert "Telephone" not in [corpus.quote(s) for s in corpus.statements]

    def test_rows_of_a_markdown_table_belong_to_the_unit_they_name(self, read: Callable[..., Corpus]) -> None:
        body = "".join(f"## {u}\n\nIt works.\n\n" for u in self.UNITS)
        self.assert_rows(read(a__md=f"{body}## Figures\n\n| Unit | Telephone | Room |\n|---|---|---|\n| Roads | 555 0002 | B |\n| Office of Water | 555 0001 | A |\n"))

    def test_rows_of_an_html_table_belong_to_the_unit_they_name(self, read: Callable[..., Corpus]) -> None:
        body = "".join(f"<h2>{u}</h2><p>It works.</p>" for u in self.UNITS)
        rows = "<tr><td><a href='#'>Water</a></td><td>555 0001</td><td>A</td></tr><tr><td>Roads</td><td>555 0002</td><td>B</td></tr>"
        self.assert_rows(read(a__html=f"{body}<h2>Whom to ring</h2><table><thead><tr><th>Unit</th><th>Telephone</th><th>Room</th></tr></thead><tbody>{rows}</tbody></table>"))

    def test_rows_of_plain_columns_belong_to_the_unit_they_name(self, read: Callable[..., Corpus]) -> None:
        body = "".join(f"{u}\n\nIt works for the people.\n\n" for u in self.UNITS)
        table = "Unit             Telephone    Room\n---------------  -----------  ----\nOffice of Water  555 0001     A\nOffice of Roads  555 0002     B\n"
        self.assert_rows(read(a__txt=f"The House\n\n{body}ANNEX 1. TELEPHONES\n\n{table}"))

    def test_one_blank_before_a_column_is_enough(self, read: Callable[..., Corpus]) -> None:
        body = "".join(f"{u}\n\nIt works for the people.\n\n" for u in self.UNITS)
        table = "Unit            Telephone    Room\n--------------- -----------  ----\nOffice of Water 555 0001     A\nOffice of Roads 555 0002     B\n"
        self.assert_rows(read(a__txt=f"The House\n\n{body}ANNEX 1. TELEPHONES\n\n{table}"))

    def test_a_row_that_names_no_unit_belongs_where_it_stands(self, read: Callable[..., Corpus]) -> None:
        corpus = read(a__md="## Office of Water\n\n| Well | Depth |\n|---|---|\n| Old well | 12 m |\n\n## Office of Roads\n\nIt works.\n")
        assert ("Office of Water", "Old well | 12 m") in owners(corpus)


class TestFurniture:
    @pytest.mark.parametrize("line", ["top of page", "Bottom of page", "Page 3 of 9", "Circular No. 27      Page 2 of 5", "Back to top", "17", "* * *", "Home › About us › Offices", "Was this page useful?"])
    def test_lines_that_say_nothing_are_no_statements(self, read: Callable[..., Corpus], line: str) -> None:
        corpus = read(a__txt=f"The office keeps wells.\n\n{line}\n\nIt cleans them each year.\n")
        assert quotes(corpus) == ["The office keeps wells.", "It cleans them each year."]
        gaps = split(corpus.documents[0], 0).gaps
        assert [g.span.of(corpus.documents[0].text) for g in gaps if g.kind == "furniture"] == [line]

    def test_navigation_is_furniture(self, read: Callable[..., Corpus]) -> None:
        corpus = read(
            a__html="<nav><ul><li><a>Home</a></li></ul></nav><div class='toc'><ul><li><a>One</a></li></ul></div><p>The office keeps wells.</p><ul><li><a>Related</a></li><li><a>More</a></li></ul><footer><p>Imprint of us.</p></footer>"
        )
        assert quotes(corpus) == ["The office keeps wells."]
        assert "Imprint of us." in corpus.documents[0].text

    @pytest.mark.xfail(strict=True, reason="a footnote '(1) …' after the last run-in unit is taken for that unit's item (missions sample: a note on Tamgadez is given to Tavua Roads)")
    def test_a_footnote_is_no_duty_of_the_unit_above_it(self, read: Callable[..., Corpus]) -> None:
        units = "\n\n".join(f"{n}, Land. Provides support to the growers of the region;(1) keeps a vault." for n in ("Alba", "Berga", "Cora"))
        corpus = read(a__txt=f"Stations\n\nThe three stations are these.\n\n{units}\n\n(1) The contribution is reviewed each September.\n")
        assert ("Cora, Land", "The contribution is reviewed each September.") not in owners(corpus)


# ---------------------------------------------------------------- folders


class TestFolder:
    def test_hidden_files_links_and_other_kinds_are_left_out(self, tmp_path: Path) -> None:
        for name in ("b.txt", "A.md", "sub/c.html", ".hidden.txt", ".git/x.txt", "d.json"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("Some words of text.", encoding="utf-8")
        (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
        assert [p.relative_to(tmp_path).as_posix() for p in files(tmp_path)] == ["A.md", "b.txt", "sub/c.html"]

    def test_the_fingerprint_depends_on_names_and_bytes_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
        before = fingerprint(tmp_path, 1000)
        os.utime(tmp_path / "a.txt", (1, 1))
        assert fingerprint(tmp_path, 1000) == before == read_folder(tmp_path).fingerprint
        (tmp_path / "a.txt").write_text("Some words!", encoding="utf-8")
        assert fingerprint(tmp_path, 1000) != before
        (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
        (tmp_path / "a.txt").rename(tmp_path / "b.txt")
        assert fingerprint(tmp_path, 1000) != before

    def test_every_unreadable_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_bytes(b"\x00\x01\x02")
        (tmp_path / "two.txt").write_text("x" * 2000, encoding="utf-8")
        with pytest.raises(CorpusError, match=r"one\.txt.*two\.txt"):
            read_folder(tmp_path, max_bytes=1000)

    def test_no_folder_no_text_and_empty_text_are_told_apart(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match="There is no folder"):
            read_folder(tmp_path / "none")
        with pytest.raises(CorpusError, match="holds no text"):
            read_folder(tmp_path)
        (tmp_path / "a.txt").write_text(" \n", encoding="utf-8")
        with pytest.raises(CorpusError, match="is empty"):
            read_folder(tmp_path)
        (tmp_path / "b.txt").write_text("Words.", encoding="utf-8")
        assert any("a.txt" in w for w in read_folder(tmp_path).warnings)


# ---------------------------------------------------------------- the shipped corpus


class TestShipped:
    @pytest.fixture(scope="class")
    def corpus(self) -> Corpus:
        return read_folder(SHIPPED)

    def test_it_is_one_document_unaltered(self, corpus: Corpus) -> None:
        (path,) = (p for p in SHIPPED.rglob("*") if p.is_file())
        assert hashlib.sha256(path.read_bytes()).hexdigest() == SHIPPED_SHA256 == corpus.documents[0].sha256
        assert len(corpus.documents) == 1

    def test_it_has_nine_offices(self, corpus: Corpus) -> None:
        assert [u.name.split(",")[0] for u in corpus.units] == ["Bangkok", "Brussels", "Vienna", "Buenos Aires", "San José", "Cairo", "Dakar", "Nairobi", "Pretoria"]
        assert all(u.parent is None and u.noun == "" for u in corpus.units)
        assert (9, "Regional Offices") in stated_count(corpus.documents[0].text)
        assert corpus.noun == "office"

    def test_every_unit_has_its_own_statements_and_furniture_is_none(self, corpus: Corpus) -> None:
        counts = [sum(s.unit == u for s in corpus.statements) for u in range(9)]
        assert counts == [5, 10, 6, 8, 5, 6, 6, 6, 5]  # counted by hand: clauses between semicolons and full stops
        assert sum(s.unit is None for s in corpus.statements) == 3
        assert not [q for q in quotes(corpus) if "of page" in q]
        assert_tiles(corpus.documents[0], split(corpus.documents[0], 0))

    def test_repairs_live_in_the_search_form_alone(self, corpus: Corpus) -> None:
        text = corpus.documents[0].text
        assert text.count("\u00a0") == 31
        assert "inter- agency" in text
        assert "inter-agency" in clean(text)
        assert text == (SHIPPED / corpus.documents[0].path).read_text(encoding="utf-8")


# ---------------------------------------------------------------- units that no heading with a noun names


def names(corpus: Corpus) -> list[tuple[str, str | None]]:
    """Every unit with the one around it."""
    return [(u.name, None if u.parent is None else corpus.units[u.parent].name) for u in corpus.units]


def read(*files: tuple[str, str]) -> Corpus:
    return assemble([document(text.encode(), path) for path, text in files], "")


def said(corpus: Corpus, unit: str) -> list[str]:
    number = next(i for i, u in enumerate(corpus.units) if u.name == unit)
    return [corpus.quote(s) for s in corpus.statements if s.unit == number]


class TestShapes:
    """Whole small texts, each of a shape of its own."""

    def test_a_table_of_teams_and_the_questions_below_it(self) -> None:
        corpus = read(("table.md", (SHAPES / "table.md").read_text(encoding="utf-8")))
        assert [n for n, _ in names(corpus)] == [
            "Estates Desk", "Security Lodge", "Admissions Team", "Bursary Team", "Student Welfare", "Timetable Office", "Registry", "IT Workshop", "Library Counter",
        ]  # fmt: skip
        assert corpus.noun == "team"
        assert "Go to the Security Lodge with your vehicle papers and your campus card." in said(corpus, "Security Lodge")

    def test_prose_that_no_heading_divides(self) -> None:
        corpus = read(("prose.txt", (SHAPES / "prose.txt").read_text(encoding="utf-8")))
        assert [n for n, _ in names(corpus)] == [
            "Veterinary Unit", "Feed Store", "Education Department", "Aquarium Section", "Reptile House", "Visitor Services Office", "Breeding Committee", "Grounds Department", "Ethics Board",
        ]  # fmt: skip
        assert said(corpus, "Feed Store")[0].startswith("Responsibility for what the animals eat lies with the Feed Store")
        assert len(said(corpus, "Feed Store")) == 4
        assert [w[:32] for w in said(corpus, "Reptile House")] == ["The Aquarium Section and the Rep", "The Reptile House cares for the ", "The Reptile House alone holds a "]

    def test_a_statute(self) -> None:
        corpus = read(("statute.txt", (SHAPES / "statute.txt").read_text(encoding="utf-8")))
        assert [n for n, _ in names(corpus)] == ["The Secretariat", "The Council", "The Budget Committee", "Flood Warning Panel", "The Navigation Board"]
        assert "issue flood alerts to the civil protection services of the Members" in said(corpus, "Flood Warning Panel")


def test_bold_openings_are_units_and_those_of_items_lie_within_them() -> None:
    corpus = read(("a.md", "# Where to go\n\n## Money\n\n**Bursary Office.** Collects the fees of all pupils.\n\n- **Hardship Panel.** Makes small grants to pupils in need. Meets on Fridays.\n- Also lends bicycles to pupils.\n\n**Housing Bureau.** Lets rooms to new pupils.\n"
                    "\n- **Repairs Desk.** Mends the taps and lamps.\n"))  # fmt: skip
    assert names(corpus) == [("Bursary Office", None), ("Hardship Panel", "Bursary Office"), ("Housing Bureau", None), ("Repairs Desk", "Housing Bureau")]
    assert said(corpus, "Hardship Panel") == ["Makes small grants to pupils in need.", "Meets on Fridays."]
    assert said(corpus, "Bursary Office") == ["Collects the fees of all pupils.", "Also lends bicycles to pupils."]


def test_bold_labels_are_no_units() -> None:
    corpus = read(("a.md", "# Water Office\n\n**Purpose.** Keeps the wells in repair.\n\n**Note:** closed on Sundays all year.\n\n# Road Office\n\n**Purpose.** Mends the roads of the valley.\n"))
    assert names(corpus) == [("Water Office", None), ("Road Office", None)]


def test_offices_named_by_their_seats_stand_beside_divisions() -> None:
    corpus = read(("a.txt", "Nine people work in three regional offices and two divisions.\n\nTarn, Velmark\n\nCovers the north of the country; lends boats to fishers.\n\nOrsk, Velmark\n\nCovers the south of the country; trains pilots.\n\n"
                    "Pell, Norrick\n\nCovers the islands; keeps the lights.\n\nFinance Division\n\nPays the bills of all offices.\n\nLegal Division\n\nWrites the contracts of all offices.\n"))  # fmt: skip
    assert names(corpus) == [("Tarn, Velmark", None), ("Orsk, Velmark", None), ("Pell, Norrick", None), ("Finance Division", None), ("Legal Division", None)]
    assert corpus.noun == "office"


def test_headings_without_a_noun_are_units_among_those_with_one() -> None:
    corpus = read(
        (
            "a.md",
            "# Staff handbook\n\n## Ferry Office\n\nSells tickets at both piers.\n\n## Visitor Services\n\nLends wheelchairs to visitors.\n\n## Lamp Department\n\nLights the harbour every night.\n\n## How to apply\n\nWrite to us.\n",
        )
    )
    assert [n for n, _ in names(corpus)] == ["Ferry Office", "Visitor Services", "Lamp Department"]


def test_list_items_may_name_units() -> None:
    corpus = read(("a.txt", "Who does what\n\n1. Registry Office – keeps the records; issues student cards.\n2. Ferry Office – sells tickets to islanders.\n3. Lamp Desk – lights the harbour at night.\n"))
    assert [n for n, _ in names(corpus)] == ["Registry Office", "Ferry Office", "Lamp Desk"]
    assert said(corpus, "Registry Office") == ["keeps the records", "issues student cards."]


def test_headings_over_duties_name_units() -> None:
    corpus = read(("a.md", "# Handbook\n\n## Finance\n\nPays the bills.\n\n## Legal\n\nWrites contracts.\n\n## Human Resources\n\nHires people.\n"))
    assert [n for n, _ in names(corpus)] == ["Finance", "Legal", "Human Resources"]


def test_headings_over_anything_else_name_none() -> None:
    corpus = read(("a.md", "# The valley\n\n## Rivers\n\nThe Sarn rises in the hills.\n\n## Birds\n\nHerons are seen all year.\n\n## Roads\n\nMost are old.\n"))
    assert corpus.noun == "document"


def test_a_heading_that_only_sorts_bodies_is_none() -> None:
    corpus = read(("a.md", "## Academic administration\n\n### Student Registry\n\nKeeps the records.\n\n### Library Service\n\nLends books to all.\n\n## Public Works Office\n\nMends roads and bridges.\n"))
    assert [n for n, _ in names(corpus)] == ["Student Registry", "Library Service", "Public Works Office"]


def test_a_table_gives_units_that_a_memorandum_tells_of() -> None:
    corpus = read(
        ("a.md", "## Ferry Office\n\nSells tickets at both piers.\n\n## Lamp Office\n\nLights the harbour every night.\n\n| Unit | Phone |\n|---|---|\n| Ferry Office | 11 |\n| Bursary | 12 |\n| Records Board | 13 |\n"),
        (
            "b.txt",
            "Dear all,\n\nthe new year brings some changes to who does what.\n\nThe Bursary pays the wages. It also pays the bills within a month.\n\nNo record may be burnt before the Records Board has agreed. It meets in May.\n",
        ),
    )
    assert [n for n, _ in names(corpus)] == ["Ferry Office", "Lamp Office", "Bursary", "Records Board"]
    assert said(corpus, "Bursary") == ["Bursary | 12", "The Bursary pays the wages.", "It also pays the bills within a month."]
    assert said(corpus, "Records Board")[1:] == ["No record may be burnt before the Records Board has agreed.", "It meets in May."]


def test_documents_about_anything_else_stay_whole() -> None:
    text = "The Sarn Company built boats for a century. It sold them abroad.\n\nThe Tarn Society met in an inn. Nobody remembers why.\n"
    corpus = read(("boats.txt", text), ("inns.txt", text.replace("boats", "inns")))
    assert corpus.noun == "document"
    assert [n for n, _ in names(corpus)] == ["boats", "inns"]


def test_irregular_forms_share_the_stem_of_their_word() -> None:
    assert [stem(w) for w in ("sold", "kept", "children", "withdrew")] == [stem(w) for w in ("sell", "keep", "child", "withdraw")]


# ---------------------------------------------------------------- the samples, as recorded


def golden(name: str) -> dict[str, Any]:
    """What a sample is read as: units, how many statements each has, and how each statement begins."""
    corpus = read_folder(SAMPLES / name)
    counts = [sum(s.unit == u for s in corpus.statements) for u in range(len(corpus.units))]
    return {
        "noun": corpus.noun,
        "units": [{"name": u.name, "noun": u.noun, "parent": u.parent, "statements": n} for u, n in zip(corpus.units, counts, strict=True)],
        "statements": [[s.unit, s.kind, len(s.leads), corpus.quote(s)[:60]] for s in corpus.statements],
    }


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.iterdir()))
def test_a_sample_is_read_as_recorded(name: str) -> None:
    """Write the records again with: ROLECALL_GOLDEN=1 pytest tests/test_corpus.py -k recorded; then read the difference."""
    path, found = GOLDEN / f"{name}.json", golden(name)
    if os.environ.get("ROLECALL_GOLDEN"):
        head = json.dumps({k: found[k] for k in ("noun", "units")}, ensure_ascii=False, indent=1)[:-2]
        lines = ",\n".join("  " + json.dumps(s, ensure_ascii=False) for s in found["statements"])
        path.write_text(f'{head},\n "statements": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in sorted(SAMPLES.rglob("*.*")) if p.is_file()], ids=lambda p: p.name)
def test_a_sample_is_tiled(path: Path) -> None:
    doc = document(path.read_bytes(), path.name)
    assert_tiles(doc, split(doc, 0))
