/// What people can meet for, where and how (R-000-15 to R-000-20, R-000-46, R-001-13; contradictions C14, C15).
public struct AppointmentPolicy: Sendable, Hashable, Codable {
    /// What happens to a time shorter than a service's minimum (R-000-20).
    public enum BelowMinimum: String, Sendable, Hashable, Codable, CaseIterable {
        /// It cannot be booked.
        case reject
        /// It is booked and costs the minimum.
        case bill
    }

    /// What a customer who does not come costs (R-003-27).
    public enum NoShow: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing.
        case free
        /// What was agreed.
        case charged
    }

    /// How a service is paid.
    public enum Price: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not by itself: it is free, or the ticket's own time is metered.
        case none
        /// From the account's pool of hours.
        case hours
        /// By the service's hourly rate.
        case money
    }

    /// A thing that the customer needs (R-000-18).
    public struct Equipment: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// What the customer reads.
        public var text: LocalizedText
        /// Whether it also goes without. Default no.
        public var isOptional: Bool

        /// Makes an entry.
        public init(id: String, text: LocalizedText, isOptional: Bool = false) {
            self.id = id
            self.text = text
            self.isOptional = isOptional
        }
    }

    /// How long something usually takes for people of one experience (R-000-19).
    public struct Suggestion: Sendable, Hashable, Codable {
        /// The experience, for example `beginner`.
        public var experience: String
        /// How many minutes.
        public var minutes: Int

        /// Makes a suggestion.
        public init(experience: String, minutes: Int) {
            self.experience = experience
            self.minutes = minutes
        }
    }

    /// Something that people meet for.
    public struct Service: Sendable, Hashable, Codable {
        /// A short word, for example `training`.
        public var id: String
        /// What the customer reads.
        public var title: LocalizedText
        /// What whoever holds it is enrolled as an expert in, for example `trainer` (R-000-15). Default: nothing, so
        /// that any agent may.
        public var skill: String?
        /// Where it may be held. Default: anywhere.
        public var places: [MeetingPlace]
        /// Over which tools. Default: any, and none need be named.
        public var media: [String]?
        /// The least that can be booked or billed, in minutes. Default 1.
        public var minimumMinutes: Int
        /// What happens below the minimum. Default: it cannot be booked.
        public var belowMinimum: BelowMinimum
        /// How many people may take part. Default 100.
        public var maximumAttendees: Int
        /// How it is paid. Default: not by itself.
        public var price: Price
        /// What an hour costs, where it is paid in money.
        public var hourlyRate: WorkOrderPolicy.Rate?
        /// Whether each attendee costs the whole (R-000-16). Default no.
        public var perHead: Bool
        /// The entitlement that pays for it as long as any of it is left (R-003-2). Default: none.
        public var entitlement: String?
        /// What the customer needs. Default: nothing.
        public var equipment: [Equipment]
        /// How long it usually takes. Default: nothing is suggested.
        public var suggestions: [Suggestion]

        /// Makes a service.
        public init(
            id: String, title: LocalizedText, skill: String? = nil,
            places: [MeetingPlace] = MeetingPlace.allCases, media: [String]? = nil, minimumMinutes: Int = 1,
            belowMinimum: BelowMinimum = .reject, maximumAttendees: Int = 100, price: Price = .none,
            hourlyRate: WorkOrderPolicy.Rate? = nil, perHead: Bool = false, entitlement: String? = nil,
            equipment: [Equipment] = [], suggestions: [Suggestion] = []
        ) {
            self.id = id
            self.title = title
            self.skill = skill
            self.places = places
            self.media = media
            self.minimumMinutes = minimumMinutes
            self.belowMinimum = belowMinimum
            self.maximumAttendees = maximumAttendees
            self.price = price
            self.hourlyRate = hourlyRate
            self.perHead = perHead
            self.entitlement = entitlement
            self.equipment = equipment
            self.suggestions = suggestions
        }
    }

    /// The services. Default: one call, free.
    public var services: [Service]
    /// The calendar that times must lie in; names one of the profile's. Default: any time.
    public var calendar: String?
    /// What a customer who does not come costs. Default: nothing.
    public var noShow: NoShow

    /// Makes a policy.
    public init(
        services: [Service] = AppointmentPolicy.standard, calendar: String? = nil, noShow: NoShow = .free
    ) {
        self.services = services
        self.calendar = calendar
        self.noShow = noShow
    }

    /// The service of that id.
    public func service(_ id: String) -> Service? { services.first { $0.id == id } }

    /// The services of the default profile.
    public static let standard = [
        Service(
            id: "call",
            title: [
                "en": "Arranged call", "it": "Chiamata concordata", "pl": "Umówiona rozmowa",
                "es": "Llamada acordada", "ru": "Условленный звонок", "uk": "Домовлений дзвінок",
            ],
            places: [.remote]
        )
    ]
}

extension AppointmentPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case services, calendar, noShow }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = AppointmentPolicy()
        self.init(
            services: try values.value(.services, or: standard.services),
            calendar: try values.optional(.calendar), noShow: try values.value(.noShow, or: standard.noShow)
        )
    }
}

extension AppointmentPolicy.Service {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, title, skill, places, media, minimumMinutes, belowMinimum, maximumAttendees, price, hourlyRate
        case perHead, entitlement, equipment, suggestions
    }

    /// Decodes a service: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = Self(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, skill: try values.optional(.skill),
            places: try values.value(.places, or: standard.places), media: try values.optional(.media),
            minimumMinutes: try values.value(.minimumMinutes, or: standard.minimumMinutes),
            belowMinimum: try values.value(.belowMinimum, or: standard.belowMinimum),
            maximumAttendees: try values.value(.maximumAttendees, or: standard.maximumAttendees),
            price: try values.value(.price, or: standard.price), hourlyRate: try values.optional(.hourlyRate),
            perHead: try values.value(.perHead, or: standard.perHead),
            entitlement: try values.optional(.entitlement),
            equipment: try values.value(.equipment, or: standard.equipment),
            suggestions: try values.value(.suggestions, or: standard.suggestions)
        )
    }
}

extension AppointmentPolicy.Equipment {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, text
        case isOptional = "optional"
    }

    /// Decodes an entry: `id` and `text` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), text: try values.value(.text),
            isOptional: try values.value(.isOptional, or: false)
        )
    }
}

extension AppointmentPolicy.Suggestion {
    enum CodingKeys: String, CodingKey, CaseIterable { case experience, minutes }

    /// Decodes a suggestion: both members must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(experience: try values.value(.experience), minutes: try values.value(.minutes))
    }
}
