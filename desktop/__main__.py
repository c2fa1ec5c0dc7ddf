"""The program's door: `carrel` and `python -m desktop`."""
