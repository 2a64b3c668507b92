"""One module per document format, found by folder; each has `SUFFIXES` and `read(path)`."""
