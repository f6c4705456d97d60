// The client side of Sportello's webchat protocol, version 1: one socket, streams with positions, an outbox.
// The widget and the console use this module alike; it knows nothing about either.

export const SUBPROTOCOL = "sportello.chat.v1";

const BACKOFF_MIN = 500;
const BACKOFF_MAX = 20_000;
const SILENCE = 35_000;
const PROBE = 3_000;
const WELCOME_WITHIN = 15_000;
const TYPING_EVERY = 3_000;
const STABLE_AFTER = 5_000;
const FINAL_CODES = new Set([4500, 4501, 4503, 4505, 4506]);
const OUR_FAULT_CODES = new Set([1003, 1007, 1009]);
const RETRIABLE_ERRORS = new Set(["rate_limited", "unavailable", "internal"]);

/** Full jitter between half a second and a ceiling that doubles up to twenty seconds. */
export function backoff(attempt, random = Math.random) {
  const ceiling = Math.min(BACKOFF_MAX, BACKOFF_MIN * 2 ** (attempt + 1));
  return BACKOFF_MIN + random() * (ceiling - BACKOFF_MIN);
}

/** A refusal or failure that the server named. `code` is for programs, `message` for people. */
export class DeskError extends Error {
  constructor({ code, message, field, retryAfterMs }) {
    super(message || code);
    this.name = "DeskError";
    this.code = code;
    this.text = message;
    this.field = field;
    this.retryAfterMs = retryAfterMs;
  }
}

class Stream {
  epoch = null;
  cursor = 0;
  head = 0;
  floor = 1;
  events = [];
  state = {};
  older = false;
  syncing = false;
  held = new Map();
  readByOthers = 0;

  constructor(name) {
    this.name = name;
  }
}

/** Emits `state`, `welcome`, `stream` (reloaded), `event`, `note`, `summary`, `inbox`, `outbox`, `settled`, `refused`, `bye`. */
export class DeskClient {
  streams = new Map();
  welcome = null;
  state = "stopped";
  stopCode = null;
  stopMessage = null;

  #listeners = new Map();
  #socket = null;
  #requests = new Map();
  #wanted = new Map();
  #attempt = 0;
  #heard = 0;
  #retryTimer = 0;
  #watchTimer = 0;
  #probeTimer = 0;
  #stableTimer = 0;
  #authTimer = 0;
  #laneTimers = new Map();
  #typed = new Map();
  #bye = null;
  #generation = 0;
  #abort = new AbortController();

  /**
   * `identify` is asked for `{visitor?, token?, locale?}` before each connection, `refresh` for a new token before the
   * old one expires and after 4001.
   */
  constructor({ url, client, identify, refresh, outbox }) {
    Object.assign(this, { url, client, identify, refresh, outbox });
    const options = { signal: this.#abort.signal };
    const wake = () => document.visibilityState === "visible" && this.probe();
    document.addEventListener("visibilitychange", wake, options);
    addEventListener("online", () => this.probe(), options);
    addEventListener("pageshow", wake, options);
  }

  on(name, listener) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(listener);
    return () => this.#listeners.get(name).delete(listener);
  }

  #emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(value);
  }

  // Connection

  connect() {
    if (this.#socket || this.state === "connecting") return;
    clearTimeout(this.#retryTimer);
    this.stopCode = this.stopMessage = null;
    this.#open();
  }

  /** Stops for good; what is queued stays in the outbox. */
  stop(code = 1000) {
    this.#drop(code);
    clearTimeout(this.#retryTimer);
    this.#setState("stopped");
  }

  /** Stops and lets go of everything. */
  dispose() {
    this.stop();
    this.#abort.abort();
    this.outbox.close();
    for (const timer of this.#laneTimers.values()) clearTimeout(timer);
    for (const { reject } of this.#requests.values()) reject(new DeskError({ code: "unavailable" }));
    this.#requests.clear();
    this.#listeners.clear();
  }

  /** Is the line alive? An answer within three seconds, or a new connection. */
  probe() {
    if (this.state === "waiting") {
      clearTimeout(this.#retryTimer);
      this.#open();
    } else if (this.state === "open") {
      const asked = Date.now();
      this.#write({ type: "ping" });
      clearTimeout(this.#probeTimer);
      this.#probeTimer = setTimeout(() => {
        if (this.state === "open" && this.#heard < asked) this.#lost(0);
      }, PROBE);
    }
  }

  async #open() {
    const generation = (this.#generation += 1);
    this.#bye = null;
    this.#setState("connecting");
    let identity;
    try {
      identity = await this.identify();
    } catch {
      if (generation === this.#generation) this.#lost();
      return;
    }
    if (generation !== this.#generation) return;
    let socket;
    try {
      socket = new WebSocket(this.url, SUBPROTOCOL);
    } catch {
      this.#lost();
      return;
    }
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => {
      const resume = [...this.streams.values()]
        .filter((stream) => stream.epoch !== null)
        .map(({ name, epoch, cursor }) => ({ stream: name, epoch, since: cursor }));
      const { visitor, token, locale } = identity;
      this.#write({
        type: "hello", id: crypto.randomUUID(), client: this.client,
        ...(locale && { locale }), ...(visitor && { visitor }), ...(token && { token }),
        ...(resume.length > 0 && { resume }),
      });
    };
    socket.onmessage = ({ data }) => {
      this.#heard = Date.now();
      if (typeof data === "string") this.#receive(data);
    };
    socket.onclose = ({ code }) => this.#socket === socket && this.#closed(code);
    clearInterval(this.#watchTimer);
    this.#watchTimer = setInterval(() => {
      const patience = this.state === "connecting" ? WELCOME_WITHIN : SILENCE;
      if (this.#socket === socket && Date.now() - this.#heard > patience) this.#lost();
    }, 2_500);
  }

  #drop(code = 1000) {
    this.#generation += 1;
    const socket = this.#socket;
    this.#socket = null;
    for (const timer of [this.#probeTimer, this.#stableTimer, this.#authTimer]) clearTimeout(timer);
    clearInterval(this.#watchTimer);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(code);
    }
    for (const entry of this.outbox.entries) if (entry.state === "flying") entry.state = "queued";
    for (const stream of this.streams.values()) stream.syncing = false;
  }

  /** The line is gone: try again later, or after `delay` milliseconds. */
  #lost(delay) {
    this.#drop();
    clearTimeout(this.#retryTimer);
    const wait = delay ?? Math.max(this.#bye?.retryAfterMs ?? 0, backoff(this.#attempt));
    this.#attempt += 1;
    this.#setState("waiting");
    this.#retryTimer = setTimeout(() => this.#open(), wait);
  }

  async #closed(code) {
    const bye = this.#bye;
    const why = bye?.code >= 4000 ? bye.code : code;
    if (OUR_FAULT_CODES.has(code)) {
      for (const entry of this.outbox.entries.filter((each) => each.state === "flying")) {
        this.#fail(entry, new DeskError({ code: "too_large" }));
      }
    }
    if (why === 4001 && this.refresh) {
      this.#drop();
      const generation = this.#generation;
      this.#setState("waiting");
      const token = await this.#freshToken();
      if (generation !== this.#generation) return;
      if (!token) return this.#halt(4501, bye?.message);
      return this.#lost();
    }
    if (FINAL_CODES.has(why)) return this.#halt(why, bye?.message);
    this.#lost();
  }

  #halt(code, message) {
    this.#drop();
    this.stopCode = code;
    this.stopMessage = message ?? null;
    for (const { reject } of this.#requests.values()) reject(new DeskError({ code: "unauthorized", message }));
    this.#requests.clear();
    this.#setState("stopped");
    this.#emit("bye", { code, message });
  }

  #setState(state) {
    if (this.state === state) return;
    this.state = state;
    this.#emit("state", state);
  }

  #write(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  async #freshToken() {
    try {
      return await this.refresh?.();
    } catch {
      return null; // The host could not mint one; the caller decides what that means.
    }
  }

  /** A fresh token for the same identity, while connected. */
  authenticate(token) {
    return this.#request({ type: "auth", id: crypto.randomUUID(), token });
  }

  #armRefresh(expiry) {
    clearTimeout(this.#authTimer);
    if (!expiry || !this.refresh) return;
    const left = new Date(expiry).getTime() - Date.now();
    const wait = Math.max(1_000, Math.min(left - 60_000, left * 0.8));
    this.#authTimer = setTimeout(async () => {
      const token = await this.#freshToken();
      if (token && this.state === "open") this.authenticate(token).catch(() => this.#lost());
    }, Math.min(wait, 2 ** 31 - 1));
  }

  // Receiving

  #receive(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      this.#lost(); // A server that does not speak JSON is not our server; its log is still there later.
      return;
    }
    switch (frame.type) {
      case "welcome": return this.#welcomed(frame);
      case "ping": return this.#write({ type: "pong", ...(frame.id && { id: frame.id }) });
      case "pong": return;
      case "ack": return this.#acknowledged(frame);
      case "err": return this.#refused(frame);
      case "event": return this.#event(frame);
      case "note": return this.#note(frame);
      case "subscribed": return this.#subscribed(frame);
      case "page": return this.#page(frame);
      case "summary": return this.#emit("summary", frame);
      case "reset": return this.#reset(frame);
      case "bye": this.#bye = frame; return;
      default: return; // Newer server: what we don't know we pass over.
    }
  }

  async #welcomed(frame) {
    this.welcome = frame;
    clearTimeout(this.#stableTimer);
    this.#stableTimer = setTimeout(() => (this.#attempt = 0), STABLE_AFTER);
    this.#armRefresh(frame.tokenExp);
    this.#setState("open");
    for (const { frame: waiting } of this.#requests.values()) if (waiting.type !== "sub") this.#write(waiting);
    const named = new Set();
    for (const entry of frame.streams ?? []) {
      named.add(entry.stream);
      this.#take(entry);
    }
    for (const [name, filter] of this.#wanted) if (!named.has(name)) this.#subscribe(name, filter);
    this.#emit("welcome", frame);
    const generation = this.#generation;
    await this.outbox.adopt();
    if (generation !== this.#generation) return;
    this.#emit("outbox");
    this.#pump();
  }

  #take(entry) {
    let stream = this.streams.get(entry.stream);
    if (!stream) this.streams.set(entry.stream, (stream = new Stream(entry.stream)));
    const fresh = entry.mode !== "resumed" || (stream.epoch !== null && stream.epoch !== entry.epoch);
    const events = entry.events ?? [];
    stream.syncing = false;
    stream.head = Math.max(fresh ? 0 : stream.head, entry.head ?? 0);
    stream.floor = entry.floor ?? stream.floor;
    stream.epoch = entry.epoch;
    if (fresh) {
      stream.events = events;
      stream.state = entry.state ?? {};
      stream.older = Boolean(entry.more);
      stream.cursor = stream.base = events.length > 0 ? events.at(-1).seq : entry.head ?? 0;
      for (const seq of [...stream.held.keys()]) if (seq <= stream.cursor) stream.held.delete(seq);
      this.#cleanOutbox(stream);
      this.#emit("stream", stream);
      this.#drain(stream);
      return;
    }
    if (entry.state) stream.state = entry.state;
    const before = stream.cursor;
    for (const event of events) this.#apply(stream, event);
    this.#drain(stream);
    this.#emit("stream", stream);
    if (entry.more) this.#resync(stream);
    else if (stream.held.size > 0) this.#resync(stream, stream.cursor === before);
  }

  #subscribed(frame) {
    if (frame.stream === "w:desk") {
      this.#settleRequest(frame.id, frame);
      this.#emit("inbox", frame.state);
      return;
    }
    this.#take(frame);
    this.#settleRequest(frame.id, this.streams.get(frame.stream));
    this.#pump();
  }

  #event(event) {
    let stream = this.streams.get(event.stream);
    if (!stream) {
      // Followed since a moment ago; the entry that says where it stands is on its way or must be asked for.
      this.streams.set(event.stream, (stream = new Stream(event.stream)));
      if (event.seq !== 1) {
        stream.held.set(event.seq, event);
        this.#resync(stream, true);
        return;
      }
    }
    this.#apply(stream, event);
    this.#drain(stream);
  }

  #apply(stream, event) {
    if (event.seq <= stream.cursor) return;
    if (event.seq > stream.cursor + 1) {
      stream.held.set(event.seq, event);
      if (!stream.syncing) this.#resync(stream);
      return;
    }
    stream.cursor = event.seq;
    stream.head = Math.max(stream.head, event.seq);
    stream.events.push(event);
    if (event.kind === "message.redacted") this.#redact(stream, event.data?.seq);
    if (event.id) {
      const entry = this.outbox.find(event.id);
      if (entry?.frame.type === "send") this.outbox.remove(entry.id); // The event itself proves that it is durable.
      else if (entry) entry.arrived = true; // Its answer is still to come; nobody need see it twice meanwhile.
    }
    this.#cleanOutbox(stream);
    this.#emit("event", { stream, event });
    this.#emit("outbox");
    this.#pump();
  }

  #drain(stream) {
    while (stream.held.has(stream.cursor + 1)) {
      const event = stream.held.get(stream.cursor + 1);
      stream.held.delete(event.seq);
      this.#apply(stream, event);
    }
    for (const seq of [...stream.held.keys()]) if (seq <= stream.cursor) stream.held.delete(seq);
  }

  #redact(stream, seq) {
    const target = stream.events.find((event) => event.seq === seq);
    if (target) target.data = { ...target.data, text: "", files: [], redacted: true };
  }

  #cleanOutbox(stream) {
    for (const entry of this.outbox.lane(stream.name)) {
      if (entry.state === "acked" && entry.seq <= stream.cursor) this.outbox.remove(entry.id);
    }
  }

  #resync(stream, snapshot = false) {
    stream.syncing = true;
    const position = snapshot || stream.epoch === null ? {} : { epoch: stream.epoch, since: stream.cursor };
    this.#request({ type: "sub", id: crypto.randomUUID(), stream: stream.name, ...position })
      .catch(() => (stream.syncing = false));
  }

  #reset({ stream: name }) {
    const stream = this.streams.get(name);
    if (!stream) return;
    stream.held.clear();
    stream.epoch = null;
    stream.cursor = 0;
    this.#resync(stream, true);
  }

  #note(note) {
    const stream = this.streams.get(note.stream);
    if (note.kind === "read" && stream) {
      // The other side may count in its own log: then it has seen what was here when it said so.
      const { stream: log = note.stream, seq } = note.data ?? {};
      stream.readByOthers = Math.max(stream.readByOthers, log === note.stream ? seq : stream.cursor);
    }
    this.#emit("note", note);
  }

  #page(frame) {
    const request = this.#requests.get(frame.id);
    const stream = this.streams.get(frame.stream);
    if (stream) {
      const first = stream.events[0]?.seq ?? Infinity;
      stream.events = [...frame.events.filter((event) => event.seq < first), ...stream.events];
      stream.older = Boolean(frame.more);
      this.#emit("stream", stream);
    }
    if (request) this.#settleRequest(frame.id, frame);
  }

  // Asking

  #request(frame) {
    return new Promise((resolve, reject) => {
      this.#requests.set(frame.id, { frame, resolve, reject });
      if (this.state === "open") this.#write(frame);
    });
  }

  #settleRequest(id, value) {
    const request = id && this.#requests.get(id);
    if (!request) return;
    this.#requests.delete(id);
    request.resolve(value);
  }

  /** Follow a stream from now on, over reconnections; `filter` only for `w:desk`. */
  follow(name, filter) {
    this.#wanted.set(name, filter ?? null);
    if (this.state === "open" && (name === "w:desk" || !this.streams.has(name))) return this.#subscribe(name, filter);
    return Promise.resolve(this.streams.get(name));
  }

  unfollow(name) {
    this.#wanted.delete(name);
    this.streams.delete(name);
    if (this.state === "open") this.#write({ type: "unsub", id: crypto.randomUUID(), stream: name });
  }

  #subscribe(name, filter) {
    for (const [id, { frame }] of this.#requests) if (frame.type === "sub" && frame.stream === name) this.#requests.delete(id);
    const request = this.#request({ type: "sub", id: crypto.randomUUID(), stream: name, ...(filter && { filter }) });
    request.catch((error) => this.#emit("refused", { stream: name, error }));
    return request;
  }

  history(name, limit = 50) {
    const stream = this.streams.get(name);
    const before = stream?.events[0]?.seq ?? 1;
    return this.#request({ type: "history", id: crypto.randomUUID(), stream: name, before, limit });
  }

  /** Resolves with `{result, seq, stream}`; sent again with the same id after a reconnection. */
  command(name, args = {}, stream) {
    return this.#request({ type: "cmd", id: crypto.randomUUID(), name, args, ...(stream && { stream }) });
  }

  read(stream, seq) {
    this.#write({ type: "read", stream, seq });
  }

  /** Call at each key; goes out at most every three seconds while true. */
  typing(stream, on) {
    const last = this.#typed.get(stream) ?? 0;
    if (on && Date.now() - last < TYPING_EVERY) return;
    if (!on && last === 0) return;
    this.#typed.set(stream, on ? Date.now() : 0);
    this.#write({ type: "typing", stream, on });
  }

  // The outbox

  /** Queue a message; it survives reloads until the server has it. */
  send(stream, text, { files, replyTo, names } = {}) {
    const frame = {
      type: "send", id: crypto.randomUUID(), stream, body: { kind: "text", text },
      ...(files?.length && { files }), ...(replyTo && { replyTo }),
    };
    const entry = this.outbox.add(frame, stream, names?.length ? { names } : {});
    this.#emit("outbox");
    this.#pump();
    return entry;
  }

  /** A command that must survive reloads, in a lane of its own. `settled` gets `{error}` or `{result, stream}`. */
  enqueue(name, args, lane, stream) {
    const frame = { type: "cmd", id: crypto.randomUUID(), name, args, ...(stream && { stream }) };
    const entry = this.outbox.add(frame, lane);
    this.#emit("outbox");
    this.#pump();
    return entry;
  }

  retry(id) {
    const entry = this.outbox.find(id);
    if (!entry) return;
    entry.state = "queued";
    entry.error = null;
    this.#emit("outbox");
    this.#pump();
  }

  discard(id) {
    this.outbox.remove(id);
    this.#emit("outbox");
  }

  #pump() {
    if (this.state !== "open") return;
    const busy = new Set();
    for (const entry of this.outbox.entries) if (entry.state === "flying") busy.add(entry.lane);
    for (const lane of this.#laneTimers.keys()) busy.add(lane);
    for (const entry of this.outbox.entries) {
      if (entry.state !== "queued" || busy.has(entry.lane)) continue;
      busy.add(entry.lane);
      entry.state = "flying";
      this.#write(entry.frame);
    }
  }

  #acknowledged(frame) {
    const entry = this.outbox.find(frame.id);
    if (!entry) return this.#settleRequest(frame.id, frame);
    if (entry.frame.type === "cmd") {
      this.outbox.remove(entry.id);
      this.#emit("settled", { entry, result: frame.result, stream: frame.stream });
    } else {
      entry.seq = frame.seq;
      this.outbox.settle(entry);
      const stream = this.streams.get(entry.lane);
      if (stream && stream.cursor >= frame.seq) this.outbox.remove(entry.id);
    }
    this.#emit("outbox");
    this.#pump();
  }

  #refused(frame) {
    const error = new DeskError(frame);
    const entry = frame.id && this.outbox.find(frame.id);
    const retriable = RETRIABLE_ERRORS.has(frame.code);
    if (entry) {
      if (retriable && (entry.tries ?? 0) < 8) return this.#later(entry, error);
      return this.#fail(entry, error);
    }
    const request = frame.id && this.#requests.get(frame.id);
    if (!request) return;
    request.tries = (request.tries ?? 0) + 1;
    if (retriable && request.tries <= 3) {
      setTimeout(() => this.#requests.has(frame.id) && this.#write(request.frame),
        frame.retryAfterMs ?? backoff(request.tries));
      return;
    }
    this.#requests.delete(frame.id);
    request.reject(error);
  }

  #later(entry, error) {
    entry.tries = (entry.tries ?? 0) + 1;
    entry.state = "queued";
    const wait = error.retryAfterMs ?? backoff(entry.tries);
    this.#laneTimers.set(entry.lane, setTimeout(() => {
      this.#laneTimers.delete(entry.lane);
      this.#pump();
    }, wait));
  }

  #fail(entry, error) {
    entry.state = "failed";
    entry.error = error;
    this.#emit("settled", { entry, error });
    this.#emit("outbox");
    this.#pump();
  }
}
