// Who this browser is: the visitor's secret or the host's token, what was read, and what other tabs do.

import { Outbox, SafeStorage } from "./outbox.js";
import { DeskClient } from "./protocol.js";
import { isCustomer } from "./model.js";

function subjectOf(token) {
  try {
    const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(text).sub ?? "unknown"; // Only names a storage drawer; the server verifies the token.
  } catch {
    return "unknown";
  }
}

export class Session {
  unread = 0;
  #mintDone = null;
  #channel = null;
  #sound = null;

  constructor({ base, prefix, options, onChange, onInbound }) {
    Object.assign(this, { base, options, onChange, onInbound });
    this.storage = new SafeStorage("localStorage", prefix);
    this.prefix = prefix;
    this.token = options.token ?? null;
    this.owner = this.token ? `u:${subjectOf(this.token)}` : "v";
    const url = new URL("/v1/chat", base);
    url.protocol = url.protocol.replace("http", "ws");
    this.client = new DeskClient({
      url: url.href,
      client: "widget/1.0",
      identify: () => this.#identify(),
      refresh: options.refreshToken && (async () => (this.token = await options.refreshToken())),
      outbox: new Outbox(this.storage, this.owner),
    });
    this.client.on("welcome", (frame) => this.#welcomed(frame));
    this.client.on("stream", () => this.#count());
    this.client.on("event", (change) => this.#event(change));
    this.client.on("bye", ({ code }) => this.#ended(code));
    if (globalThis.BroadcastChannel) {
      this.#channel = new BroadcastChannel(`${prefix}${this.owner}`);
      this.#channel.onmessage = ({ data }) => {
        if (data.type === "read") this.#markRead(data.stream, data.seq);
      };
    }
  }

  sameIdentity(options) {
    const owner = options.token ? `u:${subjectOf(options.token)}` : "v";
    return owner === this.owner;
  }

  /** A newer token of the same person. */
  renew(token) {
    this.token = token ?? null;
    if (token && this.client.state === "open") this.client.authenticate(token).catch(() => this.client.probe());
  }

  async #identify() {
    if (!this.token && !this.storage.get("visitor")) await this.#mintAlone();
    const visitor = this.storage.get("visitor");
    return { visitor, token: this.token, locale: this.options.locale };
  }

  /** Two tabs that start together must not become two visitors: the second waits for the first one's secret. */
  #mintAlone() {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((go) => {
      navigator.locks.request(`${this.prefix}mint`, () => {
        go();
        if (this.storage.get("visitor")) return null;
        return new Promise((done) => {
          this.#mintDone = done;
          setTimeout(done, 8_000);
        });
      });
    });
  }

  #welcomed(frame) {
    if (frame.visitor) this.storage.set("visitor", frame.visitor);
    else if (this.token) this.storage.remove("visitor"); // Its tickets are the token's contact's from now on.
    this.#mintDone?.();
    this.#remember();
    this.#count();
  }

  #ended(code) {
    this.#mintDone?.();
    if (code === 4501 && !this.token && this.storage.get("visitor")) {
      // The desk knows this secret no longer. Start as somebody new rather than lock the person out.
      this.storage.remove("visitor");
      this.storage.remove("live");
      this.client.streams.clear();
      this.client.connect();
    }
  }

  #remember() {
    if (this.client.streams.size > 0 || this.client.outbox.entries.length > 0) this.storage.set("live", "1");
    else this.storage.remove("live");
  }

  // Read and unread

  lastRead(stream) {
    return Math.max(Number(this.storage.get(`read:${stream.name}`) ?? 0), stream.state?.read ?? 0);
  }

  unreadOf(stream) {
    const mark = this.lastRead(stream);
    return stream.events.filter((event) =>
      event.kind === "message.posted" && event.seq > mark && !isCustomer(event.author)).length;
  }

  /** The person has seen everything up to the newest event. */
  seen(stream) {
    const seq = stream.cursor;
    if (seq <= Number(this.storage.get(`read:${stream.name}`) ?? 0)) return;
    this.client.read(stream.name, seq);
    this.#channel?.postMessage({ type: "read", stream: stream.name, seq });
    this.#markRead(stream.name, seq);
  }

  #markRead(name, seq) {
    const mark = Math.max(seq, Number(this.storage.get(`read:${name}`) ?? 0));
    this.storage.set(`read:${name}`, String(mark));
    this.#count();
  }

  #count() {
    let total = 0;
    for (const stream of this.client.streams.values()) total += this.unreadOf(stream);
    this.unread = total;
    this.onChange(total);
  }

  #event({ stream, event }) {
    this.#remember();
    if (event.kind === "message.posted" && !isCustomer(event.author)) {
      this.onInbound(stream, event);
      this.#ring(`${stream.name}:${event.seq}`);
    }
    this.#count();
  }

  // Sound: off until the person turns it on, and once for all tabs.

  get soundOn() {
    return this.storage.get("sound") === "1";
  }

  set soundOn(on) {
    if (on) this.storage.set("sound", "1");
    else this.storage.remove("sound");
    if (on) this.#chime();
  }

  #ring(key) {
    if (!this.soundOn) return;
    if (!navigator.locks) return this.#chime();
    navigator.locks.request(`${this.prefix}ring:${key}`, { ifAvailable: true }, (lock) => {
      if (!lock) return null;
      this.#chime();
      return new Promise((done) => setTimeout(done, 3_000));
    });
  }

  async #chime() {
    this.#sound ??= import("./sound.js");
    (await this.#sound).chime();
  }

  dispose(purge) {
    this.#mintDone?.();
    this.client.dispose();
    this.#channel?.close();
    this.#sound?.then(({ silence }) => silence());
    if (purge) this.storage.purge();
  }
}
