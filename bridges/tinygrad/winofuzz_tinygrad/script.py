"""Writes scripts that show with tinygrad alone what it makes of a convolution."""

import math

from winofuzz_tinygrad import conv2d

_TEXT = '''\
{switches}from functools import reduce
from itertools import product
from tinygrad import Tensor, dtypes

x = {x}
w = {w}
groups, strides, dilations, padding = {groups}, {strides}, {dilations}, {pairs}
tolerance = {tolerance}

def shape(values):
  return (len(values), *shape(values[0])) if isinstance(values, list) else ()

def at(values, index):
  return reduce(lambda part, i: part[i], index, values)

def element(n, o, *place):
  """Returns an element of the convolution."""
  channels, *window = shape(w)[1:]
  first, total = o // (len(w) // groups) * channels, 0
  for c, *tap in product(range(channels), *map(range, window)):
    source = [i * s + t * d - before for i, s, t, d, (before, after)
              in zip(place, strides, tap, dilations, padding)]
    if all(0 <= i < size for i, size in zip(source, shape(x)[2:])):
      total += at(x, (n, first + c, *source)) * at(w, (o, c, *tap))
  return total

def agree(a, b):
  return a == b or (a != a and b != b) or abs(a - b) <= tolerance

weight = Tensor(w, dtype=dtypes.{dtype}).realize()
y = Tensor(x, dtype=dtypes.{dtype}).realize().conv2d(weight, {arguments}).realize()
found, wrong = y.cast(dtypes.float32).tolist(), 0
for index in product(*map(range, y.shape)):
  if not agree(element(*index), at(found, index)):
    print("element", index, "expected", element(*index), "found", at(found, index))
    wrong += 1
print(wrong, "of", y.numel(), "elements are wrong")
raise SystemExit(wrong > 0)
'''


def text(path, request):
    """Returns the script of a request, whose last statement exits with 1 if values are wrong."""
    case, values = request["case"], request["values"]
    shapes = conv2d.shapes(case)
    return _TEXT.format(
        switches=_switches(path.switches),
        x=_nested(values["x"], shapes["x"]),
        w=_nested(values["w"], shapes["w"]),
        groups=case["groups"],
        strides=tuple(case["stride"]),
        dilations=tuple(case["dilation"]),
        pairs=conv2d.pairs(case["pad"]),
        tolerance=_number(request["tolerance"]),
        dtype=case["dtype"],
        arguments=", ".join(f"{key}={value}" for key, value in conv2d.arguments(case).items()))


def _switches(switches):
    """Returns the lines that set switches, which tinygrad reads when it is imported."""
    if not switches:
        return ""
    return f"import os\nos.environ.update({dict(switches)})\n"


def _nested(flat, shape):
    """Returns the text of a tensor as lists of lists."""
    if not shape:
        return _number(flat[0])
    stride = len(flat) // shape[0]
    parts = (_nested(flat[i * stride:(i + 1) * stride], shape[1:]) for i in range(shape[0]))
    return f"[{', '.join(parts)}]"


def _number(value):
    """Returns the text of a number, which may be given as one."""
    value = float(value)
    if not math.isfinite(value):
        return f'float("{value}")'
    is_negative_zero = value == 0 and math.copysign(1, value) < 0
    return str(int(value)) if value.is_integer() and not is_negative_zero else repr(value)
