"""The store made in bulk for benchmarks is one the services could have written."""

from pathlib import Path

from tests.big_store import TODAY, fingerprint, make_big_store
from visits_app.domain.sealing import content_hash
from visits_app.domain.visits import VisitFilter, VisitState
from visits_app.services import stores, visit_lists, visits
from visits_app.services.search import search


def test_it_is_sound_and_reads_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "big.mvstore"
    make_big_store(path, visits=300)
    assert stores.check_store(path).faults == ()
    with stores.open_store(path) as store:
        page = visit_lists.list_visits(store, today=TODAY, limit=400)
        assert page.total == len(page.rows) == 300
        assert search(store, "supervision")
        sealed = visit_lists.list_visits(
            store, VisitFilter(states=(VisitState.SUBMITTED,)), today=TODAY
        )
        visit = visits.load_visit(store, sealed.rows[0].id, today=TODAY)
        seal = content_hash(visit.reference, visit.form_id, visit.form_version, visit.answers)
        assert visit.content_hash == seal
        (revision,) = visits.revisions(store, visit.id)
        assert revision.answers == visit.answers
        hit = search(store, visit.reference)[0]
        assert hit.id == visit.id


def test_its_fingerprint_is_the_same_each_time() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 12
