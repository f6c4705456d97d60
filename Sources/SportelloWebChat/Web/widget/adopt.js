// Entries of an outbox whose tab is gone find a new owner.
//
// Each entry has a storage key of its own, so that two tabs never overwrite each other's. Every tab holds a Web Lock
// named after itself for as long as it lives; entries whose owner holds none any more go to whoever comes next.
// Without Web Locks everything is adopted: a double send has the same id and is one message all the same.

import { lockName } from "./outbox.js";

export async function adopt(outbox, ids) {
  let alive = new Set();
  if (navigator.locks) {
    const { held } = await navigator.locks.query();
    alive = new Set(held.map((lock) => lock.name));
  }
  const orphans = ids.map((id) => load(outbox, id)).filter((entry) => entry && !alive.has(lockName(entry.owner)));
  for (const entry of orphans.sort((a, b) => a.at - b.at || a.order - b.order)) {
    if (outbox.find(entry.id)) continue; // Taken in the meantime.
    Object.assign(entry, { owner: outbox.tab, order: (outbox.order += 1) });
    outbox.store(entry);
    outbox.entries.push({ ...entry, state: "queued" });
  }
}

function load(outbox, id) {
  const key = outbox.prefix + id;
  try {
    return JSON.parse(outbox.storage.get(key));
  } catch {
    outbox.storage.remove(key); // Not ours or cut short: it can never be sent.
    return null;
  }
}
