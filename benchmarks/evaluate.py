"""`make eval`: scores the answers on every question set, the grid of duties and, given its path, on XQuAD.

    python benchmarks/evaluate.py [XQUAD.json]

Prints one JSON object; the held-out halves are counted, never shown.
"""

import json
import re
import sys
from pathlib import Path

from fit_decision import CONTROL, ROOT, SAMPLES, xquad

from corpus.words import fold
from index import export
from index.encoder import Encoder
from qa import evaluate
from qa.answer import Grade
from qa.chat import Chatbot
from qa.settings import Settings

QUESTIONS = ROOT / "tests" / "questions"
# Invented names for the proper names of the shipped text, places aside: answers must not depend on them.
RENAMED = {
    "ORPE": "QUMA", "IOM": "QUMA", "Colombo Process": "Lantry Process", "Bali Process": "Ostrel Process", "Almaty Process": "Verrin Process", "Abu Dhabi Dialogue": "Kestrel Dialogue",
    "NATO": "FRESK", "World Customs Organization": "Grand Tollgate Organization", "International Anti-Corruption Academy": "International Clear-Ledger Academy", "PLACMI": "TRUDEL", "MERCOSUR": "BRANCOR",
    "UNASUR": "OLTIMAR", "CELADE": "DEMROL", "CELAC": "KORVEL", "SELA": "TUMO", "Pacific Alliance": "Corrin Alliance", "SICA": "MELO", "ESCWA": "GRALD", "IGAD": "TORB", "UN-Habitat": "UR-Dwellings",
    "North Africa Mixed Migration Hub": "North Africa Blended Wayfaring Hub", "North Africa Mixed Migration Task Force": "North Africa Blended Wayfaring Task Force", "Pan-African Parliament": "Pan-Brellian Parliament",
    "Western Balkans Initiative": "Western Marches Initiative", "UNDG": "QRST", "Central European Initiative": "Lowland Hearth Initiative", "Asian Development Bank": "Eastern Growth Bank", "Inter-American Development Bank": "Two Shores Growth Bank",
}  # fmt: skip


def bot(folder: Path, name: str, encoder: Encoder) -> Chatbot:
    return Chatbot(Settings(corpus=folder, index=Settings(home=ROOT).index_folder / f"eval-{name}", home=ROOT), encoder=encoder)


def grid(shipped: Chatbot) -> dict[str, object]:
    """Every (unit, duty) cell as a yes-or-no question and every duty as a reverse look-up, in three wordings."""
    data = json.loads((QUESTIONS / "grid.json").read_text(encoding="utf-8"))
    table = shipped.engine.table
    result: dict[str, object] = {}
    for wording in ("verbatim", "reworded", "abbreviated"):
        right = total = wrong = found = 0
        for duty in data["duties"]:
            for unit in data["units"]:
                answer = shipped.answer(f"Does {unit.split(',')[0]} {duty[wording]}?")
                yes = answer.text.startswith("Yes")
                total += 1
                right += yes == (unit in duty["owners"])
                wrong += yes and unit not in duty["owners"]
            answer = shipped.answer(f"Which office does this: {duty[wording]}?")
            found += bool(answer.citations) and set(duty["owners"]) <= {name for chain in evaluate.cited_units(answer, table) for name in chain}
        result[wording] = {"cells_right": [right, total], "wrong_confirmations": wrong, "owners_found": [found, len(data["duties"])]}
    return result


def renamed(encoder: Encoder) -> dict[str, object]:
    """The shipped questions on the shipped text with its proper names replaced by invented ones, in both."""
    text = next((ROOT / "corpus" / "texts").glob("*.txt")).read_text(encoding="utf-8")
    pattern = re.compile("|".join(re.escape(k) for k in sorted(RENAMED, key=len, reverse=True)), re.IGNORECASE)

    def swap(words: str) -> str:
        return pattern.sub(lambda m: next(v for k, v in RENAMED.items() if k.casefold() == m.group().casefold()), words)

    folder = Settings(home=ROOT).index_folder.parent / "renamed-texts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.txt").write_text(swap(text), encoding="utf-8")
    other = bot(folder, "renamed", encoder)
    cases = [c for c in evaluate.load(sorted(QUESTIONS.glob("shipped-*.jsonl"))) if c.category in ("lookup_narrow", "reverse", "list", "count", "yesno", "false_premise") and c.question != ""]
    swapped = [evaluate.Case(c.id, c.category, swap(c.question), tuple(swap(h) for h in c.history), json.loads(swap(json.dumps(c.expect, ensure_ascii=False)))) for c in cases]
    return {"questions": len(cases), "right": sum(not r.faults for r in evaluate.run(other, swapped))}


def off_topic(shipped: Chatbot, path: Path) -> dict[str, object]:
    """A hundred questions of the file asked of the shipped text, which answers none of them."""
    questions = [qa["question"] for a in json.loads(path.read_text(encoding="utf-8"))["data"] for p in a["paragraphs"] for qa in p["qas"]]
    chosen = questions[:: max(1, len(questions) // 100)][:100]
    answered = [q for q in chosen if shipped.answer(q).grade in (Grade.STATED, Grade.INFERRED)]
    return {"asked": len(chosen), "answered": len(answered), "which": answered}


def paragraphs(path: Path, encoder: Encoder) -> dict[str, object]:
    """The file as a corpus, a document a paragraph: right one cited first, gold string in the answer, words."""
    folder = Settings(home=ROOT).index_folder.parent / "xquad-texts"
    folder.mkdir(parents=True, exist_ok=True)
    questions = xquad(path, folder)
    found = bot(folder, "xquad", encoder)
    first = contained = refused = words = 0
    for question, gold, name in questions:
        answer = found.answer(question)
        refused += answer.grade is Grade.NOT_STATED
        first += bool(answer.citations) and answer.citations[0].document == name
        contained += fold(gold) in fold(answer.text)
        words += len(answer.text.split())
    n = len(questions)
    return {"questions": n, "right_paragraph_first": round(first / n, 4), "gold_in_answer": round(contained / n, 4), "mean_words": round(words / n, 1), "refused": round(refused / n, 4)}


def main(argv: list[str]) -> None:
    encoder = export.load(Settings(home=ROOT).encoder_folder)
    shipped = bot(ROOT / "corpus" / "texts", "shipped", encoder)
    result: dict[str, object] = {}
    for name in ("shipped", *SAMPLES, *CONTROL):
        here = shipped if name == "shipped" else bot(ROOT / "tests" / "samples" / name, name, encoder)
        report = evaluate.report(evaluate.run(here, evaluate.load(sorted(QUESTIONS.glob("shipped-*.jsonl" if name == "shipped" else f"{name}.jsonl")))), here)
        result[name] = {k: report[k] for k in ("seen", "held_out", "citations_exact")}
    result["grid"] = grid(shipped)
    cases = [c for c in evaluate.load(sorted(QUESTIONS.glob("shipped-*.jsonl"))) if c.category in ("lookup_narrow", "reverse", "list", "count", "yesno", "false_premise")]
    result["renamed"] = {**renamed(encoder), "right_with_the_real_names": sum(not r.faults for r in evaluate.run(shipped, cases))}
    if len(argv) > 1:
        result["xquad_asked_of_the_shipped_text"] = off_topic(shipped, Path(argv[1]))
        result["xquad_as_a_corpus"] = paragraphs(Path(argv[1]), encoder)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv)
