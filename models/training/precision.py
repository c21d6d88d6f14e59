"""The number format to train in: bfloat16 where the processor multiplies it fast, else float32.

torch 1.13 multiplies bfloat16 by oneDNN only with AVX-512; without, one number at a time (measured: 50 times slower than float32).
"""
import pathlib
import torch

CPU = pathlib.Path("/proc/cpuinfo")
FAST = torch.bfloat16 if CPU.exists() and "avx512bw" in CPU.read_text() else torch.float32


def autocast():
    """Autocast to that format."""
    return torch.autocast("cpu", torch.bfloat16, enabled=FAST is torch.bfloat16)
