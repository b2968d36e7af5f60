"""Everything that can go wrong between us and a model.

ModelError
├── ModelUnavailable   no answer, too slow, 5xx            -> the rules' text stands, another run tries again
├── ModelBusy          429, overloaded                     -> wait as long as it says, then ask again
├── ModelRefused       401, 403, 404, no such model, quota -> stop and tell a person
├── Declined           it would not write this             -> the rules' text stands until the facts change
└── Unreadable         cut short, no JSON, another shape   -> asked once more, then the rules' text stands
"""


class ModelError(Exception):
    """A model did not give a text; the message says why, in words for a person."""


class ModelUnavailable(ModelError):
    """No answer came in time, or the server failed."""


class ModelBusy(ModelError):
    """The server asks to be left alone for a while."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        """``retry_after``: seconds it asked for; None where it did not say."""
        super().__init__(message)
        self.retry_after = retry_after


class ModelRefused(ModelError):
    """The server does not accept us, or has no such model: asking again changes nothing."""


class Declined(ModelError):
    """The model, or a filter before it, would not write this text."""


class Unreadable(ModelError):
    """The reply is not what was asked for; the message can be shown to the model."""
