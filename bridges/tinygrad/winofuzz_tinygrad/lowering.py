"""Has a checkout of tinygrad lower convolutions and tensor programs."""

import contextlib
import os
import traceback

from winofuzz_tinygrad import blame, conv2d, dialect, programs, record, signature, standin
from winofuzz_tinygrad.recorder import Recorder
from winofuzz_tinygrad.rules import Watch
from winofuzz_tinygrad.stages import Stages
from winofuzz_tinygrad.standin import Launch
from winofuzz_tinygrad.unsupported import Unsupported

_TRANSPARENT = ("CONTIGUOUS_BACKWARD", "CONTIGUOUS", "DETACH")
"""Operations that a realized tensor may have on top of its buffer."""


class Lowering:
    """Lowers cases in this process, by the path that its environment says.

    `checkout` is the directory of tinygrad's sources, which is on the module path.
    """

    def __init__(self, checkout):
        self._checkout = os.path.realpath(checkout)
        self._recorder = Recorder()
        standin.install(self._recorder)

    def prepare(self):
        """Has the checkout do now what it would do once, whatever it lowers."""
        import tinygrad  # noqa: F401
        self._device()
        dialect.compile_patterns()

    @staticmethod
    def _device():
        from tinygrad import Device
        return Device["METAL"].renderer

    def answer(self, request):
        """Returns the answer to a request of the protocol, without its id.

        One that needs rules to be watched must be the first that this process lowers.
        """
        try:
            if request["do"] == "blame":
                return self._blame(request)
            if needs_watch(request):
                return self._watched(request)
            if "program" in request:
                return self._record(request)
            return self._lower(request["case"])
        except Unsupported as missing:
            return {"unsupported": str(missing)}
        except Exception as error:  # What a compiler under test raises is what we are after.
            return self._failure(error)

    def _failure(self, error):
        text = str(error).strip().split("\n", 1)[0]
        answer = {"error": f"{type(error).__name__}: {text}"}
        place = self._place(error)
        return answer | ({"place": place} if place else {})

    def _place(self, error):
        """Returns the innermost place in the checkout that an exception passed, or None."""
        places = [
            f"{os.path.relpath(file, self._checkout)}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if (file := os.path.realpath(frame.filename)).startswith(self._checkout + os.sep)
        ]
        return places[-1] if places else None

    def _lower(self, case):
        convolution = _Convolution(case)
        answer = self._recorded(*convolution.recording())
        winograd = self._winograd(convolution, answer)
        return answer | ({} if winograd is None else {"winograd": winograd})

    def _watched(self, request):
        """Returns what comes of lowering without some rules, and what is to be told besides."""
        watch = Watch(self._checkout, request.get("refuse", ()), keep=False)
        stages = Stages(self._device()) if "stages" in request.get("tell", ()) else None
        answer = self._record(request, watch, stages)
        return answer | {"rules": list(watch.rules)}

    def _blame(self, request):
        watch = Watch(self._checkout)
        with contextlib.suppress(Exception):
            # One that fails to lower is judged by what it did until then.
            self._record(request, watch)
        return blame.judge(watch.applications, dialect.floors()).answer()

    def _record(self, request, watch=contextlib.nullcontext(), stages=None):
        """Returns what it takes to compute a case or a program, watched from its inputs on.

        `stages` tells about what a case was lowered to, where that is asked for.
        """
        if "program" not in request:
            convolution = _Convolution(request["case"])
            with watch, stages or contextlib.nullcontext():
                return self._recorded(*convolution.recording(), stages)
        program = programs.TensorProgram(request["program"])
        with programs.optimized(request["program"].get("options", ())), watch:
            return self._recorded(program.output, program.inputs, program.dtypes)

    def _recorded(self, output, inputs, dtypes, stages=None):
        """Returns what it takes to compute an output of inputs with the given types.

        `stages` tells about what was lowered, where that is asked for.
        """
        self._recorder.clear()
        y = output()
        tensors = {"y": record.Tensor(_part(_in_memory(y)), _dtype_name(y))}
        events = self._recorder.events
        self._recorder.clear()
        for name, tensor in inputs.items():
            part = _part(tensor)
            if part.memory is tensors["y"].part.memory:
                raise Unsupported("an output that is an input, without a kernel")
            tensors[name] = record.Tensor(part, dtypes[name])
        answer = record.answer(events, tensors)
        if stages is None:
            return answer
        launches = [event for event in events if isinstance(event, Launch)]
        return answer | {"stages": stages.answer(launches, answer)}

    def _winograd(self, convolution, answer):
        """Returns whether the answer uses Winograd's algorithm, or None if that is unknown.

        It does if a switch for it is on and the tensor's graph is another without that switch, or
        where the graph is the same, if the kernels are others.
        """
        from tinygrad.helpers import Context
        switches = _winograd_switches()
        if not any(switches.values()):
            return False if switches else None
        try:
            with Context(**dict.fromkeys(switches, 0)):
                plain = convolution.output()
                if plain.uop is not convolution.with_switches(switches).uop:
                    return True
                without = self._recorded(*convolution.recording())
        except Exception:  # Without the switch it is another path, which has its own findings.
            return None
        return without["kernels"] != answer["kernels"]


def needs_watch(request):
    """Returns whether what the checkout does is to be watched while a request is answered."""
    return request["do"] == "blame" or bool(request.get("refuse")) or bool(request.get("tell"))


def _winograd_switches():
    """Returns the values of the checkout's switches for Winograd by name."""
    from tinygrad.helpers import ContextVar
    return {
        name: switch.value for name, switch in ContextVar._cache.items()
        if name.startswith("WINO")
    }


class _Convolution:
    """A case with its inputs, which are realized."""

    def __init__(self, case):
        self._case = case
        self.inputs = {
            name: programs.empty(shape, case["dtype"])
            for name, shape in conv2d.shapes(case).items()}

    def recording(self):
        """Returns what it takes to record the convolution."""
        return self.output, self.inputs, dict.fromkeys(self.inputs, self._case["dtype"])

    def with_switches(self, switches):
        """Returns the convolution with switches as they are given."""
        from tinygrad.helpers import Context
        with Context(**switches):
            return self.output()

    def output(self):
        """Returns the convolution, which is not realized."""
        return self.inputs["x"].conv2d(self.inputs["w"], **conv2d.arguments(self._case))


def _in_memory(tensor):
    """Realizes a tensor. One that is found to be a constant has no memory unless asked to."""
    tensor.realize()
    return tensor.contiguous().realize() if tensor.uop.base.op.name == "CONST" else tensor


def _part(tensor):
    """Returns the part of a memory that a realized tensor is."""
    node = tensor.uop
    while node.op.name in _TRANSPARENT:
        node = node.src[0]
    return node.buffer.ensure_allocated()._buf


def _dtype_name(tensor):
    """Returns the protocol's name of the type of a tensor."""
    from tinygrad import dtypes
    for name in signature.SIZES:
        if getattr(dtypes, name) == tensor.dtype:
            return name
    raise record.NotRepresentable(f"an output of {tensor.dtype}")
