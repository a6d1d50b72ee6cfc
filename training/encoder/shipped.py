"""Read the shipped network back, so that a run can go on from it: whole numbers times their steps, unevened.

What rounding took is lost (a change of an output of 0.12 on average), and the outputs that only help to learn
start anew.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

OUTPUT = "output.weight"
_BY, _BIAS = ".by", ".layer.bias"

Array = np.ndarray[Any, np.dtype[Any]]


def state(path: Path) -> dict[str, Tensor]:
    """Give the parameters of the layers and of the output, by their names in `network.Encoder`."""
    graph = onnx.load(str(path)).graph
    held = {
        one.name.removeprefix("model."): numpy_helper.to_array(one) for one in graph.initializer
    }
    weights = _weights(graph, held)
    found: dict[str, Array] = {"output.bias": held["output.bias"], OUTPUT: weights["output"].T}
    for name, value in held.items():
        layer = name.removesuffix(_BY)
        if layer != name:
            found[f"{layer}.weight"] = (weights[layer] * value[:, None]).T
        elif name.startswith("layers."):
            found[name.replace(_BIAS, ".bias")] = value
    return {name: torch.tensor(value.astype(np.float32)) for name, value in found.items()}


def laid_over(fresh: dict[str, Tensor], shipped: dict[str, Tensor]) -> dict[str, Tensor]:
    """Put the shipped parameters over fresh ones, which have some outputs more."""
    laid = {name: value.clone() for name, value in fresh.items()}
    for name, value in shipped.items():
        laid[name][: len(value)] = value
    return laid


def _weights(graph: onnx.GraphProto, held: Mapping[str, Array]) -> dict[str, Array]:
    """Give each layer's evened weights [in, out]: its whole numbers times the step of each output."""
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            whole, middle = (held[node.input[at].removeprefix("model.")] for at in (1, 3))
            name = node.input[1].removeprefix("model.").removesuffix("_quantized")
            layer = re.split(r"/layer/|/Gemm", node.name.removeprefix("/"))[0].replace("/", ".")
            found[layer] = (whole.astype(np.float32) - middle) * held[f"{name}_scale"]
    return found
