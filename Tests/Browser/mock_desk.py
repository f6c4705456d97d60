"""An in-memory desk that speaks the webchat protocol, version 1, for the browser tests.

It is honest about what the browser must get right (positions, epochs, idempotency, one stream for the customer and one
for agents, refusals) and simple about everything else. `python3 mock_desk.py PORT` serves it by hand.
"""

import asyncio
import json
import random
import secrets
import sys
import threading
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jwt

from websocket_http import Closed, WebSocket, read_request, response

WEB = Path(__file__).resolve().parents[2] / "Sources" / "SportelloWebChat" / "Web"
SECRET = "only-for-the-browser-tests-0123456789abcdef"  # as in server/desk.yaml
STAFF = {"agent", "supervisor", "quality"}
SUBPROTOCOL = "sportello.chat.v1"
CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' blob: data:; "
       "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'")
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8"}
CASE_TYPES = [{"id": "question", "title": "Question"}, {"id": "bug", "title": "Something is broken"},
              {"id": "billing", "title": "Billing"}]


def stamp(shift=0):
    moment = datetime.now(timezone.utc) + timedelta(seconds=shift)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def token(role="agent", name="Anna Bianchi", sub="agent-anna", hours=8):
    now = int(time.time())
    claims = {"iss": "https://host.example", "aud": "sportello", "sub": sub, "role": role, "name": name, "iat": now, "exp": now + hours * 3600}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def luhn(eight):
    total = 0
    for index, digit in enumerate(reversed(eight)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return eight + str((10 - total % 10) % 10)


class Refusal(Exception):
    def __init__(self, code, message="", **extra):
        super().__init__(code)
        self.frame = {"code": code, "message": message, **extra}


class Log:
    def __init__(self, name):
        self.name, self.epoch, self.events, self.seen = name, "e1", [], {}

    @property
    def head(self):
        return len(self.events)

    def entry(self, position, state):
        base = {"stream": self.name, "epoch": self.epoch, "head": self.head, "floor": 1}
        since = position.get("since") if position else None
        usable = since is not None and position.get("epoch", self.epoch) == self.epoch and 0 <= since <= self.head
        if usable and self.head - since <= 500:
            events = self.events[since:since + 200]
            return {**base, "mode": "resumed", "events": events, "more": since + len(events) < self.head}
        return {**base, "mode": "snapshot", "events": self.events[-50:], "state": state, "more": self.head > 50}


class Ticket:
    def __init__(self, number, contact, case_type, subject):
        self.id = secrets.token_hex(8)
        self.number, self.contact, self.case_type, self.subject = number, contact, case_type, subject
        self.status, self.agent, self.severity, self.ended = "open", None, None, False
        self.public, self.internal = Log(f"c:{self.id}"), Log(f"i:{self.id}")
        self.invited, self.rating, self.consents, self.version, self.links = None, None, {}, 0, []
        self.opened, self.promises = stamp(), 0

    def state(self):
        return {"number": self.number, "caseType": self.case_type, "subject": self.subject, "status": self.status,
                "agent": self.agent, "severity": self.severity, "ended": self.ended, "rating": self.rating,
                "invitation": self.invited, "consents": list(self.consents.values()), "contact": self.contact.face()}

    def summary(self):
        last = next((e for e in reversed(self.internal.events) if e["kind"] == "message.posted"), None)
        return {"ticket": self.id, "number": self.number, "subject": self.subject, "caseType": self.case_type,
                "status": self.status, "severity": self.severity, "agent": self.agent, "contact": self.contact.face(),
                "queued": self.agent is None and self.status == "open", "opened": self.opened,
                "last": last and {"text": last["data"]["text"], "ts": last["ts"], "role": last["author"]["role"]}}


class Contact:
    def __init__(self, name=None):
        self.id, self.name, self.email = secrets.token_hex(6), name, None

    def face(self):
        return {"id": self.id, "role": "contact", "name": self.name}


class Session:
    def __init__(self, desk, socket):
        self.desk, self.socket, self.who, self.contact, self.follows = desk, socket, None, None, set()

    @property
    def staff(self):
        return bool(self.who) and self.who["role"] in STAFF

    def send(self, frame):
        self.socket.send(json.dumps(frame, ensure_ascii=False))


class Desk:
    def __init__(self):
        self.visitors, self.contacts, self.tickets, self.sessions = {}, {}, {}, set()
        self.uploads, self.files, self.started, self.frames = {}, {}, {}, []
        self.open, self.opens_at = True, None
        self.withholds_acks, self.withheld = False, []
        self.refuse_next, self.cut_on, self.upload_status, self.hellos, self.bye_on_hello = {}, None, None, 0, None
        self.allow_connections = True

    # HTTP

    async def serve(self, reader, writer):
        try:
            request = await read_request(reader)
            if request.headers.get("upgrade", "").lower() == "websocket":
                await self.chat(request, reader, writer)
                return
            writer.write(self.http(request))
            await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, Closed):
            pass  # The peer left, or the test is over.
        finally:
            writer.close()

    def http(self, request):
        if request.method == "PUT" and request.path.startswith("/uploads/"):
            return self.put(request)
        if request.method != "GET":
            return response(405)
        path = {"/": "/demo/index.html", "/console/": "/console/index.html"}.get(request.path, request.path)
        file = (WEB / path.lstrip("/")).resolve()
        if path.startswith("/files/"):
            held = self.files.get(path.removeprefix("/files/"))
            return response(200, held["data"], {"Content-Disposition": "attachment"}) if held else response(404)
        if not file.is_relative_to(WEB) or not file.is_file():
            return response(404)
        return response(200, file.read_bytes(), {
            "Content-Type": TYPES[file.suffix], "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache",
            **({"Access-Control-Allow-Origin": "*"} if path.startswith("/widget/") else {})})

    def put(self, request):
        upload = self.uploads.get(request.path.removeprefix("/uploads/"))
        if upload is None:
            return response(404)
        if self.upload_status:
            return response(self.upload_status)
        if upload["done"]:
            return response(410)
        if len(request.body) != upload["bytes"]:
            return response(413)
        if request.headers.get("content-type") != upload["type"]:
            return response(415)
        upload["done"] = True
        self.files[upload["file"]] = {"name": upload["name"], "bytes": upload["bytes"], "type": upload["type"], "data": request.body}
        return response(201)

    # WebSocket

    async def chat(self, request, reader, writer):
        if request.path != "/v1/chat" or SUBPROTOCOL not in request.headers.get("sec-websocket-protocol", ""):
            writer.write(response(400))
            return
        if not self.allow_connections:
            writer.transport.abort()
            return
        socket = await WebSocket.accept(request, reader, writer, SUBPROTOCOL)
        session = Session(self, socket)
        self.sessions.add(session)
        try:
            while True:
                frame = json.loads(await socket.receive())
                self.frames.append(frame)
                await self.handle(session, frame)
        except (Closed, asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.sessions.discard(session)

    async def bye(self, session, code, message=""):
        session.send({"type": "bye", "code": code, "message": message})
        await session.socket.close(code)
        raise Closed(code)

    async def handle(self, session, frame):
        kind = frame.get("type")
        if session.who is None:
            if kind != "hello":
                await self.bye(session, 4501, "hello comes first")
            return await self.hello(session, frame)
        if kind == "pong":
            return None
        if kind == "ping":
            return session.send({"type": "pong"})
        try:
            handler = getattr(self, f"on_{kind}", None)
            if handler is None:
                raise Refusal("unknown_type")
            refusal = self.refuse_next.pop(kind, None)
            if refusal:
                raise Refusal(**refusal)
            handler(session, frame)
        except Refusal as refusal:
            session.send({"type": "err", **({"id": frame["id"]} if "id" in frame else {}), **refusal.frame})
        if self.cut_on == f"after {kind}":
            self.cut_on = None
            session.socket.cut()

    async def hello(self, session, frame):
        self.hellos += 1
        if self.bye_on_hello:
            await self.bye(session, *self.bye_on_hello)
        minted = None
        if "token" in frame:
            try:
                claims = jwt.decode(frame["token"], SECRET, algorithms=["HS256"], audience="sportello", leeway=60)
            except jwt.ExpiredSignatureError:
                await self.bye(session, 4001, "expired")
            except jwt.PyJWTError:
                await self.bye(session, 4501, "bad token")
            session.who = {"id": claims["sub"], "role": claims["role"], "name": claims.get("name")}
            if claims["role"] == "contact":
                session.contact = self.contacts.setdefault(claims["sub"], Contact(claims.get("name")))
                session.who["id"] = session.contact.id
                old = self.visitors.pop(frame.get("visitor"), None)
                for ticket in self.tickets.values():
                    if old and ticket.contact is old:
                        ticket.contact = session.contact
        else:
            secret = frame.get("visitor")
            if secret is None:
                secret = minted = secrets.token_urlsafe(32)
                self.visitors[secret] = Contact()
            elif secret not in self.visitors:
                await self.bye(session, 4501, "unknown visitor")
            session.contact = self.visitors[secret]
            session.who = {"id": session.contact.id, "role": "contact", "name": session.contact.name}
        resume = {entry["stream"]: entry for entry in frame.get("resume", [])}
        streams = []
        for ticket in self.tickets.values():
            if session.contact is ticket.contact and (ticket.status != "closed" or ticket.public.name in resume):
                session.follows.add(ticket.public.name)
                streams.append(ticket.public.entry(resume.get(ticket.public.name), ticket.state()))
            elif session.staff and ticket.internal.name in resume:
                session.follows.add(ticket.internal.name)
                streams.append(ticket.internal.entry(resume[ticket.internal.name], ticket.state()))
        you = {"role": "visitor" if minted or "token" not in frame else session.who["role"], "name": session.who["name"]}
        you["agent" if session.staff else "contact"] = session.who["id"]
        session.send({
            "type": "welcome", "id": frame["id"], "session": secrets.token_hex(8), "you": you,
            **({"visitor": minted} if minted else {}), "now": stamp(), "pingMs": 25000, "tokenExp": None,
            "limits": {"frameBytes": 32768, "textScalars": 8000, "filesPerMessage": 10, "fileBytes": 10485760, "sendBurst": 10, "sendPerSecond": 1},
            "desk": {"name": "Test desk", "open": self.open, "opensAt": self.opens_at, "languages": ["en", "it"],
                     "caseTypes": CASE_TYPES, "official": [{"channel": "webchat", "title": "Chat"}]},
            "streams": streams})

    # Streams

    def find(self, session, stream, kinds="ci"):
        ticket = self.tickets.get((stream or "")[2:])
        if ticket is None or (not session.staff and (ticket.contact is not session.contact or not stream.startswith("c:"))):
            raise Refusal("not_found")
        return ticket

    def post(self, ticket, author, kind, data, public=True, cid=None):
        """Commits one event to the agents' log, and to the customer's where it is public; returns it."""
        result = None
        for log in [ticket.internal] + ([ticket.public] if public else []):
            event = {"type": "event", "stream": log.name, "seq": log.head + 1, "ts": stamp(), "kind": kind,
                     "author": author, "data": data}
            log.events.append(event)
            result = event
            for session in list(self.sessions):
                if log.name in session.follows:
                    own = cid and session.who["id"] == author["id"]
                    session.send({**event, **({"id": cid} if own else {})})
        ticket.version += 1
        self.summarise(ticket)
        return result

    def summarise(self, ticket):
        for session in list(self.sessions):
            if "w:desk" in session.follows:
                session.send({"type": "summary", "stream": "w:desk", "ticket": ticket.id, "version": ticket.version, "data": ticket.summary()})

    def once(self, log, session, frame):
        """A replay gets its first answer; the same id with another content is a conflict."""
        key = (session.who["id"], frame["id"])
        content = json.dumps({k: v for k, v in frame.items() if k != "id"}, sort_keys=True)
        if key in log:
            first, ack = log[key]
            if first != content:
                raise Refusal("id_conflict")
            session.send({**ack, "dup": True})
            return None
        return lambda ack: log.__setitem__(key, (content, ack))

    def on_send(self, session, frame):
        ticket = self.find(session, frame["stream"])
        log = ticket.internal if frame["stream"].startswith("i:") else ticket.public
        text = frame["body"]["text"]
        remember = self.once(ticket.public.seen, session, frame)
        if remember is None:
            return
        if ticket.status == "closed":
            raise Refusal("refused.closed", "")
        if len(text) > 8000:
            raise Refusal("too_large")
        if text == "" and not frame.get("files"):
            raise Refusal("bad_request", field="body.text")
        if not session.staff and ticket.status == "resolved":
            self.reopen(ticket, session)
        files = [{"id": f, "url": f"/files/{f}", **{k: self.files[f][k] for k in ("name", "bytes", "type")}} for f in frame.get("files", [])]
        event = self.post(ticket, session.who, "message.posted", {"text": text, "files": files, "via": "webchat"}, cid=frame["id"])
        seq = event["seq"] if event["stream"] == log.name else log.head
        ack = {"type": "ack", "id": frame["id"], "stream": log.name, "seq": seq, "ts": event["ts"], "dup": False}
        remember(ack)
        if self.cut_on == "before ack":
            self.cut_on = None
            session.socket.cut()
            return
        session.send(ack)

    def on_sub(self, session, frame):
        if frame["stream"] == "w:desk":
            if not session.staff:
                raise Refusal("not_found")
            session.follows.add("w:desk")
            page = [{"ticket": t.id, "version": t.version, "data": t.summary()} for t in self.tickets.values()]
            session.send({"type": "subscribed", "id": frame["id"], "stream": "w:desk", "state": {"tickets": page, "next": None}})
            return
        ticket = self.find(session, frame["stream"])
        log = ticket.internal if frame["stream"].startswith("i:") else ticket.public
        session.follows.add(log.name)
        session.send({"type": "subscribed", "id": frame["id"], **log.entry(frame, ticket.state())})

    def on_unsub(self, session, frame):
        session.follows.discard(frame["stream"])
        session.send({"type": "ack", "id": frame["id"], "ts": stamp(), "dup": False})

    def on_history(self, session, frame):
        ticket = self.find(session, frame["stream"])
        log = ticket.internal if frame["stream"].startswith("i:") else ticket.public
        if not 1 <= frame["limit"] <= 100:
            raise Refusal("bad_request", field="limit")
        end = frame["before"] - 1
        start = max(0, end - frame["limit"])
        session.send({"type": "page", "id": frame["id"], "stream": log.name, "events": log.events[start:end], "more": start > 0})

    def relay(self, session, stream, kind, data):
        ticket = self.find(session, stream)
        for other in list(self.sessions):
            if other is session:
                continue
            for name in (ticket.public.name, ticket.internal.name):
                if name in other.follows:
                    other.send({"type": "note", "stream": name, "kind": kind, "data": {**data, "author": session.who}})

    def on_read(self, session, frame):
        ticket = self.find(session, frame["stream"])
        self.relay(session, frame["stream"], "read", {"stream": frame["stream"], "seq": frame["seq"]})

    def on_typing(self, session, frame):
        self.relay(session, frame["stream"], "typing", {"on": frame["on"]})

    def on_auth(self, session, frame):
        session.send({"type": "ack", "id": frame["id"], "ts": stamp(), "dup": False})

    # Commands

    def on_cmd(self, session, frame):
        name, args = frame["name"], frame.get("args", {})
        ticket = self.find(session, frame["stream"]) if "stream" in frame else None
        remember = self.once(self.started, session, frame)
        if remember is None:
            return
        handler = getattr(self, "cmd_" + name.replace(".", "_"), None)
        if handler is None:
            raise Refusal("bad_request", "unknown command", field="name")
        refusal = self.refuse_next.pop(name, None)
        if refusal:
            raise Refusal(**refusal)
        result = handler(session, ticket, args, frame["id"])
        ack = {"type": "ack", "id": frame["id"], "ts": stamp(), "dup": False, **({"result": result} if result is not None else {})}
        if ticket:
            log = ticket.internal if frame["stream"].startswith("i:") else ticket.public
            ack.update(stream=log.name, seq=log.head)
        remember(ack)
        if self.cut_on == "before ack":
            self.cut_on = None
            session.socket.cut()
            return
        if self.withholds_acks:
            self.withheld.append((session, ack))
        else:
            session.send(ack)

    def cmd_conversation_start(self, session, _, args, cid):
        if not args.get("text"):
            raise Refusal("bad_request", field="text")
        if not args.get("new") and not args.get("continues"):
            same = [t for t in self.tickets.values() if t.contact is session.contact and t.case_type == args["caseType"]
                    and t.status not in ("closed", "resolved")
                    and (not t.subject or not args.get("subject") or t.subject.casefold() == args["subject"].casefold())]
            if same:
                return {"existing": [{"number": t.number, "subject": t.subject, "stream": t.public.name} for t in same]}
        if args.get("name"):
            session.contact.name = session.who["name"] = args["name"]
        number = luhn(str(random.randint(10_000_000, 99_999_999)))
        ticket = Ticket(number, session.contact, args["caseType"], args.get("subject"))
        self.tickets[ticket.id] = ticket
        for other in self.sessions:
            if other.contact is session.contact:
                other.follows.add(ticket.public.name)
                if other is not session:
                    other.send({"type": "subscribed", **ticket.public.entry(None, ticket.state())})
        self.post(ticket, session.who, "ticket.registered", {"number": number, "caseType": ticket.case_type, "subject": ticket.subject, "channel": "webchat"})
        if args.get("continues"):
            self.post(ticket, session.who, "ticket.linked", {"number": str(args["continues"]).lstrip("#"), "relation": "followUpOf"})
        self.post(ticket, session.who, "message.posted", {"text": args["text"], "files": [], "via": "webchat"}, cid=cid)
        ahead = sum(1 for t in self.tickets.values() if t.agent is None and t.status == "open")
        self.post(ticket, {"id": "system", "role": "system", "name": None}, "conversation.queued", {"position": ahead})
        self.post(ticket, {"id": "system", "role": "system", "name": None}, "ticket.due", {"metric": "firstResponse", "due": stamp(7200), "kind": "objective"})
        return {"ticket": {"id": ticket.id, "number": number}, "stream": ticket.public.name}

    def end(self, ticket, who, step=None):
        ticket.ended = True
        self.post(ticket, who, "conversation.ended", {"by": who, **({"nextStep": step} if step else {})})
        if ticket.invited is None:
            ticket.invited = {"scale": {"min": 1, "max": 5}, "until": stamp(7 * 86400)}
            self.post(ticket, {"id": "system", "role": "system", "name": None}, "rating.invited", ticket.invited)

    def reopen(self, ticket, session):
        ticket.status, ticket.ended, ticket.invited, ticket.rating = "open", False, None, None
        self.post(ticket, session.who, "ticket.reopened", {})

    def status(self, ticket, who, status, public=True, **data):
        ticket.status = status
        self.post(ticket, who, "ticket.status", {"status": status, **data}, public)

    def cmd_conversation_end(self, session, ticket, args, cid):
        self.end(ticket, session.who)

    def cmd_rate(self, session, ticket, args, cid):
        if ticket.invited is None:
            raise Refusal("refused.notInvited")
        amended = ticket.rating is not None
        ticket.rating = {"score": args["score"], "amended": amended}
        self.post(ticket, session.who, "rating.given", ticket.rating)

    def cmd_reopen(self, session, ticket, args, cid):
        self.reopen(ticket, session)
        self.post(ticket, session.who, "message.posted", {"text": args["text"], "files": [], "via": "webchat"}, cid=cid)

    def cmd_qualityControl_request(self, session, ticket, args, cid):
        self.post(ticket, session.who, "qualityCase.received", {"case": secrets.token_hex(6)})

    def cmd_remote_request(self, session, ticket, args, cid):
        self.post(ticket, session.who, "remote.requested", {"text": args["text"]}, public=False)

    def consent(self, ticket, args):
        consent = ticket.consents.get(args.get("consent"))
        if consent is None:
            raise Refusal("not_found")
        return consent

    def remote(self, ticket, who, consent, phase, **data):
        consent.update(phase=phase, **data)
        self.post(ticket, who, f"remote.{phase}", {k: v for k, v in consent.items() if k != "phase"})
        # What a desk tells of a session besides its phases; pages must not take it for one.
        self.post(ticket, who, "remote.mode", {"consent": consent["consent"], "mode": "view"})

    def cmd_remote_answer(self, session, ticket, args, cid):
        consent = self.consent(ticket, args)
        scopes = args.get("scopes", consent["scopes"])
        if not set(scopes) <= set(consent["scopes"]):
            raise Refusal("refused.wider")
        if args["grant"]:
            self.remote(ticket, session.who, consent, "granted", scopes=scopes)
        else:
            self.remote(ticket, session.who, consent, "refused")

    def cmd_remote_withdraw(self, session, ticket, args, cid):
        self.remote(ticket, session.who, self.consent(ticket, args), "withdrawn")

    def cmd_remote_propose(self, session, ticket, args, cid):
        consent = {"consent": secrets.token_hex(6), "tool": args["tool"], "scopes": args["scopes"], "need": args.get("need"),
                   "text": args.get("purpose"), "until": stamp(3600)}
        ticket.consents[consent["consent"]] = consent
        self.remote(ticket, session.who, consent, "proposed")
        return {"consent": consent["consent"]}

    def cmd_remote_start(self, session, ticket, args, cid):
        self.remote(ticket, session.who, self.consent(ticket, args), "started")

    def cmd_remote_pause(self, session, ticket, args, cid):
        self.remote(ticket, session.who, self.consent(ticket, args), "paused")

    def cmd_remote_end(self, session, ticket, args, cid):
        self.remote(ticket, session.who, self.consent(ticket, args), "ended")

    def cmd_remote_revoke(self, session, ticket, args, cid):
        self.remote(ticket, session.who, self.consent(ticket, args), "revoked")

    def cmd_transcript_send(self, session, ticket, args, cid):
        return {}

    def cmd_severity_appeal(self, session, ticket, args, cid):
        self.post(ticket, session.who, "severity.appealed", {"justification": args["justification"]}, public=False)

    def cmd_contact_update(self, session, ticket, args, cid):
        session.contact.name = args.get("name", session.contact.name)

    def cmd_upload_create(self, session, ticket, args, cid):
        if args["name"].endswith((".svg", ".html", ".exe")):
            raise Refusal("file_rejected")
        ticket_for_upload = secrets.token_urlsafe(16)
        self.uploads[ticket_for_upload] = {"file": secrets.token_hex(16), "done": False, **args}
        return {"file": self.uploads[ticket_for_upload]["file"], "url": f"/uploads/{ticket_for_upload}", "ticket": ticket_for_upload}

    # Agents' commands

    def cmd_presence_set(self, session, ticket, args, cid):
        session.presence = args["state"]

    def cmd_ticket_claim(self, session, ticket, args, cid):
        if ticket.agent and ticket.agent["id"] != session.who["id"]:
            raise Refusal("refused.alreadyClaimed", f"{ticket.agent['name']} was faster.")
        ticket.agent = session.who
        self.post(ticket, session.who, "ticket.assigned", {"agent": session.who["id"], "name": session.who["name"]}, public=False)
        self.post(ticket, session.who, "conversation.joined", {"agent": {"id": session.who["id"], "name": session.who["name"]}, "conversation": 1})

    def cmd_queue_takeNext(self, session, _, args, cid):
        waiting = [ticket for ticket in self.tickets.values() if not ticket.agent and ticket.status in ("new", "open")]
        if not waiting:
            return {"ticket": None}
        self.cmd_ticket_claim(session, waiting[0], args, cid)
        return {"ticket": {"id": waiting[0].id, "number": waiting[0].number}}

    def cmd_ticket_release(self, session, ticket, args, cid):
        ticket.agent = None
        self.post(ticket, session.who, "ticket.released", {}, public=False)

    def cmd_ticket_assign(self, session, ticket, args, cid):
        ticket.agent = {"id": args["agent"], "role": "agent", "name": args["agent"]} if args.get("agent") else None
        self.post(ticket, session.who, "ticket.assigned", {**args, "agent": ticket.agent}, public=False)

    def cmd_note(self, session, ticket, args, cid):
        self.post(ticket, session.who, "note.posted", args, public=False, cid=cid)

    def cmd_ticket_triage(self, session, ticket, args, cid):
        ticket.case_type, ticket.severity = args.get("caseType", ticket.case_type), args.get("severity")
        self.post(ticket, session.who, "ticket.triaged", {**args, "hasWorkaround": args.get("workaround")}, public=False)
        if args.get("severity"):
            self.post(ticket, session.who, "severity.set", {"severity": args["severity"]})

    def cmd_ticket_wait(self, session, ticket, args, cid):
        self.status(ticket, session.who, "waitingCustomer" if args["for"] == "customer" else "waitingInternal", **args)

    def cmd_ticket_defer(self, session, ticket, args, cid):
        self.status(ticket, session.who, "deferred", **args)

    def cmd_ticket_refuse(self, session, ticket, args, cid):
        self.status(ticket, session.who, "refused", **args)

    def cmd_conversation_wrapUp(self, session, ticket, args, cid):
        self.post(ticket, session.who, "conversation.wrappedUp", args, public=False)
        if args["kind"] == "reply":
            self.post(ticket, session.who, "message.posted", {"text": args["text"], "files": [], "via": "webchat"}, cid=cid)
        self.end(ticket, session.who, args.get("nextStep"))

    def cmd_ticket_resolve(self, session, ticket, args, cid):
        self.status(ticket, session.who, "resolved", reason=args["outcome"], text=args.get("text"))
        if not ticket.ended:
            self.end(ticket, session.who)

    def cmd_ticket_close(self, session, ticket, args, cid):
        self.status(ticket, session.who, "closed", reason=args.get("outcome"))

    def cmd_ticket_link(self, session, ticket, args, cid):
        self.post(ticket, session.who, "ticket.linked", {"number": args["to"].lstrip("#"), "relation": args["relation"]})

    def cmd_ticket_merge(self, session, ticket, args, cid):
        self.status(ticket, session.who, "merged", into=args["into"])

    def cmd_commitment_make(self, session, ticket, args, cid):
        ticket.promises += 1
        self.post(ticket, session.who, "commitment.made", {**args, "number": ticket.promises})

    def cmd_escalate(self, session, ticket, args, cid):
        self.post(ticket, session.who, "ticket.escalated", args, public=False)

    def cmd_time_add(self, session, ticket, args, cid):
        self.post(ticket, session.who, "time.recorded", args, public=False)

    def cmd_offChannel_record(self, session, ticket, args, cid):
        return {"note": str(uuid.uuid4())}

    cmd_offChannel_redirect = cmd_offChannel_advise = cmd_offChannel_record

    def cmd_offChannel_convert(self, session, ticket, args, cid):
        return {"ticket": {"number": luhn("12345678")}}

    def cmd_inbox_query(self, session, ticket, args, cid):
        wanted = str(args.get("filter", {}).get("text", "")).casefold().lstrip("#")
        found = [t.summary() for t in self.tickets.values() if wanted in f"{t.number} {t.subject}".casefold()]
        return {"tickets": found, "next": None}

    # For the tests

    def cut_all(self):
        for session in list(self.sessions):
            session.socket.cut()

    def release_acks(self):
        self.withholds_acks = False
        for session, ack in self.withheld:
            session.send(ack)

    def only_ticket(self):
        (ticket,) = self.tickets.values()
        return ticket


class MockServer:
    """A desk on a thread of its own; `do` runs a function there and returns its result."""

    def __init__(self, port=0):
        self.desk = Desk()
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()

        async def main():
            self.server = await asyncio.start_server(self.desk.serve, "127.0.0.1", port, limit=2 ** 20)
            self.port = self.server.sockets[0].getsockname()[1]
            ready.set()
            await self.server.serve_forever()

        def run():
            try:
                self.loop.run_until_complete(main())
            except asyncio.CancelledError:
                pass

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        ready.wait()
        self.url = f"http://127.0.0.1:{self.port}"

    def do(self, work):
        async def call():
            result = work(self.desk)
            return await result if asyncio.iscoroutine(result) else result

        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(10)

    def stop(self):
        def halt():
            self.server.close()
            for task in asyncio.all_tasks(self.loop):
                task.cancel()

        self.loop.call_soon_threadsafe(halt)
        self.thread.join(5)


if __name__ == "__main__":
    server = MockServer(int(sys.argv[1]) if len(sys.argv) > 1 else 8099)
    print(server.url)
    print(token())
    server.thread.join()
