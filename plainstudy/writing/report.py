"""The evaluation as a page for reading: figures of the writers side by side, and the worst pages in full."""

from collections.abc import Mapping
from html import escape
from typing import Any

from .evaluate import Evaluation, Measured

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>How the pages read</title>
<style>
:root{{color-scheme:light dark}}
body{{font:1rem/1.5 system-ui;max-width:68ch;margin:2rem auto;padding:0 1rem}}
.wide{{overflow-x:auto}}
table{{border-collapse:collapse}}
th,td{{text-align:left;padding:.2rem .8rem;border-bottom:1px solid #8888;font-variant-numeric:tabular-nums}}
article{{border-top:2px solid #8888;margin-top:2rem}}
.found{{font-weight:600}}
</style>
<h1>How the pages read</h1>
<div class="wide" tabindex="0"><table><tr><th scope="col">Figure</th>{heads}</tr>{rows}</table></div>
<p>Grades are Flesch-Kincaid. “Textstat” counts syllables as that library does, which gives lower grades;
“without names” takes drugs and diseases as short words. The registry’s own short descriptions have a median
grade of {raw} (textstat {raw_textstat}).</p>
<h2>The {count} pages that need reading most</h2>{articles}</html>
"""


def columns(summary: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the figures to show side by side, by heading: of all, of each writer, of the rules beside it."""
    found: dict[str, Mapping[str, Any]] = {"all": summary, **summary["writers"]}
    for writer, pair in summary.get("side_by_side", {}).items():
        found[f"rules now, beside {writer}"] = pair["written_now"]
    return found


def rows(summary: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the figures by name, one for each column."""
    shown = columns(summary)
    names = [name for name, value in summary.items() if not isinstance(value, Mapping)]
    return {
        name.replace("_", " "): [str(column.get(name, "")) for column in shown.values()] for name in names
    }


def html_report(evaluation: Evaluation) -> str:
    """Return a page with the figures of each writer side by side, and the worst pages in full."""
    summary = evaluation.summary()
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns(summary))
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(value)}</td>" for value in values)
        + "</tr>"
        for name, values in rows(summary).items()
    )
    worst = evaluation.worst()
    raw = summary["registry_summaries"]
    return _PAGE.format(
        heads=heads,
        rows=lines,
        raw=raw["grade_median"],
        raw_textstat=raw["textstat_grade_median"],
        count=len(worst),
        articles="".join(map(_article, worst)),
    )


def _article(page: Measured) -> str:
    parts: dict[str, list[str]] = {}
    for part, sentence in page.sentences:
        parts.setdefault(part, []).append(sentence)
    body = "".join(
        f'<p dir="auto"><b>{escape(part.replace("_", " "))}</b> {escape(" ".join(told))}</p>'
        for part, told in parts.items()
    )
    missing = (f"missing section: {name.replace('_', ' ')}" for name in page.missing)
    found = "".join(f'<li class="found">{escape(text)}</li>' for text in (*page.findings, *missing))
    state = "" if page.published else " · not published"
    return (
        f"<article><h3>{escape(page.nct_id)} · {escape(page.writer)} · grade {page.grade:.1f} · "
        f"longest {page.longest}{state}</h3>{f'<ul>{found}</ul>' if found else ''}{body}</article>"
    )
