"""Answers in the forms that others have agreed on: Akoma Ntoso, LegalRuleML, JSON-LD, graphs."""
