"""One family's or one child's circumstances: a move, an illness, a court, a country."""

import re
from collections.abc import Iterator

from visits_app.domain.privacy.ordinary import PEOPLES
from visits_app.domain.privacy.passages import Passage, PassageKind
from visits_app.domain.privacy.reading import Reading

_ONE = (
    r"(?:family|mother|father|mum|dad|parent|child|boy|girl|young person|young man|young woman|"
    r"young mother|young father|teenager|sibling group|couple|household|grandmother|grandfather|"
    r"aunt|uncle|baby|toddler|brothers|sisters|siblings|twins|resident|stepfather|stepmother|nan|"
    r"gran|partner|widow|widower|schoolgirl|schoolboy|infant|lad|"
    r"pupil|care leaver|woman|man|son|daughter|brother|sister)"
)
_DETERMINER = r"(?:an?|one|the|this|that|another|her|his|their|whose|our)"
_TAIL = r"(?: (?!and\b|but\b|because\b|where\b|which\b)[\w'’\-]{1,20}){0,4}"
_TURN = (
    r"(?:(?:has|have|had|who|is|was|were|are|been|being|recently|just|since|now|suddenly|then|"
    r"all|both|already|also|later|again|finally) ){0,4}"
)
_BEFELL = (
    r"(?:left (?:this|the|for|her|his|their|school|home|to)\b|moved (?:back|away|out|in|to|from|"
    r"abroad|house)\b|"
    r"gone (?:back|abroad|home|missing|to)\b|go(?:ing)? back to|returned to|"
    r"return(?:ing)? to\b(?= [A-Z])|fled|evicted|"
    r"deported|died|dying|killed|murdered|stabbed|shot|raped|assaulted|arrested|charged|convicted|"
    r"sentenced|imprisoned|jailed|in prison|in custody|on remand|on bail|on tag|in court|pregnant|"
    r"given birth|gave birth|expecting|miscarried|homeless|rehoused|in a refuge|"
    r"in temporary accommodation|"
    r"sleeping rough|an addict|addicted|drinks?\b|drinking|in rehab|on methadone|using (?:drugs|"
    r"heroin|"
    r"cannabis)|overdosed|took an overdose|self-harm(?:s|ed|ing)|tried to (?:kill|hang|take)|"
    r"suicidal|"
    r"sectioned|in hospital|hospitalised|diagnosed|autistic|epileptic|disabled|terminally ill|"
    r"seriously ill|schizophreni\w+|bipolar|depressed|has (?:autism|epilepsy|cancer|leukaemia|"
    r"HIV|ADHD|"
    r"cerebral palsy|Down|diabetes|cystic fibrosis|a brain|schizophrenia|depression|a learning)|"
    r"with (?:autism|epilepsy|cancer|leukaemia|HIV|cerebral palsy|Down|diabetes|cystic fibrosis|"
    r"a brain|schizophrenia|a feeding tube|a tracheostomy)|"
    r"separated|divorced|divorcing|adopted|been adopted|taken into care|came into care|"
    r"come into care|"
    r"removed from|abused|abusing|neglected|trafficked|groomed|exploited|beaten|beats|hit (?:him|"
    r"her)|"
    r"lost (?:her|his|their|a)\b|abandoned|refused (?:asylum|leave)|seeking asylum|claimed asylum|"
    r"bereaved|excluded from|expelled|run away|ran away|absconded|restrained|works as a|"
    r"lives? (?:alone|with (?:her|his|their|an?)|above|next|in a)|unemployed|lost (?:his|her) job|"
    r"in debt|bankrupt|a victim of|known to the police|forced to marry|forced marriage|transgender|"
    r"came out as|converted to|deaf|blind|in a wheelchair|uses a wheelchair|"
    r"flew (?:back|home|to)|emigrat\w+|settled in|disappeared|"
    r"hanged|drowned|burned|burnt|burgled|robbed|attacked|kidnapped|detained|gambl\w+|drunk\b|"
    r"on drugs|"
    r"takes? drugs|remarried|widowed|bankrupt|sofa-surfing|living in (?:a|one|their|her|his)|"
    r"sharing a bed|"
    r"(?:slept|sleeps|sleeping) (?:on|in|at|under) |cannot read|walked out|kicked out|thrown out|"
    r"threw (?:her|him|them) out|found dead|"
    r"(?:crash|accident|fire)\b|(?:had|needs|waiting for) surgery|transplant|had a stroke|"
    r"broke (?:her|his)|waiting for (?:a kidney|a heart|trial)|"
    r"working (?:nights|abroad)|changed (?:her|his) name|serving|released from|lost custody|a drug|"
    r"HIV|pleaded guilty|gave evidence)"
)
_HAPPENED = re.compile(
    rf"\b(?:{_DETERMINER}|one of (?:the|her|his|their|our)) "
    rf"(?:[\w'’\-]{{2,15}} ){{0,2}}?{_ONE}s?(?:,)? "
    rf"(?:(?!(?:or|if|can|should|could|may|will|would|when|"
    rf"not)\b)[\w'’\-]{{1,15}},? ){{0,5}}?{_TURN}{_BEFELL}{_TAIL}(?: and (?:{_BEFELL}|"
    rf"went){_TAIL})?",
    re.I,
)
_ONLY = re.compile(rf"\bthe only (?:[\w'’\-]{{2,15}} ){{0,2}}?{_ONE}\b{_TAIL}", re.I)
_PEOPLE = "|".join(sorted(PEOPLES, key=len, reverse=True))
_NATION = re.compile(
    rf"\b{_DETERMINER} (?:[\w'’\-]{{2,15}} ){{0,2}}?(?:{_PEOPLE})(?:[- ]speaking)?"
    rf" (?:[\w'’\-]{{2,15}} ){{0,1}}?{_ONE}\b{_TAIL}",
    re.I,
)
_WHOSE = re.compile(
    r"\bwhose (?:[\w'’\-]{2,15} ){0,1}?(?:mother|father|mum|dad|parents?|brother|sister|son|"
    r"daughter|"
    r"grandmother|partner|stepfather|stepmother|twin)\b"
    + _TAIL
    + "(?: (?:and|or) "
    + r"\w{1,20})?",
    re.I,
)
_KIN = re.compile(
    rf"\b(?:her|his|their) (?:own )?(?:mother|father|mum|dad|stepfather|stepmother|partner|"
    rf"brother|sister|parents|"
    rf"grandmother|uncle|boyfriend|ex-partner|husband)(?:['’]s (?:death|suicide|arrest|prison|"
    rf"drinking|"
    rf"illness|trial|cancer|overdose|boyfriend|new partner)|"
    rf" (?:[\w'’\-]{{1,15}} ){{0,4}}?{_BEFELL}){_TAIL}",
    re.I,
)
_OWNERS = frozenset({"her", "his", "their"})
_SUPPOSED = re.compile(
    r"\b(?:when|if|whenever|once|unless|until|where|before|after|every time|in case|whether) $",
    re.I,
)
_TOOK_PLACE = re.compile(
    r"\b(?:had|has|have|was|were|been|left|moved|died|fled|took|tried|came)\b", re.I
)


def family_passages(reading: Reading) -> Iterator[Passage]:
    """Find what happened to one family or child, told so that a neighbour would know whom."""
    for pattern, spans in (
        (_HAPPENED, ((0, len(reading.text)),)), (_ONLY, reading.near(frozenset({"only"}))),
        (_NATION, reading.near(PEOPLES)), (_WHOSE, reading.near(frozenset({"whose"}))),
        (_KIN, reading.near(_OWNERS)),
    ):  # fmt: skip
        for found in reading.find(pattern, spans):
            if pattern is _HAPPENED and _is_rule(reading.text, found):
                continue
            why = "What happened to one family or child may tell a neighbour who they are."
            yield Passage(*found.span(), PassageKind.FAMILY, found[0], why)


def _is_rule(text: str, found: re.Match[str]) -> bool:
    """Say whether it is what is done in such a case: "when a child is excluded from school"."""
    supposed = _SUPPOSED.search(text, max(0, found.start() - 14), found.start())
    return supposed is not None and _TOOK_PLACE.search(found[0]) is None
