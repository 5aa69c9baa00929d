"""What all sessions of the app share: the chatbot, the one rebuild, the conversations, the feedback file."""

import json
import logging
import os
import re
import secrets
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import RolecallError
from corpus.read import files, fingerprint
from qa import settings
from qa.chat import Chatbot
from qa.settings import Settings
from qa.suggest import suggestions

_log = logging.getLogger("rolecall")
_KEPT_CONVERSATIONS = 500
_KEPT_TURNS = 200
_LOOK_AGAIN = 5.0  # seconds between looks at the files of the corpus
_PROGRESS = re.compile(r"^(\w+) (\d+)/(\d+)$")


@dataclass
class Turn:
    """One question of a conversation and, once there is one, its answer.

    Attributes:
        id: Names the turn within its conversation.
        question: As typed.
        answer: `Answer.as_dict`, None until it is answered.
        why: What led to it, for the page that explains.
        build: The build that answered.
        state: "new", "done", "stopped" before there was an answer, "cut" while it was shown, or "failed".
        reference: Of a failure, to find it in the log.
        problem: Of a failure that the user can mend, what is wrong and what to do.
        seen: Whether it has been streamed once.
    """

    id: str
    question: str
    answer: dict[str, Any] | None = None
    why: dict[str, Any] | None = None
    build: str = ""
    state: str = "new"
    reference: str = ""
    problem: str = ""
    seen: bool = False


@dataclass
class Conversation:
    """A chat: its id is a secret link."""

    id: str
    turns: list[Turn] = field(default_factory=list)


@dataclass
class Job:
    """A rebuild in progress or ended.

    Attributes:
        state: "running", "done", "failed" or "cancelled".
        stage: What is being done.
        done: How much of it.
        total: Of how much.
        message: Of a failure, what is wrong and what to do.
        started: Seconds since 1970.
        ended: Seconds since 1970; 0 while it runs.
        before: Statements in the index before it.
    """

    state: str = "running"
    stage: str = "Starting"
    done: int = 0
    total: int = 0
    message: str = ""
    started: float = field(default_factory=time.time)
    ended: float = 0.0
    before: int = 0


class Service:
    """One for the whole process. Every method may be called from any session's thread."""

    def __init__(self, settings_: Settings | None = None, *, look_again: float = _LOOK_AGAIN) -> None:
        self._settings = settings_
        self._look_again = look_again
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._bot: Chatbot | None = None
        self._error = ""
        self._suggestions: tuple[str, tuple[str, ...]] = ("", ())
        self._conversations: OrderedDict[str, Conversation] = OrderedDict()
        self._process: subprocess.Popen[str] | None = None
        self._looked: tuple[float, str, bool] = (0.0, "", False)
        self._state: tuple[tuple[tuple[str, int, int], ...], str] = ((), "")
        self.job: Job | None = None
        self.opening = Job(stage="Starting")

    # ── the chatbot ────────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Opens the chatbot in the background, building the index if need be."""
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        def report(stage: str, done: int, total: int) -> None:
            self.opening.stage, self.opening.done, self.opening.total = stage, done, total

        try:
            self.serve(Chatbot(self._settings or settings.load(), report=report, say=self._say))
        except RolecallError as error:
            self._error = str(error)
        except Exception:
            _log.exception("the chatbot could not be opened")
            self._error = "The chatbot could not be opened; the log tells why. Run: qa build"
        self.opening.state = "failed" if self._error else "done"
        self._ready.set()

    def serve(self, bot: Chatbot) -> None:
        """Answers with an opened chatbot from now on."""
        self._bot, self._error = bot, ""

    def _say(self, text: str) -> None:
        self.opening.message = text
        _log.info(text)

    @property
    def ready(self) -> bool:
        """Whether questions can be answered."""
        return self._bot is not None

    @property
    def error(self) -> str:
        """Why there is no chatbot; "" if there is one or it is not yet known."""
        return self._error

    def wait(self, timeout: float) -> Chatbot | None:
        """The chatbot, after waiting for it for at most `timeout` seconds."""
        self._ready.wait(timeout)
        return self._bot

    @property
    def bot(self) -> Chatbot:
        """The chatbot; only once it is ready."""
        if self._bot is None:
            raise RolecallError(self._error or "The chatbot is not ready yet. Wait a moment.")
        return self._bot

    def suggestions(self) -> tuple[str, ...]:
        """Questions that the current build answers."""
        bot = self.bot
        if self._suggestions[0] != bot.engine.build.id:
            self._suggestions = (bot.engine.build.id, suggestions(bot))
        return self._suggestions[1]

    @property
    def title(self) -> str:
        """What the app calls itself: the setting, else the text's own title."""
        if self._bot is None:
            return ""
        documents = self._bot.engine.build.corpus.documents
        return self._bot.settings.title or (documents[0].title if len(documents) == 1 else self._bot.settings.corpus.resolve().name.replace("_", " ").replace("-", " ").title())

    # ── the one rebuild ────────────────────────────────────────────────────────────────────────────────────

    def rebuild(self) -> bool:
        """Starts a rebuild; False if one is already running, which then serves both."""
        with self._lock:
            if self.job is not None and self.job.state == "running":
                return False
            self.job = Job(before=len(self.bot.engine.build.corpus.statements))
            threading.Thread(target=self._rebuild, args=(self.job,), daemon=True).start()
            return True

    def outdated(self) -> bool:
        """Whether the texts on disk differ from those the index was built from; looked at every few seconds at most, for all sessions."""
        built = self.bot.engine.build.corpus.fingerprint
        with self._lock:
            if time.monotonic() - self._looked[0] > self._look_again or self._looked[1] != built:
                self._looked = (time.monotonic(), built, self._differs(built))
            return self._looked[2]

    def _differs(self, built: str) -> bool:
        chosen = self.bot.settings
        try:
            state = tuple((str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in files(chosen.corpus))
            if state != self._state[0]:
                self._state = (state, fingerprint(chosen.corpus, chosen.max_bytes))
        except (OSError, RolecallError):
            return True  # the page of the index tells what is wrong when a rebuild is tried
        return self._state[1] != built

    def cancel(self) -> None:
        """Stops a running rebuild; the index stays as it was."""
        process = self._process
        if self.job is not None and self.job.state == "running" and process is not None:
            self.job.state = "cancelled"
            process.terminate()

    def _rebuild(self, job: Job) -> None:
        chosen = self._settings or settings.load()
        command = [sys.executable, "-m", "qa", "build", "--corpus", str(chosen.corpus), "--index", str(chosen.index_folder)]
        lines: list[str] = []
        try:
            # a process of its own, at low priority: answers stay quick meanwhile
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=chosen.home, preexec_fn=_nice)
            for line in self._process.stderr or ():
                if match := _PROGRESS.match(line.strip()):
                    job.stage, job.done, job.total = match.group(1), int(match.group(2)), int(match.group(3))
                elif line.strip():
                    lines.append(line.strip())
            code = self._process.wait()
            if job.state == "running" and code == 0:
                self.bot.reload()
                job.ended = time.time()  # before it counts as done: whoever sees that may ask how long it took
                job.state = "done"
            elif job.state == "running":
                job.state, job.message = "failed", next((x.removeprefix("qa: ") for x in reversed(lines) if x.startswith("qa: ")), lines[-1] if lines else f"The build ended with code {code}.")
        except (OSError, RolecallError) as error:
            job.state, job.message = "failed", str(error)
        finally:
            job.ended = job.ended or time.time()
            self._process = None

    # ── conversations ──────────────────────────────────────────────────────────────────────────────────────

    def conversation(self, ident: str | None) -> Conversation:
        """The conversation with this id, or a new one if there is none."""
        with self._lock:
            if ident and ident in self._conversations:
                self._conversations.move_to_end(ident)
                return self._conversations[ident]
            new = Conversation(secrets.token_urlsafe(18))
            self._conversations[new.id] = new
            while len(self._conversations) > _KEPT_CONVERSATIONS:
                self._conversations.popitem(last=False)
            return new

    def ask(self, conversation: Conversation, question: str) -> Turn:
        """Adds a question to a conversation; it is not answered yet."""
        turn = Turn(secrets.token_hex(6), question)
        conversation.turns.append(turn)
        del conversation.turns[:-_KEPT_TURNS]
        return turn

    def answer(self, conversation: Conversation, turn: Turn) -> None:
        """Answers a turn of a conversation in the light of the turns before it."""
        history = [t.question for t in conversation.turns[: conversation.turns.index(turn)]]
        try:
            found = self.bot.explain(turn.question, history, turn.id)
        except RolecallError:
            raise
        except Exception:
            turn.state, turn.reference = "failed", secrets.token_hex(3)
            _log.exception("question failed, reference %s", turn.reference)
            return
        from qa.ui.draw import explanation

        turn.answer, turn.why, turn.build, turn.state = found.answer.as_dict(), explanation(self.bot.engine, found), found.build, "done"

    def feedback(self, turn: Turn, good: bool) -> None:
        """Writes a thumb to a file of the operator's, never sent anywhere."""
        if turn.answer is None:
            return
        folder = self.bot.settings.home / ".qa"
        line = {"time": int(time.time()), "good": good, "question": turn.question, "grade": turn.answer["grade"], "text": turn.answer["text"], "corpus": turn.answer["corpus"]}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "feedback.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as error:
            _log.warning("feedback was not kept: %s", error)


def _nice() -> None:
    os.nice(10)


@cache
def service() -> Service:
    """The one of this process, opening in the background since the first call."""
    found = Service()
    found.start()
    return found


def folder_name(path: Path) -> str:
    """A folder for people, without the path to it."""
    return path.name or str(path)
