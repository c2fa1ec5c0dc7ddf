"""Carrel: answers from your own documents, with citations, entirely on this computer."""
