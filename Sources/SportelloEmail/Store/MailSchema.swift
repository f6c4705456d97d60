import GRDB

/// The tables of `mail.sqlite`.
enum MailSchema {
    /// `SpMl`.
    static let applicationID: Int32 = 0x5370_4d6c
    /// Mails up to this size lie in the database, where one flush makes hundreds of them durable; larger ones are files.
    static let inlineBytes = 128 << 10

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE raw (digest BLOB PRIMARY KEY, bytes BLOB, size INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE mail (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox TEXT NOT NULL, folder TEXT,
                        validity INTEGER NOT NULL, uid INTEGER NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
                        fullSize INTEGER, receivedAt INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0,
                        note TEXT, tries INTEGER NOT NULL DEFAULT 0, nextTry INTEGER, kind TEXT, key BLOB,
                        contentKey BLOB
                    );
                    CREATE UNIQUE INDEX mailBytes ON mail (mailbox, digest);
                    CREATE UNIQUE INDEX mailContent ON mail (mailbox, contentKey) WHERE contentKey IS NOT NULL;
                    CREATE INDEX mailDue ON mail (nextTry) WHERE nextTry IS NOT NULL;
                    CREATE TABLE cursor (
                        mailbox TEXT NOT NULL, folder TEXT NOT NULL, validity INTEGER NOT NULL, uid INTEGER NOT NULL,
                        PRIMARY KEY (mailbox, folder)
                    ) WITHOUT ROWID;
                    CREATE TABLE thread (
                        mailbox TEXT NOT NULL, messageID TEXT NOT NULL, key BLOB NOT NULL,
                        PRIMARY KEY (mailbox, messageID)
                    ) WITHOUT ROWID;
                    CREATE TABLE outgoing (
                        item BLOB PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, reason TEXT NOT NULL,
                        recipient TEXT NOT NULL, messageID TEXT NOT NULL, raw BLOB, mailbox TEXT NOT NULL,
                        sender TEXT NOT NULL, isAutomatic INTEGER NOT NULL, state INTEGER NOT NULL, isAmbiguous INTEGER NOT NULL DEFAULT 0,
                        attempts INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL, note TEXT
                    ) WITHOUT ROWID;
                    CREATE INDEX outgoingByMessage ON outgoing (messageID);
                    CREATE INDEX outgoingAutomatic ON outgoing (at) WHERE isAutomatic AND state < 3;
                    CREATE TABLE told (key BLOB PRIMARY KEY, upTo INTEGER NOT NULL, references_ TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE suppressed (
                        address TEXT PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL
                    ) WITHOUT ROWID;
                    """
            )
        }
        migrator.registerMigration("2") { database in
            // One index for each limit of automatic mail: counting reads nothing else.
            try database.execute(
                sql: """
                    DROP INDEX outgoingAutomatic;
                    CREATE INDEX automaticByRecipient ON outgoing (recipient, at) WHERE isAutomatic AND state < 3;
                    CREATE INDEX automaticByMailbox ON outgoing (mailbox, at) WHERE isAutomatic AND state < 3;
                    CREATE INDEX automaticByStream ON outgoing (key, at) WHERE isAutomatic AND state < 3;
                    """
            )
        }
        migrator.registerMigration("3") { database in
            // Whether a process died of a mail. What waits is found in its order without the mails that are done.
            try database.execute(
                sql: """
                    ALTER TABLE mail ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0;
                    CREATE TABLE begun (mail INTEGER PRIMARY KEY);
                    CREATE INDEX mailWaiting ON mail (id, nextTry, size, interrupted) WHERE nextTry IS NOT NULL;
                    """
            )
        }
        return migrator
    }
}
