"""Documents side by side: what belongs to a topic, which duties are the same, how they differ."""
