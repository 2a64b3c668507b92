"""The REST API `/api/v1`.

In: requests. Out: the records of `workbench.records` as JSON, or a problem (RFC 9457). Guarantee:
nobody gets what their role does not allow; an error says what is wrong with the request and nothing of the inside.
"""
