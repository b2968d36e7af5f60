"""Settings are read from the environment, and a wrong value is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from plainstudy.config import env


def test_an_unset_variable_gives_its_default(monkeypatch):
    """Nothing set is nothing wrong."""
    monkeypatch.delenv("PLAINSTUDY_X", raising=False)
    assert env.text("PLAINSTUDY_X", "fallback") == "fallback"


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    """<NAME>_FILE names a file whose content, without the last line end, is the value."""
    (tmp_path / "secret").write_text("s3cret\n", encoding="utf-8")
    monkeypatch.setenv("PLAINSTUDY_X_FILE", str(tmp_path / "secret"))
    assert env.text("PLAINSTUDY_X") == "s3cret"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    """The message says which variable and which path."""
    monkeypatch.setenv("PLAINSTUDY_X_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match=r"PLAINSTUDY_X_FILE names .*gone"):
        env.text("PLAINSTUDY_X")


@pytest.mark.parametrize(("word", "means"), [("on", True), ("off", False), ("ON", True)])
def test_a_flag_is_on_or_off(monkeypatch, word, means):
    """Two words, in any case."""
    monkeypatch.setenv("PLAINSTUDY_X", word)
    assert env.flag("PLAINSTUDY_X", default=not means) is means


def test_a_flag_with_another_word_is_refused(monkeypatch):
    """ "yes" could be a typing slip for anything, so it is not guessed."""
    monkeypatch.setenv("PLAINSTUDY_X", "yes")
    with pytest.raises(ImproperlyConfigured, match="write on or off"):
        env.flag("PLAINSTUDY_X", default=False)


def test_a_list_is_split_at_commas_and_trimmed(monkeypatch):
    """Empty parts are nothing."""
    monkeypatch.setenv("PLAINSTUDY_X", " a, b ,,")
    assert env.items("PLAINSTUDY_X") == ["a", "b"]


def test_a_secret_file_that_is_no_text_is_named(monkeypatch, tmp_path):
    """As when the variable names a program or a key store."""
    (tmp_path / "secret").write_bytes(b"\xd0\xff")
    monkeypatch.setenv("PLAINSTUDY_X_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match=r"PLAINSTUDY_X_FILE names .*secret, which is no text"):
        env.text("PLAINSTUDY_X")
