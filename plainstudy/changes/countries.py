"""Countries that the registry has renamed."""

from plainstudy.record.canonical import canonical_text


def same_country(name: str) -> str:
    """Return one name for a country that the registry has renamed, so that no country seems to come or go."""
    return _RENAMED.get(canonical_text(name).casefold(), name)


_RENAMED = {
    "turkey (türkiye)": "Turkey",
    "türkiye": "Turkey",
    "korea, republic of": "South Korea",
    "korea, democratic people's republic of": "North Korea",
    "russian federation": "Russia",
    "iran, islamic republic of": "Iran",
    "viet nam": "Vietnam",
    "czech republic": "Czechia",
    "moldova, republic of": "Moldova",
    "macedonia, the former yugoslav republic of": "North Macedonia",
    "syrian arab republic": "Syria",
    "libyan arab jamahiriya": "Libya",
    "lao people's democratic republic": "Laos",
    "tanzania, united republic of": "Tanzania",
    "taiwan, province of china": "Taiwan",
    "swaziland": "Eswatini",
    "côte d'ivoire": "Côte d’Ivoire",
    "congo, the democratic republic of the": "Democratic Republic of the Congo",
    "palestinian territories, occupied": "Palestinian Territories",
    "palestinian territory, occupied": "Palestinian Territories",
}
