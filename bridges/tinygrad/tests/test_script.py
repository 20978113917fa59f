"""Tests of the scripts that show a case with tinygrad alone."""

import math
import os
import subprocess
import sys
import tempfile
import unittest

import support
from support import Worker, case, with_checkout
from winofuzz_tinygrad import conv2d, script
from winofuzz_tinygrad.paths import Path


def request(convolution, tolerance=0.0):
    """Returns a request for the script of a case with small integers."""
    values = {
        name: [float(i * 7 % 5 - 2) for i in range(math.prod(shape))]
        for name, shape in conv2d.shapes(convolution).items()}
    return {"do": "script", "case": convolution, "values": values, "tolerance": tolerance}


class ScriptTest(unittest.TestCase):

    def test_switches_are_set_before_the_import(self):
        text = script.text(Path.parse("wino:WINO=1"), request(case()))
        self.assertTrue(text.startswith("import os\nos.environ.update({'WINO': '1'})\n"), text)
        self.assertNotIn("environ", script.text(Path.parse("direct"), request(case())))

    def test_numbers_are_whole_where_they_can_be(self):
        asked = request(case(cin=1, h=3, w=3, cout=1))
        asked["values"]["w"] = [0.5, 1.0, -0.0, "NaN", "-Infinity", 2.0, 0.0, -1.0, 0.25]
        text = script.text(Path.parse("direct"), asked)
        self.assertIn(
            'w = [[[[0.5, 1, -0.0], [float("nan"), float("-inf"), 2], [0, -1, 0.25]]]]', text)


@with_checkout
class ScriptOfCheckoutTest(unittest.TestCase):

    def _run(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(text)
            file.flush()
            return subprocess.run(
                [sys.executable, "-B", file.name], capture_output=True, text=True, check=False,
                env=os.environ | {
                    "PYTHONPATH": support.CHECKOUT, "DEV": "PYTHON", "PYTHON": "1",
                    "CACHELEVEL": "0"})

    def test_a_right_compiler_passes(self):
        cases = (
            case(h=4, w=4, pad=[1, 0, 2, 1], stride=[2, 1], kernel=[2, 3], groups=2),
            {k: v for k, v in case(kernel=[3], pad=[0, 1], stride=[1], dilation=[2]).items()
             if k != "h"})
        with Worker() as worker:
            for each in cases:
                text = worker.ask(id=1, path="direct", **request(each))["script"]
                done = self._run(text)
                self.assertEqual(0, done.returncode, done.stdout + done.stderr)
                self.assertRegex(done.stdout, r"^0 of \d+ elements are wrong$")

    def test_a_wrong_value_fails(self):
        text = script.text(Path.parse("direct"), request(case(h=3, w=3)))
        done = self._run(text.replace(".conv2d(weight,", ".conv2d(weight * 2,"))
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertRegex(done.stdout, r"element \(0, 0, 0, 0\) expected .* found ")


if __name__ == "__main__":
    unittest.main()
