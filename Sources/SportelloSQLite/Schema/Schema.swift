import GRDB
import Sportello

/// The tables, as they came to be. Never change a published step; add one.
///
/// What is hot is narrow and dense, because a commit writes whole pages: a message appends to `event` and `content`
/// at their ends and to `answer` and `recentEvent`, and overwrites its ticket's line in `head`.
/// `stream` is written only when the state or the index columns change.
enum Schema {
    /// Marks the file as a desk's database in its header: `Sprt`.
    static let applicationID: Int32 = 0x5370_7274

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 streams, log and outbox") { try $0.execute(sql: first) }
        migrator.registerMigration("2 deferred text index") { try $0.execute(sql: second) }
        migrator.registerMigration("3 replies in bundles") { try $0.execute(sql: third) }
        migrator.registerMigration("4 wake-ups in one order") { try $0.execute(sql: fourth) }
        migrator.registerMigration("5 places in bundles") { try $0.execute(sql: fifth) }
        migrator.registerMigration("6 replies in one order") { try $0.execute(sql: sixth) }
        return migrator
    }

    private static let first = """
        CREATE TABLE meta (
            name TEXT NOT NULL PRIMARY KEY,
            value NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE stream (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            key BLOB NOT NULL,
            state BLOB NOT NULL,
            wakeAt INTEGER,
            contact BLOB,
            account BLOB,
            number TEXT,
            status TEXT NOT NULL,
            isOpen INTEGER NOT NULL,
            team TEXT,
            assignee TEXT,
            topic TEXT,
            band INTEGER,
            priority INTEGER,
            arrival INTEGER,
            ticket BLOB,
            createdAt INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX stream_name ON stream (kind, key);
        CREATE INDEX stream_wake ON stream (wakeAt) WHERE wakeAt IS NOT NULL;
        CREATE INDEX stream_queue ON stream (kind, band, priority, arrival, ticket) WHERE band IS NOT NULL;
        CREATE INDEX stream_contact ON stream (contact, createdAt) WHERE contact IS NOT NULL;
        CREATE INDEX stream_account ON stream (account, createdAt) WHERE account IS NOT NULL;
        CREATE INDEX stream_open ON stream (kind, isOpen, createdAt, key);
        CREATE INDEX stream_assignee ON stream (assignee, createdAt) WHERE assignee IS NOT NULL;
        CREATE INDEX stream_newest ON stream (kind, createdAt, key);

        CREATE TABLE head (
            stream INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL,
            publicSeq INTEGER NOT NULL,
            staffSeq INTEGER NOT NULL,
            digest BLOB NOT NULL,
            activity BLOB NOT NULL
        );

        -- publicSeq and staffSeq count the visible events up to and including this one; bits 0 and 1 of visibility say
        -- whether the contact and the staff see the event itself.
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            publicSeq INTEGER NOT NULL,
            staffSeq INTEGER NOT NULL,
            visibility INTEGER NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            role TEXT NOT NULL,
            author TEXT NOT NULL,
            name TEXT,
            clientID TEXT,
            facts BLOB NOT NULL,
            contentDigest BLOB,
            digest BLOB NOT NULL
        );
        CREATE UNIQUE INDEX event_place ON event (stream, seq);
        CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

        -- id is the event's.
        CREATE TABLE content (
            id INTEGER PRIMARY KEY,
            salt BLOB,
            text TEXT,
            details TEXT
        );

        -- key: 16 bytes of a digest over author and id; content: 16 bytes of the command's digest. event: what the
        -- command answered, when that is the place of an event; the columns after it otherwise.
        CREATE TABLE reply (
            stream INTEGER NOT NULL,
            key BLOB NOT NULL,
            content BLOB NOT NULL,
            event INTEGER,
            result BLOB,
            otherKind TEXT,
            otherKey BLOB,
            seq INTEGER,
            publicSeq INTEGER,
            staffSeq INTEGER,
            at INTEGER,
            PRIMARY KEY (stream, key)
        ) WITHOUT ROWID;

        CREATE TABLE uniqueKey (
            space TEXT NOT NULL,
            value TEXT NOT NULL,
            kind TEXT NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (space, value)
        ) WITHOUT ROWID;

        -- state: 0 waits for dueAt, 1 leased until dueAt, 2 failed for good.
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            item BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            key BLOB NOT NULL,
            channel TEXT NOT NULL,
            payload BLOB NOT NULL,
            notBefore INTEGER NOT NULL,
            dueAt INTEGER NOT NULL,
            state INTEGER NOT NULL DEFAULT 0,
            attempt INTEGER NOT NULL DEFAULT 0,
            isAmbiguous INTEGER NOT NULL DEFAULT 0,
            reason TEXT
        );
        CREATE INDEX outbox_due ON outbox (dueAt, id) WHERE state < 2;

        INSERT INTO meta VALUES ('events', 0), ('tally', zeroblob(32));
        """

    private static let second = """
        CREATE VIRTUAL TABLE contentText USING fts5(
            text, content='content', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
        );
        INSERT INTO meta VALUES ('textsIndexed', 0), ('textsNeedMerge', 0);
        """

    /// The latest replies, in the order in which they came; from here they go to `reply` many at a time, so that a
    /// message does not write a page of its conversation's replies (see ``ReplyStatements``).
    private static let third = """
        CREATE TABLE recentReply (
            id INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            key BLOB NOT NULL,
            content BLOB NOT NULL,
            event INTEGER,
            result BLOB,
            otherKind TEXT,
            otherKey BLOB,
            seq INTEGER,
            publicSeq INTEGER,
            staffSeq INTEGER,
            at INTEGER
        );
        """

    /// Wake-ups of the same instant lie in the order in which they are asked for: a page of them is read, not all.
    private static let fourth = """
        DROP INDEX stream_wake;
        CREATE INDEX stream_wake ON stream (wakeAt, kind, key) WHERE wakeAt IS NOT NULL;
        """

    /// Where a stream's events lie among the rows of `event`. The latest are in `recentEvent`, in the order in which they
    /// came; from there they go to `eventPlace` many at a time (see ``EventPlaces``).
    private static let fifth = """
        CREATE TABLE eventPlace (
            stream INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (stream, seq)
        ) WITHOUT ROWID;
        CREATE TABLE recentEvent (
            event INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            seq INTEGER NOT NULL
        );
        INSERT INTO eventPlace SELECT stream, seq, id FROM event ORDER BY stream, seq;
        DROP INDEX event_place;
        """

    /// Replies stay in the order in which they came; only where they lie goes to its place many at a time, with the first
    /// half of the key (see ``ReplyStatements``). `answersPlaced` is the last one that is in its place.
    private static let sixth = """
        CREATE TABLE answer (
            id INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            key BLOB NOT NULL,
            content BLOB NOT NULL,
            event INTEGER,
            result BLOB,
            otherKind TEXT,
            otherKey BLOB,
            seq INTEGER,
            publicSeq INTEGER,
            staffSeq INTEGER,
            at INTEGER
        );
        CREATE TABLE answerPlace (
            stream INTEGER NOT NULL,
            answer INTEGER NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (stream, answer)
        ) WITHOUT ROWID;
        INSERT INTO answer (stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at)
            SELECT stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at FROM reply;
        INSERT INTO answer (stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at)
            SELECT stream, key, content, event, result, otherKind, otherKey, seq, publicSeq, staffSeq, at
            FROM recentReply ORDER BY id;
        INSERT INTO answerPlace SELECT stream, id, substr(key, 1, 8) FROM answer;
        INSERT INTO meta SELECT 'answersPlaced', coalesce(max(id), 0) FROM answer;
        DROP TABLE reply;
        DROP TABLE recentReply;
        """
}
