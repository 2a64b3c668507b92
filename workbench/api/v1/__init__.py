"""One module a resource: its records, its `router`. A module added to this folder is served."""
