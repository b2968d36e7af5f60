"""Forms sent by other sites are refused."""

import pytest

from plainstudy.alerts.models import Subscriber
from tests.alerts.world import make_study

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "http://127.0.0.1:8000"}, 303),
        ({"Origin": "HTTP://127.0.0.1:8000"}, 303),
        ({"Origin": "http://localhost"}, 303),
        # Our own form under Referrer-Policy: no-referrer.
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8000.evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({"Origin": "https://127.0.0.1:8000"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_our_own_forms_are_taken(client, headers, status):
    """A visitor of another site must not sign strangers up unknowingly."""
    make_study()
    answer = client.post(
        "/follow/",
        {"email": "reader@example.org", "study": "NCT02387905"},
        headers={"Host": "localhost", **headers},
    )
    assert answer.status_code == status
    assert Subscriber.objects.exists() == (status == 303)
    if status == 403:
        assert b"came from another site" in answer.content
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "page", ["follow/manage/", "follow/confirm/x/", "follow/manage/x/", "follow/block/x/"]
)
def test_every_public_form_but_leaving_has_the_guard(client, page):
    """Leaving must work from anywhere; nothing else must."""
    assert client.post(f"/{page}", headers={"Origin": "https://evil.example"}).status_code == 403
