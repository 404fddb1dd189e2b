"""Which table of a file is the series."""

from collections.abc import Sequence
from pathlib import Path

from projects.monitoring import layouts, words
from projects.monitoring.layouts import Block
from projects.monitoring.profile import Profile
from projects.monitoring.series import Unreadable
from projects.monitoring.sheets import MOST_COLUMNS, BookSheet, ParquetSheet, TextSheet, parquet, sheets
from verifier.inspection import Unacceptable, inspect
from verifier.rulebook.wording import Text

Sheet = BookSheet | TextSheet | ParquetSheet


def sheets_in(path: Path, name: str) -> Sequence[Sheet]:
    """What may be a table in the file. Raises Unreadable."""
    if path.suffix.lower() == ".parquet" or name.lower().endswith(".parquet"):
        found = parquet(path)
        if found:
            return [found]
    try:
        kind = inspect(path, name)
    except Unacceptable as fault:
        raise Unreadable(fault.code, fault.message, fault.mend) from fault
    return sheets(path, kind)


def choose(found: Sequence[Sheet], profile: Profile) -> tuple[Sheet, Block]:
    """The sheet with headings, and the headings."""
    heads = [(sheet, sheet.head) for sheet in found]
    widest = max((len(row) for _, head in heads for row in head), default=0)
    if widest > MOST_COLUMNS:
        raise _too_wide(widest)
    unit = words.alone(profile.unit)
    fit = [(sheet, block) for sheet, head in heads if (block := layouts.block(head, unit=unit)) is not None]
    fit = _of_sheet(fit, profile.sheet)
    if not fit:
        raise Unreadable(
            "no-heading",
            Text(
                "No heading row with a time and a quantity was found in the first rows.",
                "在前几行中未找到同时含有时间和数据的标题行。",
            ),
            Text(
                "Give the columns headings such as “Meter”, “Time” and “Energy (kWh)”.",
                "请为各列加上标题，例如“设备”“时间”“电量(kWh)”。",
            ),
        )
    if isinstance(found[0], BookSheet) and len(fit) > 1:
        named = ", ".join(f"“{sheet.name}”" for sheet, _ in fit)
        raise Unreadable(
            "many-sheets",
            Text("More than one sheet holds a series: {named}.", "有多个工作表含有数据：{named}。").format(named=named),
            Text(
                "Send each sheet as its own file, or name one in a profile.",
                "请将每个工作表单独保存后上传，或在读取配置中指明工作表。",
            ),
        )
    # Under the wrong separator the headings fall together.
    return max(fit, key=lambda one: len(one[1].titles))


def _of_sheet(fit: list[tuple[Sheet, Block]], named: str) -> list[tuple[Sheet, Block]]:
    """The sheet that a profile names, or those that are not hidden. Raises Unreadable."""
    if named:
        fit = [(sheet, block) for sheet, block in fit if sheet.name == named]
        if not fit:
            raise Unreadable(
                "no-sheet",
                Text("There is no sheet “{name}” with a series.", "没有含有数据的工作表“{name}”。").format(name=named),
                Text("Write the name of the sheet in the profile as in the workbook.", "请按工作簿填写工作表名称。"),
            )
        return fit
    shown = [(sheet, block) for sheet, block in fit if not isinstance(sheet, BookSheet) or sheet.visible]
    if fit and not shown:
        raise Unreadable(
            "hidden-sheet",
            Text("The only sheet with a series, “{name}”, is hidden.", "含有数据的工作表“{name}”处于隐藏状态。").format(
                name=fit[0][0].name
            ),
            Text("Show it in the workbook, or name it in a profile.", "请取消隐藏，或在读取配置中指明该工作表。"),
        )
    return shown


def _too_wide(width: int) -> Unreadable:
    return Unreadable(
        "columns",
        Text("The table has {width} columns; {most} are read.", "表格有 {width} 列；最多读取 {most} 列。").format(
            width=f"{width:,}", most=f"{MOST_COLUMNS:,}"
        ),
        Text(
            "Export fewer meters at a time, or one row per meter and interval.", "请分批导出，或按每表每时段一行导出。"
        ),
    )
