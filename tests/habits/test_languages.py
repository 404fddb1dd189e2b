"""What a reader sees is said in each language of the pages: all is marked, and all that is marked is translated."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, TokenType

from verifier.desk.languages import KEYWORDS, SOURCES, WITH_CONTEXT, Key, faults, messages
from verifier.desk.management.commands.messages import CATALOGUE

PYTHON = sorted(
    path
    for source in SOURCES
    for path in (settings.BASE_DIR / source).rglob("*.py")
    if "migrations" not in path.parts  # they repeat the names of the models as they once were
)
TEMPLATES = sorted(path for source in SOURCES for path in (settings.BASE_DIR / source).rglob("templates/**/*.html"))

# Written the same in every language, or in its own: names of formats and units, and a language in its own words.
SAME_EVERYWHERE = {"CSV", "JSON", "MWh", "PDF", "SHA-256"}
# A text under one of these names is shown to somebody.
SHOWN = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "mend"}
REFUSALS = {"HeldBack", "NotIndependent", "NotYours", "OutOfOrder", "Refused", "Stale", "Unfit"}
SAID_AT_ONCE = {"debug", "error", "info", "success", "warning"}  # django.contrib.messages
SPOKEN = {"alt", "aria-description", "aria-label", "placeholder", "title"}
WORD = re.compile(r"[A-Za-z]{2,}|[\u4e00-\u9fff]")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"|\bdata-[\w-]+')  # of a template that is part of a tag
LITERAL = re.compile(r"""(?<!_\()(?<![\w=:])(["'])(?P<text>.*?)\1""")
SILENT_TAGS = {"comment", "extends", "include", "load", "translate", "trans", "url", "static", "partial", "partialdef"}


class Seen(HTMLParser):
    """The words between the tags of a page, and those in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in {"script", "style"}
        self.words += [value for name, value in attrs if value and name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.words.append(ATTRIBUTE.sub("", data))


def unmarked_in_template(text: str) -> list[str]:
    """What a template says outside `translate` and `blocktranslate`, and the bare texts it hands to its parts."""
    page, handed, marked = "", [], False
    for token in Lexer(text).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if name in {"blocktranslate", "blocktrans", "comment"}:
            marked = True
        elif name in {"endblocktranslate", "endblocktrans", "endcomment"}:
            marked = False
        elif token.token_type == TokenType.TEXT and not marked:
            page += token.contents
        elif name and name not in SILENT_TAGS:
            handed += [found["text"] for found in LITERAL.finditer(token.contents)]
    seen = Seen()
    seen.feed(page)
    said = [" ".join(words.split()) for words in seen.words if WORD.search(words)]
    # A bare word in lower case is a setting, such as a tone; a text begins with a capital or has several words.
    said += [words for words in handed if WORD.search(words) and (words[:1].isupper() or " " in words)]
    return [words for words in said if words.strip(" :()") not in SAME_EVERYWHERE]


def is_bare(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) and WORD.search(str(part.value)) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORD.search(node.value))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(text: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def unmarked_in_python(text: str) -> list[str]:
    """Labels, helps, refusals and messages that are given as plain text."""
    found: list[ast.expr] = []
    for call in calls(text):
        found += [word.value for word in call.keywords if word.arg in SHOWN]
        if name_of(call) in REFUSALS:
            found += call.args[:1]
        elif name_of(call) in SAID_AT_ONCE and ast.unparse(call.func).startswith("messages."):
            found += call.args[1:2]
    return [ast.unparse(node) for node in found if is_bare(node)]


def marked_in_python(text: str) -> Iterator[Key]:
    """Every message of a file as the language itself reads it."""
    for call in calls(text):
        spoken = [node.value for node in call.args if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        if name_of(call) in KEYWORDS and spoken:
            yield Key(spoken[1], spoken[0]) if name_of(call) in WITH_CONTEXT else Key(spoken[0])


def told(path: Path, words: list[str]) -> list[str]:
    return [f"{path.relative_to(settings.BASE_DIR)}: {one}" for one in words]


class TestCatalogue:
    def test_has_chinese_for_every_message_and_nothing_else(self) -> None:
        assert faults(CATALOGUE, settings.BASE_DIR) == []

    def test_misses_no_message_of_the_sources(self) -> None:
        gathered = set(messages(settings.BASE_DIR))
        said = {key for path in PYTHON for key in marked_in_python(path.read_text())}
        assert len(said) > 100
        assert said - gathered == set()


class TestTemplates:
    def test_say_nothing_that_is_not_marked(self) -> None:
        assert len(TEMPLATES) > 50
        assert [line for path in TEMPLATES for line in told(path, unmarked_in_template(path.read_text()))] == []

    def test_would_be_caught_with_a_bare_word(self) -> None:
        assert unmarked_in_template('<p>Hello {{ name }}</p>{% heading "The case" tone="good" %}') == [
            "Hello",
            "The case",
        ]
        assert unmarked_in_template('<img alt="The QR code">{% translate "Case" %}<b>12 %</b>') == ["The QR code"]
        marked = (
            '{% blocktranslate with n=x|default:"None" %}Hello{% endblocktranslate %}{% row _("Case") %}{% endrow %}'
        )
        assert unmarked_in_template(marked) == []


class TestPython:
    def test_says_nothing_that_is_not_marked(self) -> None:
        assert [line for path in PYTHON for line in told(path, unmarked_in_python(path.read_text()))] == []

    def test_would_be_caught_with_a_bare_text(self) -> None:
        assert unmarked_in_python('CharField(label="Name"); NotYours(f"No, {x}", mend=_("Ask."))') == [
            "'Name'",
            "f'No, {x}'",
        ]
        assert unmarked_in_python('messages.success(request, "Done")') == ["'Done'"]
