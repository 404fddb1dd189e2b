"""What an Office document says of itself (ECMA-376 part 2, 11: core properties)."""

import zipfile
from xml.etree import ElementTree as ET

NAMES = {"creator": "creator", "lastModifiedBy": "modified_by", "created": "created", "modified": "modified"}
LARGEST = 1 << 20


def properties(archive: zipfile.ZipFile) -> dict[str, object]:
    """creator, modified_by, created, modified, as far as they are there. Parts with a DTD were refused before."""
    try:
        with archive.open("docProps/core.xml") as part:
            tree = ET.fromstring(part.read(LARGEST))  # noqa: S314 - in the confined process
    except (KeyError, ET.ParseError):
        return {}
    said = ((NAMES.get(one.tag.rpartition("}")[2]), (one.text or "").strip()[:200]) for one in tree)
    return {name: text for name, text in said if name and text}
