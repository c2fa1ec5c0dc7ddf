"""One module a format: a file becomes pages of text."""
