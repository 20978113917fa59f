"""Tests what is read off a Metal text."""

import unittest

import support  # noqa: F401
from winofuzz_tinygrad import signature
from winofuzz_tinygrad.signature import Parameter

KERNEL = """#include <metal_stdlib>
kernel void r_4(device half* data0_4, const device unsigned char* data1, constant int& n,
  device bfloat* data2, uint3 gid [[threadgroup_position_in_grid]]) {
  r_4x(r_4);
}"""


class SignatureTest(unittest.TestCase):

    def test_parameters_have_types_and_kinds_in_order(self):
        expected = (
            Parameter("float16", False), Parameter("uint8", False), Parameter("int32", True),
            Parameter("bfloat16", False))
        self.assertEqual(expected, signature.parameters(KERNEL, "r_4"))

    def test_another_kernel_has_no_parameters(self):
        self.assertEqual((), signature.parameters(KERNEL, "r_"))

    def test_a_type_that_the_protocol_lacks_is_none(self):
        text = "kernel void f(device float4* a) {}"
        self.assertEqual((Parameter(None, False),), signature.parameters(text, "f"))

    def test_a_kernel_is_renamed_where_it_is_a_word(self):
        renamed = signature.rename(KERNEL, "r_4", "r_4n1")
        self.assertIn("void r_4n1(", renamed)
        self.assertIn("r_4x(r_4n1);", renamed)


if __name__ == "__main__":
    unittest.main()
