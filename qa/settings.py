"""Settings: defaults < qa.toml < QA_* variables < the command line. Loads nothing."""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import corpus
from corpus.errors import SettingsError

FILE = "qa.toml"
_SHIPPED = Path(corpus.__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Paths in qa.toml are relative to that file.

    Attributes:
        corpus: The folder of texts.
        index: The folder of the index; None for `.qa/index` beside qa.toml, or in the current folder.
        encoders: Where exported models are kept; None for `.qa/encoders` beside the index.
        model: Another sentence-transformers model's folder or name; "" for the bundled one.
        title: What the app calls itself; "" for the corpus' own title.
        max_file_mb: A larger file is an error.
        home: The folder of qa.toml, or the current one; cannot be set.
    """

    corpus: Path = _SHIPPED
    index: Path | None = None
    encoders: Path | None = None
    model: str = ""
    title: str = ""
    max_file_mb: int = 50
    home: Path = field(default_factory=Path.cwd)

    @property
    def index_folder(self) -> Path:
        """Where the index of this corpus is: a corpus other than the configured one has a folder of its own."""
        return self.index if self.index is not None else self.home / ".qa" / "index"

    @property
    def encoder_folder(self) -> Path:
        """Where exported models are."""
        return self.encoders if self.encoders is not None else self.home / ".qa" / "encoders"

    @property
    def max_bytes(self) -> int:
        """`max_file_mb` in bytes."""
        return self.max_file_mb * 1_000_000

    def for_corpus(self, folder: Path) -> "Settings":
        """These settings for another corpus, with an index folder of its own under the configured one."""
        resolved = folder.resolve()
        if resolved == self.corpus.resolve():
            return replace(self, corpus=folder)
        name = f"{resolved.name[:40]}-{hashlib.sha256(str(resolved).encode()).hexdigest()[:12]}"
        return replace(self, corpus=folder, index=self.index_folder / name)


_PATHS = ("corpus", "index", "encoders")
_KEYS = tuple(f.name for f in fields(Settings) if f.name != "home")


def load(start: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force.

    Args:
        start: The folder to look for qa.toml in; the current one if None.
        environment: Read instead of the process's own.

    Raises:
        SettingsError: qa.toml or a variable has an unknown key or a wrong value.
    """
    home = (start or Path.cwd()).resolve()
    settings = Settings(home=home)
    file = home / FILE
    if file.is_file():
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{str(file)!r} is not valid TOML ({error}). Mend that line.") from None
        except OSError as error:
            raise SettingsError(f"{str(file)!r} cannot be read ({error.strerror}). Check its permissions.") from None
        settings = _apply(settings, values, str(file), home)
    variables = os.environ if environment is None else environment
    given = {name.removeprefix("QA_").lower(): value for name, value in variables.items() if name.startswith("QA_")}
    return _apply(settings, given, "the environment (QA_*)", Path.cwd())


def _apply(settings: Settings, values: Mapping[str, object], where: str, base: Path) -> Settings:
    changes: dict[str, object] = {}
    for key, value in values.items():
        if key not in _KEYS:
            raise SettingsError(f"{key!r} in {where} is no setting. Known are: {', '.join(_KEYS)}.")
        if key == "max_file_mb":
            try:
                number = int(str(value))
            except ValueError:
                number = 0
            if number < 1 or isinstance(value, bool):
                raise SettingsError(f"{key} = {value!r} in {where} must be a whole number of megabytes, at least 1.")
            changes[key] = number
        elif not isinstance(value, str) or "\0" in value:
            raise SettingsError(f"{key} = {value!r} in {where} must be text in quotes, without a zero character.")
        elif key in _PATHS:
            changes[key] = (base / value).resolve() if value else None
        else:
            changes[key] = value
    if changes.get("corpus", settings.corpus) is None:
        raise SettingsError(f"corpus in {where} is empty. Name the folder that holds the texts.")
    return replace(settings, **changes)  # type: ignore[arg-type]
