import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from projects.documents.digest import Mark, read
from projects.documents.marks import NEAR, distance
from projects.documents.pictures import look
from tests.projects.documents.conftest import Examine, Refusal
from tests.projects.documents.papers import photograph, with_camera
from verifier.inspection import Kind


class TestExamineAPicture:
    def test_says_what_its_camera_said(self, tmp_path: Path, seen: Examine) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(with_camera(photograph()))

        digest = seen(path, Kind.JPG)

        assert digest.facts == {
            "width": 640,
            "height": 480,
            "make": "DJI",
            "model": "M3E",
            "serial": "SN123",
            "offset": "+08:00",
            "taken_at": "2026-01-31T10:11:12.34",
            "gps": ["-40.510000", "116.391667"],
            "altitude": "55.2",
        }
        assert Mark("picture", "camera|DJI M3E|SN123|2026-01-31T10:11:12.34") in digest.marks

    def test_draws_it_anew_without_what_is_hidden_in_it(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(with_camera(photograph((3_000, 1_500))))

        seen(path, Kind.JPG)

        with Image.open(into / "picture.webp") as picture, Image.open(into / "thumbnail.webp") as small:
            assert (picture.size, small.size) == ((2_000, 1_000), (320, 160))
            assert not picture.getexif()
        assert b"SN123" not in (into / "picture.webp").read_bytes()

    def test_takes_a_telephone_s_picture_with_another_behind_it(self, tmp_path: Path, seen: Examine) -> None:
        photograph().save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[photograph()])

        assert seen(tmp_path / "a.jpg", Kind.JPG).facts["width"] == 640

    def test_turns_it_upright(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        exif = Image.Exif()
        exif[274] = 6
        photograph().save(tmp_path / "a.jpg", exif=exif)

        seen(tmp_path / "a.jpg", Kind.JPG)

        with Image.open(into / "picture.webp") as picture:
            assert picture.size == (480, 640)

    def test_is_read_back_as_it_was_written(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.png"
        photograph().save(path)

        digest = seen(path, Kind.PNG)

        assert read(into) == digest
        assert json.loads(json.dumps(digest.plain()))["kind"] == "png"

    @pytest.mark.parametrize(("name", "kind", "form"), [("a.png", Kind.PNG, "PNG"), ("a.jpg", Kind.JPG, "JPEG")])
    def test_is_refused_when_it_breaks_off(
        self, tmp_path: Path, refusal: Refusal, name: str, kind: Kind, form: str
    ) -> None:
        buffer = io.BytesIO()
        photograph().save(buffer, form)
        path = tmp_path / name
        path.write_bytes(buffer.getvalue()[:400])

        assert refusal(path, kind) == "damaged"


class TestLook:
    def test_stays_after_scaling_saving_and_a_change_of_light(self) -> None:
        picture = photograph()
        buffer = io.BytesIO()
        ImageEnhance.Brightness(picture.resize((300, 225))).enhance(1.1).save(buffer, "JPEG", quality=40)

        with Image.open(buffer) as again:
            assert distance(str(look(picture)), str(look(again))) <= NEAR

    def test_differs_for_another_picture(self) -> None:
        picture = photograph()

        assert distance(str(look(picture)), str(look(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))) > 3 * NEAR

    @pytest.mark.parametrize("shade", ["white", "black"])
    def test_is_none_for_an_empty_page(self, shade: str) -> None:
        assert look(Image.new("RGB", (600, 800), shade)) is None

    def test_is_none_for_a_clear_sky(self) -> None:
        assert look(Image.linear_gradient("L").resize((600, 400))) is None


class InGb18030(zipfile.ZipInfo):
    """A part whose name is written as archivers in China write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own
        return self.filename.encode("gb18030"), self.flag_bits


class TestExamineAnArchive:
    def test_lists_what_is_inside_by_its_chinese_name(self, tmp_path: Path, into: Path, seen: Examine) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("照片/一.jpg", b"x" * 10)
            archive.writestr(InGb18030("电表.csv", (2026, 1, 31, 10, 11, 12)), b"")
            archive.mkdir("empty")

        digest = seen(path, Kind.ZIP)

        listed = json.loads((into / "parts.json").read_text())
        assert [(part["name"], part["size"]) for part in listed] == [("照片/一.jpg", 10), ("电表.csv", 0)]
        assert listed[1]["modified"] == "2026-01-31T10:11:12"
        assert digest.facts == {"parts": 2, "unpacked": 10}
