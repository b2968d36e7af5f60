"""``plainstudy write``: texts anew, by rules, or by the model that the settings name; and its stop button."""

import argparse

from .output import Failure, progress, result, say
from .serve import stop_on_signals
from .store import make_ready
from .sync import count

PAUSE_SECONDS = 300
"""Between two looks of ``--keep-going`` for pages that are due."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "write", help="write texts anew: by rules, or with --model by a language model"
    )
    parser.add_argument(
        "--model", action="store_true", help="let the model of PLAINSTUDY_MODEL word what is due"
    )
    parser.add_argument("--limit", type=count, metavar="N", help="with --model: this many pages at most")
    parser.add_argument("--keep-going", action="store_true", help="with --model: look for more until stopped")
    parser.add_argument("--stop", action="store_true", help="stop the model; it starts again only by hand")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_write)


def run_write(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    make_ready()
    if options.stop:
        return _stop()
    if not options.model:
        return _by_rules(as_json=options.json)
    _refuse_without_model()
    if options.keep_going:
        return _keep_going()
    return _by_model(options)


def _by_rules(*, as_json: bool) -> int:
    """Write what older rules, or a model that is no longer set, wrote."""
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.studies.models import Waiting
    from plainstudy.writing.actions import rewrite_outdated
    from plainstudy.writing.model.actions import withdraw_others

    rewrite_outdated()
    withdraw_others()
    with progress() as report:
        stages = run_stages(progress=report)
    result({"written": stages.worked[Waiting.Stage.WRITE], "failed": stages.failed}, as_json=as_json)
    return 1 if stages.failed else 0


def _by_model(options: argparse.Namespace) -> int:
    """Let the model word what is due; 0 also where the budget or a person ended it: no page is missing."""
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.writing.model.drafting import draft_pages
    from plainstudy.writing.model.errors import ModelRefused
    from plainstudy.writing.model.runs import AlreadyRunning

    stopping = stop_on_signals()
    try:
        with progress() as report:
            counts = draft_pages(limit=options.limit, progress=report, should_stop=stopping.is_set)
            run_stages(progress=report)
    except (AlreadyRunning, ModelRefused) as problem:
        raise Failure(str(problem)) from problem
    result(counts.as_result(), as_json=options.json)
    if counts.words:
        say(counts.words[0].upper() + counts.words[1:] + ".")
    return 1 if counts.gave_up else 0


def _keep_going() -> int:
    """Word what is due until told to stop; a press of the stop button lasts until a person starts a run."""
    from plainstudy.writing.model import runs
    from plainstudy.writing.model.drafting import draft_pages
    from plainstudy.writing.model.errors import ModelRefused

    stopping = stop_on_signals()
    said = ""
    while not stopping.is_set():
        words = ""
        if not runs.is_stopped():
            try:
                words = draft_pages(should_stop=stopping.is_set).words
            except (runs.AlreadyRunning, ModelRefused) as problem:
                words = str(problem)
        if words and words != said and not stopping.is_set():
            say(f"The model writer waits: {words}.")
        said = words
        stopping.wait(PAUSE_SECONDS)
    return 0


def _stop() -> int:
    from plainstudy.writing.model import runs

    at_work = runs.stop()
    say(
        "It stops after the answers under way."
        if at_work
        else "No model is writing; none starts by itself now."
    )
    say("To go on: plainstudy write --model.")
    return 0


def _refuse_without_model() -> None:
    from django.conf import settings

    if settings.MODEL == "rules":
        raise Failure(
            "rules alone write here: set PLAINSTUDY_MODEL to provider:model first, as docs/model.md tells",
            exit_code=2,
        )
