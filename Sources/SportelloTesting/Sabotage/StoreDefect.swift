/// A way for a store to break the law, one at a time. Each must be caught by a case of ``StoreConformance``.
public enum StoreDefect: String, CaseIterable, Sendable, CustomStringConvertible {
    /// Acknowledges a commit that a restart forgets.
    case losesTheLastCommit
    /// Appends whatever the command expected.
    case ignoresTheExpectedHead
    /// Compares the numbers of heads only.
    case ignoresTheHeadsDigest
    /// Makes every retry a new command.
    case ignoresTheKey
    /// Answers a reused key with the old reply.
    case mistakesReuseForReplay
    /// Says `committed` to a replay.
    case hidesReplays
    /// Takes all authors' ids for one space.
    case forgetsTheKeysAuthor
    /// Compares ids by what they look like.
    case foldsIDs
    /// Replays without the command's own result.
    case forgetsResults
    /// Lets a second stream have a unique key.
    case ignoresUniqueKeys
    /// Never frees a unique key.
    case ignoresReleases
    /// Commits each stream's part by itself.
    case splitsTransactions
    /// Undoes the whole batch when one transaction is refused.
    case failsTheWholeBatch
    /// Applies a batch backwards.
    case reversesBatches
    /// Sends the outgoing items of refused transactions.
    case queuesRefusedItems
    /// Takes transactions that contradict themselves.
    case acceptsContradictions
    /// Drops a commit whose caller went away.
    case abandonsCancelledCommits
    /// Clears the activity when a write leaves it out.
    case dropsTheActivity
    /// Keeps the index columns of a stream's first write.
    case forgetsIndexChanges
    /// Ends texts at a zero character.
    case cutsTexts
    /// Leaves an event out of a stretch.
    case skipsAnEvent
    /// Gives a stretch backwards.
    case reversesStretches
    /// Shows every event in every view.
    case showsHiddenEvents
    /// Takes a view's numbers for complete ones.
    case confusesNumbers
    /// Never says that a stretch goes on.
    case endsStretchesEarly
    /// Wakes a stream a millisecond early.
    case wakesEarly
    /// Doesn't say when the next stream falls due.
    case forgetsTheNextWake
    /// Pages by counting rows.
    case pagesByOffset
    /// Lists streams of every state and owner.
    case ignoresConditions
    /// Finds texts that hold one of the words.
    case findsAnyWord
    /// Takes quotation marks for a query language.
    case readsAQueryLanguage
    /// Searches what was there before the last commit.
    case indexesLate
    /// Finds erased words.
    case findsErasedWords
    /// Erases the commitment together with the content.
    case erasesDigests
    /// Takes a completion from anybody.
    case doesNotFence
    /// Gives one item to two workers.
    case ignoresLeases
    /// Calls every attempt a clean one.
    case hidesAmbiguity
    /// Retries what failed for good.
    case retriesFailures
    /// Frees leased items at a restart.
    case forgetsLeases
    /// Draws a new epoch at every start.
    case changesTheEpoch
    /// Answers after it was closed.
    case staysOpen

    /// The defect's name.
    public var description: String { rawValue }
}
