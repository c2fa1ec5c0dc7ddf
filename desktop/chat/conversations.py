"""The use case of keeping conversations: begin, name, pin, find and delete."""

from __future__ import annotations

from dataclasses import replace

from desktop.chat.archive import Archive
from desktop.chat.title import title_of
from desktop.chat.trash import Trash
from desktop.chat.versions import Versions
from desktop.domain import Conversation, FoundConversation, Turn
from desktop.inference import ChosenPreset, SentPrompt, Summary
from desktop.storage.database import Store


class Conversations:
    """Every conversation of a home, newest first; its branches, its trash and its archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.versions = Versions(store)
        self.trash = Trash(store)
        self.archive = Archive(store)
        store.conversations.empty_trash()

    def newest_first(self) -> tuple[Conversation, ...]:
        """Every conversation that is not deleted."""
        return self._store.conversations.newest_first()

    def has_any(self) -> bool:
        """Tell whether there is a conversation that is not deleted."""
        return self._store.conversations.has_any()

    def begin(self, question: str) -> Conversation:
        """Start a conversation named after its first question; raises StoreError."""
        return self._store.conversations.create(title_of(question))

    def title_for(self, question: str) -> str:
        """What a conversation that begins with a question is called."""
        return title_of(question)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title; an empty one is ignored."""
        if title.strip():
            self._store.conversations.rename(conversation_id, " ".join(title.split()))

    def delete(self, *conversation_ids: int) -> None:
        """Put conversations into the trash, where they stay for thirty days; all or none."""
        self._store.conversations.trash(*conversation_ids)

    def find(self, text: str) -> tuple[FoundConversation, ...]:
        """Conversations that hold all words of a text, each with the newest place where."""
        return self._store.finding.search(text)

    def keep_above(self, *conversation_ids: int, is_pinned: bool) -> None:
        """Keep conversations above the others, or among them again; all or none."""
        self._store.conversations.pin(*conversation_ids, is_pinned=is_pinned)

    def kept(self) -> frozenset[int]:
        """The ids of all conversations, also of those in the trash."""
        return self._store.conversations.ids()

    def draft(self, conversation_id: int | None) -> str:
        """The words not yet sent in a conversation, or in one that is to begin."""
        return self._store.drafts.draft(conversation_id)

    def keep_draft(self, conversation_id: int | None, text: str) -> None:
        """Keep words that are not sent yet; raises StoreError."""
        self._store.drafts.keep(conversation_id, text)

    def preset(self, conversation_id: int) -> ChosenPreset:
        """The preset a conversation is held with."""
        return self._store.conversations.preset(conversation_id)

    def choose_preset(self, conversation_id: int, preset: ChosenPreset) -> None:
        """Hold a conversation with another preset from the next question on."""
        self._store.conversations.set_preset(conversation_id, preset)

    def collections(self, conversation_id: int) -> tuple[str, ...]:
        """The collections a conversation is answered from; none for all."""
        return self._store.conversations.collections(conversation_id)

    def choose_collections(self, conversation_id: int, names: tuple[str, ...]) -> None:
        """Answer a conversation from other collections from the next question on."""
        self._store.conversations.set_collections(conversation_id, names)

    def rename_collection(self, before: str, after: str) -> None:
        """Follow a collection to its new name, in every conversation."""
        self._store.conversations.rename_collection(before, after)

    def summary(self, conversation_id: int) -> Summary:
        """What the turns that left the context window say, as the model or the user wrote it."""
        return self._store.recollection.summary(conversation_id)

    def edit_summary(self, conversation_id: int, shown: Summary, text: str) -> None:
        """Replace the summary that was shown by the user's words.

        Turns that were folded in meanwhile are folded in again. An empty text leaves the older
        turns out.
        """
        edited = replace(shown, text=text.strip(), is_edited=True)
        self._store.recollection.save_summary(conversation_id, edited)

    def pin(self, turn_id: int, *, is_pinned: bool) -> None:
        """Keep a turn in every prompt, or let it leave with the others."""
        self._store.turns.pin(turn_id, is_pinned=is_pinned)

    def sent_prompt(self, turn_id: int) -> SentPrompt | None:
        """What a model was given for an answer; None where no model was asked."""
        return self._store.recollection.sent_prompt(turn_id)

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The branch of a conversation that is shown, oldest turn first."""
        return self._store.turns.turns(conversation_id)
