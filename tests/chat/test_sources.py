from __future__ import annotations

from dataclasses import replace

from desktop.chat.sources import sources_of
from desktop.domain import Turn
from tests.fakes import CITATION, QUOTE

QUESTION = Turn(1, 1, None, "user", "How much is the rent?", 0.0)
ANSWER = Turn(2, 1, 1, "assistant", "It is 9,400 euros.", 0.0, citations=(CITATION,))
OTHER = replace(CITATION, n=1, path="/a/letter.txt", text="Dear Ms Wu")


def test_a_document_that_is_cited_in_two_answers_is_one_source() -> None:
    again = replace(ANSWER, id=4, citations=(OTHER, replace(CITATION, n=2)))

    found = sources_of((QUESTION, ANSWER, replace(QUESTION, id=3, text="Who wrote?"), again))

    assert [(each.path, len(each.cited)) for each in found] == [
        ("/a/lease.pdf", 2),
        ("/a/letter.txt", 1),
    ]
    assert [each.question for each in found[0].cited] == ["How much is the rent?", "Who wrote?"]
    assert found[0].cited[1].beside == again.citations


def test_a_quoted_sentence_stands_for_its_passage() -> None:
    (source,) = sources_of((QUESTION, replace(ANSWER, quotes=(QUOTE,))))

    (cited,) = source.cited
    assert (cited.citation.text, cited.citation.start) == (QUOTE.text, QUOTE.start)


def test_what_was_not_answered_from_documents_has_no_sources() -> None:
    assert sources_of((QUESTION, replace(ANSWER, citations=()))) == ()
