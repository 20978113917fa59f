"""Builds the tensor programs of the protocol with a checkout of tinygrad."""

import functools
from contextlib import contextmanager

from winofuzz_tinygrad.unsupported import Unsupported


class TensorProgram:
    """A program with its inputs, which are realized."""

    def __init__(self, program):
        self._program = program
        self.inputs = {
            given["name"]: empty(given["shape"], given["dtype"]) for given in program["inputs"]
        }
        self.dtypes = {given["name"]: given["dtype"] for given in program["inputs"]}

    def output(self):
        """Returns the output, which is not realized."""
        if not self.inputs:
            # Revisions leave open on which device that is.
            raise Unsupported("a program without inputs")
        results = list(self.inputs.values())
        for step in self._program["steps"]:
            results.append(_step(step, [results[number] for number in step.get("of", ())]))
        return results[-1].contiguous()


def empty(shape, dtype):
    """Returns a realized tensor with a memory that nothing wrote."""
    from tinygrad import Tensor
    tensor = Tensor.empty(*shape, dtype=_dtype(dtype), device="METAL").realize()
    tensor.uop.buffer.ensure_allocated()
    return tensor


def _step(step, operands):
    """Returns the result of a step."""
    op = step["op"]
    if op in _ELEMENTS:
        return _ELEMENTS[op](*operands)
    if op not in _OTHERS:
        raise Unsupported(f"operation {op}")
    return _OTHERS[op](step, *operands)


def _dtype(name):
    from tinygrad import dtypes
    return getattr(dtypes, name)


def _method(name):
    """Returns a function that calls a method, where the checkout has it."""
    def call(tensor, *arguments, **named):
        if not hasattr(tensor, name):
            raise Unsupported(f"Tensor.{name}")
        return getattr(tensor, name)(*arguments, **named)
    return call


def _shifted(name, a, b):
    if not _shifts_by_tensors():
        raise Unsupported("shifts by tensors")
    return getattr(a, name)(b)


@functools.cache
def _shifts_by_tensors():
    """Returns whether the checkout shifts by other than constants."""
    one = empty((1,), "uint8")
    try:
        one.lshift(one)
    except (AttributeError, AssertionError, TypeError):
        return False
    return True


_ELEMENTS = {
    "neg": _method("neg"),
    "not": _method("logical_not"),
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "max": _method("maximum"),
    "min": _method("minimum"),
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
    "less": lambda a, b: a < b,
    "equal": lambda a, b: a == b,
    "unequal": lambda a, b: a != b,
    "floor-div": lambda a, b: a.div(b, rounding_mode="floor"),
    "trunc-div": lambda a, b: a.div(b, rounding_mode="trunc"),
    "floor-mod": lambda a, b: a % b,
    "trunc-mod": _method("fmod"),
    "shl": lambda a, b: _shifted("lshift", a, b),
    "shr": lambda a, b: _shifted("rshift", a, b),
    "where": _method("where"),
}
"""The operations on elements by their labels."""


def _full(step):
    from tinygrad import Tensor
    value = _number(step["value"], step["dtype"])
    return Tensor.full(tuple(step["shape"]), value, dtype=_dtype(step["dtype"]))


def _range(step):
    from tinygrad import Tensor
    return Tensor.arange(step["shape"][0], dtype=_dtype(step["dtype"]))


def _number(value, dtype):
    """Returns a number in the Python type of a dtype."""
    if dtype == "bool":
        return bool(value)
    return float(value) if "float" in dtype else int(value)


def _accumulation(method):
    def call(step, x):
        return getattr(x, method)(axis=tuple(step["axes"]), dtype=_dtype(step["dtype"]))
    return call


def _reduction(method):
    return lambda step, x: getattr(x, method)(axis=tuple(step["axes"]))


def _location(method):
    def call(step, x):
        return getattr(x, method)(axis=step["axis"]).cast(_dtype("int32"))
    return call


def _pad(step, x):
    from tinygrad import dtypes
    name = "bool" if x.dtype is dtypes.bool else "float" if dtypes.is_float(x.dtype) else "int"
    value = _number(step["value"], name)
    return x.pad(_pairs(step), value=value) if value else x.pad(_pairs(step))


def _pairs(step):
    return tuple(tuple(pair) for pair in step["sides"])


_OTHERS = {
    "full": _full,
    "range": _range,
    "cast": lambda step, x: x.cast(_dtype(step["dtype"])),
    "bitcast": lambda step, x: _method("bitcast")(x, _dtype(step["dtype"])),
    "matmul": lambda step, x, y: x.matmul(y, dtype=_dtype(step["dtype"])),
    "contiguous": lambda step, x: x.contiguous(),
    "sum": _accumulation("sum"),
    "prod": _accumulation("prod"),
    "reduce-max": _reduction("max"),
    "reduce-min": _reduction("min"),
    "any": _reduction("any"),
    "all": _reduction("all"),
    "argmax": _location("argmax"),
    "argmin": _location("argmin"),
    "reshape": lambda step, x: x.reshape(tuple(step["shape"])),
    "permute": lambda step, x: x.permute(tuple(step["axes"])),
    "expand": lambda step, x: x.expand(tuple(step["shape"])),
    "pad": _pad,
    "shrink": lambda step, x: x.shrink(_pairs(step)),
    "flip": lambda step, x: x.flip(tuple(step["axes"])),
    "repeat": lambda step, x: x.repeat(tuple(step["counts"])),
    "concatenate": lambda step, x, *more: x.cat(*more, dim=step["axis"]),
    "stack": lambda step, x, *more: x.stack(*more, dim=step["axis"]),
    "triu": lambda step, x: x.triu(step["diagonal"]),
    "tril": lambda step, x: x.tril(step["diagonal"]),
    "gather": lambda step, x, index: x[index],
}
"""The other operations by their labels."""


@contextmanager
def optimized(options):
    """Has each kernel optimized by these options alone, as far as they fit it.

    Without options, the checkout does what it does by itself.
    """
    if not options:
        yield
        return
    try:
        from tinygrad.codegen.opt import KernelOptError, Opt, OptOps, heuristic
    except ImportError:
        raise Unsupported("options") from None
    opts = [_option(text, Opt, OptOps) for text in options if text != "NOOPT"]

    def optimize(kernel):
        for opt in opts:
            trial = kernel.copy()
            try:
                trial.apply_opt(opt)
            except KernelOptError:
                continue
            kernel = trial
        return kernel

    usual = heuristic.hand_coded_optimizations
    heuristic.hand_coded_optimizations = optimize
    _forget_kernels()
    try:
        yield
    finally:
        heuristic.hand_coded_optimizations = usual
        _forget_kernels()


def _option(text, opt, ops):
    name, *numbers = text.split(":")
    if not hasattr(ops, name):
        raise Unsupported(f"option {name}")
    if name == "TC":
        # Any tensor core, and that tensor cores are used.
        return opt(ops.TC, int(numbers[0]), (-1, int(numbers[1]), 1))
    return opt(getattr(ops, name), *map(int, numbers))


def _forget_kernels():
    """Empties what the checkout keeps of kernels, which are told apart without their options."""
    import tinygrad.codegen
    import tinygrad.engine.realize
    for module, name in ((tinygrad.codegen, "to_program_cache"),
                         (tinygrad.engine.realize, "method_cache")):
        cache = getattr(module, name, None)
        if hasattr(cache, "clear"):
            cache.clear()
