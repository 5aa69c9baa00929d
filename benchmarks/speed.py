"""`make bench`: speed as ratios against a plain sentence-transformers + FAISS baseline in the same run.

Prints one JSON object. Wall times of new processes are medians of several, interleaved with the baseline.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTION = "Which office works with NATO?"
BASELINE = "import sentence_transformers, faiss"
ROUNDS = 5


def wall(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return time.perf_counter() - start


def cold() -> dict[str, float]:
    ask = ["-m", "qa", "ask", QUESTION]
    wall(ask)  # the index is built
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(wall(["-c", BASELINE]))
        ours.append(wall(ask))
    return {"new_process_to_answer_s": round(statistics.median(ours), 3), "importing_the_baseline_s": round(statistics.median(theirs), 2), "ratio": round(statistics.median(theirs) / statistics.median(ours), 1)}


def warm() -> dict[str, float]:
    from index import export
    from qa.chat import Chatbot
    from qa.settings import Settings

    settings = Settings(home=ROOT)
    bot = Chatbot(settings, encoder=export.load(settings.encoder_folder))
    questions = [json.loads(line)["question"] for line in (ROOT / "tests" / "questions" / "shipped-a.jsonl").read_text(encoding="utf-8").splitlines()]
    bot.answer(QUESTION)
    times, embeddings = [], []
    for question in questions:  # each asked once: nothing is cached
        start = time.perf_counter()
        bot.encoder.encode([("", question + " now")])
        embeddings.append(time.perf_counter() - start)
        start = time.perf_counter()
        bot.answer(question)
        times.append(time.perf_counter() - start)
    return {
        "answer_p50_ms": round(1000 * statistics.median(times), 1),
        "embedding_p50_ms": round(1000 * statistics.median(embeddings), 1),
        "ratio_to_embedding": round(statistics.median(times) / statistics.median(embeddings), 2),
    }


def builds() -> dict[str, float]:
    from index import build, export
    from qa.settings import Settings

    settings = Settings(home=ROOT)
    encoder = export.load(settings.encoder_folder)
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name, "texts"), Path(name, "index")
        folder.mkdir()
        for sample in sorted((ROOT / "tests" / "samples").glob("*/*")):
            (folder / sample.name).write_bytes(sample.read_bytes())
        start = time.perf_counter()
        build.update(folder, index, encoder)
        full = time.perf_counter() - start
        changed = folder / "code.txt"
        changed.write_text(changed.read_text(encoding="utf-8").replace("sweep the streets", "sweep all streets"), encoding="utf-8")
        start = time.perf_counter()
        build.update(folder, index, encoder)
        again = time.perf_counter() - start
    return {"full_build_s": round(full, 2), "after_one_edit_s": round(again, 2), "ratio": round(full / again, 1)}


if __name__ == "__main__":
    print(json.dumps({"cold": cold(), "warm": warm(), "build": builds()}, indent=1))
