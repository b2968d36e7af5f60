"""Up or down, as the record has it: a fall in pain is not told as a rise."""

import re
from collections.abc import Iterator

from .form import Fault
from .passage import Passage
from .reading import Reading
from .sieve import sieved

_DOWN = sieved(
    r"\b(?:lower(?:s|ed|ing)\b|(?:may|might|can|could|will|would|does|did|not|(?<!due )(?<!related "
    r")(?<!linked )to) lower\b|"
    r"lower(?! (?:back|limb|leg|jaw|spine|body|abdom|extremit|urin|airway|respir|part|face|lip|eyelid|gut|"
    r"gastro))|"
    r"reduc(?:e|es|ed|ing|tion)|decreas\w+|"
    r"lessen\w*|less|fewer|drop(?:s|ped)?|falls?|fell|shrink\w*|"
    r"shrank|cut|slow\w*|ease[sd]?|easing|reliev\w+|calm\w*|weaken\w*|"
    r"rarer|delay\w*|minimi[sz]\w+|declin\w+|loss|lose|losing|"
    r"prevent\w*|smaller)\b"
)
_UP_ONLY = sieved(
    r"\b(?:rais(?:e|es|ed|ing)|increas\w+|boost\w*|rises?|rose|"
    r"grow(?!th)\w*|strengthen\w*|higher|worsen\w*|elevat\w+|enlarg\w+)\b"
)
_BAD = sieved(
    r"\b(?:pain|blood sugar|sugar|hba1c|blood pressure|symptoms?|"
    r"itch|hives|flare-?ups|attacks?|headaches?|tumou?rs?|cancer|"
    r"deaths?|fractures?|breaks|infections?|bleeding|swelling|"
    r"fever|anxiety|depression|stress|worry|fatigue|tiredness|"
    r"relapses?|seizures?|"
    r"cholesterol|inflammation|risk|harm|side effects|problems|"
    r"scars?|nausea|vomiting|cough|reactions?|migraine|wheez\w*|"
    r"falls|smoking|fat|viral load|virus)\b"
)
_GOOD = sieved(
    r"\b(?:survival|quality of life|strength|function|sleep|fitness|"
    r"memory|hearing|sight|vision|lung function|breathing|antibod\w+|"
    r"bone density|mobility|movement|healing|recovery|well-being|"
    r"walking)\b"
)
_LINE_DOWN = re.compile(
    r" (?:lower|reduc|decreas|less|fewer|drop|fall|shrink|slow|"
    r"eas|reliev|prevent|minimi|declin|loss|los|control|improv|"
    r"treat|suppress|remis|free|respon|resol|allevi|manag|delay)"
)
_LINE_UP = re.compile(
    r" (?:rais|increas|boost|rise|grow|strength|extend|prolong|"
    r"gain|higher|enhanc|elevat|greater|improv|more|better|worsen|"
    r"promot|support)"
)


def check(reading: Reading, passage: Passage) -> Iterator[Fault]:
    """Yield a direction that the passage, or plain sense where it is silent, does not bear out."""
    down, up = reading.find(_DOWN), reading.find(_UP_ONLY)
    if bool(down) == bool(up):
        return
    bad, good = reading.find(_BAD), reading.find(_GOOD)
    line = passage.line
    if up and bad and up.end() <= bad.start() and bad.start() - up.end() < 30 and not good:
        if not re.search(rf" (?:{_stem(up)})", line):
            yield "effect", "the direction is turned round: the record does not say so", up.group()
    elif down and good and down.end() <= good.start() and good.start() - down.end() < 20 and not bad:
        if not re.search(rf" (?:{_stem(down)})", line):
            yield "effect", "the direction is turned round: the record does not say so", down.group()
    elif not bad and not good:
        there_down, there_up = bool(_LINE_DOWN.search(line)), bool(_LINE_UP.search(line))
        if up and there_down and not there_up:
            yield "effect", "the cited sources have the other direction", up.group()
        if down and there_up and not there_down and re.search(r" (?:increas|rais|boost|elevat|higher)", line):
            yield "effect", "the cited sources have the other direction", down.group()


def _stem(found: re.Match[str]) -> str:
    return re.escape(found.group()[:5].rstrip("se"))


SPEAKS = (_DOWN, _UP_ONLY)
"""A sentence that matches none of these claims nothing that this check looks at."""
