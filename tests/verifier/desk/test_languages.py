"""The catalogue is made and checked without the gettext programs."""

from pathlib import Path

import polib
import pytest

from verifier.desk.languages import Key, compile_catalogue, faults, messages, update

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
title = _("A case")
more = ngettext("%(n)s case", "%(n)s cases", 2)
month = pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}
      {% translate "Evidence" %}
  {% blocktranslate with name=person.name %}Sent by {{ name }}{% endblocktranslate %}
{% if x %}{% heading _("It's late") %}{% endheading %}{% endif %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("verifier", "projects", "reports"):
        (tmp_path / name / "templates").mkdir(parents=True)
    (tmp_path / "projects" / "pages.py").write_text(PYTHON)
    (tmp_path / "reports" / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def catalogue(root: Path) -> Path:
    path = root / "locale" / "django.po"
    update(path, root)
    return path


def translate(catalogue: Path) -> None:
    read = polib.pofile(str(catalogue))
    for entry in read:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: f"译{entry.msgid}"}
        else:
            entry.msgstr = f"译{entry.msgid}"
    read.save(str(catalogue))


class TestMessages:
    def test_are_found_in_python_and_in_templates(self, root: Path) -> None:
        assert set(messages(root)) == {
            Key("A case"),
            Key("%(n)s case"),
            Key("May", "month"),
            Key("Evidence"),
            Key("Sent by %(name)s"),
            Key("It's late"),
        }

    def test_know_where_they_stand(self, root: Path) -> None:
        assert messages(root)[Key("Evidence")].files == {"reports/templates/page.html"}


class TestUpdate:
    def test_keeps_what_is_translated(self, root: Path, catalogue: Path) -> None:
        translate(catalogue)
        before = catalogue.read_text()
        update(catalogue, root)
        assert catalogue.read_text() == before

    def test_drops_what_is_no_longer_said(self, root: Path, catalogue: Path) -> None:
        (root / "projects" / "pages.py").write_text("")
        update(catalogue, root)
        assert "A case" not in catalogue.read_text()


class TestFaults:
    def test_are_none_when_all_is_translated(self, root: Path, catalogue: Path) -> None:
        translate(catalogue)
        assert faults(catalogue, root) == []

    def test_name_what_is_untranslated(self, root: Path, catalogue: Path) -> None:
        assert "untranslated: 'A case'" in faults(catalogue, root)

    def test_name_what_is_missing_and_what_is_unused(self, root: Path, catalogue: Path) -> None:
        translate(catalogue)
        (root / "projects" / "pages.py").write_text(PYTHON.replace("A case", "A new case"))
        assert faults(catalogue, root) == ["missing: 'A new case' (projects/pages.py)", "unused: 'A case'"]

    def test_name_what_is_fuzzy_and_what_lost_a_placeholder(self, root: Path, catalogue: Path) -> None:
        translate(catalogue)
        read = polib.pofile(str(catalogue))
        read.find("A case").flags.append("fuzzy")
        read.find("Sent by %(name)s").msgstr = "发送者"
        read.save(str(catalogue))
        assert sorted(faults(catalogue, root)) == ["fuzzy: 'A case'", "placeholders differ: 'Sent by %(name)s'"]


class TestCompile:
    def test_writes_what_gettext_reads(self, catalogue: Path) -> None:
        translate(catalogue)
        compiled = polib.mofile(str(compile_catalogue(catalogue)))
        assert compiled.find("A case").msgstr == "译A case"
