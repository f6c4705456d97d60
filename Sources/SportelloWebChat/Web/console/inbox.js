// The inbox: a view of ticket summaries, the highest version of each.

import { h, icon, reconcile } from "../widget/dom.js";
import { isSettled, nameOf, withHash } from "../widget/model.js";
import { relative } from "../widget/relative.js";
import { keepingFocus } from "./focus.js";

const TABS = ["queued", "mine", "all"];

/** A summary as the wire has it, in one shape. */
export function normalise(raw) {
  const data = raw.data ?? raw;
  const last = data.last ?? data.lastMessage ?? null;
  return {
    id: raw.ticket ?? data.ticket ?? data.id,
    version: raw.version ?? data.version ?? 0,
    number: data.number ?? null,
    subject: data.subject ?? null,
    caseType: data.caseType ?? null,
    status: data.status ?? "open",
    severity: data.severity ?? null,
    agent: data.agent ?? data.assignee ?? null,
    contact: data.contact ?? null,
    queued: data.queued,
    position: data.position ?? data.queue?.position ?? null,
    priority: data.priority ?? 0,
    opened: data.opened ?? data.openedAt ?? data.createdAt ?? data.ts ?? null,
    due: data.due?.due ?? data.dueAt ?? (typeof data.due === "string" ? data.due : null),
    text: typeof last === "string" ? last : last?.text ?? data.preview ?? "",
    at: last?.ts ?? last?.at ?? data.updated ?? data.updatedAt ?? data.lastAt ?? null,
    waiting: last ? ["visitor", "contact"].includes(last.role ?? last.author?.role) : data.awaitsReply ?? false,
  };
}

export class Inbox {
  tickets = new Map();
  #versions = new Map();
  #found = null;
  #timer = 0;
  #asked = 0;

  constructor(workplace) {
    this.workplace = workplace;
    this.tab = workplace.app.settings.get("tab") ?? "queued";
    this.#timer = setInterval(() => this.update(), 30_000); // "5 minutes ago" grows old.
  }

  build() {
    const { t } = this.workplace;
    this.search = h("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), oninput: () => this.#search() });
    this.tabs = TABS.map((tab) => h("button", { type: "button", "data-tab": tab, onclick: () => this.show(tab) },
      h("span", null, t(`tab.${tab}`)), h("span.count")));
    this.list = h("ul");
    this.nothing = h("p.nothing.dim");
    this.node = h("nav.inbox", { "aria-label": t("inbox") },
      h("div.tabs", { role: "group", "aria-label": t("inbox") }, this.tabs),
      h("div.search", null, icon("search"), this.search),
      h("button.ghost.take-next", { type: "button", onclick: () => this.workplace.takeNext() }, t("next.take")), this.list, this.nothing);
  }

  load(state) {
    const page = Array.isArray(state) ? state : state?.tickets ?? [];
    this.tickets.clear();
    this.#versions.clear();
    for (const raw of page) this.#keep(normalise(raw));
    this.update();
  }

  take(frame) {
    const { ticket, version, data } = frame;
    if (version <= (this.#versions.get(ticket) ?? -1)) return;
    if (data === null || data === undefined) {
      this.#versions.set(ticket, version);
      this.tickets.delete(ticket);
    } else {
      const isNew = !this.tickets.has(ticket);
      const next = normalise(frame);
      this.#keep(next);
      if (isNew && !next.agent) this.workplace.announce(this.workplace.t("inbox.arrived", { number: withHash(next.number) }));
    }
    this.update();
  }

  #keep(ticket) {
    if (!ticket.id || ticket.version < (this.#versions.get(ticket.id) ?? -1)) return;
    this.#versions.set(ticket.id, ticket.version);
    this.tickets.set(ticket.id, ticket);
  }

  find(id) {
    return this.tickets.get(id) ?? this.#found?.find((ticket) => ticket.id === id);
  }

  #in(tab) {
    const { workplace } = this;
    const all = [...this.tickets.values()].filter((ticket) => !isSettled(ticket.status));
    if (tab === "mine") return all.filter((ticket) => workplace.isMe(ticket.agent)).sort(byActivity);
    if (tab === "queued") return all.filter((ticket) => ticket.queued ?? (!ticket.agent && ["new", "open"].includes(ticket.status))).sort(byQueue);
    return all.sort(byActivity);
  }

  get shown() {
    return this.#found ?? this.#in(this.tab);
  }

  show(tab) {
    this.tab = tab;
    this.workplace.app.settings.set("tab", tab);
    this.search.value = "";
    this.#found = null;
    this.update();
  }

  async #search() {
    const text = this.search.value.trim();
    const asked = (this.#asked += 1);
    if (text === "") {
      this.#found = null;
      return this.update();
    }
    const plain = text.replace(/^#/u, "").toLocaleLowerCase();
    this.#found = [...this.tickets.values()].filter((each) =>
      `${each.number} ${each.subject} ${nameOf(each.contact)} ${each.text}`.toLocaleLowerCase().includes(plain));
    this.update();
    await new Promise((done) => setTimeout(done, 250));
    if (asked !== this.#asked) return;
    try {
      const { result } = await this.workplace.client.command("inbox.query", { filter: { text: plain }, limit: 50 });
      if (asked !== this.#asked) return;
      const extra = (result?.tickets ?? []).map(normalise).filter((each) => !this.#found.some((known) => known.id === each.id));
      this.#found = [...this.#found, ...extra];
      this.update();
    } catch (error) {
      if (asked === this.#asked && error.code !== "bad_request") this.workplace.complain(error);
    }
  }

  update() {
    if (!this.node) return;
    const { t, i18n } = this.workplace;
    for (const button of this.tabs) {
      const tab = button.dataset.tab;
      button.setAttribute("aria-pressed", String(tab === this.tab && !this.#found));
      button.lastChild.textContent = i18n.number(this.#in(tab).length);
    }
    const shown = this.shown;
    const minute = Math.floor(Date.now() / 30_000);
    keepingFocus(this.list, () => reconcile(this.list, shown.map((ticket, index) => ({
      key: ticket.id,
      stamp: [ticket.version, index, minute, this.workplace.ticket?.id === ticket.id, this.tab, i18n.language].join("|"),
      build: () => this.#item(ticket, index),
    }))), () => this.focus());
    this.nothing.hidden = shown.length > 0;
    this.nothing.textContent = t(this.#found ? "search.nothing" : `nothing.${this.tab}`);
  }

  #item(ticket, index) {
    const { workplace } = this;
    const { t, i18n } = workplace;
    const queued = this.tab === "queued" && !this.#found;
    const open = workplace.ticket?.id === ticket.id;
    const type = workplace.desk.caseTypes?.find((each) => each.id === ticket.caseType)?.title ?? ticket.caseType;
    const late = ticket.due && new Date(ticket.due) < new Date();
    const title = ticket.subject || type || withHash(ticket.number);
    return h("li", null, h("button.item", { type: "button", "data-id": ticket.id, "aria-current": open && "true", onclick: () => workplace.open(ticket.id) },
      h("span.line", null,
        queued && h("span.place", { title: t("queue.place", { n: index + 1 }) }, h("span.hidden", null, t("queue.place", { n: index + 1 })),
          h("span", { "aria-hidden": "true" }, i18n.number(index + 1))),
        h("b.clip", null, h("bdi", null, title)),
        h("time", null, ticket.at ?? ticket.opened ? relative(i18n, ticket.at ?? ticket.opened) : "")),
      h("span.line.dim", null, h("span.clip", { dir: "auto" }, ticket.text || nameOf(ticket.contact) || "")),
      h("span.line.meta", null, h("span.number", { dir: "ltr" }, withHash(ticket.number)),
        ticket.severity === "critical" && h("span.tag.bad", null, t("v.severity.critical")),
        late && h("span.tag.bad", null, t("due.late")),
        ticket.due && !late && h("span.tag", null, t("due.in", { when: relative(i18n, ticket.due) })),
        ticket.status !== "open" && h("span.tag", null, t(`status.${ticket.status}`)),
        ticket.waiting && ticket.agent && h("span.tag.go", null, t("awaits")),
        ticket.agent && h("span.agent.clip", null, workplace.isMe(ticket.agent) ? t("me") : nameOf(ticket.agent)))));
  }

  /** Moves to the next or previous ticket of the list. */
  step(by) {
    const shown = this.shown;
    if (shown.length === 0) return;
    const at = shown.findIndex((ticket) => ticket.id === this.workplace.ticket?.id);
    const next = shown[at === -1 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by))];
    this.workplace.open(next.id);
    this.list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  focus() {
    (this.list.querySelector("[aria-current]") ?? this.tabs[0]).focus();
  }

  dispose() {
    clearInterval(this.#timer);
  }
}

function byQueue(a, b) {
  const first = (ticket) => ticket.position ?? Infinity;
  if (first(a) !== first(b)) return first(a) - first(b);
  return b.priority - a.priority || String(a.opened).localeCompare(String(b.opened)) || String(a.id).localeCompare(String(b.id));
}

function byActivity(a, b) {
  return String(b.at ?? b.opened).localeCompare(String(a.at ?? a.opened));
}
