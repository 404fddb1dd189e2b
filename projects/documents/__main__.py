"""`python -m projects.documents FILE KIND INTO`: open a file and write `digest.json` and previews into a folder."""

import sys
from importlib import import_module
from pathlib import Path

from projects.documents.digest import Unsafe, write, write_refusal
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


def main(path: Path, kind: Kind, into: Path) -> None:
    module = import_module(f"projects.documents.{MODULES[kind]}")
    try:
        write(module.look_at(path, kind, into), into)
    except Unsafe as no:
        write_refusal(no, into)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Kind(sys.argv[2]), Path(sys.argv[3]))
