"""Words that are written with a capital and name nobody: openings of sentences, council terms."""

from visits_app.domain.privacy.words import listed

OPENINGS = listed(
    """
a about above absence access according across activities add adults advice advocacy advocates
after afterwards again against agency agenda ages ago agree all allocated allow allowance almost
along already also although always am among an and anger another anxiety any anybody anyone
anything apart appetite apply appoint april are areas around arrange artwork as ask asked asks
assessment assessments at attendance audits august autism away babies back bath bathrooms be
because bedding bedrooms beds been before began begins behaviour behind being beliefs below beside
besides best better between beyond big bins birthdays board boilers both boys bread breakfast
bring brothers budgets build buildings bullying buses business but buy by cakes called calls came
camera can cannot capacity care carers carpets cars case caseload caseloads cases cash ceilings
certain chairs challenge change changes charts check child childcare childhood children choice
choose chores christmas clarity classes cleaning clearly close clothes clubs coffee colleagues
collect college colour comfort comments commissioners community compare complaints complete
compliance computers concerns confidence confidentiality confirm consent consider consultation
contact contacts contains continue contracts control conversations cooking corridors costs could
council councillors count courage courts cover crafts create culture cupboards currently curtains
cut daily damage danger data dates day days deadlines debate decency decide decided decisions
decoration delays dentists describe desks despite desserts detail details develop did dignity
dinner director discharge discipline discuss dishes disputes distance do doctors does doing done
doors double down downstairs draft drafts drawn drills drink drinks drivers drugs during duty each
earlier early easter education efforts eight either electricity eleven else elsewhere email
emergency end energy enough enquiries ensure entries equally equipment escorts ethos evening
evenings event every everybody everyone everything evidence examples exams except exercise
expectations experience explain extend facts failure fairness faith families family fear feedback
feelings fences few fewer fifteen fifty figures file files fill films finally finance find fines
fire first fish five floors flowers follow following food football for forms fortunately forty
foster fostering found four fourteen freedom friday fridays friends friendship from front fruit
full fun funding furniture further games garden gas generally generosity get gifts girls give
given go goals good goodwill governors grandparents grants grass gratitude group groups guidance
guilt gym had hair half hallway happiness hardly harm has have having he head heads health heard
hearings heating held help her here hers herself high him himself hire his hobbies hold holiday
holidays home homes homework honesty hot hours house housing how however humour i ice ideas
identity if illness impact improve in include income increase indeed indicators inform information
inside inspections inspectors instead insurance interest internet interviews into introduce invest
invite is issues it items its itself january jobs join journeys july june just keep kept keys
kindness kitchen knowledge known lack language laptops last late lately later laughter laundry law
leaders leadership leaflets learning least leave legislation less lessons let letters liaison life
lighting lights like list listen little local locks long looking lots lower luck lunch lunches
mail maintain maintenance make making management manager managers many march maths may maybe me
meals mealtimes measure medication meeting meetings members men mental mentors menus methods might
milk mistakes mobile monday mondays money monitor monthly mops morale more morning mornings most
mostly mothers motivation mould move moves movies much music must my myself nail name nature near
nearby nearly need needs neighbours neither networks nevertheless new newer next night nights nine
no nobody noise none nor not note notes nothing notice notices november now nowhere numbers
nurseries nurses objectives obstacles obtain october of off offer offered office officer officers
often old older on once one ones only open opening opinions opposite options or order organise
other others otherwise our ours out outcomes outings outside over overall oversight overtime own
pace paint paintwork paper paperwork parcels parents parking part parties partly partners patience
patterns pay payment payments peace people per performance perhaps permanent permission person
petrol pets phone phones photographs pictures pilot pizza places plan plans plants plates play
please plenty plumbing pocket point police pool post posts poverty power practice praise prepare
present prevention previous pride print printers priorities priority privacy probably problems
procedures processes produce profiles progress prompt protect protection protocols provide
providers provision public publish puddings punishment pupils purchase purpose put quality
questionnaires questions quick quiet quilts quite radiators rain raise rarely rates rather read
reading ready really reasons reception record recording records recruit recruitment recycling
reduce referral referrals refusal registers regulations relations relationships relatives relief
remind removal remove repair repairs replace report reports requests research residents resources
respect respite response restore results return review reviews rewrite rice right ring risk risks
role room rooms rota routines rubbish rugs rules safeguarding safety said sanctions sandwiches
saturday saturdays save savings schedules school schools scores screens second secure see seen
send senior sent separate september service services sessions set seven seventeen several shall
shame share she shelves shifts shoes shopping short shortages shorter should show showed showers
shown siblings sickness signs silence simple simplify since sinks sisters six sixteen sixty skills
skirting sleep sleepovers small smoke snacks so soap social society sofas solutions some somebody
someone something sometimes soon space spaces speak specialist speech spelling spending sport
sports stability staff staffing stairs standards start stationery statistics still stop storage
stress structures students submit success such sugar summer sunday sundays supervision supplies
supply support sure surveys swimming swings systems tables take taken talk taps targets tasks
taxis tea teachers teaching team teams technology teenagers telephone telephones television temper
ten tensions test tests than thank thanks that the their theirs them themselves then therapists
therapy there therefore these they things thinking thirteen thirty this those though thought
thousands three thresholds through throughout thursday thursdays thus tickets time timescales to
toast today together toilets told tomorrow too tools topics towels toys track train trainers
training transfers transport trauma travel trees trends trips trouble trousers trust truth try
tuesday tuesdays turn turnover tutors twelve twenty twice two under underneath understandably
understanding unfortunately uniform unity until up update upon upstairs urgency us use used
usually vacancies value values vans various vegetables vehicles very victims views violence vision
visit visitors visits volumes volunteers wait waiting wallpaper walls wardrobes warmth warn was
washing water we weakness weather wednesday wednesdays week weekend weekends weekly weeks well
wellbeing went were what whatever when whenever where whether which while who whoever whom whose
why wider wifi will windows winter wishes with within without women wood words work worker workers
working workloads workshops worry would writing written yes yesterday yet you young younger
youngsters your yours yourself youth
"""
)
"""Words that begin sentences in reports of visits."""

TERMS = listed(
    """
academy act action adolescent adoption advisory advocacy agency alliance android annual appendix
area assembly assessment assessments assistant association attendance audit authority autism bible
board borough branch briefing building bulletin cabinet cafcass cafe café camhs care carers case
central centre chair chairman chairs challenge charity chief child childline children christian
christmas city civic clerk clinic co co-ordinator college commission commissioner commissioning
committee community complaints conference connecting consultation convention coordinator core
corporate council councillor councillors counsel county court crown dashboard data department
deputy development diocese direct direction director directorate directors disability district
division duty early easter edge education emergency employment england english equality event
excel executive facebook families family fast finance first form forum foster fostering foundation
framework front fund funded google governance governing government governor governors graduate
group groups guidance hall head health help hindu home homes house housing hub human independent
index initial inspection inspectorate instagram institute integrated internet intervention ipad
iphone islam islamic issue jewish joint judge justice key lead leader leaders leadership leaving
legal lego liaison liquidlogic local locality looked majesty management manager managers mayor
member members mental microsoft minecraft minister ministry monitoring monthly mosaic multi muslim
national need needs netflix network nintendo north number nurse nursery office officer officers
official ofsted ombudsman operational operations outcome outcomes outlook overview panel panels
paper parent parenting parents parliament part partner partners partnership passport pathway
performance permanence permanency personal placement plan plans playstation police policy
portfolio practice practitioner premier premium primary principal privacy probation procedure
procedures proceedings programme progress project prospectus protection protocol public pupil
quality quarter quran referral referrals reg region register registered regs regulation
regulations report reports residential resource response responsible review reviewing reviews
rights royal safe safeguarding samaritans schedule scheme school scrutiny secondary secretary
section secure senior service services services' sikh skills skype snapchat social south special
specialist staff stage standard standards star state statement statutory steering strategic
strategy study summary supervising support supported sure survey table task team teams thresholds
together tool town training transformation transition tribunal troubled trust trustees twitter
unit unitary university version virtual visit visits voice voices voluntary wales ward warden web
welfare west whatsapp whole windows word worker workers workforce working xbox year youth youtube
zone
"""
)
"""Words of councils and services; a run of capitals that holds one names no person."""

CALENDAR = listed(
    """
apr april ash aug august autumn bank boxing christmas dec december diwali easter eid feb february
friday fridays good halloween hanukkah jan january jul july jun june lent mar march may monday
mondays new nov november oct october ramadan saturday saturdays sep sept september spring summer
sunday sundays thursday thursdays tuesday tuesdays wednesday wednesdays whitsun winter
"""
)

PEOPLES = listed(
    """
afghan african afro albanian american arab arabic asian asians bangladeshi bengali black brazilian
british british-asian bulgarian cantonese caribbean chinese czech dutch english eritrean ethiopian
european french german greek gypsy hungarian indian iranian iraqi irish italian jamaican kurdish
latvian latvians lithuanian lithuanians mandarin moldovan nepali nigerian pakistani pashto polish
portuguese punjabi roma romanian romanians romany russian scottish slovak somali spanish sudanese
swahili syrian tamil traveller travellers turkish ukrainian urdu vietnamese welsh
"""
)
"""Nations and languages: no names, but one family of them may be known to everybody."""

COUNTRIES = listed(
    """
afghanistan africa albania america asia australia bangladesh belgium brazil britain bulgaria
canada china cyprus czechia denmark england eritrea ethiopia europe france germany ghana greece
hungary india iran iraq ireland italy jamaica kenya kosovo kuwait latvia lebanon libya lithuania
london malta moldova morocco nepal netherlands nigeria norway pakistan poland portugal romania
russia scotland slovakia somalia spain sudan sweden switzerland syria turkey uk ukraine usa
vietnam wales yemen zimbabwe
"""
)

ACRONYMS = listed(
    """
AC ACE AD ADHD AGM AI AM AOB ASBO ASD ASYE BBC BME BSL CAF CAFCASS CAMHS CCTV CD CE CEO CEX CHC
CIC CIN CJ CLA CME COO CP CPD CPP CPR CPS CQC CRB CSC CSE CSV CV CWD CYP CYPS DBS DCS DFE DHSS DIY
DLA DNA DOC DOCX DPA DSL DT DVD EAL EBD EDT EET EH EHA EHC EHCP EHE EHM EIA ELG EOTAS ESOL EU EYFS
FAQ FE FGC FGM FOI FS FSW FSWs FTE GCSE GDPR GP GPS GPs HE HLT HMI HMP HMRC HQ HR HTML HV ICO ICS
ICT ID IDVA IFA II III ILO IOSH IRO IROs ISA ISP IT ITV IV IWF JAR JCT JSA JSNA KLOE KPI KS LA LAC
LADO LAs LCS LED LGA LGBT LGO LP LSCB LTD MA MAPPA MARAC MASG MASGs MASH MBE MFL MOJ MP MPs MST NB
NEET NHS NI NMC NSPCC NVQ OBE OFSTED OHP OK OT PA PAYE PC PCSO PCT PCs PDF PDR PE PEEP PEP PEPs
PHSE PIN PLO PM PMI PO PPE PPG PPO PR PRU PSHE PTA QA QC RAG RE RI RIO RSL RSO RSPCA RTF SA SALT
SDQ SEAL SEF SEN SENCO SEND SGO SGOs SIB SLA SLT SMT SOP SPOC SRE SSA SW SWs TA TBA TBC TUPE TV
TVs UASC UK UN UNCRC UPN URN US USA USB VAT VC VHS VI VII VR WC WI XBOX XLS XLSX YOS YOT
"""
)
"""Capitals that are no initials."""

NAMES_TOO = listed(
    """
amber angel april bill blessing carol chase christian christy daisy dale dawn dean destiny faith
frank gene grace grant harmony hazel heather heaven holly hope iris ivy jack jade jasmine jay
jewel josh joy june lee lily mark matt may melody miles milo miracle nick norman olive pat
patience pearl penny poppy precious ray reed rich river rob robin rose ruby sandy scarlett sky
skye star sue summer teddy tiger tom tony trinity violet will willow wren
"""
)
"""First names that are ordinary words; with what only somebody can do they are names."""
