"""The README's commands and its Python lines do what it says."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
Run = Callable[..., subprocess.CompletedProcess[str]]


def fenced(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def qa_lines() -> list[str]:
    return [line for block in fenced("sh") for line in block.splitlines() if " -m qa " in line]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands are typed: with the files that they name."""
    here = tmp_path_factory.mktemp("readme")
    (here / "questions.jsonl").write_text(json.dumps({"id": "1", "question": "Which office works with NATO?"}) + "\n", encoding="utf-8")
    (here / "our-texts").mkdir()
    (here / "our-texts" / "a.md").write_text("# Records Office\n\nThe Records Office keeps the archive of all letters.\n", encoding="utf-8")
    (here / "tests").symlink_to(ROOT / "tests")
    return here


@pytest.mark.model
@pytest.mark.slow
def test_the_commands_of_the_readme_work_in_its_order(qa: Run, folder: Path) -> None:
    lines = qa_lines()
    assert len(lines) >= 6
    for line in lines:
        command, _, target = line.partition(" > ")
        words = shlex.split(command)
        done = qa(*words[words.index("qa") + 1 :], cwd=folder)
        assert done.returncode == 0, (line, done.stderr)
        if target:
            (folder / target.strip()).write_text(done.stdout, encoding="utf-8")


@pytest.mark.model
@pytest.mark.slow
def test_the_python_lines_of_the_readme_work(home: Path, folder: Path) -> None:
    (code,) = fenced("python")
    env = {"PYTHONPATH": str(ROOT), "QA_ENCODERS": str(home / ".qa" / "encoders"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Brussels" in done.stdout


def test_the_make_targets_of_the_readme_exist_and_say_what_they_do() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", README, re.MULTILINE))
    helped = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "install", "help"} <= named <= helped


def test_the_pictures_and_pages_of_the_readme_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
