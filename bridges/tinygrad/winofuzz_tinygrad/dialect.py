"""What a checkout says about itself."""

import gc


def floors():
    """Returns whether the operations IDIV and MOD round down, where the checkout has them."""
    from tinygrad.uop.ops import Ops, python_alu
    divide = python_alu.get(getattr(Ops, "IDIV", None))
    return divide is not None and divide(-7, 2) == -4


def compile_patterns():
    """Has the checkout compile the patterns of its rules that it would compile when tried."""
    from tinygrad.uop import ops, upat
    compiled = getattr(upat, "upat_compile", None)
    if compiled is None or not hasattr(ops, "upat_deferred_compile"):
        return
    for matcher in [m for m in gc.get_objects() if isinstance(m, ops.PatternMatcher)]:
        for pattern, function in matcher.patterns:
            compiled(pattern, function)
