"""Statements in, ranked statements out; knows nothing of answers."""

from index.build import Build, open_build, update
from index.encoder import Encoder, Encoding

__all__ = ["Build", "Encoder", "Encoding", "open_build", "update"]
