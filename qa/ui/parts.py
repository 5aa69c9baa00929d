"""The app's own components: an answer with its citations, a reader, the bars of an explanation. They get JSON and make text nodes."""

import time
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import streamlit as st

from qa.ui.service import Service, service


def _static(name: str) -> str:
    return files("qa.ui").joinpath("static", name).read_text(encoding="utf-8")


def _component(name: str, html: str) -> Callable[..., Any]:
    """A component of ours: its own style and script, the script preceded by what all of them use."""
    return st.components.v2.component(f"rolecall_{name}", html=f"{html}\n<span></span>", css=_static(f"{name}.css"), js=_static("common.js") + _static(f"{name}.js"))


_ANSWER = _component("answer", '<div class="ans" id="answer"></div>')
_READER = _component("reader", '<div class="bar"></div><div class="doc" id="reader" tabindex="0" role="document"></div>')
_WHY = _component("why", '<div class="why" id="why"></div>')

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()#+-.!|$~<>:&"})


def escape(text: str) -> str:
    """Text that Streamlit's Markdown shows literally."""
    return " ".join(text.split()).translate(_SPECIAL)


def day(seconds: float) -> str:
    """A time as people write it, for Streamlit's Markdown."""
    return escape(time.strftime("%d %B %Y, %H:%M", time.localtime(seconds)).lstrip("0"))


def answer(data: dict[str, Any], key: str, on_open: Callable[[], None], on_change: Callable[[], None]) -> None:
    """Draws an answer; in `st.session_state[key]` `open` is the number of the citation that was clicked, `change` is set when the reading is to be changed."""
    _ANSWER(data=data, key=key, on_open_change=on_open, on_change_change=on_change)


def reader(data: dict[str, Any], key: str) -> None:
    """Draws a document with the marked words in view."""
    _READER(data=data, key=key)


def why(data: dict[str, Any], key: str) -> None:
    """Draws what led to an answer."""
    _WHY(data=data, key=key)


def opened() -> Service | None:
    """What all sessions share, once the text is open; until then a note on the page, and None."""
    found = service()
    if found.wait(60) is None:
        st.info("The text is not ready yet. Open Ask to see what is being done.")
        return None
    return found
