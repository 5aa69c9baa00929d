"""Questions in, answers out.

`Chatbot` is loaded on first use, so that `import qa` costs nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.chat import Chatbot

__all__ = ["Chatbot"]


def __getattr__(name: str) -> object:
    if name == "Chatbot":
        from qa.chat import Chatbot

        return Chatbot
    raise AttributeError(f"module 'qa' has no attribute {name!r}")
