"""Write the shipped encoder: checkpoint → ONNX → fused → int8. `python -m training.export CHECKPOINT`."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.corpora import DATES, NAMES, ROLES, UPOS
from training.model import HEADS, HIDDEN, LINK, MEANING, Encoder, legal_turns
from training.train import tokenizer_file

NEW_LINE = 3  # encoder.features.places: 3 and 4 begin a line
OUTPUTS = ("starts", "upos", "names", "dates", "roles", "heads", "rels", "arcs", "links", "meaning")


class Shipped(nn.Module):
    """`Encoder` with sentences, heads and relations decided inside the graph."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model
        for layer in model.layers:
            layer.fused = False

    def forward(self, pieces: Tensor, shapes: Tensor, places: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Return what `OUTPUTS` names: (B, W) starts and the labels upos, heads, rels; scores of the other heads."""
        out = self.model(pieces, shapes, places, None, first)
        starts = out["starts"][:, :, 1] - out["starts"][:, :, 0]
        begins = (starts > 0) | (places.gather(1, first[:, 1:]) >= NEW_LINE)
        sentence = begins.long().cumsum(1)
        same = sentence[:, :, None] == sentence[:, None, :]
        arcs = out["arcs"] + F.pad(torch.where(same, 0.0, -1e4), (1, 0))
        heads = arcs.argmax(2)
        rels = self.model.relations(out, heads).argmax(2)
        return (
            starts,
            out["upos"].argmax(2),
            out["names"],
            out["dates"],
            out["roles"],
            heads,
            rels,
            arcs,
            out["links"],
            out["meaning"],
        )


def to_onnx(model: Encoder, path: Path) -> None:
    """Trace `model` at fp32; batch, pieces and words stay free."""
    example = (
        torch.randint(5, 900, (2, 9)),
        torch.ones(2, 9, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
        torch.tensor([[0, 1, 2, 3], [0, 1, 3, 5]]),
    )
    names = ("pieces", "shapes", "places", "first")
    axes = (
        {n: {0: "batch", 1: "words1" if n == "first" else "pieces"} for n in names}
        | {n: {0: "batch", 1: "words"} for n in OUTPUTS}
        | {"arcs": {0: "batch", 1: "words", 2: "words1"}, "links": {0: "batch", 1: "words1"}}
    )
    torch.onnx.export(
        Shipped(model.eval()),
        example,
        str(path),
        input_names=list(names),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def fuse(source: Path, target: Path) -> None:
    """Fuse attention, GELU and layer norm with onnxruntime's transformer optimizer.

    Attention apart from its projections, and layer norm apart from the sum before it: on AVX2 the fully fused nodes
    cost a ninth more time in all (7,000 and 7,800 wordpieces a second), for their kernels are older.
    """
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    options.use_multi_head_attention = True
    fused = optimize_model(
        str(source), "bert", num_heads=HEADS, hidden_size=HIDDEN, optimization_options=options, opt_level=0
    )
    print("fused:", fused.get_fused_operator_statistics())
    fused.save_model_to_file(str(target))


def quantize(source: Path, target: Path, metadata: dict[str, object]) -> None:
    """Quantize the body's and the embedding's weights to signed int8, per channel; the heads stay fp32."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(str(source)).graph
    body = [
        n.name
        for n in graph.node
        if any(n.op_type in ("MatMul", "Gemm") and key in "/".join([n.name, *n.input]) for key in ("layers.", "layer."))
    ]
    word = [n.name for n in graph.node if n.op_type == "Gather" and any("word.weight" in i for i in n.input)]
    print("quantized nodes:", len(body), len(word))
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_quantize=body + word,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    model = onnx.load(str(target))
    onnx.helper.set_model_props(model, {k: json.dumps(v) for k, v in metadata.items()})
    onnx.save(model, str(target))


def main() -> None:
    """Export a checkpoint beside `memcon.encoder`, with its labels inside the file and its tokenizer beside it."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("--to", type=Path, default=Path("src/memcon/encoder"))
    ap.add_argument("--fp32", action="store_true", help="leave the weights as they are, to measure what int8 costs")
    args = ap.parse_args()
    deprels = json.loads((args.checkpoint.parent / "labels.json").read_text())["deprels"]
    model = Encoder(len(deprels), dropout=0.0)
    model.load_state_dict(torch.load(args.checkpoint, weights_only=False)["model"])
    turns = (model.turns.detach() + legal_turns()).tolist()
    metadata = {
        "deprels": deprels,
        "upos": UPOS,
        "names": NAMES,
        "dates": DATES,
        "roles": ROLES,
        "turns": turns,
        "link": LINK,
        "meaning": MEANING,
    }
    with tempfile.TemporaryDirectory() as folder:
        raw, fused = Path(folder) / "raw.onnx", Path(folder) / "fused.onnx"
        to_onnx(model, raw)
        fuse(raw, fused)
        target = args.to / "encoder.onnx"
        if args.fp32:
            import onnx

            kept = onnx.load(str(fused))
            onnx.helper.set_model_props(kept, {k: json.dumps(v) for k, v in metadata.items()})
            onnx.save(kept, str(target))
        else:
            quantize(fused, target, metadata)
    (args.to / "tokenizer.json").write_bytes(tokenizer_file().read_bytes())
    print(target, target.stat().st_size)


if __name__ == "__main__":
    main()
