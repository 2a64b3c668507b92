"""The schema, brought up to date.

In: a connection with a transaction. Out: nothing. Guarantee: an older schema is migrated, a newer one and a database of
something else are refused, and neither is changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from workbench.store.errors import SchemaError

if TYPE_CHECKING:
    from sqlalchemy import Connection

PLACE = Path(__file__).parent / "migrations"
OF_OTHERS = ("sqlite_", "pg_")


def upgrade(connection: Connection, url: str) -> None:
    """Carry out the steps that are missing.

    Raises:
        SchemaError: the schema is newer than this program, or no knowledge base.
    """
    config = configuration(connection)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is None and [name for name in inspect(connection).get_table_names() if not name.startswith(OF_OTHERS)]:
        raise SchemaError("error.store_foreign", url=url)
    if current is not None and current not in {each.revision for each in scripts.walk_revisions()}:
        raise SchemaError("error.store_newer", url=url, revision=current)
    command.upgrade(config, "head")


def configuration(connection: Connection) -> Config:
    """What alembic needs to know."""
    config = Config()
    config.set_main_option("script_location", str(PLACE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
