#!/usr/bin/env python3
"""Turns `tmux capture-pane -peN` (stdin) into an SVG picture (stdout)."""
import re
import sys
from html import escape

WIDTH, HEIGHT, FONT = 8.4, 18, 14
INK, PAPER = "#c8ccd4", "#1b1f27"
SIXTEEN = ["#1b1f27", "#e06c75", "#98c379", "#d19a66", "#61afef", "#c678dd", "#56b6c2", "#abb2bf",
           "#5c6370", "#ff7a85", "#b5e890", "#e5c07b", "#7fc4ff", "#dd9bee", "#7fd6e0", "#ffffff"]


def indexed(n):
    if n < 16:
        return SIXTEEN[n]
    if n >= 232:
        return "#" + f"{8 + 10 * (n - 232):02x}" * 3
    steps = [0, 95, 135, 175, 215, 255]
    n -= 16
    return "#%02x%02x%02x" % (steps[n // 36], steps[n // 6 % 6], steps[n % 6])


def apply(style, codes):
    """SGR codes to (foreground, background, bold, reverse, faint)."""
    fg, bg, bold, reverse, faint = style
    codes = [int(c or 0) for c in codes.split(";")]
    while codes:
        c = codes.pop(0)
        if c == 0:
            fg, bg, bold, reverse, faint = None, None, False, False, False
        elif c == 1:
            bold = True
        elif c == 2:
            faint = True
        elif c == 22:
            bold = faint = False
        elif c == 7:
            reverse = True
        elif c == 27:
            reverse = False
        elif c in (38, 48):
            if codes.pop(0) == 2:
                colour = "#%02x%02x%02x" % tuple(codes[:3])
                codes = codes[3:]
            else:
                colour = indexed(codes.pop(0))
            fg, bg = (colour, bg) if c == 38 else (fg, colour)
        elif c == 39:
            fg = None
        elif c == 49:
            bg = None
        elif 30 <= c <= 37 or 90 <= c <= 97:
            fg = SIXTEEN[c - 30 if c < 90 else c - 82]
        elif 40 <= c <= 47 or 100 <= c <= 107:
            bg = SIXTEEN[c - 40 if c < 100 else c - 92]
    return fg, bg, bold, reverse, faint


def runs(line, style):
    """A line as (text, style) runs, and the style that it ends with."""
    out = []
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            style = apply(style, piece[2:-1])
        elif piece:
            out.append((re.sub(r"\x1b[()][A-Z0-9]|[\x0e\x0f]", "", piece), style))
    return out, style


def main():
    lines = sys.stdin.read().rstrip("\n").split("\n")
    style, boxes, texts, columns = (None, None, False, False, False), [], [], 80
    for y, line in enumerate(lines):
        x = 0
        found, style = runs(line, style)
        for text, (fg, bg, bold, reverse, faint) in found:
            ink, paper = fg or INK, bg
            if reverse:
                ink, paper = bg or PAPER, fg or INK
            if paper:
                boxes.append(f'<rect x="{x * WIDTH:.1f}" y="{y * HEIGHT}" width="{len(text) * WIDTH + .3:.1f}" height="{HEIGHT + .3}" fill="{paper}"/>')
            if text.strip("▀") == "" and text:
                boxes.append(f'<rect x="{x * WIDTH:.1f}" y="{y * HEIGHT}" width="{len(text) * WIDTH + .3:.1f}" height="{HEIGHT / 2}" fill="{ink}"/>')
            elif text.strip():
                extra = (' font-weight="bold"' if bold else "") + (' opacity="0.6"' if faint else "")
                lead = len(text) - len(text.lstrip())
                texts.append(f'<text x="{(x + lead) * WIDTH:.1f}" y="{y * HEIGHT + 13.5}" fill="{ink}"{extra} textLength="{len(text.strip()) * WIDTH:.1f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(text.strip())}</text>')
            x += len(text)
        columns = max(columns, x)
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 {columns * WIDTH + 16:.0f} {len(lines) * HEIGHT + 16}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}">')
    print(f'<rect x="-8" y="-8" width="100%" height="100%" rx="8" fill="{PAPER}"/>')
    print("\n".join(boxes + texts))
    print("</svg>")


main()
