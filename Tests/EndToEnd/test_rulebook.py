"""The rule book's commands over the wire: one story a family (docs/protocol/README.md, "Commands of the rule book")."""

import datetime
import pathlib

import pytest

import server as servers
from desk_helpers import end_all, staffed
from sportello_client import ack, agent, err, new_id, visitor

PROFILE = pathlib.Path(__file__).parent / "profiles" / "rulebook.yaml"


def settings():
    configuration = servers.generous(connectionsPerVisitor=64)
    configuration["desk"]["profile"] = str(PROFILE)
    return configuration


@pytest.fixture
def port(pool):
    return pool("rulebook", settings()).port


def moment(**ahead):
    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**ahead)
    return time.strftime("%Y-%m-%dT%H:00:00.000Z")


async def contracted(port, minutes=None):
    """A customer of an organisation with a ticket, somebody of the staff who has it, and a supervisor."""
    customer = await visitor(port)
    boss = await agent(port, "sue-" + new_id()[:8], "supervisor")
    account = ack(await boss.command("account.open", {"name": "Rossi"}))["result"]["account"]
    contact = customer.welcome["you"]["contact"]
    ack(await boss.command("account.attach", {"account": account, "contact": contact, "roles": ["user"]}))
    if minutes:
        ack(await boss.command("hours.grant", {"account": account, "minutes": minutes}))
    ticket = await customer.start("about our contract")
    staff = await agent(port, "anna-" + new_id()[:8])
    for stream in (ticket.stream, ticket.internal):
        await staff.sub(stream, since=0)
    ack(await staff.command("ticket.claim", {}, ticket.stream))
    return customer, staff, boss, ticket, account


async def balance(session):
    return ack(await session.command("hours.balance"))["result"]


# Queue


async def test_an_agent_takes_the_next_and_asking_again_takes_no_other(make_server):
    port = make_server(settings()).port
    first = await visitor(port)
    one = await first.start("I was first")
    second = await visitor(port)
    two = await second.start("I was second")
    staff = await agent(port, "anna")
    assert ack(await staff.command("queue.takeNext"))["result"] == {"ticket": None}, "who is away gets nothing"
    ack(await staff.command("presence.set", {"state": "available"}))
    id = new_id()
    taken = ack(await staff.command("queue.takeNext", id=id))
    assert (taken["stream"], taken["dup"]) == (one.internal, False)
    assert taken["result"]["ticket"] == {"id": one.id, "number": one.number}
    again = ack(await staff.command("queue.takeNext", id=id))
    assert (again["stream"], again["seq"], again["dup"]) == (one.internal, taken["seq"], True)
    assert ack(await staff.command("queue.takeNext"))["stream"] == two.internal
    assert ack(await staff.command("queue.takeNext"))["result"] == {"ticket": None}
    await first.event("conversation.joined")
    await end_all(first, second, staff)


async def test_an_occupation_is_ones_own_or_a_supervisors_to_say(port):
    async with await agent(port, "busy") as staff, await agent(port, "other") as other:
        away = {"occupation": "training", "reason": "Training", "from": moment(days=1), "until": moment(days=2)}
        ack(await staff.command("queue.occupy", away))
        err(await other.command("queue.occupy", {**away, "agent": "busy"}), "forbidden")
        backwards = {**away, "from": away["until"], "until": away["from"]}
        assert err(await staff.command("queue.occupy", backwards), "bad_request")["field"] == "until"
        ack(await staff.command("queue.vacate", {"occupation": "training"}))
        ack(await staff.command("queue.vacate", {"occupation": "never was"}))
        err(await other.command("queue.enroll", {"agent": "busy", "skills": ["trainer"]}), "forbidden")
        async with await agent(port, "sue", "supervisor") as boss:
            ack(await boss.command("queue.enroll", {"agent": "busy", "skills": ["trainer"], "tiers": [1, 2]}))
            assert err(await boss.command("queue.enroll", {"tiers": [0]}), "bad_request")["field"] == "tiers"


# Outcomes and severity


async def test_an_outcome_tells_its_steps_and_the_customer_sees_none_of_it(port):
    customer, staff, ticket = await staffed(port)
    chosen = ack(await staff.command("outcome.choose", {"outcome": "agreement"}, ticket.internal))
    assert [step["id"] for step in chosen["result"]["steps"]] == ["told"], chosen
    assert chosen["seq"] > 0
    err(await staff.command("ticket.resolve", {"outcome": "agreement", "text": "Done"}, ticket.internal), "refused.")
    ack(await staff.command("outcome.completeStep", {"outcome": "agreement", "step": "told"}, ticket.internal))
    ack(await staff.command("ticket.resolve", {"outcome": "agreement", "text": "Done"}, ticket.internal))
    assert not any(event["kind"].startswith("outcome.") for event in await customer.log(ticket.stream))
    assert any(event["kind"].startswith("outcome.") for event in await staff.log(ticket.internal))
    err(await customer.command("outcome.choose", {"outcome": "bug"}, ticket.stream), "forbidden")
    await end_all(customer, staff)


async def test_a_review_of_the_severity_names_what_is_wrong_with_it(port):
    customer, staff, ticket = await staffed(port)
    wrong = {"severity": "dreadful", "reason": "x"}
    assert err(await staff.command("severity.review", wrong, ticket.stream), "bad_request")["field"] == "severity"
    review = {"severity": "critical", "reason": "x"}
    err(await staff.command("severity.review", review, ticket.stream), "refused.", "forbidden")
    err(await customer.command("severity.review", review, ticket.stream), "forbidden")
    await end_all(customer, staff)


# Coverage


async def test_an_offer_is_answered_once_by_the_customer(port):
    customer, staff, boss, ticket, account = await contracted(port)
    ack(await staff.command("coverage.offer", {"addOn": "reports"}, ticket.stream))
    offered = await customer.event("coverage.offered")
    assert offered["stream"] == ticket.stream
    err(await staff.command("coverage.answerOffer", {"offer": 1, "accepts": True}, ticket.stream), "forbidden")
    id = new_id()
    accepted = ack(await customer.command("coverage.answerOffer", {"offer": 1, "accepts": True}, ticket.stream, id=id))
    again = ack(await customer.command("coverage.answerOffer", {"offer": 1, "accepts": True}, ticket.stream, id=id))
    assert (again["dup"], again["seq"]) == (True, accepted["seq"])
    other = await customer.command("coverage.answerOffer", {"offer": 1, "accepts": False}, ticket.stream, id=id)
    err(other, "id_conflict")
    err(
        await customer.command("coverage.answerOffer", {"offer": 1, "accepts": False}, ticket.stream),
        "refused.alreadyAnswered",
    )
    facts = ack(await staff.command("coverage.show", {}, ticket.stream))["result"]
    assert [offer["state"] for offer in facts["offers"]] == ["accepted"]
    lines = ack(await customer.command("account.show"))["result"]["lines"]
    assert [line["entitlement"] for line in lines] == ["reports"]
    async with await visitor(port) as stranger:
        err(
            await stranger.command("coverage.answerOffer", {"offer": 1, "accepts": True}, ticket.stream), "not_found"
        )
        err(await stranger.command("coverage.authorise", {}, ticket.stream), "not_found")
    await end_all(customer, staff, boss)


# Accounts and hours


async def test_hours_are_granted_once_and_only_the_accounts_people_see_them(port):
    customer, staff, boss, ticket, account = await contracted(port)
    id = new_id()
    for dup in (False, True):
        granted = ack(await boss.command("hours.grant", {"account": account, "minutes": 120}, id=id))
        assert granted["dup"] is dup
    assert await balance(customer) == {"available": 120, "held": 0, "balance": 120}
    by_ticket = ack(await staff.command("hours.balance", {}, ticket.internal))
    assert by_ticket["result"]["balance"] == 120
    statement = ack(await customer.command("hours.statement"))["result"]
    assert [(line["reason"], line["change"]) for line in statement["lines"]] == [("grant", 120)]
    assert statement["totals"]["balance"] == 120
    err(await staff.command("hours.grant", {"account": account, "minutes": 5}), "forbidden")
    err(await customer.command("hours.grant", {"account": account, "minutes": 5}), "forbidden")
    async with await visitor(port) as stranger:
        err(await stranger.command("hours.balance", {"account": account}), "not_found")
        err(await stranger.command("account.show", {"account": account}), "not_found")
    assert err(await staff.command("hours.balance"), "bad_request")["field"] == "account"
    assert err(await boss.command("hours.grant", {"account": account}), "bad_request")["field"] == "minutes"
    await end_all(customer, staff, boss)


async def test_an_account_shows_staff_more_than_its_own_people(port):
    customer, staff, boss, ticket, account = await contracted(port)
    ack(await boss.command("account.setRole", {"account": account, "role": "guardian", "agent": "anna"}))
    inside = ack(await staff.command("account.show", {"account": account}))["result"]
    outside = ack(await customer.command("account.show"))["result"]
    assert inside["name"] == outside["name"] == "Rossi"
    assert inside["roles"] == {"guardian": "anna"} and "roles" not in outside and "contacts" not in outside
    err(await staff.command("account.update", {"account": account, "name": "Bianchi"}), "forbidden")
    ack(await boss.command("account.update", {"account": account, "name": "Bianchi"}))
    assert ack(await customer.command("account.show"))["result"]["name"] == "Bianchi"
    await end_all(customer, staff, boss)


# Ordered jobs and appointments


async def test_an_order_is_priced_approved_done_and_charged_once(port):
    customer, staff, boss, ticket, account = await contracted(port, minutes=120)
    id = new_id()
    what = {"executor": "builders", "specification": "Two reports"}
    order = ack(await staff.command("workOrder.create", what, ticket.internal, id=id))["result"]["order"]
    again = ack(await staff.command("workOrder.create", what, ticket.internal, id=id))
    assert again["dup"] is True and again["result"]["order"] == order
    ack(await staff.command("workOrder.estimate", {"order": order, "minutes": 60}))
    shown = ack(await customer.command("workOrder.show", {"order": order}))["result"]
    assert (shown["state"], shown["fee"]) == ("offered", {"unit": "minutes", "count": 60})
    assert "worked" not in shown
    err(await staff.command("workOrder.approve", {"order": order}), "forbidden")
    ack(await staff.command("workOrder.estimate", {"order": order, "minutes": 90}))
    err(await customer.command("workOrder.approve", {"order": order, "fee": shown["fee"]}), "refused.changedSinceSeen")
    ack(await staff.command("workOrder.estimate", {"order": order, "minutes": 60}))
    ack(await customer.command("workOrder.approve", {"order": order, "fee": shown["fee"]}))
    assert await balance(customer) == {"available": 60, "held": 60, "balance": 120}
    assert ack(await customer.command("workOrder.show", {"order": order}))["result"]["position"] == 1
    ack(await staff.command("workOrder.start", {"order": order}))
    ack(await staff.command("workOrder.recordTime", {"order": order, "minutes": 90, "role": "builder"}))
    ack(await staff.command("workOrder.deliver", {"order": order}))
    err(await staff.command("workOrder.deliver", {"order": order}), "refused.")
    assert await balance(customer) == {"available": 60, "held": 0, "balance": 60}
    assert ack(await staff.command("workOrder.show", {"order": order}))["result"]["worked"] == 90
    async with await visitor(port) as stranger:
        err(await stranger.command("workOrder.show", {"order": order}), "not_found")
        err(await stranger.command("workOrder.cancel", {"order": order}), "not_found")
        err(await stranger.command("workOrder.create", what), "forbidden")
    unknown = {"executor": "nobody", "specification": "x"}
    err(await staff.command("workOrder.create", unknown, ticket.internal), "refused.")
    await end_all(customer, staff, boss)


async def test_an_appointment_is_what_the_customer_chose_among_the_times_on_offer(port):
    customer, staff, boss, ticket, account = await contracted(port)
    slots = [moment(days=3), moment(days=4)]
    proposal = {"service": "call", "consultant": "anna", "slots": slots, "minutes": 30, "zone": "Europe/Rome"}
    made = ack(await staff.command("appointment.propose", proposal, ticket.internal))
    named = {"appointment": made["result"]["appointment"]}
    err(
        await customer.command("appointment.accept", {**named, "slot": moment(days=5), "zone": "Europe/Kyiv"}),
        "refused.slotNotOffered",
    )
    ack(await customer.command("appointment.accept", {**named, "slot": slots[1], "zone": "Europe/Kyiv"}))
    shown = ack(await customer.command("appointment.show", named))["result"]
    assert (shown["state"], shown["start"], shown["zone"]) == ("scheduled", slots[1], "Europe/Kyiv")
    err(await staff.command("appointment.close", {**named, "minutes": 30}), "refused.")
    wrong = {**named, "slots": ["tomorrow"]}
    assert err(await staff.command("appointment.repropose", wrong), "bad_request")["field"] == "slots"
    async with await visitor(port) as stranger:
        err(await stranger.command("appointment.show", named), "not_found")
    ack(await customer.command("appointment.cancel", named))
    assert ack(await staff.command("appointment.show", named))["result"]["state"] == "cancelled"
    await end_all(customer, staff, boss)


# Quality control


async def test_a_transferred_dialog_is_scored_by_somebody_independent(port):
    customer, staff, ticket = await staffed(port)
    case = ack(await customer.command("quality.transfer", {"text": "He was rude"}, ticket.stream))["result"]["case"]
    err(await staff.command("note", {"text": "but"}, ticket.internal), "refused.withQualityControl")
    err(await staff.command("quality.show", {"case": case}), "not_found")
    err(await staff.command("quality.list"), "not_found")
    err(await customer.command("quality.list"), "forbidden")
    async with await agent(port, "quinn-" + new_id()[:8], "quality") as quality:
        listed = ack(await quality.command("quality.list", {"open": True, "limit": 100}))["result"]["cases"]
        assert case in [each["case"] for each in listed]
        shown = ack(await quality.command("quality.show", {"case": case}))["result"]
        assert [each["id"] for each in shown["scorecard"]] == ["tone", "solution"]
        assert shown["case"]["text"] == "He was rude" and shown["case"]["entry"] == "transfer"
        review = {"case": case, "outcome": "upheld", "text": "He was", "actions": ["apologise"]}
        wrong = {**review, "scores": {"tone": "bad"}}
        assert err(await quality.command("qualityCase.review", wrong), "bad_request")["field"] == "scores"
        ack(await quality.command("qualityCase.review", {**review, "scores": {"tone": 1, "solution": 5}}))
        decided = ack(await quality.command("quality.show", {"case": case}))["result"]["case"]
        assert decided["scores"] == {"solution": 5, "tone": 1} and 0 < decided["score"] < 100
        ack(await quality.command("qualityCase.close", {"case": case}))
    await customer.event("qualityCase.closed")
    await end_all(customer, staff)


async def test_a_complaint_by_phone_is_written_down_by_anybody(port):
    async with await agent(port, "anna") as staff:
        what = {"channel": "phone", "person": "Mr Rossi", "text": "Nobody called back"}
        assert ack(await staff.command("quality.receive", what))["result"]["case"]
        what["channel"] = "personalMessenger"
        err(await staff.command("quality.receive", what), "refused.unofficialChannel")


# Remote sessions, reasons, load


async def test_the_need_of_a_session_is_judged_and_only_a_real_refusal_is_settled(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.command("remote.judge", {"need": "required", "reason": "Only there"}, ticket.internal))
    asked = ack(await customer.command("remote.request", {"text": "Please look"}, ticket.stream))["result"]["consent"]
    named = {"consent": asked}
    err(await staff.command("remote.settleRefusal", named, ticket.internal), "refused.notRefused")
    err(await staff.command("remote.acceptSlot", {**named, "slot": moment(days=1)}, ticket.internal), "forbidden")
    err(await staff.command("remote.use", {**named, "scope": "control"}, ticket.internal), "refused.")
    assert "remote.need" not in [event["kind"] for event in await customer.log(ticket.stream)]
    await end_all(customer, staff)


async def test_evidence_is_one_line_or_the_parts_that_the_reason_asks_for(port):
    customer, staff, ticket = await staffed(port)
    wish = {"reason": "information", "until": "2099-01-01T00:00:00.000Z"}
    err(await staff.command("ticket.defer", wish, ticket.stream), "refused.evidenceNeeded")
    poor = {**wish, "evidence": {"note": "x"}}
    err(await staff.command("ticket.defer", poor, ticket.stream), "refused.evidenceNeeded")
    wrong = {**wish, "evidence": {"missing": "the log"}}
    assert err(await staff.command("ticket.defer", wrong, ticket.stream), "bad_request")["field"] == "missing"
    ack(await staff.command("ticket.defer", {**wish, "evidence": {"missing": ["the log", "a time"]}}, ticket.stream))
    status = await customer.event("ticket.status", status="deferred")
    assert status["data"]["reason"] == "information"
    ack(await staff.command("deferral.lift", {"note": "They sent it"}, ticket.stream))
    await customer.event("ticket.status", status="open")
    await end_all(customer, staff)


async def test_heavy_load_is_a_supervisors_to_declare(port):
    async with await agent(port, "anna") as staff, await agent(port, "sue", "supervisor") as boss:
        err(await staff.command("loadMode.declare", {"mode": "heavy"}), "forbidden")
        assert err(await boss.command("loadMode.declare"), "bad_request")["field"] == "mode"
        ack(await boss.command("loadMode.declare", {"mode": "heavy", "note": "Holidays"}))
        err(await boss.command("loadMode.declare", {"mode": "heavy"}), "refused.loadModeDeclared")
        ack(await boss.command("loadMode.lift"))


# Issues, packages, projects


async def test_issues_go_into_a_package_and_are_delivered_with_it(port):
    customer, staff, ticket = await staffed(port)
    bug = {"kind": "bug", "severity": "nonCritical", "description": "It crashes"}
    issue = ack(await staff.command("escalate", bug, ticket.internal))["result"]["issue"]
    async with await agent(port, "sue", "supervisor") as boss:
        reply = await boss.command("issue.triage", {"issue": issue, "decision": "roadmap"})
        if reply["type"] == "err":
            err(reply, "forbidden")  # the profile's product teams decide
        package = ack(await boss.command("release.create", {"title": "June"}))["result"]["package"]
        assert err(await boss.command("release.add", {"package": package}), "bad_request")["field"] == "issue"
        if reply["type"] == "ack":
            ack(await boss.command("release.add", {"package": package, "issue": issue}))
            ack(await boss.command("release.deliver", {"package": package, "version": "7.1"}))
            assert ack(await staff.command("issue.show", {"issue": issue}))["result"]["state"] == "released"
        shown = ack(await boss.command("release.show", {"package": package}))["result"]
        assert shown["title"] == "June"
    err(await customer.command("issue.show", {"issue": issue}), "forbidden")
    await end_all(customer, staff)


async def test_a_project_has_the_name_that_follows_from_its_goal(port):
    customer, staff, boss, ticket, account = await contracted(port)
    goal = {"account": account, "goal": "Faster  Invoices"}
    project = ack(await staff.command("project.open", {**goal, "title": "Invoices"}))["result"]["project"]
    err(await staff.command("project.open", {**goal, "goal": "faster invoices", "title": "Again"}), "refused.")
    ack(await staff.command("project.addTicket", {"project": project}, ticket.internal))
    assert ack(await staff.command("project.show", {"project": project}))["result"]["tickets"] == [ticket.id]
    ack(await staff.command("project.close", {"project": project}))
    err(await customer.command("project.show", {"project": project}), "forbidden")
    await end_all(customer, staff, boss)


# What a desk asks and has to read


async def test_the_welcome_says_what_is_asked_and_what_there_is_to_read(port):
    async with await visitor(port, locale="it") as customer:
        desk = customer.welcome["desk"]
        form = next(form for form in desk["forms"] if form["caseType"] == "problem")
        assert form["fields"][0] == {"id": "steps", "title": "Passo dopo passo", "kind": "steps", "need": "required"}
        assert form["prerequisites"] == ["faults"]
        article = desk["articles"][0]
        assert (article["id"], article["locale"]) == ("faults", "it") and article["address"].endswith("/it/faults")
        start = {"caseType": "problem", "text": "It crashes", "new": True}
        err(await customer.command("conversation.start", start), "refused.intakeIncomplete")
        start["answers"] = {"steps": "I click"}
        err(await customer.command("conversation.start", start), "refused.")
        ack(await customer.command("knowledge.shown", {"caseType": "problem", "articles": ["faults"]}))
        start["acknowledged"] = ["faults"]
        begun = ack(await customer.command("conversation.start", start))["result"]
        ack(await customer.command("intake.answer", {"answers": {"steps": "I click twice"}}, begun["stream"]))
        ack(await customer.command("knowledge.solved", {"caseType": "problem", "article": "faults"}))


async def test_staff_point_to_articles_and_customers_do_not(port):
    customer, staff, ticket = await staffed(port)
    ack(await staff.post(ticket.stream, "See there", references=[{"article": "faults"}]))
    event = await customer.event("message.posted", text="See there")
    (reference,) = event["data"]["references"]
    assert (reference["article"], reference["official"]) == ("faults", True)
    assert reference["address"].startswith("https://docs.example.com/")
    wrong = [{"kind": "rumour", "address": "https://example.com/"}]
    assert err(await staff.post(ticket.stream, "x", references=wrong), "bad_request")["field"] == "kind"
    err(await customer.post(ticket.stream, "x", references=[{"article": "faults"}]), "forbidden")
    done = {"outcome": "help", "text": "As written", "references": [{"article": "faults"}]}
    ack(await staff.command("ticket.resolve", done, ticket.stream))
    await end_all(customer, staff)


# The table itself


async def test_names_that_nobody_has_and_names_of_others_are_told_apart(port):
    customer, staff, ticket = await staffed(port)
    for session in (customer, staff):
        refusal = err(await session.command("workOrder.dance", {}, ticket.stream), "bad_request")
        assert refusal["field"] == "name"
    for name in ("workOrder.create", "issue.triage", "account.open", "hours.void", "queue.takeNext", "coverage.show"):
        err(await customer.command(name, {}, ticket.stream), "forbidden")
    for name in ("appointment.accept", "workOrder.approve", "engagement.approve", "knowledge.solved"):
        err(await staff.command(name, {}, ticket.stream), "forbidden")
    await end_all(customer, staff)


STRANGERS = [
    ("outcome.requestAnalysis", {}),
    ("severity.confirmWorkaround", {"kind": "rollback"}),
    ("coverage.answerOffer", {"offer": 1, "accepts": True}),
    ("coverage.authorise", {}),
    ("quality.transfer", {"text": "x"}),
    ("call.schedule", {"channel": "phone", "at": moment(days=1)}),
    ("remote.acceptSlot", {"consent": "0" * 32, "slot": moment(days=1)}),
    ("intake.answer", {"answers": {"steps": "x"}}),
]


@pytest.mark.parametrize(("name", "args"), STRANGERS, ids=[name for name, _ in STRANGERS])
async def test_a_strangers_ticket_is_not_there(port, name, args):
    customer = await visitor(port)
    ticket = await customer.start("mine alone")
    async with await visitor(port) as stranger:
        theirs = err(await stranger.command(name, args, ticket.stream), "not_found")
        nobodys = err(await stranger.command(name, args, "c:" + "0" * 32), "not_found")
        assert theirs["message"] == nobodys["message"]
        err(await stranger.command(name, args, ticket.internal), "not_found")
    await customer.close()


async def test_what_cannot_be_an_id_and_what_is_not_there_are_the_same_answer(port):
    async with await agent(port, "anna") as staff:
        answers = [
            err(await staff.command("workOrder.show", {"order": order}), "not_found") for order in ("x", "0" * 32)
        ]
        assert answers[0]["message"] == answers[1]["message"]
