"""What the documents say is so: settings, commands, links."""

import re
from pathlib import Path

import pytest

from plainstudy.cli import main
from plainstudy.config import env

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_settings_document_lists_each_setting_once_and_no_other() -> None:
    """Whatever the program reads from the environment is explained in docs/settings.md."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(PLAINSTUDY_\w+)` \|", text, re.M)
    assert sorted(listed) == sorted(name for name in env.READ if name.startswith(env.PREFIX))


def test_documents_name_only_settings_that_exist() -> None:
    """An example with a name that nobody reads would do nothing, silently."""
    named = {
        (path.name, name)
        for path in DOCUMENTS
        for name in re.findall(r"PLAINSTUDY_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert {(path, name) for path, name in named if name.removesuffix("_FILE") not in env.READ} == set()


def test_readme_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of commands and the program's own help name the same ones."""
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    ([a-z]+)\s", capsys.readouterr().out, re.M)) - {"manage"}
    rows = re.findall(r"^\| (`plainstudy .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    named = {name for row in rows for name in re.findall(r"`(?:plainstudy )?([a-z]+)", row)}
    first = {name for row in rows for name in re.findall(r"`plainstudy ([a-z]+)", row)}
    assert known - named == set()
    assert first - known == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """No link within the project is broken."""
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("PLAINSTUDY_OPERATER", "PLAINSTUDY_OPERATOR"), ("PLAINSTUDY_WHATEVER_THIS_IS", "")],
)
def test_misspelt_setting_is_noticed(monkeypatch: pytest.MonkeyPatch, name: str, meant: str) -> None:
    """A slip in a name would leave the default in place without a word."""
    monkeypatch.setenv(name, "x")
    assert env.misspelt()[name] == meant


def test_setting_from_a_file_is_not_misspelt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets may come from <NAME>_FILE."""
    monkeypatch.setenv("PLAINSTUDY_SECRET_KEY_FILE", "/run/secrets/key")
    assert "PLAINSTUDY_SECRET_KEY_FILE" not in env.misspelt()
