"""The `frames` branch: two layers of its own above the encoder's fourth, and how it is grafted on."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnx.compose
import onnxruntime as ort
import torch
from torch import Tensor, nn

from training.frame_passages import GROUPS, ROLES
from training.kin import KIN
from training.model import HIDDEN, Layer

BELOW = 4  # layers of the encoder under the branch
OWN = 2  # layers of the branch itself
VECTOR = 48  # of a word in a role
KIN_VECTOR = 64  # of a word in who is who
SCALE = 7.0  # what products of such vectors are divided by, as `memcon.reading.framing` does
HIDDEN_OUT = f"/model/layers.{BELOW - 1}/norm2/LayerNormalization_output_0"
_PREFIX = "frames:"


class Branch(nn.Module):
    """Two transformer layers and their heads; see the module."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(OWN))
        self.drop = nn.Dropout(dropout)
        self.labels = nn.Linear(HIDDEN, sum(map(len, GROUPS.values())))
        self.vectors = nn.Linear(HIDDEN, 2 * len(ROLES) * VECTOR)
        self.prior = nn.Parameter(torch.full((len(ROLES),), -2.0))
        self.kin = nn.Linear(HIDDEN, 2 * len(KIN) * KIN_VECTOR)
        self.kin_prior = nn.Parameter(torch.full((len(KIN),), -2.0))
        self.near = nn.Parameter(torch.zeros(10))

    def forward(self, x: Tensor, bias: Tensor | None, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """x: (B, P, 384); first: (B, W + 1) → labels (B, W, all), vectors (B, W, 2 × roles × 48), kin (B, W, 256)."""
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x.gather(1, first[:, 1:, None].expand(-1, -1, HIDDEN)))
        return self.labels(x), self.vectors(x), self.kin(x)

    def roles(self, vectors: Tensor) -> Tensor:
        """(B, W, 2 × roles × 48) → (B, roles, W, W) log-odds that word j has the role in the frame at word i."""
        b, w, _ = vectors.shape
        v = vectors.view(b, w, 2, len(ROLES), VECTOR).permute(2, 0, 3, 1, 4)
        return v[0] @ v[1].transpose(-1, -2) / SCALE + self.prior[None, :, None, None]

    def kin_odds(self, halves: Tensor, number: int) -> Tensor:
        """halves: (n, 2, 64) of `same` or `side` → (n, n) log-odds against none that word i goes with word j."""
        return halves[:, 0] @ halves[:, 1].T / SCALE + self.kin_prior[number]


def session(path: Path) -> ort.InferenceSession:
    """Open the shipped encoder with the branch's input as a further output."""
    model = onnx.load(str(path))
    model.graph.output.append(onnx.helper.make_tensor_value_info(HIDDEN_OUT, onnx.TensorProto.FLOAT, None))
    return ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def begun(path: Path, dropout: float) -> Branch:
    """Make a branch whose layers begin as the encoder's own last ones, from its int8 weights."""
    graph = onnx.load(str(path)).graph
    arrays = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    branch = Branch(dropout)
    quantized = {n.name: n for n in graph.node if n.op_type == "MatMulInteger"}
    attention = [n for n in graph.node if n.op_type == "MultiHeadAttention"][BELOW:]
    for i, layer in enumerate(branch.layers):
        base = f"layers.{BELOW + i}"
        for name in ("query", "key", "value", "out", "up", "down"):
            node = quantized[f"/model/{base}/{name}/MatMul_quant"]
            stem = node.input[1].removesuffix("_quantized")
            whole = (arrays[node.input[1]].astype(np.float32) - arrays[stem + "_zero_point"]) * arrays[stem + "_scale"]
            getattr(layer, name).weight.data = torch.from_numpy(np.ascontiguousarray(whole.T))
            if name in ("out", "up", "down"):
                getattr(layer, name).bias.data = torch.from_numpy(arrays[f"model.{base}.{name}.bias"].copy())
        packed = arrays[attention[i].input[3]].reshape(3, HIDDEN)
        for row, name in enumerate(("query", "key", "value")):
            getattr(layer, name).bias.data = torch.from_numpy(packed[row].copy())
        for name in ("norm1", "norm2"):
            getattr(layer, name).weight.data = torch.from_numpy(arrays[f"model.{base}.{name}.weight"].copy())
            getattr(layer, name).bias.data = torch.from_numpy(arrays[f"model.{base}.{name}.bias"].copy())
    return branch


def to_onnx(branch: Branch, path: Path) -> None:
    """Trace the branch at fp32: hidden (batch, pieces, 384) and first (batch, words + 1) in, labels and vectors out."""
    for layer in branch.layers:
        layer.fused = False

    class Alone(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.branch = branch

        def forward(self, hidden: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            labels, vectors, kin = self.branch(hidden, None, first)
            return labels, vectors, kin

    torch.onnx.export(
        Alone().eval(),
        (torch.randn(2, 9, HIDDEN), torch.tensor([[0, 1, 2, 3], [0, 1, 3, 5]])),
        str(path),
        input_names=["hidden", "first"],
        output_names=["frames", "frame_vectors", "frame_kin"],
        dynamic_axes={
            "hidden": {0: "batch", 1: "pieces"},
            "first": {0: "batch", 1: "words1"},
            "frames": {0: "batch", 1: "words"},
            "frame_vectors": {0: "batch", 1: "words"},
            "frame_kin": {0: "batch", 1: "words"},
        },
        opset_version=17,
        dynamo=False,
    )


def has_branch(encoder: Path) -> bool:
    """Say whether a model file has a branch grafted on."""
    return any(one.name == "frames" for one in onnx.load(str(encoder)).graph.output)


def graft(encoder: Path, branch: Branch, target: Path) -> None:
    """Write the encoder with the branch in its graph, in int8 as its other layers; what it had stays as it was."""
    from training.export import fuse, quantize

    with tempfile.TemporaryDirectory() as folder:
        raw, fused, small = (Path(folder) / name for name in ("raw.onnx", "fused.onnx", "small.onnx"))
        to_onnx(branch, raw)
        fuse(raw, fused)
        quantize(fused, small, {})
        twig = onnx.compose.add_prefix(onnx.load(str(small)), _PREFIX, rename_inputs=False, rename_outputs=False)
    model = _pruned(onnx.load(str(encoder)))
    for node in twig.graph.node:
        node.input[:] = [HIDDEN_OUT if name == "hidden" else name for name in node.input]
    for field in ("node", "initializer", "output"):
        getattr(model.graph, field).extend(getattr(twig.graph, field))
    kept = {one.key: one.value for one in model.metadata_props}
    kept["frames"] = json.dumps(GROUPS)
    kept["parts"] = json.dumps({"roles": ROLES, "size": VECTOR, "prior": branch.prior.tolist()})
    prior = branch.kin_prior.tolist()
    kept["kin"] = json.dumps({"roles": KIN, "size": KIN_VECTOR, "prior": prior, "near": branch.near.tolist()})
    onnx.helper.set_model_props(model, kept)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _pruned(model: onnx.ModelProto) -> onnx.ModelProto:
    """Take an earlier branch off the encoder."""
    graph = model.graph
    for field, mine in ((graph.node, _PREFIX), (graph.initializer, _PREFIX), (graph.output, "frame")):
        kept = [one for one in field if not one.name.startswith(mine)]
        del field[:]
        field.extend(kept)
    return model
