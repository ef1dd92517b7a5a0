"""Train the `frames` branch above the shipped encoder and graft it on: `python -m training.framing`.

The encoder stays as it is, to the bit. The branch takes what its fourth layer makes of the pieces and has two layers of
its own, begun from the encoder's fifth and sixth; it says of every word whether it carries a stance, an act, a standing
or a plan, and which words have a part in it. It learns from what the rules find in real reports (`training.silver`),
then from the passages of ours in `training/frames`, of which the last twentieth of each file is kept back.
"""

from __future__ import annotations

import argparse
import copy
import json
import pickle
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from memcon.encoder.pieces import Pieces
from training import kin, labels, silver
from training.branch import KIN_VECTOR, Branch, begun, graft, has_branch, session
from training.frame_items import Item, of_passages
from training.frame_passages import GROUPS, ROLES, read
from training.marked import marked
from training.model import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

POSITIVE = {"states": 3.0}  # weight of a word that carries a frame against one that carries none, where it is not 1.5
AVERAGE = 0.995  # of the weights that are kept, what stays at each step
ROLES_WEIGHT = 8.0  # of the roles' loss, a mean over many pairs that are mostly none
KIN_WEIGHT = 1.0  # of who is who
KEPT_BACK = 20  # one passage in so many of each file


def losses(branch: Branch, batch: Sequence[Item]) -> Tensor:
    """Mean cross entropy of the groups over words, and of the roles over the words beside each carrier."""
    x, first, bias, gold = _padded(batch)
    labels, vectors, kin_vectors = branch(x, bias, first)
    total, at = torch.zeros(()), 0
    for name, names in GROUPS.items():
        weight = torch.full((len(names),), POSITIVE.get(name, 1.5))
        weight[0] = 1.0
        part = labels[:, :, at : at + len(names)]
        if (gold[name] >= 0).any():
            total = total + F.cross_entropy(part.flatten(0, 1), gold[name].flatten(), weight)
        at += len(names)
    total = total + ROLES_WEIGHT * _role_loss(branch.roles(vectors), batch)
    return total + KIN_WEIGHT * kin.losses(branch, kin_vectors.unflatten(-1, (len(kin.KIN), 2, KIN_VECTOR)), batch)


def _padded(batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, dict[str, Tensor]]:
    """Return hidden (B, P, 384), first (B, W + 1), bias (B, 1, 1, P) and labels by group (B, W), -100 on padding."""
    p, w = max(len(one.hidden) for one in batch), max(len(one.first) - 1 for one in batch)
    x, first = torch.zeros(len(batch), p, HIDDEN), torch.zeros(len(batch), w + 1, dtype=torch.long)
    bias = torch.full((len(batch), 1, 1, p), -1e4)
    gold = {name: torch.full((len(batch), w), -100) for name in GROUPS}
    for row, one in enumerate(batch):
        x[row, : len(one.hidden)] = torch.from_numpy(one.hidden).float()
        first[row, : len(one.first)] = torch.from_numpy(one.first)
        bias[row, :, :, : len(one.hidden)] = 0
        for name in GROUPS:
            gold[name][row, : len(one.labels[name])] = torch.from_numpy(one.labels[name])
    return x, first, bias, gold


def _role_loss(scores: Tensor, batch: Sequence[Item]) -> Tensor:
    """scores: (B, roles, W, W); return the mean binary cross entropy over (role, word) of every carrier."""
    picked, target = [torch.zeros(0)], [torch.zeros(0)]
    for row, one in enumerate(batch):
        n = len(one.first) - 1
        gold = torch.zeros(len(ROLES), n, n)
        for role, i, j in one.roles:
            gold[role, i, j] = 1
        for i in one.triggers:
            picked.append(scores[row, :, i, :n].flatten())
            target.append(gold[:, i].flatten())
    found = torch.cat(picked)
    return F.binary_cross_entropy_with_logits(found, torch.cat(target)) if len(found) else torch.zeros(())


@torch.no_grad()
def measure(branch: Branch, items: Iterable[Item]) -> dict[str, float]:
    """Return F1 of words with their label by group, and of parts by role at the words that carry a frame."""
    branch.eval()
    counts = {name: [0, 0, 0] for name in (*GROUPS, *ROLES)}

    def count(name: str, right: int, given: int, wanted: int) -> None:
        counts[name] = [a + b for a, b in zip(counts[name], (right, given, wanted), strict=True)]

    for one in items:
        hidden, first = torch.from_numpy(one.hidden).float()[None], torch.from_numpy(one.first)[None]
        labels, vectors, _ = branch(hidden, None, first)
        at = 0
        if not any((gold >= 0).all() for gold in one.labels.values()):
            continue
        for name, names in GROUPS.items():
            guess = labels[0, :, at : at + len(names)].argmax(-1).numpy()
            at += len(names)
            gold = one.labels[name]
            count(name, int(((guess == gold) & (gold > 0)).sum()), int((guess > 0).sum()), int((gold > 0).sum()))
        roles = branch.roles(vectors)[0]
        found = {(r, i, j) for i in one.triggers for r, j in (roles[:, i] > 0).nonzero().tolist()}
        for r, role in enumerate(ROLES):
            mine, theirs = {x for x in found if x[0] == r}, {x for x in one.roles if x[0] == r}
            count(role, len(mine & theirs), len(mine), len(theirs))
    branch.train()
    return {name: round(2 * a / max(1, b + c), 3) for name, (a, b, c) in counts.items()}


@torch.no_grad()
def measure_kin(branch: Branch, items: Sequence[Item]) -> dict[str, float]:
    """Return the shares of words whose right fellow, or party, is picked first: by whether there is one."""
    branch.eval()
    counts: dict[str, tuple[int, int]] = {}
    for windows in kin.texts(items):
        x, first, bias, _ = _padded(windows)
        vectors = branch(x, bias, first)[2].unflatten(-1, (len(kin.KIN), 2, KIN_VECTOR))
        for name, (right, asked) in kin.hits(branch, vectors, windows).items():
            a, b = counts.get(name, (0, 0))
            counts[name] = (a + right, b + asked)
    branch.train()
    return {name: round(right / asked, 3) for name, (right, asked) in counts.items()}


def batches(todo: Sequence[Sequence[Item]], size: int) -> Iterable[list[Item]]:
    """Yield the windows of whole texts together, at least `size` at a time."""
    batch: list[Item] = []
    for windows in todo:
        batch += windows
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def learn(
    branch: Branch, variants: Sequence[Sequence[Item]], epochs: int, rate: float, size: int, rng: random.Random
) -> Iterable[dict[str, float]]:
    """Train in batches of `size` windows, the variants in turn; yield each epoch's loss and seconds.

    The rate is the layers' own, five times that for the heads; it rises over fifty steps and falls to nothing. At each
    yield, and in the end, the branch has the running mean of its weights, which generalizes better than the last ones.
    """
    own = [weights for name, weights in branch.named_parameters() if not name.startswith("layers")]
    groups = [{"params": branch.layers.parameters(), "base": rate}, {"params": own, "base": 5 * rate}]
    opt = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    mean = AveragedModel(branch, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))
    step, steps = 0, epochs * len(list(batches(kin.texts(variants[0]), size)))
    for epoch in range(epochs):
        todo = kin.texts(variants[epoch % len(variants)])
        rng.shuffle(todo)
        began, total, done = time.time(), 0.0, 0
        for batch in batches(todo, size):
            factor = min(1.0, (step + 1) / 50) * max(0.01, 1 - step / steps)
            for group in opt.param_groups:
                group["lr"] = group["base"] * factor
            loss = losses(branch, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            mean.update_parameters(branch)
            total, step, done = total + loss.item(), step + 1, done + 1
            if step % 100 == 0:
                print(f"step {step} of {steps}, loss {total / done:.3f}", file=sys.stderr, flush=True)
        own_weights = copy.deepcopy(branch.state_dict())
        branch.load_state_dict(mean.module.state_dict())
        yield {"epoch": epoch, "loss": round(total / max(1, done), 4), "s": round(time.time() - began)}
        if epoch + 1 < epochs:
            branch.load_state_dict(own_weights)


def _options() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--encoder", type=Path, default=Path("src/memcon/encoder/encoder.onnx"))
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, default=Path.home() / ".cache/memcon/train", help="folder for checkpoints")
    ap.add_argument("--passages", type=Path, nargs="*", default=sorted(Path("training/frames").glob("*.txt")))
    ap.add_argument("--silver", type=int, default=1, help="epochs on what the rules find in real reports")
    ap.add_argument("--gum", type=int, default=4, help="epochs on GUM's coreference")
    ap.add_argument("--epochs", type=int, default=6, help="epochs on all that is marked by hand")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--dropout", type=float, default=0.2)
    ap.add_argument("--to", type=Path, help="write the encoder with its branch here (default: over itself)")
    return ap.parse_args()


def main() -> None:
    """Train, print each epoch's figures on what was kept back, graft; go on from what `--out` holds."""
    args = _options()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    rng = random.Random(1)
    if not has_branch(args.encoder):
        graft(
            args.encoder, begun(args.encoder, args.dropout), args.encoder
        )  # untrained: so that the rules can be asked
    run, pieces = session(args.encoder), Pieces(args.encoder.with_name("tokenizer.json").read_text("utf-8"))
    files = [read(path)[0] for path in args.passages]
    train = [one for found in files for one in found[: len(found) - len(found) // KEPT_BACK]]
    kept = [one for found in files for one in found[len(found) - len(found) // KEPT_BACK :]]
    items, dev = [of_passages(train, pieces, run, rng) for _ in range(3)], of_passages(kept, pieces, run)
    reports, held = marked(args.data)
    print(f"{len(train)} passages, {len(kept)} kept back; {len(reports)} reports, {len(held)}", file=sys.stderr)
    documents = labels.of_gum(args.data, "train", pieces, run)
    more = labels.of_reports(reports, pieces, run) + documents
    items, real = [[*one, *more] for one in items], labels.of_reports(held, pieces, run)
    gum = labels.of_gum(args.data, "dev", pieces, run)
    branch = begun(args.encoder, args.dropout)
    if args.silver:
        _learn_silver(branch, args, pieces, run, rng)
    if args.gum:
        _learn_gum(branch, args, documents, rng)
    for row in learn(branch, items, args.epochs, args.rate, 4, rng):
        print(json.dumps(row | measure(branch, dev)), flush=True)
        print(
            json.dumps(measure(branch, real) | measure_kin(branch, real)),
            json.dumps(measure_kin(branch, gum)),
            flush=True,
        )
    torch.save(branch.state_dict(), args.out / "branch.pt")
    graft(args.encoder, branch, args.to or args.encoder)


def _learn_gum(branch: Branch, args: argparse.Namespace, documents: Sequence[Item], rng: random.Random) -> None:
    """Train who is who on GUM alone, before all is trained together; the weights are kept in `--out`."""
    weights = args.out / "branch-gum.pt"
    if weights.exists():
        branch.load_state_dict(torch.load(weights))
        return
    for row in learn(branch, [documents], args.gum, args.rate, 4, rng):
        print(json.dumps(row), flush=True)
    torch.save(branch.state_dict(), weights)


def _learn_silver(branch: Branch, args: argparse.Namespace, pieces: Pieces, run: object, rng: random.Random) -> None:
    """Train on what the rules find; the windows and the weights are kept in `--out` for the next time."""
    weights, windows = args.out / "branch-silver.pt", args.out / "silver.pkl"
    if weights.exists():
        branch.load_state_dict(torch.load(weights), strict=False)
        return
    if not windows.exists():
        windows.write_bytes(pickle.dumps(silver.items(args.data, pieces, run)))  # type: ignore[arg-type]
    noisy: list[Item] = pickle.loads(windows.read_bytes())  # noqa: S301 - our own file
    for row in learn(branch, [noisy], args.silver, args.rate, 8, rng):
        print(json.dumps(row), flush=True)
    torch.save(branch.state_dict(), weights)


if __name__ == "__main__":
    main()
