"""Small texts for tests: how one is written and what is read from it."""

from collections.abc import Callable

from corpus.document import Corpus
from corpus.join import assemble
from corpus.read import document
from qa.chat import Chatbot

Small = Callable[..., Chatbot]  # the fixture `small_bot`


def read(**files: str) -> Corpus:
    """A corpus of files by name, "__" for the dot."""
    return assemble([document(text.encode(), name.replace("__", ".")) for name, text in files.items()], "")


def names(corpus: Corpus) -> list[str]:
    """The names of its units."""
    return [u.name for u in corpus.units]


def quotes(corpus: Corpus, unit: str) -> list[str]:
    """The statements of a unit, as they stand in the text."""
    number = names(corpus).index(unit)
    return [corpus.quote(s) for s in corpus.statements if s.unit == number]


def said(corpus: Corpus, unit: str) -> list[str]:
    """The statements of a unit, on one line each."""
    return [" ".join(q.split()) for q in quotes(corpus, unit)]


def sections(title: str, units: dict[str, str]) -> str:
    """A Markdown text with a section for each unit."""
    return f"# {title}\n\n" + "\n\n".join(f"## {name}\n\n{text}" for name, text in units.items())
