"""Train the `frames` branch above the shipped encoder and graft it on: `python -m training.framing`.

The encoder stays as it is, to the bit. The branch takes what its fourth layer makes of the pieces and has two layers of
its own, begun from the encoder's fifth and sixth; it says of every word whether it carries a stance, an act, a standing
or a plan, and which words have a part in it. It learns from what the rules find in real reports (`training.silver`),
then who is who from GUM, then all of it from the passages of ours in `training/frames`, of which the last twentieth of
each file is kept back, from the marked reports (`training.marked`) and GUM together. The reports are sparser in frames
than the passages, and learning from both costs some of what the passages taught alone: what ships is the mean of the
weights of two branches, one that learned from passages alone. A run that is broken off goes on.
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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
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

    from onnxruntime import InferenceSession

POSITIVE = {"states": 3.0}  # weight of a word that carries a frame against one that carries none, where it is not 1.5
AVERAGE = 0.995  # of the weights that are kept, what stays at each step
ROLES_WEIGHT = 8.0  # of the roles' loss, a mean over many pairs that are mostly none
SHARE = 0.8  # of the branch that learned from all in the mean with the one that learned from passages alone
KIN_WEIGHT = 1.0  # of who is who
KEPT_BACK = 20  # one passage in so many of each file


class Plan(NamedTuple):
    """How one training goes: epochs, rate, windows in a batch, and the file that it is kept in after each epoch."""

    epochs: int
    rate: float
    size: int
    kept: Path


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


class Course:
    """One training: the branch, its optimizer and the running mean of its weights, kept in a file after each epoch.

    The rate is the layers' own, five times that for the heads; it rises over fifty steps and falls to nothing.
    """

    def __init__(self, branch: Branch, rate: float, steps: int) -> None:
        own = [weights for name, weights in branch.named_parameters() if not name.startswith("layers")]
        groups = [{"params": branch.layers.parameters(), "base": rate}, {"params": own, "base": 5 * rate}]
        self.branch, self.step, self.steps = branch, 0, steps
        self.opt = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
        self.mean = AveragedModel(branch, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))

    def take(self, batch: Sequence[Item]) -> float:
        """Take one step; return the loss before it."""
        factor = min(1.0, (self.step + 1) / 50) * max(0.01, 1 - self.step / self.steps)
        for group in self.opt.param_groups:
            group["lr"] = group["base"] * factor
        loss = losses(self.branch, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.branch.parameters(), 1.0)
        self.opt.step()
        self.opt.zero_grad()
        self.mean.update_parameters(self.branch)
        self.step += 1
        return loss.item()

    def save(self, path: Path, epoch: int, rng: random.Random) -> None:
        """Write all that is needed to go on after an epoch; the file is whole or not there."""
        parts = {name: getattr(self, name).state_dict() for name in ("branch", "opt", "mean")}
        torch.save(parts | {"step": self.step, "epoch": epoch, "rng": rng.getstate()}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path, rng: random.Random) -> int:
        """Take up what was saved, if anything was; return the first epoch still to do."""
        if not path.exists():
            return 0
        saved = torch.load(path, weights_only=False)
        for name in ("branch", "opt", "mean"):
            getattr(self, name).load_state_dict(saved[name])
        rng.setstate(saved["rng"])
        self.step = saved["step"]
        return int(saved["epoch"]) + 1


def learn(
    branch: Branch, variants: Sequence[Sequence[Item]], plan: Plan, rng: random.Random
) -> Iterable[dict[str, float]]:
    """Train in batches of `plan.size` windows, the variants in turn; yield each epoch's loss and seconds.

    At each yield, and in the end, the branch has the running mean of its weights, which generalizes better than the
    last ones.
    """
    course = Course(branch, plan.rate, plan.epochs * len(list(batches(kin.texts(variants[0]), plan.size))))
    for epoch in range(course.resume(plan.kept, rng), plan.epochs):
        todo = kin.texts(variants[epoch % len(variants)])
        rng.shuffle(todo)
        began, costs = time.time(), list[float]()
        for batch in batches(todo, plan.size):
            costs.append(course.take(batch))
            if course.step % 100 == 0:
                print(f"step {course.step} of {course.steps}, loss {np.mean(costs):.3f}", file=sys.stderr, flush=True)
        course.save(plan.kept, epoch, rng)
        own = copy.deepcopy(branch.state_dict())
        branch.load_state_dict(course.mean.module.state_dict())
        yield {"epoch": epoch, "loss": round(float(np.mean(costs)), 4), "s": round(time.time() - began)}
        if epoch + 1 < plan.epochs:
            branch.load_state_dict(own)
    branch.load_state_dict(course.mean.module.state_dict())


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


class Data(NamedTuple):
    """All that is learned from, and what is kept back of it to measure on."""

    passages: list[list[Item]]
    reports: list[Item]
    gum: list[Item]
    kept_passages: list[Item]
    kept_reports: list[Item]
    kept_gum: list[Item]


def _data(args: argparse.Namespace, pieces: Pieces, run: InferenceSession, rng: random.Random) -> Data:
    """Read all that is marked; the passages thrice, each time in other company."""
    files = [read(path)[0] for path in args.passages]
    train = [one for found in files for one in found[: len(found) - len(found) // KEPT_BACK]]
    kept = [one for found in files for one in found[len(found) - len(found) // KEPT_BACK :]]
    marks = marked(args.data)
    held = [*marks.kept, *marks.kept_own]
    print(f"{len(train)} passages, {len(kept)} kept back; {len(marks.train)} reports, {len(held)}", file=sys.stderr)
    return Data(
        [of_passages(train, pieces, run, rng) for _ in range(3)],
        labels.of_reports(marks.train, pieces, run),
        labels.of_gum(args.data, "train", pieces, run),
        of_passages(kept, pieces, run),
        labels.of_reports(held, pieces, run),
        labels.of_gum(args.data, "dev", pieces, run),
    )


def main() -> None:
    """Train, print each epoch's figures on what was kept back, graft; go on from what `--out` holds."""
    args = _options()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    rng = random.Random(1)
    if not has_branch(args.encoder):  # an untrained one, so that the rules can be asked
        graft(args.encoder, begun(args.encoder, args.dropout), args.encoder)
    run, pieces = session(args.encoder), Pieces(args.encoder.with_name("tokenizer.json").read_text("utf-8"))
    data, branch = _data(args, pieces, run, rng), begun(args.encoder, args.dropout)
    _learn_silver(branch, args, pieces, run, rng)
    alone = copy.deepcopy(branch)
    _learn_all(alone, data, data.passages, Plan(args.epochs, args.rate, 4, args.out / "passages-epoch.pt"), rng)
    _learn_gum(branch, args, data.gum, rng)
    every = [[*one, *data.reports, *data.gum] for one in data.passages]
    _learn_all(branch, data, every, Plan(args.epochs, args.rate, 4, args.out / "all-epoch.pt"), rng)
    branch.load_state_dict(mixed(branch.state_dict(), alone.state_dict()))
    print("together", *_measured(branch, data), sep="\n", flush=True)
    torch.save(branch.state_dict(), args.out / "branch.pt")
    graft(args.encoder, branch, args.to or args.encoder)


def mixed(every: dict[str, Tensor], alone: dict[str, Tensor]) -> dict[str, Tensor]:
    """Mean of two branches that began as one, better than either; who is who is known to the first alone."""
    own = ("kin", "near")
    return {
        name: one if name.startswith(own) else SHARE * one + (1 - SHARE) * alone[name] for name, one in every.items()
    }


def _learn_all(branch: Branch, data: Data, items: Sequence[Sequence[Item]], plan: Plan, rng: random.Random) -> None:
    for row in learn(branch, items, plan, rng):
        print(json.dumps(row), *_measured(branch, data), sep="\n", flush=True)


def _measured(branch: Branch, data: Data) -> Iterable[str]:
    """Yield the figures on passages, reports and GUM that were kept back."""
    yield json.dumps(measure(branch, data.kept_passages))
    yield json.dumps(measure(branch, data.kept_reports) | measure_kin(branch, data.kept_reports))
    yield json.dumps(measure_kin(branch, data.kept_gum))


def _learn_gum(branch: Branch, args: argparse.Namespace, documents: Sequence[Item], rng: random.Random) -> None:
    """Train who is who on GUM alone, before all is trained together; the weights are kept in `--out`."""
    weights = args.out / "branch-gum.pt"
    if weights.exists():
        branch.load_state_dict(torch.load(weights))
        return
    for row in learn(branch, [documents], Plan(args.gum, args.rate, 4, args.out / "gum-epoch.pt"), rng):
        print(json.dumps(row), flush=True)
    torch.save(branch.state_dict(), weights)


def _learn_silver(
    branch: Branch, args: argparse.Namespace, pieces: Pieces, run: InferenceSession, rng: random.Random
) -> None:
    """Train on what the rules find; the windows and the weights are kept in `--out` for the next time."""
    weights, windows = args.out / "branch-silver.pt", args.out / "silver.pkl"
    if weights.exists():
        branch.load_state_dict(torch.load(weights), strict=False)
        return
    if not windows.exists():
        windows.write_bytes(pickle.dumps(silver.items(args.data, pieces, run)))
    noisy: list[Item] = pickle.loads(windows.read_bytes())  # noqa: S301 - our own file
    for row in learn(branch, [noisy], Plan(args.silver, args.rate, 8, args.out / "silver-epoch.pt"), rng):
        print(json.dumps(row), flush=True)
    torch.save(branch.state_dict(), weights)


if __name__ == "__main__":
    main()
