"""Finds out what a launch is for, by a look at the frames that led to it."""

import os
import sys
import sysconfig
from dataclasses import dataclass

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_LIBRARY = sysconfig.get_path("stdlib") + os.sep
_REALIZE = os.sep + os.path.join("engine", "realize.py")
_SEARCH = os.sep + os.path.join("opt", "search.py")

test = None
"""The name of the test that runs, or None."""


@dataclass(frozen=True)
class Callsite:
    """What is known about the origin of a launch.

    A trial is a launch of which tinygrad only wants to know how long it takes.
    """

    place: str | None
    operations: tuple[str, ...] = ()
    options: tuple[str, ...] | None = None
    trial: bool = False

    def note(self):
        """Returns one line for people: the test, the place and the tensor operations."""
        parts = [test, self.place, ", ".join(self.operations)]
        return " | ".join(part for part in parts if part)


def here():
    """Returns the callsite of the launch that is under way.

    The place is the innermost frame outside of tinygrad, this package and Python's library.
    """
    operations, options, trial, place = (), None, False, None
    frame = sys._getframe(1)
    tinygrad = _tinygrad()
    while frame is not None and place is None:
        file = frame.f_code.co_filename
        if not file.startswith(tinygrad):
            place = f"{file}:{frame.f_lineno}" if _is_users(frame) else None
        elif file.endswith(_REALIZE):
            values = frame.f_locals
            operations = operations or _operations(values)
            options = _options(values) if options is None else options
        trial = trial or file.endswith(_SEARCH)
        frame = frame.f_back
    return Callsite(place, operations, options, trial)


def _tinygrad():
    """Returns the directory of the package tinygrad, with a separator at its end."""
    return os.path.dirname(os.path.abspath(sys.modules["tinygrad"].__file__)) + os.sep


def _is_users(frame):
    """Returns whether a frame outside of tinygrad is of the user's program.

    tinygrad makes functions of text at run time. Their file looks like that of `python3 -c`.
    """
    file = frame.f_code.co_filename
    if file.startswith("<"):
        return frame.f_globals.get("__name__") == "__main__"
    if file.startswith(_OURS):
        return False
    return not file.startswith(_LIBRARY) or "site-packages" in file


def _operations(values):
    """Returns the tensor operations that an item of a schedule says it is made of."""
    for name in ("self", "ei", "call"):
        item = values.get(name)
        for holder in (item, getattr(item, "arg", None)):
            metadata = getattr(holder, "metadata", None)
            if isinstance(metadata, tuple) and metadata:
                return tuple(dict.fromkeys(str(entry) for entry in metadata))
    return ()


def _options(values):
    """Returns the optimizations of the kernel that a frame launches, or None."""
    for info in _kernel_infos(values):
        applied = getattr(info, "applied_opts", None)
        if applied is not None:
            return tuple(_option(option) for option in applied)
    return None


def _kernel_infos(values):
    """Yields what may describe the kernel: the program's specification or its syntax tree."""
    yield getattr(values.get("self"), "p", None)
    tree = values.get("ast")
    for node in (tree, *getattr(tree, "src", ())[:1]):
        yield getattr(node, "arg", None)


def _option(option):
    words = (getattr(option.op, "name", option.op), option.axis, option.arg)
    return " ".join(_word(word) for word in words if word is not None)


def _word(value):
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
