"""``plainstudy demo``: a filled, running site in one command."""

import argparse
import os
from pathlib import Path

from .output import Failure, Report, progress, say
from .serve import refuse_taken_port, supervise
from .store import make_ready

ALWAYS_THERE = "NCT02387905"
RECENT_STUDIES = 300
ANSWERS_WITHIN_SECONDS = 4.0
DEMO_READER = "reader@example.org"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo", help="a filled site on this machine; mails go to a page of their own"
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--offline", action="store_true", help="use the bundled samples, ask no registry")
    parser.set_defaults(prepare=prepare, run=run_demo)


def prepare(options: argparse.Namespace) -> None:
    """Give the demo a folder of its own, its mailbox page and its address, before the settings are read."""
    os.environ.setdefault("PLAINSTUDY_DATA_DIR", str(Path("data") / "demo"))
    os.environ.setdefault("PLAINSTUDY_SITE_URL", _address(options))
    os.environ.setdefault("PLAINSTUDY_OPERATOR", "you, on your own machine: this is a demo")
    os.environ["PLAINSTUDY_MAILBOX"] = "on"


def run_demo(options: argparse.Namespace) -> int:
    """Fill the store if it is empty, then serve and work until stopped."""
    from plainstudy.studies.models import Installation, Study

    refuse_taken_port(host=options.host, port=options.port)
    make_ready(migrate=True)
    _refuse_a_real_store()
    with progress() as report:
        if not Study.objects.exists() or _was_stopped_while_filling():
            fill(offline=options.offline, report=report)
    store = Installation.objects.get()
    address = _address(options)
    newest = Study.objects.order_by("-last_updated", "-id")
    shown = Study.objects.filter(nct_id=ALWAYS_THERE).first() or newest.first()
    say(f"\n{Study.objects.count()} studies, from {_words_for(store.registry)}. Open:")
    say(f"  {address}/                        the site")
    if shown:
        say(f"  {address}/studies/{shown.nct_id}/  one study")
    say(f"  {address}/mailbox/                the mails it sent\nControl-C stops it.")
    parts = [["web", "--host", options.host, "--port", str(options.port), "--workers", "1"], ["work"]]
    if store.registry == "ctgov":
        parts.append(["schedule"])
    return supervise(parts)


def _address(options: argparse.Namespace) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{options.port}"


def _refuse_a_real_store() -> None:
    """Keep the demo off a store whose followers are real: it would show their mails to whoever looks.

    Failure where somebody follows and no mail was ever kept for the mailbox page.
    """
    from django.conf import settings

    from plainstudy.alerts.models import Subscriber

    assert settings.MAILBOX_DIR is not None  # prepare() turned it on
    if not settings.MAILBOX_DIR.is_dir():
        if Subscriber.objects.exists():
            raise Failure(
                "real people follow studies in this store, and the demo shows all mails on a page: unset "
                "PLAINSTUDY_DATA_DIR and PLAINSTUDY_DATABASE_URL, or serve this store with plainstudy up"
            )
        settings.MAILBOX_DIR.mkdir(mode=0o700, parents=True)


def _words_for(registry: str) -> str:
    return "the bundled samples (ours, not the registry's)" if registry == "samples" else "ClinicalTrials.gov"


def _was_stopped_while_filling() -> bool:
    from plainstudy.pipeline.models import SyncRun
    from plainstudy.registries.folder.client import sample_days
    from plainstudy.studies.models import Installation

    store = Installation.objects.first()
    if store is None or store.data_timestamp is None:
        return True
    if store.registry == "samples":
        return store.data_timestamp.date() < sample_days()[-1]
    return not SyncRun.objects.filter(state=SyncRun.State.DONE).exists()


def fill(*, offline: bool, report: Report) -> None:
    """Fill from the live registry when it answers, else from the samples; what is begun goes on."""
    from plainstudy.pipeline.runs import forget_empty_store
    from plainstudy.registries.errors import RegistryError
    from plainstudy.studies.models import Installation

    begun = Installation.objects.first()
    if begun is not None:
        offline = begun.registry == "samples"
    if not offline and (begun is not None or _registry_answers()):
        try:
            fill_from_registry(report)
        except RegistryError as problem:
            if not forget_empty_store():
                raise
            say(f"The registry broke off before the first study came: {problem}")
        else:
            return
    if not offline:
        say("The registry cannot be read from here; the bundled samples take its place.")
    fill_from_samples(report)


def _registry_answers() -> bool:
    from plainstudy.registries.ctgov.client import ctgov
    from plainstudy.registries.errors import RegistryError

    try:
        ctgov(patience_seconds=ANSWERS_WITHIN_SECONDS).snapshot()
    except RegistryError:
        return False
    return True


def fill_from_registry(report: Report) -> None:
    """Fetch some hundred recently updated studies and one that everybody can look up."""
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.pipeline.sync import run_sync
    from plainstudy.registries.ctgov.client import ctgov

    run_sync(ctgov(), limit=RECENT_STUDIES, progress=report)
    run_sync(ctgov(), ids=(ALWAYS_THERE,), progress=report)
    run_stages(progress=report)


def fill_from_samples(report: Report) -> None:
    """Play the samples day by day, with a reader who follows a study and a condition, so that mails show."""
    from plainstudy.alerts.actions import run_alerts
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.pipeline.sync import run_sync
    from plainstudy.registries.folder.client import sample_days, samples
    from plainstudy.studies.queries import data_timestamp

    for day in sample_days():
        stamp = data_timestamp()
        if stamp is not None and stamp.date() > day:
            continue
        run_sync(samples(day), full=True, progress=report)
        run_stages(progress=report)
        _let_a_reader_follow()
        run_alerts()


def _let_a_reader_follow() -> None:
    from plainstudy.alerts.actions import follow_confirmed
    from plainstudy.studies.models import Study, StudyCondition

    study = Study.objects.get(nct_id=ALWAYS_THERE)
    concepts = (
        StudyCondition.objects.filter(
            registrant_term__in=("Breast Cancer", "Type 2 Diabetes"), concept__isnull=False
        )
        .values_list("concept_id", flat=True)
        .distinct()
    )
    follow_confirmed(address=DEMO_READER, study_ids=[study.pk], concept_ids=list(concepts))
