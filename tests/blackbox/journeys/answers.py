"""Journeys around answers: stopping, going on, refusals, ratings, pins, citations."""

from __future__ import annotations

from trip import Trip

_STORY = "Write a long story about a lighthouse."


def stop_and_go_on(trip: Trip) -> None:
    """An answer is stopped with Escape, keeps its words, and goes on from there."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False}})
    trip.start()
    trip.ask(_STORY)
    desk.wait(lambda: len(desk.text_of(trip.find("Answer:"))) > 30, "a beginning", 120)
    desk.key("Escape")
    trip.wait_for("You stopped this answer.")
    kept = desk.text_of(trip.find("Answer:")).strip()
    desk.picture("stopped")
    trip.click("Continue")
    desk.wait(lambda: len(desk.text_of(trip.find("Answer:"))) > len(kept) + 10, "more", 120)
    assert desk.text_of(trip.find("Answer:")).startswith(kept[:30]), "it did not go on"
    desk.key("Escape")
    trip.find("Copy answer")
    trip.quit()


def see_the_nearest_passages(trip: Trip) -> None:
    """What no document answers is refused in words, and the nearest passages can be seen."""
    trip.start()
    trip.add_samples()
    trip.ask(trip.say("Who won the 1954 world cup?", "长颈鹿一天睡几个小时？"))
    trip.desk.wait_for(trip.say("Nothing in your documents answers this", "没有能回答这个问题"))
    trip.find("Answer without documents")
    trip.desk.picture("refused")
    trip.click("Show the nearest passages")
    trip.find("Open citation")
    trip.desk.picture("nearest")
    trip.quit()


def rate_with_a_reason(trip: Trip) -> None:
    """A thumb down with a reason is there again the next morning, and can be taken back."""
    desk = trip.desk
    question = "市场部第四季度预算是多少？"
    trip.start()
    trip.add_samples()
    trip.ask(question)
    trip.answered()
    trip.click("Bad answer")
    trip.click("Unhelpful")
    trip.write("Reason in your words", "where is the rest")
    trip.click("Done")
    desk.wait(lambda: trip.is_checked("Bad answer"), "thumb down")
    trip.restart()
    desk.click(question, "list item")
    desk.wait(lambda: trip.is_checked("Bad answer"), "thumb of yesterday")
    assert not trip.is_checked("Good answer")
    trip.click("Bad answer")
    desk.wait(lambda: not trip.is_checked("Bad answer"), "no thumb")
    trip.quit()


def pin_a_turn(trip: Trip) -> None:
    """A turn is pinned, and the next prompt of the conversation holds it."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False, "max_tokens": 128}})
    trip.start()
    trip.ask("My boat is called Heron.")
    trip.answered()
    pin = "Keep this in every prompt of the conversation"
    desk.click_on(desk.wait(lambda: trip.all(pin)[0], "a pin"))
    desk.wait(lambda: desk.has_state(trip.all(pin)[0], "CHECKED"), "a pin that is in")
    trip.ask("What is a boat?")
    trip.answered(2)
    desk.wait(lambda: trip.all("What was sent")[-1].get_action_iface().do_action(0), "button")
    trip.wait_for("The prompt has ")
    desk.click(trip.words("Prompt"), "page tab")
    desk.wait(lambda: any("Heron" in each for each in trip.texts()), "the pinned turn")
    desk.picture("pinned-sent")
    desk.key("Escape")
    trip.quit()


def paste_a_question(trip: Trip) -> None:
    """A question copied from a web page is pasted as plain text, edited, and answered."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    desk.copy(trip.python, "年会在哪里举行")
    message = trip.click("Message", "text")
    desk.wait(lambda: desk.has_state(message, "FOCUSED"), "focus on the message")
    desk.key("ctrl+v")
    desk.wait(lambda: desk.text_of(message) == "年会在哪里举行", "the text")
    desk.key("shift+Return")
    desk.type("2026?")
    # The line between them is broken in Qt's own way.
    desk.wait(lambda: desk.text_of(message).split() == ["年会在哪里举行", "2026?"], "two lines")
    desk.picture("pasted")
    desk.key("Return")
    trip.answered()
    assert "明月酒店" in trip.find("Quote:").get_name()
    trip.quit()


def open_a_chinese_citation(trip: Trip) -> None:
    """A Chinese question is answered with a quote of a Word file, which opens at its place."""
    trip.start()
    trip.add_samples()
    trip.ask("合同总价是多少？")
    trip.answered()
    trip.find("Quote:")
    trip.click("Open citation 1")
    trip.find("Text with the passage marked")
    trip.see_mark("chinese-citation")
    trip.desk.key("Escape")
    trip.wait_gone("Text with the passage marked")
    trip.quit()
