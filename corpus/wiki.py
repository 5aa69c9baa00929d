"""Text exported from a wiki with its markup → plain text; its headings stay, and `corpus.plain` reads them."""

import re

HEADING = re.compile(r"(?P<level>={1,6})[ \t]*(?P<name>[^=\s].*?)[ \t]*(?P=level)")  # "== Ferries ==", a line of its own
_MIN_HEADINGS = 2
_GONE = re.compile(r"\{\{[^{}]*\}\}|__[A-Z]+__|<!--.*?-->|<ref[^<>]*?(?:/>|>.*?</ref>)|\[\[(?:Category|File|Image):[^\[\]]*\]\]", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[https?://\S+[ \t]+([^\[\]]+)\]")
_QUOTES = re.compile(r"'{2,5}")


def is_wiki(source: str) -> bool:
    """Whether a text has a wiki's headings ("== Ferries =="), several of them."""
    return sum(HEADING.fullmatch(line.strip()) is not None and line.strip().startswith("==") for line in source.split("\n")) >= _MIN_HEADINGS


def unmarked(source: str) -> str:
    """The text without templates, comments and the marks of links and of bold and slanted words."""
    return _QUOTES.sub("", _LINK.sub(lambda m: m.group(1) or m.group(2) or "", _GONE.sub("", source)))
