"""Words the rules look at: who is counted, where and when, what happens to families."""

from visits_app.domain.privacy.words import listed

_SPELT = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
NUMBERS = {word: number for number, word in enumerate(_SPELT.split(), start=1)}

NUMBER_WORD = "(?:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)

PERSON = (
    "child|children|boys?|girls?|lads?|young people|young persons?|young m[ae]n|young wom[ae]n|"
    "half-(?:brothers?|sisters?)|step(?:brothers?|sisters?|children)|young mothers?|"
    "young fathers?|young parents?|sibling groups?|sibling pairs?|siblings?|brothers?|sisters?|"
    "twins|babies|baby|"
    "toddlers?|teenagers?|teens|youngsters?|pupils?|students?|residents?|victims?|defendants?|"
    "offenders?|infants?|newborns?|runaways|minors|daughters?|sons?|kids?|"
    "care leavers?|(?:[6-9]|1\\d|six|seven|eight|nine|ten)-year-olds?|school-leavers?"
)
"""Whom a small count may point to."""

ADULT = (
    "famil(?:y|ies)|mothers?|fathers?|mums?|dads?|parents?|grandmothers?|grandfathers?|"
    "grandparents|couples?|households?|foster carers?|foster families|adopters|carers?|"
    "asylum seekers?|refugees?|m[ae]n|wom[ae]n"
)

EVENT = (
    "deaths?|suicides?|suicide attempts?|overdoses?|assaults?|arrests?|pregnanc(?:y|ies)|"
    "exclusions?|restraints?|allegations?|disclosures?|adoptions?|removals?|self-harm incidents?|"
    "missing episodes?|incidents of self-harm|serious incidents?"
)
"""What happens to one child each: "two exclusions in March" counts children."""

PLACE_NOUN = (
    "School|Academy|College|Nursery|Primary|Secondary|Junior|Infants?|Centre|Center|Lodge|House|"
    "Manor|Hall|Home|Hospital|Hospice|Surgery|Clinic|Church|Mosque|Temple|Park|Estate|Village|"
    "Station|Library|Court|Hostel|Refuge|Prison|Hub|Club|Unit|Ward|Town|City|County|Borough|"
    "Bridge|Market|Airport|University|Hotel|Cottage|Farm|Playgroup|Preschool|Square|Gardens"
)

STREET = (
    "Road|Street|Avenue|Close|Lane|Drive|Way|Crescent|Gardens|Grove|Place|Terrace|Walk|Hill|Mews|"
    "Rise|Row|Parade|Gate|Court|Square|Green|View|Drove|Wharf|Yard|Rd|St|Ave|Cl|Ln|Dr|Cres|Gdns|"
    "Terr|Tce"
)

FELT = listed(
    "told said says asked asks wants wanted lives lived likes liked feels felt thinks thought "
    "knows knew moved goes loves loved hates hated misses missed plays played attends "
    "attended cried smiled spoke speaks explained described remembers remembered hopes hoped "
    "worries worried refused ran sleeps slept talked talks believes believed enjoys enjoyed "
    "mentioned wrote writes admitted prefers preferred complained disclosed alleged absconded "
    "self-harms self-harmed laughed answered replied dreams dreamed phoned rang texted "
    "arrived shares"
)
"""What only somebody can do."""

DONE = listed(
    "is was has had isn't wasn't hasn't hadn't does doesn't did didn't can can't cannot would "
    "wouldn't could couldn't needs needed started left stayed showed turned got gets sees saw "
    "gave takes took made makes found works worked lost agreed became went came comes will "
    "won't should might may needs himself herself sat stood held brought bought sang drew won "
    "began broke chose fell forgot grew hid kept led met paid put read rode sent shook shut "
    "swam taught threw understood woke wore sits stands holds brings buys draws eats ate "
    "drinks drank cooks sings helps hides keeps meets reads rides runs sends swims teaches "
    "wears waits never often always really hardly rarely usually"
)
"""What somebody or something can do."""

RELATIVES = listed(
    "mother father mum dad mam brother sister brothers sisters parents family foster carer "
    "carers grandmother grandfather nan gran grandparents aunt uncle cousin son daughter baby "
    "partner boyfriend girlfriend husband wife twin social worker keyworker key school room "
    "case placement plan birthday bedroom file records teacher home story behaviour case-file "
    "review"
)
"""What follows a person's name with an 's."""
