"""The eye: a small ViT and a two-layer projector, as llama.cpp's `clip` (projector "mlp") computes them.

96x96 pixels in patches of 16: 36 tokens, the 36 slots of the caption (caption.py). A slot is not tied to the patch at
its place: after the ViT's last layers any slot can say what is anywhere.
"""
import pathlib
import beside
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from model import Config, Vision, VisionBlock, normalise
from pictures import SIZE

CONFIG = Config(image=SIZE, patch=16, vision_width=256, vision_layers=7, vision_heads=8, vision_ffn=1024, width=576)
LOOKED_AT = 5                                                            # the block whose output names what each patch sees


class Gelu(nn.Module):
    """llama.cpp's GELU (tanh); in training the exact one, which differs by less than 0.0005 and takes a seventh of the
    time in bfloat16."""
    def forward(self, x):
        return F.gelu(x, approximate="none" if torch.is_autocast_cpu_enabled() else "tanh")


class Block(VisionBlock):
    def __init__(self, c):
        super().__init__(c)
        self.act = Gelu()

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(self.ln1(x)).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = ((q * (q.shape[-1] ** -0.5)) @ k.transpose(-1, -2)).softmax(-1)
        x = x + self.out((weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, n, d))
        return x + self.down(self.act(self.up(self.ln2(x))))


class Sight(Vision):
    """The ViT, which also gives its patches as they are after LOOKED_AT blocks."""
    def __init__(self, c):
        super().__init__(c)
        self.blocks = nn.ModuleList([Block(c) for _ in range(c.vision_layers)])

    def forward(self, pixels):
        patches = F.unfold(pixels, self.patch_size, stride=self.patch_size).transpose(1, 2)
        x = self.pre(self.patch(patches) + self.position)
        for i, block in enumerate(self.blocks):
            x = block(x)
            if i + 1 == LOOKED_AT:
                middle = x
        return middle, self.post(x)


class Eye(nn.Module):
    def __init__(self, config=CONFIG):
        super().__init__()
        c = self.config = config
        self.vision = Sight(c)
        self.projector = nn.Sequential(nn.Linear(c.vision_width, 3 * c.vision_width), Gelu(),
                                       nn.Linear(3 * c.vision_width, c.width))

    def both(self, pixels):
        """pixels uint8 (b, 96, 96, 3) -> the patches half-way (b, 36, vision width), the slots (b, 36, width)."""
        middle, last = self.vision(normalise(pixels))
        return middle, self.projector(last)

    def forward(self, pixels):
        return self.both(pixels)[1]


def load_eye(path):
    """The eye in a checkpoint of either stage, or in an mmproj file of this form."""
    path = pathlib.Path(path)
    if path.suffix == ".gguf":
        return read_mmproj(path)
    state = torch.load(path, map_location="cpu")["model"]
    eye = Eye()
    eye.load_state_dict({k[4:]: v for k, v in state.items() if k.startswith("eye.")})
    return eye.eval()


def read_mmproj(path):
    import gguf
    reader = gguf.GGUFReader(str(path))
    value = lambda key: reader.fields["clip.vision." + key].contents()
    t = {x.name: torch.from_numpy(np.array(x.data, np.float32)) for x in reader.tensors}
    config = Config(image=value("image_size"), patch=value("patch_size"), vision_width=value("embedding_length"),
                    vision_layers=value("block_count"), vision_heads=value("attention.head_count"),
                    vision_ffn=value("feed_forward_length"), width=value("projection_dim"))
    state = {"vision.patch.weight": t["v.patch_embd.weight"].flatten(1), "vision.patch.bias": t["v.patch_embd.bias"],
             "vision.position": t["v.position_embd.weight"]}
    for part in ("weight", "bias"):
        state.update({f"vision.{ours}.{part}": t[f"v.{theirs}.{part}"] for ours, theirs in (("pre", "pre_ln"), ("post", "post_ln"))})
        state.update({f"projector.{i}.{part}": t[f"mm.{i}.{part}"] for i in (0, 2)})
        for i in range(config.vision_layers):
            get = lambda name: t[f"v.blk.{i}.{name}.{part}"]
            state[f"vision.blocks.{i}.qkv.{part}"] = torch.cat([get("attn_q"), get("attn_k"), get("attn_v")])
            for ours, theirs in (("out", "attn_out"), ("ln1", "ln1"), ("ln2", "ln2"), ("up", "ffn_up"), ("down", "ffn_down")):
                state[f"vision.blocks.{i}.{ours}.{part}"] = get(theirs)
    eye = Eye(config)
    eye.load_state_dict(state)
    return eye.eval()
