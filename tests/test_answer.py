"""An answer that claims more than it cites cannot be constructed."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import VerificationError
from corpus.read import fingerprint
from qa.answer import Answer, Checked, Citation, Claim, Grade, Missing, Outside, digest
from qa.verify import answers, verify

TEXT = "The Office of Water keeps wells.\n\nIt cleans each of them once a year."
OUTSIDE = Outside("Zambia is a member of the League", "a list (as of 2025)")


def citation(number: int = 1, **changes: Any) -> Citation:
    start, end = (0, 32) if number == 1 else (34, 69)
    return Citation(**{"number": number, "document": "a.txt", "title": "a", "heading": "", "start": start, "end": end, "quote": TEXT[start:end], **changes})


def claim(text: str = "It keeps wells [1].", grade: Grade = Grade.STATED, citations: tuple[int, ...] = (1,), outside: Outside | None = None) -> Claim:
    return Claim(text, grade, citations, outside)


def answer(**changes: Any) -> Answer:
    fields: dict[str, Any] = {"question": "q?", "read_as": "q?", "grade": Grade.STATED, "text": "It keeps wells [1].", "claims": (claim(),), "citations": (citation(),), "corpus": "0" * 64}
    return Answer(**{**fields, **changes})


REFUSED = {"grade": Grade.NOT_STATED, "text": "The text does not say.", "claims": (), "citations": (), "missing": Missing("attribute", "budget")}


class TestCitation:
    @pytest.mark.parametrize(
        "changes",
        [{"number": 0}, {"number": -1}, {"quote": ""}, {"quote": "   ", "start": 0, "end": 3}, {"end": 31}, {"end": 33}, {"start": 1}, {"start": -32, "end": 0}, {"start": 32, "end": 0}],
    )  # fmt: skip
    def test_one_that_does_not_fit_its_quote_cannot_be(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="no citation"):
            citation(**changes)

    def test_one_that_fits_can(self) -> None:
        assert citation().quote == TEXT[:32]


class TestClaim:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"text": " "}, "empty"),
            ({"citations": ()}, "without a citation"),
            ({"grade": Grade.INFERRED, "citations": (), "outside": OUTSIDE}, "without a citation"),
            ({"grade": Grade.INFERRED}, "outside fact"),
            ({"outside": OUTSIDE}, "outside fact"),
            ({"grade": Grade.NOT_STATED, "outside": OUTSIDE}, "outside fact"),
        ],
    )
    def test_one_without_its_ground_cannot_be(self, arguments: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            claim(**arguments)

    def test_refusals_and_small_talk_need_no_citation(self) -> None:
        assert claim("Hello!", Grade.SMALL_TALK, ()).citations == ()
        assert claim("The text does not say.", Grade.NOT_STATED, ()).outside is None

    @pytest.mark.parametrize(("fact", "source"), [("", "a list"), ("a fact", "")])
    def test_an_outside_fact_needs_its_source(self, fact: str, source: str) -> None:
        with pytest.raises(ValueError, match="needs its source"):
            Outside(fact, source)

    @pytest.mark.parametrize(("units", "matched"), [(1, 2), (3, -1), (-1, -1)])
    def test_no_more_units_match_than_were_checked(self, units: int, matched: int) -> None:
        with pytest.raises(ValueError, match="of"):
            Checked(units, matched)


class TestAnswer:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"text": " \n"}, "empty"),
            ({"citations": (), "text": "It keeps wells."}, "without a citation"),
            ({"grade": Grade.INFERRED, "citations": (), "text": "It keeps wells."}, "without a citation"),
            ({"text": "It keeps wells."}, "not numbered as they appear"),
            ({"text": "It keeps wells [2]."}, "not numbered as they appear"),
            ({"text": "It keeps [1] wells [2]."}, "not numbered as they appear"),
            ({"citations": (citation(), citation(2))}, "not numbered as they appear"),
            ({"citations": (citation(2), citation()), "text": "It [2] keeps [1]."}, "not numbered as they appear"),
            ({"citations": (citation(2), citation()), "text": "It [1] keeps [2]."}, "not numbered as they appear"),
            ({"citations": (citation(), citation(2)), "text": "It [1] keeps [2]."}, "claims cite"),
            ({"claims": ()}, "claims cite"),
            ({"claims": (claim(citations=(1, 2)),)}, "claims cite"),
            ({"claims": (claim(grade=Grade.INFERRED, outside=OUTSIDE),)}, "stated claims alone"),
            ({"claims": (claim(), claim(grade=Grade.INFERRED, outside=OUTSIDE))}, "stated claims alone"),
            ({"claims": (claim(grade=Grade.NOT_STATED),)}, "stated claims alone"),
            ({"grade": Grade.INFERRED}, "inferred claim"),
            ({**REFUSED, "missing": None}, "names the missing piece"),
        ],
    )
    def test_one_that_claims_more_than_it_cites_cannot_be(self, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            answer(**changes)

    def test_honest_ones_can(self) -> None:
        assert answer().grade is Grade.STATED
        assert answer(grade=Grade.INFERRED, claims=(claim(), claim(grade=Grade.INFERRED, outside=OUTSIDE))).grade is Grade.INFERRED
        assert answer(**REFUSED).citations == ()
        assert answer(**{**REFUSED, "missing": None, "checked": Checked(9, 0)}).checked == Checked(9, 0)
        assert answer(grade=Grade.SMALL_TALK, text="Hello!", claims=(), citations=()).text == "Hello!"
        assert answer(text="It [1] keeps [2] wells [1].", claims=(claim(citations=(2, 1)),), citations=(citation(), citation(2))).citations[1].number == 2

    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            answer().text = "other"  # type: ignore[misc]

    def test_every_key_is_always_there(self) -> None:
        keys = ["id", "question", "read_as", "grade", "text", "claims", "citations", "checked", "missing", "suggestions", "corpus", "digest"]
        for made in (answer(), answer(**REFUSED), answer(grade=Grade.SMALL_TALK, text="Hello!", claims=(), citations=())):
            assert list(made.as_dict()) == keys
        full = answer(grade=Grade.INFERRED, claims=(claim(grade=Grade.INFERRED, outside=OUTSIDE),)).as_dict()
        assert list(full["claims"][0]) == ["text", "grade", "citations", "outside"]
        assert list(full["claims"][0]["outside"]) == ["fact", "source"]
        assert list(full["citations"][0]) == ["number", "document", "title", "heading", "start", "end", "quote"]

    def test_it_goes_through_json_unharmed(self) -> None:
        data = answer(id="7", checked=Checked(9, 2), missing=Missing("duty", "x"), suggestions=("And?",)).as_dict()
        assert json.loads(json.dumps(data)) == data


class TestDigest:
    BASE = answer(id="7", grade=Grade.INFERRED, claims=(claim(grade=Grade.INFERRED, outside=OUTSIDE),), checked=Checked(9, 2), missing=Missing("duty", "x"), suggestions=("And?",)).as_dict()

    def test_it_is_that_of_the_other_fields_in_any_order(self) -> None:
        assert self.BASE["digest"] == digest(self.BASE) == digest(dict(reversed(self.BASE.items())))
        assert len(self.BASE["digest"]) == 64

    @staticmethod
    def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
        return [path] if pairs is None else [path, *(leaf for k, v in pairs for leaf in TestDigest.leaves(v, (*path, k)))]

    def test_it_changes_with_every_field_however_deep(self) -> None:
        paths = [p for p in self.leaves(self.BASE) if p and p != ("digest",)]
        assert len(paths) > 25
        seen = {self.BASE["digest"]}
        for path in paths:
            for other in ("changed", None):
                changed = json.loads(json.dumps(self.BASE))
                inside = changed
                for key in path[:-1]:
                    inside = inside[key]
                inside[path[-1]] = other
                assert digest(changed) not in seen, path
        for key in set(self.BASE) - {"digest"}:
            assert digest({k: v for k, v in self.BASE.items() if k != key}) != self.BASE["digest"]


class TestVerify:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
        return tmp_path / "texts"

    @pytest.fixture
    def made(self, folder: Path) -> Callable[..., dict[str, Any]]:
        def make(**changes: Any) -> dict[str, Any]:
            fields = answer(corpus=fingerprint(folder, 10**6)).as_dict()
            fields.update(changes)
            fields["digest"] = digest(fields)
            return fields

        return make

    def test_a_true_answer_has_no_fault(self, made: Callable[..., dict[str, Any]], folder: Path) -> None:
        assert verify([made()], folder) == []

    def test_each_check_names_what_failed(self, made: Callable[..., dict[str, Any]], folder: Path) -> None:
        quote = made()["citations"][0]
        cases = {
            "digest": {**made(), "text": "It keeps boats [1]."},
            "corpus": made(corpus="0" * 64),
            "document": made(citations=[{**quote, "document": "b.txt"}]),
            "offsets": made(citations=[{**quote, "start": 1, "end": 33}]),
            "shape": made(citations=[{"number": 1}]),
        }
        for check, data in cases.items():
            assert [f.check for f in verify([data], folder)] == [check]

    @pytest.mark.parametrize("document", ["../a.txt", "/etc/passwd", "", "texts/../a.txt"])
    def test_only_documents_of_the_corpus_are_looked_at(self, made: Callable[..., dict[str, Any]], folder: Path, document: str) -> None:
        assert [f.check for f in verify([made(citations=[{**made()["citations"][0], "document": document}])], folder)] == ["document"]

    def test_a_changed_text_is_found(self, made: Callable[..., dict[str, Any]], folder: Path) -> None:
        data = made()
        (folder / "a.txt").write_text(TEXT.replace("Water", "Roads"), encoding="utf-8")
        assert [f.check for f in verify([data], folder)] == ["corpus", "offsets"]

    def test_answers_are_found_in_every_form(self, made: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
        one = made()
        forms = [json.dumps(one), json.dumps(one, indent=2), json.dumps(one) + "\n\n" + json.dumps(one) + "\n", json.dumps([one, one]), json.dumps({"turns": [{"question": "q?", "answer": one}]})]
        for form, count in zip(forms, (1, 1, 2, 2, 1), strict=True):
            (tmp_path / "a.json").write_text(form, encoding="utf-8")
            assert answers(tmp_path / "a.json") == [one] * count

    @pytest.mark.parametrize("text", ["", "{}", "[]", "no json", '{"citations": []}\nno json'])
    def test_what_holds_no_answer_is_told_in_words(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        with pytest.raises(VerificationError, match=r"a\.json"):
            answers(tmp_path / "a.json")
        with pytest.raises(VerificationError, match="cannot be read"):
            answers(tmp_path / "none.json")
