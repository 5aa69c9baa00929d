"""Fixtures shared by all tests. Fakes enter through public doors: a tiny deterministic encoder, small texts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.document import Corpus
from corpus.join import assemble
from corpus.read import document
from index.encoder import HashingEncoder, OnnxEncoder
from qa.chat import Chatbot
from qa.settings import Settings

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "corpus" / "texts"
SAMPLES = ROOT / "tests" / "samples"
if os.environ.get("PYTEST_XDIST_WORKER"):  # as many processes as processors: more threads only wait for one another
    OnnxEncoder.__init__.__defaults__ = (1,)  # type: ignore[misc]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped, saying how to get one; in CI that is a failure."""
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                if os.environ.get("ROLECALL_CI"):
                    item.add_marker(pytest.mark.xfail(reason="no browser in CI", run=False, strict=True))
                else:
                    item.add_marker(pytest.mark.skip(reason="no Chromium found; install one with: make browser"))


@pytest.fixture
def read() -> Callable[..., Corpus]:
    """Makes a corpus from file names and texts."""

    def make(**files: str | bytes) -> Corpus:
        found = [document(t.encode() if isinstance(t, str) else t, n.replace("__", ".")) for n, t in files.items()]
        return assemble(found, "0" * 64)

    return make


@pytest.fixture
def small_bot(tmp_path: Path) -> Callable[[str], Chatbot]:
    """Makes a chatbot over one small text with the hashing encoder: no model, no network."""

    def make(text: str, name: str = "text.txt") -> Chatbot:
        folder = tmp_path / "texts"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return Chatbot(Settings(corpus=folder, index=tmp_path / "index", home=tmp_path), encoder=HashingEncoder())

    return make


@pytest.fixture
def small_folder_bot(tmp_path: Path) -> Callable[[str], Chatbot]:
    """Makes a chatbot over a sample text with the hashing encoder."""
    return lambda name: Chatbot(Settings(corpus=SAMPLES / name, index=tmp_path / "index", home=tmp_path), encoder=HashingEncoder())


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for indexes of the real model; the exported model is taken from the project if it is there."""
    folder = tmp_path_factory.mktemp("home")
    exported = ROOT / ".qa" / "encoders"
    if exported.is_dir():
        (folder / ".qa").mkdir()
        (folder / ".qa" / "encoders").symlink_to(exported)
    return folder


@pytest.fixture(scope="session")
def bots(home: Path) -> Callable[[str], Chatbot]:
    """The real chatbot over the shipped text ("shipped") or a sample text, opened once."""
    opened: dict[str, Chatbot] = {}

    def bot(name: str) -> Chatbot:
        if name not in opened:
            folder = SHIPPED if name == "shipped" else SAMPLES / name
            opened[name] = Chatbot(Settings(corpus=folder, index=home / ".qa" / "index" / name, home=home), encoder=next((b.encoder for b in opened.values()), None))
        return opened[name]

    return bot


@pytest.fixture
def qa(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command line in a process of its own, in a folder with the exported model."""

    def run(*arguments: str, input_: str | None = None, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("QA_", "COV_"))}
        environment |= {"PYTHONPATH": str(ROOT), "QA_ENCODERS": str(home / ".qa" / "encoders"), **(env or {})}
        return subprocess.run([sys.executable, "-m", "qa", *arguments], input=input_, capture_output=True, text=True, cwd=cwd or home, env=environment, timeout=300, check=False)

    return run


@pytest.fixture
def corpus_folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the shipped corpus that a test may change."""
    folder = tmp_path / "texts"
    shutil.copytree(SHIPPED, folder)
    return folder
