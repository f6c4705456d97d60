"""The page that a rating mail links to, as a browser and as a mail scanner sees it."""

import base64
import hashlib
import html.parser
import http.client
import re
import urllib.error
import urllib.parse
import urllib.request

from mailkit import message, until


def ask(url, fields=None, method=None, content_type=None, language="en"):
    data = urllib.parse.urlencode(fields).encode() if isinstance(fields, dict) else fields
    request = urllib.request.Request(url, data=data, method=method, headers={"Accept-Language": language})
    if content_type:
        request.add_header("Content-Type", content_type)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def announced(url, length):
    """The answer to a form of that length, of which nothing is sent."""
    parts = urllib.parse.urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    line.putrequest("POST", parts.path)
    line.putheader("Content-Type", "application/x-www-form-urlencoded")
    line.putheader("Content-Length", str(length))
    line.endheaders()
    status = line.getresponse().status
    line.close()
    return status


class Names(html.parser.HTMLParser):
    """What a screen reader would find: controls with and without a label, and headings."""

    def __init__(self):
        super().__init__()
        self.open, self.labels, self.controls, self.headings, self.tags = [], set(), [], 0, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        if tag == "label":
            self.open.append("label")
            self.labels.add(attributes.get("for"))
        if tag in ("input", "textarea"):
            self.controls.append("label" in self.open or attributes.get("id") in self.labels)
        if tag == "h1":
            self.headings += 1

    def handle_endtag(self, tag):
        if tag == "label":
            self.open.remove("label")


def invited(desks):
    """A desk that has asked by mail, and the address that it wrote."""
    desk = desks(ratingAddress="http://desk.example/rate/{token}")
    desk.start()
    desk.ingest(message())
    desk.settled(1)
    desk.resolve(desk.tickets()[0])
    invitation = until(lambda: [m for m in desk.sent_files() if "/rate/" in m.get_body(("plain",)).get_content()],
                       what="the invitation")[0]
    token = re.search(r"http://desk\.example/rate/([a-z2-7]{48})", invitation.get_body(("plain",)).get_content())[1]
    return desk, f"http://127.0.0.1:{desk.port}/rate/{token}"


def scores(desk):
    return [r.get("score") for r in desk.ticket(desk.tickets()[0]["number"])["ratings"]]


def test_a_link_shows_a_form_and_rates_once(desks):
    desk, url = invited(desks)
    for _ in range(3):
        status, headers, page = ask(url)
        assert status == 200
        assert ask(url, method="HEAD")[0] == 200
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and f"'sha256-{digest}'" in policy and "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "no-referrer"
    assert "<script" not in page and "prefers-color-scheme:dark" in page
    names = Names()
    names.feed(page)
    assert names.headings == 1 and len(names.controls) == 6 and all(names.controls) and "fieldset" in names.tags
    assert ask(url, {"comment": "no score"})[0] == 400
    assert ask(url, {"score": "9"})[0] == 400
    assert scores(desk) == [None]
    status, _, page = ask(url, {"score": "4", "comment": "Grazie è tutto"})
    assert status == 200 and "You gave 4 of 5" in page
    assert ask(url, {"score": "4", "comment": "Grazie è tutto"})[0] == 200
    assert ask(url, {"score": "1"})[0] == 410
    assert ask(url)[0] == 410
    assert scores(desk) == [4]


def test_what_is_not_a_link_of_ours_is_told_politely(desks):
    desk, url = invited(desks)
    other = url[:-1] + ("a" if url[-1] != "a" else "b")
    status, _, page = ask(other, language="it,en;q=0.5")
    assert status == 404 and "<html lang=\"it\"" in page
    assert ask(other, {"score": "5"})[0] == 404
    assert ask(url, {"score": "5"}, method="PUT")[0] == 405
    assert ask(url, b"{}", content_type="application/json")[0] == 415
    assert announced(url, 100_000) == 413
    assert ask(url)[0] == 200
    assert ask(url.split("/rate/")[0] + "/healthz", {"a": "b"})[0] == 405


def test_an_address_that_asks_too_often_is_told_when_to_come_back(desks):
    desk = desks(ratingAddress="http://desk.example/rate/{token}")
    desk.start()
    line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)

    def status(path):
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers["retry-after"]

    answers = []
    while len(answers) < 1500 and (not answers or answers[-1][0] != 429):
        answers.append(status("/rate/" + "a" * 48))
    assert len(answers) > 300 and {code for code, _ in answers[:-1]} == {404}
    assert answers[-1] == (429, "1")
    # What lies in memory, and what a balancer asks for, has no such pace.
    assert status("/console/")[0] == status("/healthz")[0] == 200
    until(lambda: status("/rate/" + "a" * 48)[0] == 404, what="the next token")
    line.close()
