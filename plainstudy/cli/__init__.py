"""``plainstudy …``: every command prints progress on a terminal and, with ``--json``, one line of JSON."""

import argparse
import os
import sys
from collections.abc import Sequence

import plainstudy

from . import bench, demo, doctor, editors, follow, keep, quality, read, serve, sync, write
from .output import Failure, say

COMMANDS = (demo, serve, sync, write, read, follow, quality, bench, keep, editors, doctor)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something failed, 2 it was asked wrongly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plainstudy.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["manage"]:
        return _manage(arguments)
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except Failure as failure:
        say(f"plainstudy {options.command}: {failure}")
        return failure.exit_code
    except KeyboardInterrupt:
        say("Stopped. Run it again to go on from here.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="plainstudy",
        description="Plain pages and mails about clinical studies, from the registries' own records.",
    )
    parser.add_argument("--version", action="version", version=f"plainstudy {plainstudy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for module in COMMANDS:
        module.register(commands)
    commands.add_parser("manage", help="the web framework's own commands", add_help=False)
    return parser


def _run(options: argparse.Namespace) -> int:
    import django  # after the command had its say about the environment
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from plainstudy.alerts.addresses import WrongKeys
    from plainstudy.registries.errors import RegistryError

    if prepare := getattr(options, "prepare", None):
        prepare(options)
    try:
        django.setup()
        return int(options.run(options))
    except ImproperlyConfigured as problem:
        raise Failure(str(problem), exit_code=2) from problem
    except RegistryError as problem:
        raise Failure(str(problem)) from problem
    except WrongKeys as problem:
        raise Failure(f"{problem}; bring keys.json or the keys back from a backup") from problem
    except DatabaseError as problem:
        raise Failure(f"the database refused: {problem}".strip()) from problem


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["plainstudy manage", *arguments[1:]])
    return 0
