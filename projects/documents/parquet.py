"""A Parquet file: its schema and first rows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from projects.documents.digest import Digest, damaged
from projects.documents.rows import MOST_COLUMNS, MOST_ROWS, Rows, cut_note
from verifier.inspection import Kind
from verifier.rulebook.wording import Text


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    try:
        schema = pl.read_parquet_schema(path)
        count = pl.scan_parquet(path).select(pl.len()).collect().item()
        head = pl.scan_parquet(path).select(list(schema)[:MOST_COLUMNS]).head(MOST_ROWS - 1).collect()
    except pl.exceptions.PolarsError as fault:
        raise damaged(Text("The Parquet file", "该 Parquet 文件")) from fault

    def rows() -> Iterator[list[str | None]]:
        yield list(schema)
        for row in head.iter_rows():
            yield [None if cell is None else str(cell) for cell in row]

    written = Rows(into)
    sheet = replace(written.write(1, rows()), rows=count + 1, columns=len(schema))
    note = cut_note(sheet)
    return Digest(
        kind=kind,
        facts={"rows": count, "columns": len(schema), "schema": [[name, str(type_)] for name, type_ in schema.items()]},
        sheets=(sheet,),
        marks=tuple(written.marks),
        notes=(note,) if note else (),
    )
