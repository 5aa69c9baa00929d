"""Text in, statements out; knows nothing of vectors."""

from corpus.document import Block, Corpus, Document, Gap, Span, Statement, Unit
from corpus.read import read_folder

__all__ = ["Block", "Corpus", "Document", "Gap", "Span", "Statement", "Unit", "read_folder"]
