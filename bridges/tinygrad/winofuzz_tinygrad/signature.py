"""Reads the parameters of a Metal kernel, and changes its name."""

import re
from dataclasses import dataclass

TYPES = {
    "float": "float32", "half": "float16", "bfloat": "bfloat16", "bool": "bool",
    "char": "int8", "signed char": "int8", "short": "int16", "int": "int32", "long": "int64",
    "uchar": "uint8", "unsigned char": "uint8", "ushort": "uint16", "unsigned short": "uint16",
    "uint": "uint32", "unsigned int": "uint32", "ulong": "uint64", "unsigned long": "uint64",
}
"""The protocol's name for each type that a parameter may have in Metal."""

SIZES = {
    "float32": 4, "float16": 2, "bfloat16": 2, "bool": 1, "int8": 1, "uint8": 1, "int16": 2,
    "uint16": 2, "int32": 4, "uint32": 4, "int64": 8, "uint64": 8,
}
"""How many bytes a number of each type has."""

_PARAMETER = re.compile(
    r"(?:const\s+|volatile\s+)*(?:device|constant)\s+(?:const\s+|volatile\s+)*"
    r"(?P<type>\w+(?:\s+\w+)*?)\s*(?P<kind>[*&])\s*\w+")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a kernel; dtype is None if the type is not one of the protocol's."""

    dtype: str | None
    scalar: bool


def parameters(source, kernel):
    """Returns the buffer parameters of a kernel in order; none if it is not in the text."""
    start = re.search(rf"\bkernel\s+void\s+{re.escape(kernel)}\s*\(", source)
    if start is None:
        return ()
    end = source.find("{", start.end())
    text = source[start.end():end if end >= 0 else len(source)]
    return tuple(
        Parameter(TYPES.get(" ".join(match["type"].split())), match["kind"] == "&")
        for match in _PARAMETER.finditer(text))


def rename(source, old, new):
    """Returns the text with another name for a kernel."""
    return re.sub(rf"\b{re.escape(old)}\b", new, source)
