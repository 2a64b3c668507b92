"""From a document tree to statements, and from statements to facts."""
