"""Tests how paths are written."""

import unittest

import support  # noqa: F401
from winofuzz_tinygrad.paths import Path


class PathTest(unittest.TestCase):

    def test_a_name_and_switches(self):
        self.assertEqual(Path("direct", ()), Path.parse("direct"))
        expected = Path("wino-nl", (("WINO", "1"), ("NOLOCALS", "1")))
        self.assertEqual(expected, Path.parse("wino-nl:WINO=1,NOLOCALS=1"))

    def test_mistakes_name_the_path(self):
        for text in ("Wino", "", "wino:WINO", "wino:WINO=", "wino:=1"):
            with self.subTest(text), self.assertRaisesRegex(ValueError, f"'{text.split(':')[0]}"):
                Path.parse(text)


if __name__ == "__main__":
    unittest.main()
