"""Sending files from the browser: many at once, gone on with after a break, each with its receipt."""

import os
import re
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Route, expect

from projects.models import Evidence, Upload
from projects.stages import EvidenceStage
from tests.factories.projects import PDF, Case, ask, staffed
from tests.factories.worked import METER_EXPORT
from tests.journeys.window import Window, aside
from verifier.local.papers import paper
from verifier.people.roles import Role

pytestmark = pytest.mark.browser_context_args(locale="en-GB")
PIECE = 16 << 20


@pytest.fixture
def case(window: Window) -> Iterator[Case]:
    """Afterwards the worker is done with what was sent."""
    yield staffed()
    while aside(lambda: Evidence.objects.unfinished().exclude(stage=EvidenceStage.HELD).exists()):
        time.sleep(0.05)


def opened(window: Window, case: Case, kind: str = "single_line_diagram") -> None:
    request = ask(case, kind)
    window.admit(case[Role.DEVELOPER])
    window.open("projects:send", request.pk)


def choose(window: Window, *files: Path) -> None:
    window.main.locator("input[type=file]").set_input_files(files)


def row(window: Window, name: str) -> Locator:
    return window.main.locator(".app-arrival").filter(has_text=name)


def table(folder: Path, *, pieces: int, name: str = "table.csv") -> Path:
    """A CSV that is sent in so many pieces."""
    file = folder / name
    line = b"a,b\n" + b"1,2\n" * 4095
    file.write_bytes(line * (PIECE * pieces // len(line)))
    return file


def arrived(name: str) -> Evidence:
    return aside(lambda: Evidence.objects.get(name=name))


def one_piece_only() -> Callable[[Route], None]:
    """What a line lets through that breaks after the first piece, without telling."""
    seen: list[Route] = []

    def let_through(route: Route) -> None:
        if route.request.method == "PATCH":
            seen.append(route)
            if len(seen) > 1:
                return  # neither answered nor broken off
        route.continue_()

    return let_through


def slowly(*, seconds: float) -> Callable[[Route], None]:
    """A line on which each piece takes its time."""

    def let_through(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    return let_through


def come_back(window: Window) -> None:
    """The browser is closed and opened again, over a line that lets everything through."""
    address = window.page.url
    window.page.goto("about:blank")
    window.page.unroute_all(behavior="ignoreErrors")
    window.page.goto(address)


class TestUploads:
    def test_of_many_files_each_have_a_receipt(
        self, window: Window, case: Case, tmp_path: Path, axe: Callable[[], None]
    ) -> None:
        opened(window, case)
        good, bad = tmp_path / "单线图.pdf", tmp_path / "macro.xlsm"
        good.write_bytes(paper("Diagram", "All of it"))
        bad.write_bytes(PDF)
        choose(window, good, bad)
        expect(row(window, "单线图.pdf")).to_contain_text("Ready to send")
        window.press("Send")
        expect(row(window, "单线图.pdf")).to_contain_text("On file")
        expect(row(window, "单线图.pdf")).to_contain_text("your browser computed the same hash")
        expect(row(window, "macro.xlsm")).to_contain_text("can carry macros")
        expect(row(window, "macro.xlsm")).to_contain_text("without macros")
        axe()
        came = arrived("单线图.pdf")
        assert (came.compared, came.sha256) == (True, sha256(good.read_bytes()).hexdigest())
        row(window, "macro.xlsm").get_by_role("button", name="Remove").click()
        expect(row(window, "macro.xlsm")).to_have_count(0)
        row(window, "单线图.pdf").get_by_role("link", name=re.compile(r"^Receipt\W+单线图")).click()
        window.reads("The sender's own machine computed the same hash.", came.sha256)

    def test_takes_a_file_that_was_chosen_before_its_script_came(
        self, window: Window, case: Case, tmp_path: Path
    ) -> None:
        early, held = tmp_path / "early.pdf", list[Route]()
        early.write_bytes(paper("Early", "All of it"))
        request = ask(case, "single_line_diagram")
        window.admit(case[Role.DEVELOPER])

        def hold(route: Route) -> None:
            held.append(route)

        window.page.route(re.compile(r"uploads[^/]*\.m?js"), hold)
        window.page.goto(window.address + reverse("projects:send", args=[request.pk]), wait_until="commit")
        choose(window, early)
        for route in held:
            route.continue_()
        expect(row(window, "early.pdf")).to_contain_text("Ready to send")
        assert held

    def test_of_many_files_end_with_what_became_of_them(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        for name, content in {
            "one.pdf": paper("One", "1"),
            "two.pdf": paper("Two", "2"),
            "macro.xlsm": PDF,
            "program.pdf": b"MZ\x90\x00" + os.urandom(100),
            "empty.csv": b"",
        }.items():
            (tmp_path / name).write_bytes(content)
        choose(window, *sorted(tmp_path.iterdir()))
        # Said at once, before anything is sent.
        expect(row(window, "empty.csv")).to_contain_text("The file is empty (0 bytes).")
        outcome = window.main.locator("[data-outcome]")
        expect(outcome).to_be_hidden()
        window.press("Send")
        expect(outcome).to_have_text("2 sent · 3 refused")
        expect(outcome).to_be_focused()
        expect(window.main.get_by_role("button", name="Send", exact=True)).to_be_hidden()
        another = tmp_path / "another.pdf"
        another.write_bytes(paper("Another", "3"))
        choose(window, another)
        window.press("Send")
        expect(outcome).to_have_text("3 sent · 3 refused")

    def test_tell_how_fast_they_go_and_for_how_long(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = table(tmp_path, pieces=4)
        window.page.route(re.compile("/api/v1/uploads/"), slowly(seconds=0.7))
        choose(window, file)
        window.press("Send")
        outcome = window.main.locator("[data-outcome]")
        pace = re.compile(r"^All files: \d+ % · [\d.]+\xa0MB per second · \d+ seconds? left$")
        expect(outcome).to_have_text(pace)
        expect(outcome).to_have_text(re.compile("^1 sent"))

    def test_refused_on_examination_say_why(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = tmp_path / "program.pdf"
        file.write_bytes(b"MZ\x90\x00" + os.urandom(100))
        choose(window, file)
        window.press("Send")
        expect(row(window, "program.pdf")).to_contain_text("The file is a program.")

    def test_broken_off_go_on_where_they_were(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = table(tmp_path, pieces=3)
        sent: list[str] = []

        def let_one_through(route: Route) -> None:
            if route.request.method == "PATCH":
                sent.append(route.request.headers["upload-offset"])
                if len(sent) == 2:
                    route.abort()
                    return
            route.continue_()

        window.page.route(re.compile("/api/v1/uploads/"), let_one_through)
        choose(window, file)
        window.press("Send")
        expect(row(window, file.name)).to_contain_text("your browser computed the same hash")
        assert sent == ["0", str(PIECE), str(PIECE), str(2 * PIECE)]
        assert arrived(file.name).sha256 == sha256(file.read_bytes()).hexdigest()

    def test_go_on_after_the_browser_was_closed(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = table(tmp_path, pieces=3)
        choose(window, file)
        window.page.route(re.compile("/api/v1/uploads/"), one_piece_only())
        window.press("Send")
        expect(row(window, file.name)).to_contain_text(re.compile(r"Sending: (3[3-9]|4\d) %"))
        come_back(window)
        window.reads("Begun and not finished", "16.8\u00a0MB of 50.3\u00a0MB have arrived.")
        choose(window, file)
        expect(window.main.get_by_text("Begun and not finished")).to_be_hidden()
        window.press("Send")
        expect(row(window, file.name)).to_contain_text("your browser computed the same hash")
        assert arrived(file.name).sha256 == sha256(file.read_bytes()).hexdigest()
        assert aside(Upload.objects.count) == 0

    def test_with_another_content_than_was_begun_are_refused(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = table(tmp_path, pieces=2)
        choose(window, file)
        window.page.route(re.compile("/api/v1/uploads/"), one_piece_only())
        window.press("Send")
        expect(row(window, file.name)).to_contain_text(re.compile(r"Sending: (50|49) %"))
        come_back(window)
        file.write_bytes(file.read_bytes().replace(b"a,b", b"b,a"))
        choose(window, file)
        window.press("Send")
        expect(row(window, file.name)).to_contain_text("the two hashes differ")
        assert not aside(Evidence.objects.exists)
        row(window, file.name).get_by_role("button", name="Remove").click()
        expect(row(window, file.name)).to_have_count(0)
        window.page.reload()
        expect(window.main.get_by_text("Begun and not finished")).to_have_count(0)

    def test_are_paused_and_go_on(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        file = table(tmp_path, pieces=2)
        choose(window, file)
        window.page.route(re.compile("/api/v1/uploads/"), one_piece_only())
        window.press("Send")
        expect(row(window, file.name)).to_contain_text(re.compile(r"Sending: (50|49) %"))
        row(window, file.name).get_by_role("button", name="Pause").click()
        expect(row(window, file.name)).to_contain_text("Paused:")
        expect(row(window, file.name).get_by_role("button", name="Go on")).to_be_focused()
        window.page.unroute_all(behavior="ignoreErrors")
        row(window, file.name).get_by_role("button", name="Go on").click()
        expect(row(window, file.name)).to_contain_text("your browser computed the same hash")
        assert aside(Evidence.objects.count) == 1

    def test_of_a_folder_keep_where_each_file_lay(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        for place in ("plans/one.csv", "plans/deep/two.csv"):
            (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place).write_text(f"a,b\n1,{place}\n")
        with window.page.expect_file_chooser() as chooser:
            window.press("Choose a folder")
        chooser.value.set_files(tmp_path / "plans")
        window.press("Send")
        for name in ("one.csv", "two.csv"):
            expect(row(window, name)).to_contain_text("your browser computed the same hash")
        assert arrived("two.csv").folder == "plans/deep"

    def test_of_a_meter_take_the_zone_that_was_chosen(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case, "meter_export")
        file = tmp_path / "meter.csv"
        file.write_bytes(METER_EXPORT["iscc_eu"].encode())
        choose(window, file)
        window.fill({"zone": "Asia/Shanghai"})
        window.press("Send")
        expect(row(window, "meter.csv")).to_contain_text("your browser computed the same hash")
        assert arrived("meter.csv").zone == "Asia/Shanghai"

    def test_correct_an_earlier_file_one_at_a_time(self, window: Window, case: Case, tmp_path: Path) -> None:
        opened(window, case)
        files = [tmp_path / f"{number}.csv" for number in range(3)]
        for file in files:
            file.write_text(f"a,b\n1,{file.name}\n")
        choose(window, files[0])
        window.press("Send")
        expect(row(window, "0.csv")).to_contain_text("On file")
        window.page.reload()
        choose(window, *files[1:])
        window.fill({"replaces": str(arrived("0.csv").pk)})
        window.press("Send")
        expect(row(window, "1.csv")).to_contain_text("Only one file can correct an earlier file.")
        row(window, "1.csv").get_by_role("button", name="Remove").click()
        window.press("Send")
        expect(row(window, "2.csv")).to_contain_text("your browser computed the same hash")
        assert arrived("2.csv").replaces_id == arrived("0.csv").pk
