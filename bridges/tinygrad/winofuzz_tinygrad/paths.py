"""Ways through a checkout, each in a process of its own, as tinygrad reads switches at import."""

import ctypes
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

_TAIL = 2000
"""How many bytes of the end of the error output an error quotes."""

_CASES = 500
"""After how many cases a process is replaced, as tinygrad keeps what it compiled."""


@dataclass(frozen=True)
class Path:
    """A name with environment switches."""

    name: str
    switches: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text):
        """Returns the path that is written NAME or NAME:SWITCH=VALUE,SWITCH=VALUE."""
        name, _, rest = text.partition(":")
        switches = tuple(switch.partition("=")[::2] for switch in rest.split(",") if switch)
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError(f"the path '{name}' has other than a-z, 0-9 and -")
        if any(not re.fullmatch(r"[A-Za-z_]\w*", key) or not value for key, value in switches):
            raise ValueError(f"the path '{text}' has no switches of the form SWITCH=VALUE")
        return cls(name, switches)


class PathProcess:
    """Lowers cases by one path. The process starts on the first case, and again if it died.

    One that is fresh answers each request in a process that has lowered nothing before.
    """

    def __init__(self, path, checkout, tensor_cores, time_limit, fresh=False):
        self._path = path
        self._fresh = fresh
        self._checkout = checkout
        self._tensor_cores = tensor_cores
        self._time_limit = time_limit
        self._errors = tempfile.TemporaryFile()
        self._process = None
        self._pending = b""
        self._asked = 0

    def answer(self, request):
        """Returns the answer to a request, without its id."""
        if self._asked == _CASES:
            self.close()
        # The process writes where this file stands.
        self._errors.seek(0)
        self._errors.truncate()
        try:
            if self._process is None:
                self._start()
            self._asked += 1
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._line()
        except BrokenPipeError:
            line = None
        return self._failure() if line is None else json.loads(line)

    def close(self):
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self):
        worker = pathlib.Path(__file__).parent.parent / "worker.py"
        command = [sys.executable, str(worker), "--checkout", self._checkout, "--lower"]
        command += ["--fresh"] if self._fresh else []
        self._pending = b""
        self._asked = 0
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            env=self._environment(), preexec_fn=die_with_parent)

    def _environment(self):
        # CI makes some revisions deny types that the device has.
        environment = {key: value for key, value in os.environ.items() if key != "CI"}
        return environment | {
            "DEV": "METAL",
            "PYTHONHASHSEED": "0",
            "WINOFUZZ_TENSOR_CORES": "1" if self._tensor_cores else "0",
        } | dict(self._path.switches)

    def _line(self):
        """Returns the next line of the process, or None if it ends or is silent for too long."""
        deadline = time.monotonic() + self._time_limit
        output = self._process.stdout
        while b"\n" not in self._pending:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([output], [], [], left)[0]:
                return None
            chunk = os.read(output.fileno(), 1 << 16)
            if not chunk:
                return None
            self._pending += chunk
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _failure(self):
        """Ends the process and returns an error with what it said last."""
        # One that closed its output is about to end by itself.
        try:
            code = self._process.wait(1)
            what = f"died by signal {-code}" if code < 0 else f"exited with status {code}"
        except subprocess.TimeoutExpired:
            what = f"was silent for {self._time_limit} seconds"
        self.close()
        said = self._last_words()
        return {"error": f"tinygrad {what}" + (f": {said}" if said else "")}

    def _last_words(self):
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _TAIL))
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return " / ".join(line.strip() for line in lines[-5:])


def die_with_parent():
    """Has the system kill this process when its parent ends, where the system can."""
    set_parent_death_signal = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
