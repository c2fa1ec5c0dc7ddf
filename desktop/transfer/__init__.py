"""Conversations as files: Markdown, web pages, our own JSON, and exports of ChatGPT."""
