"""What is written together is kept together, from any thread."""

import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError as AlchemyIntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

from visits_app.domain.errors import StoreError
from visits_app.store.engine import Store
from visits_app.store.tables import SettingRow, TeamRow


def settings(store: Store) -> dict[str, str]:
    with store.read() as connection:
        return dict(connection.execute("SELECT key, value FROM setting").fetchall())


def put(store: Store, key: str, value: str = "v") -> None:
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (key, value))


def test_what_a_write_block_leaves_is_there_for_sessions_and_readers(store: Store) -> None:
    put(store, "a", "1")
    with store.transaction() as session:
        assert session.get_one(SettingRow, "a").value == "1"
        session.add(SettingRow(key="b", value="2"))
    assert settings(store) == {"a": "1", "b": "2"}


def test_an_error_in_a_write_block_rolls_everything_back(store: Store) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute("INSERT INTO setting VALUES ('a', '1')")
            raise KeyError("typed")

    with pytest.raises(KeyError):
        fail()
    assert settings(store) == {}


def test_an_error_in_a_session_rolls_everything_back(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as session:
            session.add(SettingRow(key="a", value="1"))
            session.flush()
            raise KeyError("typed")

    with pytest.raises(KeyError):
        fail()
    assert settings(store) == {}


def test_a_table_made_in_a_failed_transaction_is_not_there(store: Store) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute("CREATE TABLE extra (a)")
            raise KeyError("typed")

    with pytest.raises(KeyError):
        fail()
    with store.read() as connection:
        found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'")
        assert found.fetchone() == (0,)


def test_errors_of_the_program_pass_unchanged_and_without_what_was_typed(store: Store) -> None:
    secret = "words of a member"

    def same_name_twice() -> None:
        with store.transaction() as session:
            session.add(TeamRow(id="1", name=secret))
            session.add(TeamRow(id="2", name=secret))

    with pytest.raises(AlchemyIntegrityError) as refused:
        same_name_twice()
    assert secret not in str(refused.value)
    with pytest.raises(sqlcipher.IntegrityError), store.write() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', NULL)")
    with pytest.raises(FileNotFoundError), store.write():
        Path("/nowhere/at/all").read_text()


def test_references_are_enforced(store: Store) -> None:
    with pytest.raises(sqlcipher.IntegrityError), store.write() as connection:
        connection.execute("INSERT INTO visitor VALUES ('no visit', 'no member', 0, 1)")


def test_a_read_block_sees_one_moment_whatever_others_commit(store: Store) -> None:
    put(store, "a")
    with store.read() as connection:
        before = connection.execute("SELECT count(*) FROM setting").fetchone()
        other = threading.Thread(target=put, args=(store, "b"))
        other.start()
        other.join()
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == before
    assert set(settings(store)) == {"a", "b"}


def test_a_read_block_inside_a_transaction_sees_what_that_wrote(store: Store) -> None:
    with store.write() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
        assert settings(store) == {"a": "1"}
    with store.transaction() as session:
        session.add(SettingRow(key="b", value="2"))
        session.flush()
        assert settings(store) == {"a": "1", "b": "2"}
    assert settings(store) == {"a": "1", "b": "2"}


def test_writing_in_a_read_block_is_refused_and_not_kept(store: Store) -> None:
    with pytest.raises(RuntimeError), store.read() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
    assert settings(store) == {}


@pytest.mark.parametrize("inner", ["write", "transaction"])
def test_one_transaction_inside_another_is_refused(store: Store, inner: str) -> None:
    with pytest.raises(RuntimeError), store.write(), getattr(store, inner)():
        pass
    put(store, "a")
    assert settings(store) == {"a": "v"}


def test_writers_of_many_threads_queue_and_none_is_lost(store: Store) -> None:
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(20):
                if number % 5:
                    put(store, f"{name}-{number}")
                else:
                    with store.transaction() as session:
                        session.add(SettingRow(key=f"{name}-{number}", value="v"))
                settings(store)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(settings(store)) == 120


def test_many_short_threads_leave_no_connections_behind(store: Store) -> None:
    for number in range(200):
        thread = threading.Thread(target=put, args=(store, str(number)))
        thread.start()
        thread.join()
    assert len(settings(store)) == 200
    assert len(store._seats) <= 2


def test_the_switches_are_set_in_every_thread(store: Store) -> None:
    found: list[tuple[object, ...]] = []
    names = (
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "temp_store",
        "trusted_schema",
        "recursive_triggers",
        "busy_timeout",
        "cipher_page_size",
    )

    def look() -> None:
        with store.read() as connection:
            found.append(
                tuple(str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
            )

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [("wal", "2", "1", "2", "0", "1", "5000", "4096")] * 2


def test_a_closed_store_says_so_and_closes_twice(store: Store) -> None:
    put(store, "a")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"), store.read():
        pass
    with pytest.raises(StoreError, match="is closed"), store.write():
        pass


def test_closing_waits_for_the_block_another_thread_is_in(store: Store) -> None:
    reading, go_on = threading.Event(), threading.Event()
    found: list[object] = []

    def read() -> None:
        with store.read() as connection:
            reading.set()
            go_on.wait()
            found.append(connection.execute("SELECT 1").fetchone())

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    closer = threading.Thread(target=store.close)
    closer.start()
    go_on.set()
    reader.join()
    closer.join()
    assert found == [(1,)]


def test_nothing_beside_the_store_holds_a_word_in_plain(store: Store) -> None:
    secret = "Winifred Featherstonehaugh"
    put(store, "note", secret)
    with store.write() as connection:
        connection.execute("INSERT INTO visit_text VALUES (?, 'v', 'q')", (secret,))
    with store.read() as connection:
        connection.execute("SELECT value FROM setting ORDER BY value").fetchall()
        files = [file for file in store.path.parent.rglob("*") if file.is_file()]
        assert len(files) > 3
        for file in files:
            content = file.read_bytes()
            assert b"Winifred" not in content
            assert b"SQLite format" not in content


def test_search_ignores_accents(store: Store) -> None:
    with store.write() as connection:
        connection.execute("INSERT INTO visit_text VALUES ('Rodzina Wiśniewska', 'v', 'q')")
    with store.read() as connection:
        found = connection.execute(
            "SELECT visit_id FROM visit_text WHERE body MATCH '\"wisniewska\"'"
        )
        assert found.fetchall() == [("v",)]
