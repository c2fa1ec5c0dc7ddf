"""Conversations, turns, citations and feedback in an encrypted SQLite database."""
