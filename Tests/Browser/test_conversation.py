"""A customer and an agent, from the first word to the rating, each in an own browser profile."""

import pytest
from playwright.sync_api import expect

from conftest import NINE_DIGITS


def test_both_sides_see_every_message_once_and_in_the_same_order(visitor, agent):
    customer = visitor().open().start("The export stops.", name="Ewa Nowak")
    assert NINE_DIGITS.match(customer.number)
    anna = agent().take(customer.number)
    anna.reply("Which version?")
    expect(customer.bubbles).to_have_text(["The export stops.", "Which version?"])
    customer.say("4.2").say("on Debian")
    expect(customer.bubbles).to_have_text(["The export stops.", "Which version?", "4.2", "on Debian"])
    expect(anna.page.locator(".message .text")).to_have_text(["The export stops.", "Which version?", "4.2", "on Debian"])
    expect(anna.page.locator(".unsent")).to_have_count(0)


def test_a_note_is_never_shown_to_the_customer(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    anna.note("The customer is on an old contract.")
    expect(anna.page.locator(".message.note .text")).to_have_text(["The customer is on an old contract."])
    anna.reply("Good morning.")
    expect(customer.bubbles.last).to_have_text("Good morning.")
    assert "old contract" not in customer.panel.inner_text()


def test_the_composer_says_who_will_read(visitor, agent):
    customer = visitor().open().start()
    page = agent().take(customer.number).page
    page.get_by_role("radio", name="Internal note").check()
    expect(page.get_by_text("Only your team sees this.")).to_be_visible()
    expect(page.get_by_role("button", name="Save note")).to_be_visible()
    page.get_by_role("radio", name="Reply to customer").check()
    expect(page.get_by_text("The customer will see this.")).to_be_visible()


def test_each_side_sees_the_other_typing(visitor, agent):
    customer = visitor().open().start(name="Ewa Nowak")
    anna = agent().take(customer.number)
    anna.page.get_by_label("Write to the customer").type("One mo")
    expect(customer.panel.locator(".typing")).to_contain_text("is typing")
    customer.panel.locator(".composer textarea").type("Tha")
    expect(anna.page.locator(".typing")).to_contain_text("is typing")


def test_what_the_agent_has_seen_is_marked_read(visitor, agent):
    customer = visitor().open().start()
    expect(customer.panel.locator(".delivery")).to_have_text("Sent")
    agent().take(customer.number)
    expect(customer.panel.locator(".delivery")).to_have_text("Read")


def test_a_resolved_conversation_is_rated_and_the_rating_amended(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number).resolve()
    card = customer.panel.locator("form.card")
    card.get_by_role("radio", name="4").check()
    card.get_by_label("Anything to add?").fill("Quick.")
    card.get_by_role("button", name="Send rating").click()
    expect(customer.panel.get_by_text("You gave 4 of 5")).to_be_visible()
    expect(anna.page.locator(".side b.score")).to_have_text("4")
    customer.panel.get_by_role("button", name="Change").click()
    card.get_by_role("radio", name="5").check()
    card.get_by_role("button", name="Send rating").click()
    expect(customer.panel.get_by_text("You gave 5 of 5")).to_be_visible()
    expect(anna.page.locator(".side b.score")).to_have_text("5")


def test_an_unsolved_ticket_reopens_under_the_same_number(visitor, agent):
    customer = visitor().open().start()
    number = customer.number
    anna = agent().take(number).resolve()
    customer.panel.get_by_role("button", name="Reopen").click()
    customer.panel.get_by_label("What is still wrong?").fill("It stops at 90 % now.")
    customer.panel.get_by_role("button", name="Reopen").click()
    expect(customer.bubbles.last).to_have_text("It stops at 90 % now.")
    assert customer.number == number
    expect(anna.page.locator(".message .text").last).to_have_text("It stops at 90 % now.")


def test_a_second_matter_of_the_same_kind_is_offered_the_open_ticket(visitor):
    customer = visitor().open().start("First.", case_type="question")
    number = customer.number
    customer.menu("New conversation")
    form = customer.panel.locator("form:has([name=text])")
    form.locator("select").select_option("question")
    form.locator("textarea").fill("Second.")
    form.get_by_role("button", name="Start conversation").click()
    customer.panel.get_by_role("button", name=f"Continue {number}").click()
    expect(customer.bubbles).to_have_text(["First.", "Second."])
    assert customer.number == number


def test_a_second_matter_may_still_become_a_ticket_of_its_own(visitor):
    customer = visitor().open().start("First.", case_type="question")
    customer.menu("New conversation")
    form = customer.panel.locator("form:has([name=text])")
    form.locator("select").select_option("question")
    form.locator("textarea").fill("Second.")
    form.get_by_role("button", name="Start conversation").click()
    customer.panel.get_by_role("button", name="Start a new one").click()
    expect(customer.bubbles).to_have_text(["Second."])
    customer.panel.get_by_role("button", name="Back").click()
    expect(customer.panel.locator(".ticket")).to_have_count(2)


def test_the_ticket_number_can_be_copied(visitor):
    customer = visitor().open().start()
    customer.panel.get_by_role("button", name="Copy ticket number").click()
    assert customer.page.evaluate("navigator.clipboard.readText()") == customer.number


def test_the_customer_grants_less_than_was_asked_and_withdraws_at_once(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    dialog = anna.act("Propose remote session")
    dialog.get_by_label("Tool").fill("RustDesk")
    dialog.get_by_label("Mouse and keyboard").check()
    dialog.get_by_label("Purpose").fill("Look at the settings together")
    dialog.get_by_role("button", name="Propose", exact=True).click()
    card = customer.panel.locator(".consent")
    expect(card).to_contain_text("RustDesk")
    card.get_by_label("Use my mouse and keyboard").uncheck()
    card.get_by_role("button", name="Allow").click()
    expect(customer.panel.locator(".access")).to_contain_text("Remote access is allowed")
    expect(anna.page.locator(".side [data-phase=granted]")).to_contain_text("See the screen")
    expect(anna.page.locator(".side [data-phase=granted]")).not_to_contain_text("Mouse")
    customer.panel.get_by_role("button", name="Stop access now").click()
    expect(customer.panel.locator(".access")).to_have_count(0)
    expect(anna.page.locator(".side [data-phase=withdrawn]")).to_be_visible()


def test_a_refused_remote_session_is_told_to_the_agent(visitor, agent):
    customer = visitor().open().start()
    anna = agent().take(customer.number)
    dialog = anna.act("Propose remote session")
    dialog.get_by_label("Tool").fill("RustDesk")
    dialog.get_by_label("Purpose").fill("Look")
    dialog.get_by_role("button", name="Propose", exact=True).click()
    customer.panel.get_by_role("button", name="Refuse").click()
    expect(anna.page.locator(".side [data-phase=refused]")).to_be_visible()


def test_a_file_is_uploaded_and_reaches_the_agent(visitor, agent):
    customer = visitor().open().start()
    customer.panel.locator("input[type=file]").set_input_files(
        {"name": "log.txt", "mimeType": "text/plain", "buffer": b"line one\n" * 200})
    expect(customer.panel.locator(".chip")).to_contain_text("log.txt")
    expect(customer.panel.locator(".meter")).to_have_count(0)
    customer.say("Here is the log.")
    expect(customer.panel.locator(".message .attachment")).to_contain_text("log.txt")
    anna = agent().take(customer.number)
    expect(anna.page.locator(".message .attachment")).to_contain_text("log.txt")


@pytest.mark.mock
def test_a_refused_file_says_why_and_blocks_nothing(visitor):
    customer = visitor().open().start()
    customer.panel.locator("input[type=file]").set_input_files({"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(customer.panel.get_by_role("alert").filter(has_text="x.svg could not be uploaded")).to_be_visible()
    customer.panel.get_by_role("button", name="Remove x.svg").click()
    customer.say("Never mind.")
    expect(customer.bubbles.last).to_have_text("Never mind.")


def test_quality_control_and_transcript_can_be_asked_for(visitor):
    customer = visitor().open().start()
    customer.menu("Contact quality control")
    customer.panel.get_by_label("What went wrong?").fill("Nobody answered for a week.")
    customer.panel.get_by_role("button", name="Send to quality control").click()
    expect(customer.panel.get_by_text("Your complaint was received by quality control")).to_be_visible()
    customer.menu("Email me this conversation")
    customer.panel.get_by_label("Email").fill("not an address")
    customer.panel.get_by_role("button", name="Send", exact=True).click()
    expect(customer.panel.get_by_text("This does not look like an email address.")).to_be_visible()
    customer.panel.get_by_label("Email").fill("ewa@example.org")
    customer.panel.get_by_role("button", name="Send", exact=True).click()
    expect(customer.panel.locator(".composer")).to_be_visible()


def test_the_customer_ends_the_conversation_and_is_asked_for_a_rating(visitor):
    customer = visitor().open().start()
    customer.menu("End conversation")
    customer.panel.get_by_role("button", name="End conversation").click()
    expect(customer.panel.get_by_text("The conversation has ended")).to_be_visible()
    expect(customer.panel.locator("form.card")).to_be_visible()


@pytest.mark.mock
def test_a_closed_desk_says_so_and_confirms_that_the_message_is_kept(server, visitor):
    server.do(lambda desk: desk.__dict__.update(open=False, opens_at="2027-01-04T08:00:00.000Z"))
    customer = visitor().open()
    expect(customer.panel.locator(".notice")).to_contain_text("We are closed right now")
    customer.start()
    expect(customer.panel.locator(".banner")).to_contain_text("Your message is saved")
    expect(customer.panel.locator(".delivery")).to_have_text("Sent")


@pytest.mark.mock
def test_the_queue_counts_only_those_ahead(server, visitor):
    customer = visitor().open().start()
    expect(customer.panel.locator(".queue")).to_contain_text("You are next.")
    stream = server.do(lambda desk: desk.only_ticket().public.name)
    server.do(lambda desk: [each.send({"type": "note", "stream": stream, "kind": "queue", "data": {"position": 3, "estimate": "10 min"}})
                            for each in desk.sessions])
    expect(customer.panel.locator(".queue")).to_have_text("You are in the queue. 2 people are ahead of you. About 10 min.")


@pytest.mark.mock
def test_older_messages_come_by_pages_and_keep_their_order(server, visitor):
    customer = visitor().open().start("0")

    def fill(desk):
        ticket = desk.only_ticket()
        for number in range(1, 121):
            desk.post(ticket, ticket.contact.face(), "message.posted", {"text": str(number), "files": []})
    server.do(fill)
    customer.page.reload()
    customer.open()
    expect(customer.bubbles.last).to_have_text("120")
    while customer.panel.get_by_role("button", name="Show earlier messages").is_visible():
        count = customer.bubbles.count()
        customer.panel.get_by_role("button", name="Show earlier messages").click()
        expect(customer.bubbles).not_to_have_count(count)
    assert customer.bubbles.all_inner_texts() == [str(number) for number in range(121)]


@pytest.mark.mock
def test_a_closed_ticket_is_continued_by_a_linked_one(server, visitor, agent):
    customer = visitor().open().start(case_type="bug")
    number = customer.number
    anna = agent().take(number).resolve()
    anna.page.get_by_role("button", name="Close ticket").first.click()
    dialog = anna.page.locator("dialog")
    dialog.get_by_role("button", name="Close ticket").click()
    customer.panel.get_by_role("button", name="Ask again about this").click()
    customer.panel.locator("textarea[name=text]").fill("It is back.")
    customer.panel.get_by_role("button", name="Start conversation").click()
    expect(customer.bubbles).to_have_text(["It is back."])
    expect(customer.panel.get_by_text(f"Linked with ticket {number}")).to_be_visible()
    assert customer.number != number
