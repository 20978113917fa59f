"""A backend that runs nothing and remembers what it was asked for."""

from dataclasses import dataclass

from winofuzz_tinygrad.standin import Backend, Launch, Part


class Memory:
    """A memory of the recorder. It has contents once something was copied in."""

    def __init__(self, size):
        self.size = size
        self.contents = None


@dataclass(frozen=True)
class Allocated:
    """A memory came to be."""

    memory: Memory


@dataclass(frozen=True)
class Written:
    """Something was copied into part of a memory."""

    part: Part


@dataclass(frozen=True)
class Copied:
    """Part of a memory was copied to another."""

    source: Part
    target: Part


Event = Allocated | Written | Copied | Launch


class Recorder(Backend):
    """Keeps what happens, in order, but for trials.

    Memories read as zeros where nothing was copied in.
    """

    def __init__(self):
        self.events = []

    def clear(self):
        """Forgets what happened; memories stay."""
        self.events = []

    def allocate(self, size):
        memory = Memory(size)
        self.events.append(Allocated(memory))
        return memory

    def free(self, memory):
        pass

    def write(self, memory, offset, data):
        if memory.contents is None:
            memory.contents = bytearray(memory.size)
        memory.contents[offset:offset + len(data)] = data
        self.events.append(Written(Part(memory, offset, len(data))))

    def read(self, memory, offset, size):
        contents = memory.contents or bytes(memory.size)
        return bytes(contents[offset:offset + size])

    def copy(self, source, target):
        self.events.append(Copied(source, target))

    def compile(self, source):
        pass

    def launch(self, launch):
        if not launch.callsite.trial:
            self.events.append(launch)
        return 0.0
