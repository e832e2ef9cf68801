"""The first tables, full-text search and the triggers that keep the history whole.

The SQL is spelled out, not taken from `tables.py`: a migration says what was, for ever.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE event (
    id VARCHAR NOT NULL,
    happened_on VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    precision VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE form (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE TABLE history (
    sequence INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    entity VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    PRIMARY KEY (sequence)
);

CREATE INDEX history_by_record ON history (entity, entity_id);

CREATE TABLE indicator (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    frequency VARCHAR NOT NULL,
    decimals INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    caution VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE meeting (
    id VARCHAR NOT NULL,
    held_on VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    topics VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    visits_item BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE member (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    ward VARCHAR NOT NULL,
    political_group VARCHAR NOT NULL,
    co_opted BOOLEAN NOT NULL,
    term_start VARCHAR,
    term_end VARCHAR,
    PRIMARY KEY (id)
);

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
    PRIMARY KEY (id),
    UNIQUE (reference)
);

CREATE TABLE setting (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE team (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    lead_role VARCHAR NOT NULL,
    visit_every_months INTEGER,
    note VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE theme (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE indicator_team (
    indicator_id VARCHAR NOT NULL,
    team_id VARCHAR NOT NULL,
    PRIMARY KEY (indicator_id, team_id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE,
    FOREIGN KEY(team_id) REFERENCES team (id)
);

CREATE TABLE indicator_theme (
    indicator_id VARCHAR NOT NULL,
    theme_id VARCHAR NOT NULL,
    PRIMARY KEY (indicator_id, theme_id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id)
);

CREATE TABLE series (
    id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);

CREATE INDEX ix_series_indicator_id ON series (indicator_id);

CREATE TABLE target (
    id INTEGER NOT NULL,
    indicator_id VARCHAR NOT NULL,
    value FLOAT NOT NULL,
    sense VARCHAR NOT NULL,
    starts_on VARCHAR,
    note VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);

CREATE INDEX ix_target_indicator_id ON target (indicator_id);

CREATE TABLE visit (
    id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    reference VARCHAR NOT NULL,
    form_id VARCHAR NOT NULL,
    form_version INTEGER NOT NULL,
    mode VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    team_id VARCHAR,
    visit_date VARCHAR,
    author_id VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,
    marking VARCHAR NOT NULL,
    example BOOLEAN NOT NULL,
    revision INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    submitted_at VARCHAR,
    PRIMARY KEY (id),
    CHECK (state IN ('draft', 'submitted', 'not_held', 'correcting')),
    UNIQUE (number),
    UNIQUE (reference),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(author_id) REFERENCES member (id)
);

CREATE INDEX visit_by_author ON visit (author_id, state, visit_date, number);

CREATE INDEX visit_by_date ON visit (visit_date, number);

CREATE INDEX visit_by_form ON visit (form_id, visit_date, number);

CREATE INDEX visit_by_state ON visit (state, visit_date, number);

CREATE INDEX visit_by_team ON visit (team_id, visit_date, number);

CREATE INDEX visit_by_updated ON visit (updated_at, number);

CREATE TABLE answer (
    visit_id VARCHAR NOT NULL,
    question_id VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    PRIMARY KEY (visit_id, question_id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE
);

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
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE
);

CREATE INDEX ask_by_status ON ask (status, due);

CREATE INDEX ask_by_visit ON ask (visit_id, position, status);

CREATE TABLE finding (
    id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    theme_id VARCHAR,
    text VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    data_relation VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id)
);

CREATE INDEX finding_by_theme ON finding (theme_id);

CREATE INDEX finding_by_visit ON finding (visit_id, position, kind);

CREATE TABLE observation (
    id INTEGER NOT NULL,
    series_id VARCHAR NOT NULL,
    period VARCHAR,
    value FLOAT,
    precision VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    value_text VARCHAR NOT NULL,
    numerator FLOAT,
    denominator FLOAT,
    provisional BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    source_ref VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(series_id) REFERENCES series (id)
);

CREATE INDEX observation_by_series ON observation (series_id, period);

CREATE TABLE question (
    id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    sent_ahead VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE
);

CREATE INDEX question_by_visit ON question (visit_id, position);

CREATE TABLE revision (
    visit_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    answers VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    sealed_at VARCHAR NOT NULL,
    sealed_by VARCHAR NOT NULL,
    PRIMARY KEY (visit_id, number),
    FOREIGN KEY(visit_id) REFERENCES visit (id)
);

CREATE TABLE visit_theme (
    visit_id VARCHAR NOT NULL,
    theme_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (visit_id, theme_id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id)
);

CREATE INDEX visit_theme_by_theme ON visit_theme (theme_id, number);

CREATE TABLE visitor (
    visit_id VARCHAR NOT NULL,
    member_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (visit_id, member_id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
    FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE INDEX visitor_by_member ON visitor (member_id, number);

CREATE TABLE evidence_link (
    id VARCHAR NOT NULL,
    recommendation_id VARCHAR NOT NULL,
    visit_id VARCHAR NOT NULL,
    finding_id VARCHAR,
    kind VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
    FOREIGN KEY(finding_id) REFERENCES finding (id) ON DELETE CASCADE
);

CREATE INDEX evidence_by_recommendation ON evidence_link (recommendation_id);

CREATE INDEX evidence_by_visit ON evidence_link (visit_id);
"""

SEARCH = """
CREATE VIRTUAL TABLE visit_text USING fts5(
    body, visit_id UNINDEXED, question_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2"
);

INSERT INTO visit_text (visit_text, rank) VALUES ('pgsz', 3960);
"""
# Encryption takes 80 bytes of each page: a leaf of the usual 4050 would spill into a second one.

# One trigger a statement; {table} is a table whose rows are written once.
SEALED = (
    """
    CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is written once: no row of it is ever changed'); END
    """,
    """
    CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is written once: no row of it is ever deleted'); END
    """,
)


def upgrade() -> None:
    """Build everything; the caller's transaction makes it all or nothing."""
    for script in (TABLES, SEARCH):
        for statement in script.split(";\n"):
            if statement.strip():
                op.execute(statement)
    for table in ("history", "revision"):
        for statement in SEALED:
            op.execute(statement.format(table=table))
