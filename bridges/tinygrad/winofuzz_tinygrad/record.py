"""Turns a record of launches into the memories and kernels of the compiler protocol."""

import base64
import re
from dataclasses import dataclass

from winofuzz_tinygrad import signature
from winofuzz_tinygrad.recorder import Copied, Written
from winofuzz_tinygrad.standin import Launch, Part


class NotRepresentable(Exception):
    """A record of something that the protocol has no words for."""


@dataclass(frozen=True)
class Tensor:
    """The part of a memory that an input or the output is, with the type of its elements."""

    part: Part
    dtype: str


def answer(events, tensors):
    """Returns the members `memories` and `kernels` of an answer.

    `tensors` has the inputs and the output, y, by their names, in the order of the answer. Names
    of kernels do not depend on what was lowered before.
    """
    launches = [event for event in events if isinstance(event, Launch)]
    _check(events, {id(tensor.part.memory): name for name, tensor in tensors.items()})
    memories = _Memories(tensors, launches)
    names = _Names()
    kernels = [_kernel(launch, memories, names) for launch in launches]
    return {"memories": memories.described(), "kernels": kernels}


def _check(events, names):
    """Raises NotRepresentable where data flows in other ways than from kernel to kernel."""
    used = set()
    for event in events:
        if isinstance(event, Copied):
            raise NotRepresentable("a copy between memories without a kernel")
        if isinstance(event, Written):
            name = names.get(id(event.part.memory))
            if name is not None or id(event.part.memory) in used:
                raise NotRepresentable(f"a copy into {name or 'a memory'} that kernels use")
        if isinstance(event, Launch):
            used |= {id(part.memory) for part in event.arguments if isinstance(part, Part)}


def _kernel(launch, memories, names):
    name, source = names.settle(launch)
    kernel = {
        "name": name,
        "source": source,
        "threadgroups": list(launch.threadgroups),
        "threads": list(launch.threads),
        "arguments": [_argument(value, memories) for value in launch.arguments],
    }
    if launch.callsite.options is not None:
        kernel["options"] = list(launch.callsite.options)
    return kernel


def _argument(value, memories):
    if not isinstance(value, Part):
        return {"value": value}
    argument = {"memory": memories.index(value.memory)}
    if (value.offset, value.size) != (0, value.memory.size):
        argument |= {"offset": value.offset, "size": value.size}
    return argument


class _Memories:
    """The memories of an answer: those with names first, then the others in order of use."""

    def __init__(self, tensors, launches):
        self._tensors = tensors
        self._names = {}
        self._order = []
        for name, tensor in tensors.items():
            self._names[id(self._whole(name, tensor.part))] = name
            self._order.append(tensor.part.memory)
        self._types = {}
        for launch in launches:
            self._see(launch)

    @staticmethod
    def _whole(name, part):
        if (part.offset, part.size) != (0, part.memory.size):
            raise NotRepresentable(f"{name} is part of a larger memory")
        return part.memory

    def _see(self, launch):
        """Notes the memories of a launch, with the types of the parameters."""
        parameters = signature.parameters(launch.source, launch.kernel)
        for index, value in enumerate(launch.arguments):
            if isinstance(value, Part):
                if not any(memory is value.memory for memory in self._order):
                    self._order.append(value.memory)
                dtype = parameters[index].dtype if index < len(parameters) else None
                self._types.setdefault(id(value.memory), set()).add(dtype)

    def index(self, memory):
        """Returns the place of a memory in the answer."""
        return next(i for i, other in enumerate(self._order) if other is memory)

    def described(self):
        """Returns the member `memories`."""
        return [self._described(index, memory) for index, memory in enumerate(self._order)]

    def _described(self, index, memory):
        name = self._names.get(id(memory))
        dtype = self._tensors[name].dtype if name is not None else self._type(memory)
        described = {
            "name": name or f"t{index + 1 - len(self._tensors)}",
            "dtype": dtype,
            "elements": memory.size // signature.SIZES[dtype],
            "role": self._role(name, memory),
        }
        if described["role"] == "constant":
            described["contents"] = base64.b64encode(memory.contents).decode()
        return described

    def _type(self, memory):
        """Returns the one type that kernels see in a memory, or that of bytes."""
        types = self._types.get(id(memory), set())
        dtype = next(iter(types)) if len(types) == 1 else None
        return dtype if dtype and memory.size % signature.SIZES[dtype] == 0 else "uint8"

    @staticmethod
    def _role(name, memory):
        if name is not None:
            return "output" if name == "y" else "input"
        return "intermediate" if memory.contents is None else "constant"


class _Names:
    """Gives kernels names that depend on nothing but the record.

    Revisions of tinygrad append a number to names that the process has had before.
    """

    def __init__(self):
        self._taken = {}

    def settle(self, launch):
        """Returns the name of a launched kernel and its text under that name."""
        base = re.sub(r"(?<=[0-9])n[0-9]+$", "", launch.kernel)
        plain = signature.rename(launch.source, launch.kernel, base)
        texts = self._taken.setdefault(base, [])
        if plain not in texts:
            texts.append(plain)
        number = texts.index(plain)
        name = f"{base}n{number}" if number else base
        return name, signature.rename(plain, base, name)
