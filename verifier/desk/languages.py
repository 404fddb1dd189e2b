"""The catalogue of translations: what the sources say to a reader, and what of it has no Chinese yet.

Messages are found by Babel in Python files and, through Django's `templatize`, in templates; the catalogue is read and
written by polib. So neither making nor checking it needs the gettext programs.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

SOURCES = ("verifier", "projects", "reports")
WITH_PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
KEYWORDS = dict.fromkeys({"_", "gettext", "gettext_lazy", "gettext_noop"} | WITH_PLURAL | WITH_CONTEXT)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hans",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(frozen=True)
class Key:
    """What tells one message from another."""

    text: str
    context: str | None = None


@dataclass
class Found:
    """A message of the sources: its plural, where it has one, and the files that say it."""

    plural: str = ""
    files: set[str] = field(default_factory=set)


def messages(root: Path) -> dict[Key, Found]:
    """Every message in the Python files and templates of the product under `root`."""
    gathered: dict[Key, Found] = {}
    for path in sorted(_sources(root)):
        for key, plural in _said(path):
            found = gathered.setdefault(key, Found())
            found.plural = found.plural or plural
            found.files.add(path.relative_to(root).as_posix())
    return gathered


def update(catalogue: Path, root: Path) -> None:
    """Bring the catalogue in line with the sources: new messages untranslated, unused ones gone, the rest as it was."""
    written = {_key(entry): entry for entry in _read(catalogue)}
    renewed = polib.POFile(wrapwidth=120)
    renewed.metadata = HEADER
    for key, found in sorted(messages(root).items(), key=lambda item: (item[0].text, item[0].context or "")):
        entry = written.get(key) or polib.POEntry(msgid=key.text, msgctxt=key.context)
        entry.occurrences = [(file, "") for file in sorted(found.files)]
        entry.msgid_plural = found.plural
        if found.plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: entry.msgstr}
            entry.msgstr = ""
        renewed.append(entry)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    renewed.save(str(catalogue))


def compile_catalogue(catalogue: Path) -> Path:
    """Write the .mo that Django reads, beside the catalogue."""
    compiled = catalogue.with_suffix(".mo")
    _read(catalogue).save_as_mofile(str(compiled))
    return compiled


def faults(catalogue: Path, root: Path) -> list[str]:
    """One line for each message that is missing, untranslated, fuzzy, no longer used, or whose placeholders differ."""
    said = messages(root)
    written = {_key(entry): entry for entry in _read(catalogue)}
    lines = [f"missing: {key.text!r} ({', '.join(sorted(said[key].files))})" for key in said if key not in written]
    for key, entry in written.items():
        if key not in said:
            lines.append(f"unused: {key.text!r}")
        elif entry.fuzzy:
            lines.append(f"fuzzy: {key.text!r}")
        elif not entry.translated():
            lines.append(f"untranslated: {key.text!r}")
        elif _placeholders(key.text, said[key].plural) != _placeholders(entry.msgstr, *entry.msgstr_plural.values()):
            lines.append(f"placeholders differ: {key.text!r}")
    return lines


def _sources(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        for path in (root / source).rglob("*"):
            if path.suffix in {".py", ".html", ".txt"} and "static" not in path.parts and path.is_file():
                yield path


def _said(path: Path) -> Iterator[tuple[Key, str]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # The result reads like Python to a tokeniser only without the indentation of the template.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).split("\n"))
    found: Iterator[Any] = extract_python(io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, name, arguments, _comments in found:
        spoken = [part for part in (arguments if isinstance(arguments, tuple) else (arguments,)) if part]
        context = spoken.pop(0) if name in WITH_CONTEXT else None
        if spoken:
            yield Key(spoken[0], context), spoken[1] if name in WITH_PLURAL else ""


def _read(catalogue: Path) -> polib.POFile:
    return polib.pofile(str(catalogue), wrapwidth=120) if catalogue.exists() else polib.POFile()


def _key(entry: polib.POEntry) -> Key:
    return Key(entry.msgid, entry.msgctxt)


def _placeholders(*texts: str) -> set[str]:
    return {placeholder for text in texts for placeholder in PLACEHOLDER.findall(text)}
