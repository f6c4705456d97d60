import SportelloModel
import SportelloTesting
import Testing

@Suite("Validating what a profile offers")
struct OfferValidationTests {
    /// The sample offer with one thing changed.
    private func problems(_ change: (inout ServiceProfile) -> Void) -> [String] {
        ServiceProfile.offering(change).validate().map(\.path)
    }

    @Test("The sample is sound") func sound() { #expect(problems { _ in }.isEmpty) }

    @Test("A rule that an earlier one hides is reported: exceptions come first")
    func hidden() {
        let all = CoverageRule(id: "all", reason: "x", verdict: .excluded)
        #expect(
            problems {
                $0.offer.coverage = [all, CoverageRule(id: "few", reason: "x", caseTypes: ["wish"], verdict: .covered)]
            }
                == ["offer.coverage[1]"])
        #expect(
            problems {
                $0.offer.coverage = [CoverageRule(id: "few", reason: "x", caseTypes: ["wish"], verdict: .covered), all]
            }
            .isEmpty)
        func pair(_ first: (inout CoverageRule) -> Void, _ second: (inout CoverageRule) -> Void) -> [String] {
            var (one, two) = (all, all)
            (one.id, two.id) = ("one", "two")
            first(&one)
            second(&two)
            return problems { $0.offer.coverage = [one, two] }
        }
        let hidden = ["offer.coverage[1]"]
        #expect(pair({ $0.caseTypes = ["wish", "api"] }, { $0.caseTypes = ["api"] }) == hidden)
        #expect(pair({ $0.caseTypes = ["api"] }, { $0.caseTypes = ["wish", "api"] }).isEmpty)
        #expect(pair({ $0.plans = ["basic"] }, { $0.caseTypes = ["api"] }).isEmpty)
        #expect(pair({ $0.roles = ["a", "b"] }, { ($0.roles, $0.causes) = (["a"], ["c"]) }) == hidden)
        #expect(pair({ $0.origins = ["o"] }, { $0.origins = ["p"] }).isEmpty)
        #expect(pair({ $0.causes = ["o"] }, { $0.causes = ["p"] }).isEmpty)
        #expect(pair({ $0.implementers = ["o"] }, { $0.implementers = nil }).isEmpty)
        #expect(pair({ $0.entitled = ["o"] }, { _ in }).isEmpty)
        #expect(pair({ ($0.beyondFairUse, $0.caseTypes) = (true, ["usage"]) }, { $0.caseTypes = ["usage"] }).isEmpty)
        #expect(
            pair({ $0.caseTypes = ["usage"] }, { ($0.beyondFairUse, $0.caseTypes) = (true, ["usage"]) }) == hidden)
    }

    @Test("What a rule names must exist")
    func names() {
        func rule(_ change: (inout CoverageRule) -> Void) -> [String] {
            var rule = CoverageRule(id: "r", reason: "x", verdict: .covered)
            change(&rule)
            return problems { $0.offer.coverage = [rule] }
        }
        #expect(rule { $0.plans = ["gold"] } == ["offer.coverage[0].plans"])
        #expect(rule { $0.plans = [] } == ["offer.coverage[0].plans"])
        #expect(rule { $0.caseTypes = ["moon"] } == ["offer.coverage[0].caseTypes"])
        #expect(rule { $0.causes = [] } == ["offer.coverage[0].causes"])
        #expect(rule { $0.redirects = ["moon"] } == ["offer.coverage[0].redirects"])
        #expect(rule { $0.offers = ["moon"] } == ["offer.coverage[0].offers"])
        #expect(rule { $0.discussion = "moon" } == ["offer.coverage[0].discussion"])
        #expect(rule { $0.verdict = .redirect } == ["offer.coverage[0].redirects"])
        #expect(rule { $0.reason = " " } == ["offer.coverage[0].reason"])
        #expect(rule { ($0.beyondFairUse, $0.caseTypes) = (true, ["wish"]) } == ["offer.coverage[0].beyondFairUse"])
        #expect(rule { $0.workaround = .init(id: "w", text: "") } == ["offer.coverage[0].workaround.text"])
    }

    @Test("Plans, add-ons, notices and routes name what exists, with amounts that make sense")
    func catalogue() {
        #expect(problems { $0.offer.defaultPlan = "gold" } == ["offer.defaultPlan"])
        #expect(problems { $0.offer.defaultPlan = "free" }.isEmpty)
        #expect(problems { $0.offer.plans[0].notices = ["moon"] } == ["offer.plans[0].notices"])
        #expect(
            problems { $0.offer.plans[0].entitlements[0].quantity = 0 } == ["offer.plans[0].entitlements[0].quantity"])
        #expect(problems { $0.offer.plans[0].entitlements[0].price = -1 } == ["offer.plans[0].entitlements[0].price"])
        #expect(problems { $0.offer.plans[1].id = "basic" } == ["offer.plans[1].id"])
        #expect(problems { $0.offer.addOns[0].validDays = 0 } == ["offer.addOns[0].validDays"])
        #expect(problems { $0.offer.addOns[3].caseType = "moon" } == ["offer.addOns[3].caseType"])
        #expect(problems { $0.offer.addOns[3].entitlement = nil } == ["offer.addOns[3]"])
        #expect(problems { $0.offer.notices[0].version = 0 } == ["offer.notices[0].version"])
        #expect(problems { $0.offer.upstream[0].redirect = "moon" } == ["offer.upstream[0].redirect"])
        #expect(problems { $0.offer.upstream[0].roles = [] } == ["offer.upstream[0].roles"])
        #expect(problems { $0.offer.upstream[0].plans = ["moon"] } == ["offer.upstream[0].plans"])
        #expect(problems { $0.offer.redirects[0].title = "" } == ["offer.redirects[0].title"])
        let known = problems { profile in
            profile.offer.entitlements = ["basicSupport", "initialTraining", "advancedSupport", "training"]
                .map { OfferPolicy.Entitlement(id: $0, title: LocalizedText(["en": $0])) }
        }
        #expect(
            known == [
                "offer.plans[0].entitlements[0].id", "offer.plans[1].entitlements[0].id", "offer.addOns[3].entitlement",
            ])
    }

    @Test("Fair use has a threshold and a window, once a case type")
    func fairUse() {
        #expect(problems { $0.offer.fairUse[0].threshold = 0 } == ["offer.fairUse[0].threshold"])
        #expect(problems { $0.offer.fairUse[0].threshold = 1000 }.isEmpty)
        #expect(problems { $0.offer.fairUse[0].threshold = 1001 } == ["offer.fairUse[0].threshold"])
        #expect(problems { $0.offer.fairUse[0].windowDays = 0 } == ["offer.fairUse[0].windowDays"])
        #expect(problems { $0.offer.fairUse[0].offers = ["moon"] } == ["offer.fairUse[0].offers"])
        #expect(problems { $0.offer.fairUse[0].redirects = ["moon"] } == ["offer.fairUse[0].redirects"])
        #expect(problems { $0.offer.fairUse.append($0.offer.fairUse[0]) } == ["offer.fairUse[1].caseType"])
    }

    @Test("Account roles are words, and reviews have an interval")
    func roles() {
        #expect(problems { $0.accountRoles.declared = ["owner", "owner"] } == ["accountRoles.declared[1]"])
        #expect(problems { $0.accountRoles.vip = [""] } == ["accountRoles.vip[0]"])
        #expect(
            problems { $0.accountRoles.reviews = [.init(role: "owner", everyDays: 0)] }
                == ["accountRoles.reviews[0].everyDays"])
        #expect(problems { $0.accountRoles.contactRequests = ["moon"] } == ["accountRoles.contactRequests[0]"])
    }
}
