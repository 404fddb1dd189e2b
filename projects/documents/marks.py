"""By what a document can be known again elsewhere. Nothing is a mark without its label: a bare number is none.

An invoice leaves its number, and its day, amount and seller: the same sale under another number is found as well.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from unicodedata import normalize

from projects.documents.digest import Mark

NEAR = 6  # bits of 64 in which pictures that look the same may differ; our own threshold
SERIAL = 6  # digits in a row that tell a serial number from a name; our own threshold
MOST_MARKS = 2_000
HEADING_ROWS = 60
LONGEST_TEXT = 2_000_000

FLAGS = re.IGNORECASE
SEPARATOR = r"[ \t]*[:#.]{0,2}[ \t]*\n?[ \t]*第?"
# Spaces within a number stand between digits only, and not before a date.
NUMBER = r"([A-Z0-9](?:(?:[-/.]|(?<=\d) (?=\d)(?!\d{4}[-/.年]))?[A-Z0-9]){3,39})(?![A-Z0-9])"
DATE = (
    r"(\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{1,2} [A-Z]{3,9}\.?,? \d{4}|[A-Z]{3,9}\.? \d{1,2},? \d{4})"
)
AMOUNT = r"(?:[A-Z]{2,3}\b|RMB|[¥$€£])?[ \t]*(\d[\d,.' ]*\d|\d)"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

INVOICE = r"发票号码|(?:tax )?invoice (?:no\b|number\b|num\b)|invoice #"
CODE = r"发票代码"
DAY = r"开票日期|(?:invoice |issue )?date(?: of issue)?"
TOTAL = (
    r"价税合计(?:[^\d\n]{0,30}小写\)?)?|amount due"
    r"|(?<!sub)(?<!sub-)(?<!sub )(?:grand |invoice )?total(?: (?:amount|due|payable))*"
)
SELLER = r"(?:销售方|销货单位|销方)(?:信息)?[ \t\n]*(?:名称)?|\b(?:seller|vendor|supplier|issued by|bill from)"
METER = (
    r"(?<![代报图列附])表号|(?:电能?表|表计|计量表)(?:资产|出厂)?(?:编号|号)|资产编号|出厂编号"
    r"|(?:meter )?serial(?: (?:no\b|number\b))?|meter (?:no\b|number\b)|\bS/N"
)
CERTIFICATE = r"(?:检定|校准)证书(?:编)?号?|证书编?号|(?:calibration )?certificate (?:no\b|number\b)"
CALIBRATION = re.compile(r"检定|校准|calibrat", FLAGS)


def labelled(label: str, value: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{label}){SEPARATOR}{value}", FLAGS)


FIND = {
    "invoice": labelled(INVOICE, NUMBER),
    "code": labelled(CODE, r"(\d{10,12})\b"),
    "day": labelled(DAY, DATE),
    "total": labelled(TOTAL, AMOUNT),
    "seller": re.compile(rf"(?:{SELLER})[ \t]*[:\n][ \t]*([^\n\t]{{2,80}})", FLAGS),
    "meter": labelled(METER, NUMBER),
    "certificate": labelled(CERTIFICATE, NUMBER),
}
HEADINGS = {
    "invoice": re.compile(INVOICE, FLAGS),
    "meter": re.compile(METER, FLAGS),
    "certificate": re.compile(CERTIFICATE, FLAGS),
}


def marks(texts: Iterable[str]) -> list[Mark]:
    """The marks in the texts of a file, each text (a page, say) by itself."""
    found: dict[Mark, None] = {}
    for text in texts:
        plain = re.sub(r"[\u2010-\u2015\u2212]", "-", normalize("NFKC", text[:LONGEST_TEXT]))
        found |= dict.fromkeys(_of_text(plain))
    return list(islice(found, MOST_MARKS))


def of_rows(rows: Sequence[Sequence[str | None]]) -> list[Mark]:
    """The marks in a table whose heading names them, such as a column of meter serials."""
    found: dict[Mark, None] = {}
    for at, row in enumerate(rows[:HEADING_ROWS]):
        for place, cell in enumerate(row):
            heading = normalize("NFKC", cell or "").strip(" :.#")
            for kind, label in HEADINGS.items():
                if label.fullmatch(heading):
                    below = (other[place] or "" for other in rows[at + 1 :] if place < len(other))
                    found |= dict.fromkeys(Mark(kind, number) for one in below if (number := _whole(one, kind)))
    return list(islice(found, MOST_MARKS))


def of_meters(rows: Sequence[Sequence[str | None]], headings: Collection[str]) -> list[Mark]:
    """The serial numbers in the columns of a table under one of `headings`, which are in small letters.

    Under such a word names stand as often as numbers.
    """
    found: dict[Mark, None] = {}
    for at, row in enumerate(rows[:HEADING_ROWS]):
        for place, cell in enumerate(row):
            if _heading(cell) in headings:
                below = (other[place] or "" for other in rows[at + 1 :] if place < len(other))
                found |= dict.fromkeys(Mark("meter", number) for one in below if (number := serial(one)))
    return list(islice(found, MOST_MARKS))


def serial(name: str) -> str | None:
    """The serial number that a meter is called by. None for a mere name, such as INV-01, which many plants have."""
    number = _whole(name, "meter")
    return number if number and re.search(rf"\d{{{SERIAL}}}", number) else None


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two pictures differ; 64 where one value is not how a picture looks."""
    if not (re.fullmatch(r"[0-9a-f]{16}", one) and re.fullmatch(r"[0-9a-f]{16}", other)):
        return 64
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _heading(cell: str | None) -> str:
    """As monitoring compares them: without what stands in brackets."""
    word = re.sub(r"[(\[].*?[)\]]", "", normalize("NFKC", cell or ""))
    return re.sub(r"\s+", " ", word).strip(" :.#-_/,").lower()


def _of_text(text: str) -> Iterator[Mark]:
    for number in _numbers("meter", text):
        yield Mark("meter", number)
    if CALIBRATION.search(text):
        for number in _numbers("certificate", text):
            yield Mark("certificate", number)
    invoices = _numbers("invoice", text)
    seller = _party(text)
    code = _numbers("code", text)
    for number in invoices:
        if len(code) == 1:
            yield Mark("invoice", f"{code[0]}/{number}")
        elif _is_long(number):
            yield Mark("invoice", number)
        elif seller:
            yield Mark("invoice", f"{number}|{seller}")
    # On a list of invoices nobody knows whose the one total is.
    day, total = _day(text), _total(text)
    if len(invoices) == 1 and day and total and seller:
        yield Mark("invoice", f"{day}|{total}|{seller}")


def _numbers(kind: str, text: str) -> list[str]:
    found = (_number(match[1], kind) for match in FIND[kind].finditer(text))
    return list(dict.fromkeys(number for number in found if number))


def _whole(cell: str, kind: str) -> str | None:
    plain = normalize("NFKC", cell).strip()
    number = _number(plain, kind) if re.fullmatch(NUMBER, plain, FLAGS) else None
    return number if number and (kind != "invoice" or _is_long(number)) else None


def _number(said: str, kind: str) -> str | None:
    """Without spaces and dashes, in capitals. None for what is a date, or too short to tell one thing from another."""
    number = re.sub(r"[\s-]", "", said).strip("./").upper()
    fewest = 2 if kind == "invoice" else 4
    if sum(letter.isdigit() for letter in number) < fewest or re.match(rf"{DATE}(?!\d)", said, FLAGS):
        return None
    return number


def _is_long(number: str) -> bool:
    """Whether an invoice number alone tells invoices apart: those of China have 8 or 20 digits."""
    return sum(letter.isdigit() for letter in number) >= 8


def _party(text: str) -> str | None:
    found = FIND["seller"].search(text)
    if found is None:
        return None
    name = re.sub(r"\W", "", found[1].removeprefix("名称")).upper()[:80]
    return name or None


def _total(text: str) -> Decimal | None:
    """The largest of what is called a total."""
    amounts = [amount for match in FIND["total"].finditer(text) if (amount := _amount(match[1]))]
    return max(amounts, default=None)


def _amount(said: str) -> Decimal | None:
    """1,234.56 and 1.234,56 are the same; the last mark before two digits is the decimal one."""
    plain = re.sub(r"[ ']", "", said)
    if re.search(r",\d\d\Z", plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if 0 < amount < Decimal(10**15) else None


def _day(text: str) -> str | None:
    found = FIND["day"].search(text)
    if found is None:
        return None
    said = found[1].lower()
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    try:
        if len(numbers) == 2:
            day, year = numbers
            month = 1 + MONTHS.index("".join(re.findall(r"[a-z]", said))[:3])
        elif numbers[0] > 31:
            year, month, day = numbers
        else:
            day, month, year = numbers if numbers[1] <= 12 else (numbers[1], numbers[0], numbers[2])
        return date(year, month, day).isoformat()
    except (ValueError, TypeError):
        return None
