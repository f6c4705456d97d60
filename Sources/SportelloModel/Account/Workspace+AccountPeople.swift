extension Workspace {
    /// A person belongs to an account; the tickets that the person can still write to follow.
    mutating func attach(_ contact: ContactID, to id: AccountID, roles: [RequesterRole]) throws(Stop) {
        try requireKeeper()
        try need([.account(id), .contact(contact)])
        let account = try account(id)
        let person = try state(contact)
        guard person.account == nil || person.account == id else { throw refuse(.otherAccount) }
        let member = AccountContact(contact: contact, roles: roles)
        guard !account.contacts.contains(member) else { return }
        try record(.contactAttached(member), on: id)
        guard person.account != id else { return }
        try moveContact(person, to: id)
    }

    /// A person leaves an account. Tickets stay with the account under which they were registered.
    mutating func detach(_ contact: ContactID, from id: AccountID) throws(Stop) {
        try requireKeeper()
        try need([.account(id), .contact(contact)])
        let account = try account(id)
        guard account.contacts.contains(where: { $0.contact == contact }) else { throw refuse(.notFound) }
        try record(.contactDetached(contact), on: id)
        try record(.accountSet(ContactAccountSet(account: nil)), on: contact)
    }

    private mutating func moveContact(_ person: Contact, to id: AccountID) throws(Stop) {
        try need(person.tickets.map(StreamID.ticket))
        try record(.accountSet(ContactAccountSet(account: id)), on: person.id)
        for ticket in person.tickets { try setAccount(id, of: ticket) }
    }

    /// A ticket without an account gets one; one that has it keeps it.
    mutating func setAccount(_ account: AccountID?, of ticket: TicketID) throws(Stop) {
        guard let account, try state(ticket).facts.account == nil else { return }
        try record(.coverage(.accountSet(account)), on: ticket)
    }

    /// Gives a role to somebody, or explicitly to nobody.
    mutating func setRole(_ role: AccountRole, _ holder: RoleHolder?, of id: AccountID) throws(Stop) {
        try requireKeeper()
        let account = try account(id)
        guard !role.rawValue.isEmpty else { throw refuse(.invalid, nil, ["field": "role"]) }
        guard account.roles[role] != holder else { return }
        try record(.roleSet(AccountRoleSet(role: role, holder: holder)), on: id)
        try requireRoles(of: self.account(id))
    }

    /// Stops when a role that the profile asks for is unset, or one that a VIP account needs is nobody's (R-003-1,
    /// R-002-72).
    func requireRoles(of account: Account) throws(Stop) {
        let policy = profile.accountRoles
        for role in policy.declared where account.roles[role] == nil {
            throw refuse(.roleNeeded, "R-003-1", ["role": role.rawValue])
        }
        guard account.isVIP else { return }
        for role in policy.vip where account.holder(of: role) == nil {
            throw refuse(.roleNeeded, "R-002-72", ["role": role.rawValue])
        }
    }
}
