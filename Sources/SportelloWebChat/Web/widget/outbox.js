// Unacknowledged frames, kept until the server says they are durable. `adopt.js` explains how tabs share them.

export const lockName = (tab) => `sportello-tab:${tab}`;

/** localStorage or sessionStorage that may be forbidden or full; falls back to memory. */
export class SafeStorage {
  #memory = new Map();
  #area = null;

  constructor(name, prefix) {
    this.prefix = prefix;
    try {
      const area = globalThis[name];
      area.setItem(`${prefix}probe`, "1");
      area.removeItem(`${prefix}probe`);
      this.#area = area;
    } catch {
      this.#area = null; // Blocked by the browser: this page still works, nothing outlives it.
    }
  }

  get(key) {
    return this.#area ? this.#area.getItem(this.prefix + key) : this.#memory.get(key) ?? null;
  }

  set(key, value) {
    if (this.#area) {
      try {
        this.#area.setItem(this.prefix + key, value);
        return;
      } catch {
        // Quota: keep it for the life of the page.
      }
    }
    this.#memory.set(key, value);
  }

  remove(key) {
    this.#memory.delete(key);
    this.#area?.removeItem(this.prefix + key);
  }

  keys(start = "") {
    const found = new Set([...this.#memory.keys()].filter((key) => key.startsWith(start)));
    for (let index = 0; this.#area && index < this.#area.length; index += 1) {
      const key = this.#area.key(index);
      if (key.startsWith(this.prefix + start)) found.add(key.slice(this.prefix.length));
    }
    return [...found];
  }

  purge(start = "") {
    for (const key of this.keys(start)) this.remove(key);
  }
}

/** Of one identity in one tab. An entry's `state` (queued, flying, acked, failed) and `error` are not stored. */
export class Outbox {
  entries = [];
  order = 0;

  constructor(storage, namespace) {
    this.storage = storage;
    this.prefix = `outbox:${namespace}:`;
    this.tab = crypto.randomUUID();
    this.released = null;
    if (navigator.locks) {
      navigator.locks.request(lockName(this.tab), () => new Promise((resolve) => (this.released = resolve)));
    }
  }

  add(frame, lane, extra = {}) {
    const entry = { id: frame.id, lane, frame, at: Date.now(), order: (this.order += 1), owner: this.tab, ...extra };
    this.store(entry);
    entry.state = "queued";
    this.entries.push(entry);
    return entry;
  }

  find(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  lane(lane) {
    return this.entries.filter((entry) => entry.lane === lane);
  }

  /** Durable now: forget the stored copy, keep the entry until its event is here. */
  settle(entry) {
    entry.state = "acked";
    this.storage.remove(this.prefix + entry.id);
  }

  remove(id) {
    this.storage.remove(this.prefix + id);
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  /** Takes over what dead tabs left behind. */
  async adopt() {
    const ids = this.storage.keys(this.prefix).map((key) => key.slice(this.prefix.length)).filter((id) => !this.find(id));
    if (ids.length > 0) await (await import("./adopt.js")).adopt(this, ids);
  }

  close() {
    this.released?.();
  }

  store({ id, lane, frame, at, order, owner }) {
    this.storage.set(this.prefix + id, JSON.stringify({ id, lane, frame, at, order, owner }));
  }
}
