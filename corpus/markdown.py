"""Markdown → visible text and blocks: rendered by markdown-it-py, then read as HTML."""

import re

from markdown_it import MarkdownIt

from corpus.document import Block
from corpus.markup import read_html
from corpus.titles import LONGEST

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=[\w-]+[ \t]*:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]{1,30}):[ \t]+(?P<value>(?![\[{|>&*]).*?)(?:[ \t]+#.*)?")
_SWITCHES = frozenset(["true", "false", "yes", "no", "null", "~"])
_SITE_FIELDS = frozenset(
    ["title", "layout", "slug", "url", "permalink", "date", "lastmod", "last_modified_at", "modified", "updated", "created", "published", "weight", "order", "nav_order", "draft", "tags", "categories", "category", "template", "sidebar", "menu", "id",
     "uid", "aliases", "lang", "language", "locale", "author", "authors", "keywords", "image", "icon", "parent", "grand_parent", "has_children", "toc", "type", "version", "status", "sidebar_position", "sidebar_label", "hide_title", "summary",
     "description", "excerpt", "subtitle", "css", "class", "theme", "comments", "sitemap", "robots", "review", "reviewed", "editor", "source", "license", "cover", "owner", "owners", "maintainer", "maintainers", "page_owner", "exported", "space", "document_id", "doc_id", "last_reviewed", "next_review", "review_date", "approved", "approved_by"]
)  # fmt: skip
_SITE_FIELD = re.compile(
    r"(?:seo|nav|pagination|redirect|canonical|edit|header|og|twitter|prev|next|featured|tag|content type|last (?:updated|modified|reviewed|edited|checked)|show|hide|page|sort)\b.*|.*(?:url|img|image|key|path|link|template|layout|label|updated|modified|published)",
    re.IGNORECASE,
)
_STEERS = re.compile(r"(?:https?:/)?/\S*|\S+\.(?:png|jpe?g|svg|html?|md)")  # a value that only steers
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_TOP_HEADING = re.compile(r"^(?:# .*|[^\n]+\n=+ *)$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def _unquoted(value: str) -> str:
    """The value of a field without the quotes around all of it."""
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1] and value[0] not in value[1:-1] else value


def _front_title(front: str) -> str:
    """The title that a front matter gives, without quotes or a comment; "" if it gives none on one line."""
    line = next((line for line in front.splitlines() if line[:6].casefold() == "title:"), "")
    value = re.sub(r"\s#.*", "", line[6:].strip())
    value = _unquoted(value)
    return value if any(c.isalnum() for c in value) else ""


def _steers(key: str, value: str) -> bool:
    """Whether a field only steers the site."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])|[ -]", "_", key).casefold()
    return plain in _SITE_FIELDS or _SITE_FIELD.fullmatch(plain.replace("_", " ")) is not None or _STEERS.fullmatch(value) is not None


def _front_record(front: str) -> str:
    """What a front matter says of the page's subject ("head: Ann Lee", "building: North Mole"), a line each; what only steers the site is left out."""
    found = [(m.group("key"), m.group("value").strip()) for line in front.splitlines() if len(line) <= LONGEST and (m := _FRONT_FIELD.fullmatch(line)) and not _steers(m.group("key"), m.group("value").strip())]
    shown = [(re.sub(r"[_-]+", " ", key), _MARKUP.sub(r"\\\1", _unquoted(value))) for key, value in found if value.casefold() not in _SWITCHES]
    return "\n".join(f"{key[:1].upper()}{key[1:]}: {value}" for key, value in shown if any(c.isalnum() for c in value))


def read_markdown(source: str) -> tuple[str, tuple[Block, ...]]:
    """The visible text of a Markdown file and its blocks: rendered by markdown-it-py, then read as HTML.

    Raw HTML in the file is shown as text, never interpreted. A front matter between "---" lines gives its title, which heads a text that has no heading of the first level, and the fields that say something of what the page is about.
    """
    front = _FRONT_MATTER.match(source)
    body = source[front.end() :] if front else source
    title = _front_title(front.group()) if front else ""
    record = _front_record(front.group()) if front else ""
    headed = _TOP_HEADING.search(_FENCED.sub("", body))
    if title and not headed:
        body = f"# {title}\n\n{record}\n\n{body}"
    elif record and headed and (first := _TOP_HEADING.match(body.lstrip("\n"))):
        body = body.lstrip("\n")
        body = f"{body[: first.end()]}\n\n{record}\n\n{body[first.end() :]}"
    elif record and not headed:
        body = f"{record}\n\n{body}"
    body = re.sub(r"^[ \t]*\|.*$", lambda row: re.sub(r"[ \t]{0,4}<br ?/?>[ \t]{0,4}", "; ", row.group(), flags=re.IGNORECASE), body, flags=re.MULTILINE)  # the one tag that tables have for a line
    html = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").render(body)
    return read_html(html)
