"""A tree of documents to a knowledge base of tables: `zhize build`.

In: folders. Out: Parquet files by jurisdiction, with a manifest. Guarantee: the tables are a function of the
documents and of the program alone, byte for byte: neither the order of reading, nor who read, nor a run that was
killed before shows in them. What cannot be read stands in a table with its reason.

    listing     folders -> sources                    fingerprint   the program -> one word
    schema      published records -> columns          reading       bytes -> rows, in a worker
    crews       whose processes the workers are       manifest      what was read, what is published
    files       writing at once or not at all         publishing    rows -> Parquet
    build       the run
"""
