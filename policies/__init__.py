"""Documents: from bytes to text to tree. Imports nothing of the later stages."""
