"""``plainstudy write``, as a person runs it: in processes of their own, killed and started again."""

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from plainstudy.cli import main
from plainstudy.pipeline.checkup import LOOKS
from plainstudy.writing.model import runs
from plainstudy.writing.models import ModelDraft, ModelRun
from tests.writing.model_server import Answer, ModelServer, well

ROOT = Path(__file__).resolve().parents[2]
PAGES = 6

MAKE = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.writing.model_world import fill
fill({PAGES})
"""


@pytest.fixture
def start(model_server: ModelServer, tmp_path: Path) -> Callable[..., "subprocess.Popen[str]"]:
    """Return what starts Python on a data folder with six pages by rules, and the server as its model."""
    environment = os.environ | {
        "PLAINSTUDY_DATA_DIR": str(tmp_path),
        "PLAINSTUDY_MODEL": "local:tiny",
        "PLAINSTUDY_MODEL_URL": model_server.url,
        "PLAINSTUDY_MODEL_CONCURRENCY": "1",
    }

    def run(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    return run


def output(process: "subprocess.Popen[str]") -> Any:
    """Return the line of JSON that a process printed, when it has ended well."""
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return json.loads(printed) if printed.strip() else None


def test_run_killed_in_the_middle_is_gone_on_with_at_once(start, model_server, tmp_path):
    """Nothing is written twice, the lost question is asked again, and what it may have cost is remembered."""
    output(start("-c", MAKE))
    killed = threading.Event()

    def kill_at_the_third(question):
        if len(model_server.questions) == 3:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed.set()
        return well(question)

    model_server.answer = kill_at_the_third
    process = start("-m", "plainstudy", "write", "--model", "--json")
    process.communicate(timeout=60)
    assert killed.is_set()
    counts = output(start("-m", "plainstudy", "write", "--model", "--json"))
    assert (counts["accepted"], counts["asked"]) == (PAGES - 2, PAGES - 2)
    with closing(sqlite3.connect(tmp_path / "plainstudy.sqlite3")) as database:
        drafts = [state for (state,) in database.execute("SELECT state FROM writing_modeldraft")]
        kept = [state for (state,) in database.execute("SELECT state FROM writing_modelrun ORDER BY id")]
        writers = {name for (name,) in database.execute("SELECT writer FROM writing_plainpage")}
    assert sorted(drafts) == ["accepted"] * PAGES + ["lost"]
    assert kept == ["lost", "done"]
    assert writers == {"local:tiny, prompt 1"}


@pytest.mark.django_db
def test_command_without_a_model_says_what_to_set(settings, tmp_path, capsys):
    """The default has no model."""
    settings.DATA_DIR = tmp_path
    assert main(["write", "--model"]) == 2
    assert "PLAINSTUDY_MODEL" in capsys.readouterr().err


@pytest.mark.django_db
def test_stop_without_a_run_keeps_the_model_from_starting_by_itself(capsys):
    """The button works before anything runs."""
    assert main(["write", "--stop"]) == 0
    assert runs.is_stopped()
    assert "plainstudy write --model" in capsys.readouterr().err


@pytest.mark.django_db
def test_dead_run_of_another_machine_is_buried_after_two_minutes(model_server, time_machine):
    """Its questions are counted as asked; until then nobody takes its place."""
    time_machine.move_to(dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC), tick=False)
    run = runs.begin()
    ModelRun.objects.update(host="another")
    with pytest.raises(runs.AlreadyRunning):
        runs.begin()
    time_machine.shift(121)
    assert runs.begin().id != run.id
    assert ModelRun.objects.get(id=run.id).state == "lost"


@pytest.fixture
def look() -> Any:
    """Return the look that doctor takes at the writing."""
    return next(look for look in LOOKS if look.__name__ == "_model")


@pytest.mark.django_db
def test_doctor_asks_the_model(look, model_server):
    """An answer is an answer; what it did stands beside it."""
    model_server.answer = lambda _: Answer("Yes.")
    check = look()
    assert check.state == "works"
    assert "local:tiny" in check.found
    assert "0 pages" in check.found
    assert not ModelDraft.objects.exists()


@pytest.mark.django_db
def test_doctor_tells_why_a_model_does_not_answer(look, model_server):
    """A wrong key is broken, and pages do not suffer from it."""
    model_server.answer = lambda _: Answer("wrong key", status=401)
    check = look()
    assert check.state == "broken"
    assert "401" in check.found
    assert "PLAINSTUDY_MODEL_KEY" in check.advice


@pytest.mark.django_db
def test_doctor_tells_that_somebody_pressed_stop(look, model_server):
    """Otherwise nobody would know why no page changes."""
    model_server.answer = lambda _: Answer("Yes.")
    runs.stop()
    assert look().state == "look"


def test_doctor_without_a_model_loads_nothing_of_the_library(look):
    """An installation by rules pays nothing for a model."""
    code = (
        "import sys, django; django.setup()\n"
        "import plainstudy.writing.actions, plainstudy.pipeline.checkup as checkup\n"
        "assert checkup._model().state == 'works'\n"
        "assert not {'pydantic_ai', 'pydantic', 'openai'} & set(sys.modules), 'loaded'"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"PLAINSTUDY_MODEL": "gpt"}, "provider:model"),
        ({"PLAINSTUDY_MODEL": "local:tiny"}, "PLAINSTUDY_MODEL_URL"),
        ({"PLAINSTUDY_MODEL": "local:tiny", "PLAINSTUDY_MODEL_URL": "here"}, "OpenAI-compatible"),
        ({"PLAINSTUDY_MODEL": "anthropic:x", "PLAINSTUDY_MODEL_URL": "http://a/v1"}, "local:name"),
        ({"PLAINSTUDY_MODEL_TIMEOUT": "soon"}, "PLAINSTUDY_MODEL_TIMEOUT"),
        ({"PLAINSTUDY_MODEL_CONCURRENCY": "0"}, "from 1 to 64"),
        ({"PLAINSTUDY_MODEL_BUDGET_MONEY": "two"}, "as in 2.50"),
    ],
)
def test_wrong_setting_is_refused_with_what_to_write(given, words):
    """A slip is named at the start, not at midnight."""
    code = "import plainstudy.config.settings"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    assert words in answer.stderr
