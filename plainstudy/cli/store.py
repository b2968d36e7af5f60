"""The database as commands find it: made when it is new, never changed behind the operator's back."""

from .output import Failure


def make_ready(*, migrate: bool = False) -> None:
    """Create the tables of a new database; with ``migrate`` bring an older one up to date as well.

    Failure when an older database waits for migrations: a command that reads or
    fills should not change its shape unasked.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    if executor.loader.applied_migrations and not migrate:
        raise Failure("the database is of an older plainstudy: make a backup, then run plainstudy migrate")
    call_command("migrate", verbosity=0, interactive=False)
