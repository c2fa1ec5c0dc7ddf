"""Where a turn goes, by rules that can be read: the conversation, whole documents, or retrieval.

Small models are bad at choosing; a wrong refusal costs more than a missed shortcut. So every
pattern must match a whole turn (after politeness is taken off), and what is in doubt retrieves.
"""

from __future__ import annotations

import re
from re import Pattern

from desktop.domain import Route

_MAX_CHARS = 160
_CLAUSE_END = re.compile(r"[,，.。!！;；~～]+")

_POLITE_START = (
    r"(?:(?:please|pls|ok(?:ay)?|hey|hi|now|and|then|so|just|well|great|good)[,.! ]+"
    r"|(?:can|could|would|will) you (?:please |kindly |just )?|i(?:'d| would) like (?:you to |to )?"
    r"|i (?:want|need) (?:you to )?|(?:let's|let us) |help me (?:to )?|"
    r"请你?帮?我?(?:们)?|麻烦你?|能不能|能否|可以|可不可以|帮我|帮忙|你能|给我|那就|那么|再)*"
)
_POLITE_END = r"(?:[,，]? ?(?:please|pls|for me|thanks|thank you|now|then|吧|吗|嘛|呢|啊|呀|好吗|可以吗|行吗|谢谢))*[ .!?。！？~…]*"

_ANSWER = (
    r"(?:that|it|this|(?:your|the|that|this) (?:(?:last|previous|above|first) )?"
    r"(?:answer|reply|response|message|sentence|explanation|conversation|chat|text above)"
    r"|what you (?:just )?(?:said|wrote)|the above)"
)
_ANSWER_ZH = (
    r"(?:一下)?(?:它|这个|那个|这句话?|那句话?|这段话?|上面(?:的?(?:回答|内容|话|答案))?|刚才(?:的?(?:回答|内容|话|答案))?"
    r"|你的(?:回答|答案)|(?:这个|上一个|上个|前面的?)(?:回答|答案)|我们的(?:对话|聊天))?"
)
_LANGUAGE = r"(?:english|chinese|mandarin|french|german|spanish|japanese|simple words|plain (?:english|words))"
_LANGUAGE_ZH = r"(?:成|为|到)?(?:中文|英文|英语|汉语|法语|德语|日语|西班牙语)"

_CONVERSATION = (
    # greetings, thanks, agreement, goodbye
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: there| carrel| again)?)",
    r"(?:(?:many |ok,? |great,? )?(?:thanks?|thx|ty|cheers)(?: you)?(?: (?:so|very) much| a lot| again| for .{1,40})?"
    r"|(?:that|this|it) (?:really )?(?:helps|helped|works|worked)(?: me)?(?: a lot)?|much appreciated|(?:that(?:'s| is| was) |very |so )?(?:great|perfect|excellent|helpful|wonderful|clear|nice)"
    r"|got it|i see|i understand|understood|ok(?:ay)?|yes|no|yeah|yep|nope|sure|fine|good|cool|awesome|(?:good)?bye|see you)",
    r"(?:how are you(?: doing)?(?: today)?|who are you|what are you|what can you do|what(?:'s| is) your name|help)",
    r"(?:谢谢(?:你|您|了|啦)?|多谢|感谢|辛苦了?|非常感谢|太感谢了|好的?|好吧|明白了?|知道了|懂了|了解了?|收到|嗯+|行|可以|对|是的|不是|没错|太好了|很好|不错|(?:这)?(?:很|非常|真)?有(?:帮助|用)|再见|拜拜"
    r"|(?:你|您|大家)好|早上好|上午好|下午好|晚上好|嗨|你是谁|你叫什么(?:名字)?|你会(?:做)?什么|你能做什么)",
    # shape of the answer
    r"(?:make|keep|say|write|put|give|explain|phrase|rewrite|rephrase|reword|repeat|shorten|expand|simplify|translate|format|summari[sz]e|clarify|continue|elaborate)"
    rf"(?: (?:me|on))?(?: {_ANSWER})?(?: again)?(?:(?: (?:in|into|to|as|with|a|an|more|much|bit|little|one|two|three|few|fewer|other|different|short|shorter|long|longer|simple|simpler|clear|clearly|detail|details|detailed|formal|formally|brief|briefer|briefly|sentence|sentences|word|words|bullet|points|list|table|paragraph|again|terms|concise|concisely|{_LANGUAGE}))+)",
    rf"(?:translate|rephrase|reword|rewrite|repeat|shorten|expand|simplify|explain|summari[sz]e|clarify) {_ANSWER}",
    r"(?:continue|go on|carry on|keep going|more|tell me more|say more|again|repeat|try again|once more|(?:a (?:bit|little) |much )?(?:shorter|longer|simpler|briefer)|in short|(?:more|less|fewer) (?:details?|words)|in one sentence|elaborate|rephrase|shorten|simplify)",
    rf"(?:(?:and |now )?in {_LANGUAGE})",
    r"(?:are you (?:really |quite )?(?:sure|certain)|really|why|how so|how come|what do you mean(?: by that)?|why do you (?:say|think) (?:so|that)|how do you know(?: that)?|is that (?:right|true|correct))",
    rf"(?:把|将)?{_ANSWER_ZH}(?:翻译|译|改写|重写|改|缩短|简化|扩展|解释|说明|说|写|讲|重复|总结|概括|列)(?:一下|一遍)?{_LANGUAGE_ZH}?{_ANSWER_ZH}(?:一下|一遍)?",
    r"(?:再?(?:简短|简单|详细|短|长|具体|清楚|通俗|正式|简洁|精简|多)(?:地)?(?:一?点|一?些|说明|说|讲|解释)*(?:儿)?|说?(?:得)?(?:简短|简单|详细|短|长|具体|清楚|通俗|简洁)(?:一?点|一?些)(?:儿)?)",
    rf"(?:用|换成?|改成?|说){_LANGUAGE_ZH}(?:再?(?:说|讲|写|回答|解释|重复))?(?:一?遍|一下)?",
    r"(?:继续(?:说|讲|写)?|接着(?:说|讲|写)?|再说一遍|重复一遍|重新回答|换个说法|举个例子|为什么|为什么这么说|真的吗?|你确定吗?|确定吗?|什么意思|你怎么知道|是这样吗?)",
)

_NEEDS_A_TURN_BEFORE = re.compile(
    r"summari[sz]e|总结|概括|翻译|translate|explain|解释|list|列", re.I
)
"""Requests that mean a document when nothing was said yet ("translate this")."""

_FILE = r"\S+\.(?:pdf|docx?|md|txt|html?|pptx?|xlsx?|csv)"
_DOCUMENT_NOUN = (
    r"(?:documents?|docs?|files?|papers?|articles?|contracts?|agreements?|leases?|reports?|manuals?|"
    r"letters?|pages?|books?|texts?|pdfs?|minutes|notes|policy|policies|guides?|handbooks?|thesis|statute|brochure)"
)
_WHOLE = (
    rf"(?:(?:it|this|that|them|these|those|everything|all(?: of (?:it|this|them))?)"
    rf"|(?:(?:the|this|that|these|those|my|all|all (?:of )?(?:the|my|these)|each|every|whole|entire|attached|our)\s+)*"
    rf"(?:[\w'’-]+ ){{0,2}}{_DOCUMENT_NOUN}|(?:the )?{_FILE})"
)
_GIST = (
    r"(?:(?:short|brief|quick|concise|one[- ]paragraph|one[- ]sentence|detailed|general|executive|high[- ]level) )*"
    r"(?:summary|summaries|overview|outline|abstract|gist|synopsis|recap|tl;?dr|(?:main|key|important|most important|essential) (?:points?|facts?|ideas?|findings?|takeaways?|topics?|terms?|contents?)|contents|conclusions?)"
)
_NOUN_ZH = r"(?:文档|文件|合同|协议|报告|文章|论文|手册|说明书|材料|资料|内容|纪要|信|书|全文|条款|附件|表格|网页|规定|政策|稿子?|邮件|租约|简历)"
_WHOLE_ZH = (
    rf"(?:(?:这|那|该|本|上述|所有|全部|每|我)?(?:些|个|份|篇|本|封|部|的|几份|两份|三份)*(?:[\u4e00-\u9fffA-Za-z]{{0,6}}?){_NOUN_ZH}+"
    rf"|它们?|这个|那个|这些|全部|{_FILE})"
)
_GIST_ZH = r"(?:主要内容|大意|要点|重点|概要|摘要|总结|大纲|梗概|中心思想|核心内容|主旨|关键信息|关键内容|关键点|结论)"

_DOCUMENT = (
    rf"(?:summari[sz]e|sum up|recap|outline|condense|review|translate|digest|describe|explain)(?: for me)?(?: {_WHOLE})?(?: (?:for me|to me|briefly|in|into|to|as|using|with|at|most|than|less|more|five|ten|three|two|one|a|an|few|\d+|short|brief|simple|bullet|points|list|words|sentences?|paragraphs?|lines?|detail|terms|{_LANGUAGE}))*",
    rf"(?:(?:give|write|make|show|get|provide|tell|list|create|prepare|draft|produce|extract|have)(?: me| us)? )?(?:(?:a|an|the|its|all|some|your|all the) )?{_GIST}(?: (?:of|from|in|for|on|about) {_WHOLE})?(?: (?:in|as) .{{1,40}})?",
    rf"what(?:'s| is| are| does| do|'re) (?:{_WHOLE}|in (?:{_WHOLE})|there in {_WHOLE})(?: (?:about|all about|say|saying|cover|covering|contain|mean|discuss|deal with|describe))?",
    rf"what(?:'s| is| are) (?:the )?{_GIST}(?: (?:of|in|from) {_WHOLE})?",
    rf"(?:tell me (?:about|what is in|what's in)|go through|walk me through|list|show(?: me)?|read|look at) {_WHOLE}(?: is about)?",
    r"(?:tl;?dr|what(?:'s| is) (?:this|that|it) (?:all )?about|what documents do (?:i|you) have|which documents (?:do i have|are there))",
    rf"(?:把|将|对)?{_WHOLE_ZH}?(?:进行|做|作|写|给出|列出|提取|生成|用一句话|用几句话|用三句话|简单|简要|快速|详细|一下|的|来|个|一份|一个|并)*(?:总结|概括|归纳|概述|摘要|提炼|翻译|梳理|介绍|解读|复述|说明|讲解)(?:一下|出来|成.{{1,12}}|为.{{1,8}})?(?:{_WHOLE_ZH})?(?:的?{_GIST_ZH})?",
    rf"(?:列出|列举|说说|讲讲|讲一下|说一下|介绍|告诉我|写出?|提取|给出|做个?|写个?|看看)?(?:一下)?{_WHOLE_ZH}?(?:里面?|中|上)?的?(?:有)?(?:哪些|什么)?(?:是)?{_GIST_ZH}(?:是什么|有哪些|是啥)?",
    rf"{_WHOLE_ZH}(?:里面?|中|上)?(?:主要|大概|大致|到底|究竟|都)*(?:是)?(?:讲|说|写|谈|介绍|包含|涉及|关于|有)(?:了|的|的是|些|到)*(?:什么|哪些|啥)(?:内容|东西|事情?|方面)?(?:的)?",
    rf"(?:列出|看看|说说|讲讲|介绍一下|读一下|解读一下){_WHOLE_ZH}",
    r"(?:这|它|那)(?:主要|大概)?(?:是)?(?:讲|说|写|关于)(?:了|的|的是)?(?:什么|啥)(?:内容)?(?:的)?",
)


def _compiled(patterns: tuple[str, ...]) -> tuple[Pattern[str], ...]:
    return tuple(
        re.compile(rf"\s*{_POLITE_START}(?:{each}){_POLITE_END}\s*", re.IGNORECASE)
        for each in patterns
    )


_CONVERSATION_PATTERNS = _compiled(_CONVERSATION)
_DOCUMENT_PATTERNS = _compiled(_DOCUMENT)


def route(text: str, *, has_turns: bool, has_attachment: bool = False) -> Route:
    """Choose where a turn goes; `has_turns` says whether the assistant has answered before."""
    text = " ".join(text.split())
    if len(text) > _MAX_CHARS:
        return "retrieve"
    is_conversation = _is_conversation(text)
    is_document = _matches(text, _DOCUMENT_PATTERNS)
    if is_conversation and is_document:
        return "conversation" if has_turns and not has_attachment else "document"
    if is_conversation:
        needs_turn = _NEEDS_A_TURN_BEFORE.search(text) is not None
        return "document" if needs_turn and not has_turns else "conversation"
    return "document" if is_document else "retrieve"


def _is_conversation(text: str) -> bool:
    """Also where several such remarks stand in one turn: "Thanks, that helps"."""
    if _matches(text, _CONVERSATION_PATTERNS):
        return True
    parts = [part for part in _CLAUSE_END.split(text) if part.strip()]
    return len(parts) > 1 and all(_matches(part, _CONVERSATION_PATTERNS) for part in parts)


def _matches(text: str, patterns: tuple[Pattern[str], ...]) -> bool:
    return any(pattern.fullmatch(text) for pattern in patterns)
