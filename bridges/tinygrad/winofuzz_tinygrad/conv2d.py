"""How tinygrad is asked for a case of the protocol."""


def sizes(case):
    """Returns the sizes of the activation's axes, without batch and channels."""
    return [case[axis] for axis in ("d", "h", "w") if axis in case]


def shapes(case):
    """Returns the shapes of the activation and the weight by their names."""
    return {
        "x": (case["batch"], case["cin"], *sizes(case)),
        "w": (case["cout"], case["cin"] // case["groups"], *case["kernel"]),
    }


def arguments(case):
    """Returns the arguments of Tensor.conv2d besides the weight."""
    return {
        "groups": case["groups"],
        "stride": _scalar(case["stride"]),
        "dilation": _scalar(case["dilation"]),
        "padding": _padding(case["pad"]),
    }


def pairs(pad):
    """Returns what is added before and after each axis."""
    return tuple(tuple(pad[i:i + 2]) for i in range(0, len(pad), 2))


def _padding(pad):
    """Returns what is added before and after each axis with the last axis first."""
    return tuple(side for pair in reversed(pairs(pad)) for side in pair)


def _scalar(steps):
    """Returns one number for equal ones: the form in which tinygrad looks for Winograd."""
    return steps[0] if len(set(steps)) == 1 else tuple(steps)
