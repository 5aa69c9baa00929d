"""Builds on disk: sealed folders, one pointer to the current one, one writer at a time.

A sealed folder holds `manifest.json` with the sha256 of every other file. It is checked in full on first opening
and whenever a file's size, time or inode differ from the stamp of the last success, else by the stamp alone.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock

from corpus.errors import BuildBusy, BuildError

MANIFEST = "manifest.json"
_POINTER = "current"
_TEMPORARY = "tmp-qa-build-"
_LEFT = re.compile(_TEMPORARY + r"\w{8}")  # of a build that was killed; what a user or another corpus keeps here has other names


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock" and p.name != MANIFEST)


def seal(folder: Path, info: dict[str, Any]) -> None:
    """Writes the manifest of a finished folder and flushes everything to the disk."""
    files = {name: _sha256(folder / name) for name in _members(folder)}
    (folder / MANIFEST).write_text(json.dumps({**info, "files": files}, indent=1, sort_keys=True), encoding="utf-8")
    for name in [*files, MANIFEST]:
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())


def sealed(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder if every file is there as sealed; None if anything is missing or altered."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest: dict[str, Any] = json.loads(raw)
        files: dict[str, str] = manifest["files"]
        stamp = {"manifest": hashlib.sha256(raw).hexdigest(), "files": {n: _stat(folder / n) for n in files}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    mark = folder.parent / f".{folder.name}.stamp"
    try:
        if json.loads(mark.read_text(encoding="utf-8")) == stamp:
            return manifest
    except (OSError, ValueError):
        pass
    try:
        if any(_sha256(folder / name) != digest for name, digest in files.items()):
            return None
    except OSError:
        return None
    with contextlib.suppress(OSError):  # a read-only folder is checked in full each time
        mark.write_text(json.dumps(stamp), encoding="utf-8")
    return manifest


def _stat(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ino]


def current(root: Path) -> Path | None:
    """The folder of the current build, unchecked; None if there is none."""
    try:
        name = (root / _POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = root / name
    return folder if name.startswith("build-") and "/" not in name and folder.is_dir() else None


@contextmanager
def writing(root: Path, waiting: Callable[[], None], timeout: float = 900.0) -> Iterator[None]:
    """Holds the one writer's lock of an index.

    Args:
        root: The index folder; made if missing.
        waiting: Called once if another process holds the lock.
        timeout: Seconds to wait for it.

    Raises:
        BuildBusy: The other build did not end in time.
        BuildError: The folder cannot be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(str(root / ".lock"))
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            lock.acquire(timeout=timeout)
    except filelock.Timeout:
        raise BuildBusy(f"Another process has been building {str(root)!r} for {timeout / 60:.0f} minutes. Wait for it, or stop it and run: qa build") from None
    except OSError as error:
        raise BuildError(f"The index folder {str(root)!r} cannot be written ({error.strerror}). Name another one with --index, or change its permissions.") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def new_build(root: Path) -> Iterator[Path]:
    """A fresh folder to fill; removed again unless `publish` took it."""
    for left in root.glob(f"{_TEMPORARY}*"):  # the lock is ours
        if _LEFT.fullmatch(left.name):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
            (root / f".{left.name}.stamp").unlink(missing_ok=True)
    work = Path(tempfile.mkdtemp(dir=root, prefix=_TEMPORARY))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def publish(root: Path, work: Path) -> Path:
    """Makes a sealed folder the current build in one step, and drops all but the last good one before it."""
    if sealed(work) is None:
        raise BuildError(f"The new build in {str(root)!r} did not survive being written. Check the disk and run: qa build")
    (root / f".{work.name}.stamp").unlink(missing_ok=True)
    before = current(root)
    folder = root / f"build-{uuid.uuid4().hex[:12]}"
    os.replace(work, folder)
    sealed(folder)
    handle, name = tempfile.mkstemp(dir=root, prefix=_TEMPORARY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(folder.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, root / _POINTER)
    keep = {folder, before}
    for old in sorted(root.glob("build-*"), key=lambda p: p.stat().st_mtime, reverse=True):
        if old not in keep and (old / MANIFEST).is_file():  # a folder without one is not ours
            shutil.rmtree(old, ignore_errors=True)
            (root / f".{old.name}.stamp").unlink(missing_ok=True)
    return folder
