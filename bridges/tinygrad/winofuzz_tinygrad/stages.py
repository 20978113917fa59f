"""Records kernels before and after they are lowered, and tells their graphs."""

from dataclasses import dataclass

from winofuzz_tinygrad import dialect
from winofuzz_tinygrad.instruction_list import InstructionList
from winofuzz_tinygrad.kernel_graph import KernelGraph
from winofuzz_tinygrad.standin import Launch
from winofuzz_tinygrad.translation import Nodes, Untranslatable, slots_of


@dataclass(frozen=True)
class Lowered:
    """A kernel before it is optimized, None if that was not seen, and what it is rendered from."""

    graph: object
    instructions: tuple


@dataclass(frozen=True)
class Kernel:
    """A launch, how its kernel was lowered, None if that was not seen, and what it is given."""

    launch: Launch
    lowered: Lowered | None
    arguments: list


class Stages:
    """Remembers what each text is rendered from, while it is entered.

    Revisions differ in what leads from a kernel to its text, but they all hand it to one function,
    and then a list of instructions to the renderer of the device.
    """

    def __init__(self, renderer):
        self._renderer = type(renderer)
        self._graph = None
        self._lowered = {}

    def __enter__(self):
        from tinygrad import codegen
        self._module = codegen
        self._lower = getattr(codegen, "full_rewrite_to_sink", None)
        self._render = self._renderer.render

        def lower(graph, *arguments, **named):
            self._graph = graph
            return self._lower(graph, *arguments, **named)

        def render(renderer, instructions, *arguments, **named):
            text = self._render(renderer, instructions, *arguments, **named)
            self._lowered.setdefault(text, Lowered(self._graph, tuple(instructions)))
            return text

        if self._lower is not None:
            codegen.full_rewrite_to_sink = lower
        self._renderer.render = render
        return self

    def __exit__(self, *_):
        self._renderer.render = self._render
        if self._lower is not None:
            self._module.full_rewrite_to_sink = self._lower

    def answer(self, launches, answer):
        """Returns the member `stages` of an answer whose kernels are those of launches."""
        kernels = [
            Kernel(launch, self._lowered.get(launch.source), described["arguments"])
            for launch, described in zip(launches, answer["kernels"])]
        return [_told("kernel", _graph, kernels, answer["memories"]),
                _told("linear", _instructions, kernels, answer["memories"])]


def _told(stage, translate, kernels, memories):
    try:
        return {"stage": stage, "graph": _program(stage, translate, kernels, memories)}
    except Untranslatable as missing:
        return {"stage": stage, "unsupported": str(missing)}
    except Exception as error:  # Graphs of a compiler under test may be malformed.
        return {"stage": stage, "unsupported": f"{type(error).__name__} in the bridge"}


def _program(stage, translate, kernels, memories):
    nodes, held, translated = Nodes(), _Memories(memories), []
    for kernel in kernels:
        if kernel.lowered is None:
            raise Untranslatable("a text that was not seen when it was rendered")
        seen, body = translate(kernel.lowered, nodes)
        arguments = held.bound(seen.memories, kernel)
        translated.append({"name": kernel.launch.kernel, "arguments": arguments, **body})
    return {
        "format": "winofuzz-graph", "version": 1, "stage": stage, "memories": held.described,
        "kernels": translated, "nodes": nodes.lines}


def _graph(lowered, nodes):
    if lowered.graph is None:
        raise Untranslatable("a kernel that was not seen before it was lowered")
    graph = KernelGraph(lowered.graph, nodes, dialect.floors())
    return graph, {"sink": graph.sink}


def _instructions(lowered, nodes):
    instructions = InstructionList(lowered.instructions, nodes, dialect.floors())
    return instructions, {"instructions": instructions.instructions}


class _Memories:
    """The memories of a program: the parts of the device's memories that kernels see."""

    def __init__(self, memories):
        self._given = memories
        self._numbers = {}
        self.described = []
        for number, memory in enumerate(memories):
            if memory["role"] in ("input", "output"):
                self._number((number, None, None), memory["name"], memory["dtype"],
                             memory["elements"], memory["role"])

    def bound(self, seen, kernel):
        """Returns the number of the memory in each slot of a kernel.

        `seen` has the type and size of what the kernel sees in a slot.
        """
        slots = slots_of(kernel.lowered.instructions)
        arguments = [0] * (max(seen, default=-1) + 1)
        for slot, (dtype, elements) in seen.items():
            if slot not in slots or len(slots) != len(kernel.arguments):
                raise Untranslatable("a memory that is not given to the kernel")
            argument = kernel.arguments[slots.index(slot)]
            arguments[slot] = self._bound(argument, dtype, elements)
        return arguments

    def _bound(self, argument, dtype, elements):
        if "value" in argument:
            raise Untranslatable("a variable")
        role = self._given[argument["memory"]]["role"]
        if role == "constant":
            raise Untranslatable("a memory with contents")
        part = argument["memory"], argument.get("offset"), argument.get("size")
        name = f"t{len(self.described)}"
        number = self._number(part, name, dtype, elements, "intermediate")
        held = self.described[number]
        if (held["dtype"], held["elements"]) != (dtype, elements):
            raise Untranslatable("a memory that is seen in two ways")
        return number

    def _number(self, part, name, dtype, elements, role):
        if part not in self._numbers:
            self._numbers[part] = len(self.described)
            self.described.append(
                {"name": name, "dtype": dtype, "elements": elements, "role": role.upper()})
        return self._numbers[part]
