"""The border to JSON: one module for each kind of answer; their schemas stand in docs/schema/."""
