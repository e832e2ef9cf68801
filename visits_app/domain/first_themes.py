"""The themes a new council begins with: without one no report could be finished.

They are those of the shipped example, by the same ids, so that findings from different laptops
join. The register changes and retires them like any other.
"""

from visits_app.domain.registers import Theme

FIRST_THEMES = (
    Theme(
        "caseloads",
        "Caseloads",
        "How many children each worker holds, and how the work is shared out.",
    ),
    Theme(
        "supervision",
        "Supervision",
        "Whether staff get regular time with a manager to think about their work, "
        "and it is written down.",
    ),
    Theme(
        "recruitment-and-retention",
        "Recruitment and retention",
        "Filling posts, keeping people, and how far the service leans on agency staff.",
    ),
    Theme(
        "management",
        "Management and leadership",
        "Direction, decisions, and whether managers are seen and heard.",
    ),
    Theme(
        "premises",
        "Premises and equipment",
        "Offices, homes, cars, telephones and computers: what people work and live with.",
    ),
    Theme(
        "childs-voice",
        "Child's voice",
        "Whether children and young people are heard, and what changed because of it.",
    ),
    Theme(
        "timeliness-of-assessments",
        "Timeliness of assessments",
        "Whether assessments are finished in the time the child was promised.",
    ),
    Theme(
        "thresholds",
        "Thresholds",
        "Who gets which service, and whether everybody draws the line in the same place.",
    ),
    Theme("early-help", "Early help", "Support before a family needs a social worker."),
    Theme(
        "child-protection",
        "Child protection",
        "Plans, visits and conferences for children at risk of harm.",
    ),
    Theme(
        "placements",
        "Placements and permanence",
        "Where children in care live, how settled they are, fostering and adoption.",
    ),
    Theme(
        "health", "Health and wellbeing", "Physical and emotional health, and the wait for help."
    ),
    Theme(
        "education",
        "Education and work",
        "School, college and work, above all for children in care.",
    ),
    Theme(
        "partnership",
        "Working with partners",
        "Police, schools, health and housing: who comes, who shares, who answers.",
    ),
    Theme(
        "systems-and-recording",
        "Systems and recording",
        "The case-management system, forms, and the time they take from children.",
    ),
    Theme(
        "feedback",
        "Feedback from families and carers",
        "Whether parents and carers are asked, and told what came of it.",
    ),
)
