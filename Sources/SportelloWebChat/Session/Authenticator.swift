import Sportello
import SportelloModel
import WebChatProtocol

/// Turns the credentials of `hello` into an identity (protocol §3). Author, role and name come from here and never from
/// what a client says later.
struct Authenticator: Sendable {
    let desk: SupportDesk
    let identities: (any IdentityVerifier)?

    func greet(_ hello: ClientFrame.Hello, language: String) async throws -> Greeting {
        switch (hello.token, hello.visitor) {
        case (let token?, let secret): return try await greet(token: token, secret: secret, language: language)
        case (nil, let secret?): return try await greet(secret: secret)
        case (nil, nil):
            let (contact, secret) = try await desk.registerVisitor(language: language)
            return Greeting(actor: .customer(contact.id, role: .visitor, name: nil), contact: contact, secret: secret)
        }
    }

    func verify(_ token: String) async throws -> VerifiedIdentity {
        guard let identities else { throw HelloFault(code: .notAuthenticated, message: "tokens are not accepted") }
        do {
            return try await identities.verify(TokenRequest(token: token, now: desk.environment.now()))
        } catch let error as IdentityError where error.code == .expired {
            throw HelloFault(code: .tokenExpired, message: "the token has expired")
        } catch is IdentityError {
            throw HelloFault(code: .notAuthenticated, message: "the token is not valid")
        }
    }

    private func greet(secret: String) async throws -> Greeting {
        guard let contact = try await desk.contact(secret: secret) else {
            throw HelloFault(code: .notAuthenticated, message: "the visitor secret is not known")
        }
        let actor = Actor.customer(contact.id, role: .visitor, name: contact.name)
        return Greeting(actor: actor, contact: contact, name: contact.name)
    }

    private func greet(token: String, secret: String?, language: String) async throws -> Greeting {
        let verified = try await verify(token)
        let expiresAt = verified.expiresAt.milliseconds
        guard verified.role == .contact else {
            let actor = Actor.agent(AgentID(rawValue: verified.subject), role: verified.role, name: verified.name)
            return Greeting(actor: actor, subject: verified.subject, expiresAt: expiresAt, name: verified.name)
        }
        var contact = try await desk.contact(
            subject: verified.subject, name: verified.name, email: verified.email, language: language
        )
        if let secret {
            guard let visitor = try await desk.contact(secret: secret) else {
                throw HelloFault(code: .notAuthenticated, message: "the visitor secret is not known")
            }
            // Tickets pass only after both credentials were verified.
            _ = try await desk.perform(
                .passTickets(from: visitor.id, to: contact.id),
                as: .customer(contact.id, role: .contact, name: verified.name)
            )
            contact = try await desk.contact(contact.id)
        }
        return Greeting(
            actor: .customer(contact.id, role: .contact, name: verified.name), contact: contact,
            subject: verified.subject, expiresAt: expiresAt, name: verified.name
        )
    }
}
