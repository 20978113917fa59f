"""A backend that has a server of Winofuzz do the work, with all its checks.

The messages are those of docs/device-server.md.
"""

import collections
import itertools
import json
import os
import socket
import threading
from dataclasses import dataclass

from winofuzz_tinygrad.standin import Backend, Part, SourceError

_CHUNK = 256 << 20
"""How many bytes one message carries at most."""

_PROGRAMS = 4096
"""How many programs the server keeps for a process."""


class ServerError(RuntimeError):
    """The server answered a request with an error; `kind` says whose mistake it is."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind


@dataclass(frozen=True)
class Memory:
    """A memory of the server, which belongs to one connection."""

    connection: object
    number: int
    size: int


class Connection:
    """A conversation with the server."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(path)
        self._stream = self._socket.makefile("rb")
        self.numbers = itertools.count(1)
        self.programs = collections.OrderedDict()
        self.used = set()
        greeting = self._message()
        if (greeting.get("protocol"), greeting.get("version")) != ("winofuzz-device", 1):
            raise RuntimeError(f"{path} does not speak version 1 of winofuzz-device")

    def request(self, do, payload=None, **members):
        """Returns the answer to a request, and the bytes that came with it."""
        message = {"do": do} | members
        if payload is not None:
            message["bytes"] = len(payload)
        try:
            self._socket.sendall(json.dumps(message).encode() + b"\n")
            if payload:
                self._socket.sendall(payload)
            answer = self._message()
            data = self._exactly(answer.get("bytes", 0))
        except BaseException:
            # Half a request cannot be followed by another one.
            self.close()
            raise
        if "error" in answer:
            raise ServerError(answer.get("kind"), answer["error"])
        return answer, data

    def close(self):
        """Closes this process's end."""
        self._stream.close()
        self._socket.close()

    def _message(self):
        line = self._stream.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("the device server ended the session")
        return json.loads(line)

    def _exactly(self, size):
        data = self._stream.read(size)
        if len(data) < size:
            raise ConnectionError("the device server ended the session")
        return data


class ServedBackend(Backend):
    """Talks to the server at a Unix socket, over one connection for each process.

    Faults of kernels are left to the server's report, unless `strict`: then they raise.
    """

    def __init__(self, path, strict=False):
        self._path = path
        self._strict = strict
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self):
        """Forgets the connection, which is the parent's after a fork."""
        self._lock = threading.RLock()
        self._connection = None
        self._freed = collections.deque()

    def _connected(self):
        """Returns this process's connection. Frees first what finalizers let go."""
        if self._connection is None:
            self._connection = Connection(self._path)
        while self._freed:
            memory = self._freed.popleft()
            if memory.connection is self._connection:
                self._connection.request("free", memory=memory.number)
                self._connection.used.discard(memory.number)
        return self._connection

    def _number(self, memory):
        """Returns the server's number of a memory of this process."""
        if memory.connection is not self._connected():
            raise RuntimeError("this memory is of the process that forked this one")
        return memory.number

    def allocate(self, size):
        with self._lock:
            connection = self._connected()
            memory = Memory(connection, next(connection.numbers), size)
            connection.request("allocate", memory=memory.number, size=size)
            return memory

    def free(self, memory):
        # A finalizer may run in the middle of a request.
        self._freed.append(memory)

    def write(self, memory, offset, data):
        with self._lock:
            number = self._number(memory)
            self._connection.used.add(number)
            for start in range(0, len(data), _CHUNK):
                chunk = data[start:start + _CHUNK]
                self._connection.request("write", chunk, memory=number, offset=offset + start)

    def read(self, memory, offset, size):
        with self._lock:
            number = self._number(memory)
            chunks = [
                self._connection.request(
                    "read", memory=number, offset=offset + start,
                    size=min(_CHUNK, size - start))[1]
                for start in range(0, size, _CHUNK)
            ]
            return b"".join(chunks)

    def copy(self, source, target):
        with self._lock:
            numbers = {"from": self._number(source.memory), "to": self._number(target.memory)}
            self._connection.request(
                "copy", from_offset=source.offset, to_offset=target.offset, size=source.size,
                **numbers)

    def compile(self, source):
        with self._lock:
            self._program(source)

    def _program(self, source):
        """Returns the server's number of a text, which it compiles if it does not have it."""
        connection = self._connected()
        programs = connection.programs
        if source not in programs:
            number = next(connection.numbers)
            try:
                connection.request("compile", program=number, source=source)
            except ServerError as error:
                if error.kind in ("source", "unsupported"):
                    raise SourceError(str(error)) from None
                raise
            programs[source] = number
        programs.move_to_end(source)
        if len(programs) > _PROGRAMS:
            connection.request("forget", program=programs.popitem(last=False)[1])
        return programs[source]

    def launch(self, launch):
        with self._lock:
            try:
                program = self._program(launch.source)
            except SourceError as error:
                raise RuntimeError(str(error)) from None
            self._prepare(launch)
            answer, _ = self._connection.request(
                "launch", program=program, kernel=launch.kernel,
                threadgroups=launch.threadgroups, threads=launch.threads,
                arguments=[self._argument(value) for value in launch.arguments],
                note=launch.callsite.note())
        return self._seconds(launch, answer)

    def _prepare(self, launch):
        """Fills what a trial reads of memory that nothing used: its values do not matter."""
        for value in launch.arguments:
            if isinstance(value, Part):
                number = self._number(value.memory)
                if launch.callsite.trial and number not in self._connection.used:
                    self.write(value.memory, 0, bytes(value.memory.size))
                self._connection.used.add(number)

    def _argument(self, value):
        if not isinstance(value, Part):
            return {"value": value}
        number = self._number(value.memory)
        return {"memory": number, "offset": value.offset, "size": value.size}

    def _seconds(self, launch, answer):
        """Returns the seconds of a launch, or raises RuntimeError if it came to nothing."""
        outcome = answer["outcome"]
        if outcome == "trapped" and self._strict:
            violations = answer.get("violations") or [{"text": "a fault"}]
            raise RuntimeError(f"{launch.kernel}: {violations[0]['text']}")
        if outcome not in ("ran", "trapped"):
            raise RuntimeError(f"{launch.kernel}: {outcome}: {answer.get('reason')}")
        return answer.get("seconds", 0.0)
