"""What every scheme has its statement say: nothing that must stand there is missing."""

from importlib import import_module
from typing import Any

import pytest

from reports import facts
from verifier import schemes
from verifier.errors import HeldBack
from verifier.rulebook import checklist
from verifier.rulebook.examples import Example
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.scheme import Scheme

EACH = pytest.mark.parametrize("scheme", schemes.all(), ids=lambda scheme: scheme.code)
# What the body adds of its own accord, whatever the scheme says.
OF_THE_BODY: dict[str, Any] = {
    "number": "X-1",
    "kind": "verification_statement",
    "body": {"accreditation": "A 1"},
    "client": {"name": "A client"},
    "dossier_sha256": "0" * 64,
    "scheme": {"edition": "1"},
    "results": [{"code": "E"}],
    "steps": [{"code": "E"}],
    "people": [{"name": "A lead"}],
    "evidence": [{"name": "a file"}],
    "findings": [{"number": "F1"}],
    "figures": [{"name": "a figure"}],
    "project": {"title": "A plant", "country": "CN", "site": "Chifeng"},
    "period": {"from": "2026-01-01", "until": "2026-12-31"},
    "validity": {"from": "2026-01-01", "until": "2026-12-31"},
    "verify_url": "https://body.example/c/1",
}


def passing(scheme: Scheme) -> Example:
    examples = import_module(f"verifier.schemes.{scheme.code}.examples").EXAMPLES
    return next(example for example in examples if not example.breached)


@EACH
class TestSaid:
    def test_fills_the_checklist_of_the_scheme(self, scheme: Scheme) -> None:
        example = passing(scheme)
        said = facts.said(example.under(scheme), scheme.facts(example.facts))
        assert [item.code for item in checklist.missing(scheme.checklist, OF_THE_BODY | said)] == []

    def test_names_the_opinion_in_the_words_of_the_scheme(self, scheme: Scheme) -> None:
        example = passing(scheme)
        said = facts.said(example.under(scheme), scheme.facts(example.facts))["opinion_reached"]
        assert scheme.opinions.meanings[Opinion(said["kind"])].issues
        assert said["words"]["en"]
        assert said["words"]["zh"]

    def test_has_st01_to_st25(self, scheme: Scheme) -> None:
        codes = [item.code for item in scheme.checklist]
        assert codes[:25] == [f"ST{n:02d}" for n in range(1, 26)]
        assert len(codes) == len(set(codes))


class TestComplete:
    def test_names_what_would_be_missing(self) -> None:
        scheme = schemes.all()[0]
        with pytest.raises(HeldBack) as held:
            facts.complete(scheme, {**OF_THE_BODY, "body": {"accreditation": ""}})
        assert "ST03" in {reason.subject for reason in held.value.reasons}
