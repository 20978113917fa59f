#!/usr/bin/env python3
"""Lowers convolutions and tensor programs with a checkout of tinygrad, by the compiler protocol."""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from winofuzz_tinygrad import script  # noqa: E402
from winofuzz_tinygrad.lowering import Lowering, needs_watch  # noqa: E402
from winofuzz_tinygrad.paths import Path, PathProcess, die_with_parent  # noqa: E402

DTYPES = ["float32", "float16", "bfloat16"]


def main():
    """Runs the worker, or the process of one of its paths."""
    options = _options()
    if options.lower:
        _lower(options.checkout, options.fresh)
    else:
        _converse(options)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkout", required=True, metavar="DIR",
                        help="tinygrad's sources")
    parser.add_argument("--path", action="append", type=_path, dest="paths",
                        metavar="NAME[:SWITCH=VALUE,...]",
                        help="a way through tinygrad (default: direct, and wino:WINO=1)")
    parser.add_argument("--tensor-cores", choices=("on", "off"), default="on",
                        help="whether the device has tensor cores (default: on)")
    parser.add_argument("--time-limit", type=float, default=120, metavar="SECONDS",
                        help="how long a case may take (default: 120)")
    parser.add_argument("--lower", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--fresh", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not os.path.isdir(os.path.join(options.checkout, "tinygrad")):
        parser.error(f"--checkout {options.checkout}: there is no tinygrad in it")
    options.checkout = os.path.realpath(options.checkout)
    options.paths = options.paths or [Path.parse("direct"), Path.parse("wino:WINO=1")]
    if len({path.name for path in options.paths}) < len(options.paths):
        parser.error("--path: two paths have the same name")
    return options


def _path(text):
    try:
        return Path.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _converse(options):
    """Greets and answers requests until the input ends.

    Requests in which the checkout is watched have processes of their own, as what was lowered
    before would hide which rules are applied.
    """
    paths = {path.name: path for path in options.paths}
    plain, fresh = (
        {path.name: PathProcess(path, options.checkout, options.tensor_cores == "on",
                                options.time_limit, is_fresh)
         for path in options.paths}
        for is_fresh in (False, True))
    _say(sys.stdout, {
        "protocol": "winofuzz-compiler", "version": 1, "name": "tinygrad",
        "revision": _revision(options.checkout), "paths": list(paths), "dtypes": DTYPES,
        "features": ["stages", "programs", "refuse", "blame", "script"],
    })
    try:
        for line in sys.stdin:
            _say(sys.stdout, _answer(json.loads(line), paths, plain, fresh))
    finally:
        for process in (*plain.values(), *fresh.values()):
            process.close()


def _answer(request, paths, plain, fresh):
    answer = {"id": request.get("id")}
    if request.get("do") not in ("lower", "blame", "script"):
        return answer | {"error": f"unknown request '{request.get('do')}'"}
    if request.get("path") not in paths:
        return answer | {"error": f"unknown path '{request.get('path')}'"}
    if request["do"] == "script":
        return answer | {"script": script.text(paths[request["path"]], request)}
    processes = fresh if needs_watch(request) else plain
    return answer | processes[request["path"]].answer(request)


def _say(output, message):
    output.write(json.dumps(message, separators=(",", ":")) + "\n")
    output.flush()


def _lower(checkout, fresh):
    """Answers requests with the checkout in this process; what it prints is error output."""
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.path.insert(0, checkout)
    lowering = Lowering(checkout)
    if fresh:
        lowering.prepare()
    for line in sys.stdin:
        if fresh:
            _answer_apart(lowering, json.loads(line), output)
        else:
            _say(output, lowering.answer(json.loads(line)))


def _answer_apart(lowering, request, output):
    """Answers a request in a child, which dies with this process."""
    child = os.fork()
    if child == 0:
        die_with_parent()
        _say(output, lowering.answer(request))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        how = os.waitstatus_to_exitcode(status)
        _say(output, {"error": f"tinygrad ended with status {how}"})


def _revision(checkout):
    """Returns the checkout's commit, or the version of the package, or `unknown`."""
    commit = _git(checkout, "rev-parse", "--short", "HEAD")
    if commit and os.path.realpath(_git(checkout, "rev-parse", "--show-toplevel")) == checkout:
        return commit
    for name in ("pyproject.toml", "setup.py"):
        file = pathlib.Path(checkout, name)
        text = file.read_text(errors="replace") if file.is_file() else ""
        version = re.search(r"^\s*version\s*=\s*[\"']([^\"']+)[\"']", text, re.MULTILINE)
        if version:
            return version[1]
    return "unknown"


def _git(checkout, *arguments):
    command = ["git", "-C", checkout, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    main()
