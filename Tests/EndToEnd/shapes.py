"""What every server frame must look like (contract §4, §6, §8). Deviations are collected and judged at the end."""

import json
import pathlib
import re

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
CODE = re.compile(
    r"^(bad_request|unknown_type|unauthorized|token_expired|forbidden|not_found|id_conflict|too_large|rate_limited"
    r"|file_rejected|unavailable|internal|refused\.[A-Za-z][A-Za-z.]*)$"
)
PUBLIC_KINDS = {
    "ticket.registered",
    "message.posted",
    "conversation.queued",
    "conversation.joined",
    "conversation.ended",
    "ticket.status",
    "ticket.due",
    "commitment.made",
    "rating.invited",
    "rating.given",
    "ticket.reopened",
    "ticket.linked",
    "remote.declined",
    "remote.proposed",
    "remote.scheduled",
    "remote.granted",
    "remote.refused",
    "remote.lapsed",
    "remote.started",
    "remote.paused",
    "remote.ended",
    "remote.withdrawn",
    "remote.revoked",
    "remote.expired",
    "qualityCase.received",
    "qualityCase.closed",
    "message.redacted",
    "severity.set",
}
PUBLISHED = pathlib.Path(__file__).resolve().parents[2] / "docs" / "protocol" / "schemas" / "event-kinds.json"
if PUBLISHED.exists():  # additions since version 1 that the project has published
    PUBLIC_KINDS |= set(json.loads(PUBLISHED.read_text())["definitions"])
# What the contract shows inside `data` of a public event; members without "?" must be there.
PUBLIC_DATA = {
    "ticket.registered": ("number", "caseType", "subject?", "channel"),
    "message.posted": ("text", "files?", "via?"),
    "conversation.joined": ("agent",),
    "conversation.ended": ("by",),
    "ticket.status": ("status",),
    "ticket.due": ("metric", "due", "kind"),
    "commitment.made": ("promise", "due"),
    "rating.invited": ("scale", "until?"),
    "rating.given": ("score", "amended"),
    "ticket.linked": ("number", "relation"),
    "qualityCase.received": ("case",),
    "qualityCase.closed": ("case",),
    "message.redacted": ("seq",),
    "severity.set": ("severity",),
}
NOTE_KINDS = {"typing", "presence", "read", "queue"}
NEEDED = {
    "welcome": {
        "id": str,
        "session": str,
        "you": dict,
        "now": str,
        "pingMs": int,
        "limits": dict,
        "desk": dict,
        "streams": list,
    },
    "ack": {"id": str, "ts": str, "dup": bool},
    "err": {"code": str, "message": str},
    "event": {"stream": str, "seq": int, "ts": str, "kind": str, "author": dict, "data": dict},
    "note": {"stream": str, "kind": str, "data": dict},
    "page": {"id": str, "stream": str, "events": list, "more": bool},
    "summary": {"stream": str, "ticket": str, "version": int},
    "subscribed": {"stream": str},
    "reset": {"stream": str, "epoch": str},
    "ping": {},
    "pong": {},
    "bye": {"code": int, "message": str},
}
LIMITS = ("frameBytes", "textScalars", "filesPerMessage", "fileBytes", "sendBurst", "sendPerSecond")
OBSERVED = {}  # deviation -> an example frame
SAMPLES = {}  # (type, kind or code) -> a few frames, for the published schemas


def note(problem, frame):
    OBSERVED.setdefault(problem, frame)


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def check_members(frame, needed, where):
    for member, kind in needed.items():
        value = frame.get(member)
        if member not in frame:
            note(f"{where} lacks {member}", frame)
        elif kind is int and not is_int(value) or not isinstance(value, kind):
            note(f"{where}.{member} is {type(value).__name__}, not {kind.__name__}", frame)
    for member in ("ts", "now"):
        if isinstance(frame.get(member), str) and not TIME.match(frame[member]):
            note(f"{where}.{member} is not RFC 3339 UTC with milliseconds: {frame[member]}", frame)


def check_event(event, stream, where):
    check_members(event, {k: v for k, v in NEEDED["event"].items() if k != "stream"}, where)
    if is_int(event.get("seq")) and event["seq"] < 1:
        note(f"{where}.seq < 1", event)
    author = event.get("author")
    if isinstance(author, dict):
        for member in ("id", "role", "name"):
            if member not in author:
                note(f"{where}.author lacks {member}", event)
    kind = event.get("kind")
    if stream.startswith("c:"):
        if kind not in PUBLIC_KINDS:
            note(f"kind {kind} on a c: stream is not public (§6)", event)
        for member in PUBLIC_DATA.get(kind, ()):
            if not member.endswith("?") and member not in (event.get("data") or {}):
                note(f"{kind}.data lacks {member} (§6)", event)


def check_entry(entry, where):
    """An entry of `welcome.streams`, or `subscribed`."""
    if entry.get("stream") == "w:desk":
        if "state" not in entry:
            note(f"{where} of w:desk lacks state", entry)
        for member in ("seq", "epoch"):
            if member in entry:
                note(f"{where} of w:desk has {member}", entry)
        return
    check_members(
        entry,
        {"stream": str, "epoch": str, "head": int, "floor": int, "mode": str, "events": list, "more": bool},
        where,
    )
    if entry.get("mode") not in ("resumed", "snapshot"):
        note(f"{where}.mode is {entry.get('mode')}", entry)
    if entry.get("mode") == "snapshot" and "state" not in entry:
        note(f"{where} is a snapshot without state", entry)
    events = entry.get("events") or []
    numbers = [event.get("seq") for event in events]
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        note(f"{where}.events are not contiguous and ascending", entry)
    for event in events:
        check_event(event, entry.get("stream", ""), f"{where}.events[]")


def check(frame):
    """Records every deviation of one server frame."""
    kind = frame.get("type")
    samples = SAMPLES.setdefault((str(kind), str(frame.get("kind") or frame.get("code"))), [])
    if len(samples) < 12:
        samples.append(frame)
    if kind not in NEEDED:
        note(f"unknown server frame type {kind}", frame)
        return
    check_members(frame, NEEDED[kind], kind)
    if kind == "welcome":
        for limit in LIMITS:
            if limit not in (frame.get("limits") or {}):
                note(f"welcome.limits lacks {limit}", frame)
        desk = frame.get("desk") or {}
        for member in ("name", "open", "opensAt", "languages", "caseTypes", "official"):
            if member not in desk:
                note(f"welcome.desk lacks {member}", frame)
        for member in ("role", "name"):
            if member not in (frame.get("you") or {}):
                note(f"welcome.you lacks {member}", frame)
        if "tokenExp" not in frame:
            note("welcome lacks tokenExp", frame)
        for entry in frame.get("streams") or []:
            check_entry(entry, "welcome.streams[]")
    elif kind == "subscribed":
        check_entry(frame, "subscribed")
    elif kind == "bye" and is_int(frame.get("code")) and not 1000 <= frame["code"] < 5000:
        note("bye.code is no close code", frame)
    elif kind == "event":
        if frame.get("stream") == "w:desk":
            note("an event on w:desk", frame)
        check_event(frame, frame.get("stream", ""), "event")
    elif kind == "page":
        for event in frame.get("events") or []:
            check_event(event, frame.get("stream", ""), "page.events[]")
    elif kind == "err" and not CODE.match(frame.get("code") or ""):
        note(f"err.code {frame.get('code')} is not in §8", frame)
    elif kind == "err" and frame.get("code") == "rate_limited" and not is_int(frame.get("retryAfterMs")):
        note("err rate_limited without retryAfterMs", frame)
    elif kind == "note":
        if "seq" in frame:
            note("note with seq", frame)
        if frame.get("kind") not in NOTE_KINDS:
            note(f"note kind {frame.get('kind')}", frame)
    elif kind == "summary":
        if frame.get("stream") != "w:desk":
            note("summary on another stream than w:desk", frame)
        if "data" not in frame:
            note("summary lacks data", frame)
