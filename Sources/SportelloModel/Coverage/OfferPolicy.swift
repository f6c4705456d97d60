/// What the provider offers: products, plans, what they include, what can be bought, and what each case costs
/// (R-000-1…8, R-003-12…19, R-004-1…9).
///
/// Money is written in the smallest unit of the desk's currency.
public struct OfferPolicy: Sendable, Hashable, Codable {
    /// The products that this one policy serves (R-000-1). Default: none is named, and any word is taken.
    public var products: [Product]
    /// What an entitlement is called. Default: none; the id is shown.
    public var entitlements: [Entitlement]
    /// What can be subscribed to. Default: none.
    public var plans: [Plan]
    /// The plan of contacts that belong to no account. Default: none.
    public var defaultPlan: String?
    /// What can be bought beside a plan (R-000-5). Default: none.
    public var addOns: [AddOn]
    /// Where customers are sent with what support does not do. Default: none.
    public var redirects: [Redirect]
    /// Which case costs what: the first rule that fits decides, so exceptions come first. Default: none; then everything
    /// is covered.
    public var coverage: [CoverageRule]
    /// How much of a case type is answered before something else is suggested (R-000-22). Default: none; then nothing is
    /// counted (R-002-90).
    public var fairUse: [FairUseRule]
    /// Texts that a customer takes note of when a plan is bought (R-000-14). Default: none.
    public var notices: [Notice]
    /// Whose free help is pointed out beside the desk's own (R-004-1). Default: none.
    public var upstream: [UpstreamRoute]
    /// The activity under which finding out what a case costs is recorded: never work that must be paid (R-003-14).
    /// Default `triage`.
    public var triageActivity: String

    /// Makes a policy.
    public init(
        products: [Product] = [], entitlements: [Entitlement] = [], plans: [Plan] = [], defaultPlan: String? = nil,
        addOns: [AddOn] = [], redirects: [Redirect] = [], coverage: [CoverageRule] = [], fairUse: [FairUseRule] = [],
        notices: [Notice] = [], upstream: [UpstreamRoute] = [], triageActivity: String = "triage"
    ) {
        self.products = products
        self.entitlements = entitlements
        self.plans = plans
        self.defaultPlan = defaultPlan
        self.addOns = addOns
        self.redirects = redirects
        self.coverage = coverage
        self.fairUse = fairUse
        self.notices = notices
        self.upstream = upstream
        self.triageActivity = triageActivity
    }

    /// The plan of that id.
    public func plan(_ id: String) -> Plan? { plans.first { $0.id == id } }
    /// The add-on of that id.
    public func addOn(_ id: String) -> AddOn? { addOns.first { $0.id == id } }
    /// The place of that id.
    public func redirect(_ id: String) -> Redirect? { redirects.first { $0.id == id } }
    /// The notice of that id.
    public func notice(_ id: String) -> Notice? { notices.first { $0.id == id } }
}

extension OfferPolicy {
    /// A product of the provider.
    public struct Product: Sendable, Hashable, Codable {
        /// A short word, stored on tickets.
        public var id: String
        /// What customers call it.
        public var title: LocalizedText

        /// Makes a product.
        public init(id: String, title: LocalizedText) {
            self.id = id
            self.title = title
        }
    }

    /// What an entitlement is called.
    public struct Entitlement: Sendable, Hashable, Codable {
        /// A short word, for example `updates`.
        public var id: String
        /// What customers call it.
        public var title: LocalizedText

        /// Makes an entitlement.
        public init(id: String, title: LocalizedText) {
            self.id = id
            self.title = title
        }
    }

    /// What can be subscribed to.
    public struct Plan: Sendable, Hashable, Codable {
        /// One thing that a plan gives.
        public struct Line: Sendable, Hashable, Codable {
            /// The entitlement.
            public var id: String
            /// How many units; `nil` for any number.
            public var quantity: Int?
            /// What it costs beyond the plan; 0 when it is included (R-001-8).
            public var price: Int

            /// Makes a line.
            public init(id: String, quantity: Int? = nil, price: Int = 0) {
                self.id = id
                self.quantity = quantity
                self.price = price
            }
        }

        /// A short word.
        public var id: String
        /// What customers call it.
        public var title: LocalizedText
        /// Whether it is paid for (R-004-1). Default yes.
        public var isCommercial: Bool
        /// What it gives.
        public var entitlements: [Line]
        /// The notices that must be acknowledged before it is bought.
        public var notices: [String]

        /// Makes a plan.
        public init(
            id: String, title: LocalizedText, isCommercial: Bool = true, entitlements: [Line] = [],
            notices: [String] = []
        ) {
            self.id = id
            self.title = title
            self.isCommercial = isCommercial
            self.entitlements = entitlements
            self.notices = notices
        }
    }

    /// What can be bought beside a plan.
    public struct AddOn: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What customers call it.
        public var title: LocalizedText
        /// The entitlement it gives; `nil` when it only pays for the ticket on which it is accepted.
        public var entitlement: String?
        /// How many units; `nil` for any number.
        public var quantity: Int?
        /// What it costs; `nil` where that depends on the work.
        public var price: Int?
        /// For how many days of 24 hours it holds; `nil` until the contract ends.
        public var validDays: Int?
        /// The case type of the ticket with which its work begins; `nil` when none is made (R-000-7).
        public var caseType: String?

        /// Makes an add-on.
        public init(
            id: String, title: LocalizedText, entitlement: String? = nil, quantity: Int? = nil, price: Int? = nil,
            validDays: Int? = nil, caseType: String? = nil
        ) {
            self.id = id
            self.title = title
            self.entitlement = entitlement
            self.quantity = quantity
            self.price = price
            self.validDays = validDays
            self.caseType = caseType
        }
    }

    /// A text that a customer takes note of. Taking note is no consent.
    public struct Notice: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// Rises with every change of the text; 1 or more.
        public var version: Int
        /// The text.
        public var text: LocalizedText

        /// Makes a notice.
        public init(id: String, version: Int = 1, text: LocalizedText) {
            self.id = id
            self.version = version
            self.text = text
        }
    }
}
