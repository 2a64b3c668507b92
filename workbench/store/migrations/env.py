"""What alembic runs: the steps, on the connection that it is given, within its transaction.

In: the connection in the attributes of the configuration. Out: the schema changed. Guarantee: all or nothing, on both
databases, whose statements on tables are part of a transaction.
"""

from __future__ import annotations

from alembic import context

from workbench.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
