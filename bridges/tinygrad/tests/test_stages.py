"""Tests which graphs the worker tells of the checkout that WINOFUZZ_TINYGRAD names."""

import unittest

from support import Worker, case, with_checkout


@with_checkout
class StagesTest(unittest.TestCase):

    def _asked(self, worker, path, **changes):
        return worker.ask(id=1, do="lower", path=path, case=case(**changes), tell=["stages"])

    def test_both_stages_of_both_paths_have_graphs(self):
        with Worker() as worker:
            self.assertIn("stages", worker.greeting["features"])
            for path in worker.greeting["paths"]:
                for dtype in ("float32", "float16"):
                    answer = self._asked(worker, path, pad=[1, 1, 1, 1], dtype=dtype)
                    with self.subTest(path=path, dtype=dtype):
                        self._check(answer)

    def _check(self, answer):
        self.assertEqual(["kernel", "linear"], [stage["stage"] for stage in answer["stages"]])
        for stage in answer["stages"]:
            graph = stage["graph"]
            self.assertEqual(stage["stage"], graph["stage"])
            self.assertEqual(len(answer["kernels"]), len(graph["kernels"]))
            named = [m["name"] for m in graph["memories"] if m["role"] != "INTERMEDIATE"]
            self.assertEqual(["y", "x", "w"], named)

    def test_the_kernels_are_those_that_are_lowered_without_graphs(self):
        with Worker() as worker:
            for path in worker.greeting["paths"]:
                plain = worker.lower(path, case())
                self.assertEqual(plain["kernels"], self._asked(worker, path)["kernels"])

    def test_graphs_are_the_same_when_they_are_asked_for_again(self):
        with Worker("--path", "direct") as worker:
            first = self._asked(worker, "direct")
            self._asked(worker, "direct", h=9, dtype="float16")
            self.assertEqual(first, self._asked(worker, "direct"))

    def test_matrix_products_are_told(self):
        with Worker("--path", "direct") as worker:
            answer = self._asked(
                worker, "direct", cin=16, cout=16, h=8, w=8, kernel=[1, 1], dtype="float16")
        self.assertIn("WMMA", [node["op"] for node in answer["stages"][1]["graph"]["nodes"]])


if __name__ == "__main__":
    unittest.main()
