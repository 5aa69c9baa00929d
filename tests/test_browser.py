"""The app in a real browser. Every test also fails on a script error, a console error, or a request to another machine."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import filelock
import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.model]

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
NATO = "Which office deals with NATO?"
BANKS = "Which offices liaise with a development bank?"
MARKUP = "<script>window.pwned=1</script> <img src=x onerror=window.pwned=1> ![x](http://evil.example/q.png) [a](javascript:window.pwned=1) :red[b] $c$ NATO?"
HOSTILE_NAME = "<b>x.txt"
HOSTILE_TEXT = """Tasks of <i>the</i> desks ![x](http://evil.example/h.png)

Each desk has its own tasks. They are set out below.

Harbour Desk. Issues mooring permits to visiting boats; keeps the tide tables <script>alert(1)</script> for the harbour master; publishes the chart ![x](http://evil.example/t.png) of the inner basin.

Lantern Desk. Repairs the street lanterns of the old town; pays for [oil](javascript:alert(2)) and wicks; trains <img src=x onerror="window.pwned=1"> lamp lighters.

Ferry Desk. Sells ferry tickets to islanders; inspects the <iframe src="http://evil.example/f"></iframe> landing stage; answers complaints about delays.
"""
FOCUSED = """() => { let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement
  return e ? (e.getAttribute("aria-label") || e.textContent || "") : "" }"""
WIDER = """() => [document.documentElement, ...document.querySelectorAll("section, [data-testid=stMain], [role=dialog]")]
  .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map((e) => e.tagName + " " + e.scrollWidth + " > " + e.clientWidth)"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running app: its address, its process and the folders it works on."""

    url: str
    pid: int
    corpus: Path
    index: Path

    def builds(self) -> int:
        """How many rebuild processes of this server are running."""
        listed = subprocess.run(["ps", "-A", "-o", "ppid=,args="], capture_output=True, text=True, check=True).stdout
        return sum(line.split(None, 1)[0] == str(self.pid) and "qa build" in line for line in listed.splitlines() if line.strip())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(stack: ExitStack, folder: Path, home: Path, corpus: Path, index: Path) -> Server:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QA_", "COV_", "STREAMLIT_"))}
    environment |= {"PYTHONPATH": str(ROOT), "QA_ENCODERS": str(home / ".qa" / "encoders"), "QA_CORPUS": str(corpus), "QA_INDEX": str(index)}
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "qa.ui", "--port", str(port)], cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)

    def end() -> None:
        process.terminate()
        process.wait(20)
        text = log.read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in text, text
        assert "Collecting usage statistics" not in text, text

    stack.callback(end)
    until = time.monotonic() + 240  # exporting the model takes a while where it is not there yet
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{url}/ready", timeout=5) as answer:
                if answer.status == 200:
                    return Server(url, process.pid, corpus, index)
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server was not ready in time: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    """The app over the shipped text, started outside the project's folder."""
    with ExitStack() as stack:
        yield _serve(stack, home, home, ROOT / "corpus" / "texts", home / ".qa" / "index" / "shipped")


@pytest.fixture(scope="module")
def hostile(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app over a text full of markup, in a file named with markup; tests may add files to it and rebuild."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "texts").mkdir()
    (folder / "texts" / HOSTILE_NAME).write_text(HOSTILE_TEXT, encoding="utf-8")
    with ExitStack() as stack:
        yield _serve(stack, folder, home, folder / "texts", folder / "index")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser; a module's, as its event loop would disturb tests that need one of their own."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a new person would; afterwards nothing forbidden may have happened."""
    wrong: list[str] = []

    def console(message: ConsoleMessage) -> None:
        probe = "404" in message.text and "/_stcore/" in str(message.location.get("url"))
        if message.type == "error" and not probe:
            wrong.append(f"console: {message.text}")

    def request(made: Request) -> None:
        if not made.url.startswith(("data:", "blob:")) and urlsplit(made.url).hostname not in ("127.0.0.1", "localhost"):
            wrong.append(f"request: {made.url}")

    with ExitStack() as stack:

        def new(url: str, **options: Any) -> Page:
            context = browser.new_context(**({"viewport": {"width": 1280, "height": 820}} | options))
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
            page.on("console", console)
            page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            page.on("request", request)
            page.goto(url)
            page.locator("[data-testid=stApp]").wait_for()
            return page

        yield new
        for context in browser.contexts:
            for page in context.pages:
                assert not page.evaluate("window.pwned"), "a script of the text or the question ran"
                assert page.get_by_text("BidiComponent Error").count() == 0
    assert not wrong


def idle(page: Page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def ask(page: Page, question: str) -> Locator:
    """Types a question; the answer, once it is complete."""
    before = page.get_by_test_id("stChatMessage").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    answer = page.get_by_test_id("stChatMessage").nth(before + 1).locator(".ans")
    answer.wait_for()
    idle(page)
    return answer


def chip(answer: Locator, number: int) -> Locator:
    return answer.get_by_role("button", name=re.compile(f"^Citation {number}: "))


def card(answer: Locator) -> Locator:
    return answer.get_by_role("tooltip")


def point_at(page: Page, answer: Locator, number: int) -> None:
    """Points at a number as people do: once more if the page was still moving under the pointer."""
    for _ in range(3):
        chip(answer, number).hover()
        page.wait_for_timeout(400)
        if card(answer).is_visible():
            return
        page.mouse.move(5, 5)
    expect(card(answer)).to_be_visible()


def in_view(mark: Locator) -> bool:
    """Whether an element lies within its scrolling box and the window."""
    return bool(
        mark.evaluate("""(m) => { const a = m.getBoundingClientRect(), b = m.closest("#reader").getBoundingClientRect()
          return a.top >= b.top - 1 && a.top < b.bottom && a.top < window.innerHeight && a.left >= 0 && a.right <= window.innerWidth + 1 }""")
    )


def version(page: Page) -> str:
    """The version that the Index page shows."""
    return page.get_by_test_id("stMetric").filter(has_text="Version").get_by_test_id("stMetricValue").inner_text()


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_suggestions_are_shown_and_the_first_one_is_answered(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    buttons = page.locator("[class*=st-key-suggestion_] button")
    expect(buttons).to_have_count(6)
    question = buttons.first.get_by_test_id("stMarkdownContainer").inner_text()
    assert question.endswith("?")
    buttons.first.click()
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(question)
    expect(page.locator(".ans .tag.stated")).to_have_text("Stated in the text")
    expect(chip(page.locator(".ans"), 1)).to_be_visible()
    expect(buttons).to_have_count(0)


def test_an_answer_numbers_its_sentences(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), BANKS)
    expect(answer.get_by_text("2 of 9 · all 9 checked")).to_be_visible()
    expect(answer.locator("ul.found > li")).to_have_count(2)
    for number, (office, words) in enumerate((("Bangkok, Thailand", "Asian Development Bank"), ("San José, Costa Rica", "Inter-American Development Bank")), 1):
        line = answer.locator("ul.found > li").nth(number - 1)
        expect(line.locator("strong")).to_have_text(re.compile(office))
        expect(line).to_contain_text(words)
        expect(line.locator(".chip")).to_have_text(str(number))
        expect(line.locator(".chip")).to_have_attribute("aria-label", f"Citation {number}: {office}. Show passage")
        assert line.evaluate("(e) => e.textContent.trim().endsWith('. ' + e.querySelector('.chip').textContent)"), "the number stands after the full stop"


def test_hovering_shows_the_passage(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    answer = ask(page, NATO)
    expect(card(answer)).to_be_hidden()
    point_at(page, answer, 1)
    expect(card(answer).locator(".name")).to_have_text("Brussels, Belgium")
    expect(card(answer).locator("mark")).to_have_text(re.compile(r"^Furthermore, the Office coordinates ORPE’s relations and liaison with NATO.*region\.$"))
    expect(chip(answer, 1)).to_have_attribute("aria-expanded", "true")
    box = card(answer).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert box["y"] + box["height"] <= 820
    card(answer).hover()  # the pointer may go into the card
    page.wait_for_timeout(300)
    expect(card(answer)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(answer)).to_be_hidden()
    expect(chip(answer, 1)).to_have_attribute("aria-expanded", "false")


def test_the_keyboard_shows_hides_opens_and_comes_back(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    answer = ask(page, BANKS)
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(FOCUSED).startswith("Citation 2"):
            break
    expect(card(answer)).to_be_visible()
    expect(card(answer).locator("mark")).to_contain_text("Inter-American Development Bank")
    page.keyboard.press("Escape")
    expect(card(answer)).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED).startswith("Citation 1: Bangkok")
    expect(card(answer).locator("mark")).to_contain_text("Asian Development Bank")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark").first).to_be_visible()
    expect(card(answer)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_function(f"() => ({FOCUSED})().startsWith('Citation 1: Bangkok')", timeout=3000)


def test_clicking_opens_the_source_at_the_words(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    answer = ask(page, "Compare Dakar and Nairobi")
    last = answer.locator(".chip").last
    number = int(last.inner_text())
    last.click()
    dialog = page.get_by_role("dialog")
    mark = dialog.locator("mark").first
    expect(mark).to_have_text(re.compile("^liaises with and supports the East African Community"))
    for _ in range(20):
        if in_view(mark):
            break
        page.wait_for_timeout(100)
    assert in_view(mark)
    assert dialog.locator("#reader").evaluate("(e) => e.scrollTop") > 200
    expect(dialog.locator("#reader")).to_contain_text("Bangkok,")  # the whole document is there
    dialog.get_by_role("button", name="Previous").click()
    expect(mark).to_have_text(re.compile("^maintains liaison with the United Nations Office in Nairobi"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_function(f"() => ({FOCUSED})().startsWith('Citation {number}: Nairobi')", timeout=3000)


def test_stop_ends_the_show_and_loses_nothing(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("What does the Brussels office do?")
    # the words stand still within two seconds: the button is pressed in the page as soon as the first of them are there
    page.evaluate("""() => { window.stopped = false; const wait = setInterval(() => {
      const button = document.querySelector("[data-testid=stChatInputStopButton]")
      const answer = document.querySelectorAll("[data-testid=stChatMessage]")[1]
      if (answer && answer.innerText.includes("Brussels, Belgium") && button && !button.disabled) { clearInterval(wait); button.click(); window.stopped = true }
      if (answer && answer.querySelector(".ans")) { clearInterval(wait); window.stopped = true } }, 5) }""")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.stopped")
    idle(page)
    page.wait_for_timeout(300)
    box.fill(NATO)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4)
    expect(chip(page.get_by_test_id("stChatMessage").nth(3).locator(".ans"), 1)).to_be_visible()
    idle(page)
    first = page.get_by_test_id("stChatMessage").nth(1)
    show = first.get_by_role("button", name="Show it")
    expect(show.or_(first.locator(".ans"))).to_be_visible()  # on a slow machine the stop may come after the last word
    if show.count():
        expect(first).to_contain_text("You stopped this answer")
        show.click()
    expect(chip(first.locator(".ans"), 1)).to_be_visible()


def test_the_conversation_is_there_again_after_another_page(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, NATO)
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.locator(".ans")).to_contain_text("NATO")
    expect(page.get_by_role("button", name="New chat")).to_be_visible()
    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("link", name="Back to the answers").click()
    expect(page.locator(".ans")).to_contain_text("NATO")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def test_a_follow_up_says_how_it_was_read(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, "Who works with UNODC?")
    answer = ask(page, "And Vienna?")
    expect(answer.locator(".read")).to_have_text(re.compile(r"^Read as: .*Vienna.*UNODC|^Read as: .*UNODC.*Vienna"))
    expect(answer.locator(".tag")).to_have_text("Stated in the text")
    expect(page.locator(".ans").first.locator(".read")).to_have_count(0)


def test_a_wrong_presumption_is_corrected_first(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), "Why does the Cairo office liaise with NATO?")
    expect(answer.locator("p").first).to_have_text(re.compile(r"^No\. .*Cairo, Egypt.*Brussels, Belgium"))
    expect(chip(answer, 1)).to_have_attribute("aria-label", re.compile("Brussels, Belgium"))


def test_a_refusal_says_what_is_missing(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), "What is the budget of the Vienna office?")
    expect(answer.locator(".tag.not_stated")).to_have_text("Not stated")
    expect(answer.locator(".top")).to_contain_text("Missing: budget")
    expect(answer.locator(".chip")).to_have_count(0)
    expect(answer).to_contain_text("“budget” is in none of its 6 statements")


def test_an_inference_shows_its_outside_fact(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), "I'm in Oslo, who covers us?")
    expect(answer.locator(".tag.inferred")).to_have_text("Inferred with an outside fact")
    expect(answer.locator(".outside")).to_have_text(re.compile("^Outside fact: .*Oslo is in Norway.*Source: "))
    expect(chip(answer, 1)).to_have_attribute("aria-label", re.compile("Brussels, Belgium"))


def test_a_comparison_sets_two_offices_side_by_side(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), "Compare Dakar and Nairobi")
    expect(answer.locator("th")).to_have_text(["Dakar, Senegal", "Nairobi, Kenya"])
    expect(answer.locator("tbody tr").first.locator(".chip")).to_have_text(["1", "2"])
    for cell in answer.locator("tbody td").all():
        assert cell.inner_text() == "Not said" or cell.locator(".chip").count() == 1, cell.inner_text()
    expect(answer.locator(".pill")).to_have_text(["1 · Dakar, Senegal", "2 · Nairobi, Kenya", "Copy with sources"])


def test_a_list_unfolds_those_without_a_match(server: Server, visit: Callable[..., Page]) -> None:
    answer = ask(visit(server.url), BANKS)
    others = answer.locator("details li")
    expect(others.first).to_be_hidden()
    answer.get_by_text("The 7 others that were checked").click()
    expect(others).to_have_count(7)
    expect(others.first).to_be_visible()
    assert not {"Bangkok, Thailand", "San José, Costa Rica"} & set(others.all_inner_texts())


def test_the_reading_can_be_changed(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, "Who works with UNODC?")
    answer = ask(page, "And Vienna?")
    read = answer.locator(".read em").inner_text()
    answer.get_by_role("button", name="Change how the question was read").click()
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_have_value(read)
    expect(box).to_be_focused()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4)
    changed = ask(page, read.replace("Vienna", "Cairo"))
    expect(changed.locator("p").first).to_have_text(re.compile("^No\\."))


def test_why_this_answer_shows_what_was_compared(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, NATO)
    page.get_by_role("button", name="Why this answer").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("All 60 statements were compared")
    first = dialog.locator("#why li").first
    expect(first.locator(".head")).to_contain_text("Brussels, Belgium")
    expect(first.locator(".cited")).to_have_text("cited")
    assert first.locator(".fill").first.evaluate("(e) => e.getBoundingClientRect().width") > 10
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


# ── addresses ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_inspector_reads_its_question_from_the_address(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}/inspector?iq={quote('Who works with UNODC?')}")
    expect(page.get_by_role("textbox", name="Question")).to_have_value("Who works with UNODC?")
    expect(page.locator(".ans")).to_contain_text("Vienna, Austria")
    why = page.locator("#why")
    expect(why.locator("dt").filter(has_text="Read as")).to_be_visible()
    expect(why.locator("li").first).to_contain_text("United Nations Office on Drugs and Crime")
    expect(why.locator("li").first.locator(".bar")).to_have_count(4)


def test_a_number_in_the_inspector_leads_to_the_source(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}/inspector?iq={quote(NATO)}")
    idle(page)
    chip(page.locator(".ans"), 1).click()
    mark = page.locator("#reader mark").first
    expect(mark).to_have_text(re.compile("^Furthermore, the Office coordinates"))


def test_a_conversation_survives_a_refresh(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, NATO)
    address = page.url
    assert re.search(r"\?c=[\w-]{22,}$", address)
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)
    expect(page.locator(".ans")).to_contain_text("NATO")
    assert page.url == address
    answer = ask(page, "And Vienna?")  # the memory survived too
    expect(answer.locator(".read")).to_contain_text("NATO")

    page.get_by_role("button", name="New chat").click()
    expect(page.locator("[class*=st-key-suggestion_]")).to_have_count(6)
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
    assert page.url != address
    stranger = visit(server.url)
    expect(stranger.locator("[class*=st-key-suggestion_]")).to_have_count(6)
    expect(stranger.get_by_test_id("stChatMessage")).to_have_count(0)


def test_a_question_in_the_address_is_asked_once(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{server.url}/?q={quote(NATO)}")
    expect(page.get_by_test_id("stChatMessage").first).to_contain_text(NATO)
    expect(chip(page.locator(".ans"), 1)).to_be_visible()
    idle(page)
    assert "q=" not in page.url
    page.reload()
    expect(page.locator(".ans")).to_have_count(1)
    idle(page)
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def test_the_full_page_opens_at_the_words(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    chip(ask(page, NATO), 1).click()
    page.get_by_role("dialog").get_by_role("link", name="Open the full page").click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    mark = page.locator("#reader mark").first
    expect(mark).to_have_text(re.compile("^Furthermore, the Office coordinates"))
    page.wait_for_timeout(300)
    assert in_view(mark)


def test_a_link_to_a_passage_can_be_copied(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, permissions=["clipboard-read", "clipboard-write"])
    chip(ask(page, NATO), 1).click()
    page.get_by_role("dialog").get_by_role("button", name="Copy link to this passage").click()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link.startswith(f"{server.url}/sources?")
    page.goto(link)
    expect(page.locator("#reader mark").first).to_have_text(re.compile("^Furthermore, the Office coordinates"))


# ── the index ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rebuild_disturbs_nobody(hostile: Server, visit: Callable[..., Page]) -> None:
    owner, other = visit(f"{hostile.url}/index"), visit(hostile.url)
    expect(owner.get_by_role("button", name="Rebuild index")).to_be_visible()
    old = version(owner)
    ask(other, "What does the Lantern Desk do?")
    (hostile.corpus / "kites.txt").write_text("Kite Desk\n\nThe Kite Desk lends silver kites to schoolchildren. It also mends broken kites.\n", encoding="utf-8")
    with filelock.FileLock(hostile.index / ".lock"):  # keeps the rebuild from ending
        owner.get_by_role("button", name="Rebuild index").click()
        expect(owner.get_by_role("progressbar")).to_be_visible()
        expect(owner.get_by_role("button", name="Cancel")).to_be_visible()
        expect(owner.get_by_text("You can keep asking")).to_be_visible()
        expect(ask(other, "Who sells ferry tickets?")).to_contain_text("Ferry Desk")
        expect(ask(other, "Who lends silver kites?").locator(".tag")).to_have_text("Not stated")
        assert version(owner) == old
    expect(owner.get_by_text(re.compile(r"^Rebuilt in \d+ s, .* statements before, \d+ now\.$"))).to_be_visible(timeout=60_000)
    expect(owner.get_by_text("The new index is live.")).to_be_visible()
    new = version(owner)
    assert new != old
    expect(owner.get_by_text("The texts have changed since this index was built.")).to_have_count(0)
    answer = ask(other, "Who lends silver kites?")
    expect(answer.locator(".tag")).to_have_text("Stated in the text")
    expect(answer).to_contain_text("silver kites to schoolchildren")
    expect(answer.locator(".stale")).to_have_count(0)
    expect(other.locator(".ans").first.locator(".stale")).to_have_text("Answered from an earlier index.")


def test_two_who_press_rebuild_get_one_build(hostile: Server, visit: Callable[..., Page]) -> None:
    first = visit(f"{hostile.url}/index")
    expect(first.get_by_role("button", name="Rebuild index")).to_be_visible()
    (hostile.corpus / "bells.txt").write_text("Bell Desk\n\nThe Bell Desk rings the noon bell. It also oils the bell wheels.\n", encoding="utf-8")
    second = visit(f"{hostile.url}/index")
    expect(second.get_by_role("button", name="Rebuild index")).to_be_visible()
    old = version(first)
    assert version(second) == old
    with filelock.FileLock(hostile.index / ".lock"):
        first.get_by_role("button", name="Rebuild index").click()
        second.get_by_role("button", name="Rebuild index").click()
        expect(second.get_by_text("A rebuild is already running")).to_be_visible()
        for page in (first, second):
            expect(page.get_by_role("progressbar")).to_be_visible()
        assert hostile.builds() == 1
    for page in (first, second):
        expect(page.get_by_text(re.compile(r"^Rebuilt in \d+ s, .* statements before, \d+ now\.$"))).to_be_visible(timeout=60_000)
    until = time.monotonic() + 10  # the message may be drawn a moment before the version above it
    while old in (version(first), version(second)) and time.monotonic() < until:
        time.sleep(0.1)
    assert version(first) == version(second) != old
    assert hostile.builds() == 0


def test_a_rebuild_can_be_cancelled(hostile: Server, visit: Callable[..., Page]) -> None:
    page = visit(f"{hostile.url}/index")
    expect(page.get_by_role("button", name="Rebuild index")).to_be_visible()
    old = version(page)
    with filelock.FileLock(hostile.index / ".lock"):
        page.get_by_role("button", name="Rebuild index").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.wait_for_timeout(500)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("The rebuild was cancelled; the index is as it was.")).to_be_visible()
        until = time.monotonic() + 5
        while hostile.builds() and time.monotonic() < until:
            time.sleep(0.1)
        assert hostile.builds() == 0
    assert version(page) == old


# ── markup from outside ─────────────────────────────────────────────────────────────────────────────────────


def test_markup_in_a_question_is_shown_literally(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url)
    ask(page, MARKUP)
    bubble = page.get_by_test_id("stChatMessage").first
    expect(bubble).to_contain_text(MARKUP)
    shown = bubble.get_by_test_id("stMarkdownContainer")
    assert shown.locator("img, script, .katex, [class*=stMarkdownColored]").count() == 0
    for link in shown.locator("a").all():  # a bare address may be a link, to what it says and nothing else
        assert link.get_attribute("href") == link.inner_text() == "http://evil.example/q.png"
    page.get_by_role("button", name="Why this answer").click()
    expect(page.get_by_role("dialog")).to_contain_text(MARKUP)
    expect(page.get_by_role("dialog").get_by_role("link", name="Open in the inspector")).to_be_visible()
    assert page.locator("img[src*=evil], img[src=x], a[href^=javascript]").count() == 0
    page.wait_for_timeout(300)


def test_markup_in_a_document_and_its_name_is_shown_literally(hostile: Server, visit: Callable[..., Page]) -> None:
    page = visit(hostile.url)
    hostile_elements = "img[src*=evil], img[src=x], iframe, a[href^=javascript], .ans b, #reader script, #reader img, #reader i"
    answer = ask(page, "What does the Harbour Desk do?")
    for words in ("keeps the tide tables <script>alert(1)</script> for the harbour master", "publishes the chart ![x](http://evil.example/t.png) of the inner basin"):
        expect(answer).to_contain_text(words)
    chip(answer, 2).hover()
    expect(card(answer).locator("mark")).to_contain_text("<script>alert(1)</script>")
    expect(card(answer)).to_contain_text(f"read it in {HOSTILE_NAME}")
    expect(ask(page, "Who trains lamp lighters?")).to_contain_text('<img src=x onerror="window.pwned=1">')
    expect(ask(page, "Who inspects the landing stage?")).to_contain_text('<iframe src="http://evil.example/f"></iframe>')
    chip(answer, 2).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark").first).to_contain_text("<script>alert(1)</script>")
    expect(dialog.get_by_test_id("stCaptionContainer")).to_contain_text(HOSTILE_NAME)
    assert page.locator(hostile_elements).count() == 0
    page.keyboard.press("Escape")

    page.goto(f"{hostile.url}/sources?d={quote(HOSTILE_NAME)}")
    expect(page.locator("#reader")).to_contain_text("Tasks of <i>the</i> desks ![x](http://evil.example/h.png)")
    expect(page.get_by_test_id("stCaptionContainer").filter(has_text=HOSTILE_NAME)).to_be_visible()
    page.get_by_role("tab", name="Statements").click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.locator(hostile_elements).count() == 0


def test_the_answers_come_with_a_policy_against_foreign_content(server: Server) -> None:
    with urllib.request.urlopen(server.url, timeout=10) as answer:
        policy = answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src", 1)[1].split(";", 1)[0]


# ── looks ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_phone_never_scrolls_sideways(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True, device_scale_factor=2)
    expect(page.locator("[class*=st-key-suggestion_]")).to_have_count(6)
    assert page.evaluate(WIDER) == []
    answer = ask(page, "Compare Dakar and Nairobi")
    assert page.evaluate(WIDER) == []
    box = answer.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    assert all(b["width"] >= 24 and b["height"] >= 24 for b in (c.bounding_box() for c in answer.locator(".chip").all()) if b), "large enough to tap"
    chip(answer, 1).tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark").first).to_be_visible()
    expect(card(answer)).to_be_hidden()
    assert page.evaluate(WIDER) == []
    for path in ("sources", "index", f"inspector?iq={quote(NATO)}"):
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        idle(page)
        assert page.evaluate(WIDER) == [], path


def test_the_dark_scheme_is_dark_and_readable(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(server.url, color_scheme="dark")
    answer = ask(page, NATO)
    ground = page.get_by_test_id("stApp").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert _luminance(ground) < 0.05
    for element in (answer.locator("p").first, chip(answer, 1), answer.locator(".tag"), answer.locator(".pill").first, page.get_by_test_id("stChatMessage").first.locator("p")):
        light, dark = sorted((_luminance(element.evaluate("(e) => getComputedStyle(e).color")), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    chip(answer, 1).hover()
    assert _luminance(card(answer).evaluate("(e) => getComputedStyle(e).backgroundColor")) < 0.05


def _luminance(colour: str) -> float:
    parts = [float(x) / 255 for x in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(server: Server, visit: Callable[..., Page], scheme: str) -> None:
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    found: list[str] = []

    def check(page: Page, where: str) -> None:
        idle(page)
        page.wait_for_timeout(400)  # animations
        page.evaluate(source)
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        found.extend(f"{where}: {v['id']} ({v['impact']}) {n['target']}: {n['failureSummary']}" for v in result["violations"] for n in v["nodes"])

    page = visit(server.url, color_scheme=scheme)
    expect(page.locator("[class*=st-key-suggestion_]")).to_have_count(6)
    check(page, "empty")
    answer = ask(page, BANKS)
    ask(page, "I'm in Oslo, who covers us?")
    ask(page, "What is the budget of the Vienna office?")
    check(page, "answers")
    point_at(page, answer, 1)
    check(page, "card")
    chip(answer, 1).click()
    expect(page.get_by_role("dialog").locator("mark").first).to_be_visible()
    check(page, "drawer")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Why this answer").last.click()
    expect(page.get_by_role("dialog").locator("#why")).to_be_visible()
    check(page, "why")
    for path in ("sources", "index", f"inspector?iq={quote(NATO)}"):
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check(page, path)
    assert not found, "\n".join(found)
