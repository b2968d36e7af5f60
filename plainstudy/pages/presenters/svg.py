"""What the pictures share: text in lines that fit, without a browser to measure them."""

_NARROW = frozenset("iljtfrI.,;:'!|()[] ")
_WIDE = frozenset("mwMW@%")


def text_width(text: str, *, size: float) -> float:
    """Estimate the width of a text in a plain sans serif, in units of ``size``; rather too wide."""
    return sum(_sign_width(sign) for sign in text) * size


def _sign_width(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.92
    if ord(sign) > 0x2E80:  # ideographs and the like fill a square
        return 1.02
    return 0.68 if sign.isupper() else 0.57


def lines_of(text: str, *, width: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines; what does not fit ends in "…"."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        trial = f"{line} {word}".strip()
        if text_width(trial, size=size) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        line = _cut(word, width=width, size=size)
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(f"{lines[most - 1]} …", width=width, size=size, always=True))


def _cut(word: str, *, width: float, size: float, always: bool = False) -> str:
    if text_width(word, size=size) <= width:
        return word
    room = width - text_width("…", size=size)
    kept = word.rstrip(" …") if always else word
    while kept and text_width(kept, size=size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
