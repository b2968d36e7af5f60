"""Asking over HTTP: the shape of the reply, what goes wrong, and what it costs."""

import time
from decimal import Decimal

import pytest

from plainstudy.writing.model.client import ModelClient
from plainstudy.writing.model.errors import Declined, ModelBusy, ModelRefused, ModelUnavailable
from plainstudy.writing.model.prompt import ROOM, Prompt
from tests.writing.model_server import Answer

PROMPT = Prompt(
    instructions="Write.", turns=("What is it?",), schema={"type": "object", "properties": {}}, sections=()
)


def test_reply_comes_with_its_tokens(model_server):
    """The words as they came, and what was used; a server of our own has no known price."""
    model_server.answer = lambda _: Answer('{"a": 1}', tokens=(12, 3))
    with ModelClient() as client:
        reply = client.ask(PROMPT).result()
    assert (reply.text, reply.tokens_in, reply.tokens_out, reply.cost) == ('{"a": 1}', 12, 3, None)
    assert model_server.questions[0].body["max_tokens"] == ROOM


def test_no_key_of_the_machine_goes_to_a_server_of_our_own(model_server, monkeypatch):
    """A key in the environment belongs to another service."""
    monkeypatch.setenv("OPENAI_API_KEY", "a-secret-of-somebody-else")
    model_server.answer = lambda _: Answer("{}")
    with ModelClient() as client:
        client.ask(PROMPT).result()
    assert "a-secret" not in str(model_server.questions[0].headers)


def test_own_key_is_sent(model_server, settings):
    """PLAINSTUDY_MODEL_KEY is for the server that the settings name."""
    settings.MODEL_KEY = "ours"
    model_server.answer = lambda _: Answer("{}")
    with ModelClient() as client:
        client.ask(PROMPT).result()
    assert model_server.questions[0].headers["authorization"] == "Bearer ours"


@pytest.mark.parametrize("refused", [("json_schema",), ("json_schema", "json_object")])
def test_server_that_stumbles_over_a_shape_is_asked_for_a_plainer_one(model_server, refused):
    """llama.cpp's server answers 500 to a JSON schema; what it refused is not tried again."""

    def answer(question):
        if question.response_format in refused:
            return Answer('response_format type must be "text"', status=500)
        return Answer("{}")

    model_server.answer = answer
    with ModelClient() as client:
        assert client.ask(PROMPT).result().text == "{}"
        assert client.ask(PROMPT).result().text == "{}"
    shapes = [question.response_format for question in model_server.questions]
    plain = "json_object" if len(refused) == 1 else None
    assert shapes == [*refused, plain, plain]


def test_server_that_always_fails_is_unavailable_and_its_shape_is_not_believed(model_server):
    """A 500 of another reason leaves the schema to be tried when the server is well again."""
    model_server.answer = lambda _: Answer("out of memory", status=500)
    with ModelClient() as client:
        with pytest.raises(ModelUnavailable, match="500"):
            client.ask(PROMPT).result()
        model_server.answer = lambda _: Answer("{}")
        client.ask(PROMPT).result()
    assert model_server.questions[-1].response_format == "json_schema"


def test_slow_server_is_given_up_in_time(model_server, settings):
    """The time-out holds for the whole answer."""
    settings.MODEL_TIMEOUT = 0.3
    model_server.answer = lambda _: Answer("{}", after_seconds=1.5)
    began = time.monotonic()
    with ModelClient() as client, pytest.raises(ModelUnavailable, match="no answer within"):
        client.ask(PROMPT).result()
    assert time.monotonic() - began < 1.4


def test_busy_server_says_how_long_to_wait(model_server):
    """429 with Retry-After is told to the caller, who waits; the library does not ask again by itself."""
    model_server.answer = lambda _: Answer("slow down", status=429, headers={"Retry-After": "7"})
    with ModelClient() as client, pytest.raises(ModelBusy) as caught:
        client.ask(PROMPT).result()
    assert caught.value.retry_after == 7
    assert len(model_server.questions) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_server_that_does_not_accept_us_needs_a_person(model_server, status):
    """A wrong key or a wrong name does not mend itself."""
    model_server.answer = lambda _: Answer("no", status=status)
    with ModelClient() as client, pytest.raises(ModelRefused):
        client.ask(PROMPT).result()


def test_refusal_is_told_apart_from_words(model_server):
    """OpenAI's interface has a place for refusals."""
    model_server.answer = lambda _: Answer(refusal="I can't help with that.")
    with ModelClient() as client, pytest.raises(Declined, match="can't help"):
        client.ask(PROMPT).result()


def test_reply_that_hit_the_limit_is_known_as_cut(model_server):
    """The server says so."""
    model_server.answer = lambda _: Answer('{"a":', finish="length")
    with ModelClient() as client:
        assert client.ask(PROMPT).result().cut_short


def test_answer_that_breaks_off_is_no_answer(model_server):
    """A connection that ends in the middle gives no text."""
    model_server.answer = lambda _: Answer("{}", hang_up=True)
    with ModelClient() as client, pytest.raises(ModelUnavailable):
        client.ask(PROMPT).result()


def test_nobody_there_is_unavailable(model_server, settings):
    """A closed port is an outage, not a crash."""
    settings.MODEL_URL = "http://127.0.0.1:9/v1"
    with ModelClient() as client, pytest.raises(ModelUnavailable):
        client.ask(PROMPT).result()


def test_unknown_provider_is_refused_before_anything_is_sent(model_server, settings):
    """A slip of the pen in PLAINSTUDY_MODEL is named."""
    settings.MODEL, settings.MODEL_URL = "opnai:gpt", ""
    with pytest.raises(ModelRefused, match="opnai"):
        ModelClient()


def test_missing_key_is_refused_before_anything_is_sent(model_server, settings):
    """OpenAI without a key cannot be asked."""
    settings.MODEL, settings.MODEL_URL = "openai:gpt-5-mini", ""
    with pytest.raises(ModelRefused, match="API_KEY"):
        ModelClient()


def test_price_of_a_known_model_is_known(model_server, settings):
    """Cost comes from a price list, without a request; a model nobody knows has none."""
    with ModelClient() as client:
        settings.MODEL, settings.MODEL_URL = "openai:gpt-4o-mini", ""
        price = client.price(tokens_in=1_000_000, tokens_out=0)
        settings.MODEL = "openai:no-such-model-at-all"
        assert client.price(tokens_in=1_000_000, tokens_out=0) is None
    assert price is not None
    assert Decimal("0.01") < price < Decimal(10)
