"""The officer's desk: bodies and meetings, rota, life of a report, actions, sheets, papers.

The SQL is spelled out, not taken from `tables`: a migration says what was, for ever.
"""

from alembic import op

from visits_app.store.migrations.versions.m0001_first_tables import SEALED

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW = """
CREATE TABLE body (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    ends_on VARCHAR,
    note VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE privacy_decision (
    id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_at VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    undone_at VARCHAR,
    PRIMARY KEY (id)
);

CREATE INDEX privacy_decision_by_subject ON privacy_decision (subject, subject_id);

CREATE TABLE sheet (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    rows VARCHAR NOT NULL,
    issued_on VARCHAR NOT NULL,
    issued_by VARCHAR NOT NULL,
    due VARCHAR,
    PRIMARY KEY (id)
);

CREATE INDEX sheet_by_subject ON sheet (kind, subject_id);

CREATE TABLE body_member (
    body_id VARCHAR NOT NULL,
    member_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    starts_on VARCHAR,
    ends_on VARCHAR,
    PRIMARY KEY (body_id, member_id),
    FOREIGN KEY(body_id) REFERENCES body (id) ON DELETE CASCADE,
    FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX body_member_by_member ON body_member (member_id);

CREATE TABLE sheet_return (
    id VARCHAR NOT NULL,
    sheet_id VARCHAR,
    kind VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    lines VARCHAR NOT NULL,
    taken INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    received_at VARCHAR NOT NULL,
    received_by VARCHAR NOT NULL,
    undone_at VARCHAR,
    undone_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);

CREATE INDEX sheet_return_by_sheet ON sheet_return (sheet_id);

CREATE TABLE attendance (
    meeting_id VARCHAR NOT NULL,
    member_id VARCHAR NOT NULL,
    presence VARCHAR NOT NULL,
    substitute_for VARCHAR,
    PRIMARY KEY (meeting_id, member_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    FOREIGN KEY(member_id) REFERENCES member (id),
    FOREIGN KEY(substitute_for) REFERENCES member (id)
);

CREATE INDEX attendance_by_member ON attendance (member_id);

CREATE TABLE correction (
    id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    sheet_id VARCHAR,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    question_id VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    proposed VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    decision_note VARCHAR NOT NULL,
    decided_on VARCHAR,
    decided_by VARCHAR NOT NULL,
    received_on VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id),
    FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);

CREATE INDEX correction_by_visit ON correction (visit_id, position);

CREATE TABLE meeting_item (
    id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    restricted BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);

CREATE INDEX meeting_item_by_meeting ON meeting_item (meeting_id, position);

CREATE TABLE paper (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    starts_on VARCHAR,
    ends_on VARCHAR,
    meeting_id VARCHAR,
    contents VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    deleted_at VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE TABLE restriction (
    visit_id VARCHAR NOT NULL,
    question_id VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    PRIMARY KEY (visit_id, question_id, row_id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE
);

CREATE TABLE review (
    visit_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    since VARCHAR NOT NULL,
    due VARCHAR,
    marking VARCHAR NOT NULL,
    paragraph INTEGER,
    marking_reason VARCHAR NOT NULL,
    procedure_checked BOOLEAN NOT NULL,
    PRIMARY KEY (visit_id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE
);

CREATE INDEX review_by_stage ON review (stage, due);

CREATE TABLE review_step (
    id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    on_day VARCHAR NOT NULL,
    due VARCHAR,
    note VARCHAR NOT NULL,
    left_laptop BOOLEAN NOT NULL,
    recorded_at VARCHAR NOT NULL,
    recorded_by VARCHAR NOT NULL,
    undone_at VARCHAR,
    undone_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id)
);

CREATE INDEX review_step_by_stage ON review_step (stage);

CREATE INDEX review_step_by_visit ON review_step (visit_id, number);

CREATE TABLE rota_visit (
    id VARCHAR NOT NULL,
    uid VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    team_id VARCHAR NOT NULL,
    on_day VARCHAR NOT NULL,
    starts_at VARCHAR NOT NULL,
    minutes INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    form_id VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    moved_from VARCHAR NOT NULL,
    visit_id VARCHAR,
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE SET NULL
);

CREATE INDEX rota_visit_by_day ON rota_visit (on_day);

CREATE INDEX rota_visit_by_team ON rota_visit (team_id, on_day);

CREATE INDEX rota_visit_by_visit ON rota_visit (visit_id);

CREATE TABLE acceptance (
    id VARCHAR NOT NULL,
    recommendation_id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    accepted_on VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    due VARCHAR,
    note VARCHAR NOT NULL,
    recorded_at VARCHAR NOT NULL,
    recorded_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX acceptance_by_recommendation ON acceptance (recommendation_id, accepted_on);

CREATE TABLE action (
    id VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    origin_id VARCHAR NOT NULL,
    visit_id VARCHAR,
    team_id VARCHAR,
    recommendation_id VARCHAR,
    meeting_id VARCHAR,
    owner VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    response VARCHAR NOT NULL,
    responded_on VARCHAR,
    evidence VARCHAR NOT NULL,
    verified_visit_id VARCHAR,
    verified_by VARCHAR,
    verified_on VARCHAR,
    raised_on VARCHAR NOT NULL,
    raised_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (reference),
    FOREIGN KEY(visit_id) REFERENCES visit (id),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(verified_visit_id) REFERENCES visit (id),
    FOREIGN KEY(verified_by) REFERENCES member (id)
);

CREATE INDEX action_by_origin ON action (origin, origin_id);

CREATE INDEX action_by_status ON action (status, due);

CREATE INDEX action_by_team ON action (team_id, status);

CREATE TABLE meeting_recommendation (
    meeting_id VARCHAR NOT NULL,
    recommendation_id VARCHAR NOT NULL,
    item_id VARCHAR,
    PRIMARY KEY (meeting_id, recommendation_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    FOREIGN KEY(item_id) REFERENCES meeting_item (id) ON DELETE SET NULL
);

CREATE INDEX meeting_recommendation_by_recommendation ON meeting_recommendation (recommendation_id);

CREATE TABLE meeting_visit (
    meeting_id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    item_id VARCHAR,
    PRIMARY KEY (meeting_id, visit_id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    FOREIGN KEY(visit_id) REFERENCES visit (id),
    FOREIGN KEY(item_id) REFERENCES meeting_item (id) ON DELETE SET NULL
);

CREATE INDEX meeting_visit_by_visit ON meeting_visit (visit_id);

CREATE TABLE paper_part (
    paper_id VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    drafted VARCHAR NOT NULL,
    edited VARCHAR,
    fresh VARCHAR,
    hidden BOOLEAN NOT NULL,
    restricted BOOLEAN NOT NULL,
    sources VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    updated_by VARCHAR NOT NULL,
    PRIMARY KEY (paper_id, "key"),
    FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);

CREATE INDEX paper_part_by_paper ON paper_part (paper_id, position);

CREATE TABLE progress_update (
    id VARCHAR NOT NULL,
    recommendation_id VARCHAR NOT NULL,
    told_on VARCHAR NOT NULL,
    told_by VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    due VARCHAR,
    sheet_id VARCHAR,
    recorded_at VARCHAR NOT NULL,
    recorded_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);

CREATE INDEX progress_update_by_recommendation ON progress_update (recommendation_id, told_on);

CREATE TABLE rota_member (
    rota_visit_id VARCHAR NOT NULL,
    member_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (rota_visit_id, member_id),
    FOREIGN KEY(rota_visit_id) REFERENCES rota_visit (id) ON DELETE CASCADE,
    FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX rota_member_by_member ON rota_member (member_id);

CREATE TABLE theme_filing (
    finding_id VARCHAR NOT NULL,
    theme_id VARCHAR NOT NULL,
    filed_at VARCHAR NOT NULL,
    filed_by VARCHAR NOT NULL,
    PRIMARY KEY (finding_id),
    FOREIGN KEY(finding_id) REFERENCES finding (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id)
);

CREATE INDEX ix_theme_filing_theme_id ON theme_filing (theme_id);

CREATE TABLE decision (
    id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    item_id VARCHAR,
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    action_id VARCHAR,
    recommendation_id VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    FOREIGN KEY(item_id) REFERENCES meeting_item (id) ON DELETE SET NULL,
    FOREIGN KEY(action_id) REFERENCES action (id),
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id)
);

CREATE INDEX decision_by_meeting ON decision (meeting_id, position);
"""

MEMBER = """
CREATE TABLE member (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    ward VARCHAR NOT NULL,
    political_group VARCHAR NOT NULL,
    co_opted BOOLEAN NOT NULL,
    term_start VARCHAR,
    term_end VARCHAR,
    role VARCHAR DEFAULT '' NOT NULL,
    retired BOOLEAN DEFAULT '0' NOT NULL,
    PRIMARY KEY (id)
);
"""

THEME = """
CREATE TABLE theme (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    merged_into VARCHAR,
    split_from VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(merged_into) REFERENCES theme (id),
    FOREIGN KEY(split_from) REFERENCES theme (id)
);
"""

FORM = """
CREATE TABLE form (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    retired BOOLEAN DEFAULT '0' NOT NULL,
    PRIMARY KEY (id, version)
);
"""

MEETING = """
CREATE TABLE meeting (
    id VARCHAR NOT NULL,
    held_on VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    visits_item BOOLEAN NOT NULL,
    body_id VARCHAR,
    starts_at VARCHAR DEFAULT '' NOT NULL,
    place VARCHAR DEFAULT '' NOT NULL,
    papers_due VARCHAR,
    officers VARCHAR DEFAULT '' NOT NULL,
    held BOOLEAN,
    PRIMARY KEY (id),
    FOREIGN KEY(body_id) REFERENCES body (id)
);

CREATE INDEX meeting_by_day ON meeting (held_on);
"""

ASK = """
CREATE TABLE ask (
    id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    action VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    response VARCHAR NOT NULL,
    responded_on VARCHAR,
    agreed_owner VARCHAR DEFAULT '' NOT NULL,
    agreed_due VARCHAR DEFAULT '' NOT NULL,
    evidence VARCHAR DEFAULT '' NOT NULL,
    verified_visit_id VARCHAR,
    verified_by VARCHAR,
    verified_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
    FOREIGN KEY(verified_visit_id) REFERENCES visit (id),
    FOREIGN KEY(verified_by) REFERENCES member (id)
);

CREATE INDEX ask_by_status ON ask (status, due);

CREATE INDEX ask_by_visit ON ask (visit_id, position, status);
"""

INDICATOR_QUESTION = """
CREATE TABLE indicator_question (
    id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    series_id VARCHAR,
    team_id VARCHAR,
    period VARCHAR,
    text VARCHAR NOT NULL,
    raised_by VARCHAR NOT NULL,
    raised_on VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    response VARCHAR NOT NULL,
    responded_on VARCHAR,
    evidence VARCHAR DEFAULT '' NOT NULL,
    verified_visit_id VARCHAR,
    verified_by VARCHAR,
    verified_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(verified_visit_id) REFERENCES visit (id),
    FOREIGN KEY(verified_by) REFERENCES member (id)
);

CREATE INDEX indicator_question_by_indicator ON indicator_question (indicator_id);

CREATE INDEX indicator_question_by_status ON indicator_question (status, due);
"""

RECOMMENDATION = """
CREATE TABLE recommendation (
    id VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    made_on VARCHAR,
    owner VARCHAR NOT NULL,
    due VARCHAR,
    due_text VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    year VARCHAR DEFAULT '' NOT NULL,
    service_area VARCHAR DEFAULT '' NOT NULL,
    body_id VARCHAR,
    meeting_id VARCHAR,
    executive_on VARCHAR,
    cabinet_member VARCHAR DEFAULT '' NOT NULL,
    response VARCHAR DEFAULT 'awaited' NOT NULL,
    response_reason VARCHAR DEFAULT '' NOT NULL,
    responded_on VARCHAR,
    timetable VARCHAR DEFAULT '' NOT NULL,
    original_due VARCHAR,
    review_on VARCHAR,
    carried_from VARCHAR,
    superseded_by VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (reference),
    FOREIGN KEY(body_id) REFERENCES body (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(carried_from) REFERENCES recommendation (id),
    FOREIGN KEY(superseded_by) REFERENCES recommendation (id)
);

CREATE INDEX recommendation_by_year ON recommendation (year, reference);
"""

MORE = {
    "member": (MEMBER, "*, '', 0"),
    "theme": (THEME, "*, NULL, NULL"),
    "form": (FORM, "*, 0"),
    "meeting": (
        MEETING,
        "id, held_on, body, note, visits_item, 'body-' || (SELECT min(m.id) FROM kept m"
        " WHERE m.body = kept.body), '', '', NULL, '', NULL",
    ),
    "ask": (ASK, "*, '', '', '', NULL, NULL, NULL"),
    "indicator_question": (INDICATOR_QUESTION, "*, '', NULL, NULL, NULL"),
    "recommendation": (
        RECOMMENDATION,
        "*, '', '', NULL, NULL, NULL, '', 'awaited', '', NULL, '', due, NULL, NULL, NULL",
    ),
}
"""Tables that gain columns: how they are made now, and what each row of the old ones becomes."""

BODIES = """
INSERT INTO body SELECT 'body-' || min(id), body, '', NULL, '', 0 FROM meeting GROUP BY body
"""
"""Every name a meeting was held under becomes a body."""

ITEMS = """
INSERT INTO meeting_item
SELECT meeting.id || '-' || topic.key, meeting.id, topic.key, topic.value, 'item', '', 0
  FROM meeting, json_each(meeting.topics) AS topic
"""
"""Topics, which were a list in the meeting, become items of its agenda."""


def upgrade() -> None:
    """Make the new tables; make those that grow anew, with every row they had."""
    _run(NEW)
    op.execute(BODIES)
    op.execute(ITEMS)
    for table, (made, row) in MORE.items():
        op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")
        op.execute(f"DROP TABLE {table}")
        _run(made)
        op.execute(f"INSERT INTO {table} SELECT {row} FROM kept")
        op.execute("DROP TABLE kept")
    for sealed in ("progress_update", "acceptance"):
        for statement in SEALED:
            op.execute(statement.format(table=sealed))


def _run(statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)
