"""Words that are written with a capital and name nobody: openings of sentences, council terms."""

OPENINGS = frozenset(
    """
a about above according across activities adults advice advocates after afterwards again against
agency ages ago all allocated almost along already also although always am among an and another any
anybody anyone anything apart april are areas around artwork as ask asked asks assessment
assessments at attendance audits august away babies back bathrooms be because bedrooms been
before began begins behind being below beside besides best better between beyond big board
both boys breakfast brothers business but by called came can cannot care carers cars case cases
caseload caseloads certain change changes child childcare children christmas classes clearly
close coffee college comments community complaints computers concerns consider contact
contacts conversations cooking costs could council councillors count cover currently daily
data dates day days decide decided decisions delays desks despite detail details did dinner
director do does doing done double down drafts drills during each earlier early easter
education eight either eleven else emergency enough equally escorts evening evenings event
every everybody everyone everything evidence examples except families family feedback feelings
few fewer figures file files fill fifteen fifty finally find fire first five follow following food
football for forms fortunately forty four fourteen foster fostering friday fridays from front full
funding further games garden generally get girls give given go goals good governors group groups
grandparents had half hardly has have having he head heads health help her here hers herself high
him himself his holiday holidays home homes homework hours house housing how however i if in indeed
inside inspectors instead interviews into is issues it items its itself join january july june just
keep kitchen last late lately later laptops lately learning least leave less lessons let letters
life like little local long looking lots lunch make making management manager managers many march
may maybe me meals medication meetings meeting members men menus mental might monday mondays money
monthly more morning mornings most mostly mothers move moves much music must my myself name
near nearly need needs neither nevertheless new newer next night nights nine no nobody noise none
nor not note notes nothing notice november now nowhere numbers nurses october of off offer
offered office officer officers often old older on once one ones only open opening or other others
otherwise our ours out outings outside over overall own paint paper parents parking part partly
partners pay payment payments people per perhaps permanent person photographs phones pictures
places plan plans play plenty please point police pool posts practice present previous priorities
priority privacy probably progress prompt provision public pupils put questions quick quiet quite
rarely rather read ready really reasons reception record recording records recruitment
referrals referral registers relations relationships repair repairs report reports reviews
residents respite response results rewrite right role room rooms rota routines safeguarding safety
said saturday saturdays school schools second see seen senior september service services set
seven seventeen several shall she shifts shopping short shorter should showed siblings signs
simple since sisters six sixteen sixty sleep small snacks so social some somebody someone
something sometimes soon space speak specialist spaces staff staffing stability start still
students such summer sunday sundays supervision support sure swimming systems take talk tea
teachers team teams teenagers telephone telephones ten than thank thanks that the their theirs
them themselves then there therapists therefore these they things thirteen this thirty those
though thousands three through throughout thursday thursdays thus time timescales to today
together told tomorrow too toys trainers training transfers transport travel trends trips try
tuesday tuesdays turnover twelve twenty twice two under understandably unfortunately until up upon
us use used usually vacancies various very victims views visit visitors visits volunteers wait
waiting wardrobes was we wednesday wednesdays week weekend weekends weekly weeks well went were
what whatever when whenever where whether which while who whoever whom whose why wider will
windows wishes with within without women words work worker workers working workloads workshops
would yes yesterday yet you young shown sent taken known written kept held found heard drawn contains underneath upstairs downstairs nearby elsewhere opposite next
bath beds bedding bins birthdays boilers bread buildings buses cakes calls camera carpets ceilings chairs
chores cleaning clothes clubs colour corridors crafts cupboards curtains decoration dentists desserts
dishes doctors doors drink drinks drivers electricity entries equipment exams exercise fences films fire
fish floors flowers fruit furniture gas grass gym hair hallway heating hobbies hot ice internet jobs keys
laundry lights lighting locks lunches mail maintenance maths mealtimes milk mobile mould mops money
movies nail notices paintwork paper paperwork parcels parties pets petrol pizza plants plates plumbing
pocket post printers puddings quilts radiators rain reading recycling rice rubbish rugs sandwiches
screens shelves shoes showers sickness sinks skirting sleepovers smoke soap sofas spelling sport sports
stairs stationery storage sugar swings tables taps taxis television tests toast toilets towels trees
trousers tutors uniform vans vegetables vehicles walls wallpaper washing water weather wifi windows
winter wood writing
absence access advocacy agenda allowance anger anxiety appetite autism behaviour beliefs bullying
budgets capacity care cash challenge charts childhood choice clarity colleagues comfort commissioners
compliance confidence confidentiality consent consultation contracts control courage courts culture
damage danger deadlines debate decency dignity discipline discharge disputes distance drugs duty
efforts energy enquiries ethos expectations experience facts failure fairness faith fear feelings
finance fines freedom friends friendship fun generosity gifts goodwill grants gratitude guidance guilt
happiness harm hearings honesty humour ideas identity illness impact income indicators information
interest inspections insurance journeys kindness knowledge lack language laughter law leaders leadership
leaflets legislation liaison luck mentors methods mistakes morale mornings motivation nature
neighbours networks night nurseries objectives obstacles opinions options outcomes overtime oversight
pace partners patience patterns peace performance permission pets phone poverty power praise
prevention pride problems procedures processes profiles protection protocols providers punishment
purpose quality questionnaires rates reasons refusal regulations relatives relief removal requests
research resources respect risk risks rules sanctions savings schedules scores sessions shame shortages
silence skills sleep society solutions speech spending standards statistics stress structures success
supplies surveys targets tasks teaching teams technology temper tensions therapy thinking thought
thresholds tickets tools topics trauma trouble trust truth understanding unity urgency value values
violence vision visitors volumes warmth weakness wellbeing wishes worry youngsters younger your yours yourself youth
""".split()
)
"""Words that begin sentences in reports of visits."""

TERMS = frozenset(
    """
academy act action adolescent adoption advisory advocacy agency alliance annual appendix area
assembly assessment assessments assistant association attendance audit authority autism
board borough branch briefing building bulletin cabinet cafcass camhs care carers case central
centre chair chairman chairs challenge charity chief child childline children christian christmas
city civic clerk clinic co college commission commissioner commissioning committee community
complaints conference connecting consultation convention co-ordinator coordinator core corporate
council councillor councillors counsel county court crown dashboard data department deputy
development diocese direct direction director directorate directors disability district division
duty early easter edge education emergency employment england english equality event excel
executive families family fast finance first form forum foster fostering foundation framework
front funded fund governance governing government governor governors graduate group groups
guidance hall head health help hindu home homes house housing hub human independent index
initial inspection inspectorate institute integrated internet intervention islam islamic issue
jewish joint judge justice key lead leader leaders leadership leaving legal liaison liquidlogic
local locality looked majesty manager managers management mayor member members mental minister
ministry monitoring monthly mosaic multi muslim national need needs network north number nurse
nursery office officer officers official ofsted ombudsman operational operations outcome
outcomes outlook overview panel panels paper parenting parent parents parliament part partner
partners partnership passport pathway performance permanence permanency personal placement
plan plans police policy portfolio practice practitioner premium primary principal privacy
probation procedure procedures proceedings programme progress project prospectus protection
protocol public pupil quality quarter referral referrals region register registered regulation
regulations report reports residential resource response responsible review reviewing reviews
rights royal safe safeguarding samaritans schedule scheme school scrutiny secondary section
secretary secure senior service services services' sikh skills social south special specialist
staff stage standard standards star state statement statutory steering strategy strategic study
summary supervising support supported sure survey table task team teams thresholds together
tool town training transformation transition tribunal troubled trust trustees unit unitary
university version virtual visit visits voice voices voluntary wales ward warden web welfare
west whole windows snapchat facebook instagram twitter whatsapp youtube google microsoft xbox
playstation nintendo netflix skype android iphone ipad lego excel minecraft bible quran premier word worker workers workforce working year youth zone
""".split()
)
"""Words of councils and services; a run of capitals that holds one names no person."""

CALENDAR = frozenset(
    """
january february march april may june july august september october november december jan feb
mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday
mondays tuesdays wednesdays thursdays fridays saturdays sundays christmas easter ramadan eid diwali
hanukkah lent whitsun halloween new boxing bank ash good spring autumn winter summer
""".split()
)

PEOPLES = frozenset(
    """
african afghan afro albanian american arab arabic asian asians bangladeshi bengali black brazilian
british british-asian bulgarian cantonese caribbean chinese czech dutch english eritrean ethiopian
european french german greek gypsy hungarian indian iranian iraqi irish italian jamaican kurdish
latvian latvians lithuanian lithuanians mandarin moldovan nepali nigerian pakistani pashto
polish portuguese punjabi roma romanian romanians romany russian scottish slovak somali spanish
sudanese swahili syrian tamil traveller travellers turkish ukrainian urdu vietnamese welsh
""".split()
)
"""Nations and languages: no names, but one family of them may be known to everybody."""

COUNTRIES = frozenset(
    """
afghanistan africa albania america asia australia bangladesh belgium brazil britain bulgaria canada
china cyprus czechia denmark england eritrea ethiopia europe france germany ghana greece hungary
india iran iraq ireland italy jamaica kenya kosovo kuwait latvia lebanon libya lithuania london malta
moldova morocco nepal netherlands nigeria norway pakistan poland portugal romania russia scotland
slovakia somalia spain sudan sweden switzerland syria turkey uk ukraine usa vietnam wales yemen
zimbabwe
""".split()
)

ACRONYMS = frozenset(
    """
AC ACE ADHD AGM AI AM AOB ASBO ASD ASYE BBC BME BSL CAF CAFCASS CAMHS CCTV CD CE CEO CEX CHC CIN CIC
CLA CME COO CP CPD CPP CPR CPS CQC CSC CSE CV CWD DBS DCS DFE DHSS DIY DLA DNA DPA DSL DVD EAL EBD
EDT EET EHA EHC EHCP EHE EHM EIA EOTAS ESOL EU EYFS FAQ FE FGC FGM FOI FTE GCSE GDPR GP GPS GPs HE HMI
HMRC HR HQ HV ICO ICS ICT ID IDVA IFA ILO IOSH IRO IROs ISA ISP IT ITV IWF JAR JCT JSA JSNA KPI KS
LA LAC LADO LAs LCS LED LGA LGBT LGO LSCB LTD MA MAPPA MARAC MASG MASGs MASH MBE MFL MOJ MP MPs MST
NB NEET NHS NI NMC NSPCC NVQ OBE OFSTED OHP OK OT PA PAYE PC PCSO PCs PCT PDF PDR PE PEP PEPs PHSE PIN
PLO PM PMI PO PPE PR PRU PSHE PTA QA QC RAG RE RI RIO RSPCA SA SALT SDQ SEAL SEF SEN SENCO SEND SGO SIB
SLA SLT SMT SOP SPOC SRE SSA SW TA TBC TUPE TV TVs UASC UK UN UNCRC UPN URN US USA USB VAT VC VHS VR WC
WI XBOX YOS YOT PEEP AD HLT II III IV VI VII KLOE CJ EH FS FSW FSWs SWs HMP TBA RSL RSO SGOs CYP CYPS
LP ELG DT PPG PPO CRB RTF XLS XLSX CSV DOC DOCX HTML
""".split()
)
"""Capitals that are no initials."""

NAMES_TOO = frozenset(
    """
amber angel april bill carol chase christian christy daisy dale dawn dean destiny faith frank gene
grace grant harmony heather hazel heaven holly hope ivy iris jack jade jasmine jay jewel josh joy
june lee lily mark matt may melody miles milo nick norman olive pat patience pearl penny poppy ray
reed rich river robin rob rose ruby sandy scarlett skye sky star summer sue teddy tiger tom tony
trinity violet will willow wren destiny miracle angel blessing precious
""".split()
)
"""First names that are ordinary words; with what only somebody can do they are names."""
