// Unacknowledged frames, kept until the server says they are durable.
//
// One storage key an entry, so that two tabs never overwrite each other's. Every tab holds a Web Lock named after
// itself for as long as it lives; entries whose owner holds none any more are adopted by whoever comes next.
// Without Web Locks everything is adopted: a double send has the same id and is one message all the same.

const lockName = (tab) => `sportello-tab:${tab}`;

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

/**
 * The outbox of one identity in one tab.
 *
 * Entry: `{id, lane, frame, at, order, owner}` is stored; `state` (queued, flying, acked, failed) and `error` are not.
 */
export class Outbox {
  entries = [];
  #order = 0;

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
    const entry = { id: frame.id, lane, frame, at: Date.now(), order: (this.#order += 1), owner: this.tab, ...extra };
    this.#store(entry);
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

  /** Takes over what dead tabs left behind; returns how many. */
  async adopt() {
    const stored = this.storage
      .keys(this.prefix)
      .map((key) => this.#load(key))
      .filter((entry) => entry && entry.owner !== this.tab && !this.find(entry.id));
    if (stored.length === 0) return 0;
    let alive = new Set();
    if (navigator.locks) {
      const { held } = await navigator.locks.query();
      alive = new Set(held.map((lock) => lock.name));
    }
    let count = 0;
    for (const entry of stored.sort((a, b) => a.at - b.at || a.order - b.order)) {
      if (alive.has(lockName(entry.owner)) || this.find(entry.id)) continue;
      if (this.storage.get(this.prefix + entry.id) === null) continue;
      entry.owner = this.tab;
      entry.order = this.#order += 1;
      this.#store(entry);
      entry.state = "queued";
      this.entries.push(entry);
      count += 1;
    }
    return count;
  }

  close() {
    this.released?.();
  }

  #store({ id, lane, frame, at, order, owner }) {
    this.storage.set(this.prefix + id, JSON.stringify({ id, lane, frame, at, order, owner }));
  }

  #load(key) {
    try {
      return JSON.parse(this.storage.get(key));
    } catch {
      this.storage.remove(key); // Not ours or cut short: it can never be sent.
      return null;
    }
  }
}
