"""Words and their search forms. Used on texts and on questions alike; never changes a text.

A search form is lower case, without accents, with repaired hyphens and one spelling of
British and American variants, so that two ways of writing one word compare equal.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")

# A broken hyphen ("inter- agency") is one word when both halves are letters.
_PICTURES = frozenset(["So", "Sk", "Cf", "Mn"])  # Unicode categories of emoji and what joins them
_BROKEN_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t\u00a0\n]+(?=[^\W\d_])(?!(?:and|or)\b)")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ad": None,
                         "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})  # fmt: skip
WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*", re.UNICODE)

# One spelling for both sides of the Atlantic; the pattern is tried on the folded word.
_SPELLINGS = (
    (re.compile(r"is(e|ed|es|ing|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"^(\w*)our(s|ed|ing|able|ite|ites)?$"), r"\1or\2"),
    (re.compile(r"^(cent|theat|met|fib)re(s?)$"), r"\1er\2"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^(\w*)yse(d|s)?$"), r"\1yze\2"),
    (re.compile(r"^(defen|licen|offen)ce(s?)$"), r"\1se\2"),
    (re.compile(r"^coop"), "coop"),
    (re.compile(r"^(\w{3,}[aeiou])ll(ed|ing|er|ers)$"), r"\1l\2"),
)
# Words that carry no content of their own, in texts as in questions.
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "within",
        "into",
        "onto",
        "upon",
        "as",
        "and",
        "or",
        "nor",
        "but",
        "if",
        "then",
        "than",
        "so",
        "such",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "do",
        "does",
        "did",
        "doing",
        "done",
        "have",
        "has",
        "had",
        "having",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "i",
        "me",
        "my",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "when",
        "where",
        "why",
        "how",
        "there",
        "here",
        "also",
        "just",
        "only",
        "very",
        "too",
        "more",
        "most",
        "some",
        "any",
        "each",
        "every",
        "both",
        "either",
        "neither",
        "other",
        "others",
        "another",
        "all",
        "about",
        "between",
        "among",
        "against",
        "during",
        "per",
        "via",
        "up",
        "down",
        "out",
        "off",
        "over",
        "under",
        "again",
        "further",
        "once",
        "own",
        "same",
        "s",
        "t",
        "d",
        "ll",
        "re",
        "ve",
        "m",
        "etc",
        "vs",
        "please",
        "after",
        "before",
        "since",
        "while",
        "because",
        "although",
        "though",
        "unless",
        "until",
        "dont",
        "doesnt",
        "isnt",
        "arent",
        "didnt",
        "hasnt",
        "havent",
        "cant",
        "wont",
        "wouldnt",
        "couldnt",
        "shouldnt",
        "im",
        "ive",
        "id",
        "ill",
        "youre",
        "theyre",
        "weve",
        "whos",
        "whats",
        "thats",
    ]
)


def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain quotes and hyphens; white space becomes one blank."""
    if text.isascii():
        return " ".join((_BROKEN_HYPHEN.sub("-", text) if "- " in text else text).lower().split())
    repaired = _BROKEN_HYPHEN.sub("-", text.translate(_QUOTES))
    decomposed = unicodedata.normalize("NFKD", repaired)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def clean(text: str) -> str:
    """`text` for people to read: white space collapsed, broken hyphens mended, nothing else changed."""
    return _BROKEN_HYPHEN.sub("-", " ".join(text.split()))


_FOR_EDITORS = re.compile(r"\s*(?:\[ ?(?:edit|edit source|permalink|link|hide|show) ?\]|[¶§#🔗])\s*$", re.IGNORECASE)


def undecorated(text: str) -> str:
    """A title without the pictures at its ends ("🚚 Dispatch"), the brackets around it, and what a page has behind it for its editors ("[edit]")."""
    text = _FOR_EDITORS.sub("", text)
    start, end = 0, len(text)
    if text[:1] == "[" and text[-1:] == "]" and text.count("[") == 1:
        start, end = 1, end - 1
    while start < end and (text[start].isspace() or unicodedata.category(text[start]) in _PICTURES):
        start += 1
    while end > start and (text[end - 1].isspace() or unicodedata.category(text[end - 1]) in _PICTURES):
        end -= 1
    return text[start:end] or text


def words(text: str) -> list[str]:
    """The folded words of `text`, in order; hyphens separate, apostrophes and inner dots do not."""
    found = []
    for match in WORD.finditer(fold(text)):
        word = match.group().replace(".", "")
        found.append(word[:-2] if word.endswith("'s") else word.replace("'", ""))
    return [_PLURALS.get(w, w) for w in found if w]


_PLURALS = {"bureaus": "bureaux"}  # two plurals of one noun


# Words that a stemmer would take for others: "directorate" for "director", "customer" for "customs".
_APART = {
    form: word
    for word in [
        "governance", "universal", "universe", "wing", "directorate", "inspectorate", "customer", "officer", "consulate", "accession", "succession", "procession",
        "evening", "engine", "experiment", "relative", "executive", "objection", "probation", "several", "important", "authority",
    ]
    for form in (word, f"{word}s" if not word.endswith("y") else f"{word[:-1]}ies")
} | {"news": "news", "customs": "customs", "importance": "important"}  # fmt: skip


# Irregular forms that share no root with their word.
_IRREGULAR = dict(
    pair.split(":")
    for pair in [
        "arose:arise",
        "arisen:arise",
        "awoke:awake",
        "awoken:awake",
        "bred:breed",
        "crises:crisis",
        "diagnoses:diagnosis",
        "hypotheses:hypothesis",
        "began:begin",
        "begun:begin",
        "bought:buy",
        "brought:bring",
        "broke:break",
        "broken:break",
        "built:build",
        "came:come",
        "caught:catch",
        "chose:choose",
        "chosen:choose",
        "dealt:deal",
        "drew:draw",
        "drawn:draw",
        "drove:drive",
        "driven:drive",
        "fed:feed",
        "felt:feel",
        "flew:fly",
        "flown:fly",
        "forbade:forbid",
        "forbidden:forbid",
        "fought:fight",
        "gave:give",
        "given:give",
        "got:get",
        "gotten:get",
        "grew:grow",
        "grown:grow",
        "heard:hear",
        "held:hold",
        "kept:keep",
        "knew:know",
        "known:know",
        "lent:lend",
        "lost:lose",
        "made:make",
        "met:meet",
        "oversaw:oversee",
        "overseen:oversee",
        "paid:pay",
        "ran:run",
        "rose:rise",
        "risen:rise",
        "said:say",
        "sent:send",
        "sought:seek",
        "sold:sell",
        "spent:spend",
        "spoke:speak",
        "spoken:speak",
        "stole:steal",
        "stolen:steal",
        "stood:stand",
        "swore:swear",
        "sworn:swear",
        "taught:teach",
        "thought:think",
        "threw:throw",
        "thrown:throw",
        "told:tell",
        "took:take",
        "taken:take",
        "undertook:undertake",
        "undertaken:undertake",
        "understood:understand",
        "withdrew:withdraw",
        "withdrawn:withdraw",
        "won:win",
        "wrote:write",
        "written:write",
        "bureaux:bureau",
        "children:child",
        "mice:mouse",
        "geese:goose",
        "feet:foot",
        "teeth:tooth",
    ]
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word, after bringing British and American spellings together."""
    if word in _APART:
        return _APART[word]
    word = _IRREGULAR.get(word, word)
    if len(word) > 4:
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    return str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of the words of `text`, in order, stop words included."""
    return [stem(w) for w in words(text)]


def content(text: str) -> list[str]:
    """Stems of the words of `text` that are no stop words, in order."""
    return [stem(w) for w in words(text) if w not in STOP]


# Capitalised in English, and no names.
CALENDAR = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}  # fmt: skip
_TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
NUMBERS |= _TENS | {f"{ten}-{word}": value + n for ten, value in _TENS.items() for word, n in list(NUMBERS.items())[1:10]}


def plural(noun: str) -> str:
    """The regular English plural of a noun or noun phrase."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun == "bureau":
        return "bureaux"
    return noun + "s"
