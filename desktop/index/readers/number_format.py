"""A workbook's numbers as a person sees them: dates, times, percents, thousands, currencies."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_CURRENCY = re.compile(r"\[\$([^\]-]+)[^\]]*\]|\"([^\"]{1,4})\"|([$€£¥₹₩元])")
_NOT_FORMAT = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.|_.|\*.")
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DECIMALS = re.compile(r"\.(0+)")
_MAX_DECIMALS = 15
_DAY_S = 86_400
_LAST_DAY = 2_958_465  # 31 December 9999

Kind = Literal["plain", "date", "time", "elapsed", "moment", "percent", "number"]


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a cell's format makes of a number."""

    kind: Kind = "plain"
    decimals: int = 0
    has_thousands: bool = False
    before: str = ""
    after: str = ""


def format_of(number: int, code: str = "") -> NumberFormat:
    """The format of a built-in number or, where it has one, of a format code."""
    code = (code or _BUILT_IN.get(number, "")).split(";")[0]
    bare = _NOT_FORMAT.sub("", code)
    small = bare.lower()
    has_day, has_time = "y" in small or "d" in small, "h" in small or "s" in small
    if _ELAPSED.search(code):
        return NumberFormat("elapsed")
    if "general" in small or not small:
        return NumberFormat()
    if has_day or has_time:
        return NumberFormat("moment" if has_day and has_time else "date" if has_day else "time")
    if "m" in small and "0" not in small:
        return NumberFormat("date")
    found = _DECIMALS.search(bare)
    decimals = min(len(found.group(1)), _MAX_DECIMALS) if found else 0
    if "%" in bare:
        return NumberFormat("percent", decimals)
    if "0" not in bare or "e+" in small or "/" in bare:
        return NumberFormat()
    before, after = _currency(code)
    return NumberFormat("number", decimals, "," in bare, before, after)


def shown(value: float, form: NumberFormat, epoch: datetime) -> str:
    """A number as its cell shows it; `epoch` is the workbook's day 0."""
    if not math.isfinite(value):
        return ""
    if form.kind in ("date", "time", "elapsed", "moment") and 0 <= value <= _LAST_DAY:
        return _moment(value, form.kind, epoch)
    if form.kind == "percent":
        return f"{value * 100:.{form.decimals}f}%"
    if form.kind == "number":
        digits = f"{abs(value):{',' if form.has_thousands else ''}.{form.decimals}f}"
        return f"{'-' if value < 0 else ''}{form.before}{digits}{form.after}"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def _currency(code: str) -> tuple[str, str]:
    match = _CURRENCY.search(code)
    if match is None:
        return "", ""
    sign = next(each for each in match.groups() if each).strip()
    if match.start() < min(at for at in (code.find("0"), code.find("#")) if at >= 0):
        return sign if len(sign) == 1 else f"{sign} ", ""
    return "", f" {sign}"


def _moment(value: float, kind: Kind, epoch: datetime) -> str:
    seconds = round(value * _DAY_S)
    if kind in ("time", "elapsed"):
        minutes, second = divmod(seconds if kind == "elapsed" else seconds % _DAY_S, 60)
        hours, minute = divmod(minutes, 60)
        return f"{hours:02}:{minute:02}" + (f":{second:02}" if second else "")
    try:
        moment = epoch + timedelta(seconds=seconds)
    except OverflowError:
        return f"{value:.15g}"
    if kind == "date" or not seconds % _DAY_S:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}"
