"""Conversations that go out and come in."""
