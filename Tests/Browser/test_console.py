"""The agent's side: the inbox, the acts, what must not happen by accident."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Agent, until
from mock_desk import token


def test_the_token_stays_in_this_tab_only(agent):
    page = agent().page
    assert page.evaluate("Object.values(localStorage).join(' ')").count("eyJ") == 0
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("Object.keys(sessionStorage).some((key) => key.endsWith('token'))")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => !key.includes('draft'))") == []


def test_a_refused_token_leads_back_to_the_sign_in(agent):
    page = agent(token_text="eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA", enters=False).page
    expect(page.get_by_role("alert")).to_contain_text("did not accept this token")


def test_the_token_never_appears_in_an_address(agent):
    page = agent().page
    assert page.evaluate("[location.href, ...__sockets.map((socket) => socket.url)].every((each) => !each.includes('eyJ'))")


def test_the_inbox_counts_and_orders_the_queue_by_arrival(visitor, agent):
    numbers = [visitor().open().start(f"matter {place}").number for place in range(3)]
    page = agent().page
    listed = [page.locator(".item", has_text=number) for number in numbers]
    for item in listed:
        expect(item).to_be_visible()
    order = page.locator(".item .number").all_inner_texts()
    assert [number for number in order if number in numbers] == numbers
    page.locator(".item", has_text=numbers[1]).click()
    page.get_by_role("button", name="Take", exact=True).click()
    expect(listed[1]).to_have_count(0)
    page.locator("[data-tab=mine]").click()
    expect(page.locator(".item", has_text=numbers[1])).to_be_visible()


@pytest.mark.mock
def test_the_inbox_keeps_the_highest_version_of_each_ticket(server, visitor, agent):
    visitor().open().start("matter")
    page = agent().page
    item = page.locator(".item")
    expect(item).to_contain_text("matter")
    ticket = server.do(lambda desk: desk.only_ticket())

    def send(desk, version, text):
        data = {**ticket.summary(), "last": {"text": text, "ts": "2026-01-01T10:00:00.000Z", "role": "contact"}}
        for each in desk.sessions:
            if each.staff:
                each.send({"type": "summary", "stream": "w:desk", "ticket": ticket.id, "version": version, "data": data})
    server.do(lambda desk: send(desk, 1000, "newest"))
    server.do(lambda desk: send(desk, 999, "older, late"))
    expect(item).to_contain_text("newest")
    server.do(lambda desk: [each.send({"type": "summary", "stream": "w:desk", "ticket": ticket.id, "version": 1001, "data": None})
                            for each in desk.sessions if each.staff])
    expect(item).to_have_count(0)


@pytest.mark.mock
def test_the_inbox_is_followed_again_after_a_cut(server, visitor, agent):
    page = agent().page
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()
    server.do(lambda desk: desk.cut_all())
    visitor().open().start("while away")
    expect(page.locator(".item")).to_contain_text("while away")


def test_the_first_to_take_a_ticket_wins_and_the_other_is_told(server, visitor, context):
    customer = visitor().open().start()
    first, second = Agent(server, context()), Agent(server, context(), token_text=token(name="Bruno", sub="agent-bruno"))
    for each in (first, second):
        each.page.locator(".item", has_text=customer.number).click()
    button = second.page.get_by_role("button", name="Take", exact=True)
    expect(button).to_be_visible()
    second.page.evaluate("window.__sockets.at(-1).onmessage = ((original) => (event) => "
                         "['event', 'summary'].includes(JSON.parse(event.data).type) || original(event))(window.__sockets.at(-1).onmessage); null")
    first.page.get_by_role("button", name="Take", exact=True).click()
    expect(first.page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    button.click()
    expect(second.page.get_by_role("status").filter(has_text=re.compile("faster|taken|has this ticket|already", re.I))).to_be_visible()


def test_triage_shows_in_the_case_and_the_customer_sees_no_cause(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    dialog = anna.act("Triage")
    dialog.get_by_label("Severity").select_option("critical")
    dialog.get_by_label("Cause").select_option("productBug")
    dialog.get_by_label("Impact").fill("Nobody can invoice.")
    dialog.get_by_role("button", name="Save triage").click()
    expect(anna.page.locator(".side")).to_contain_text("Product bug")
    expect(anna.page.locator(".facts .tag.bad")).to_have_text("Critical")
    assert "invoice" not in customer.panel.inner_text()


def test_a_dialog_names_what_is_missing_and_keeps_what_was_typed(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    dialog = anna.act("Wrap up")
    dialog.get_by_label("Text").fill("All explained.")
    dialog.get_by_role("button", name="Wrap up").click()
    expect(dialog.get_by_role("alert").filter(has_text="Please fill this in.")).to_have_count(1)
    dialog.get_by_label("Outcome").select_option("help")
    dialog.get_by_label("Kind").select_option("reply")
    dialog.get_by_role("button", name="Wrap up").click()
    expect(dialog).to_have_count(0)
    expect(customer.panel.get_by_text("The conversation has ended")).to_be_visible()
    expect(customer.bubbles.last).to_have_text("All explained.")


def test_promises_time_links_and_waiting_are_recorded(visitor, agent):
    customer = visitor().open().start("One matter")
    other = customer.number
    customer.menu("New conversation")
    customer.start("Another matter", case_type="bug")
    anna = agent().take(customer.number)
    dialog = anna.act("Make a promise")
    dialog.get_by_label("Promise").fill("A fix")
    dialog.get_by_label("By").fill("2027-03-01T12:00")
    dialog.get_by_role("button", name="Promise", exact=True).click()
    expect(customer.panel.get_by_text("We promise: A fix")).to_be_visible()
    dialog = anna.act("Add time")
    dialog.get_by_label("Minutes").fill("25")
    dialog.get_by_role("button", name="Add time").click()
    expect(anna.page.locator(".side")).to_contain_text("25 minutes recorded")
    dialog = anna.act("Link")
    dialog.get_by_label("Ticket number").fill(other)
    dialog.get_by_role("button", name="Link tickets").click()
    expect(anna.page.locator(".side")).to_contain_text(other)
    dialog = anna.act("Wait")
    dialog.get_by_role("button", name="Set waiting").click()
    expect(anna.page.locator(".facts")).to_contain_text("Waiting for customer")
    expect(customer.panel.locator(".status")).to_have_text("Waiting for you")


def test_a_call_is_recorded_as_unofficial_and_becomes_no_ticket(agent):
    page = agent().page
    tickets = page.locator("[data-tab=all] .count").inner_text()
    page.get_by_role("button", name="Record a contact").click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("There will be no ticket, no number and no clock.")
    dialog.get_by_label("Contact").fill("+39 055 000")
    dialog.get_by_label("Summary").fill("Asked for the manual.")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(dialog).to_contain_text("This note is unofficial.")
    dialog.get_by_label("Next").select_option("advise")
    dialog.get_by_role("button", name="Continue").click()
    dialog.get_by_label("What did you advise?").fill("Pointed at the wiki.")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Done.")).to_be_visible()
    assert page.locator("[data-tab=all] .count").inner_text() == tickets


def test_the_draft_of_each_ticket_and_mode_is_kept(visitor, agent):
    one = visitor().open().start("one").number
    two = visitor().open().start("two").number
    page = agent().page
    page.locator(".item", has_text=one).click()
    page.get_by_label("Write to the customer").fill("half a reply")
    page.get_by_role("radio", name="Internal note").check()
    page.get_by_label("Write a note for the team").fill("half a note")
    page.locator(".item", has_text=two).click()
    expect(page.get_by_label("Write to the customer")).to_have_value("")
    page.locator(".item", has_text=one).click()
    expect(page.get_by_label("Write to the customer")).to_have_value("half a reply")
    page.get_by_role("radio", name="Internal note").check()
    expect(page.get_by_label("Write a note for the team")).to_have_value("half a note")


@pytest.mark.mock
def test_presence_is_told_to_the_desk_and_remembered(server, agent):
    page = agent().page
    page.get_by_label("My availability").select_option("busy")
    expect(page.get_by_role("status").filter(has_text="You are now: Busy")).to_be_visible()
    assert server.do(lambda desk: [each.presence for each in desk.sessions]) == ["busy"]
    page.reload()
    until(page, "window.__sockets.at(-1)?.readyState === 1")
    expect(page.get_by_label("My availability")).to_have_value("busy")


@pytest.mark.mock
def test_an_event_of_a_kind_nobody_knows_is_shown_and_passed_over(server, visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    ticket = server.do(lambda desk: desk.only_ticket())
    server.do(lambda desk: desk.post(ticket, {"id": "system", "role": "system", "name": None}, "weather.changed", {"to": "rain"}))
    expect(anna.page.locator("[data-kind='weather.changed']")).to_contain_text("rain")
    anna.reply("Still here")
    expect(customer.bubbles.last).to_have_text("Still here")


def test_the_console_in_another_direction_mirrors_its_layout(server, context):
    profile = context(locale="ar")
    page = profile.new_page()
    page.goto(f"{server.url}/console/?lang=ar")
    page.locator("#token").fill(server.agent_token)
    page.locator("form button[type=submit]").click()
    inbox = page.locator("nav.inbox").bounding_box()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert inbox["x"] > 640


def test_the_next_ticket_is_taken_and_opened_with_one_button(visitor, agent):
    visitor().open().start("somebody waits")
    page = agent().page
    page.locator(".item").first.wait_for()
    page.get_by_role("button", name="Take the next ticket").click()
    expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()


@pytest.mark.mock
def test_when_nothing_waits_the_agent_is_told_so(agent):
    page = agent().page
    page.get_by_role("button", name="Take the next ticket").click()
    expect(page.get_by_role("status").filter(has_text="nothing for you now")).to_be_visible()


@pytest.mark.mock
def test_an_unverified_sender_is_marked_in_words_and_not_named_as_the_customer(server, visitor, agent):
    customer = visitor().open().start("mine")
    page = agent().take(customer.number).page

    def write(desk):
        stranger = {"id": "stranger", "role": "contact", "name": None}
        data = {"text": "It is me, really", "files": [], "via": "email", "unverified": True}
        desk.post(desk.only_ticket(), stranger, "message.posted", data, public=False)
    server.do(write)
    message = page.locator("article.message", has_text="It is me, really")
    expect(message).to_contain_text("Unverified sender")
    expect(message).to_contain_text("Somebody else")
    expect(message).to_contain_text("Check who it is")


def test_an_agents_file_reaches_the_customer_and_a_note_takes_none(visitor, agent):
    customer = visitor().open().start("please send it")
    anna = agent().take(customer.number)
    composer = anna.page.locator(".composer")
    composer.locator("input[type=file]").set_input_files({"name": "steps.txt", "mimeType": "text/plain", "buffer": b"one\n" * 50})
    expect(composer.locator(".chip")).to_contain_text("steps.txt")
    expect(composer.locator(".meter")).to_have_count(0)
    anna.reply("Here are the steps.")
    expect(composer.locator(".chip")).to_have_count(0)
    expect(customer.panel.locator(".message .attachment")).to_contain_text("steps.txt")
    anna.page.get_by_role("radio", name="Internal note").check()
    expect(composer.get_by_role("button", name="Attach a file")).to_be_hidden()
