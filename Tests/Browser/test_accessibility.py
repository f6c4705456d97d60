"""WCAG 2.2 AA: axe in light and dark in every language, and everything with the keyboard alone."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import Visitor, until
from test_statics import LANGUAGES, dictionary, WEB

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
ANNA = {"id": "a", "role": "agent", "name": "Anna Bianchi"}


def clean(page):
    found = Axe().run(page, options=RULES)["violations"]
    assert "\n".join(f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_is_clean_in_every_language_and_theme(server, visitor, language, theme):
    words = dictionary(WEB / "widget" / "i18n" / f"{language}.js")
    customer = visitor(f"/?lang={language}&theme={theme}", color_scheme=theme, locale=language)
    customer.open()
    customer.panel.get_by_role("heading", name=words["form.title"]).wait_for()
    clean(customer.page)
    customer.panel.locator("form button[type=submit]").click()
    expect(customer.panel.locator(".problem:visible").first).to_have_text(words["form.required"])
    clean(customer.page)
    customer.start("https://example.org, #123456782")
    clean(customer.page)
    if server.mock is None:
        return
    ticket = server.do(lambda desk: desk.only_ticket())

    def more(desk):
        desk.post(ticket, ANNA, "conversation.joined", {"agent": "a", "name": "Anna Bianchi"})
        desk.post(ticket, ANNA, "message.posted", {"text": "Hello", "files": [{"file": "f", "name": "a.txt", "bytes": 900, "url": "/files/f"}]})
        desk.post(ticket, ANNA, "remote.proposed", {"consent": "c", "tool": "RustDesk", "scopes": ["view", "control"], "purpose": "Look"})
        desk.post(ticket, ANNA, "remote.granted", {"consent": "d", "tool": "RustDesk", "scopes": ["view"]})
        desk.end(ticket, ANNA)
    server.do(more)
    expect(customer.panel.locator("form.card")).to_be_visible()
    expect(customer.panel.locator(".access")).to_be_visible()
    clean(customer.page)
    customer.panel.get_by_role("button", name=words["more"]).click()
    clean(customer.page)
    customer.page.keyboard.press("Escape")
    customer.panel.get_by_role("button", name=words["back"]).click()
    expect(customer.panel.locator(".ticket")).to_have_count(1)
    clean(customer.page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_console_is_clean_in_every_language_and_theme(server, visitor, context, language, theme):
    words = dictionary(WEB / "console" / "i18n" / f"{language}.js")
    customer = visitor().open().start("The export stops.")
    number = customer.number
    customer.say("See https://example.org")
    page = context(color_scheme=theme, locale=language).new_page()
    page.goto(f"{server.url}/console/?lang={language}&theme={theme}")
    page.locator("#token").wait_for()
    clean(page)
    page.locator("#token").fill(server.agent_token)
    page.locator("form button[type=submit]").click()
    page.locator(".item", has_text=number).wait_for()
    clean(page)
    page.locator(".item", has_text=number).click()
    page.get_by_role("button", name=words["act.claim"], exact=True).click()
    page.get_by_role("button", name=words["act.resolve"], exact=True).wait_for()
    page.locator("input[value=note]").check()
    page.locator(".composer textarea").fill("A note, #123456782")
    page.locator(".composer button[type=submit]").click()
    page.locator("article.note:not(.unsent)").wait_for()
    clean(page)
    page.locator("input[value=reply]").check()
    clean(page)
    page.get_by_role("button", name=words["actions"]).click()
    clean(page)
    page.locator(".menu button").first.click()
    page.locator("dialog").wait_for()
    clean(page)
    page.keyboard.press("Escape")
    page.locator(".top").get_by_role("button", name=words["help"]).click()
    clean(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 400, "height": 800})
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.get_by_role("button", name=words["details"]).click()
    expect(page.locator(".side")).to_be_visible()
    clean(page)


def focused(page):
    return page.evaluate("""() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node?.getAttribute('aria-label') || node?.labels?.[0]?.textContent || node?.textContent || node?.tagName;
    }""").strip()


def tab_to(page, words, backwards=False, limit=40):
    for _ in range(limit):
        if words in focused(page):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab never reaches {words!r}; at {focused(page)!r}")


@pytest.mark.mock
def test_a_whole_conversation_needs_no_mouse(server, visitor):
    page = visitor().page
    tab_to(page, "Support chat")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.shadowRoot?.activeElement?.tagName === 'SELECT'")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Your message")
    page.keyboard.type("Only keys.")
    tab_to(page, "Start conversation")
    page.keyboard.press("Enter")
    panel = page.locator("sportello-chat section.panel")
    expect(panel.locator(".bubble")).to_have_text(["Only keys."])
    tab_to(page, "Write a message")
    page.keyboard.type("And Enter.")
    page.keyboard.press("Enter")
    expect(panel.locator(".bubble")).to_have_text(["Only keys.", "And Enter."])
    tab_to(page, "More options", backwards=True)
    page.keyboard.press("Enter")
    tab_to(page, "End conversation")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", name="End this conversation?")).to_be_visible()
    assert focused(page) == "End conversation"
    page.keyboard.press("Enter")
    expect(panel.locator("form.card")).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if focused(page) == "5":  # A group without a choice is entered at its end.
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("radio", name="4")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(panel.get_by_role("radio", name="5")).to_be_checked()
    tab_to(page, "Send rating")
    page.keyboard.press("Enter")
    expect(panel.get_by_text("You gave 5 of 5")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert focused(page).startswith("Support chat")


def test_on_a_desktop_the_panel_is_not_modal_and_escape_gives_focus_back(visitor):
    customer = visitor().open()
    expect(customer.launcher).to_have_attribute("aria-expanded", "true")
    expect(customer.panel).to_have_attribute("aria-modal", "false")
    assert customer.page.locator("main").evaluate("node => node.inert") is False
    customer.page.keyboard.press("Escape")
    expect(customer.panel).to_be_hidden()
    expect(customer.launcher).to_have_attribute("aria-expanded", "false")
    assert focused(customer.page) == "Support chat"


def test_on_a_phone_the_panel_is_modal_keeps_focus_and_fills_the_screen(visitor):
    customer = visitor(viewport={"width": 390, "height": 780}, has_touch=True).open()
    expect(customer.panel).to_have_attribute("aria-modal", "true")
    assert customer.page.locator("main").evaluate("node => node.inert") is True
    box = customer.panel.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    customer.panel.locator("textarea").wait_for()
    for _ in range(15):
        customer.page.keyboard.press("Tab")
        assert customer.page.evaluate("document.activeElement.tagName") == "SPORTELLO-CHAT"
    customer.page.keyboard.press("Escape")
    assert customer.page.locator("main").evaluate("node => node.inert") is False
    assert focused(customer.page) == "Support chat"


def test_fields_are_large_enough_not_to_zoom_and_targets_large_enough_to_hit(visitor):
    customer = visitor(viewport={"width": 390, "height": 780}, has_touch=True).open().start()
    sizes = customer.panel.locator("input:visible, textarea:visible, select:visible").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))")
    assert min(sizes) >= 16
    small = customer.panel.locator("button:visible").evaluate_all("""all => all
        .map((each) => [each.getAttribute('aria-label') || each.textContent, each.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)""")
    assert small == []


def test_the_log_is_a_silent_log(visitor):
    customer = visitor().open().start()
    log = customer.panel.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "off")
    assert customer.panel.locator("[aria-live]:not([aria-live=off])").count() == 0


@pytest.mark.mock
def test_the_console_can_be_worked_with_keys_alone(server, visitor, agent):
    visitor().open().start("First")
    Visitor(server, visitor().profile).open()
    page = agent().page
    page.locator(".item").first.wait_for()
    page.keyboard.press("j")
    page.locator(".ticket-head").wait_for()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("a note")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.note .text")).to_have_text("a note")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("a reply")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.staff:not(.unsent) .text")).to_have_text("a reply")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    dialog = page.locator("dialog")
    expect(dialog.get_by_role("heading", name="Triage")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("?")
    expect(dialog.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    dialog.get_by_label("Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(dialog).to_have_count(0)


@pytest.mark.mock
def test_a_note_stays_a_note_when_the_desk_is_slow_to_answer_a_claim(server, visitor, agent):
    """The answer to a claim moves no focus: what is typed after it goes where the agent has put it."""
    customer = visitor().open().start("First")
    page = agent().page
    page.locator(".item").first.wait_for()
    page.keyboard.press("j")
    page.locator(".ticket-head").wait_for()
    server.do(lambda desk: setattr(desk, "withholds_acks", True))
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Resolve", exact=True)).to_be_visible()
    expect(page.get_by_label("Write to the customer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Write to the customer")).not_to_be_focused()
    server.do(lambda desk: desk.release_acks())
    customer.say("Second")  # Comes after the answer.
    expect(page.locator("article", has_text="Second")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("only for the team")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.note .text")).to_have_text("only for the team")
    expect(page.locator("article.staff")).to_have_count(0)


@pytest.mark.mock
def test_the_focus_stays_on_a_row_of_the_inbox_that_changes_moves_or_leaves(server, visitor, agent):
    first, second = visitor().open().start("First"), visitor().open().start("Second")
    page = agent().page
    rows = page.locator(".item")
    expect(rows).to_have_count(2)
    number = second.number
    page.locator(".item", has_text=number).focus()
    second.say("More of the second")
    expect(rows.nth(1)).to_contain_text("More of the second")
    expect(rows.nth(1)).to_be_focused()

    def summarise(desk, version, data=True, **changes):
        ticket = next(each for each in desk.tickets.values() if each.number in number)
        for each in desk.sessions:
            if each.staff:
                each.send({"type": "summary", "stream": "w:desk", "ticket": ticket.id, "version": version,
                           "data": {**ticket.summary(), **changes} if data else None})
    server.do(lambda desk: summarise(desk, 1000, priority=9))
    expect(rows.nth(0)).to_contain_text(number)
    expect(rows.nth(0)).to_be_focused()
    server.do(lambda desk: summarise(desk, 1001, data=False))
    expect(rows).to_have_count(1)
    expect(page.locator(".tabs button").first).to_be_focused()


def test_the_focus_stays_on_the_button_of_a_ticket_that_goes_on(visitor, agent):
    customer = visitor().open().start("First")
    page = agent().take(customer.number).page
    for name in ("Resolve", "Add time"):
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        customer.say(f"Before {name}")
        expect(page.locator("article", has_text=f"Before {name}")).to_be_visible()
        expect(button).to_be_focused()
