"""Tests what happens at the start of a Python that has `site` on its path."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import ROOT

SHOW = "import sys; print(any(f.__class__.__name__ == '_Finder' for f in sys.meta_path))"


class SiteTest(unittest.TestCase):

    def _start(self, **environment):
        """Returns what a Python prints that hides another sitecustomize."""
        with tempfile.TemporaryDirectory() as hidden:
            pathlib.Path(hidden, "sitecustomize.py").write_text("print('hidden')\n")
            path = os.pathsep.join([str(ROOT / "site"), hidden])
            variables = {k: v for k, v in os.environ.items() if not k.startswith("WINOFUZZ")}
            return subprocess.run(
                [sys.executable, "-B", "-c", SHOW], capture_output=True, text=True, check=True,
                env=variables | {"PYTHONPATH": path} | environment).stdout.split()

    def test_the_stand_in_waits_for_tinygrad_where_a_device_is_named(self):
        self.assertEqual(["hidden", "True"], self._start(WINOFUZZ_DEVICE="/nowhere"))

    def test_nothing_changes_where_no_device_is_named(self):
        self.assertEqual(["hidden", "False"], self._start())


if __name__ == "__main__":
    unittest.main()
