"""What people make of signals: several at once, with a reason, on record for good."""

import pytest

from projects.models import Disposition, FieldWork, Series, Signal
from tests.api import Program
from tests.factories import projects as made
from tests.projects import series as exports
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs")


@pytest.fixture
def series(case: made.Case) -> Series:
    """With a gap, and with half a day that stands still."""
    return exports.read(case, exports.export({"A": [900] * 12 + exports.STEADY, "B": exports.HOLED}))


def asking(series: Series) -> list[Signal]:
    return list(series.noticed.exclude(severity="info"))


class TestDispose:
    def test_puts_a_reason_beside_each_that_is_ticked(self, case: made.Case, series: Series) -> None:
        ticked = [signal.pk for signal in asking(series)]
        assert len(ticked) > 1
        reader = Reader(case[Role.VERIFIER])
        reader.do("dispose", series.pk, signal=ticked, verdict="explained", reason="The log shows it.")
        assert Disposition.objects.count() == len(ticked)
        page = text(reader.see("series", series.pk))
        assert page.count("The log shows it.") == len(ticked)
        assert "Nobody has said what became of it." not in page

    def test_keeps_what_was_said_before(self, case: made.Case, series: Series) -> None:
        signal, reader = asking(series)[0], Reader(case[Role.LEAD])
        reader.do("dispose", series.pk, signal=signal.pk, verdict="explained", reason="At first sight.")
        reader.do("dispose", series.pk, signal=signal.pk, verdict="referred", reason="To the metering office.")
        signal.refresh_from_db()
        assert signal.disposition is not None
        assert signal.disposition.verdict == "referred"
        page = text(reader.see("series", series.pk))
        assert "What was said before" in page
        assert "Explained: At first sight." in page

    def test_asks_nothing_of_what_is_only_to_note(self, case: made.Case, series: Series) -> None:
        note = series.noticed.filter(severity="info").first()
        assert note is not None
        reader = Reader(case[Role.LEAD])
        assert f'id="tick-{note.pk}"' not in reader.see("series", series.pk).content.decode()
        page = reader.do("dispose", series.pk, signal=note.pk, verdict="explained", reason="So it is.")
        assert page.status_code == 422
        assert not Disposition.objects.exists()

    @pytest.mark.parametrize("missing", ["signal", "verdict", "reason"])
    def test_names_what_is_missing_and_keeps_what_was_ticked(
        self, case: made.Case, series: Series, missing: str
    ) -> None:
        signal = asking(series)[0]
        said = {"signal": signal.pk, "verdict": "explained", "reason": "So it is."}
        del said[missing]
        page = Reader(case[Role.LEAD]).do("dispose", series.pk, **said)
        assert page.status_code == 422
        assert "There is a problem" in text(page)
        ticked = f'id="tick-{signal.pk}" checked' in page.content.decode()
        assert ticked is (missing != "signal")
        assert not Disposition.objects.exists()

    def test_takes_no_signal_of_another_series(self, case: made.Case, series: Series) -> None:
        other = exports.read(case, exports.export({"C": exports.HOLED}), "other.csv")
        page = Reader(case[Role.LEAD]).do(
            "dispose", series.pk, signal=asking(other)[0].pk, verdict="explained", reason="So it is."
        )
        assert page.status_code == 422
        assert not Disposition.objects.exists()

    @pytest.mark.parametrize("role", [Role.DEVELOPER, Role.OBSERVER])
    def test_is_not_for_the_client(self, case: made.Case, series: Series, role: Role) -> None:
        reader = Reader(case[role])
        assert 'name="signal"' not in reader.see("series", series.pk).content.decode()
        said = {"signal": asking(series)[0].pk, "verdict": "explained", "reason": "So it is."}
        assert reader.do("dispose", series.pk, **said).status_code == 403
        assert not Disposition.objects.exists()


class TestDispositions:
    """The body's own matter until the report is decided on."""

    @pytest.mark.parametrize(("role", "told"), [(Role.DEVELOPER, False), (Role.REVIEWER, True), (Role.OBSERVER, True)])
    def test_are_told_to_who_reads_the_report_in_the_making(
        self, case: made.Case, series: Series, role: Role, told: bool
    ) -> None:
        signals, reader = asking(series), Reader(case[Role.LEAD])
        said = {"signal": signals[0].pk, "verdict": "misstatement", "reason": "Quietwater did the same."}
        reader.do("dispose", series.pk, **said)
        page = text(Reader(case[role]).see("series", series.pk))
        assert ("Quietwater did the same." in page) is told
        assert ("Nobody has said what became of it." in page) is told
        program = Program(case[role])
        noticed = program.get(f"series/{series.pk}").json()["noticed"]
        assert {one["id"] for one in noticed} >= {one.pk for one in signals}
        assert all(("dispositions" in one) is told for one in noticed)
        events = program.get(f"engagements/{case.engagement.pk}/events").json()["results"]
        assert ("signal.disposed" in {one["act"] for one in events}) is told

    @pytest.mark.parametrize(("role", "told"), [(Role.DEVELOPER, False), (Role.LEAD, True)])
    def test_of_what_lies_between_meters_are_told_to_the_same(self, case: made.Case, role: Role, told: bool) -> None:
        made.measured(case, exports.sent(case, exports.export({"x": [9] * 24})), meter="M-7", flow="imp")
        assert Disposition.objects.filter(signal__found_in__isnull=False, reason="Seen on site.").exists()
        page = text(Reader(case[role]).see("meters", case.engagement.pk))
        assert ("Seen on site." in page) is told
        found = Program(case[role]).get(f"engagements/{case.engagement.pk}/comparison").json()["signals"]
        assert found
        assert all(("dispositions" in one) is told for one in found)


class TestMisstatement:
    def test_is_offered_where_a_signal_was_found_to_be_one(self, case: made.Case, series: Series) -> None:
        signal, reader = asking(series)[0], Reader(case[Role.LEAD])
        reader.do("dispose", series.pk, signal=signal.pk, verdict="misstatement", reason="It was never made good.")
        page = reader.see("series", series.pk)
        link = page.content.decode().partition(f"/cases/{case.engagement.pk}/misstatements/record?reference=")[2]
        assert link
        reference = f"{series}: {signal.code}"
        form = reader.see("record_misstatement", case.engagement.pk, data={"reference": reference})
        assert f'value="{reference}"' in form.content.decode()
        said = {"line-reference": reference, "line-amount": "12.5", "line-source": "factual"}
        assert reader.do("record_misstatement", case.engagement.pk, **said).status_code == 302
        again = reader.do("record_misstatement", case.engagement.pk, **said)
        assert again.status_code == 422
        assert "on record already" in text(again)
        (line,) = FieldWork.objects.get().read().misstatements
        assert (line.reference, str(line.amount)) == (reference, "12.5")

    def test_needs_an_amount(self, case: made.Case) -> None:
        said = {"line-reference": "x", "line-source": "factual"}
        page = Reader(case[Role.LEAD]).do("record_misstatement", case.engagement.pk, **said)
        assert page.status_code == 422
        assert not FieldWork.objects.exists()
