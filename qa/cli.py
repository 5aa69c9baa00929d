"""The command line: build, ask, batch, eval, verify. JSON on standard output and nothing else there."""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import RolecallError, SettingsError

if TYPE_CHECKING:
    from index.build import Report
    from qa.answer import Answer
    from qa.chat import Chatbot
    from qa.settings import Settings


_EVERY = 0.5  # seconds between two lines of progress where there is no terminal
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a text could command the terminal with them


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code: 0 success, 1 an error the user can mend, 2 wrong usage."""
    for name in ("stdout", "stderr"):  # where one was closed before we started
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as the process runs
    arguments = _parser().parse_args(argv)
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except RolecallError as error:
        _say(f"qa: {error}")
        return 1
    except BrokenPipeError:
        _drop_output()  # whoever read it has had enough
        return 0
    except KeyboardInterrupt:
        _say("qa: stopped.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qa", description="Answers who does what, from an organisation's own text, with the exact words behind every sentence.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str, run: Any, *, builds: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--corpus", type=Path, metavar="DIR", help="the folder of texts")
        if builds:
            sub.add_argument("--index", type=Path, metavar="DIR", help="the folder of the index")
        sub.set_defaults(run=run)
        return sub

    build = add("build", "Bring the index up to date.", _build)
    build.add_argument("--check", action="store_true", help="only tell whether the index is up to date; exit 1 if not")
    ask = add("ask", "Answer one question.", _ask)
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    batch = add("batch", "Answer every line of a JSON Lines file, one line each.", _batch)
    batch.add_argument("questions", metavar="QUESTIONS.jsonl", help="the file, or - for standard input")
    evaluate = add("eval", "Score answers against question files with a key.", _eval)
    evaluate.add_argument("questions", metavar="QUESTIONS.jsonl", nargs="+", type=Path)
    evaluate.add_argument("--show-held-out", action="store_true", help="also show the failures of the held-out half; record it in the changelog")
    verify = add("verify", "Check recorded answers against the corpus.", _verify, builds=False)
    verify.add_argument("answers", metavar="ANSWERS.json", type=Path)
    for sub in (ask, batch, evaluate):
        sub.add_argument("--no-build", action="store_true", help="exit 1 instead of building a missing or stale index")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise RolecallError(f"Standard output cannot be written ({error.strerror}). Free some space, or write to another file.") from None


def _print(data: object) -> None:
    _write(json.dumps(data))


def _settings(arguments: argparse.Namespace) -> "Settings":
    from qa import settings

    found = settings.load()
    if arguments.corpus is not None:
        if not arguments.corpus.is_dir():
            raise SettingsError(f"--corpus {str(arguments.corpus)!r} is no folder. Name the folder that holds the texts.")
        found = found.for_corpus(arguments.corpus)
    if getattr(arguments, "index", None) is not None:
        found = replace(found, index=arguments.index)
    return found


@contextmanager
def _progress() -> "Iterator[Report]":
    """Progress of a build on standard error: a bar with rate and time left on a terminal, else a line a stage."""
    if not sys.stderr.isatty():
        shown = {"at": 0.0}

        def line(stage: str, done: int, total: int) -> None:
            if total and (done in (0, total) or time.monotonic() - shown["at"] > _EVERY):
                shown["at"] = time.monotonic()
                _say(f"{stage} {done}/{total}")

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def draw(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield draw


def _bot(arguments: argparse.Namespace) -> "Chatbot":
    from index import export

    settings = _settings(arguments)
    encoder = export.load(settings.encoder_folder, settings.model, _say)
    encoder.warm()  # the model loads while the rest is imported
    from qa.chat import Chatbot

    with _progress() as report:
        return Chatbot(settings, encoder=encoder, build=not arguments.no_build, report=report, say=_say)


def _build(arguments: argparse.Namespace) -> int:
    from corpus import read
    from index import build, disk, export

    found = _settings(arguments)
    encoder = export.load(found.encoder_folder, found.model, _say)
    why = build.difference(found.index_folder, read.fingerprint(found.corpus, found.max_bytes), encoder)
    if arguments.check:
        _print({"up_to_date": why is None, "reason": why})
        return 0 if why is None else 1
    with _progress() as report:
        folder = build.update(found.corpus, found.index_folder, encoder, max_bytes=found.max_bytes, report=report, say=_say)
    manifest = disk.sealed(folder) or {}
    _print({"build": folder.name, "rebuilt": why, **{k: manifest.get(k) for k in ("documents", "units", "statements", "model", "corpus")}})
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    answer = _bot(arguments).answer(arguments.question)
    if arguments.json:
        _print(answer.as_dict())
        return 0
    encoding = sys.stdout.encoding or "utf-8"
    _write(_CONTROL.sub("", _readable(answer)).encode(encoding, "replace").decode(encoding))
    return 0


def _readable(answer: "Answer") -> str:
    """An answer for a terminal: the text, then the words behind each number."""
    lines = [answer.text]
    if answer.citations:
        lines.append("")
    for c in answer.citations:
        lines.append(f"[{c.number}] {c.heading or c.title} ({c.document}, {c.start}–{c.end})")
        lines.append(f"    “{' '.join(c.quote.split())}”")
    if answer.suggestions:
        lines += ["", "You can ask: " + " · ".join(answer.suggestions)]
    return "\n".join(lines)


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with open(name, "rb") as file:
            yield from file
    except OSError as error:
        raise SettingsError(f"{name!r} cannot be read ({error.strerror}). Name a JSON Lines file of questions, or - for standard input.") from None


def _batch(arguments: argparse.Namespace) -> int:
    if arguments.questions != "-" and (not Path(arguments.questions).exists() or Path(arguments.questions).is_dir()):
        raise SettingsError(f"There is no file {arguments.questions!r}. Name a JSON Lines file of questions, or - for standard input.")
    bot = _bot(arguments)
    code = 0
    for number, line in enumerate(_lines(arguments.questions), 1):
        try:
            data = json.loads(line)
            json.dumps(data, allow_nan=False)  # NaN and the like are no JSON, though Python reads them
        except (ValueError, RecursionError) as error:
            _print({"id": None, "line": number, "error": f"not valid JSON: {error}"})
            code = 1
            continue
        wrong = _wrong(data)
        if wrong:
            _print({"id": data.get("id") if isinstance(data, dict) else None, "line": number, "error": wrong})
            code = 1
            continue
        history = [h if isinstance(h, str) else h["content"] for h in data.get("history") or [] if isinstance(h, str) or h["role"] == "user"]
        _print(bot.answer(data["question"], history, data.get("id")).as_dict())
    return code


def _wrong(data: object) -> str:
    """What is wrong with a question line; "" if nothing is."""
    if not isinstance(data, dict):
        return "each line must be an object with a question"
    if not isinstance(data.get("question"), str):
        return "the question must be text"
    history = data.get("history") or []
    fine = isinstance(history, list) and all(isinstance(h, str) or (isinstance(h, dict) and isinstance(h.get("content"), str) and isinstance(h.get("role"), str)) for h in history)
    return "" if fine else "history must be a list of texts, or of objects with role and content"


def _eval(arguments: argparse.Namespace) -> int:
    from qa import evaluate

    cases = evaluate.load(arguments.questions)
    bot = _bot(arguments)
    result = evaluate.report(evaluate.run(bot, cases), bot, show_held_out=arguments.show_held_out)
    for half in ("seen", "held_out"):
        part = result[half]
        _say(f"{half}: {part['right']} of {part['questions']} right, mean over categories {part['mean_over_categories']}")
        for name, c in part["categories"].items():
            _say(f"  {name:15} {c['right']:3} of {c['of']:3}")
        _say(f"  refused as it should {part['refused_as_it_should']}, wrongly {part['refused_wrongly']}; lists complete {part['lists_complete']}; narrow answers {part['median_words_of_narrow_answers']} words (median)")
    _print(result)
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from qa import verify

    found = verify.answers(arguments.answers)
    settings = _settings(arguments)
    faults = verify.verify(found, settings.corpus, settings.max_bytes)
    for fault in faults:
        _say(f"answer {fault.answer}: {fault.check}: {fault.detail}")
    _print({"answers": len(found), "faults": [{"answer": f.answer, "check": f.check, "detail": f.detail} for f in faults]})
    return 1 if faults else 0
