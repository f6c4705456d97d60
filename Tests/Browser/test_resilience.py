"""Nothing is lost, doubled or reordered, whatever dies in between."""

import pytest
from playwright.sync_api import expect

from conftest import until


def cut(page):
    page.evaluate("window.__sockets.at(-1).close()")


def texts(server):
    return server.do(lambda desk: [event["data"]["text"] for event in desk.only_ticket().public.events if event["kind"] == "message.posted"])


def test_what_was_missed_while_the_line_was_down_arrives_in_order(visitor, agent):
    customer = visitor().open().start("zero")
    anna = agent().take(customer.number)
    for number in range(3):
        cut(customer.page)
        anna.reply(f"reply {number}")
        customer.say(f"answer {number}")
        expect(customer.bubbles).to_have_count(3 + 2 * number)
    mine = customer.bubbles.all_inner_texts()
    expect(anna.page.locator(".message .text")).to_have_text(mine)


@pytest.mark.mock
@pytest.mark.parametrize("moment", ["before ack", "after send"])
def test_a_message_cut_off_around_its_ack_is_one_message(server, visitor, moment):
    customer = visitor().open().start("zero")
    server.do(lambda desk: setattr(desk, "cut_on", moment))
    customer.say("one").say("two").say("three")
    expect(customer.bubbles).to_have_text(["zero", "one", "two", "three"])
    expect(customer.panel.locator(".sending, .waiting, .failed")).to_have_count(0)
    assert texts(server) == ["zero", "one", "two", "three"]


@pytest.mark.mock
def test_a_note_whose_event_comes_before_its_ack_is_shown_once(server, visitor, agent):
    customer = visitor().open().start("zero")
    page = agent().take(customer.number).page
    server.do(lambda desk: setattr(desk, "withholds_acks", True))
    page.locator("input[value=note]").check()
    page.locator(".composer textarea").fill("between us")
    page.locator(".composer textarea").press("Control+Enter")
    page.locator("article.note:not(.unsent)").wait_for()
    expect(page.locator("article.note")).to_have_count(1)


@pytest.mark.mock
def test_the_start_of_a_conversation_cut_off_before_its_ack_is_one_ticket(server, visitor):
    customer = visitor().open()
    server.do(lambda desk: setattr(desk, "cut_on", "before ack"))
    customer.start("once")
    assert server.do(lambda desk: len(desk.tickets)) == 1
    assert texts(server) == ["once"]


@pytest.mark.mock
def test_unsent_messages_survive_a_reload_and_go_out_in_order(server, visitor):
    customer = visitor().open().start("zero")
    server.do(lambda desk: (setattr(desk, "allow_connections", False), desk.cut_all()))
    customer.say("one").say("two")
    expect(customer.panel.locator(".waiting")).to_have_count(2)
    customer.page.reload()
    customer.launcher.click()
    server.do(lambda desk: setattr(desk, "allow_connections", True))
    expect(customer.bubbles).to_have_text(["zero", "one", "two"], timeout=30_000)
    assert texts(server) == ["zero", "one", "two"]
    assert customer.page.evaluate("Object.keys(localStorage).filter(key => key.includes('outbox'))") == []


@pytest.mark.mock
def test_a_conversation_asked_for_before_a_reload_is_opened_after_it(server, visitor):
    customer = visitor().open()
    customer.panel.locator("textarea").wait_for()
    server.do(lambda desk: (setattr(desk, "allow_connections", False), desk.cut_all()))
    customer.panel.locator("select").select_option("bug")
    customer.panel.locator("textarea").fill("Please help.")
    customer.panel.get_by_role("button", name="Start conversation").click()
    customer.page.reload()
    customer.launcher.click()
    server.do(lambda desk: setattr(desk, "allow_connections", True))
    expect(customer.bubbles).to_have_text(["Please help."], timeout=30_000)
    assert texts(server) == ["Please help."]


@pytest.mark.mock
def test_two_tabs_are_one_person_with_one_outbox(server, context, visitor):
    profile = context()
    first = visitor(profile=profile)
    second = visitor(profile=profile)
    first.open()
    second.open()
    first.panel.locator("textarea").wait_for()
    second.panel.locator("textarea").wait_for()
    assert server.do(lambda desk: len(desk.visitors)) == 1
    first.start("from the first tab")
    second.page.reload()
    second.open()
    expect(second.bubbles).to_have_text(["from the first tab"])
    second.say("from the second tab")
    expect(first.bubbles).to_have_text(["from the first tab", "from the second tab"])
    server.do(lambda desk: (setattr(desk, "allow_connections", False), desk.cut_all()))
    first.say("left behind")
    expect(first.panel.locator(".waiting")).to_have_count(1)
    first.page.close()
    server.do(lambda desk: setattr(desk, "allow_connections", True))
    expect(second.bubbles).to_have_text(["from the first tab", "from the second tab", "left behind"], timeout=30_000)
    assert texts(server) == ["from the first tab", "from the second tab", "left behind"]


@pytest.mark.mock
def test_reading_in_one_tab_clears_the_badge_in_the_other_and_only_one_tab_rings(server, context, visitor):
    profile = context()
    first = visitor(profile=profile).open().start("Hello")
    first.menu("Turn sound on")
    second = visitor(profile=profile)
    until(second.page, "window.__sockets.length === 1")
    first.panel.get_by_role("button", name="Close").click()
    second.page.bring_to_front()
    ticket = server.do(lambda desk: desk.only_ticket())
    anna = {"id": "a", "role": "agent", "name": "Anna"}
    server.do(lambda desk: desk.post(ticket, anna, "message.posted", {"text": "Hi", "files": []}))
    badges = [each.page.locator("sportello-chat .badge") for each in (first, second)]
    for badge in badges:
        expect(badge).to_have_text("1")
    expect(second.launcher).to_have_attribute("aria-label", "Support chat, 1 unread message")
    second.open()
    for badge in badges:
        expect(badge).to_be_hidden()
    rings = [each.page.evaluate("window.__chimes") for each in (first, second)]
    assert sum(rings) == 2  # Two tones make a chime: one when it was turned on, one for the message, in one of the tabs.


@pytest.mark.mock
def test_a_gap_is_filled_from_the_log(server, visitor):
    customer = visitor().open().start("zero")
    ticket = server.do(lambda desk: desk.only_ticket())
    anna = {"id": "a", "role": "agent", "name": "Anna"}

    def skip(desk):
        followers = [each for each in desk.sessions if ticket.public.name in each.follows]
        for each in followers:
            each.follows.discard(ticket.public.name)
        desk.post(ticket, anna, "message.posted", {"text": "lost on the way", "files": []})
        for each in followers:
            each.follows.add(ticket.public.name)
        desk.post(ticket, anna, "message.posted", {"text": "arrived", "files": []})
    server.do(skip)
    expect(customer.bubbles).to_have_text(["zero", "lost on the way", "arrived"])


@pytest.mark.mock
def test_a_restored_log_replaces_what_was_shown(server, visitor):
    customer = visitor().open().start("zero").say("one")
    expect(customer.bubbles).to_have_text(["zero", "one"])
    expect(customer.panel.locator(".sending")).to_have_count(0)

    def restore(desk):
        log = desk.only_ticket().public
        log.epoch = "e2"
        log.events = [event for event in log.events if event["data"].get("text") != "one"]
        for each in desk.sessions:
            each.send({"type": "reset", "stream": log.name, "epoch": "e2"})
    server.do(restore)
    expect(customer.bubbles).to_have_text(["zero"])


@pytest.mark.mock
def test_too_fast_is_retried_by_itself_and_a_refusal_is_shown_with_a_way_out(server, visitor):
    customer = visitor().open().start("zero")
    server.do(lambda desk: desk.refuse_next.update(send={"code": "rate_limited", "retryAfterMs": 300}))
    customer.say("one")
    expect(customer.bubbles).to_have_text(["zero", "one"])
    expect(customer.panel.locator(".delivery").last).to_have_text("Sent")
    server.do(lambda desk: desk.refuse_next.update(send={"code": "forbidden"}))
    customer.say("two")
    failed = customer.panel.locator(".message.failed")
    expect(failed).to_contain_text("Not sent")
    customer.say("three")
    expect(customer.panel.get_by_text("Sent", exact=True)).to_be_visible()
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(0)
    expect(customer.bubbles).to_have_text(["zero", "one", "three", "two"])


@pytest.mark.mock
@pytest.mark.parametrize("code, words", [(4503, "Blocked for tests."), (4505, "too many tabs")])
def test_a_final_close_code_is_not_retried_but_a_person_may(server, visitor, code, words):
    server.do(lambda desk: setattr(desk, "bye_on_hello", (code, "Blocked for tests.")))
    customer = visitor().open()
    expect(customer.panel.locator(".banner")).to_contain_text(words)
    tried = server.do(lambda desk: desk.hellos)
    customer.page.wait_for_timeout(1_500)
    assert server.do(lambda desk: desk.hellos) == tried == 1
    server.do(lambda desk: setattr(desk, "bye_on_hello", None))
    customer.panel.get_by_role("button", name="Try again").click()
    customer.panel.locator("textarea").wait_for()


@pytest.mark.mock
def test_a_forgotten_visitor_starts_anew_instead_of_being_locked_out(server, visitor):
    customer = visitor().open().start("zero")
    server.do(lambda desk: (desk.visitors.clear(), desk.tickets.clear(), desk.cut_all()))
    customer.page.reload()
    customer.open()
    customer.panel.locator("form textarea").wait_for()


@pytest.mark.mock
def test_an_unanswered_probe_opens_a_new_line(server, visitor):
    customer = visitor().open().start("zero")
    before = server.do(lambda desk: desk.hellos)
    customer.page.evaluate("""() => { window.__sockets.at(-1).onmessage = null; dispatchEvent(new Event('online')); }""")
    until(customer.page, "window.__sockets.length > 1")
    customer.say("one")
    expect(customer.bubbles).to_have_text(["zero", "one"])
    assert server.do(lambda desk: desk.hellos) == before + 1


@pytest.mark.mock
def test_an_agents_unsent_note_and_reply_survive_a_reload(server, visitor, agent):
    customer = visitor().open().start("zero")
    anna = agent().take(customer.number)
    server.do(lambda desk: (setattr(desk, "allow_connections", False), desk.cut_all()))
    anna.reply("kept reply").note("kept note")
    expect(anna.page.locator(".unsent")).to_have_count(2)
    anna.page.reload()
    server.do(lambda desk: setattr(desk, "allow_connections", True))
    expect(customer.bubbles).to_have_text(["zero", "kept reply"], timeout=40_000)
    kinds = server.do(lambda desk: [event["kind"] for event in desk.only_ticket().internal.events if event["kind"].endswith(".posted")])
    assert kinds == ["message.posted", "message.posted", "note.posted"]


def test_backoff_is_full_jitter_between_half_a_second_and_twenty(visitor):
    page = visitor().page
    waits = page.evaluate("""async () => {
        const { backoff } = await import('/widget/protocol.js');
        return Array.from({ length: 12 }, (_, attempt) => [backoff(attempt, () => 0), backoff(attempt, () => 1)]);
    }""")
    assert all(low == 500 for low, _ in waits)
    highs = [high for _, high in waits]
    assert highs == sorted(highs) and highs[0] <= 1_000 and highs[-1] == 20_000
