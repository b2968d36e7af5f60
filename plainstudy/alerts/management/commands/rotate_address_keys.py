"""``plainstudy manage rotate_address_keys``: after a new key was put first in PLAINSTUDY_ADDRESS_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plainstudy.alerts.actions import rotate_keys
from plainstudy.alerts.addresses import WrongKeys


class Command(BaseCommand):
    help = "Encrypt stored addresses with the first address key, so that older ones can be dropped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-link-key",
            action="store_true",
            help="sign later links with a new key; older links still work",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = rotate_keys(new_link_key=options["new_link_key"])
        except WrongKeys as problem:
            raise CommandError(f"{problem}; put the old key behind the new one") from problem
        self.stdout.write(f"{done} addresses are encrypted with the newest key.")
