"""The model: a small ViT, a two-layer projector and a Llama decoder, as llama.cpp computes them.

Kept to what llama.cpp's `clip` (projector "mlp") and `llama` graphs do, so that the exported file
gives the same answers. Two liberties: the decoder's inner RMS norms have no learned scale (the next
matrix can absorb it; the export writes ones), and rotary pairs are (i, i + half), which the export
turns into llama.cpp's (2i, 2i + 1) by reordering the rows of the query and key matrices.

`Nano.answer_states` takes a picture and several questions about it at once: the picture's part is
computed once, each question sees it and itself, never another question.
"""
import math
from dataclasses import dataclass
import torch
from torch import nn
import torch.nn.functional as F


@dataclass
class Config:
    vocab: int = 1327
    image: int = 64
    patch: int = 8
    vision_width: int = 192
    vision_layers: int = 4
    vision_heads: int = 6
    vision_ffn: int = 512
    width: int = 128
    layers: int = 12
    heads: int = 4
    ffn: int = 256
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def image_tokens(self):
        return (self.image // self.patch) ** 2


class VisionBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = c.vision_heads
        self.ln1, self.ln2 = nn.LayerNorm(c.vision_width, c.epsilon), nn.LayerNorm(c.vision_width, c.epsilon)
        self.qkv = nn.Linear(c.vision_width, 3 * c.vision_width)
        self.out = nn.Linear(c.vision_width, c.vision_width)
        self.up, self.down = nn.Linear(c.vision_width, c.vision_ffn), nn.Linear(c.vision_ffn, c.vision_width)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(self.ln1(x)).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = ((q * (q.shape[-1] ** -0.5)) @ k.transpose(-1, -2)).softmax(-1)
        x = x + self.out((weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, n, d))
        return x + self.down(F.gelu(self.up(self.ln2(x)), approximate="tanh"))


def waves(side, width):
    """Sines and cosines of the row and the column: a start for the learned positions."""
    at = torch.arange(side).float()[:, None] * (math.pi / side) * 2 ** torch.linspace(-1, 2.5, width // 4)
    line = torch.cat((at.sin(), at.cos()), -1)
    return torch.cat((line[:, None].expand(-1, side, -1), line[None].expand(side, -1, -1)), -1).reshape(side * side, width)


class Vision(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.patch_size = c.patch
        self.patch = nn.Linear(3 * c.patch ** 2, c.vision_width)
        nn.init.normal_(self.patch.weight, std=self.patch.in_features ** -0.5)
        self.position = nn.Parameter(0.3 * waves(c.image // c.patch, c.vision_width))
        self.pre, self.post = nn.LayerNorm(c.vision_width, c.epsilon), nn.LayerNorm(c.vision_width, c.epsilon)
        self.blocks = nn.ModuleList([VisionBlock(c) for _ in range(c.vision_layers)])

    def forward(self, pixels):
        """pixels: (b, 3, image, image), from -1 to 1."""
        patches = F.unfold(pixels, self.patch_size, stride=self.patch_size).transpose(1, 2)
        x = self.pre(self.patch(patches) + self.position)
        for block in self.blocks:
            x = block(x)
        return self.post(x)


class RmsNorm(torch.autograd.Function):
    """x / sqrt(mean(x^2) + epsilon), written out because autograd's version walks memory twice as often."""
    @staticmethod
    def forward(ctx, x, epsilon):
        r = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=torch.float32).square_()
        r = r.mul_(1 / x.shape[-1]).add_(epsilon).rsqrt_().to(x.dtype)
        y = x * r
        ctx.save_for_backward(y, r)
        return y

    @staticmethod
    def backward(ctx, g):
        y, r = ctx.saved_tensors
        return torch.addcmul(g, y, (g * y).mean(-1, keepdim=True), value=-1).mul_(r), None


class SwiGlu(torch.autograd.Function):
    """silu(gate) * up with the sigmoid kept, for the same reason."""
    @staticmethod
    def forward(ctx, gate, up):
        s = gate.sigmoid()
        a = gate * s
        ctx.save_for_backward(gate, up, s, a)
        return a * up

    @staticmethod
    def backward(ctx, g):
        gate, up, s, a = ctx.saved_tensors
        slope = torch.addcmul(s, a, 1 - s)                               # d silu(z) / dz = s + z s (1 - s)
        return slope.mul_(up).mul_(g), g * a


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.epsilon = c.heads, c.epsilon
        self.qkv = nn.Linear(c.width, 3 * c.width, bias=False)
        self.out = nn.Linear(c.width, c.width, bias=False)
        self.gate_up = nn.Linear(c.width, 2 * c.ffn, bias=False)
        self.down = nn.Linear(c.ffn, c.width, bias=False)

    def attend(self, x, p, questions, cos, sin, early, late):
        """x: (b, p + questions * t, width): the first p rows are the picture's, then each question's t rows."""
        b, n, d = x.shape
        qkv = self.qkv(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k, v = rotate(qkv[0], cos, sin) * (d // self.heads) ** -0.5, rotate(qkv[1], cos, sin), qkv[2]
        first = (q[:, :, :p] @ k[:, :, :p].transpose(-1, -2) + early).softmax(-1) @ v[:, :, :p]
        if questions == 0:
            return self.out(first.transpose(1, 2).reshape(b, n, d))
        t = (n - p) // questions
        own_q, own_k, own_v = (z[:, :, p:].reshape(b, self.heads, questions, t, -1) for z in (q, k, v))
        before = (q[:, :, p:] @ k[:, :, :p].transpose(-1, -2)).view(b, self.heads, questions, t, p)
        within = own_q @ own_k.transpose(-1, -2) + late
        weights = torch.cat((before, within), -1).softmax(-1)
        second = (weights[..., :p].reshape(b, self.heads, questions * t, p) @ v[:, :, :p]
                  + (weights[..., p:] @ own_v).view(b, self.heads, questions * t, -1))
        return self.out(torch.cat((first, second), 2).transpose(1, 2).reshape(b, n, d))

    def forward(self, x, *shape, skip=""):
        if skip not in ("attention", "layer"):
            x = x + self.attend(RmsNorm.apply(x, self.epsilon), *shape)
        if skip not in ("ffn", "layer"):
            gate, up = self.gate_up(RmsNorm.apply(x, self.epsilon)).chunk(2, -1)
            x = x + self.down(SwiGlu.apply(gate, up))
        return x


class Nano(nn.Module):
    def __init__(self, config):
        super().__init__()
        c = self.config = config
        self.vision = Vision(c)
        self.projector = nn.Sequential(nn.Linear(c.vision_width, c.vision_width), nn.GELU(approximate="tanh"),
                                       nn.Linear(c.vision_width, c.width))
        self.embedding = nn.Embedding(c.vocab, c.width)                  # also the output matrix
        self.blocks = nn.ModuleList([Block(c) for _ in range(c.layers)])
        self.norm = nn.Parameter(torch.full((c.width,), 0.3))              # keeps the first logits small
        half = c.width // c.heads // 2
        self.register_buffer("frequency", c.rope_base ** (-torch.arange(half) / half), persistent=False)
        nn.init.normal_(self.embedding.weight, std=0.5)                    # beside the layers' outputs, of size 1
        for block in self.blocks:
            for linear, gain in ((block.qkv, 1), (block.gate_up, 1), (block.out, (2 * c.layers) ** -0.5),
                                 (block.down, (2 * c.layers) ** -0.5)):
                nn.init.normal_(linear.weight, std=gain * linear.in_features ** -0.5)

    def see(self, pixels):
        return self.projector(self.vision(pixels))

    def states(self, seen, user, tokens, skip=None):
        """Last hidden states of the question rows.

        seen: (b, image tokens, width); user: id of the tag before the picture; tokens: (b, questions, t);
        skip: None or (layer, "attention" | "ffn" | "layer").
        """
        b, questions, t = tokens.shape
        tag = self.embedding(tokens.new_full((b, 1), user))
        text = self.embedding(tokens.view(b, -1))
        x = torch.cat((tag, seen.to(text.dtype), text), 1)
        dtype = torch.bfloat16 if torch.is_autocast_cpu_enabled() else torch.float32
        x = x.to(dtype)
        p = 1 + seen.shape[1]
        place = torch.cat((torch.arange(p), (p + torch.arange(t)).repeat(questions)))
        angle = place[:, None] * self.frequency
        cos, sin = angle.cos().to(dtype), angle.sin().to(dtype)
        early = torch.full((p, p), -1e4).triu(1).to(dtype)
        late = torch.full((t, t), -1e4).triu(1).to(dtype)
        for i, block in enumerate(self.blocks):
            x = block(x, p, questions, cos, sin, early, late, skip=skip[1] if skip and skip[0] == i else "")
        return x[:, p:].reshape(b, questions, t, -1)

    def logits(self, states):
        return F.linear(RmsNorm.apply(states.float(), self.config.epsilon) * self.norm, self.embedding.weight)


def normalise(images):
    """uint8 (b, h, w, 3) -> float (b, 3, h, w) from -1 to 1 (image_mean = image_std = 0.5 in the export)."""
    return images.permute(0, 3, 1, 2).float() / 127.5 - 1


def learning_rate(fraction, peak, warm=0.02):
    """Warm up, then fall as half a cosine to nothing; `fraction` of the time budget is spent."""
    return peak * min(1, fraction / warm) * 0.5 * (1 + math.cos(math.pi * min(1, fraction)))
