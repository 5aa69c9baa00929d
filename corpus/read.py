"""A folder of files → a `Corpus`. No text is altered once offsets into it exist."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from corpus.document import Block, Corpus, Document
from corpus.errors import CorpusError
from corpus.join import assemble
from corpus.listed import LABELLED
from corpus.plain import read_plain
from corpus.titles import parted
from corpus.wiki import is_wiki, unmarked
from corpus.words import clean, undecorated

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def files(folder: Path) -> list[Path]:
    """The corpus files below `folder`, ordered by relative path; hidden ones and links are left out.

    Raises:
        CorpusError: There is no such folder, or nothing readable in it.
    """
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {str(folder)!r}. Name the folder that holds the texts with --corpus, or in qa.toml.")

    def unreadable(error: OSError) -> None:
        raise CorpusError(f"The folder {str(error.filename)!r} cannot be read ({error.strerror}). Check its permissions, or move it out of the corpus.")

    found: list[Path] = []
    for base, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [path for n in names if n.lower().endswith(SUFFIXES) and not n.startswith(".") and not (path := Path(base, n)).is_symlink() and path.is_file()]
    for path in found:
        try:
            str(path.relative_to(folder)).encode()
        except UnicodeEncodeError:
            raise CorpusError(f"The name of {str(path)!r} is not valid UTF-8. Rename that file, or move it out of the corpus.") from None
    if not found:
        raise CorpusError(f"The folder {str(folder)!r} holds no text. Put at least one {', '.join(SUFFIXES[:2])} or .html file into it.")
    return sorted(found, key=lambda p: p.relative_to(folder).as_posix())


def fingerprint(folder: Path, max_bytes: int) -> str:
    """sha256 over every corpus file's relative path and bytes."""
    return _combine([(p.relative_to(folder).as_posix(), hashlib.sha256(_load(p, max_bytes)).hexdigest()) for p in files(folder)])


def _combine(parts: list[tuple[str, str]]) -> str:
    return hashlib.sha256("".join(f"{path}\0{digest}\n" for path, digest in parts).encode()).hexdigest()


def _load(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise CorpusError(f"{path.name!r} has {size / 1e6:.0f} MB; at most {max_bytes / 1e6:.0f} MB are read. Split it, move it out of the corpus, or raise max_file_mb in qa.toml.")
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path.name!r} cannot be read ({error.strerror}). Check its permissions, or move it out of the corpus.") from None


def decode(data: bytes, name: str) -> str:
    """The text of a file in whatever encoding it is, line ends as "\\n", without a byte-order mark.

    Raises:
        CorpusError: It is not text.
    """
    encoding = next((e for mark, e in _BOMS if data.startswith(mark)), None)
    if encoding is None and b"\x00" in data[:4096]:
        encoding = {True: "utf-16-le", False: "utf-16-be"}[data[1:2] == b"\x00"] if len(data) % 2 == 0 and data[:4096].count(0) * 3 > len(data[:4096]) else None
        if encoding is None:
            raise CorpusError(f"{name!r} is not text: it holds zero bytes. Save it as text, or move it out of the corpus.")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = _guess(data, name)
    if len(_CONTROL.findall(text[:100_000])) * 50 > len(text[:100_000]):
        raise CorpusError(f"{name!r} is not text: too many control characters. Save it as text, or move it out of the corpus.")
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # only files that are not UTF-8 pay for it

    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if declared:
        try:
            text = data.decode(declared.group(1).decode("ascii"))
            text.encode()  # an escape codec can give half a surrogate pair, which is no text
            return text
        except (LookupError, UnicodeError):
            pass
    found = from_bytes(data, cp_isolation=["cp1252", "cp1250", "cp1251", "latin_1", "cp1253", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr", "cp949"])
    best = found.best()
    if best is None:
        raise CorpusError(f"{name!r} is in no known text encoding. Save it as UTF-8, or move it out of the corpus.")
    # where two are as likely the Western one is meant: "São Paulo" in an English text is valid in both
    return str(next((m for m in found if m.encoding == "cp1252" and (m.chaos, m.coherence) == (best.chaos, best.coherence)), best))


def document(data: bytes, path: str, modified: float = 0.0) -> Document:
    """One file's bytes as a `Document`.

    Raises:
        CorpusError: It is not text.
    """
    from corpus.markdown import read_markdown  # Beautiful Soup is slow to import, and answers need none of it
    from corpus.markup import read_html

    source = decode(data, path)
    suffix = path[path.rfind(".") :].lower()
    try:
        if suffix in (".html", ".htm"):
            text, blocks = read_html(source)
        elif suffix in (".md", ".markdown"):
            text, blocks = read_markdown(source)
        else:
            text = unmarked(source) if is_wiki(source) else source
            blocks = read_plain(text)
    except RecursionError:
        raise CorpusError(f"{path!r} cannot be read: its markup is nested too deeply. Save it as plain text, or move it out of the corpus.") from None
    return Document(path, text, hashlib.sha256(data).hexdigest(), modified, _title(text, blocks, path), parted(text, blocks))


def _title(text: str, blocks: tuple[Block, ...], path: str) -> str:
    if labelled := LABELLED.match(text.lstrip()):
        return clean(labelled.group("name"))
    for block in blocks:
        if block.kind == "heading" and block.style != "run-in":
            return undecorated(clean(block.span.of(text)).rstrip("."))
        if block.kind in ("paragraph", "item", "row"):
            break
    return Path(path).stem.replace("_", " ").replace("-", " ").strip() or path


def read_folder(folder: Path, max_bytes: int = 50_000_000, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """Reads and splits every file of a folder.

    Args:
        folder: Read recursively; see `files`.
        max_bytes: A larger file is an error.
        progress: Called with (files done, files in all).

    Raises:
        CorpusError: Naming every file that cannot be read, and what to do.
    """
    documents: list[Document] = []
    problems: list[str] = []
    warnings: list[str] = []
    digests: list[tuple[str, str]] = []
    paths = files(folder)
    for number, path in enumerate(paths):
        name = path.relative_to(folder).as_posix()
        try:
            data = _load(path, max_bytes)
            found = document(data, name, path.stat().st_mtime)
        except CorpusError as error:
            problems.append(str(error))
            continue
        digests.append((name, found.sha256))
        if not found.text.strip():
            warnings.append(f"{name!r} is empty; it adds nothing.")
        documents.append(found)
        if progress:
            progress(number + 1, len(paths))
    if problems:
        raise CorpusError(" ".join(problems))
    if not any(d.text.strip() for d in documents):
        raise CorpusError(f"Every file in {str(folder)!r} is empty. Put text into at least one of them.")
    return assemble(documents, _combine(digests), warnings)
