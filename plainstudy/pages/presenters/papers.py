"""Papers and links that the record lists."""

from dataclasses import dataclass

from plainstudy.record.study import Reference, ReferencesModule

MOST = 30
_KINDS = {
    "RESULT": "Listed by the study team as results",
    "BACKGROUND": "Listed by the study team as background",
    "DERIVED": "Linked by the registry",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper; ``url`` is empty where it has no PubMed number."""

    citation: str
    kind: str
    url: str
    is_retracted: bool


def present_papers(module: ReferencesModule) -> tuple[Paper, ...]:
    """Show papers, results first; at most 30."""
    order = {"RESULT": 0, "DERIVED": 1}
    papers = sorted(module.references, key=lambda reference: order.get(reference.type or "", 2))
    return tuple(_paper(reference) for reference in papers if reference.citation or reference.pmid)[:MOST]


def _paper(reference: Reference) -> Paper:
    pmid = reference.pmid or ""
    return Paper(
        citation=reference.citation or f"PubMed {pmid}",
        kind=_KINDS.get(reference.type or "", ""),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdecimal() else "",
        is_retracted=bool(reference.retractions),
    )
