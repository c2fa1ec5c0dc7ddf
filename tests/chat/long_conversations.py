"""Conversations longer than a context window: a fact early on, much else after it, and a question.

Seeded; the question asks in other words than the fact was told in, and later turns name things of
the same kind, so that a search for words alone meets rivals.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from desktop.domain import Language, Role

N_TURNS = 40


@dataclass(frozen=True, slots=True)
class LongConversation:
    """Turns in order, the question that comes after them, and what must be in its prompt."""

    turns: tuple[tuple[Role, str], ...]
    question: str
    gold: str
    language: Language


# what is said; what is asked; a rival of the same kind
_FACTS_EN = (
    ("The code for my gym locker is {gold}.", "Which code opens the locker at the gym?",
     "The code for the garage door is {rival}."),
    ("Our dog is called {gold} and is four years old.", "What did I say our dog is called?",
     "My neighbour's cat is called {rival}."),
    ("The invoice of the roofers has the number {gold}.", "What number does the roofers' invoice have?",
     "The invoice of the plumber has the number {rival}."),
    ("My flight to Lisbon is {gold}, it leaves on Friday.", "Which flight am I taking to Lisbon?",
     "The flight to Oslo is {rival}."),
    ("Dr. {gold} will operate on my knee.", "Who operates on my knee?",
     "Dr. {rival} looked at my teeth."),
    ("The project at work carries the name {gold}.", "What name does my project at work carry?",
     "The boat of my uncle carries the name {rival}."),
    ("The password of the guest wifi is {gold}.", "I need the guest wifi password again.",
     "The password of the old laptop is {rival}."),
    ("My sister moved to {gold} last spring.", "Where did my sister move to?",
     "My cousin moved to {rival} years ago."),
    ("The deposit for the flat was {gold} euros.", "How high was the deposit for the flat?",
     "The new sofa was {rival} euros."),
    ("The meeting with the auditors is in room {gold}.", "In which room do the auditors meet us?",
     "The choir sings in room {rival}."),
)  # fmt: skip
_FACTS_ZH = (
    ("我健身房储物柜的密码是{gold}。", "健身房储物柜密码是多少？", "车库门的密码是{rival}。"),
    ("我们家的狗叫{gold}，今年四岁。", "我家的狗叫什么名字？", "邻居家的猫叫{rival}。"),
    ("屋顶维修的发票号码是{gold}。", "维修屋顶的发票号码是什么？", "水管工的发票号码是{rival}。"),
    ("我去里斯本的航班是{gold}，周五起飞。", "我坐哪个航班去里斯本？", "去奥斯陆的航班是{rival}。"),
    ("{gold}医生会给我的膝盖做手术。", "谁给我的膝盖做手术？", "{rival}医生看了我的牙齿。"),
    ("我们公司的新项目代号为{gold}。", "公司新项目的代号是什么来着？", "叔叔的船名为{rival}。"),
    ("访客无线网络的密码为{gold}。", "再说一下访客无线网络密码。", "旧电脑的密码为{rival}。"),
    ("我姐姐去年春天搬到了{gold}。", "我姐姐搬到哪里去了？", "我表哥几年前搬到了{rival}。"),
    ("公寓的押金是{gold}元。", "公寓押金交了多少？", "新沙发花了{rival}元。"),
    ("和审计师的会议在{gold}会议室。", "审计师的会议安排在哪个会议室？", "合唱团在{rival}会议室排练。"),
)  # fmt: skip
_NAMES = (
    "Marwick", "Talbot", "Quillon", "Ferrante", "Oskarsen", "Bellweather", "Drummond", "Castellan",
    "Havering", "Ilmarin", "Jessamy", "Kowalczyk", "Lindqvist", "Montrose", "Northgate", "Pemberley",
)  # fmt: skip

_TOPICS_EN = (
    "the garden", "bread baking", "a tax form", "the museum", "old maps", "bicycle brakes",
    "the river walk", "choosing a sofa", "a birthday cake", "learning chess", "solar panels",
    "the school play", "train tickets", "a winter coat", "the balcony plants", "photo albums",
)  # fmt: skip
_SAID_EN = (
    "Tell me something about {topic}, I have been thinking of it since the weekend.",
    "What would you keep in mind about {topic} if you were me?",
    "I read a long article on {topic} and did not follow the second half of it.",
    "Could you compare two ways to go about {topic} in a few words?",
)
_ANSWERED_EN = (
    "With {topic} it helps to begin small. Write down what you have, what you need and what can"
    " wait until next month, then look at the list again after a few days with fresh eyes.",
    "Most people start {topic} too late and in too much of a hurry. Set a morning aside, lay out the"
    " parts, and ask somebody who has done it before to look over your shoulder.",
    "There are two schools about {topic}: one plans every step, the other tries and learns. Both"
    " arrive, the first with fewer surprises, the second with better stories to tell afterwards.",
)
_TOPICS_ZH = (
    "花园", "烤面包", "报税表", "博物馆", "旧地图", "自行车刹车", "河边散步", "挑选家具", "生日蛋糕",
    "学下棋", "太阳能板", "学校演出", "火车票", "冬天的大衣", "阳台植物", "相册",
)  # fmt: skip
_SAID_ZH = (
    "跟我聊聊{topic}吧，我从周末就一直在想这件事。",
    "如果你是我，关于{topic}你会注意些什么？",
    "我读了一篇关于{topic}的长文章，后半部分没看懂。",
)
_ANSWERED_ZH = (
    "说到{topic}，最好从小处着手。先把已有的、需要的和可以等到下个月的都写下来，过几天再用新的眼光看一遍清单，心里就会清楚许多。",
    "大多数人做{topic}都开始得太晚，又太着急。不妨留出一个上午，把东西摆开，再请有经验的人在旁边看一看，会省去不少麻烦。",
    "关于{topic}有两种做法：一种事先计划好每一步，另一种边做边学。两种都能成功，前者意外更少，后者留下更多可以讲的故事。",
)


def generate(n: int, seed: int = 7) -> list[LongConversation]:
    """Make `n` conversations, six English for every four Chinese."""
    chance = random.Random(seed)
    return [_conversation(chance, number, number % 10 >= 6) for number in range(n)]


def _conversation(chance: random.Random, number: int, is_zh: bool) -> LongConversation:
    fact, question, rival = (_FACTS_ZH if is_zh else _FACTS_EN)[(number // 2) % 10]
    gold, other = _value(chance, fact), _value(chance, fact)
    turns: list[tuple[Role, str]] = []
    while len(turns) < N_TURNS:
        said, answered = _exchange(chance, is_zh)
        turns += [("user", said), ("assistant", answered)]
    # Turn 2 is the assistant's in half of the conversations, the user's second in the others.
    at = 1 if number % 2 else 2
    turns[at] = (turns[at][0], _joined(turns[at][1], fact.format(gold=gold), is_zh))
    rival_at = chance.randrange(10, 36)
    turns[rival_at] = (
        turns[rival_at][0],
        _joined(turns[rival_at][1], rival.format(rival=other), is_zh),
    )
    return LongConversation(tuple(turns), question, gold, "zh" if is_zh else "en")


def _joined(text: str, fact: str, is_zh: bool) -> str:
    return text + fact if is_zh else f"{text} {fact}"


def _exchange(chance: random.Random, is_zh: bool) -> tuple[str, str]:
    topic = chance.choice(_TOPICS_ZH if is_zh else _TOPICS_EN)
    said = chance.choice(_SAID_ZH if is_zh else _SAID_EN).format(topic=topic)
    answers = _ANSWERED_ZH if is_zh else _ANSWERED_EN
    paragraphs = [chance.choice(answers).format(topic=topic) for _ in range(3)]
    return said, "\n\n".join(paragraphs)


def _value(chance: random.Random, fact: str) -> str:
    if any(word in fact for word in ("Dr.", "called", "moved", "name", "医生", "叫", "搬", "代号")):
        return f"{chance.choice(_NAMES)}{chance.randrange(10, 99)}"
    return f"{chance.choice('ABCDEFGHJK')}{chance.randrange(1000, 9999)}"
