public import SportelloModel

extension SupportDesk {
    /// An account as it stands, the newest committed state.
    ///
    /// - Throws: `Refusal` with the code `notFound` when there is none.
    public func account(_ id: AccountID) async throws -> Account {
        guard let account: Account = try await state(of: .account(id)) else { throw Refusal(.notFound) }
        return account
    }

    /// The account to which a person belongs; `nil` when to none.
    public func account(of contact: ContactID) async throws -> Account? {
        guard let id = try await self.contact(contact).account else { return nil }
        return try await account(id)
    }

    /// What a person's contract gives now, in words: each entitlement is included, paid or not there (R-001-8). Empty for
    /// a person without an account.
    public func contractTerms(of contact: ContactID, in language: String) async throws -> [ContractTerms] {
        guard let account = try await account(of: contact) else { return [] }
        return profile.contractTerms(of: account, at: environment.now(), in: language)
    }

    /// Free help elsewhere that a person may use too, to be shown where help is opened (R-004-1, R-004-2).
    ///
    /// - Parameters:
    ///   - contact: The person.
    ///   - edition: The product's edition, where the host knows it better than the account.
    public func alternativeRoutes(for contact: ContactID, edition: String? = nil) async throws -> [AlternativeRoute] {
        profile.alternativeRoutes(of: try await account(of: contact), for: contact, edition: edition)
    }
}
