"""Replaces `tinygrad.runtime.ops_metal`: an Apple GPU whose work a Backend does.

Revisions of tinygrad differ in how a device is made. What a checkout wants is read off its own
classes.
"""

import functools
import inspect
import math
import sys

from tinygrad import device as _device
from tinygrad.device import Allocator, Compiled, CompileError, Compiler
from tinygrad.renderer import cstyle

from winofuzz_tinygrad import callsite, standin
from winofuzz_tinygrad.standin import Launch, Part, SourceError

ARCHITECTURE = "Apple9"
"""The GPU family that the device says it is of: one with tensor cores and bfloat16."""


class MetalDevice(Compiled):
    """A device without a graph runner, whose launches are complete when they return."""

    def __init__(self, device):
        parameters = inspect.signature(Compiled.__init__).parameters
        named = {"arch": ARCHITECTURE} if "arch" in parameters else {}
        runtime = MetalProgram if hasattr(Compiled, "runtime") else self._program
        renderers = _renderers(parameters)
        super().__init__(device, MetalAllocator(self), renderers, runtime, None, **named)

    def _program(self, *what, **more):
        return MetalProgram(self, *what, **more)


def _renderers(parameters):
    """Returns what the constructor of a device takes as its renderers."""
    if "renderers" in parameters:
        return [MetalRenderer]
    if not hasattr(_device, "CompilerSet"):
        return [(MetalRenderer, MetalCompiler)]
    if hasattr(_device, "CompilerPair"):
        return _device.CompilerSet([_device.CompilerPair(MetalRenderer, MetalCompiler)])
    return _device.CompilerSet([(MetalRenderer, None)])


class MetalRenderer(cstyle.MetalRenderer):
    """The checkout's renderer, with tensor cores as WINOFUZZ_TENSOR_CORES says."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.tensor_cores = cstyle.tc.metal if standin.tensor_cores() else []


class MetalCompiler(Compiler):
    """Has the backend check a text; the compiled form of a text is the text."""

    def __init__(self):
        super().__init__(None)

    def __reduce__(self):
        return MetalCompiler, ()

    def compile(self, src):
        """Returns the text as bytes, or raises CompileError."""
        try:
            standin.backend().compile(src)
        except SourceError as error:
            raise CompileError(str(error)) from None
        return src.encode()


class MetalProgram:
    """A kernel that can be launched.

    It is made of a name and a text, or of an object that has both and a signature.
    """

    def __init__(self, dev, program, lib=None, *_, **__):
        self.dev = dev
        self.name = program if lib is not None else program.name
        self.lib = lib if lib is not None else program.lib
        self.signature = getattr(program, "signature", None)

    @functools.cached_property
    def source(self):
        """The Metal text."""
        return self.lib.decode()

    def __call__(self, *bufs, global_size=(1, 1, 1), local_size=(1, 1, 1), vals=(), wait=False,
                 **_):
        threadgroups, threads = _grid(global_size), _grid(local_size or (1, 1, 1))
        if math.prod(threads) > standin.MAX_THREADS:
            raise RuntimeError(f"threadgroups of {threads} are larger than {standin.MAX_THREADS}")
        arguments = self._arguments(bufs, vals)
        launch = Launch(self.source, self.name, threadgroups, threads, arguments, callsite.here())
        seconds = standin.backend().launch(launch)
        return seconds if wait else None

    def _arguments(self, buffers, values):
        """Returns the arguments in the order of their indices."""
        arguments = dict(enumerate(buffers))
        for place, value in enumerate(values, start=len(buffers)):
            index, bits = self._scalar(place)
            arguments[index] = _wrap(value, bits)
        if sorted(arguments) != list(range(len(buffers) + len(values))):
            raise RuntimeError(f"{self.name} has arguments at the indices {sorted(arguments)}")
        return tuple(arguments[index] for index in sorted(arguments))

    def _scalar(self, place):
        """Returns the index and the width in bits of a scalar argument."""
        if self.signature is None or len(self.signature) <= place:
            return place, 32
        _, index, dtype, *_ = self.signature[place]
        return index, 8 * dtype.itemsize


def _grid(size):
    """Returns three whole numbers, or raises RuntimeError if a size is a fraction."""
    if any(number != int(number) for number in size):
        raise RuntimeError(f"a grid of {tuple(size)} is not whole")
    return tuple(int(number) for number in (*size, 1, 1, 1)[:3])


def _wrap(value, bits):
    """Returns a whole number as a signed one of so many bits."""
    half = 1 << (bits - 1)
    return (int(value) + half) % (2 * half) - half


class MetalAllocator(Allocator):
    """Gives each buffer a memory of its own, which is let go with the buffer."""

    def _alloc(self, size, options):
        if getattr(options, "external_ptr", None):
            raise RuntimeError("memory of the host cannot be used by this device")
        memory = standin.backend().allocate(size)
        if getattr(options, "zero", False):
            standin.backend().write(memory, 0, memoryview(bytes(size)))
        return Part(memory, 0, size)

    def _free(self, opaque, options):
        if not sys.is_finalizing():
            standin.backend().free(opaque.memory)

    def _copyin(self, dest, src):
        standin.backend().write(dest.memory, dest.offset, memoryview(src).cast("B"))

    def _copyout(self, dest, src):
        view = memoryview(dest).cast("B")
        view[:] = standin.backend().read(src.memory, src.offset, len(view))

    def _transfer(self, dest, src, sz, src_dev, dest_dev):
        source, target = (Part(part.memory, part.offset, sz) for part in (src, dest))
        standin.backend().copy(source, target)

    def _offset(self, buf, size, offset):
        return Part(buf.memory, buf.offset + offset, size)
