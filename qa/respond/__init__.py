"""From a reading to a draft: one way of answering for each kind of question."""

from qa.respond.cues import called
from qa.respond.responder import Responder

__all__ = ["Responder", "called"]
