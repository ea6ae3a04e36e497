from beritanlp.records import ArticleRecord, Entity, Mention

TEXT = "Sari bertemu Darto."
RECORD = ArticleRecord(
    id="a",
    text=TEXT,
    entities=[
        Entity(
            id=id,
            label="PER",
            canonical=name + " Utami",
            mentions=[Mention(start=at, end=at + len(name), text=name)],
        )
        for id, name, at in (("E1", "Sari", 0), ("E2", "Darto", 13))
    ],
)


def test_names_lead_from_id_to_canonical_name():
    assert RECORD.names == {"E1": "Sari Utami", "E2": "Darto Utami"}


def test_names_are_no_part_of_what_is_written():
    assert "names" not in RECORD.model_dump()
    assert ArticleRecord.model_validate_json(RECORD.model_dump_json()) == RECORD
