"""The tables of carrel.db, as numbered steps: never change one that was released."""

from __future__ import annotations

from typing import Any

from desktop.errors import StoreError

_STEPS = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        deleted_at REAL,
        last_turn_id INTEGER
    );
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY,
        conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES turns (id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at REAL NOT NULL,
        state TEXT NOT NULL,
        sources TEXT NOT NULL DEFAULT '{}'
    );
    CREATE INDEX turns_by_conversation ON turns (conversation_id);
    CREATE TABLE feedback (
        turn_id INTEGER PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
        rating TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        correction TEXT NOT NULL DEFAULT '',
        created_at REAL NOT NULL
    );
    CREATE VIRTUAL TABLE turn_text USING fts5 (
        text, content = 'turns', content_rowid = 'id', tokenize = 'trigram'
    );
    CREATE TRIGGER turn_added AFTER INSERT ON turns BEGIN
        INSERT INTO turn_text (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER turn_removed AFTER DELETE ON turns BEGIN
        INSERT INTO turn_text (turn_text, rowid, text) VALUES ('delete', old.id, old.text);
    END;
    CREATE TRIGGER turn_changed AFTER UPDATE OF text ON turns BEGIN
        INSERT INTO turn_text (turn_text, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO turn_text (rowid, text) VALUES (new.id, new.text);
    END;
    """,
    """
    ALTER TABLE conversations ADD COLUMN preset TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversations ADD COLUMN summary TEXT NOT NULL DEFAULT '';
    ALTER TABLE turns ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE prompts (
        turn_id INTEGER PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
        value BLOB NOT NULL
    );
    """,
    """
    ALTER TABLE conversations ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE preferences (
        id INTEGER PRIMARY KEY,
        chosen_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        rejected_id INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        reason TEXT NOT NULL DEFAULT '',
        created_at REAL NOT NULL,
        UNIQUE (chosen_id, rejected_id)
    );
    CREATE INDEX turns_by_parent ON turns (parent_id);
    ALTER TABLE turns ADD COLUMN quoted TEXT NOT NULL DEFAULT '';
    UPDATE turns SET quoted = (
        SELECT coalesce(group_concat(json_extract(value, '$.text'), char(10)), '')
        FROM json_each(turns.sources, '$.quotes')
    );
    DROP TRIGGER turn_added;
    DROP TRIGGER turn_removed;
    DROP TRIGGER turn_changed;
    DROP TABLE turn_text;
    CREATE VIRTUAL TABLE turn_text USING fts5 (
        text, quoted, content = 'turns', content_rowid = 'id', tokenize = 'trigram'
    );
    INSERT INTO turn_text (turn_text) VALUES ('rebuild');
    CREATE TRIGGER turn_added AFTER INSERT ON turns BEGIN
        INSERT INTO turn_text (rowid, text, quoted) VALUES (new.id, new.text, new.quoted);
    END;
    CREATE TRIGGER turn_removed AFTER DELETE ON turns BEGIN
        INSERT INTO turn_text (turn_text, rowid, text, quoted)
            VALUES ('delete', old.id, old.text, old.quoted);
    END;
    CREATE TRIGGER turn_changed AFTER UPDATE OF text, quoted ON turns BEGIN
        INSERT INTO turn_text (turn_text, rowid, text, quoted)
            VALUES ('delete', old.id, old.text, old.quoted);
        INSERT INTO turn_text (rowid, text, quoted) VALUES (new.id, new.text, new.quoted);
    END;
    """,
    "ALTER TABLE conversations ADD COLUMN collections TEXT NOT NULL DEFAULT '[]';",
    """
    CREATE TABLE drafts (
        conversation_id INTEGER UNIQUE REFERENCES conversations (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    );
    """,
)


def migrate(connection: Any, path: str) -> None:
    """Bring the tables up to date; raises StoreError("store_newer") for a newer file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(_STEPS):
        raise StoreError("store_newer", path)
    for number, step in enumerate(_STEPS[version:], version + 1):
        connection.executescript(f"BEGIN; {step} PRAGMA user_version = {number}; COMMIT;")
