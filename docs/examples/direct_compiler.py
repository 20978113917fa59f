#!/usr/bin/env python3
"""A compiler that speaks docs/protocol.md: one kernel, a thread for each element of the output.

With --wrong-padding it makes a mistake: the last axis begins one element too late.
"""

import json
import math
import sys

TYPES = {"float32": "float", "float16": "half"}
WRONG = int("--wrong-padding" in sys.argv)


def at(first, sizes, name):
    """The place of an element in row-major order, as text."""
    for axis, size in enumerate(sizes):
        first = f"({first} * {size} + {name}{axis})"
    return first


def lower(case, path):
    """Returns memories and kernels of a convolution of any number of axes."""
    sizes = [case[name] for name in "dhw" if name in case]
    axes, taps, type_ = range(len(sizes)), case["kernel"], TYPES[case["dtype"]]
    strides, dilations = case["stride"], case["dilation"]
    before, after = case["pad"][::2], case["pad"][1::2]
    out = [
        (sizes[a] + before[a] + after[a] - dilations[a] * (taps[a] - 1) - 1) // strides[a] + 1
        for a in axes
    ]
    before[-1] -= WRONG
    if path == "rows" and out[-1] > 1024:
        return {"unsupported": "rows of more than 1024 elements"}
    inner, outer = case["cin"] // case["groups"], case["cout"] // case["groups"]
    x = at(f"(n * {case['cin']} + m / {outer} * {inner} + k)", sizes, "p")
    w = at(f"(m * {inner} + k)", taps, "t")
    lines = [
        f"kernel void conv(device {type_}* y [[buffer(0)]],",
        f"    device const {type_}* x [[buffer(1)]], device const {type_}* w [[buffer(2)]],",
        "    uint e [[thread_position_in_grid]]) {",
        "int i = e;",
        *(f"int o{a} = i % {out[a]}; i /= {out[a]};" for a in reversed(axes)),
        f"int m = i % {case['cout']}; int n = i / {case['cout']};",
        "float sum = 0;",
        f"for (int k = 0; k < {inner}; k++) {{",
        *(f"for (int t{a} = 0; t{a} < {taps[a]}; t{a}++) {{" for a in axes),
        *(f"int p{a} = o{a} * {strides[a]} + t{a} * {dilations[a]} - {before[a]};" for a in axes),
        "if (" + " && ".join(f"p{a} >= 0 && p{a} < {sizes[a]}" for a in axes) + ")",
        f"sum += (float)x[{x}] * (float)w[{w}];",
        "}" * (len(sizes) + 1),
        f"y[e] = ({type_})sum;",
        "}",
    ]
    elements = {
        "y": case["batch"] * case["cout"] * math.prod(out),
        "x": case["batch"] * case["cin"] * math.prod(sizes),
        "w": case["cout"] * inner * math.prod(taps),
    }
    threads = out[-1] if path == "rows" else 1
    return {
        "memories": [
            {"name": name, "dtype": case["dtype"], "elements": elements[name],
             "role": "output" if name == "y" else "input"}
            for name in elements
        ],
        "kernels": [
            {"name": "conv", "source": "\n".join(lines),
             "threadgroups": [elements["y"] // threads, 1, 1], "threads": [threads, 1, 1],
             "arguments": [{"memory": i} for i in range(3)]}
        ],
        "winograd": False,
    }


def say(message):
    """Writes a line that is read at once."""
    print(json.dumps(message), flush=True)


say({"protocol": "winofuzz-compiler", "version": 1, "name": "example", "revision": "1",
     "paths": ["direct", "rows"], "dtypes": list(TYPES), "features": []})
for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "lower":
        say({"id": request["id"], **lower(request["case"], request["path"])})
    else:
        say({"id": request["id"], "error": f"no such request: {request['do']}"})
