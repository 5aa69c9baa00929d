"""How long people wait in the app, alone and in company: one browser, several sessions at once.

    python benchmarks/load.py [URL] [SESSIONS …]

The app must be running (`make run`). Prints medians and the slowest, in seconds: until the page can be used, from
question to complete answer, from the click on a number to the words marked in the source. All sessions share one
Chromium on the same machine, whose own work is part of what is measured.
"""

import asyncio
import json
import shutil
import statistics
import sys
import time

from playwright.async_api import Browser, async_playwright

QUESTIONS = ("Which offices liaise with a development bank?", "Who works with NATO?", "What does the Cairo office do?", "I'm in Oslo, who covers us?")
KEYS = ("usable", "answer", "source")


async def session(browser: Browser, url: str, number: int) -> dict[str, float]:
    """One person's visit: opens the page, asks, opens the first source."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    start = time.perf_counter()
    await page.goto(url)
    box = page.get_by_test_id("stChatInputTextArea")
    await box.wait_for()
    await page.locator("[class*=st-key-suggestion_]").first.wait_for()
    usable = time.perf_counter() - start
    await box.fill(QUESTIONS[number % len(QUESTIONS)])
    start = time.perf_counter()
    await box.press("Enter")
    chip = page.locator(".ans .chip").first
    await chip.wait_for()
    answer = time.perf_counter() - start
    start = time.perf_counter()
    await chip.click()
    await page.get_by_role("dialog").locator("mark").first.wait_for()
    source = time.perf_counter() - start
    await context.close()
    return dict(zip(KEYS, (usable, answer, source), strict=True))


async def main(url: str, sizes: list[int]) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        await session(browser, url, 0)
        result = {}
        for size in sizes:
            found = await asyncio.gather(*(session(browser, url, n) for n in range(size)))
            result[str(size)] = {k: {"median": round(statistics.median(f[k] for f in found), 2), "slowest": round(max(f[k] for f in found), 2)} for k in KEYS}
        print(json.dumps(result, indent=1))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501", [int(a) for a in sys.argv[2:]] or [1, 20]))
