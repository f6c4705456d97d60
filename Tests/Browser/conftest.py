"""Pages that watch themselves: a script error, a console error or a policy violation fails the test that caused it."""

import os
import re

import pytest
from playwright.sync_api import expect, sync_playwright

from mock_desk import MockServer, token

URL = os.environ.get("SPORTELLO_URL")
EXPECTED_NOISE = ("net::ERR_", "WebSocket connection to", "Failed to load resource")

expect.set_options(timeout=15_000)  # Shared machines are slow at times; what is right is seen at once all the same.

WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.__violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
window.__sockets = [];
window.__chimes = 0;
window.AudioContext = class extends AudioContext {
    createOscillator() { window.__chimes += 0.5; return super.createOscillator(); }
};
window.WebSocket = class extends WebSocket {
    constructor(...args) { super(...args); window.__sockets.push(this); }
};
"""


def pytest_collection_modifyitems(items):
    if URL:
        for item in items:
            if item.get_closest_marker("mock"):
                item.add_marker(pytest.mark.skip(reason="needs the mock desk"))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def until(page, expression, seconds=20):
    """Waits for a condition without `eval` in the page, which the policy of the pages forbids."""
    for _ in range(seconds * 20):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")


class Server:
    """The mock (with `do`), or a real server by its address."""

    def __init__(self):
        self.mock = None if URL else MockServer()
        self.url = URL.rstrip("/") if URL else self.mock.url
        self.agent_token = os.environ.get("SPORTELLO_AGENT_TOKEN") if URL else token()

    def do(self, work):
        return self.mock.do(work)


@pytest.fixture
def server():
    server = Server()
    yield server
    if server.mock:
        server.mock.stop()


@pytest.fixture
def context(browser):
    """Makes browser contexts (a person's profile each) whose pages are checked at the end."""
    made, problems = [], []

    def watch(page):
        def heard(message):
            if message.type == "error" and not message.text.startswith(EXPECTED_NOISE):
                problems.append(f"console: {message.text}")
        page.on("console", heard)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))

    def make(**options):
        settings = {"locale": "en-US", "viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce",
                    "permissions": ["clipboard-read", "clipboard-write"], **options}
        profile = browser.new_context(**settings)
        profile.set_default_timeout(30_000)
        profile.add_init_script(WATCH)
        profile.on("page", watch)
        made.append(profile)
        return profile

    yield make
    for profile in made:
        for page in profile.pages:
            problems.extend(f"policy: {found}" for found in page.evaluate("window.__violations ?? []"))
        profile.close()
    assert problems == []


class Visitor:
    """A customer at the demo page."""

    def __init__(self, server, profile, path="/", boot=True):
        self.server, self.profile = server, profile
        self.page = profile.new_page()
        if boot:
            self.page.goto(server.url + path)

    @property
    def launcher(self):
        return self.page.locator("sportello-chat button.launcher")

    @property
    def panel(self):
        return self.page.locator("sportello-chat section.panel")

    @property
    def bubbles(self):
        return self.panel.locator(".bubble")

    @property
    def number(self):
        return self.panel.locator("header .number").inner_text().strip()

    def open(self):
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def start(self, text="The export stops at 80 %.", case_type=None, subject=None, name=None):
        form = self.panel.locator("form:has([name=text])")
        kinds = form.locator("select")
        form.locator("textarea").wait_for()
        if kinds.count():
            values = kinds.locator("option").evaluate_all("all => all.map(each => each.value).filter(Boolean)")
            kinds.select_option(case_type if case_type in values else values[0])
        form.locator("textarea").fill(text)
        if subject:
            form.locator("input[name=subject]").fill(subject)
        if name:
            form.locator("input[name=name]").fill(name)
        form.locator("button[type=submit]").click()
        expect(self.bubbles.first).to_have_text(text)
        return self

    def say(self, text):
        box = self.panel.locator(".composer textarea")
        box.fill(text)
        box.press("Enter")
        return self

    def menu(self, label):
        self.panel.get_by_role("button", name="More options").click()
        self.panel.locator(".menu").get_by_role("button", name=label).click()


class Agent:
    """Somebody at the console."""

    def __init__(self, server, profile, path="/console/", token_text=None, enters=True):
        self.page = profile.new_page()
        self.page.goto(server.url + path)
        self.page.locator("#token").fill(token_text or server.agent_token)
        self.page.locator("form button[type=submit]").click()
        if enters:
            self.page.locator("nav.inbox").wait_for()
            # The page stands before the desk has told what is in it.
            expect(self.page.locator("[data-tab=all] .count")).not_to_have_text("")

    def take(self, number):
        """Opens the ticket with this number and takes it."""
        self.page.locator(".item", has_text=number).click()
        self.page.get_by_role("button", name="Take", exact=True).click()
        expect(self.page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
        return self

    def reply(self, text):
        self.page.get_by_role("radio", name="Reply to customer").check()
        self.page.get_by_label("Write to the customer").fill(text)
        self.page.get_by_role("button", name="Send to customer").click()
        return self

    def note(self, text):
        self.page.get_by_role("radio", name="Internal note").check()
        self.page.get_by_label("Write a note for the team").fill(text)
        self.page.get_by_role("button", name="Save note").click()
        return self

    def act(self, label):
        self.page.get_by_role("button", name="Actions").click()
        self.page.locator(".menu").get_by_role("button", name=label, exact=True).click()
        return self.page.locator("dialog")

    def resolve(self, text="Set the limit to 500."):
        self.page.get_by_role("button", name="Resolve", exact=True).click()
        dialog = self.page.locator("dialog")
        dialog.get_by_label("Outcome").select_option("help")
        dialog.get_by_label("Text").fill(text)
        dialog.get_by_role("button", name="Resolve ticket").click()
        expect(dialog).to_have_count(0)
        return self


@pytest.fixture
def visitor(server, context):
    def make(path="/", profile=None, **options):
        return Visitor(server, profile or context(**options), path)
    return make


@pytest.fixture
def agent(server, context):
    def make(path="/console/", token_text=None, enters=True, **options):
        return Agent(server, context(**options), path, token_text, enters)
    return make


NINE_DIGITS = re.compile(r"^#[1-9]\d{8}$")
