"""What parsers of several formats share.

story     lines with their origins -> a `Reading`      package   a zip of parts      markup   hardened XML
"""
