"""Puts a device of this package in the place of tinygrad's Metal device.

`install(backend)` must run before tinygrad is imported. What happens on the device is up to the
`Backend`.
"""

import atexit
import importlib.util
import os
import pathlib
import shutil
import sys
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass

from winofuzz_tinygrad.callsite import Callsite

DEVICE_MODULE = "tinygrad.runtime.ops_metal"
"""The module of tinygrad that is replaced."""

MAX_THREADS = 1024
"""The most threads that a threadgroup of the device has, as on the Apple GPUs since family 4."""


class SourceError(Exception):
    """A Metal text that the device does not take; the message says why."""


@dataclass(frozen=True)
class Part:
    """Part of a memory; offset and size are in bytes."""

    memory: object
    offset: int
    size: int


@dataclass(frozen=True)
class Launch:
    """A launch of a kernel, with the arguments in the order of their buffer indices."""

    source: str
    kernel: str
    threadgroups: tuple[int, int, int]
    threads: tuple[int, int, int]
    arguments: tuple[Part | int, ...]
    callsite: Callsite


class Backend(ABC):
    """What the stand-in does its work with. Offsets and sizes are in bytes."""

    @abstractmethod
    def allocate(self, size):
        """Returns a new memory that nothing wrote."""

    @abstractmethod
    def free(self, memory):
        """Lets a memory go. Must be quick and must not fail: finalizers call it."""

    @abstractmethod
    def write(self, memory, offset, data):
        """Copies the bytes of a one-dimensional byte view into a memory."""

    @abstractmethod
    def read(self, memory, offset, size):
        """Returns bytes of a memory."""

    @abstractmethod
    def copy(self, source, target):
        """Copies one part of a memory to another of the same size."""

    @abstractmethod
    def compile(self, source):
        """Checks a Metal text, and raises SourceError if it is not taken."""

    @abstractmethod
    def launch(self, launch):
        """Runs a kernel and returns the seconds that it took."""


_backend = None


def backend():
    """Returns the backend that was installed in this process."""
    if _backend is None:
        raise ImportError("the Metal stand-in of Winofuzz has no backend in this process")
    return _backend


def install(backend):
    """Makes the stand-in tinygrad's default device, which works with the given backend.

    Environment variables that were set before stay as they are, but for the ones that keep
    Python from writing next to its sources.
    """
    global _backend
    if DEVICE_MODULE in sys.modules:
        raise RuntimeError(f"{DEVICE_MODULE} is imported already")
    _backend = backend
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    _prepare_environment()


def tensor_cores():
    """Returns whether the device is to have tensor cores."""
    return os.environ.get("WINOFUZZ_TENSOR_CORES", "1") != "0"


def _prepare_environment():
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    defaults = {
        "DEV": "METAL",
        # Nothing is kept on disk from one run to the next.
        "CACHELEVEL": "0",
        "CCACHE": "0",
        "DISABLE_COMPILER_CACHE": "1",
        # One process, so that there is one connection and one order of events.
        "PARALLEL": "0",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    if "CACHEDB" not in os.environ:
        _redirect_database()


def _redirect_database():
    """Names a database that is removed at exit, for programs that turn the cache on again."""
    directory = pathlib.Path(tempfile.gettempdir()) / f"winofuzz-tinygrad-{os.getpid()}"
    os.environ["CACHEDB"] = str(directory / "cache.db")
    owner = os.getpid()

    def remove():
        if os.getpid() == owner:
            shutil.rmtree(directory, ignore_errors=True)

    atexit.register(remove)


class _Finder:
    """Finds the stand-in where tinygrad's Metal device is asked for."""

    def find_spec(self, fullname, path=None, target=None):
        """Returns where the stand-in is, or None for any other module."""
        if fullname != DEVICE_MODULE:
            return None
        file = pathlib.Path(__file__).with_name("metal.py")
        return importlib.util.spec_from_file_location(fullname, file)
