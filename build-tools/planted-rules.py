#!/usr/bin/env python3
"""Plants wrong rules in copies of a checkout of tinygrad, and says which of them fuzz finds.

    build-tools/planted-rules.py --checkout DIR [--budget 5m] [--seed 1] [NAME...]

Each is one small change of one line, in revision a9069c177a. A campaign on each copy runs
until its budget is spent or a finding names the rule. The last line counts those that were found,
and those whose rule was named.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Plant:
    """A change of a line: what is replaced in it, and the place of the rule that it breaks."""

    name: str
    file: str
    line: int
    old: str
    new: str
    rule: str


PLANTS = [
    Plant("division", "tinygrad/uop/symbolic.py", 115, "x: x)", "x: x+1)",
          "tinygrad/uop/symbolic.py:115"),
    Plant("modulo", "tinygrad/uop/symbolic.py", 290, "end: r)", "end: end)",
          "tinygrad/uop/symbolic.py:290"),
    Plant("gate", "tinygrad/uop/symbolic.py", 188, "a&b", "a|b", "tinygrad/uop/symbolic.py:188"),
    Plant("cast", "tinygrad/uop/symbolic.py", 147, "c.val)", "c.val+(c.val==3))",
          "tinygrad/uop/symbolic.py:147"),
    Plant("reduce", "tinygrad/codegen/__init__.py", 225, " vals)", " vals[1:])",
          "tinygrad/codegen/__init__.py:222"),
    Plant("upcast", "tinygrad/codegen/__init__.py", 128, "range(x)", "range(x)[::-1]",
          "tinygrad/codegen/__init__.py:123"),
    Plant("barrier", "tinygrad/codegen/__init__.py", 263, "is not", "is",
          "tinygrad/codegen/__init__.py:261"),
    Plant("lane", "tinygrad/codegen/__init__.py", 157, "s.src]", "s.src[::-1]]",
          "tinygrad/codegen/__init__.py:157"),
    Plant("render", "tinygrad/renderer/cstyle.py", 59, "({", "(!{",
          "tinygrad/renderer/cstyle.py:59"),
    Plant("padding", "tinygrad/schedule/indexing.py", 111, "const(0)", "const(1)",
          "tinygrad/schedule/indexing.py:107"),
]


def main():
    """Tries the plants that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--checkout", required=True, type=pathlib.Path)
    parser.add_argument("--fuzz", default=str(ROOT / "bin" / "fuzz"), help="the command of fuzz")
    parser.add_argument("--budget", default="5m")
    parser.add_argument("--seed", default="1")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    plants = [plant for plant in PLANTS if not options.names or plant.name in options.names]
    outcomes = [_try(plant, options) for plant in plants]
    print(f"{len(plants)} planted, {sum(found for found, _ in outcomes)} found, "
          f"{sum(named for _, named in outcomes)} named")


def _try(plant, options):
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy = pathlib.Path(folder, "checkout")
        shutil.copytree(options.checkout, copy, ignore=shutil.ignore_patterns(".git"))
        _change(plant, copy)
        run = pathlib.Path(folder, "run")
        found, named, last = _campaign(plant, options, copy, run)
    print(f"{plant.name:<10}{_seconds('found', found):<16}{_seconds('named', named):<16}"
          f"{last}", flush=True)
    return found is not None, named is not None


def _seconds(what, seconds):
    return f"not {what}" if seconds is None else f"{what} {seconds:.0f} s"


def _change(plant, copy):
    file = copy / plant.file
    lines = file.read_text().split("\n")
    line = lines[plant.line - 1]
    if plant.old not in line:
        sys.exit(f"{plant.name}: {plant.file}:{plant.line} has no '{plant.old}': another revision")
    lines[plant.line - 1] = line.replace(plant.old, plant.new, 1)
    file.write_text("\n".join(lines))


def _campaign(plant, options, copy, run):
    """Returns when a finding came and when one named the rule, in seconds, and the last one."""
    start, found, last = time.monotonic(), None, ""
    command = [options.fuzz, "run", "--compiler", f"tinygrad:{copy}", "--budget", options.budget,
               "--seed", options.seed, "--out", str(run)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while True:
            ended = process.poll() is not None
            for signature in _signatures(run):
                found = found or time.monotonic() - start
                last = signature
                if signature.endswith("/" + plant.rule):
                    return found, time.monotonic() - start, signature
            if ended:
                return found, None, last or process.stderr.read().decode()[-200:].strip()
            time.sleep(0.5)
    finally:
        process.terminate()
        process.wait()


def _signatures(run):
    for file in run.glob("**/*.json"):
        try:
            signature = json.loads(file.read_text()).get("signature")
        except (OSError, ValueError, AttributeError):
            continue
        if isinstance(signature, str) and re.match(r"[a-z-]+/", signature):
            yield signature


if __name__ == "__main__":
    main()
