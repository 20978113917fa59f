#!/usr/bin/env python3
"""Runs files of a checkout's tests on one of its own devices and on the checked device.

Prints a line for each file, and each test that passes on one of them alone.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

_FUZZ = pathlib.Path(__file__).resolve().parents[2] / "bin" / "fuzz"


def main():
    """Compares file by file."""
    options = _options()
    totals = {"same": 0, "passed": 0, "tests": 0, "launches": 0, "faults": 0}
    for file in options.files:
        own, _ = _run(options, file, [], {"DEV": options.device, options.device: "1"})
        checked, report = _run(options, file, [*options.fuzz, "watch", "--with-tests", "--json",
                                               "--"], {})
        same = sum(own.get(name) == outcome for name, outcome in checked.items())
        passed = sum(own.get(name) == outcome == "passed" for name, outcome in checked.items())
        print(f"{file}: {same} of {len(checked)} tests as on {options.device}, {passed} pass, "
              f"{report.get('launches', 0)} launches, {len(report.get('faults', []))} faults",
              flush=True)
        for name in sorted(own.keys() | checked.keys()):
            if own.get(name) != checked.get(name):
                print(f"  {name}: {options.device} {own.get(name)}, checked {checked.get(name)}")
        for fault in report.get("faults", []):
            print(f"  fault {fault['first']['kind']}: {fault['first']['text']}")
            print(f"    from {fault['note']}")
        totals["same"] += same
        totals["passed"] += passed
        totals["tests"] += len(checked)
        totals["launches"] += report.get("launches", 0)
        totals["faults"] += len(report.get("faults", []))
    print("in all: {same} of {tests} tests as on {device}, {passed} pass, {launches} launches, "
          "{faults} faults"
          .format(device=options.device, **totals))


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkout", required=True, metavar="DIR")
    parser.add_argument("--device", default="CPU",
                        help="the checkout's own device, such as PYTHON (default: CPU)")
    parser.add_argument("--time-limit", type=float, default=300, metavar="SECONDS",
                        help="how long a file may take (default: 300)")
    parser.add_argument("--fuzz", nargs="+", default=[str(_FUZZ)], metavar="WORD",
                        help="the command of Winofuzz (default: bin/fuzz)")
    parser.add_argument("files", nargs="+", metavar="FILE", help="such as test/unit/test_conv.py")
    options = parser.parse_args()
    options.checkout = os.path.realpath(options.checkout)
    return options


def _run(options, file, prefix, variables):
    """Returns the outcome of each test of a file by its name, and the report of the device."""
    with tempfile.TemporaryDirectory() as folder:
        results = os.path.join(folder, "results.xml")
        command = [*prefix, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "--junitxml", results, file]
        environment = os.environ | variables | {
            "PYTHONPATH": options.checkout, "PYTHONDONTWRITEBYTECODE": "1",
            "CACHEDB": os.path.join(folder, "cache.db")}
        report = {}
        try:
            done = subprocess.run(command, cwd=options.checkout, env=environment, text=True,
                                  capture_output=True, timeout=options.time_limit, check=False)
            report = json.loads(done.stdout) if prefix and done.stdout else {}
        except subprocess.TimeoutExpired:
            print(f"  {file}: still at work after {options.time_limit:.0f} s", flush=True)
        except json.JSONDecodeError:
            pass
        return (_outcomes(results) if os.path.exists(results) else {}), report


def _outcomes(results):
    outcomes = {}
    for test in xml.parse(results).iter("testcase"):
        kinds = {child.tag for child in test}
        outcomes[f"{test.get('classname')}.{test.get('name')}"] = (
            "failed" if kinds & {"failure", "error"} else
            "skipped" if "skipped" in kinds else "passed")
    return outcomes


if __name__ == "__main__":
    main()
