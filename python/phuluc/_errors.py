"""Why there is no answer: exceptions with code, place and hint."""

from __future__ import annotations

__all__ = [
    "Error",
    "DamagedError",
    "FileNotFound",
    "LimitError",
    "NotPermitted",
    "PasswordError",
    "SchemaError",
    "UnknownFormatError",
]


class Error(Exception):
    """A file could not be read, or something named cannot be used. The message is the command line's.

    ``code``: a stable name: ``password``, ``damaged``, ``limit`` … (``docs/reading.md`` lists them).
    ``file``: the file; empty where it is about none.
    ``place``: where in it, as far as that is known: a part of a package, a byte, an indicator of a form.
    ``message``: what is so, without the file before it.
    ``hint``: what to do about it; may be empty.
    """

    def __init__(self, code: str, file: str = "", place: str = "", message: str = "", hint: str = "") -> None:
        super().__init__(code, file, place, message, hint)
        self.code = code
        self.file = file
        self.place = place
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        said = f"{self.file}: {self.message}" if self.file and self.file not in self.message else self.message
        return f"{said} [{self.code}]" + (f"\n  {self.hint}" if self.hint else "")


class FileNotFound(Error, FileNotFoundError):
    """There is nothing of that name."""


class NotPermitted(Error, PermissionError):
    """The user may not read or write it."""


class PasswordError(Error):
    """A password is needed, or the one given does not open the file."""


class DamagedError(Error):
    """The file ends before it should, or contradicts itself, or has no bytes."""


class UnknownFormatError(Error):
    """The content is of no format that is read here."""


class LimitError(Error):
    """A limit – size, pages, time, memory – was reached before anything useful was read."""


class SchemaError(Error):
    """A form cannot be used, or there is none of that id."""


_CLASSES = {
    "not-found": FileNotFound,
    "permission-denied": NotPermitted,
    "password": PasswordError,
    "wrong-password": PasswordError,
    "damaged": DamagedError,
    "empty-file": DamagedError,
    "unknown-format": UnknownFormatError,
    "packed-files": UnknownFormatError,
    "needs-office": UnknownFormatError,
    "limit": LimitError,
    "unknown-schema": SchemaError,
}


def made(code: str, file: str, place: str, message: str, hint: str, of_schema: bool) -> Error:
    """The exception of a fault."""
    kind = SchemaError if of_schema else _CLASSES.get(code, Error)
    return kind(code, file, place, message, hint)
