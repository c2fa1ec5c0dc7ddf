from __future__ import annotations

import pytest

from desktop.chat.routing import route

CONVERSATION = """thanks
Thank you very much!
thanks for the help
ok
Got it.
hello
Hi there!
shorter please
Make it shorter.
Can you say that in simpler words?
translate that
Translate your answer into Chinese
Please translate that to English.
say it again
in Chinese please
continue
tell me more
Are you sure?
why?
put that in a table
explain that again
What do you mean?
谢谢
谢谢你！
好的
明白了
你好
短一点
简单一点说
再详细一点
把它翻译成英文
翻译一下上面的回答
用英文再说一遍
再说一遍
继续
你确定吗？
为什么？
换个说法""".splitlines()

DOCUMENT = """summarise this
Summarize the contract.
please summarize this document in three sentences
Can you give me a short summary?
Give me a summary of the lease
What is this about?
What is this document about?
what does the manual say
List the main points
What are the key points of this report?
Translate this document into Chinese
tl;dr
outline the agreement
summarise warehouse-lease.pdf
Write an overview of all my documents
总结一下
请总结这份合同
这份合同讲了什么
这份合同讲了什么？
这个文件主要说了什么内容？
概括一下这篇文章的主要内容
这份报告的要点是什么
列出要点
把这份文件翻译成英文
请用三句话概括这份合同
这是讲什么的？
文档里有什么内容
帮我总结一下这些文件""".splitlines()

QUESTIONS = """When does the lease end?
What is the monthly rent?
Who signed the contract?
How many points did the Panthers defense surrender?
and in 2023?
Who wrote the summary of the report?
What does the contract say about early termination?
Is subletting allowed?
why does the machine leak water?
Summarise the termination clause
What happens if I pay late?
合同什么时候到期？
租金是多少？
那2023年呢？
违约金怎么计算？
质保期有多长？
合同里关于付款方式是怎么规定的？
谁负责运输费用？
黑豹队的防守丢了多少分？
Explain how the deposit is returned""".splitlines()


@pytest.mark.parametrize("text", CONVERSATION)
def test_a_turn_about_the_conversation_needs_no_documents(text: str) -> None:
    assert route(text, has_turns=True) == "conversation"


@pytest.mark.parametrize("text", DOCUMENT)
def test_a_request_about_a_whole_document_takes_it_in(text: str) -> None:
    assert route(text, has_turns=False) == "document"


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_retrieves(text: str) -> None:
    assert route(text, has_turns=True) == "retrieve"


def test_translate_this_means_the_document_until_something_was_said() -> None:
    assert route("translate this", has_turns=False) == "document"
    assert route("translate this", has_turns=True) == "conversation"
    assert route("translate this", has_turns=True, has_attachment=True) == "document"
