"""The documents, with their structure, and every statement in them."""

import streamlit as st

from corpus.bodies import is_apart
from corpus.document import Document
from corpus.words import clean, fold
from qa.chat import Engine
from qa.ui import parts
from qa.ui.draw import mark, reader_data


def page() -> None:
    """Draws the page."""
    st.title("Sources", anchor=False)
    svc = parts.opened()
    if svc is None:
        return
    engine = svc.bot.engine
    corpus = engine.build.corpus
    paths = [d.path for d in corpus.documents if d.text.strip()]
    wanted = st.query_params.get("d", "")
    path = st.selectbox("Document", paths, index=paths.index(wanted) if wanted in paths else 0, format_func=lambda p: f"{_document(engine, p).title} ({p})") if len(paths) > 1 else paths[0]
    document = _document(engine, path)
    if ident := st.session_state.get("conversation"):
        st.page_link(st.session_state["pages"]["ask"], label="Back to the answers", icon=":material/arrow_back:", query_params={"c": ident})
    st.caption(f"{parts.escape(document.path)} · file of {parts.day(document.modified)} · index of {parts.day(engine.build.built)}")
    read, listed, headings = st.tabs(["Read", "Statements", "Headings"])
    with read:
        _read(engine, document)
    with listed:
        _statements(engine, document)
    with headings:
        _headings(engine, document)


def _document(engine: Engine, path: str) -> Document:
    return next(d for d in engine.build.corpus.documents if d.path == path)


def _number(name: str, limit: int) -> int | None:
    raw = st.query_params.get(name, "")
    return int(raw) if raw.isdecimal() and len(raw) < 10 and int(raw) <= limit else None


def _read(engine: Engine, document: Document) -> None:
    corpus = engine.build.corpus
    index = corpus.documents.index(document)
    a, b, statement = _number("a", len(document.text)), _number("b", len(document.text)), _number("s", len(corpus.statements) - 1)
    focus = (a, b) if a is not None and b is not None and a < b else None
    if focus and (asked := st.query_params.get("h")) and mark(document.text[slice(*focus)]) != asked:
        spans = [s.span for s in corpus.statements if s.document == index and mark(s.span.of(document.text)) == asked]
        focus = (spans[0].start, spans[0].end) if spans else None
        if focus is None:
            st.warning("The passage that this link leads to is no longer in the text.")
    if statement is not None and corpus.statements[statement].document == index:
        span = corpus.statements[statement].span
        focus = (span.start, span.end)
    units = [i for i, u in enumerate(corpus.units) if index in u.documents]
    unit = st.selectbox(f"Go to {corpus.noun}", units, index=None, format_func=lambda i: corpus.units[i].name, placeholder="Choose…") if len(units) > 1 else None
    parts.reader(reader_data(engine, document, None if unit is not None else focus, unit), "reader_full")


def _statements(engine: Engine, document: Document) -> None:
    corpus = engine.build.corpus
    wanted = fold(st.text_input("Show statements with these words", key="filter"))
    rows = []
    for number, s in enumerate(corpus.statements):
        text = clean(corpus.quote(s))
        unit = corpus.units[s.unit].name if s.unit is not None else ""
        if corpus.documents[s.document] is document and all(w in fold(f"{unit} {text}") for w in wanted.split()):
            rows.append({"Number": number, corpus.noun.capitalize(): unit, "Statement": text})
    st.caption(f"{len(rows)} statements")
    st.dataframe(rows, hide_index=True, width="stretch")


def _headings(engine: Engine, document: Document) -> None:
    """What each heading was taken for."""
    corpus = engine.build.corpus
    names = {clean(u.name) for u in corpus.units}
    rows = []
    for block in document.blocks:
        if block.kind == "heading":
            text = clean(block.span.of(document.text))
            what = corpus.noun if any(n in text for n in names) else "apart" if is_apart(text) else "part"
            rows.append({"Heading": text, "Taken for": what})
    st.dataframe(rows, hide_index=True, width="stretch")
