"""What the tests share."""

import json
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECKOUT = os.environ.get("WINOFUZZ_TINYGRAD")

sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT))

with_checkout = unittest.skipUnless(
    CHECKOUT, "WINOFUZZ_TINYGRAD does not name a checkout of tinygrad")


def case(**changes):
    """Returns a small convolution with some members changed."""
    return {
        "batch": 1, "cin": 4, "h": 6, "w": 6, "cout": 8, "pad": [0, 0, 0, 0], "groups": 1,
        "kernel": [3, 3], "stride": [1, 1], "dilation": [1, 1], "dtype": "float32",
    } | changes


def python(text, **environment):
    """Returns what a new Python prints that has this package and the checkout on its path."""
    path = os.pathsep.join([str(ROOT), CHECKOUT])
    done = subprocess.run(
        [sys.executable, "-B", "-c", text], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": path} | environment)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


class Worker:
    """A worker in conversation."""

    def __init__(self, *arguments, checkout=CHECKOUT):
        command = [sys.executable, str(ROOT / "worker.py"), "--checkout", checkout, *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.greeting = self._hear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)

    def ask(self, **request):
        """Returns the answer to a request."""
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._hear()

    def lower(self, path, case):
        """Returns the answer to a case."""
        return self.ask(id=1, do="lower", path=path, case=case)

    def _hear(self):
        return json.loads(self.process.stdout.readline())
