"""One answer saved by us, and one committed write through bare sqlcipher3 with the same switches.

Ours is the whole service: the form is asked, the answer, the search index and the history written.
"""

import json
import sys
import time
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.domain.registers import Member
from visits_app.services import registers, stores, visits

folder, repeats = Path(sys.argv[1]), int(sys.argv[2])

bare = sqlcipher.connect(str(folder / "bare.db"), isolation_level=None)
bare.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
bare.execute("PRAGMA journal_mode = WAL")
bare.execute("PRAGMA synchronous = FULL")
bare.execute(
    "CREATE TABLE answer (visit_id TEXT, question_id TEXT, value TEXT,"
    " PRIMARY KEY (visit_id, question_id)) WITHOUT ROWID"
)


def write_bare(text: str) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT OR REPLACE INTO answer VALUES ('v', 'summary', ?)", (text,))
    bare.execute("COMMIT")


with stores.create_store(folder / "ours.mvstore") as store:
    registers.put_member(store, Member("m", "Councillor for Northmead"), by="m")
    visit = visits.start_visit(store, form_id="standard", author_id="m")

    def save_ours(text: str) -> None:
        visits.save_answers(store, visit.id, {"summary": text}, by="m")

    words = "The duty team had two vacancies and covered them between themselves. "
    ours, floor = [], []
    for number in range(repeats + 20):
        text = words * (number % 5 + 1) + str(number)
        begun = time.perf_counter()
        save_ours(text)
        middle = time.perf_counter()
        write_bare(text)
        ended = time.perf_counter()
        if number >= 20:
            ours.append(middle - begun)
            floor.append(ended - middle)
bare.close()
print(json.dumps({"ours": ours, "floor": floor}))
