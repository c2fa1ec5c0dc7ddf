"""Asking: a question becomes quotes, a streamed answer and citations."""
