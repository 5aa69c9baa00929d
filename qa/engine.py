"""One opened build and what answers from it."""

from dataclasses import dataclass
from pathlib import Path

from index import build as builds
from index.build import Build
from index.encoder import Encoder
from qa.evidence import Evidence
from qa.mentions import NamedUnits
from qa.question import Reader
from qa.respond import Responder
from qa.table import Table


@dataclass(frozen=True, slots=True)
class Engine:
    """One opened build and what answers from it; never changes."""

    build: Build
    table: Table
    reader: Reader
    responder: Responder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> "Engine":
        """Opens a build."""
        build = builds.open_build(folder)
        table = Table(build.corpus)
        named = NamedUnits(table)
        return cls(build, table, Reader(table, encoder, named), Responder(Evidence(table, build, encoder, named)))
