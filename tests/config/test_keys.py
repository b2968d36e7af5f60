"""The installation's own keys are made once and kept to its owner."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from plainstudy.config.keys import NAMES, secret_from, stored_keys


def test_keys_are_made_once_and_stay(tmp_path):
    """A second process reads what the first one made."""
    assert stored_keys(tmp_path) == stored_keys(tmp_path)
    assert set(stored_keys(tmp_path)) == set(NAMES)


def test_the_key_file_is_for_its_owner_alone(tmp_path):
    """Whoever reads it could read every follower's address."""
    stored_keys(tmp_path)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_damaged_key_file_is_never_replaced(tmp_path):
    """New keys would make every stored address unreadable: a person has to decide."""
    (tmp_path / "keys.json").write_text("{", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="bring it back from a backup"):
        stored_keys(tmp_path)
    assert (tmp_path / "keys.json").read_text(encoding="utf-8") == "{"


def test_a_missing_key_is_named():
    """The message says which one."""
    with pytest.raises(ImproperlyConfigured, match="'addresses'"):
        secret_from({}, "addresses")


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path):
    """The database in it says who follows what."""
    stored_keys(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
