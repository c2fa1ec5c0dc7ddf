"""Measures search, quotes and refusals on questions whose answers the user knows."""
