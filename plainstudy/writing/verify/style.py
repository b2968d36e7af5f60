"""What no page says, whatever the record says: hype, promise, advice, certainty."""

import re
from collections.abc import Collection

from .form import Fault
from .normal import word_set
from .sieve import bits_of, sieved

_HYPE = sieved(
    r"\b(?:breakthroughs?|miracle\w*|miraculous\w*|revolution\w*|"
    r"game[- ]?chang\w*|groundbreaking|ground-breaking|cutting[- "
    r"]edge|promis(?:ing|e|es)|excit\w+|amaz\w+|"
    r"remarkabl\w+|astonish\w+|incredibl\w+|extraordinar\w+|spectacular\w*|"
    r"stunning\w*|wonder(?:ful|drug)?\b|unprecedented|world[- "
    r"]class|state[- ]of[- ]the[- ]art|best[- ]in[- ]class|"
    r"first[- ]ever|life[- ]?(?:changing|saving)|life-?changer|"
    r"dramatic\w*|potent(?!ial)\w*|powerful\w*|superior|hero(?:es|ic\w*)?\b|"
    r"pioneering|trailblazing|landmark|milestone|ray of hope|new "
    r"hope|great hope|"
    r"gives? hope|brings? hope|offers? hope|hopeful|thrill\w*|"
    r"fantastic|impressive\w*|outstanding|highly effective|very "
    r"effective|most effective|magic\w*|silver bullet|"
    r"next[- ]generation(?! sequenc)|turning point|major advance|"
    r"huge|tremendous\w*|exceptional\w*|unique|innovative|innovation|"
    r"leading[- ]edge|advanced technology|excellent|brilliant)\b",
    re.I,
)
_CERTAIN = sieved(
    r"\b(?:guarantee\w*|100 ?%|(?:is|are|was|were|be|been|it's) "
    r"(?:completely |totally |fully |perfectly |very |quite |now "
    r"|also |both |generally |considered )?(?:safe|effective|harmless|"
    r"proven|superior)\b|"
    r"safe and effective|effective and safe|risk[- ]free|without "
    r"(?:any )?(?:risks?|side effects?|harm)|no (?:known |serious "
    r"|major |real |bad )?(?:risks?|side effects?|harms?|dangers?)\b(?! "
    r"of [a-z]+ is)|(?:has|have|had) been (?:proven|shown) to|"
    r"clinically proven|scientifically proven|proven to|is proven|"
    r"was proven|proof that|(?<!cannot )(?<!not )proves? that|"
    r"definitely|certainly|undoubtedly|without (?:a )?doubt|no "
    r"doubt|obviously|clearly (?:works|better|helps)|always works|"
    r"never fails|"
    r"is (?:sure|certain|bound|guaranteed) to|(?:a|the) cure\b|"
    r"completely cured?|fully cured?|cures\b|will (?:soon )?(?:cure|"
    r"heal|save|solve|end|eliminate|eradicate|transform)\b|well[- "
    r"]tolerated|nothing to (?:fear|lose|worry))",
    re.I,
)
_WILL_WORK = sieved(
    r"\b(?:will|shall|'ll|is going to|are going to)(?: (?:also|"
    r"surely|soon|really|greatly|quickly|always|not))? (?:help|"
    r"work|improve|lower|reduce|prevent|treat|ease|relieve|protect|"
    r"extend|prolong|raise|increase|decrease|slow|shrink|stop|"
    r"benefit|make (?:people|patients|you|them|life)|feel better|"
    r"live longer|lead to (?:a )?(?:better|new|cure)|become (?:a "
    r"|the )?(?:new )?standard|change (?:the )?(?:lives|treatment|"
    r"way)|boost|strengthen|restore|fix|show that|prove)\b",
    re.I,
)
_ADVICE = sieved(
    r"\b(?:you|people|patients|anyone|everyone|everybody|readers?|"
    r"parents|women|men|adults) (?:really |all )?(?:should|must|"
    r"ought to|need to (?:join|take|try|sign|act)|had better|are "
    r"advised|are urged|are encouraged)\b(?! not be able)|\b(?:we|"
    r"doctors|experts|researchers) (?:strongly )?(?:recommend|"
    r"advise|suggest|urge|encourage)\b|"
    r"\b(?:don't|do not) (?:wait|miss|hesitate|delay|worry|be "
    r"afraid)\b|\b(?:sign up|join (?:now|today|us|this study)|"
    r"enrol+ (?:now|today)|apply (?:now|today)|act (?:now|fast)|"
    r"hurry|call now|click (?:here|on|the|below)|buy|order now|"
    r"try it)\b|"
    r"\bis (?:strongly )?(?:recommended|advised) (?:for|to|that)\b|"
    r"\b(?:stop|start|begin|keep|avoid) taking (?:your|the|any)\b|"
    r"\bask your doctor (?:for|to prescribe|about (?:getting|taking|"
    r"starting))\b|\btalk your doctor into\b|\bit is (?:worth|"
    r"wise|best|important) to (?:join|try|take)\b|"
    r"\bgood (?:chance|reason) (?:to|for)\b|\bworth (?:joining|trying|a try)\b|\bhighly recommended\b",
    re.I,
)
_YOU = sieved(
    r"^(?:take|try|join|go|get|buy|tell|talk|call|contact|visit (?:www|http|our|the (?:web)?site)|please)\b",
    re.I,
)
_ALLOWED_START = re.compile(r"^(?:taking part|trying|joining|getting|using|take part lasts)", re.I)
# "new" and the like are the record's to say: each needs the word, or one of these, in the record.
ONLY_AS_REGISTERED: dict[str, tuple[str, ...]] = {
    "new": (" new ", " novel ", " first in class", " newer ", " newly ", " recently "),
    "newer": (" new ", " newer "),
    "newest": (" newest ",),
    "novel": (" novel ", " new "),
    "cure": (" cur",),
    "cured": (" cur",),
    "curable": (" cur",),
    "heal": (" heal", " repair", " recover"),
    "heals": (" heal", " repair"),
    "natural": (" natural",),
    "pivotal": (" pivotal",),
    "large": (),
    "rare": (" rare ", " orphan ", " rarely "),
    "deadly": (" deadly ", " lethal ", " fatal"),
    "dangerous": (" danger", " harm"),
    "expensive": (" expens", " cost"),
    "cheap": (" cheap", " cost"),
    "approved": (" approv", " licens", " market", " authoriz", " registered"),
    "approval": (" approv", " licens", " market", " authoriz"),
    "licensed": (" licens", " approv"),
    "free": (" free", " cost", " charge"),
    "world": (" world", " global", " international"),
    "urgent": (" urgent", " emergen"),
}


# The first letters of the words that can begin each of these: most sentences have none.
_HYPE_STARTS = word_set(
    "brea mira revo game grou cutt prom exci amaz rema asto incr "
    "extr spec stun wond unpr worl stat best firs life dram pote "
    "powe supe hero pion trai land mile ray new grea give brin "
    "offe "
    "hope thri fant impr outs high very most magi silv next turn majo huge trem exce uniq inno lead adva bril"
)
_CERTAIN_STARTS = word_set(
    "guar 100 safe effe harm prov supe risk side dang show proo "
    "defi cert undo doub obvi clea alwa neve sure boun cure will "
    "tole "
    "fear lose worr"
)
_WILL_STARTS = word_set("will shal ll goin")
_ADVICE_STARTS = word_set(
    "shou must ough need advi urge enco reco sugg wait miss hesi "
    "dela worr afra sign join enro appl act hurr call clic buy "
    "orde "
    "try stop star begi keep avoi ask talk wort good high had bett"
)


_WILL_HAPPEN = sieved(
    r"\b(?:will|shall) (?!be\b|get\b|take\b|have\b|receive|join|"
    r"visit|come\b|stay|give|answer|fill|wear|use\b|go\b|need|"
    r"start|"
    r"stop|end\b|decide|compare|test\b|measure|look|ask\b|collect|"
    r"follow|check|last\b|also\b|not\b|run\b|meet|do\b|see\b|try\b|"
    r"study|record|report|open|include|watch|agree|learn)\w+",
    re.I,
)


_ANY = bits_of((_HYPE, _CERTAIN, _ADVICE, _WILL_WORK, _WILL_HAPPEN, _YOU))


def faults_of(text: str, words: Collection[str], may: int) -> list[Fault]:
    """Find hype, certainty, promise and advice in a sentence; ``words`` are its words in small letters.

    ``may`` has the bits of the patterns that can match.
    """
    found: list[Fault] = []
    if not may & _ANY:
        return found
    starts = {word[:4] for word in words}
    for begins, pattern, what in (
        (_HYPE_STARTS, _HYPE, "hype"),
        (_CERTAIN_STARTS, _CERTAIN, "a certainty or promise that no study record can give"),
        (_ADVICE_STARTS, _ADVICE, "advice to the reader"),
    ):
        if may & pattern.bit and not begins.isdisjoint(starts) and (match := pattern.search(text)):
            found.append(("style", what, match.group()))
    if may & (_WILL_WORK.bit | _WILL_HAPPEN.bit) and not _WILL_STARTS.isdisjoint(starts):
        match = _WILL_WORK.search(text) or _WILL_HAPPEN.search(text)
        if match and not text.rstrip().endswith("?") and not _ASKED.search(text[: match.start()]):
            found.append(("style", "tells a hope as certain", match.group()))
    if may & _YOU.bit and (match := _YOU.match(text)) and not _ALLOWED_START.search(text):
        found.append(("style", "an order to the reader", match.group()))
    return found


_ASKED = re.compile(r"\b(?:whether|if|how|to see|hope|hopes)\b", re.I)
