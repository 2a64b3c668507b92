"""The languages: Lark grammars and the lexer that feeds them. Imports nothing of the other stages."""
