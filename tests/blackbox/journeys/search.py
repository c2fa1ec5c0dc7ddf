"""Journeys around the search screen, by keys alone."""

from __future__ import annotations

from trip import Trip


def search_with_a_filter(trip: Trip) -> None:
    """Words and a filter are typed, the first passage is opened with Enter, Escape leads back."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    desk.key("F3")
    field = trip.find("Search documents", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus")
    desk.enter(field, "monthly rent type:pdf")
    desk.wait(lambda: any("9,400" in each for each in trip.listed()), "a passage")
    desk.wait_for("type:pdf")
    desk.picture("search-found")
    desk.key("Return")
    trip.find("Page with the passage marked")
    trip.see_mark("search-opened")
    desk.key("Escape")
    trip.find("Passages found")
    desk.key("Escape")
    trip.find("Message")
    trip.quit()


def search_in_chinese(trip: Trip) -> None:
    """A Chinese document is found by a Chinese word and a Chinese filter, and copied."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    desk.key("F3")
    field = trip.find("Search documents", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus")
    desk.enter(field, "离线地图 类型：md")
    desk.wait(lambda: any("离线地图" in each for each in trip.listed()), "a passage")
    desk.key("ctrl+c")
    trip.wait_for("Passage copied")
    desk.key("Return")
    trip.find("Text with the passage marked")
    desk.picture("search-chinese")
    trip.quit()


def search_for_nothing(trip: Trip) -> None:
    """What no document holds, and a filter that fits none, are answered in words."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    desk.key("F3")
    field = trip.find("Search documents", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus")
    desk.enter(field, "rent type:xlsx")
    desk.wait_for(trip.say("No document matches these filters", "没有文档符合这些筛选条件"))
    desk.picture("search-unmatched")
    desk.key("ctrl+a")
    desk.enter(field, "rent type:docx,pdf")
    desk.wait(lambda: any("9,400" in each for each in trip.listed()), "a passage")
    trip.quit()
