"""The widget as a guest on somebody's page: what it fetches, its API, who it is, what it leaves behind."""

import re
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from conftest import Visitor, until
from mock_desk import token
from test_statics import SHELL


def fetched(page):
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    return {re.sub(r"^/widget/|\.js$", "", name) for name in names if name.startswith("/widget/")}


def storage(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sportello:'))")


def test_until_the_panel_opens_there_is_only_the_loader_and_no_socket(visitor):
    customer = visitor()
    expect(customer.launcher).to_be_visible()
    customer.page.wait_for_load_state("networkidle")
    assert fetched(customer.page) == {"v1"}
    assert customer.page.evaluate("window.__sockets.length") == 0


def test_the_first_opening_fetches_the_shell_one_view_and_one_language(visitor, context):
    customer = visitor().open()
    customer.panel.locator("textarea").wait_for()
    assert fetched(customer.page) == {"v1", *SHELL, "forms", "i18n/en"}
    profile = context()
    Visitor(customer.server, profile).open().start()
    again = visitor(profile=profile).open()
    expect(again.bubbles).to_have_count(1)
    assert fetched(again.page) == {"v1", *SHELL, "talk", "log", "text", "i18n/en"}


def test_with_a_conversation_the_socket_opens_in_the_background(context, visitor):
    profile = context()
    Visitor(visitor().server, profile).open().start()
    later = visitor(profile=profile)
    until(later.page, "window.__sockets.length === 1")
    expect(later.panel).to_be_hidden()


def test_loading_the_script_twice_makes_one_widget(server, context):
    page = context().new_page()
    tag = '<script src="/widget/v1.js" defer></script>'

    def double(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(tag, tag + tag))
    page.route(server.url + "/", double)
    page.goto(server.url)
    page.evaluate("Sportello.boot()")
    assert page.locator("script[src='/widget/v1.js']").count() == 2
    assert page.locator("sportello-chat").count() == 1


def test_the_host_page_can_open_close_prefill_and_watch_the_count(visitor):
    customer = visitor()
    page = customer.page
    page.evaluate("window.counts = []; void Sportello.onUnreadCountChange((n) => counts.push(n))")
    page.evaluate("Sportello.showNewMessage('About my invoice')")
    expect(customer.panel.locator("textarea[name=text]")).to_have_value("About my invoice")
    page.evaluate("Sportello.hide()")
    expect(customer.panel).to_be_hidden()
    page.evaluate("Sportello.show()")
    expect(customer.panel).to_be_visible()
    assert page.evaluate("counts") == [0]


@pytest.mark.mock
def test_unread_messages_are_counted_until_they_are_seen(server, visitor):
    customer = visitor().open().start()
    page = customer.page
    page.evaluate("window.counts = []; void Sportello.onUnreadCountChange((n) => counts.push(n))")
    customer.panel.get_by_role("button", name="Close").click()
    ticket = server.do(lambda desk: desk.only_ticket())
    anna = {"id": "a", "role": "agent", "name": "Anna"}
    for text in ("one", "two"):
        server.do(lambda desk, text=text: desk.post(ticket, anna, "message.posted", {"text": text, "files": []}))
    expect(page.locator("sportello-chat .badge")).to_have_text("2")
    expect(page.locator(".unread")).to_have_text("Unread: 2")
    customer.launcher.click()
    expect(page.locator("sportello-chat .badge")).to_be_hidden()
    assert page.evaluate("counts") == [0, 1, 2, 0]


def test_another_language_and_another_theme_apply_at_once(visitor):
    customer = visitor().open()
    customer.panel.locator("textarea").wait_for()
    customer.page.evaluate("Sportello.update({ locale: 'it', theme: 'dark' })")
    expect(customer.panel.get_by_role("heading", name="Come possiamo aiutarti?")).to_be_visible()
    expect(customer.panel).to_have_attribute("lang", "it")
    expect(customer.panel).to_have_attribute("data-theme", "dark")
    expect(customer.launcher).to_have_attribute("aria-label", "Chat di assistenza")


def test_an_unknown_language_from_the_right_is_english_laid_out_from_the_right(visitor):
    customer = visitor("/?lang=ar").open()
    expect(customer.panel.get_by_role("heading", name="How can we help?")).to_be_visible()
    assert customer.panel.evaluate("node => [node.dir, node.lang]") == ["rtl", "en"]
    box = customer.panel.bounding_box()
    heading = customer.panel.locator("h2").bounding_box()
    assert customer.panel.locator("h2").evaluate("node => getComputedStyle(node).textAlign") in ("start", "right")
    close = customer.panel.get_by_role("button", name="Close").bounding_box()
    assert close["x"] < heading["x"] and close["x"] - box["x"] < 40


def test_shutdown_forgets_the_person_and_destroy_does_not(visitor):
    customer = visitor().open().start("Hello")
    page = customer.page
    page.evaluate("Sportello.destroy()")
    assert page.locator("sportello-chat").count() == 0
    assert storage(page) != []
    assert page.evaluate("window.__sockets.every((socket) => socket.readyState >= WebSocket.CLOSING)")
    page.evaluate("Sportello.boot({ locale: 'en' })")
    customer.open()
    expect(customer.bubbles).to_have_text(["Hello"])
    page.evaluate("Sportello.shutdown()")
    assert storage(page) == []
    page.evaluate("Sportello.boot({ locale: 'en' })")
    customer.open()
    expect(customer.panel.get_by_role("heading", name="How can we help?")).to_be_visible()


def test_taking_the_element_off_the_page_closes_its_socket_and_putting_it_back_reopens(visitor):
    customer = visitor().open().start("Hello")
    page = customer.page
    page.evaluate("window.kept = document.querySelector('sportello-chat'); kept.remove()")
    until(page, "window.__sockets.every((socket) => socket.readyState >= WebSocket.CLOSING)")
    page.evaluate("document.body.append(kept)")
    customer.say("Back")
    expect(customer.bubbles).to_have_text(["Hello", "Back"])


def test_signing_in_carries_the_visitors_ticket_over_a_fresh_socket(visitor):
    customer = visitor().open().start("Before signing in")
    number = customer.number
    first = token(role="contact", name="Ewa Nowak", sub=f"ewa {number}")
    customer.page.evaluate("token => Sportello.identify({ token })", first)
    until(customer.page, "window.__sockets.length === 2")
    expect(customer.bubbles).to_have_text(["Before signing in"])
    assert customer.number == number
    other = token(role="contact", name="Jan Kowalski", sub=f"jan {number}")
    customer.page.evaluate("token => Sportello.identify({ token })", other)
    expect(customer.panel.get_by_role("heading", name="How can we help?")).to_be_visible()
    assert "Before signing in" not in customer.panel.inner_text()
    assert customer.page.evaluate("window.__sockets.length") == 3


def test_an_expired_token_is_refreshed_by_the_host_and_the_conversation_goes_on(visitor):
    fresh = token(role="contact", name="Ewa Nowak", sub=f"ewa {time.time()}")
    stale = token(role="contact", name="Ewa Nowak", sub="ewa", hours=-1)
    customer = visitor()
    customer.page.evaluate("""([stale, fresh]) => {
        Sportello.shutdown();
        window.asked = 0;
        Sportello.boot({ locale: "en", token: stale, refreshToken: async () => { asked += 1; return fresh; } });
    }""", [stale, fresh])
    customer.open().start("Hello")
    assert customer.page.evaluate("asked") == 1


def test_what_people_write_is_text_and_links_are_harmless(visitor):
    customer = visitor().open().start("<img src=x onerror=alert(1)> & <b>bold</b>")
    expect(customer.bubbles.first).to_have_text("<img src=x onerror=alert(1)> & <b>bold</b>")
    assert customer.panel.locator(".bubble img, .bubble b").count() == 0
    customer.say("See https://example.org/a(b), javascript:alert(1) and mailto:a@example.org. Ticket #123456782!")
    links = customer.bubbles.last.locator("a")
    expect(links).to_have_count(2)
    assert links.evaluate_all("all => all.map((each) => [each.getAttribute('href'), each.rel])") == [
        ["https://example.org/a(b)", "noopener noreferrer nofollow"], ["mailto:a@example.org", "noopener noreferrer nofollow"]]
    expect(customer.bubbles.last.locator(".number")).to_have_text("#123456782")
    assert customer.bubbles.last.locator("a", has_text="#").count() == 0


def test_a_dangerous_file_address_becomes_no_link(visitor):
    page = visitor().page
    made = page.evaluate("""async () => {
        const { link } = await import('/widget/text.js');
        return ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'https://example.org/'].map((each) => link(each, 'x').nodeType);
    }""")
    assert made == [3, 3, 3, 1]


@pytest.mark.mock
def test_only_new_messages_from_the_desk_are_announced_and_several_at_once_as_one(server, visitor):
    customer = visitor().open().start("Mine")
    announcer = customer.page.locator("sportello-chat [aria-live=polite]")
    expect(announcer).to_have_text("")
    ticket = server.do(lambda desk: desk.only_ticket())
    anna = {"id": "a", "role": "agent", "name": "Anna"}
    for text in ("one", "two", "three"):
        server.do(lambda desk, text=text: desk.post(ticket, anna, "message.posted", {"text": text, "files": []}))
    expect(announcer).to_have_text("3 new messages. The last from Anna: three")
    customer.page.reload()
    customer.open()
    expect(customer.bubbles).to_have_count(4)
    expect(announcer).to_have_text("")


@contextmanager
def site(body, policy):
    """A page with its own policy, on an origin of its own."""
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{http.server_port}/"
        finally:
            http.shutdown()


@pytest.mark.mock
def test_a_page_of_another_origin_needs_only_its_script_and_its_socket_allowed(server, context):
    policy = (f"default-src 'none'; script-src {server.url}; connect-src {server.url.replace('http', 'ws')}; "
              "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
    body = f'<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><script src="{server.url}/widget/v1.js" data-auto></script>'
    with site(body, policy) as address:
        customer = Visitor(server, context(), boot=False)
        customer.page.goto(address)
        customer.open().start("From a shop")
        customer.say("It works here, too.")
        expect(customer.bubbles).to_have_text(["From a shop", "It works here, too."])
        assert server.do(lambda desk: desk.only_ticket().number) in customer.number
