"""Says in the notes of launches which test runs, so that faults have a test."""

from winofuzz_tinygrad import callsite


def pytest_runtest_logstart(nodeid, location):
    """Notes the test that begins."""
    callsite.test = nodeid


def pytest_runtest_logfinish(nodeid, location):
    """Notes that no test runs."""
    callsite.test = None
