"""Presets: named ways of asking, those that came with the program and the user's own."""
