"""Muon for the matrices, AdamW for the rest (embeddings, positions, biases, norms).

Muon steps along the nearest orthogonal matrix to the momentum (five Newton-Schulz rounds). On small
transformers it needs markedly fewer steps than AdamW alone, and steps are what a CPU is short of.
"""
import torch
from precision import FAST


def orthogonal(g):
    x = g.to(FAST)
    x = x / (x.norm() + 1e-7)
    turned = x.shape[0] > x.shape[1]
    if turned:
        x = x.T.contiguous()
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return (x.T if turned else x).float()


class Muon(torch.optim.Optimizer):
    def __init__(self, entries, weight_decay=0.01):
        """entries: (matrix, number of matrices stacked in it, e.g. 3 for qkv, scale of its rate)"""
        groups = [{"params": [p], "parts": parts, "scale": scale} for p, parts, scale in entries]
        super().__init__(groups, {"lr": 0.0, "decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            p = group["params"][0]
            if p.grad is None:
                continue
            state = self.state[p]
            if not state:
                state["momentum"] = torch.zeros_like(p)
            m = state["momentum"].lerp_(p.grad, 0.05)
            direction = p.grad.lerp(m, 0.95)
            parts = [orthogonal(g) * max(1, g.shape[0] / g.shape[1]) ** 0.5 for g in direction.chunk(group["parts"])]
            p.mul_(1 - group["lr"] * group["decay"]).add_(torch.cat(parts), alpha=-group["lr"])


def optimisers(modules):
    """modules: (module, scale of its learning rate). Returns (muon, adamw): set `lr` = rate * group["scale"]."""
    matrices, others = [], []
    for module, scale in modules:
        for name, p in module.named_parameters():
            hidden = p.ndim == 2 and not any(w in name for w in ("embedding", "position", "patch", "head"))
            if hidden:
                matrices.append((p, 3 if "qkv" in name else 2 if "gate_up" in name else 1, scale))
            else:
                others.append({"params": [p], "scale": scale})
    return Muon(matrices), torch.optim.AdamW(others, lr=0.0, betas=(0.9, 0.98), weight_decay=0.0)


def set_rates(pair, muon_rate, adam_rate):
    for optimiser, rate in zip(pair, (muon_rate, adam_rate)):
        for group in optimiser.param_groups:
            group["lr"] = rate * group["scale"]
