"""What every page shares: navigation, the title, the state of the index."""

from pathlib import Path
from typing import Any

import streamlit as st

from qa.ui import ask, inspector, parts, rebuild, sources
from qa.ui.service import service

_STATIC = Path(__file__).parent / "static"


def run(_: Any = None) -> None:
    """Draws the page that the address names."""
    svc = service()
    st.set_page_config(page_title=svc.title or "Who does what?", page_icon=str(_STATIC / "logo.svg"), layout="centered")
    pages = {
        "ask": st.Page(ask.page, title="Ask", icon=":material/forum:", url_path="ask", default=True),
        "sources": st.Page(sources.page, title="Sources", icon=":material/article:", url_path="sources"),
        "inspector": st.Page(inspector.page, title="Inspector", icon=":material/manage_search:", url_path="inspector"),
        "index": st.Page(rebuild.page, title="Index", icon=":material/database:", url_path="index"),
    }
    st.session_state["pages"] = pages
    chosen = st.navigation(list(pages.values()))
    with st.sidebar:
        if chosen.title == "Ask" and (st.query_params.get("c") or st.session_state.get("conversation")) and st.button("New chat", icon=":material/add:", width="stretch", key="new_chat"):
            st.query_params.clear()
            st.session_state["conversation"] = st.query_params["c"] = svc.conversation(None).id
        if svc.ready:
            _card()
    chosen.run()


def _card() -> None:
    svc = service()
    build = svc.bot.engine.build
    with st.container(border=True):
        st.markdown(f"**{parts.escape(svc.title)}**")
        st.caption(f"{len(build.corpus.statements)} statements · {len(svc.bot.engine.table.main)} {svc.bot.engine.table.nouns}")
        if svc.job is not None and svc.job.state == "running":
            st.caption("Being rebuilt; answers come from the current index.")
        elif svc.outdated():
            st.caption("The texts have changed since this index was built.")
            st.page_link(st.session_state["pages"]["index"], label="Go to Index to rebuild", icon=":material/sync:")
        else:
            st.badge("Ready", icon=":material/check:", color="green")
