"""The exceptions. ``guiyi.Error`` > ``ConfigError`` (also a ``ValueError``), ``DataError``, ``InternalError``."""

from __future__ import annotations

from typing import Any


class Error(Exception):
    """What went wrong, where, and what to do about it."""

    code: str
    """The stable name of the error, such as ``unknown_field``."""
    path: str
    """Where: a path into the spec or the input; empty for the whole."""
    message: str
    """What went wrong, in one line."""
    help: str | None
    """What to do about it."""
    related: tuple[Error, ...]
    """The single findings, when a spec has several errors."""

    def __init__(
        self,
        text: str,
        *,
        code: str = "",
        path: str = "",
        message: str = "",
        help: str | None = None,
        related: tuple[Error, ...] = (),
    ) -> None:
        super().__init__(text)
        self.code = code
        self.path = path
        self.message = message or text
        self.help = help
        self.related = related

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (type(self), str(self), self.__dict__))


class ConfigError(Error, ValueError):
    """The spec or an argument is wrong."""


class DataError(Error):
    """The data as a whole cannot be used, or the run was stopped."""


class InternalError(Error):
    """The library is wrong; please report it."""


def _again(kind: type[Error], text: str, values: dict[str, Any]) -> Error:
    error = kind(text)
    error.__dict__.update(values)
    return error


# As users see and import them.
for _class in (Error, ConfigError, DataError, InternalError):
    _class.__module__ = "guiyi"
