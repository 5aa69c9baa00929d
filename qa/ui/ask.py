"""The chat."""

import json
import time
from collections.abc import Iterator
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from corpus.errors import RolecallError
from qa.reading import MAX_CHARACTERS
from qa.ui import parts
from qa.ui.draw import GRADES, address, answer_data, locate, plain, reader_data
from qa.ui.service import Conversation, Service, Turn, service

_SHOWN = 30  # turns drawn at once
_WORDS_A_CHUNK = 4  # the whole text is sent again with each chunk
_PAUSE = 0.02  # seconds between chunks


def page() -> None:
    """Draws the page."""
    svc = service()
    conversation = svc.conversation(st.query_params.get("c") or st.session_state.get("conversation"))
    st.session_state["conversation"] = conversation.id  # the other pages have no room for it in their address
    if st.query_params.get("c") != conversation.id:
        st.query_params["c"] = conversation.id
    if "refill" in st.session_state:
        st.session_state["ask"] = st.session_state.pop("refill")
    typed = st.chat_input("Ask who does what…", key="ask", submit_mode="stop", max_chars=MAX_CHARACTERS)
    if typed and typed.strip():
        svc.ask(conversation, typed)  # kept at once: neither a stop nor a text that is not ready loses it
    asked = st.query_params.get("q")
    if asked:
        del st.query_params["q"]
    chosen = st.session_state.pop("chosen", None)
    question = chosen or " ".join((asked or "").split())[: 2 * MAX_CHARACTERS]  # still too long: refused, not cut
    if not typed and question and str(question).strip():
        svc.ask(conversation, str(question))
    if not svc.ready and not _wait(svc):
        return
    _conversation(svc, conversation)


def _wait(svc: Service) -> bool:
    """Shows that the engine is being opened; False if it cannot be."""
    with st.status(":shimmer[Preparing the text…]", type="compact") as status:
        while svc.wait(0.3) is None and not svc.error:
            opening = svc.opening
            detail = f" · {opening.done} of {opening.total}" if opening.total else ""
            status.update(label=f"{opening.stage}{detail}")
        if svc.error:
            status.update(label="Not ready", state="error")
        else:
            status.update(label="Ready", state="complete")
    if svc.error:
        st.error(parts.escape(svc.error), icon=":material/error:")
        if st.button("Try again"):
            svc.start()
            st.rerun()
        return False
    return True


@st.fragment
def _conversation(svc: Service, conversation: Conversation) -> None:
    hero = st.empty()
    if not conversation.turns:
        with hero.container():
            _empty(svc)
        return
    hero.empty()
    st.title(parts.escape(svc.title), anchor=False)
    hidden = len(conversation.turns) - _SHOWN
    if hidden > 0 and not st.session_state.get("earlier"):
        st.button(f"Show {hidden} earlier questions", key="show_earlier", on_click=st.session_state.update, args=({"earlier": True},))
        shown = conversation.turns[-_SHOWN:]
    else:
        shown = conversation.turns
    for turn in shown:
        _turn(svc, conversation, turn, last=turn is conversation.turns[-1])
    _export(conversation)


def _empty(svc: Service) -> None:
    engine = svc.bot.engine
    count = len(engine.table.main)
    st.title("Who does what?", anchor=False)
    st.write(
        parts.escape(f"Ask about {svc.title}: {count} {engine.table.nouns if count != 1 else engine.build.corpus.noun}, {len(engine.table.rows)} statements.")
        + " Every sentence of an answer carries a number: point at it to see the passage, press it to read it in the source\\."
    )
    for number, suggestion in enumerate(svc.suggestions()):
        if st.button(parts.escape(suggestion), key=f"suggestion_{number}", icon=":material/chat_bubble:", type="tertiary"):
            st.session_state["chosen"] = suggestion
            st.rerun()


def _turn(svc: Service, conversation: Conversation, turn: Turn, *, last: bool) -> None:
    with st.container(horizontal=True, horizontal_alignment="right"), st.chat_message("user", avatar=":material/person:", width="content"):
        st.markdown(parts.escape(turn.question))
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        slot = st.empty()
        fresh = turn.state == "new"
        if fresh:
            _answer(svc, conversation, turn, slot)
        with slot.container():
            if turn.state == "done" and turn.answer is not None:
                _done(svc, turn, last=last, fresh=fresh)
            elif turn.state == "failed":
                st.error(parts.escape(turn.problem) if turn.problem else f"Something went wrong while answering (reference {turn.reference}). Your question is kept.")
                _again(turn)
            elif turn.state == "cut":
                st.write("You stopped this answer while it was being shown.")
                st.button("Show it", key=f"show_{turn.id}", on_click=setattr, args=(turn, "state", "done"))
            elif turn.state == "stopped":
                st.write("Stopped before an answer was ready.")
                _again(turn)


def _again(turn: Turn) -> None:
    def again() -> None:
        turn.state = "new"

    st.button("Try again", key=f"again_{turn.id}", on_click=again)


def _answer(svc: Service, conversation: Conversation, turn: Turn, slot: Any) -> None:
    """Answers and stores, then shows the words as they would be read; stopping the show loses nothing."""
    turn.state = "stopped"
    try:
        with slot.container(), st.status(":shimmer[Reading the text…]", type="compact"):
            svc.answer(conversation, turn)
    except RolecallError as error:
        turn.state, turn.problem = "failed", str(error)
        return
    if turn.answer is not None and not turn.seen:
        turn.seen = True
        try:
            with slot.container():
                st.write_stream(_chunks(turn.answer["text"]))
        except StopException:
            turn.state = "cut"
            raise


def _chunks(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for line in lines:
        body = line[2:] if line.startswith("- ") else line
        words = parts.escape(body).split(" ")
        yield "- " if line.startswith("- ") else ""
        for at in range(0, len(words), _WORDS_A_CHUNK):
            yield " ".join(words[at : at + _WORDS_A_CHUNK]) + " "
            time.sleep(_PAUSE)
        yield "\n" if line.startswith("- ") else "\n\n"


def _done(svc: Service, turn: Turn, *, last: bool, fresh: bool) -> None:
    assert turn.answer is not None
    engine = svc.bot.engine
    key = f"ans_{turn.id}"

    def opened() -> None:
        st.session_state["drawer"] = (turn.id, getattr(st.session_state[key], "open", None))

    def changed() -> None:
        if getattr(st.session_state[key], "change", None):
            st.session_state["refill"] = turn.answer["read_as"] if turn.answer else turn.question

    parts.answer(answer_data(engine, turn.answer, turn.why, stale=turn.build != engine.build.id, fresh=fresh), key, opened, changed)
    if "refill" in st.session_state:
        st.rerun()  # the chat box is outside this fragment
    with st.container(horizontal=True, vertical_alignment="center", key=f"tools_{turn.id}"):
        thumb = st.feedback("thumbs", key=f"thumb_{turn.id}")
        if thumb is not None and st.session_state.get(f"thumbed_{turn.id}") != thumb:
            st.session_state[f"thumbed_{turn.id}"] = thumb
            svc.feedback(turn, thumb == 1)
            st.toast("Thank you. This stays on this machine.")
        if st.button("Why this answer", key=f"why_{turn.id}", icon=":material/manage_search:", type="tertiary"):
            st.dialog("Why this answer", position="right", width="medium", icon=":material/manage_search:")(_why)(turn)
    if last and turn.answer["suggestions"]:
        with st.container(horizontal=True):
            for number, suggestion in enumerate(turn.answer["suggestions"]):
                if st.button(parts.escape(suggestion), key=f"next_{turn.id}_{number}"):
                    st.session_state["chosen"] = suggestion
                    st.rerun()
    wanted = st.session_state.get("drawer")
    if wanted and wanted[0] == turn.id and wanted[1]:
        del st.session_state["drawer"]
        st.session_state["citation"] = int(wanted[1])
        name = next((d.title for d in engine.build.corpus.documents if d.path == turn.answer["citations"][int(wanted[1]) - 1]["document"]), "Source")
        st.dialog(parts.escape(name), position="right", width="medium", icon=":material/article:")(_source)(svc, turn)


def _source(svc: Service, turn: Turn) -> None:
    assert turn.answer is not None
    engine = svc.bot.engine
    citations = turn.answer["citations"]
    labels = {c["number"]: f"{c['number']} · {(c['heading'].split(' > ')[-1] or c['title'])[:28]}" for c in citations}
    number = int(st.session_state.get("citation", 1))
    if len(citations) > 1:
        left, middle, right = st.columns([3, 7, 3], vertical_alignment="center")
        if left.button("Previous", icon=":material/chevron_left:", width="stretch", disabled=number <= 1, key="previous"):
            number -= 1
        if right.button("Next", icon=":material/chevron_right:", icon_position="right", width="stretch", disabled=number >= len(citations), key="next"):
            number += 1
        number = middle.selectbox("Citation", list(labels), index=number - 1, format_func=lambda n: labels[n], label_visibility="collapsed", key=f"cite_{number}")
        st.session_state["citation"] = number
    citation = citations[number - 1]
    found = locate(engine.build.corpus, citation["document"], citation["start"], citation["quote"])
    if found is None:
        st.warning("These words are no longer in the text. When this answer was given it said:")
        st.markdown(parts.escape(citation["quote"]))
        return
    document, span = found
    st.caption(parts.escape(citation["heading"] or citation["title"]) + " · " + parts.escape(document.path))
    st.page_link(st.session_state["pages"]["sources"], label="Open the full page", icon=":material/open_in_new:", query_params=address(document, span))
    parts.reader(reader_data(engine, document, span), f"reader_{turn.id}")


def _why(turn: Turn) -> None:
    assert turn.answer is not None
    assert turn.why is not None
    st.write(f"**{parts.escape(turn.question)}**")
    st.caption(f"All {turn.why['statements']} statements were compared. A longer bar is a stronger match.")
    parts.why(turn.why, f"whybars_{turn.id}")
    st.page_link(st.session_state["pages"]["inspector"], label="Open in the inspector", icon=":material/open_in_new:", query_params={"iq": turn.question})


def _graded(answer: dict[str, Any]) -> str:
    label = GRADES[answer["grade"]][0]
    return f"*{label}.*" + (f" Read as: {answer['read_as']}" if answer["read_as"] != answer["question"] else "") + "\n\n" if label else ""


def _export(conversation: Conversation) -> None:
    done = [t for t in conversation.turns if t.answer is not None]
    if not done:
        return
    text = "\n\n".join(f"## {t.question}\n\n{_graded(t.answer)}{plain(t.answer)}" for t in done if t.answer)
    data = json.dumps({"turns": [{"question": t.question, "answer": t.answer} for t in done]}, indent=1)
    with st.container(horizontal=True, key="export"):
        st.download_button("Save as Markdown", text, "conversation.md", "text/markdown", icon=":material/download:", type="tertiary", on_click="ignore")
        st.download_button("Save as JSON", data, "conversation.json", "application/json", icon=":material/download:", type="tertiary", on_click="ignore", help="qa verify checks this file")
