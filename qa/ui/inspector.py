"""Why an answer came out as it did, with the question in the address."""

import streamlit as st

from qa.reading import MAX_CHARACTERS
from qa.ui import parts
from qa.ui.draw import answer_data, explanation, mark


def page() -> None:
    """Draws the page."""
    st.title("Inspector", anchor=False)
    st.write("See how a question is read, which statements are compared with it, and what decides.")
    svc = parts.opened()
    if svc is None:
        return
    question = st.text_input("Question", key="iq", bind="query-params", max_chars=MAX_CHARACTERS)
    if not question.strip():
        return
    engine = svc.bot.engine
    found = svc.bot.explain(question)
    answer = found.answer.as_dict()
    why = explanation(engine, found)

    def changed() -> None:
        if getattr(st.session_state["inspected"], "change", None):
            st.session_state["iq"] = answer["read_as"]

    parts.answer(answer_data(engine, answer, why, stale=False), "inspected", lambda: None, changed)
    if number := getattr(st.session_state["inspected"], "open", None):
        citation = answer["citations"][int(number) - 1]
        st.switch_page(st.session_state["pages"]["sources"], query_params={"d": citation["document"], "a": str(citation["start"]), "b": str(citation["end"]), "h": mark(citation["quote"])})
    st.header("What led to it", anchor=False)
    if why["parts"]:
        parts.why(why, "inspected_why")
    else:
        st.write("This was answered without looking at the text.")
