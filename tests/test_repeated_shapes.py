"""One and the same organisation in many plain shapes: whichever way its page is laid out, the units and whose each duty is come out the same."""

from collections.abc import Callable

import pytest

from corpus.document import Corpus
from corpus.join import assemble
from corpus.read import document
from corpus.words import fold

# Names with a noun for bodies, of places alone, of everyday words, of posts.
NAMES = {
    "offices": ["Torvik Office", "Lindholm Office", "Quellen Office", "Marrow Office"],
    "places": ["Torvik", "Lindholm", "Quellen", "Marrow"],
    "words": ["Payroll", "Catering", "Archives", "Transport"],
    "posts": ["Head of Catering", "Bursar", "Chief Engineer", "Records Officer"],
    "departments": ["Department of Fisheries", "Department of Culture", "Department of Housing", "Department of Languages"],
}
# What each does: in the third person and as a noun.
DUTIES = [
    [("inspects the kitchens of hospitals", "hospital kitchens"), ("issues permits for night fishing", "night fishing permits")],
    [("trains young translators", "the training of translators"), ("publishes the price bulletin", "the price bulletin")],
    [("keeps the register of shipwrecks", "the register of shipwrecks"), ("answers letters from pensioners", "letters from pensioners")],
    [("lends tools to village councils", "tools for village councils"), ("organises the winter book fair", "the winter book fair")],
]
WORD = [["kitchens", "fishing"], ["translators", "bulletin"], ["shipwrecks", "pensioners"], ["tools", "book fair"]]
Duty = tuple[str, str]


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


HEADS: dict[str, Callable[[str, int], str]] = {
    "## name": lambda n, i: f"## {n}\n\n",
    "=====": lambda n, i: f"{n}\n{'=' * len(n)}\n\n",
    "**name**": lambda n, i: f"**{n}**\n",
    "name:": lambda n, i: f"{n}:\n",
    "1. name": lambda n, i: f"{i + 1}. {n}\n\n",
    "II. name": lambda n, i: f"{['I', 'II', 'III', 'IV'][i]}. {n}\n",
    "[name]": lambda n, i: f"[{n}]\n",
    "--- name ---": lambda n, i: f"--- {n} ---\n",
    "> name": lambda n, i: f"> {n}\n\n",
    "→ name": lambda n, i: f"→ {n}\n",
    "name alone": lambda n, i: f"{n}\n\n",
    "name above": lambda n, i: f"{n}\n",
    "NAME": lambda n, i: f"{n.upper()}\n\n",
}
BODIES: dict[str, Callable[[list[Duty]], str]] = {
    "items": lambda ds: "".join(f"- {capital(v)}\n" for v, _ in ds) + "\n",
    "nouns": lambda ds: "".join(f"* {capital(o)}\n" for _, o in ds) + "\n",
    "numbers": lambda ds: "".join(f"{k}) {capital(v)}\n" for k, (v, _) in enumerate(ds, 1)) + "\n",
    "it": lambda ds: " ".join(f"It {v}." for v, _ in ds) + "\n\n",
    "lines": lambda ds: "".join(f"{capital(v)}.\n" for v, _ in ds) + "\n",
    "responsible": lambda ds: f"Responsible for {ds[0][1]} and {ds[1][1]}.\n\n",
    "labels": lambda ds: f"Head: Ann Ost\nTasks: {ds[0][1]}, {ds[1][1]}\n\n",
}
LINES: dict[str, Callable[[str, int, list[Duty]], str]] = {
    "name: duties": lambda n, i, ds: f"{n}: {ds[0][0]} and {ds[1][0]}.\n",
    "name – duties": lambda n, i, ds: f"{n} – {ds[0][1]}, {ds[1][1]}\n",
    "- **name**: duties": lambda n, i, ds: f"- **{n}**: {ds[0][1]}, {ds[1][1]}\n",
    "1. name - duties": lambda n, i, ds: f"{i + 1}. {n} - {ds[0][1]}, {ds[1][1]}\n",
    "name, tab, duties": lambda n, i, ds: f"{n}\t{ds[0][1]}, {ds[1][1]}, and much else besides\n",
    "duty: name": lambda n, i, ds: "".join(f"{capital(o)}: {n}\n" for _, o in ds),
    "duty → name": lambda n, i, ds: "".join(f"- {capital(o)} → {n}, room {i}\n" for _, o in ds),
    "question, name": lambda n, i, ds: "".join(f"Q: Who deals with {o}?\nA: The {n}.\n\n" for _, o in ds),
    "name over what is set in": lambda n, i, ds: f"{n}\n" + "".join(f"    {capital(v)}\n" for v, _ in ds),
    "nested items": lambda n, i, ds: f"- {n}\n" + "".join(f"    - {capital(v)}\n" for v, _ in ds),
}
TABLES: dict[str, tuple[str, Callable[[str, int, list[Duty]], str]]] = {
    "number, name, duties": ("| No. | Unit | Tasks |\n|---|---|---|\n", lambda n, i, ds: f"| {i + 1} | {n} | {ds[0][1]}; {ds[1][1]} |\n"),
    "name under any header": ("| Where | What happens there |\n|---|---|\n", lambda n, i, ds: f"| {n} | {ds[0][1]}, {ds[1][1]} |\n"),
    "duty, owner": ("| Task | Responsible | Phone |\n|---|---|---|\n", lambda n, i, ds: "".join(f"| {capital(o)} | {n} | 5{i} |\n" for _, o in ds)),
    "duty, owner under any header": ("| You need | Try |\n|---|---|\n", lambda n, i, ds: "".join(f"| {o} | {n} |\n" for _, o in ds)),
}
PAGES: dict[str, Callable[[str, int, str], tuple[str, str]]] = {
    "a title": lambda n, i, said: (f"{i}.md", f"# {n}\n\n{said}"),
    "a label": lambda n, i, said: (f"{i}.txt", f"Unit: {n}\n\n{said}"),
    "the file's name": lambda n, i, said: (f"{n.casefold().replace(' ', '-')}.txt", said),
    "a title and parts": lambda n, i, said: (f"{i}.md", f"# {n}\n\n## Tasks\n\n{said}\n## Contact\n\nRoom {i}.\n"),
}


def check(corpus: Corpus, names: list[str]) -> None:
    """Whether the units are those named, and each duty is its unit's."""
    assert [fold(u.name) for u in corpus.units] == [fold(n) for n in names]
    for unit, own in enumerate(WORD):
        for word in own:
            owners = {s.unit for s in corpus.statements if word in corpus.quote(s).casefold()}
            assert owners == {unit}, (word, owners)


def one(text: str, path: str) -> Corpus:
    return assemble([document(text.encode(), path)], "")


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("sort", NAMES)
def test_names_over_duties(head: str, body: str, sort: str) -> None:
    text = "Who does what\n\nThis page is checked every spring. Please keep it up to date.\n\n" + "".join(HEADS[head](n, i) + BODIES[body](DUTIES[i]) for i, n in enumerate(NAMES[sort]))
    check(one(text, "guide.txt"), NAMES[sort])


@pytest.mark.parametrize("shape", LINES)
@pytest.mark.parametrize("sort", NAMES)
def test_names_beside_duties(shape: str, sort: str) -> None:
    text = "Who does what\n\nThis page is checked every spring. Please keep it up to date.\n\n" + "".join(LINES[shape](n, i, DUTIES[i]) for i, n in enumerate(NAMES[sort]))
    check(one(text, "guide.txt"), NAMES[sort])


@pytest.mark.parametrize("shape", TABLES)
@pytest.mark.parametrize("sort", NAMES)
def test_names_in_tables(shape: str, sort: str) -> None:
    header, row = TABLES[shape]
    check(one("# Who does what\n\n" + header + "".join(row(n, i, DUTIES[i]) for i, n in enumerate(NAMES[sort])), "guide.md"), NAMES[sort])


@pytest.mark.parametrize("shape", PAGES)
@pytest.mark.parametrize("sort", NAMES)
def test_a_page_for_each(shape: str, sort: str) -> None:
    pages = [PAGES[shape](n, i, BODIES["items"](DUTIES[i])) for i, n in enumerate(NAMES[sort])]
    corpus = assemble([document(text.encode(), path) for path, text in pages], "")
    assert {fold(u.name) for u in corpus.units} == {fold(n) for n in NAMES[sort]}
    for own, name in zip(WORD, NAMES[sort], strict=True):
        for word in own:
            assert {fold(corpus.units[s.unit].name) for s in corpus.statements if s.unit is not None and word in corpus.quote(s).casefold()} == {fold(name)}


@pytest.mark.parametrize("frame", ["About the {}", "What does the {} do?", "Tasks of the {}", "{}: what it does", "{} at a glance", "{} (head: Ann Ost)", "{} – headed by Ann Ost", "{}, room 12"])
def test_titles_that_frame_a_name(frame: str) -> None:
    text = "# Guide\n\n" + "".join(f"## {frame.format(n)}\n\n{BODIES['items'](DUTIES[i])}" for i, n in enumerate(NAMES["offices"]))
    check(one(text, "guide.md"), NAMES["offices"])


def test_what_titles_say_beside_a_name_is_said_of_it() -> None:
    text = "# Guide\n\n" + "".join(f"## {n} (head: {who})\n\n- {capital(DUTIES[i][0][0])}\n\n" for i, (n, who) in enumerate(zip(NAMES["offices"], ["Ann Ost", "Bo Ulm", "Cy Rand", "Di Moor"], strict=True)))
    corpus = one(text, "guide.md")
    assert [corpus.quote(s) for s in corpus.statements if s.unit == 1] == ["head: Bo Ulm", "Trains young translators"]


@pytest.mark.parametrize(
    "text",
    [
        "Minutes\n\nWe met on Monday. The chair opened the meeting.\n\nNext time we shall meet in May.\n",
        "# Trip\n\nPacking list:\n\n- Boots\n- Rope\n- Two maps\n- Tea\n",
        "Ann Lee\nHead: yes\nPhone: 12\nRoom: 4\nHours: 9 to 5\n",
    ],
)
def test_what_only_looks_alike_names_no_units(text: str) -> None:
    corpus = one(text, "note.md" if text.startswith("#") else "note.txt")
    assert all(u.whole for u in corpus.units)


def test_sections_with_the_same_parts_name_units() -> None:
    sections = "".join(
        f"{i}. {n}\n\n{i}.1 Tasks\n\n{n} {v}.\n\n{i}.2 Contact\n\nExtension 3{i}.\n\n"
        for i, (n, v) in enumerate([("Pilotage", "guides ships"), ("Harbour Police", "watches the quays"), ("Marine Works", "dredges the basin")], 3)
    )
    corpus = one(f"Guide\n\n1. About this guide\n\nIt is new.\n\n2. General points\n\nWe open at 8.\n\n{sections}", "guide.txt")
    assert [u.name for u in corpus.units] == ["Pilotage", "Harbour Police", "Marine Works"]


def test_pages_with_the_same_parts_name_units_and_the_page_about_all_none() -> None:
    pages = [
        (f"{n.casefold()}.md", f"# {n}\nRegional desk\n\n## Countries\n\n{c}.\n\n## What we do\n\n{d}.\n")
        for n, c, d in [("Torvik", "Norway", "We clear mines"), ("Lindholm", "Sweden", "We train dogs"), ("Quellen", "Chad", "We teach children")]
    ]
    about = ("readme.md", "# Firm Ground\n\nThere are three regional desks.\n\n## Abbreviations\n\n- IED: improvised explosive device\n- WFP: World Food Programme\n- AU: African Union\n")
    corpus = assemble([document(text.encode(), path) for path, text in [about, *pages]], "")
    assert [u.name for u in corpus.units] == ["Torvik", "Lindholm", "Quellen"]


def test_files_named_after_towns_whose_text_says_we() -> None:
    files = [
        ("about.txt", "The Cooperative was founded in 1991. It keeps nine offices.\n"),
        ("chiang-mai.txt", "We opened in Chiang Mai in 1996. The office trains village crews.\n"),
        ("quito.txt", "We serve Ecuador. The office maps volcanoes.\n"),
        ("rabat.txt", "We came last. The office plants cedars.\n"),
    ]
    corpus = assemble([document(text.encode(), path) for path, text in files], "")
    assert ([u.name for u in corpus.units], corpus.noun) == (["Chiang Mai", "Quito", "Rabat"], "office")
    assert all(s.unit is None for s in corpus.statements if s.document == 0)


def test_items_over_items_name_units_beside_those_in_one_line() -> None:
    corpus = one(
        "# Registry\n\n## Judicial Division\n\nAccompanies every case.\n\n- Case Registry\n  - receives pleadings\n- Hearings Unit\n  - books the rooms\n\n## External Division\n\nSpeaks for the court.\n\n- Press\n  - answers journalists\n- Protocol: receives visitors and places them at table\n",
        "a.md",
    )
    assert [(u.name, None if u.parent is None else corpus.units[u.parent].name) for u in corpus.units] == [
        ("Judicial Division", None), ("Case Registry", "Judicial Division"), ("Hearings Unit", "Judicial Division"),
        ("External Division", None), ("Press", "External Division"), ("Protocol", "External Division"),
    ]  # fmt: skip


def test_entries_of_a_directory_open_with_an_address() -> None:
    entries = "\n".join(
        f"{n}\nMill Lane {i}, ground floor\nPhone 555 01{i}\n{said}\n"
        for i, (n, said) in enumerate(
            [
                ("Registry Office", "Register a birth or a death, marry, or change your name before the first\nof May."),
                ("Housing Office", "Put your name down for a council flat and get free advice on your own\ntenancy."),
                ("Streets and Lighting", "Report a lamp that is out, a hole in the pavement or a tree that has come\ndown."),
            ]
        )
    )
    corpus = one(f"TOWN OF ESTWICK\nWhere to go for what\n\nForms are free.\n\n{entries}", "guide.txt")
    assert [u.name for u in corpus.units] == ["Registry Office", "Housing Office", "Streets and Lighting"]
    assert [corpus.quote(s) for s in corpus.statements if s.unit == 1][:2] == ["Mill Lane 1, ground floor", "Phone 555 011"]


def test_posts_in_bold_over_prose_or_a_list() -> None:
    corpus = one(
        "# Posts\n\n**Head Librarian**\nThe Head Librarian draws up the budget and appoints staff.\n\n**Cataloguer**\nDescribes and classifies everything new, whoever chose it.\n\n**Deputy Librarian**\n- Signs leave requests\n- Waives fines\n",
        "a.md",
    )
    assert [u.name for u in corpus.units] == ["Head Librarian", "Cataloguer", "Deputy Librarian"]


def test_a_tree_of_lines_set_in() -> None:
    tree = "Airfield Division\n   Safety Section\n      inspects runways at dawn\n      closes the runway in snow\n   Stand Control\n      allocates stands\n\nTerminal Division\n   Duty Desk\n      keeps lost property for three months\n"
    corpus = one(f"Organisation chart\nIssue 7\n\nThis chart is for all who need it.\n\n{tree}\nNotes\n\nCatering is left to the airlines.\n", "chart.txt")
    assert [(u.name, None if u.parent is None else corpus.units[u.parent].name) for u in corpus.units] == [
        ("Airfield Division", None), ("Safety Section", "Airfield Division"), ("Stand Control", "Airfield Division"), ("Terminal Division", None), ("Duty Desk", "Terminal Division"),
    ]  # fmt: skip
    assert [corpus.quote(s) for s in corpus.statements if s.unit == 1] == ["inspects runways at dawn", "closes the runway in snow"]


def test_articles_whose_text_names_the_body_that_acts() -> None:
    titles = [("Customs Union", "Directorate of Customs"), ("Transport", "Directorate of Infrastructure"), ("Statistics", "Statistics Office"), ("Legal Matters", "Legal Office"), ("Audit", "Audit Unit")]
    articles = "".join(f"Article {i} - {title}\n\n(1) The {body} keeps the files of matter {i}.\n(2) It reports on them each spring.\n\n" for i, (title, body) in enumerate(titles, 2))
    corpus = one(f"RULES ON THE DIVISION OF WORK\n\nArticle 1 - Scope\n\n(1) These Rules apply to all directorates.\n\n{articles}", "rules.txt")
    assert [u.name for u in corpus.units] == [body for _, body in titles]
    assert {s.unit for s in corpus.statements if "It reports" in corpus.quote(s)} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("recipe.md", "# Leek soup\n\n- Potatoes: thicken it and make it smooth.\n- Butter: keeps the soup smooth and shiny.\n- Leeks: give it the taste it has.\n- Cream: rounds it off at the end.\n"),
        ("handbook.md", "# Working here\n\n## Annual Leave\n\nLeave is thirty days.\n\n## Sick Pay\n\nIt is paid for six weeks.\n\n## Dress Code\n\nThere is none.\n"),
        ("places.txt", "Where to see ships\n\nNorway: Oslo\nFram: Oslo\nKon-Tiki: Oslo\nVasa: Stockholm\nWasa pier: Stockholm\nSeine boats: Paris\n"),
        ("songs.md", "# Evening\n\n| Song | Singer |\n|---|---|\n| The river | Ann Lee |\n| The tide | Ann Lee |\n| The rope | Bo Berg |\n| The lamp | Bo Berg |\n"),
    ],
)
def test_what_recurs_or_is_listed_is_no_unit_without_a_word_of_who_does_what(name: str, text: str) -> None:
    assert all(u.whole for u in one(text, name).units)


def test_answers_of_yes_or_no_are_no_units() -> None:
    corpus = one(
        "# Whom to ask\n\n"
        + "".join(f"Who {v}? The {n}.\n\n" for n, v in [("Ferry Desk", "sells tickets"), ("Ferry Desk", "prints tables"), ("Boat Yard", "mends hulls"), ("Boat Yard", "paints boats")])
        + "Can I bring dogs? No.\n",
        "qa.md",
    )
    assert {u.name for u in corpus.units} == {"Ferry Desk", "Boat Yard"}


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("It sells tickets, and the Port Office checks them.", True),
        ("It opens at eight, but only the Port Office has the keys.", True),
        ("It trains the Lamp Office and the Port Office crews in first aid.", False),
        ("If the lamp fails at night, or in heavy fog, the Port Office repairs it.", False),
        ("Colleagues in the yard and the Port Office must answer within a week.", False),
    ],
)
def test_a_sentence_is_cut_where_another_unit_acts_by_itself(sentence: str, cut: bool) -> None:
    corpus = one(f"# Harbour\n\n## Ferry Office\n\n{sentence}\n\n## Port Office\n\nKeeps the quay.\n\n## Lamp Office\n\nLights lamps.\n", "a.md")
    own = [corpus.quote(s) for s in corpus.statements if s.unit == 0]
    assert (len(own[0]) < len(sentence)) == cut
