"""Answers to rows, pages, cards and pictures, as exporters and pages show them; nothing is decided here."""
