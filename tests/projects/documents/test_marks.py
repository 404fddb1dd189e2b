import pytest

from projects.documents.digest import Mark
from projects.documents.marks import distance, marks, of_meters, of_rows

FAPIAO = """电子发票（增值税专用发票）
发票号码：２６１１２０００００００１２３４５６７８
开票日期：2026年01月31日
购买方信息 名称：某某热电有限公司 统一社会信用代码：91110000MA01ABCDEF
销售方信息
名称：华北电力设备有限公司
项目名称 金额 税额
价税合计（大写）壹万贰仟叁佰肆拾伍圆陆角柒分 （小写）￥12,345.67
"""
OLD_FAPIAO = "发票代码：1100194130\n发票号码：12345678\n开票日期：2020年03月02日"
ENGLISH = """TAX INVOICE
Seller: Northern Grid Ltd.
Invoice No.: INV-4711
Date of issue: 31 January 2026
Subtotal 10,000.00
VAT 2,345.67
Total due: EUR 12.345,67
"""


def values(kind: str, *texts: str) -> list[str]:
    return [mark.value for mark in marks(texts) if mark.kind == kind]


class TestMarksOfAnInvoice:
    def test_are_its_number_and_what_was_sold(self) -> None:
        assert values("invoice", FAPIAO) == ["26112000000012345678", "2026-01-31|12345.67|华北电力设备有限公司"]

    def test_find_the_same_sale_under_another_number(self) -> None:
        again = FAPIAO.replace("２６１１", "２６１２").replace("12,345.67", "12345.67").replace("：华", ": 华")

        assert set(values("invoice", FAPIAO)) & set(values("invoice", again)) == {
            "2026-01-31|12345.67|华北电力设备有限公司"
        }

    @pytest.mark.parametrize(
        ("old", "new"), [("12,345.67", "12,345.68"), ("01月31日", "01月30日"), ("华北电力设备", "华东电力设备")]
    )
    def test_tell_another_sale_apart(self, old: str, new: str) -> None:
        other = FAPIAO.replace("２６１１", "２６１２").replace(old, new)

        assert not set(values("invoice", FAPIAO)) & set(values("invoice", other))

    def test_take_the_code_to_the_number_of_eight_digits(self) -> None:
        assert values("invoice", OLD_FAPIAO) == ["1100194130/12345678"]

    def test_take_the_seller_to_a_short_number(self) -> None:
        assert values("invoice", ENGLISH) == ["INV4711|NORTHERNGRIDLTD", "2026-01-31|12345.67|NORTHERNGRIDLTD"]

    def test_are_none_for_a_short_number_of_nobody(self) -> None:
        assert values("invoice", "Invoice No. 1001") == []

    def test_give_no_sale_for_a_list_of_invoices(self) -> None:
        listed = ENGLISH + "Invoice No.: INV-4712\n"

        assert values("invoice", listed) == ["INV4711|NORTHERNGRIDLTD", "INV4712|NORTHERNGRIDLTD"]

    @pytest.mark.parametrize(
        "written",
        ["31/01/2026", "31.01.2026", "2026-01-31", "2026/1/31", "January 31, 2026", "31 Jan. 2026", "01/31/2026"],
    )
    def test_read_the_day_however_it_is_written(self, written: str) -> None:
        assert "2026-01-31|12345.67|NORTHERNGRIDLTD" in values("invoice", ENGLISH.replace("31 January 2026", written))

    @pytest.mark.parametrize("written", ["$12,345.67", "CNY 12345.67", "12 345,67", "12'345.67", "€ 12.345,67"])
    def test_read_the_amount_however_it_is_written(self, written: str) -> None:
        text = ENGLISH.replace("EUR 12.345,67", written)

        assert "2026-01-31|12345.67|NORTHERNGRIDLTD" in values("invoice", text)


class TestMarksOfAMeter:
    @pytest.mark.parametrize(
        "text",
        [
            "表号：DT-8800 123",
            "电能表编号 DT8800123",
            "电表编号\tDT8800123\t倍率\t60",
            "资产编号:\nDT8800123",
            "出厂编号　ＤＴ８８００１２３",
            "Meter serial: dt8800123",
            "Serial No. DT8800123",
            "meter serial number: DT\u20138800123",
            "S/N: DT8800123, made in 2020",
        ],
    )
    def test_are_its_serial_in_one_writing(self, text: str) -> None:
        assert values("meter", text) == ["DT8800123"]

    @pytest.mark.parametrize(
        "text",
        [
            "DT8800123",
            "代表号：12345678",
            "报表号 20260131",
            "表号 时间 电量\n2026-01-31",
            "表号 2026-01-31 10:11",
            "Serial No. 1",
            "serial production of 123456 units",
            "S/N: n/a",
        ],
    )
    def test_are_none_without_label_or_number(self, text: str) -> None:
        assert values("meter", text) == []

    def test_do_not_run_on_into_the_day_behind_the_number(self) -> None:
        assert values("meter", "表号 12345678 2026-01-31") == ["12345678"]


class TestMarksOfACertificate:
    @pytest.mark.parametrize(
        "text",
        [
            "检定证书\n证书编号：第JZ2026-1234号",
            "校准证书编号: JZ2026-1234",
            "Calibration certificate No.: JZ2026-1234",
            "CALIBRATION\nCertificate number JZ20261234",
        ],
    )
    def test_are_its_number(self, text: str) -> None:
        assert values("certificate", text) == ["JZ20261234"]

    @pytest.mark.parametrize("text", ["证书编号：CNAS20261234", "Certificate No. ISO20261234"])
    def test_are_none_for_a_certificate_of_something_else(self, text: str) -> None:
        assert values("certificate", text) == []


class TestOfRows:
    def test_takes_the_column_under_a_heading(self) -> None:
        rows = [
            ["2026 年电表清单"],
            ["序号", "表 号", "电表编号", None],
            ["1", "x", "DT8800123"],
            ["2", "y", "DT8800124"],
        ]

        assert of_rows([*rows, ["3", "z", "2026-01-31"], ["合计"]]) == [
            Mark("meter", "DT8800123"),
            Mark("meter", "DT8800124"),
        ]

    def test_takes_nothing_from_other_columns(self) -> None:
        assert of_rows([["时间", "电量"], ["20260131", "12345678"]]) == []


class TestOfMeters:
    @pytest.mark.parametrize("heading", ["meter id", "METER  ID:", "Meter ID (kWh)", "设备SN", "＃设备SN"])
    def test_takes_the_column_under_any_of_the_headings(self, heading: str) -> None:
        rows = [["Time", heading], ["2026-03-14", "SN-1234567"], ["2026-03-14", "SN-1234567"], ["", None], ["x"]]

        assert of_meters(rows, {"meter id", "设备sn"}) == [Mark("meter", "SN1234567")]

    @pytest.mark.parametrize("name", ["INV-01", "WTG 12", "M1", "Plant 2026", "2026-01-31", "A12345", "123456 kWh", ""])
    def test_takes_no_name_for_a_number(self, name: str) -> None:
        assert of_meters([["Meter ID"], [name]], {"meter id"}) == []


class TestDistance:
    @pytest.mark.parametrize(
        ("one", "other", "bits"),
        [
            ("00000000000000ff", "00000000000000ff", 0),
            ("00000000000000ff", "800000000000000f", 5),
            ("00000000000000ff", "camera|DJI M3E||2026-01-31T10:11:12", 64),
        ],
    )
    def test_counts_the_bits_that_differ(self, one: str, other: str, bits: int) -> None:
        assert distance(one, other) == bits
