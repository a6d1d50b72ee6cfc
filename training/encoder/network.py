"""The network: a plain BERT without its pooler, some layers of it, and one linear layer for all outputs.

It takes pieces and how many of them each text has, so that the exported file needs no mask from outside.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from training.encoder.source import Source

DROPOUT = 0.1
EPSILON = 1e-12
FAR = -1e4


class Layer(nn.Module):  # type: ignore[misc]  # torch is not in the project's environment
    """Self-attention and a feed-forward network, each added to what came in and made even."""

    def __init__(self, hidden: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.even = nn.LayerNorm(hidden, EPSILON)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.even_out = nn.LayerNorm(hidden, EPSILON)

    def forward(self, states: Tensor, mask: Tensor | float) -> Tensor:
        batch, length, hidden = states.shape
        parts = self.qkv(states).view(batch, length, 3, self.heads, hidden // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        like = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + mask
        seen = (like.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, hidden)
        states = self.even(states + self.out(seen))
        return self.even_out(states + self.down(gelu(self.up(states))))


class Encoder(nn.Module):  # type: ignore[misc]  # torch is not in the project's environment
    """Embeddings, layers, the average over a text's pieces, outputs."""

    def __init__(self, sizes: "Sizes", outputs: int) -> None:
        super().__init__()
        vocabulary, positions, hidden, inner, heads, layers = sizes
        self.word = nn.Embedding(vocabulary, hidden)
        self.place = nn.Embedding(positions, hidden)
        self.even = nn.LayerNorm(hidden, EPSILON)
        self.layers = nn.ModuleList([Layer(hidden, heads, inner) for _ in range(layers)])
        self.drop = nn.Dropout(DROPOUT)
        self.output = nn.Linear(hidden, outputs)
        nn.init.normal_(self.output.weight, std=0.02)
        nn.init.zeros_(self.output.bias)

    def embed(self, pieces: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        return self.even(self.word(pieces) + self.place(places))

    def run(self, states: Tensor, is_piece: Tensor, layers: Sequence[nn.Module]) -> Tensor:
        mask = (1.0 - is_piece.to(states.dtype))[:, None, None, :] * FAR
        for layer in layers:
            states = layer(states, mask)
        return states

    def answer(self, states: Tensor, is_piece: Tensor) -> Tensor:
        kept = is_piece.to(states.dtype)[:, :, None]
        average = (states * kept).sum(1) / kept.sum(1)
        return self.output(self.drop(average))

    def forward(self, pieces: Tensor, is_piece: Tensor) -> Tensor:
        return self.answer(self.run(self.embed(pieces), is_piece, list(self.layers)), is_piece)


Sizes = tuple[int, int, int, int, int, int]
"""Pieces, positions, hidden, inner, attention heads, layers."""


def start(
    source: Source, kept: Sequence[int], layers: Sequence[int], length: int, outputs: int
) -> Encoder:
    """Build the network from the source: only the kept pieces, the named layers, the first positions."""
    tensors = source.tensors
    hidden = tensors["emb.word"].shape[1]
    inner = len(tensors["l0.fi.b"])
    sizes = (len(kept), length, hidden, inner, source.heads, len(layers))
    network = Encoder(sizes, outputs)
    state = {
        "word.weight": tensors["emb.word"][list(kept)],
        "place.weight": tensors["emb.pos"][:length] + tensors["emb.type"][0],
        "even.weight": tensors["emb.ln.w"],
        "even.bias": tensors["emb.ln.b"],
    }
    for number, layer in enumerate(layers):
        for part in ("w", "b"):
            long = {"w": "weight", "b": "bias"}[part]
            own = {name: tensors[f"l{layer}.{name}.{part}"] for name in _NAMES}
            state[f"layers.{number}.qkv.{long}"] = np.concatenate([own["q"], own["k"], own["v"]])
            for short, name in _NAMES.items():
                if name:
                    state[f"layers.{number}.{name}.{long}"] = own[short]
    given = {name: torch.tensor(np.ascontiguousarray(value)) for name, value in state.items()}
    network.load_state_dict(network.state_dict() | given)
    return network


_NAMES = {
    "q": "",
    "k": "",
    "v": "",
    "ao": "out",
    "aln": "even",
    "fi": "up",
    "fo": "down",
    "oln": "even_out",
}
