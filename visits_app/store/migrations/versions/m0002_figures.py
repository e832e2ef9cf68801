"""Figures that come by spreadsheet: imports, what they replaced, rebases, questions.

The SQL is spelled out, not taken from `tables.py`: a migration says what was, for ever.
"""

from alembic import op

from visits_app.store.migrations.versions.m0001_first_tables import SEALED

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW = """
CREATE TABLE figure_import (
    id VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    new INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    undone_at VARCHAR,
    undone_by VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE import_layout (
    fingerprint VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    used_at VARCHAR NOT NULL,
    PRIMARY KEY (fingerprint)
);

CREATE TABLE past_observation (
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
    revised BOOLEAN NOT NULL,
    import_id VARCHAR,
    replaced_at VARCHAR NOT NULL,
    replaced_by VARCHAR NOT NULL,
    replaced_by_import VARCHAR,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(import_id) REFERENCES figure_import (id),
    FOREIGN KEY(replaced_by_import) REFERENCES figure_import (id)
);

CREATE INDEX past_observation_by_replacing ON past_observation (replaced_by_import);

CREATE INDEX past_observation_by_series ON past_observation (series_id, period);

CREATE TABLE rebase (
    id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    series_id VARCHAR,
    starts_on VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    made_at VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id),
    FOREIGN KEY(series_id) REFERENCES series (id)
);

CREATE INDEX ix_rebase_indicator_id ON rebase (indicator_id);

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
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(team_id) REFERENCES team (id)
);

CREATE INDEX indicator_question_by_indicator ON indicator_question (indicator_id);

CREATE INDEX indicator_question_by_status ON indicator_question (status, due);
"""

INDICATOR = """
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
    numerator VARCHAR NOT NULL,
    denominator VARCHAR NOT NULL,
    due_days INTEGER,
    rolling BOOLEAN NOT NULL,
    method VARCHAR NOT NULL,
    aliases VARCHAR NOT NULL,
    catalogue_id VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);
"""

OBSERVATION = """
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
    revised BOOLEAN NOT NULL,
    import_id VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(series_id) REFERENCES series (id),
    FOREIGN KEY(import_id) REFERENCES figure_import (id)
);

CREATE INDEX observation_by_import ON observation (import_id);

CREATE INDEX observation_by_series ON observation (series_id, period);
"""

TARGET = """
CREATE TABLE target (
    id INTEGER NOT NULL,
    indicator_id VARCHAR NOT NULL,
    value FLOAT NOT NULL,
    sense VARCHAR NOT NULL,
    starts_on VARCHAR,
    note VARCHAR NOT NULL,
    upper FLOAT,
    PRIMARY KEY (id),
    FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);

CREATE INDEX ix_target_indicator_id ON target (indicator_id);
"""

MORE = {
    "indicator": (INDICATOR, ", '', '', NULL, 0, 'xmr', '[]', '', 0"),
    "observation": (OBSERVATION, ", 0, NULL"),
    "target": (TARGET, ", NULL"),
}
"""Tables that gain columns at their end: how they are made now, and what old rows hold there."""


def upgrade() -> None:
    """Make the new tables; make those that grow anew, with every row they had."""
    _run(NEW)
    for table, (made, more) in MORE.items():
        op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")
        op.execute(f"DROP TABLE {table}")
        _run(made)
        op.execute(f"INSERT INTO {table} SELECT *{more} FROM kept")
        op.execute("DROP TABLE kept")
    for statement in SEALED:
        op.execute(statement.format(table="past_observation"))


def _run(statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)
