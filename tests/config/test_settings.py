"""Each setting that makes no sense is refused with a sentence that says what to write."""

import os
import subprocess
import sys

import pytest


def _start_with(tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "-m", "plainstudy", "doctor"],
        env={"PATH": os.environ["PATH"], "PLAINSTUDY_DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PLAINSTUDY_DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("PLAINSTUDY_SITE_URL", "studies.example.org", "write it as in https://studies.example.org"),
        ("PLAINSTUDY_CTGOV_URL", "ftp://x", "write it as in https://clinicaltrials.gov/api"),
        ("PLAINSTUDY_EMAIL_URL", "mail.example.org", "as in smtp+tls://user:password@mail.example.org:587"),
        ("PLAINSTUDY_MAILBOX", "maybe", "write on or off"),
        ("PLAINSTUDY_EDITING", "later", "write on or off"),
        ("PLAINSTUDY_REPORT_MONTHS", "0", "from 1 to 120"),
        (
            "PLAINSTUDY_SITE_URL",
            "https://studies.example.org:abc",
            "write it as in https://studies.example.org",
        ),
        ("PLAINSTUDY_SITE_URL", "https://example.org/studies", "without a path"),
        ("PLAINSTUDY_SITE_URL", "https://me:word@example.org", "write it as in https://studies.example.org"),
        ("PLAINSTUDY_CTGOV_URL", "http://[::1/api", "write it as in https://clinicaltrials.gov/api"),
        ("PLAINSTUDY_EMAIL_URL", "smtp://mail.example.org:abc", "as in smtp+tls://user:password"),
        ("PLAINSTUDY_EMAIL_FROM", "studies", "write an e-mail address"),
        ("PLAINSTUDY_EMAIL_FROM", "a@example.org\nBcc: b@example.org", "write an e-mail address"),
        (
            "PLAINSTUDY_DATABASE_URL",
            "postgresql://user:hidden@host:abc/x",
            "as in postgresql://user:password@host",
        ),
        ("PLAINSTUDY_TRUSTED_PROXIES", "10.0.0.1, proxy", "'proxy'; write addresses or networks"),
        ("PLAINSTUDY_ADDRESS_KEYS", "hidden", "too short to be a secret"),
        ("PLAINSTUDY_DATA_DIR", "/proc/nowhere", "write a folder that this user may write to"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_to_write(tmp_path, name, value, says):
    """No traceback: the variable, and an example of a right value."""
    done = _start_with(tmp_path, **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert says in done.stderr
    assert "hidden" not in done.stderr
    assert "Traceback" not in done.stderr


def test_cookies_of_the_desk_are_secure_where_the_site_is(tmp_path):
    """With https a session never travels in the clear."""
    ask = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    done = subprocess.run(
        [sys.executable, "-m", "plainstudy", "manage", "shell", "--no-imports", "-c", ask],
        env={
            "PATH": os.environ["PATH"],
            "PLAINSTUDY_DATA_DIR": str(tmp_path),
            "PLAINSTUDY_SITE_URL": "https://studies.example.org",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["True", "True"]
