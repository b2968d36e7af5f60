"""Colours: every pair of text and ground that the style sheet uses can be read by tired eyes."""

import re
from pathlib import Path

import pytest

from plainstudy.pages.assets import FOLDER, assets

CSS: Path = FOLDER / "static" / "pages" / "css"
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "accent-wash"), ("ink", "care-wash"),
    ("soft", "paper"), ("soft", "card"), ("soft", "accent-wash"),
    ("accent", "paper"), ("accent", "card"), ("accent", "accent-wash"),
    ("accent-ink", "accent"),
    ("care", "paper"), ("care", "care-wash"), ("care-wash", "care"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of both themes by name."""
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media", maxsplit=1)
    colours = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
    return {"light": dict(colours.findall(light)), "dark": dict(colours.findall(dark))}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2 between two colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_on_its_ground_has_contrast_of_seven(theme: str, text: str, ground: str) -> None:
    """Both themes keep 7:1 for every pair in use."""
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 7


def test_black_on_white_is_twenty_one() -> None:
    """The measure itself is right at its end."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_themes_name_the_same_colours() -> None:
    """A colour without its dark counterpart would leak through."""
    assert themes()["light"].keys() == themes()["dark"].keys()


def test_colours_stand_in_the_tokens_alone() -> None:
    """No other style sheet names a colour, but the one for paper."""
    others = [path for path in CSS.rglob("*.css") if path.name not in {"tokens.css", "print.css"}]
    assert others
    assert [
        path.name for path in others if re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", path.read_text("utf-8"))
    ] == []


def test_style_sheet_reaches_nowhere_else() -> None:
    """No import, no font and no picture comes from another host."""
    assert not re.search(rb"@import|url\(", assets()["site.css"].body)
