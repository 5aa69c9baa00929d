"""The pages without a browser: what they keep, what they send to their components."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHIPPED
from streamlit.testing.v1 import AppTest

from corpus.document import Corpus
from corpus.errors import IndexMissing
from corpus.join import assemble
from corpus.read import document
from qa.chat import Chatbot
from qa.reading import MAX_CHARACTERS
from qa.ui.draw import address, locate, mark
from qa.ui.service import Service, service

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def svc(home: Path) -> Iterator[Service]:
    """The app's service over the shipped text, set up through the environment as for a real server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("QA_CORPUS", str(SHIPPED))
        patch.setenv("QA_INDEX", str(home / ".qa" / "index" / "shipped"))
        patch.setenv("QA_ENCODERS", str(home / ".qa" / "encoders"))
        service.cache_clear()
        found = service()
        assert found.wait(240) is not None, found.error
        yield found
        service.cache_clear()


def app(**query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def asked(at: AppTest, question: str) -> AppTest:
    at.chat_input[0].set_value(question).run()
    assert not at.exception
    return at


def payloads(at: AppTest) -> list[dict[str, Any]]:
    """What the components were given, in order."""
    found = []
    for element in at.get("bidi_component"):
        proto = element.proto
        found.append(json.loads(proto.mixed.json if proto.HasField("mixed") and proto.mixed.json else proto.json))
    return found


def parameter(at: AppTest, name: str) -> str:
    value = at.query_params[name]
    return value[0] if isinstance(value, list) else value


def suggested(at: AppTest) -> list[str]:
    return [b.label for b in at.button if (b.key or "").startswith("suggestion_")]


def test_an_empty_chat_offers_questions_that_are_answered(svc: Service) -> None:
    at = app()
    assert not at.exception
    assert [t.value for t in at.title] == ["Who does what?"]
    assert not at.chat_message
    assert len(suggested(at)) == 6
    assert "9 offices, 60 statements" in at.main.markdown[0].value
    assert {svc.bot.answer(q).grade.value for q in svc.suggestions()} == {"stated"}


def test_a_suggestion_is_asked_and_answered() -> None:
    at = app()
    first = suggested(at)[0]
    at.button(key="suggestion_0").click().run()
    assert not at.exception
    assert [m.name for m in at.chat_message] == ["user", "assistant"]
    assert at.chat_message[0].markdown[0].value == first
    assert payloads(at)[0]["grade"] == "stated"
    assert not suggested(at)


def test_the_payload_of_an_answer_is_cut_from_the_text(svc: Service) -> None:
    at = asked(app(), "Which office deals with NATO?")
    (data,) = payloads(at)
    (block,) = data["blocks"]
    assert block["lead"] == "Brussels, Belgium:"
    assert "NATO" in block["parts"][0]["t"]
    assert block["parts"][0]["t"].endswith(". ")
    assert block["parts"][1] == {"c": 1}
    (cite,) = data["cites"]
    assert (cite["n"], cite["name"], cite["document"]) == (1, "Brussels, Belgium", next(SHIPPED.iterdir()).name)
    text = " ".join(svc.bot.engine.build.corpus.documents[0].text.split())
    assert f"{cite['pre']} {cite['quote']}".strip() in text
    assert (data["grade"], data["label"], data["badge"]) == ("stated", "Stated in the text", "1 of 9 · all 9 checked")
    assert not data["read"]
    assert not data["missing"]
    assert data["stale"] is False
    assert cite["quote"] in data["plain"]


def test_every_citation_number_in_a_payload_has_its_passage() -> None:
    data = payloads(asked(app(), "Compare Dakar and Nairobi"))[0]
    table = data["blocks"][0]
    assert table["kind"] == "table"
    assert table["heads"] == ["Dakar, Senegal", "Nairobi, Kenya"]
    numbers = [p["c"] for row in table["rows"] for cell in row for p in cell if "c" in p]
    assert sorted(numbers) == [c["n"] for c in data["cites"]] == list(range(1, len(data["cites"]) + 1))
    assert all(len(row) == 2 and any(row) for row in table["rows"])
    assert {c["name"] for c in data["cites"]} == {"Dakar, Senegal", "Nairobi, Kenya"}


def test_a_follow_up_tells_how_it_was_read_and_a_refusal_what_is_missing() -> None:
    at = asked(asked(app(), "Which office deals with NATO?"), "And Vienna?")
    assert "Vienna" in payloads(at)[1]["read"]
    assert "NATO" in payloads(at)[1]["read"]
    asked(at, "What is the budget of the Vienna office?")
    refusal = payloads(at)[2]
    assert (refusal["grade"], refusal["label"], refusal["missing"], refusal["cites"]) == ("not_stated", "Not stated", "Missing: budget", [])
    assert len(at.chat_message) == 6


def test_a_known_conversation_is_shown_again_and_an_unknown_one_is_new(svc: Service) -> None:
    first = asked(app(), "Which office deals with NATO?")
    ident = parameter(first, "c")
    again = app(c=ident)
    assert parameter(again, "c") == ident
    assert [m.name for m in again.chat_message] == ["user", "assistant"]
    assert payloads(again)[0]["cites"] == payloads(first)[0]["cites"]

    other = app(c="unknown" * 100)
    assert not other.exception
    assert not other.chat_message
    assert parameter(other, "c") not in ("unknown" * 100, ident)
    assert len(parameter(other, "c")) >= 22  # 128 bits at least: the link is a secret
    assert len(svc.conversation(ident).turns) == 1


def test_a_question_in_the_address_is_asked_once() -> None:
    at = app(q="Which office deals with NATO?")
    assert "q" not in at.query_params
    assert [m.name for m in at.chat_message] == ["user", "assistant"]
    assert len(at.run().chat_message) == 2


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_a_blank_question_in_the_address_asks_nothing(blank: str) -> None:
    at = app(q=blank)
    assert not at.exception
    assert not at.chat_message
    assert suggested(at)


@pytest.mark.parametrize("words", ["office ", "NATO", "  NATO? \n"])
def test_an_over_long_question_in_the_address_is_refused(words: str) -> None:
    at = app(q=words * 2000)
    assert not at.exception
    (data,) = payloads(at)
    assert data["grade"] == "not_stated"
    assert f"at most {MAX_CHARACTERS}" in data["plain"]
    assert len(at.chat_message[0].markdown[0].value) <= 2 * MAX_CHARACTERS


def test_markup_in_a_question_is_escaped_for_markdown() -> None:
    at = asked(app(), "<b>x</b> ![t](http://evil.example/t.png) :red[y] $z$")
    assert at.chat_message[0].markdown[0].value == r"\<b\>x\</b\> \!\[t\]\(http\://evil\.example/t\.png\) \:red\[y\] \$z\$"
    assert not [m for m in at.markdown if m.allow_html and "evil" in m.value]


def test_a_failure_keeps_the_question_and_can_be_tried_again(svc: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("secret detail")

    with monkeypatch.context() as broken:
        broken.setattr(svc.bot, "explain", fail)
        at = asked(app(), "Which office deals with NATO?")
    (error,) = at.error
    assert "Something went wrong" in error.value
    assert "secret detail" not in error.value
    assert at.chat_message[0].markdown[0].value.startswith("Which office deals with NATO")
    turn = svc.conversation(parameter(at, "c")).turns[0]
    assert len(turn.reference) == 6
    assert turn.reference in error.value
    at.button(key=f"again_{turn.id}").click().run()
    assert not at.error
    assert payloads(at)[0]["cites"][0]["name"] == "Brussels, Belgium"


def test_an_error_that_the_user_can_mend_is_shown_as_it_is(svc: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IndexMissing("The index is gone. Type: qa build")

    with monkeypatch.context() as broken:
        broken.setattr(svc.bot, "explain", fail)
        at = asked(app(), "Which office deals with NATO?")
    assert [e.value for e in at.error] == [r"The index is gone\. Type\: qa build"]
    assert [b.label for b in at.button if (b.key or "").startswith("again_")] == ["Try again"]


def test_a_thumb_is_written_to_the_operators_file(svc: Service, home: Path) -> None:
    at = asked(app(), "Which office deals with NATO?")
    turn = svc.conversation(parameter(at, "c")).turns[0]
    svc.feedback(turn, good=True)
    line = json.loads((home / ".qa" / "feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["good"], line["question"], line["grade"]) == (True, "Which office deals with NATO?", "stated")


def test_a_conversation_is_kept_without_its_address(svc: Service) -> None:
    at = asked(app(), "Which office deals with NATO?")
    ident = parameter(at, "c")
    del at.query_params["c"]
    at.run()
    assert parameter(at, "c") == ident
    assert len(at.chat_message) == 2


def test_words_are_found_again_where_they_stand_now() -> None:
    old = "Lamp Desk\n\nThe Lamp Desk lights the harbour.\n\nFerry Desk\n\nThe Ferry Desk sells tickets.\n"
    quoted = "The Ferry Desk sells tickets."
    start = old.index(quoted)

    def corpus(text: str) -> Corpus:
        return assemble([document(text.encode(), "desks.txt")], "")

    for text in (old, old.replace("lights", "lights and guards")):
        found = locate(corpus(text), "desks.txt", start, quoted)
        assert found is not None
        assert found[0].text[slice(*found[1])] == quoted
        assert address(*found)["h"] == mark(quoted)
    assert locate(corpus(old.replace("tickets", "stamps")), "desks.txt", start, quoted) is None


def test_changed_texts_are_noticed(small_bot: Callable[[str], Chatbot]) -> None:
    bot = small_bot("Lamp Desk\n\nThe Lamp Desk lights the harbour.\n")
    found = Service(bot.settings, look_again=0.0)
    found.serve(bot)
    assert not found.outdated()
    file = next(bot.settings.corpus.iterdir())
    file.write_text(file.read_text(encoding="utf-8").replace("harbour", "whole harbour"), encoding="utf-8")
    assert found.outdated()
    bot.rebuild()
    bot.reload()
    assert not found.outdated()


def test_the_other_pages_draw_without_errors() -> None:
    at = app()
    for page, title in (("sources", "Sources"), ("index", "Index"), ("inspector", "Inspector")):
        at = AppTest.from_function(_page, args=(page,), default_timeout=30).run()
        assert not at.exception
        assert at.title[0].value == title


def _page(name: str) -> None:
    from qa.ui import inspector, rebuild, sources

    {"sources": sources, "index": rebuild, "inspector": inspector}[name].page()
