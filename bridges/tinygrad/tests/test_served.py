"""Tests the conversation with a device server, which is a script here."""

import json
import pathlib
import socket
import tempfile
import threading
import unittest

import support  # noqa: F401
from winofuzz_tinygrad.callsite import Callsite
from winofuzz_tinygrad.served import ServedBackend
from winofuzz_tinygrad.standin import Launch, Part, SourceError


class Script:
    """Serves one client with prepared answers, and keeps the requests and their bytes."""

    def __init__(self, path, *answers):
        self.requests, self.payloads = [], []
        self._answers = answers
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        client, _ = self._listener.accept()
        with client, self._listener, client.makefile("rwb") as stream:
            self._say(stream, {"protocol": "winofuzz-device", "version": 1})
            for answer, *payload in self._answers:
                request = json.loads(stream.readline())
                self.payloads.append(stream.read(request.get("bytes", 0)))
                self.requests.append(request)
                self._say(stream, answer, *payload)

    @staticmethod
    def _say(stream, message, payload=b""):
        stream.write(json.dumps(message).encode() + b"\n" + payload)
        stream.flush()


OK = ({"ok": True},)


class ServedTest(unittest.TestCase):

    def _serve(self, *answers, strict=False):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        path = str(pathlib.Path(directory.name, "socket"))
        self.script = Script(path, *answers)
        return ServedBackend(path, strict)

    def _run(self, outcome, strict=False):
        backend = self._serve(OK, OK, ({"ok": True} | outcome,), strict=strict)
        memory = backend.allocate(8)
        callsite = Callsite("a.py:3", ("relu",))
        arguments = (Part(memory, 4, 4), 7)
        return backend.launch(Launch("text", "k", (2, 1, 1), (4, 1, 1), arguments, callsite))

    def test_bytes_go_both_ways(self):
        backend = self._serve(OK, OK, ({"ok": True, "bytes": 2}, b"cd"))
        memory = backend.allocate(4)
        backend.write(memory, 1, memoryview(b"abc"))
        self.assertEqual(b"cd", backend.read(memory, 2, 2))
        self.assertEqual([b"", b"abc", b""], self.script.payloads)
        self.assertEqual(
            {"do": "read", "memory": 1, "offset": 2, "size": 2}, self.script.requests[2])

    def test_a_launch_names_parts_values_and_its_origin(self):
        self.assertEqual(0.5, self._run({"outcome": "ran", "seconds": 0.5}))
        compiled, launched = self.script.requests[1:]
        self.assertEqual("text", compiled["source"])
        expected = [{"memory": 1, "offset": 4, "size": 4}, {"value": 7}]
        self.assertEqual(expected, launched["arguments"])
        self.assertEqual(compiled["program"], launched["program"])
        self.assertEqual("a.py:3 | relu", launched["note"])

    def test_a_fault_raises_only_where_it_is_asked_for(self):
        fault = {"outcome": "trapped", "count": 1, "violations": [{"text": "reads past a"}]}
        self._run(fault)
        with self.assertRaisesRegex(RuntimeError, "k: reads past a"):
            self._run(fault, strict=True)

    def test_a_launch_that_comes_to_nothing_raises(self):
        with self.assertRaisesRegex(RuntimeError, "timed-out: 10 s"):
            self._run({"outcome": "timed-out", "reason": "10 s"})

    def test_a_text_that_is_not_taken_is_an_error_of_the_source(self):
        backend = self._serve(({"error": "line 3: what?", "kind": "source"},))
        with self.assertRaisesRegex(SourceError, "line 3"):
            backend.compile("text")

    def test_a_freed_memory_is_told_with_the_next_request(self):
        backend = self._serve(OK, OK, OK)
        backend.free(backend.allocate(4))
        self.assertEqual(["allocate"], [request["do"] for request in self.script.requests])
        backend.allocate(4)
        told = [request["do"] for request in self.script.requests]
        self.assertEqual(["allocate", "free", "allocate"], told)


if __name__ == "__main__":
    unittest.main()
