from tests.views.sample import RECORD

from beritanlp.views.tables import about, tables


def test_tables():
    assert {table.title: table.rows for table in tables(RECORD)} == {
        "people and posts": [("Sari Utami", "Kepala Dinas", "Dinas Pekerjaan Umum", "acting")],
        "dates": [("Senin", "DATE", "2021-02-15 (weekday disagrees)")],
        "quotes": [("Sari Utami", "katanya", "direct", "Siap,")],
        "events (* the main one)": [
            (
                "* personnel.appoint",
                "dilantik",
                "2021-02-15",
                "Wirasari",
                "patient: Sari Utami",
                "not planned",
            )
        ],
    }


def test_rows_are_as_wide_as_their_columns():
    for table in tables(RECORD):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_empty_tables_are_left_out():
    bare = RECORD.model_copy(update={"roles": [], "quotes": [], "timexes": []})
    assert [table.title for table in tables(bare)] == ["events (* the main one)"]


def test_about_names_what_is_known():
    assert about(RECORD) == "Kabar Contoh · 2021-02-16"
