"""What a question asks: whether it leans on the one before, and what kind of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Kind = Literal["number", "money", "date", "time", "person", "place", "colour", "any"]

_LEANS_EN = re.compile(
    r"^(?:and|but|so|then|also|or|what about|how about|what if|why not|which one|the same)\b"
    r"|\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|that one|those|these|this|there|the same|"
    r"the (?:former|latter|first|second|other) one)\b",
    re.IGNORECASE,
)
_LEANS_ZH = re.compile(
    r"^(?:那么?|还有|另外|以及|那|再|也|同样)|[它他她]们?的?|这个|那个|这些|那些|其中|上述|后者|前者|呢[？?]?$"
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|long|far|old|often|large|big|tall|high|deep|fast)\b|\b(?:price|cost|fee|rent|amount|percentage|percent|number of|rate|deposit)\b"
    r"|多少|几[个次年天月位人条层台种]|多[长大高远久重快深]|价格|费用|金额|比例|百分之|数量|租金|押金|单价|总价",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:when|what (?:year|date|day|time|month|century|hours?)|which (?:year|day|month)|until when|how soon|deadline)\b"
    r"|什么时候|何时|哪一?年|哪一?天|几[月号点日]|什么时间|日期|期限|多久|哪个月|截止",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bwhen\b|\bwhat (?:year|date|day|month|century)\b|\bwhich (?:year|day|month|century)\b"
    r"|什么时候|何时|哪一?年|哪一?天|哪个月|几[月号]|日期",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:price|cost|costs|fee|rent|how much money|salary|wage|budget|profit|revenue)\b"
    r"|\bhow much\b.*\b(?:pay|paid|pays|cost|costs|charge|charged|spend|spent|earn|earned|owe|owed)\b"
    r"|多少钱|价格|费用|金额|租金|押金|单价|总价|工资|薪水|付多少|预算|利润|收入",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:who|whom|whose)\b|谁|哪位|什么人|何人", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:where|what address)\b|哪里|哪儿|何处|地址|什么地方|地点", re.IGNORECASE)
_COLOUR = re.compile(r"\bwhat colou?rs?\b|什么颜色|何种颜色|哪种颜色", re.IGNORECASE)
_COUNTED = re.compile(r"几([个次份条人台层名张把件套页章种天年岁遍片粒瓶杯节门])")
_FEW_WORDS = 3


def leans(question: str) -> bool:
    """Tell whether a question cannot be understood without what was said before it."""
    text = question.strip()
    if _LEANS_EN.search(text) or _LEANS_ZH.search(text):
        return True
    n_han = len(re.findall(r"[\u4e00-\u9fff]", text))
    return n_han <= 5 if n_han else len(text.split()) <= _FEW_WORDS


def kind(question: str) -> Kind:
    """What kind of answer is wanted, as far as the question word tells."""
    for wanted, pattern in _ASKED:
        if pattern.search(question):
            return wanted
    return "any"


_COMPARES = re.compile(
    r"\b(?:compared?|comparison|difference|differ|versus|vs|both|respectively|than|either)\b"
    r"|分别|比较|对比|相比|区别|差别|不同|两者|哪个更|都",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:what|which) (?:are|were|\w+s(?<!is)(?<!was)(?<!does))\b|\bwhat (?:is|comes) in(?:side)?\b|\b(?:list|steps|following|everything)\b"
    r"|^how (?:do|does|is|are|can|should)\b|哪些|哪几|列出|有什么|步骤|怎么|怎样|如何|什么(?:材料|手续|条件|东西|要求)",
    re.IGNORECASE,
)


def compares(question: str) -> bool:
    """Tell whether a question is about two things beside each other."""
    return _COMPARES.search(question) is not None


def asks_for_several(question: str) -> bool:
    """Tell whether the answer is likely a list."""
    return _SEVERAL.search(question) is not None


_HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|third|quarter|dozen|once|twice|free)\b"
    r"|[零〇一二两三四五六七八九十百千万亿半]",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(
    r"\b\d{3,4}s?\b|[\d〇零一二三四五六七八九十]\s*[月年]|\d[.\-/]\d{1,2}[.\-/]\d|世纪|\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century)\b"
    r"|星期|周[一二三四五六日末]|明年|今年|去年|季度",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|year|month|week|day|hour|minute|night|morning|during|after|before|until|later|ago|spring|summer|autumn|winter)s?\b"
    r"|[年月日时号天周]|世纪|期间|之后|之前|小时|分钟",
    re.IGNORECASE,
)
_HAS_MONEY = re.compile(
    r"[€$£¥￥%]|\b(?:euros?|dollars?|pounds?|yuan|rmb|usd|eur|cents?|percent|free)\b"
    r"|[\d零一二两三四五六七八九十百千万亿] ?(?:元|块|美元|欧元)|人民币|[百千]分之|免费|[（(][百千万亿]*元",
    re.IGNORECASE,
)
_HAS_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|on) (?:the )?[A-Z]|\b(?:street|road|avenue|square|building|floor|room|hall)\b"
    r"|[路街号楼室省市区县镇村馆店厅厂]|国",
)
_HAS_COLOUR = re.compile(
    r"\b(?:black|white|red|green|blue|yellow|orange|brown|gr[ae]y|pink|purple|silver|gold(?:en)?)\b"
    r"|[黑白红绿蓝黄橙棕灰粉紫银金]色|原木",
    re.IGNORECASE,
)
_HAS_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-z]+|[\u4e00-\u9fff]")
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("colour", _COLOUR),
    ("date", _DATE),
    ("time", _TIME),
    ("money", _MONEY),
    ("number", _NUMBER),
    ("person", _PERSON),
    ("place", _PLACE),
)
_SHAPES: dict[Kind, re.Pattern[str]] = {
    "number": _HAS_NUMBER,
    "money": _HAS_MONEY,
    "date": _HAS_DATE,
    "time": _HAS_TIME,
    "person": _HAS_NAME,
    "place": _HAS_PLACE,
    "colour": _HAS_COLOUR,
}
_ALWAYS_PLAIN: frozenset[Kind] = frozenset({"money", "colour"})
_TELLING: frozenset[Kind] = frozenset({"money", "colour", "place"})


def fits(question: str, sentence: str) -> bool:
    """Tell whether a sentence holds the kind of thing that is asked for."""
    counted = _COUNTED.search(question)
    if counted is not None:
        return re.search(f"[\\d零一二两三四五六七八九十百千万] ?{counted[1]}", sentence) is not None
    shape = _SHAPES.get(kind(question))
    return shape is not None and shape.search(sentence) is not None


def is_telling(question: str) -> bool:
    """Tell whether few sentences hold the kind of thing that is asked for."""
    return _COUNTED.search(question) is not None or kind(question) in _TELLING


def is_missing(question: str, texts: Iterable[str]) -> bool:
    """Tell whether none of these texts can answer, as none holds the kind of thing asked for.

    Only kinds that are always written in a recognisable way are judged: a price, a colour.
    """
    wanted = kind(question)
    return wanted in _ALWAYS_PLAIN and not any(_SHAPES[wanted].search(text) for text in texts)
