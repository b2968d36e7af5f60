"""``plainstudy show``, ``changes`` and ``verify``: what is stored."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from .output import Failure, progress, result, say
from .store import make_ready
from .sync import study_numbers

if TYPE_CHECKING:
    from plainstudy.studies.models import Study


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that only read."""
    for name, run, words in (
        ("show", run_show, "a study's plain page"),
        ("changes", run_changes, "everything that changed in a study"),
    ):
        parser = commands.add_parser(name, help=words)
        parser.add_argument("study", metavar="NCT")
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)
    verify = commands.add_parser("verify", help="prove that nothing stored was lost or altered")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run_verify)


def _stored_study(text: str) -> "Study":
    from plainstudy.studies.models import Study

    (nct_id,) = study_numbers([text])
    make_ready()
    study = Study.objects.filter(nct_id=nct_id).first()
    if study is None:
        raise Failure(f"{nct_id} is not stored here; fetch it with plainstudy sync --ids {nct_id}")
    return study


def run_show(options: argparse.Namespace) -> int:
    """Print the parts of a study's page."""
    from plainstudy.pages.presenters.study_json import study_json

    page = study_json(_stored_study(options.study))
    if options.json:
        result(page, as_json=True)
    else:
        sys.stdout.write(_as_text(page))
    return 0


def _as_text(page: dict[str, Any]) -> str:
    def paragraph(title: str, name: str) -> str:
        return f"\n{title}\n  " + "\n  ".join(sentence["text"] for sentence in page[name]) + "\n"

    return "".join(
        (
            f"{page['headline']}\n\n{page['nct_id']} · first seen {page['first_seen']} · ",
            f"last updated {page['last_updated']} · updates: {page['update_count']}\n",
            paragraph("Summary", "summary"),
            paragraph("What is tested", "active_substance"),
            paragraph("What this could lead to", "could_lead_to"),
            paragraph("What could go wrong", "could_go_wrong"),
            "\nConditions\n  " + "\n  ".join(page["registrant_conditions"]) + "\n",
        )
    )


def run_changes(options: argparse.Namespace) -> int:
    """Print every change of a study, oldest first."""
    from plainstudy.changes.queries import changes_json

    changes = changes_json(_stored_study(options.study))
    if options.json:
        sys.stdout.write(json.dumps(changes, ensure_ascii=False, default=str) + "\n")
        return 0
    for change in changes:
        sys.stdout.write(f"{change['version'] or '':>3}  {change['severity']:<8} {change['words']}\n")
    if not changes:
        say("Nothing has changed since the first version.")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Check every version and chain; non-zero when anything is wrong."""
    from plainstudy.pipeline.verify import verify_everything

    make_ready()
    with progress() as report:
        found = verify_everything(progress=report)
    result(found.counts(), as_json=options.json)
    for problem in found.problems:
        say(f"{problem.subject}: {problem.what} {problem.advice}")
    return 1 if found.problems else 0
