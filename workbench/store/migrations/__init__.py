"""How the schema came to be, step by step; alembic carries the steps out when a knowledge base is opened."""
