"""Statements in, ranked statements out: each contract against a plain reckoning of the same thing."""

import json
import math
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BuildBusy, BuildError, CorpusError, EncoderError, IndexMissing
from corpus.read import fingerprint
from index import build as builds
from index import disk, export
from index.encoder import Encoder, Encoding, Floats, HashingEncoder, OnnxEncoder, Progress, normalise
from index.keywords import Keywords
from index.vectors import FaissStore, VectorStore
from qa.chat import Chatbot
from qa.settings import Settings

TEXT = """Our Offices

A brief description of the four field offices is given below.

{}
"""
PLACES = {
    "Alba, Northland": "Provides support to the growers of the coast; maintains the seed vault of the coast and lends seed to the growers; trains officers in a winter school with the Harbour League (HL).",
    "Berga, Eastland": "Provides support to the growers of the hills; measures the retreat of the glaciers; runs a school for young breeders; publishes the Hill Letters each spring.",
    "Cora, Southland": "Provides support to the growers of the delta; gives early warning of floods by text message; negotiates access to seed with the ministries.",
    "Dena, Westland": "Provides support to the growers of the islands; maps the fresh water under low islands; sends planting material by sea after storms; works with the Island Union (IU).",
}
QUESTIONS = (
    "What does the Alba office do?", "Who measures glaciers?", "Which offices run a school?", "How many offices are there?", "Does Cora warn of floods?", "Who works with the Harbour League?",
    "What is the budget of Berga?", "Which offices do not train anyone?", "How do Alba and Dena differ?", "Who sends planting material by sea?",
)  # fmt: skip


def write(folder: Path, places: dict[str, str] = PLACES) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "text.txt").write_text(TEXT.format("\n\n".join(f"{name}. {duties}" for name, duties in places.items())), encoding="utf-8")
    return folder


class Counting:
    """An encoder that notes what it was asked to encode."""

    def __init__(self, inner: Encoder, digest: str = "") -> None:
        self._inner = inner
        self._digest = digest or inner.digest
        self.seen: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def digest(self) -> str:
        return self._digest

    @property
    def dimension(self) -> int:
        return self._inner.dimension

    def warm(self) -> None:
        self._inner.warm()

    def is_word(self, word: str) -> bool:
        return self._inner.is_word(word)

    def encode(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Encoding]:
        self.seen += texts
        return self._inner.encode(texts, progress)


# ---------------------------------------------------------------- contracts: vector stores


def unit_rows(n: int, d: int, seed: int = 0) -> Floats:
    return normalise(np.random.default_rng(seed).standard_normal((n, d)).astype(np.float32))


@pytest.fixture(params=[FaissStore], ids=lambda c: c.__name__)
def store(request: pytest.FixtureRequest) -> Callable[[Floats], VectorStore]:
    """Makes a vector store; every implementation is run through the contract."""
    return request.param


class TestVectorStore:
    @pytest.mark.parametrize(("n", "d", "k"), [(1, 4, 1), (7, 4, 3), (200, 32, 10), (200, 32, 200), (1000, 16, 37)])
    def test_ids_and_scores_equal_brute_force(self, store: Callable[[Floats], VectorStore], n: int, d: int, k: int) -> None:
        rows = unit_rows(n, d)
        for query in unit_rows(5, d, seed=1):
            scores = rows @ query
            expected = np.lexsort((np.arange(n), -np.round(scores, 5)))[:k]
            actual = store(rows).search(query, k)
            assert [i for i, _ in actual] == expected.tolist()
            assert [s for _, s in actual] == pytest.approx(scores[expected], abs=1e-5)

    def test_more_asked_for_than_there_is_gives_all(self, store: Callable[[Floats], VectorStore]) -> None:
        assert sorted(i for i, _ in store(unit_rows(5, 8)).search(unit_rows(1, 8)[0], 100)) == [0, 1, 2, 3, 4]

    @pytest.mark.parametrize("k", [0, -1])
    def test_nothing_asked_for_gives_nothing(self, store: Callable[[Floats], VectorStore], k: int) -> None:
        assert store(unit_rows(5, 8)).search(unit_rows(1, 8)[0], k) == []

    def test_an_empty_store_gives_nothing(self, store: Callable[[Floats], VectorStore], tmp_path: Path) -> None:
        empty = store(np.zeros((0, 8), np.float32))
        assert (len(empty), empty.search(unit_rows(1, 8)[0], 3), empty.rows().shape) == (0, [], (0, 8))

    @pytest.mark.parametrize("k", [1, 5, 40, 60])
    def test_equal_scores_come_by_row(self, store: Callable[[Floats], VectorStore], k: int) -> None:
        rows = np.repeat(unit_rows(1, 8), 50, axis=0)
        assert [i for i, _ in store(rows).search(rows[0], k)] == list(range(min(k, 50)))

    def test_a_query_of_another_width_is_refused_in_words(self, store: Callable[[Floats], VectorStore]) -> None:
        with pytest.raises(ValueError, match="query must be"):
            store(unit_rows(5, 8)).search(unit_rows(1, 9)[0], 1)
        with pytest.raises(ValueError, match="rows must be"):
            store(np.zeros(8, np.float32))

    def test_rows_come_back_exactly_also_from_disk(self, store: Callable[[Floats], VectorStore], tmp_path: Path) -> None:
        rows = unit_rows(20, 8)
        made = store(rows)
        made.save(tmp_path / "v")
        again = FaissStore.open(tmp_path / "v")
        assert np.array_equal(made.rows(), rows)
        assert np.array_equal(again.rows(), rows)
        assert again.search(rows[3], 4) == made.search(rows[3], 4)


# ---------------------------------------------------------------- contracts: keywords


def bm25(texts: Sequence[Sequence[str]], query: Sequence[str], k: int, k1: float = 1.2, b: float = 0.75) -> list[tuple[int, float]]:
    """BM25 as Robertson and Zaragoza give it, with Lucene's idf; exact for texts of up to 40 words."""
    n, average = len(texts), sum(map(len, texts)) / len(texts)
    scores: dict[int, float] = {}
    for term in dict.fromkeys(query):
        holding = [i for i, t in enumerate(texts) if term in t]
        idf = math.log(1 + (n - len(holding) + 0.5) / (len(holding) + 0.5))
        for i in holding:
            tf = texts[i].count(term)
            scores[i] = scores.get(i, 0.0) + idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(texts[i]) / average))
    return sorted(scores.items(), key=lambda h: (-round(h[1], 4), h[0]))[:k]


class TestKeywords:
    @settings(max_examples=12, deadline=None, database=None)
    @given(texts=st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=30), min_size=1, max_size=15), query=st.lists(st.sampled_from("abcdefghz"), min_size=1, max_size=4))
    def test_rows_and_scores_equal_brute_force(self, tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], query: list[str]) -> None:
        expected = bm25(texts, query, 100)
        actual = Keywords.create(tmp_path_factory.mktemp("k") / "k", texts).search(query, 100)
        assert dict(actual) == pytest.approx(dict(expected), abs=1e-4)
        assert [i for i, _ in sorted(actual, key=lambda h: (-round(h[1], 4), h[0]))] == [i for i, _ in expected]
        assert actual == sorted(actual, key=lambda h: (-round(h[1], 5), h[0]))

    @pytest.fixture
    def keywords(self, tmp_path: Path) -> Keywords:
        return Keywords.create(tmp_path / "k", [["well", "road"], ["well"], [], ["tree"] * 5, ["well"]])

    def test_equal_scores_come_by_row_and_only_matches_come(self, keywords: Keywords) -> None:
        assert [i for i, _ in keywords.search(["well"], 10)] == [1, 4, 0]
        assert [i for i, _ in keywords.search(["well"], 1)] == [1]
        assert keywords.search(["boat"], 10) == []

    @pytest.mark.parametrize("k", [0, -3])
    def test_nothing_asked_for_gives_nothing(self, keywords: Keywords, k: int) -> None:
        assert keywords.search(["well"], k) == []
        assert keywords.search([], 10) == []

    def test_a_word_asked_twice_counts_once(self, keywords: Keywords) -> None:
        assert keywords.search(["well", "well"], 10) == keywords.search(["well"], 10)

    def test_one_character_words_and_other_scripts_count(self, tmp_path: Path) -> None:
        assert [i for i, _ in Keywords.create(tmp_path / "k", [["a"], ["миграц"], ["移民"]]).search(["移民", "a"], 5)] == [0, 2]

    def test_it_opens_again_as_it_was(self, keywords: Keywords, tmp_path: Path) -> None:
        assert Keywords.open(tmp_path / "k").search(["well", "road"], 10) == keywords.search(["well", "road"], 10)


# ---------------------------------------------------------------- contracts: encoders


@pytest.fixture(scope="module", params=["hashing", pytest.param("onnx", marks=pytest.mark.model)])
def encoder(request: pytest.FixtureRequest, home: Path) -> Encoder:
    return HashingEncoder() if request.param == "hashing" else export.load(home / ".qa" / "encoders")


SENTENCES = [
    ("", "Liaison."), ("Office of Water:", "keeps the wells of the valley"), ("", "keeps the wells of the valley"), ("Office of Roads:", "İstanbul, 𝒜 and 👩‍👩‍👧 – naïve café; inter- agency"),
    ("", "the office of the registrar keeps records " * 20), ("A very long name of a unit " * 20, "short"), ("", ""),
]  # fmt: skip


class TestEncoder:
    def test_vectors_and_states_have_unit_length(self, encoder: Encoder) -> None:
        for encoding in encoder.encode(SENTENCES[:-1]):
            assert encoding.vectors.ndim == 2
            assert encoding.vectors.shape[1] == encoding.states.shape[1] == encoder.dimension
            assert encoding.vectors.dtype == encoding.states.dtype == np.float32
            assert np.linalg.norm(encoding.vectors, axis=1) == pytest.approx(1, abs=1e-5)
            assert np.linalg.norm(encoding.states, axis=1) == pytest.approx(1, abs=1e-5)
            assert len(encoding.states) == len(encoding.pieces)

    def test_the_rest_of_the_batch_changes_nothing(self, encoder: Encoder) -> None:
        together = encoder.encode(SENTENCES)
        backwards = encoder.encode(SENTENCES[::-1])[::-1]
        for sentence, a, b in zip(SENTENCES, together, backwards, strict=True):
            (alone,) = encoder.encode([sentence])
            for other in (a, b):
                assert other.pieces == alone.pieces
                assert np.abs(other.vectors - alone.vectors).max() < 1e-5
                assert not len(alone.states) or np.abs(other.states - alone.states).max() < 1e-5

    def test_the_prefix_colours_the_vector_and_has_no_states(self, encoder: Encoder) -> None:
        with_, without = encoder.encode([SENTENCES[1], SENTENCES[2]])
        assert with_.pieces == without.pieces
        assert with_.states.shape == without.states.shape
        assert np.abs(with_.vectors - without.vectors).max() > 0.01

    def test_nothing_of_a_long_text_is_left_out(self, encoder: Encoder) -> None:
        words = [f"word{i} number {i}" for i in range(400)]
        (long,) = encoder.encode([("Office of Water:", " ".join(words))])
        short = encoder.encode([("Office of Water:", w) for w in words])
        assert list(long.pieces) == [p for e in short for p in e.pieces]
        assert len(long.states) == len(long.pieces)
        assert (long.states != 0).any(axis=1).all()

    def test_an_empty_text_has_a_vector_and_no_states(self, encoder: Encoder) -> None:
        (empty,) = encoder.encode([("", "")])
        assert (empty.vectors.shape, empty.states.shape, empty.pieces) == ((1, encoder.dimension), (0, encoder.dimension), ())

    def test_progress_ends_with_everything_done(self, encoder: Encoder) -> None:
        told: list[tuple[int, int]] = []
        encoder.encode(SENTENCES, lambda done, total: told.append((done, total)))
        assert told[-1][0] == told[-1][1]
        assert [d for d, _ in told] == sorted(d for d, _ in told)

    def test_nothing_to_encode_gives_nothing(self, encoder: Encoder) -> None:
        assert encoder.encode([]) == []

    def test_it_says_what_it_is(self, encoder: Encoder) -> None:
        assert encoder.name
        assert len(encoder.digest) == 64


@pytest.mark.model
class TestOnnxEncoder:
    def test_a_long_text_makes_several_windows(self, home: Path) -> None:
        encoder = export.load(home / ".qa" / "encoders")
        (long,) = encoder.encode([("", "the retreat of glaciers " * 300)])
        assert len(long.vectors) > 4
        (short,) = encoder.encode([("", "the retreat of glaciers")])
        assert len(short.vectors) == 1

    def test_the_bundled_model_is_the_pinned_one(self) -> None:
        assert (export.bundled_model() / "model.safetensors").is_file()


def test_hashed_words_are_the_same_in_every_process() -> None:
    vector = HashingEncoder(4).encode([("", "water")])[0].vectors[0]
    assert HashingEncoder(4).encode([("", "water")])[0].vectors[0].tolist() == vector.tolist()
    assert HashingEncoder(4).digest != HashingEncoder(8).digest


def test_a_damaged_export_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"damaged.*Delete that folder"):
        OnnxEncoder(tmp_path)
    (tmp_path / "encoder.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match="damaged"):
        OnnxEncoder(tmp_path)


class TestPinned:
    """A model package whose files are not the pinned ones, put in front of the installed one."""

    @pytest.fixture
    def package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / export.PACKAGE
        (folder / "model" / "1_Pooling").mkdir(parents=True)
        (folder / "__init__.py").write_text("raise RuntimeError('the package must not be run')", encoding="utf-8")
        real = export.bundled_model()
        for name in export.PINNED:
            (folder / "model" / name).symlink_to(real / name)
        monkeypatch.syspath_prepend(str(tmp_path))
        return folder / "model"

    @pytest.mark.parametrize("name", list(export.PINNED))
    def test_another_file_is_refused_by_name(self, package: Path, name: str) -> None:
        (package / name).unlink()
        (package / name).write_bytes(b"{}")
        with pytest.raises(EncoderError, match=name.replace(".", r"\.") + r".*sha256 differs"):
            export.bundled_model()

    def test_a_missing_file_is_refused(self, package: Path) -> None:
        (package / "config.json").unlink()
        with pytest.raises(EncoderError, match=r"config\.json"):
            export.bundled_model()

    def test_a_package_without_a_model_says_what_to_do(self, package: Path) -> None:
        shutil.rmtree(package)
        with pytest.raises(EncoderError, match="make install"):
            export.bundled_model()

    def test_the_package_is_found_without_running_it(self, package: Path) -> None:
        assert export.bundled_model() == package


# ---------------------------------------------------------------- disk


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "root" / "work"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.json").write_text('{"a": 1}', encoding="utf-8")
    (folder / "sub" / "b.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "sub" / ".managed.json").write_text("[]", encoding="utf-8")
    disk.seal(folder, {"layout": 1})
    return folder


MEMBERS = ["a.json", "sub/b.bin", "sub/.managed.json"]


class TestDisk:
    def test_what_was_sealed_is_sealed(self, sealed: Path) -> None:
        manifest = disk.sealed(sealed)
        assert manifest is not None
        assert (manifest["layout"], sorted(manifest["files"])) == (1, sorted(MEMBERS))
        assert disk.sealed(sealed) == manifest  # by the stamp now

    @pytest.mark.parametrize("checked", [False, True], ids=["first opening", "after a success"])
    @pytest.mark.parametrize("name", [*MEMBERS, disk.MANIFEST])
    @pytest.mark.parametrize("harm", ["alter", "truncate", "remove", "empty", "replace"])
    def test_every_harm_is_found(self, sealed: Path, name: str, harm: str, checked: bool) -> None:
        if checked:
            assert disk.sealed(sealed)
        path = sealed / name
        data = path.read_bytes()
        if harm == "remove":
            path.unlink()
        elif harm == "replace":
            (path.parent / "new").write_bytes(data[::-1])
            os.replace(path.parent / "new", path)
        else:
            harmed = {"alter": bytes([data[0] ^ 1]) + data[1:], "truncate": data[:-1], "empty": b""}[harm]
            stat = path.stat()
            path.write_bytes(harmed)
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
        assert disk.sealed(sealed) is None

    def test_a_digest_changed_in_the_manifest_is_found(self, sealed: Path) -> None:
        assert disk.sealed(sealed)
        manifest = json.loads((sealed / disk.MANIFEST).read_text())
        manifest["files"]["a.json"] = "0" * 64
        (sealed / disk.MANIFEST).write_text(json.dumps(manifest))
        assert disk.sealed(sealed) is None

    def test_every_file_of_a_real_build_is_guarded(self, tmp_path: Path) -> None:
        folder = builds.update(write(tmp_path / "texts"), tmp_path / "index", HashingEncoder())
        names = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock"]
        assert len(names) > 15
        for name in names:
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            with (copy / name).open("ab") as file:
                file.write(b"x")
            assert disk.sealed(copy) is None, name
            shutil.rmtree(copy)

    def test_publishing_replaces_and_keeps_one_before(self, tmp_path: Path) -> None:
        published = []
        for number in range(4):
            with disk.new_build(tmp_path) as work:
                (work / "n").write_text(str(number), encoding="utf-8")
                disk.seal(work, {})
                published.append(disk.publish(tmp_path, work))
            assert disk.current(tmp_path) == published[-1]
            assert disk.sealed(published[-1]) is not None
        assert sorted(p for p in tmp_path.glob("build-*")) == sorted(published[-2:])
        assert not list(tmp_path.glob("tmp-*"))

    def test_what_dies_on_the_way_leaves_the_old_build(self, tmp_path: Path) -> None:
        with disk.new_build(tmp_path) as work:
            disk.seal(work, {})
            old = disk.publish(tmp_path, work)

        def stopped() -> None:
            with disk.new_build(tmp_path) as work:
                (work / "half").write_text("x", encoding="utf-8")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            stopped()
        assert disk.current(tmp_path) == old
        with disk.new_build(tmp_path) as work:
            (work / "a").write_text("x", encoding="utf-8")
            disk.seal(work, {})
            (work / "a").write_text("y", encoding="utf-8")
            with pytest.raises(BuildError, match="did not survive"):
                disk.publish(tmp_path, work)
        assert disk.current(tmp_path) == old

    @pytest.mark.parametrize("step", [1, 2])
    def test_a_failure_at_any_step_of_publishing_leaves_the_old_build(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
        with disk.new_build(tmp_path) as work:
            disk.seal(work, {})
            old = disk.publish(tmp_path, work)
        calls = 0
        replace = os.replace

        def failing(a: str, b: str) -> None:
            nonlocal calls
            calls += 1
            if calls == step:
                raise OSError("disk gone")
            replace(a, b)

        with disk.new_build(tmp_path) as work:
            (work / "a").write_text("x", encoding="utf-8")
            disk.seal(work, {})
            monkeypatch.setattr(os, "replace", failing)
            with pytest.raises(OSError, match="disk gone"):
                disk.publish(tmp_path, work)
            monkeypatch.undo()
        assert disk.current(tmp_path) == old
        assert disk.sealed(old) is not None

    @pytest.mark.parametrize("pointer", ["", "build-none", "../elsewhere", "build-a/../../b", "tmp-x"])
    def test_a_pointer_to_nowhere_is_no_build(self, tmp_path: Path, pointer: str) -> None:
        (tmp_path / "current").write_text(pointer, encoding="utf-8")
        assert disk.current(tmp_path) is None

    def test_leavings_of_a_killed_build_are_cleared_and_nothing_else_is(self, tmp_path: Path) -> None:
        died = disk.new_build(tmp_path)  # entered and never left, as by a process that was killed
        left = died.__enter__()
        (left / "half").write_text("x", encoding="utf-8")
        (tmp_path / "tmp-of-mine").mkdir()
        with disk.new_build(tmp_path) as work:
            assert work.is_dir()
            assert not left.exists()
        assert [p.name for p in tmp_path.iterdir()] == ["tmp-of-mine"]

    def test_a_second_writer_waits_and_then_says_so(self, tmp_path: Path) -> None:
        import filelock

        waited: list[int] = []
        with filelock.FileLock(str(tmp_path / ".lock")), pytest.raises(BuildBusy, match="qa build"), disk.writing(tmp_path, lambda: waited.append(1), timeout=0.1):
            pass
        assert waited == [1]

    def test_a_folder_that_cannot_be_made_is_told_in_words(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        with pytest.raises(BuildError, match="--index"), disk.writing(tmp_path / "file" / "index", lambda: None):
            pass


# ---------------------------------------------------------------- builds


def build_bytes(folder: Path) -> dict[str, bytes]:
    """The files of a build that depend on nothing but the corpus; file times and tantivy's random names are left out."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name not in (disk.MANIFEST, "corpus.json")}


class TestBuild:
    def test_an_incremental_build_equals_a_fresh_one(self, tmp_path: Path) -> None:
        changed = {**PLACES, "Berga, Eastland": PLACES["Berga, Eastland"].replace("glaciers", "rivers"), "Enna, Midland": "Provides support to the growers of the plains; keeps the bees of the plains."}
        encoder = Counting(HashingEncoder())
        texts = write(tmp_path / "texts")
        builds.update(texts, tmp_path / "grown", encoder)
        write(texts, changed)
        grown = builds.update(texts, tmp_path / "grown", encoder)
        fresh = builds.update(texts, tmp_path / "fresh", HashingEncoder())
        a, b = builds.open_build(grown), builds.open_build(fresh)
        assert np.array_equal(a.vectors.rows(), b.vectors.rows())
        assert build_bytes(grown) == build_bytes(fresh)
        assert a.corpus.statements == b.corpus.statements
        for root in ("grown", "fresh"):
            settings_ = Settings(corpus=texts, index=tmp_path / root, home=tmp_path)
            answers = [Chatbot(settings_, encoder=HashingEncoder(), build=False).answer(q).as_dict() for q in QUESTIONS]
            if root == "grown":
                expected = answers
        assert answers == expected

    def test_the_same_corpus_gives_the_same_answers_built_twice(self, small_bot: Callable[..., Chatbot]) -> None:
        text = TEXT.format("\n\n".join(f"{name}. {duties}" for name, duties in PLACES.items()))
        bot = small_bot(text)
        first = [bot.answer(q).as_dict() for q in QUESTIONS]
        builds.update(bot.settings.corpus, bot.settings.index_folder, HashingEncoder(), fresh=True)
        bot.reload()
        assert [bot.answer(q).as_dict() for q in QUESTIONS] == first
        assert len({a["text"] for a in first}) > 6  # ten questions, not one answer

    def test_unchanged_statements_are_not_encoded_again(self, tmp_path: Path) -> None:
        encoder = Counting(HashingEncoder())
        texts = write(tmp_path / "texts")
        builds.update(texts, tmp_path / "index", encoder)
        everything = len(encoder.seen)
        assert everything == len(builds.open_build(disk.current(tmp_path / "index") or tmp_path).corpus.statements)
        encoder.seen.clear()
        builds.update(texts, tmp_path / "index", encoder)
        assert encoder.seen == []
        write(texts, {**PLACES, "Cora, Southland": PLACES["Cora, Southland"].replace("floods by", "droughts by")})
        said: list[str] = []
        builds.update(texts, tmp_path / "index", encoder, say=said.append)
        assert encoder.seen == [("Cora, Southland:", "gives early warning of droughts by text message")]
        assert f"{everything - 1} were unchanged" in said[-1]
        encoder.seen.clear()
        builds.update(texts, tmp_path / "index", encoder, fresh=True)
        assert len(encoder.seen) == everything

    def test_another_model_encodes_everything_again(self, tmp_path: Path) -> None:
        texts = write(tmp_path / "texts")
        builds.update(texts, tmp_path / "index", HashingEncoder())
        other = Counting(HashingEncoder(), digest="f" * 64)
        builds.update(texts, tmp_path / "index", other)
        assert len(other.seen) > 10

    def test_why_a_build_is_stale_is_said_in_words(self, tmp_path: Path) -> None:
        texts, root, encoder = write(tmp_path / "texts"), tmp_path / "index", HashingEncoder()
        digest = fingerprint(texts, 10**6)
        assert builds.difference(root, digest, encoder) == "there is no index yet"
        folder = builds.update(texts, root, encoder)
        assert builds.difference(root, digest, encoder) is None
        assert builds.difference(root, "0" * 64, encoder) == "the corpus changed"
        assert builds.difference(root, digest, Counting(encoder, digest="f" * 64)) == "the model changed"
        assert builds.difference(root, "0" * 64, HashingEncoder(8)) == "the model and the model's width and the corpus changed"
        manifest = json.loads((folder / disk.MANIFEST).read_text())
        for key, words in (("layout", "the layout of the index"), ("rules", "the rules for splitting texts")):
            (folder / disk.MANIFEST).write_text(json.dumps({**manifest, key: -1}))
            assert builds.difference(root, digest, encoder) == f"{words} changed"
        (folder / disk.MANIFEST).write_text(json.dumps(manifest))
        (folder / "keys.json").unlink()
        assert builds.difference(root, digest, encoder) == "the index is damaged or incomplete"

    def test_a_damaged_build_is_made_again(self, tmp_path: Path) -> None:
        texts, root = write(tmp_path / "texts"), tmp_path / "index"
        old = builds.update(texts, root, HashingEncoder())
        for path in [p for p in old.rglob("*") if p.is_file() and p.suffix != ".lock"]:
            path.write_bytes(b"damaged")
        assert builds.open_build(builds.update(texts, root, HashingEncoder())).corpus.noun == "office"

    def test_a_corpus_that_cannot_be_read_leaves_the_old_build(self, tmp_path: Path) -> None:
        texts, root = write(tmp_path / "texts"), tmp_path / "index"
        old = builds.update(texts, root, HashingEncoder())
        (texts / "odd.txt").write_bytes(b"\x00\x01\x02")
        with pytest.raises(CorpusError, match=r"odd\.txt"):
            builds.update(texts, root, HashingEncoder())
        assert disk.current(root) == old
        (texts / "odd.txt").unlink()
        (texts / "text.txt").write_text("OFFICE\n", encoding="utf-8")
        with pytest.raises(IndexMissing, match="No statement"):
            builds.update(texts, root, HashingEncoder())
        assert disk.current(root) == old

    def test_an_open_build_serves_while_newer_ones_are_published(self, tmp_path: Path) -> None:
        texts, root, encoder = write(tmp_path / "texts"), tmp_path / "index", HashingEncoder()
        opened = builds.open_build(builds.update(texts, root, encoder))
        query = encoder.encode([("", "early warning of floods")])[0]
        before = (opened.similar(query, 5), opened.keywords.search(["flood"], 5), opened.token_similarity(query, 3).tolist())
        for _ in range(3):
            builds.update(texts, root, encoder, fresh=True)
        assert (opened.similar(query, 5), opened.keywords.search(["flood"], 5), opened.token_similarity(query, 3).tolist()) == before

    def test_no_build_answers_only_if_it_is_current(self, tmp_path: Path) -> None:
        texts = write(tmp_path / "texts")
        settings_ = Settings(corpus=texts, index=tmp_path / "index", home=tmp_path)
        with pytest.raises(IndexMissing, match=r"no index yet.*qa build"):
            Chatbot(settings_, encoder=HashingEncoder(), build=False)
        Chatbot(settings_, encoder=HashingEncoder())
        (texts / "text.txt").write_text("Other words entirely.", encoding="utf-8")
        with pytest.raises(IndexMissing, match="the corpus changed"):
            Chatbot(settings_, encoder=HashingEncoder(), build=False)

    def test_the_nearest_statements_come_first(self, tmp_path: Path) -> None:
        encoder = HashingEncoder()
        build = builds.open_build(builds.update(SHIPPED, tmp_path / "index", encoder))
        for number in (5, 20, 50):
            statement = build.corpus.statements[number]
            query = encoder.encode([(f"{builds.prefix(build.corpus, statement)}:", builds.search_form(build.corpus, statement))])[0]
            (best, score), *_ = build.similar(query, 3)
            assert (best, round(score, 4)) == (number, 1.0)
            assert build.token_similarity(query, number) == pytest.approx(1, abs=0.02)  # states are stored as bytes
        assert (build.weights(["migrat", "unheard"])[:1] < build.weights(["unheard"])).all()
