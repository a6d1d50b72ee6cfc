"""Write the trained network as an ONNX file: int8 layers, and the embedding at the 4 bits it came with.

The embedding is never trained, so packing its values as they came loses nothing. The layers' weights are
whole numbers per output channel, seven bits of them (`reduce_range`): eight overflow on processors without VNNI.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.functional import gelu

from training.encoder import network, rows, source

OPSET = 17
SHARE = 0.8  # how much of an input's size goes over to the weights; from 0.75 to 0.85 is best
TINY, LEAST = 1e-5, 0.02


class Packed(nn.Module):  # type: ignore[misc]  # torch is not in the project's environment
    """An embedding of 4-bit values in blocks: looked up first, unpacked after."""

    def __init__(self, blocks: np.ndarray[tuple[int, int], np.dtype[np.void]]) -> None:
        super().__init__()
        count, wide = blocks.shape
        self.wide = wide
        self.pairs = nn.Parameter(
            torch.from_numpy(blocks["pairs"].reshape(count, -1).copy()), requires_grad=False
        )
        self.steps = nn.Parameter(
            torch.from_numpy(blocks["step"].astype(np.float16)), requires_grad=False
        )

    def forward(self, pieces: Tensor) -> Tensor:
        pairs = self.pairs[pieces].float().unflatten(-1, (self.wide, -1))
        high = torch.floor(pairs / 16)
        values = torch.cat([pairs - high * 16, high], dim=-1) - 8
        return (values * self.steps[pieces].float()[..., None]).flatten(-2)


class Evened(nn.Module):  # type: ignore[misc]  # torch is not in the project's environment
    """A linear layer whose inputs are shrunk where they are large, and its weights grown to match.

    A few of the inputs are always a hundred times as large as the rest; at 256 steps for all of them
    nothing would be left of the small ones. The answer is the same (SmoothQuant, arXiv 2211.10438).
    """

    def __init__(self, layer: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weights = layer.weight.abs().amax(0).clamp(min=TINY)
        by = (largest.clamp(min=TINY) ** SHARE / weights ** (1 - SHARE)).detach()
        by = (by / by.mean()).clamp(min=LEAST)
        self.by = nn.Parameter(1 / by, requires_grad=False)
        self.layer = layer
        layer.weight.data *= by

    def forward(self, states: Tensor) -> Tensor:
        return self.layer(states * self.by)


def even(model: network.Encoder, texts: Sequence[Sequence[int]]) -> None:
    """Even out every linear layer of the network, by what it sees in these texts."""
    places = [(layer, name) for layer in model.layers for name in ("qkv", "out", "up", "down")]
    largest: dict[int, Tensor] = {}

    def note(number: int, given: Tensor) -> None:
        seen = given.detach().abs().amax((0, 1))
        largest[number] = torch.maximum(largest.get(number, seen), seen)

    watched = [
        getattr(layer, name).register_forward_hook(
            lambda _layer, given, _out, number=number: note(number, given[0])
        )
        for number, (layer, name) in enumerate(places)
    ]
    with torch.no_grad():
        for pieces in texts:
            model(torch.tensor([pieces]), torch.ones(1, len(pieces), dtype=torch.bool))
    for one in watched:
        one.remove()
    for number, (layer, name) in enumerate(places):
        setattr(layer, name, Evened(getattr(layer, name), largest[number]))


class Attention(torch.autograd.Function):  # type: ignore[misc]  # torch is not in the project's environment
    """ONNX Runtime's own operator in place of a dozen; here it only stands in, and computes nothing."""

    @staticmethod
    def forward(_context: Any, query: Tensor, _key: Tensor, _value: Tensor, _heads: int) -> Tensor:
        return query

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        parts = query, key, value
        return graph.op("com.microsoft::MultiHeadAttention", *parts, num_heads_i=heads).setType(
            query.type()
        )


class Exported(nn.Module):  # type: ignore[misc]  # torch is not in the project's environment
    """The pieces of one text in, the outputs that are asked for out: nothing is padding, so nothing is masked."""

    def __init__(self, model: network.Encoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor) -> Tensor:
        states = self.model.embed(pieces)
        for layer in self.model.layers:
            parts = layer.qkv(states).chunk(3, dim=-1)
            seen = Attention.apply(*parts, layer.heads)
            states = layer.even(states + layer.out(seen))
            states = layer.even_out(states + layer.down(gelu(layer.up(states))))
        return self.model.output(states.mean(1))[:, : rows.ANSWERED]


def export(
    model: network.Encoder,
    first: source.Source,
    kept: list[int],
    texts: list[list[int]],
    target: Path,
) -> None:
    """Write `model`, which is changed by it, to `target`; `texts` show it what inputs are like."""
    model = model.float().eval()
    even(model, texts)
    model.word = Packed(first.blocks[kept])  # stands in for the embedding
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(model).eval(),
            (torch.full((1, 12), 7),),
            str(plain),
            input_names=["pieces"],
            output_names=["logits"],
            dynamic_axes={"pieces": {1: "length"}},
            opset_version=OPSET,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        quantize_dynamic(
            str(plain),
            str(target),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )
