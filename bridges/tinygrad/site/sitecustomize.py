"""Puts tinygrad on the device server that WINOFUZZ_DEVICE names.

Python imports this module at its start if this directory is on PYTHONPATH. A `sitecustomize` that
is hidden by this one runs as well.
"""

import importlib.machinery
import importlib.util
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_PLUGIN = "winofuzz_tinygrad.pytest_plugin"


def _run_hidden():
    """Runs the next `sitecustomize` on the module path, if there is one."""
    paths = [path for path in sys.path if os.path.abspath(path or os.curdir) != _HERE]
    found = importlib.machinery.PathFinder.find_spec("sitecustomize", paths)
    if found is not None and found.loader is not None:
        found.loader.exec_module(importlib.util.module_from_spec(found))


def _install(device):
    """Installs the stand-in, and the plugin for runs of pytest."""
    sys.dont_write_bytecode = True
    sys.path.append(os.path.dirname(_HERE))
    from winofuzz_tinygrad import served, standin
    strict = os.environ.get("WINOFUZZ_STRICT", "0") != "0"
    standin.install(served.ServedBackend(device, strict))
    plugins = [plugin for plugin in os.environ.get("PYTEST_PLUGINS", "").split(",") if plugin]
    if _PLUGIN not in plugins:
        os.environ["PYTEST_PLUGINS"] = ",".join([*plugins, _PLUGIN])


if os.environ.get("WINOFUZZ_DEVICE"):
    _install(os.environ["WINOFUZZ_DEVICE"])
_run_hidden()
