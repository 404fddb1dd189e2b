"""`python -m projects.documents FILE KIND INTO HEADING...`: open a file and write `digest.json` and previews into a
folder. The headings are those over whose columns meters stand.
"""

import sys
from collections.abc import Collection
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from projects.documents.digest import Unsafe, write, write_refusal
from projects.documents.rows import meters_under
from verifier.inspection import Kind

# By name: the process loads only the parser of its own kind.
MODULES = {
    Kind.PDF: "pages",
    Kind.XLSX: "workbooks",
    Kind.DOCX: "letters",
    Kind.CSV: "tables",
    Kind.TSV: "tables",
    Kind.TXT: "texts",
    Kind.JSON: "texts",
    Kind.PARQUET: "parquet",
    Kind.PNG: "pictures",
    Kind.JPG: "pictures",
    Kind.ZIP: "archives",
}


def main(path: Path, kind: Kind, into: Path, headings: Collection[str] = ()) -> None:
    module = import_module(f"projects.documents.{MODULES[kind]}")
    try:
        digest = module.look_at(path, kind, into)
        write(replace(digest, marks=(*digest.marks, *meters_under(headings, into))), into)
    except Unsafe as no:
        write_refusal(no, into)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Kind(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
