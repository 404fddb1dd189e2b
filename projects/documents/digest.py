"""What was seen inside a file, as the confined process writes it and everybody else reads it."""

import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from verifier.inspection import Kind, Unacceptable
from verifier.rulebook.wording import Text

NAME = "digest.json"
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Unsafe(Unacceptable):
    """The file cannot be opened safely. `code` is password, damaged, or the limit of `confined.Overrun` that it met."""


class Mark(NamedTuple):
    """Something by which the file can be known again elsewhere: see `marks`."""

    kind: str
    value: str


@dataclass(frozen=True)
class Sheet:
    """One table. `pages` files of rows lie in `sheet-0001`, numbered as the sheets are."""

    name: str
    visible: bool
    rows: int
    columns: int
    formulas: int
    rows_shown: int
    columns_shown: int
    pages: int


@dataclass(frozen=True)
class Digest:
    kind: Kind
    facts: dict[str, object] = field(default_factory=dict)
    pages: int = 0
    pages_shown: int = 0
    sheets: tuple[Sheet, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Text, ...] = ()  # what the preview leaves out
    offline: bool = False  # whether the kernel kept the process off the network

    def plain(self) -> dict[str, object]:
        """As it is written to JSON."""
        return asdict(self)


def write(digest: Digest, into: Path) -> None:
    (into / NAME).write_text(json.dumps(digest.plain()), encoding="utf-8")


def write_refusal(no: Unsafe, into: Path) -> None:
    refused = {"code": no.code, "message": no.message, "mend": no.mend}
    (into / NAME).write_text(json.dumps({"refused": refused}, ensure_ascii=False), encoding="utf-8")


def read(into: Path) -> Digest:
    """The digest that lies in `into`, in letters that a database takes. Raises Unsafe where the file was refused."""
    told = _clean(json.loads((into / NAME).read_text(encoding="utf-8")))
    if no := told.get("refused"):
        raise Unsafe(no["code"], Text(*no["message"]), Text(*no["mend"]))
    return Digest(
        kind=Kind(told["kind"]),
        facts=told["facts"],
        pages=told["pages"],
        pages_shown=told["pages_shown"],
        sheets=tuple(Sheet(**sheet) for sheet in told["sheets"]),
        marks=tuple(Mark(*mark) for mark in told["marks"]),
        notes=tuple(Text(*note) for note in told["notes"]),
        offline=told["offline"],
    )


def _clean(told: Any) -> Any:
    """Without NUL and halves of letters (surrogates), which files hold and PostgreSQL refuses."""
    match told:
        case str():
            return UNWRITABLE.sub("", told)
        case list():
            return [_clean(one) for one in told]
        case dict():
            return {_clean(name): _clean(one) for name, one in told.items()}
    return told


def seen_offline(into: Path, *, offline: bool) -> Digest:
    """Note on the digest in `into` whether it was made without a network. Raises Unsafe as `read`."""
    digest = replace(read(into), offline=offline)
    write(digest, into)
    return digest


def damaged(what: Text) -> Unsafe:
    message = Text("{what} is damaged and cannot be opened safely.", "{what}已损坏，无法安全打开。").format(what=what)
    mend = Text(
        "Open it in the program it was made with, save it again, and send that.",
        "请用生成该文件的程序打开并重新保存后再上传。",
    )
    return Unsafe("damaged", message, mend)
