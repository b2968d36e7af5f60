"""Asking a model: the only module that knows the library, imported when a model is asked and not before.

One thread runs the library's event loop; ``ask`` hands a conversation to it and returns a future, so that
rows are read and written by the caller's thread alone.
"""

import asyncio
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from genai_prices import Usage, calc_price
from pydantic_ai.direct import model_request
from pydantic_ai.exceptions import (
    ContentFilterError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelOverloadedError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    UnexpectedModelBehavior,
    UserError,
)
from pydantic_ai.messages import (
    InstructionPart,
    ModelMessage,
    ModelRequest,
    ModelResponse,
    TextPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, infer_model
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from .errors import Declined, ModelBusy, ModelError, ModelRefused, ModelUnavailable
from .prompt import ROOM, Prompt

SHAPES = ("native", "prompted", "text")
"""How the reply's shape is asked for: a JSON schema, plain JSON, words alone. llama.cpp's server and others
answer 500 to a schema; what a server once refused is not tried again."""
_SHAPE_REFUSED = frozenset({400, 404, 415, 422, 500, 501})


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. ``cost`` in US dollars; None where nobody knows the price."""

    text: str
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    cut_short: bool
    seconds: float


class ModelClient:
    """A model to ask, as the settings name it. A context manager; ModelRefused where it cannot be set up."""

    def __init__(self) -> None:
        """Set up the model; nothing is sent."""
        self._shape = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="model", daemon=True)
        try:
            self._model = _model()
        except (UserError, ImportError, ValueError) as problem:
            self._loop.close()
            raise ModelRefused(f"{settings.MODEL} cannot be asked: {problem}") from problem

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._model.__aenter__(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def ask(self, prompt: Prompt) -> "Future[Reply]":
        """Send a conversation; the future gives the Reply or raises a ModelError."""
        return asyncio.run_coroutine_threadsafe(self._ask(prompt), self._loop)

    def greet(self) -> "Future[None]":
        """See whether the model answers, for a few tokens; the future raises a ModelError if not."""
        return asyncio.run_coroutine_threadsafe(self._greet(), self._loop)

    def price(self, *, tokens_in: int, tokens_out: int) -> Decimal | None:
        """Give the price of so many tokens in US dollars; None where nobody knows it."""
        return _price(tokens_in, tokens_out)

    async def _close(self) -> None:
        under_way = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._model.__aexit__(None, None, None)

    async def _greet(self) -> None:
        question = Prompt(instructions="Answer in one word.", turns=("Are you there?",))
        try:
            await self._request(question, "text")
        except _ShapeRefused as refused:
            raise refused.problem from refused

    async def _ask(self, prompt: Prompt) -> Reply:
        began = time.monotonic()
        for shape in range(self._shape, len(SHAPES)):
            try:
                response = await self._request(prompt, SHAPES[shape])
            except _ShapeRefused as refused:
                if shape + 1 == len(SHAPES):
                    raise refused.problem from refused
            else:
                self._shape = max(self._shape, shape)
                return _reply(response, seconds=time.monotonic() - began)
        raise AssertionError("the last shape answers or raises")

    async def _request(self, prompt: Prompt, shape: str) -> ModelResponse:
        patience = settings.MODEL_TIMEOUT
        try:
            async with asyncio.timeout(patience):
                return await model_request(
                    self._model,
                    _messages(prompt),
                    model_settings=ModelSettings(max_tokens=ROOM, timeout=patience, max_retries=0),
                    model_request_parameters=_parameters(prompt, shape),
                )
        except TimeoutError as problem:
            raise ModelUnavailable(f"no answer within {patience:g} seconds") from problem
        except UserError as problem:
            raise _ShapeRefused(ModelRefused(str(problem))) from problem
        except ContentFilterError as problem:
            raise Declined(f"a filter stopped it: {problem}") from problem
        except UnexpectedModelBehavior as problem:
            raise ModelUnavailable(f"the answer is not one of its kind: {problem}") from problem
        except ModelAPIError as problem:
            error = _error(problem)
            if isinstance(problem, ModelHTTPError) and problem.status_code in _SHAPE_REFUSED:
                raise _ShapeRefused(error) from problem
            raise error from problem


class _ShapeRefused(Exception):
    """The server may have stumbled over the shape we asked for: a plainer one is tried first."""

    def __init__(self, problem: ModelError) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _model() -> "Model[Any]":
    """Make the model that the settings name.

    "local" is any OpenAI-compatible server; "openai" with an address is one that speaks as OpenAI itself.
    """
    provider, _, name = settings.MODEL.partition(":")
    if provider == "local":
        return OpenAIChatModel(
            name,
            provider=OpenAICompatibleProvider(
                "local", base_url=settings.MODEL_URL, api_key=settings.MODEL_KEY or "none"
            ),
            profile=OpenAIModelProfile(openai_chat_supports_max_completion_tokens=False),
        )
    if provider == "openai":
        # With an address of the operator's own no key is taken from the environment: it would be sent there.
        key = settings.MODEL_KEY or ("none" if settings.MODEL_URL else None)
        return OpenAIChatModel(
            name, provider=OpenAIProvider(base_url=settings.MODEL_URL or None, api_key=key)
        )
    return infer_model(settings.MODEL)


def _messages(prompt: Prompt) -> list[ModelMessage]:
    messages: list[ModelMessage] = []
    for number, turn in enumerate(prompt.turns):
        if number % 2:
            messages.append(ModelResponse(parts=[TextPart(turn)]))
        else:
            messages.append(ModelRequest(parts=[UserPromptPart(turn)]))
    return messages


def _parameters(prompt: Prompt, shape: str) -> ModelRequestParameters:
    output = OutputObjectDefinition(name="page", json_schema=prompt.schema, strict=True)
    return ModelRequestParameters(
        output_mode=shape,  # type: ignore[arg-type]  # one of SHAPES
        output_object=None if shape == "text" else output,
        prompted_output_template=False if shape == "prompted" else None,
        instruction_parts=[InstructionPart(content=prompt.instructions)],
    )


def _reply(response: ModelResponse, *, seconds: float) -> Reply:
    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    refusal = (response.provider_details or {}).get("refusal")
    if refusal or response.finish_reason == "content_filter":
        raise Declined(f"the model would not write this text: {refusal or text}"[:300])
    used = response.usage
    return Reply(
        text=text,
        tokens_in=used.input_tokens,
        tokens_out=used.output_tokens,
        cost=_price(used.input_tokens, used.output_tokens),
        cut_short=response.finish_reason == "length",
        seconds=seconds,
    )


def _error(problem: ModelAPIError) -> ModelError:
    """Name what went wrong in our own terms; no address and no key stands in the message."""
    words = f"{type(problem).__name__.strip('_')}: {str(problem)[:300]}"
    if isinstance(problem, ModelRateLimitError | ModelOverloadedError):
        return ModelBusy(words, retry_after=problem.retry_after)
    if isinstance(problem, ModelAuthenticationError | ModelNotFoundError | ModelQuotaExceededError):
        return ModelRefused(words)
    if isinstance(problem, ModelHTTPError) and problem.status_code < 500:
        return ModelRefused(words)
    return ModelUnavailable(words)


def _price(tokens_in: int, tokens_out: int) -> Decimal | None:
    """Price tokens by the library's list; a server of the operator's own has no price that we know."""
    if settings.MODEL_URL:
        return None
    provider, _, name = settings.MODEL.partition(":")
    try:
        usage = Usage(input_tokens=tokens_in, output_tokens=tokens_out)
        return calc_price(usage, model_ref=name, provider_id=provider).total_price
    except LookupError:
        return None
