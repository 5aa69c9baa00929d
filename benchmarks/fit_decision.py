"""Fits qa/data/decision.json: how statements are ranked, and whether the best one answers.

    python benchmarks/fit_decision.py [XQUAD.json]

Learns from the halves of the sample texts' questions that may be looked at and, where the path of
`xquad-en-dev.json` is given, from that file; never from the shipped text. Prints what it reached.
"""

import json
import sys
from pathlib import Path

import numpy as np

from corpus.join import assemble
from corpus.read import document
from corpus.words import fold
from index import build as builds
from index import export
from index.encoder import Encoder
from qa import evaluate
from qa.chat import Engine
from qa.decision import RANKERS, SIGNALS, Match, rankers, ranking, signals
from qa.evidence import by_likeness
from qa.reading import Reading
from qa.settings import Settings

ROOT = Path(__file__).parent.parent
CONTROL = ("broadcaster", "met", "cbank", "police", "heritage")  # nothing is fitted on these
SAMPLES = tuple(sorted(p.name for p in (ROOT / "tests" / "samples").iterdir() if p.name not in CONTROL and (ROOT / "tests" / "questions" / f"{p.name}.jsonl").exists()))
TARGET = ROOT / "qa" / "data" / "decision.json"
PRIOR = {"units": (1.0, 0.35, 0.35, 0.3, 0.15, 0.3, 0.0, 0.0, 0.0), "documents": (1.0, 0.0, 0.55, 0.6, 0.1, 0.15, 0.5, 0.0, 0.0)}  # where the ranking starts
PULL = {"units": 0.15, "documents": 0.02}  # how strongly it is held there: the questions about units are few
ENCYCLOPAEDIA = 0.33  # what a question about a general text counts against one about an organisation's
LOOKED_UP = {"lookup_narrow", "reverse", "alias", "typo", "keyword", "paraphrase", "followup"}


def engine(folder: Path, name: str, encoder: Encoder) -> Engine:
    index = Settings(home=ROOT).index_folder / f"fit-{name}"
    return Engine.open(builds.update(folder, index, encoder), encoder)


def gold(found: Engine, match: Match, units: list[str], says: list[str], document: str = "") -> bool:
    statement = found.build.corpus.statements[match.row.number]
    text = fold(found.build.corpus.quote(statement))
    here = found.build.corpus.documents[statement.document].path
    if document and here != document:
        return False
    own = found.table.name(match.row.unit) if match.row.unit is not None else ""
    return (not units or own in units) and any(fold(o) in text for s in says for o in s.split("|"))


Example = tuple[Reading, list[Match], list[bool], float]  # question, statements best first, whether each answers, weight


def measured(found: Engine, question: str, units: list[str], says: list[str], document: str = "", weight: float = 1.0) -> Example | None:
    reading = found.reader.read(question)
    if not reading.heavy:
        return None
    rows = [r for u in reading.units for r in found.table.rows_of(u)] or None
    matches = found.responder.evidence.measure(reading, rows)[:40]
    if not matches:
        return None
    return reading, matches, [bool(says) and gold(found, m, units, says, document) for m in matches], weight


def ranks(texts: str, examples: list[Example]) -> dict[str, float]:
    data = [(np.array([rankers(m) for m in ms]), np.array(g)) for r, ms, g, _ in examples if any(g) and not all(g) and (texts == "documents" or not by_likeness(ms, r.terms))]
    prior = np.array(PRIOR[texts])
    w, pull = prior.copy(), PULL[texts]
    for _ in range(400):
        grad = pull * len(data) * (w - prior)
        for x, g in data:
            z = 6 * (x @ w)
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * g
            q /= q.sum()
            grad += 6 * (p - q) @ x
        w -= 0.15 * grad / len(data)
        w = np.maximum(w, 0.0)
        if texts == "units":
            w[6:] = 0.0  # what surrounds a statement tells nothing there
    before = np.mean([g[np.argmax(x @ prior)] for x, g in data])
    after = np.mean([g[np.argmax(x @ w)] for x, g in data])
    print(f"ranking ({texts}): {len(data)} questions, right statement first {before:.3f} before, {after:.3f} after")
    scale = w[0] if w[0] > 0.2 else 1.0
    return {k: round(float(v / scale), 3) for k, v in zip(RANKERS, w, strict=True)}


def decides(side: str, examples: list[Example], weights: dict[str, float]) -> dict[str, float]:
    rows, labels, counts = [], [], []
    for reading, matches, right, weight in examples:
        if bool(reading.units) != (side == "unit"):
            continue
        likeness = by_likeness(matches, reading.terms)
        top = max(range(len(matches)), key=lambda i: matches[i].score if likeness else sum(weights[k] * v for k, v in zip(RANKERS, rankers(matches[i]), strict=True)))
        if any(right) and not right[top]:
            continue  # a wrong statement for an answerable question teaches neither
        values = signals(matches[top], reading)
        rows.append([values[k] for k in SIGNALS])
        labels.append(float(right[top]))
        counts.append(weight)
    x = np.hstack([np.ones((len(rows), 1)), np.array(rows)])
    y = np.array(labels)
    share = np.array(counts)
    balance = share * np.where(y > 0, 0.5 * len(y) / share[y > 0].sum(), 0.5 * len(y) / share[y == 0].sum())
    w = np.zeros(x.shape[1])
    for _ in range(6000):
        p = 1 / (1 + np.exp(-x @ w))
        grad = (x.T @ (balance * (p - y))) / len(y) + 0.002 * np.r_[0, w[1:]]
        w -= 0.5 * grad
        w[1:] = np.maximum(w[1:], 0.0)  # more evidence never argues against an answer
    p = 1 / (1 + np.exp(-x @ w))
    print(f"decision ({side}): {len(y)} examples, {int(y.sum())} answerable; answered of those {np.mean(p[y > 0] >= 0.5):.3f}, of the others {np.mean(p[y == 0] >= 0.5):.3f}")
    return {"bias": round(float(w[0]), 3), **{k: round(float(v), 3) for k, v in zip(SIGNALS, w[1:], strict=True)}}


def main(argv: list[str]) -> None:
    encoder = export.load(Settings(home=ROOT).encoder_folder)
    engines = {n: engine(ROOT / "tests" / "samples" / n, n, encoder) for n in SAMPLES}
    examples: list[Example] = []
    cases = {n: [c for c in evaluate.load([ROOT / "tests" / "questions" / f"{n}.jsonl"]) if not c.held_out and not c.history] for n in SAMPLES}
    for at, name in enumerate(SAMPLES):
        for case in cases[name]:
            if (case.category in LOOKED_UP or case.expect.get("opens") == "yes") and case.expect.get("says"):
                found = measured(engines[name], case.question, case.expect.get("units", []), case.expect["says"])
                if found and any(found[2]):
                    examples.append(found)
            elif case.category in ("absent", "offtopic") and case.expect.get("grade") == ["not_stated"]:
                examples += [e for e in [measured(engines[name], case.question, [], [])] if e]
        for step in (1, 3, 4):
            other = SAMPLES[(at + step) % len(SAMPLES)]
            for case in cases[name]:  # asked of a text that cannot know
                if case.category in ("lookup_narrow", "reverse", "keyword", "paraphrase", "alias"):
                    examples += [e for e in [measured(engines[other], case.question, [], [])] if e]
    general = from_xquad(Path(argv[1]), encoder, engines) if len(argv) > 1 else []
    weights = ranks("units", [*examples, *general])
    result = {
        "ranking": {"units": weights, "documents": ranks("documents", [e for e in general if any(e[2])]) if general else ranking("documents")},
        "weights": {side: decides(side, [*examples, *general], weights) for side in ("unit", "open")},
    }
    TARGET.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")


def from_xquad(path: Path, encoder: Encoder, engines: dict[str, Engine]) -> list[Example]:
    """A third of the file's questions, half of them asked of a sample text that cannot know."""
    folder = Settings(home=ROOT).index_folder.parent / "xquad-texts"
    folder.mkdir(parents=True, exist_ok=True)
    questions = xquad(path, folder)
    found = engine(folder, "xquad", encoder)
    names = list(engines)
    examples = []
    for number, (question, answer, name) in enumerate(questions[::3]):
        if number % 2:
            examples += [e for e in [measured(engines[names[number % len(names)]], question, [], [])] if e]
        else:
            example = measured(found, question, [], [answer], name, ENCYCLOPAEDIA)
            if example and any(example[2]):
                examples.append(example)
    return examples


def xquad(path: Path, folder: Path) -> list[tuple[str, str, str]]:
    """Writes each paragraph as a text file; returns (question, gold answer, file name)."""
    questions = []
    for a, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for p, paragraph in enumerate(article["paragraphs"]):
            name = f"{a:02d}-{p:02d}.txt"
            text = paragraph["context"]
            target = folder / name
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                target.write_text(text, encoding="utf-8")
            assert assemble([document(text.encode(), name)], "").statements
            questions += [(qa["question"], qa["answers"][0]["text"], name) for qa in paragraph["qas"]]
    return questions


if __name__ == "__main__":
    main(sys.argv)
