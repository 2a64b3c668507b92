"""The server: the API and the pages of one knowledge base behind one address.

In: settings. Out: an ASGI application, and the process that serves it.
"""
