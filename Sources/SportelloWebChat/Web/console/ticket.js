// One ticket: what it is, the whole log, the composer with its explicit mode, the facts beside.

import { h, icon, reconcile } from "../widget/dom.js";
import { Attachments } from "../widget/attachments.js";
import { isCustomer, isSettled, nameOf, withHash } from "../widget/model.js";
import { act, available, named } from "./actions.js";
import { foldCase } from "./case.js";
import { details } from "./details.js";
import { keepingFocus } from "./focus.js";
import { lines } from "./lines.js";

const TYPING_LASTS = 6_000;

export class TicketView {
  mode = "reply";
  drafts = { reply: "", note: "" };
  #typingTimer = 0;
  #atEnd = true;
  #drawn = "";
  #readUpTo = 0;

  constructor(workplace, id) {
    this.workplace = workplace;
    this.id = id;
    this.stream = `i:${id}`;
    const drawer = workplace.app.secrets.get(`draft:${id}`);
    if (drawer) this.drafts = JSON.parse(drawer);
    this.build();
  }

  get client() {
    return this.workplace.client;
  }

  get log() {
    return this.client.streams.get(this.stream);
  }

  /** The fold of the log, over what the inbox already knew. */
  get ticket() {
    const known = this.workplace.inbox.find(this.id) ?? {};
    const ticket = foldCase(this.log);
    for (const name of ["number", "subject", "caseType", "contact", "severity"]) ticket[name] ??= known[name] ?? null;
    if (!this.log) Object.assign(ticket, { agent: known.agent ?? null, status: known.status ?? "open" });
    return ticket;
  }

  build() {
    const { t } = this.workplace;
    this.title = h("bdi");
    this.facts = h("p.facts");
    this.primary = h("span.row");
    this.menu = h("div.menu", { hidden: true });
    this.menuButton = h("button.ghost", { type: "button", "aria-expanded": "false", onclick: () => this.#toggleMenu() }, t("actions"), icon("down"));
    this.sideButton = h("button.icon.side-toggle", { type: "button", "aria-label": t("details"), "aria-expanded": "false", onclick: () => this.#toggleSide() }, icon("info"));
    this.older = h("button.link.older", { type: "button", onclick: () => this.#page() }, t("older"));
    this.items = h("div.items");
    this.scroll = h("div.log", { role: "log", "aria-live": "off", "aria-label": t("log"), tabindex: "0" }, this.older, this.items);
    this.typing = h("p.typing", { "aria-hidden": "true" });
    this.side = h("aside.side", { "aria-label": t("details") });
    this.#composer();
    this.node = h("div.ticket", null,
      h("header.ticket-head", null,
        h("button.icon.to-inbox", { type: "button", "aria-label": t("inbox"), onclick: () => this.workplace.back() }, icon("back")),
        h("div.heading", null, h("h2", null, this.title), this.facts),
        h("div.acts", null, this.primary, h("span.menu-anchor", null, this.menuButton, this.menu)), this.sideButton),
      h("div.work", null, h("div.talk", null, this.scroll, this.typing, this.composer), this.side));
    this.scroll.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroll;
      this.#atEnd = scrollHeight - scrollTop - clientHeight < 60;
      this.#markRead();
    }, { passive: true });
    this.node.addEventListener("pointerdown", (event) => {
      if (!this.menu.hidden && !event.target.closest(".menu-anchor")) this.#toggleMenu(false);
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.menu.hidden) {
        event.preventDefault();
        this.#toggleMenu(false);
      }
    });
    this.#drawn = "";
    this.setMode(this.mode);
  }

  // Composer

  #composer() {
    const { t } = this.workplace;
    const modes = ["reply", "note"].map((mode) => h("label.mode", null,
      h("input", { type: "radio", name: "mode", value: mode, checked: mode === this.mode, onchange: () => this.setMode(mode) }),
      h("span", null, icon(mode === "reply" ? "chat" : "lock"), t(`mode.${mode}`))));
    this.text = h("textarea", { rows: "3" });
    this.hint = h("span.hint.small");
    this.sendButton = h("button.primary", { type: "submit" });
    const picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => {
      this.files.add([...picker.files]);
      picker.value = "";
    } });
    this.attach = h("button.icon", { type: "button", "aria-label": t("attach"), title: t("attach"), onclick: () => picker.click() }, icon("clip"));
    this.chips = h("ul.chips", { hidden: true });
    const workplace = this.workplace;
    this.files = new Attachments({
      panel: {
        t, i18n: workplace.i18n, client: this.client, base: location.href, host: { shadowRoot: document },
        explain: (error) => workplace.explain(error),
        get limits() { return workplace.client.welcome?.limits ?? { filesPerMessage: 10, fileBytes: 10_485_760 }; },
      },
      stream: this.stream, list: this.chips, done: () => this.text.focus(),
      complain: (text) => text && workplace.say(text, { bad: true }),
    });
    this.composer = h("form.composer", { onsubmit: (event) => {
      event.preventDefault();
      this.#post();
    } }, h("fieldset.modes", null, h("legend.hidden", null, t("mode")), modes), this.text, this.chips,
      h("div.row.end", null, this.hint, picker, this.attach, this.sendButton));
    this.text.addEventListener("input", () => {
      this.drafts[this.mode] = this.text.value;
      if (this.mode === "reply") this.client.typing(this.stream, this.text.value.trim() !== "");
      this.#keepDraft();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#post();
      }
    });
  }

  setMode(mode) {
    const { t } = this.workplace;
    this.mode = mode;
    this.composer.dataset.mode = mode;
    this.composer.querySelector(`[value=${mode}]`).checked = true;
    this.text.value = this.drafts[mode];
    this.text.setAttribute("aria-label", t(`compose.${mode}`));
    this.text.placeholder = t(`compose.${mode}`);
    this.hint.textContent = t(`hint.${mode}`);
    this.sendButton.textContent = t(`send.${mode}`);
    this.attach.hidden = mode === "note"; // A note has no files.
    this.chips.hidden = mode === "note" || this.chips.childElementCount === 0;
  }

  #post() {
    const text = this.text.value.trim();
    const reply = this.mode === "reply";
    if (reply && this.files.busy) return this.workplace.say(this.workplace.t("attach.wait"), { bad: true });
    const files = reply ? this.files.ready : [];
    if (text === "" && files.length === 0) return;
    if (reply) {
      this.client.typing(this.stream, false);
      this.client.send(this.stream, text, { files: files.map((file) => file.id), names: files.map((file) => file.name) });
      this.files.clear();
    } else {
      this.client.enqueue("note", { text }, this.stream, this.stream);
    }
    this.text.value = this.drafts[this.mode] = "";
    this.#keepDraft();
    this.#atEnd = true;
    this.update();
    this.text.focus();
  }

  #keepDraft() {
    const { secrets } = this.workplace.app;
    if (this.drafts.reply || this.drafts.note) secrets.set(`draft:${this.id}`, JSON.stringify(this.drafts));
    else secrets.remove(`draft:${this.id}`);
  }

  // Acting

  async #claim() {
    // At once and not with the answer: by then the agent may write elsewhere, and a note must not become a message.
    this.text.focus();
    try {
      await this.client.command("ticket.claim", {}, this.stream);
    } catch (error) {
      this.workplace.complain(error);
    }
  }

  async #release() {
    try {
      await this.client.command("ticket.release", {}, this.stream);
    } catch (error) {
      this.workplace.complain(error);
    }
  }

  #act(name) {
    this.#toggleMenu(false);
    act(this.workplace, this.stream, this.ticket, name);
  }

  #toggleMenu(on = this.menu.hidden) {
    const { t } = this.workplace;
    const { ticket } = this;
    if (on) {
      const acts = available(ticket).map((name) => [t(`act.${name}`), () => this.#act(name)]);
      if (ticket.agent) {
        acts.splice(1, 0, [t("act.release"), () => {
          this.#toggleMenu(false);
          this.#release();
        }]);
      }
      this.menu.replaceChildren(...acts.map(([label, run]) => h("button", { type: "button", onclick: run }, label)));
    }
    if (!on && this.menu.contains(document.activeElement)) this.menuButton.focus();
    this.menu.hidden = !on;
    this.menuButton.setAttribute("aria-expanded", String(on));
    if (on) this.menu.firstChild?.focus();
  }

  #toggleSide(on = !this.node.classList.contains("with-side")) {
    this.node.classList.toggle("with-side", on);
    this.sideButton.setAttribute("aria-expanded", String(on));
  }

  /** A key of the whole console; true where it meant something here. */
  shortcut(name) {
    if (name === "reply" || name === "note") {
      this.setMode(name);
      this.text.focus();
    } else if (name === "claim") {
      if (this.ticket.agent) return false;
      this.#claim();
    } else {
      if (!available(this.ticket).includes(name)) return false;
      this.#act(name);
    }
    return true;
  }

  async #page() {
    const height = this.scroll.scrollHeight;
    this.older.disabled = true;
    try {
      await this.client.history(this.stream);
      this.scroll.scrollTop += this.scroll.scrollHeight - height;
    } catch (error) {
      this.workplace.complain(error);
    }
    this.older.disabled = false;
  }

  #markRead() {
    const { log } = this;
    if (!log || !this.#atEnd || document.visibilityState !== "visible" || log.cursor <= this.#readUpTo) return;
    this.#readUpTo = log.cursor;
    this.client.read(this.stream, log.cursor);
  }

  // Drawing

  changed(stream) {
    if (stream.name === this.stream) this.update();
  }

  update() {
    const { ticket, log, workplace } = this;
    const { t } = workplace;
    const settled = isSettled(ticket.status);
    const type = workplace.desk.caseTypes?.find((each) => each.id === ticket.caseType)?.title ?? ticket.caseType;
    const number = withHash(ticket.number);
    const drawn = JSON.stringify([log?.cursor, log?.epoch, ticket.number, ticket.status, ticket.agent, workplace.me, workplace.desk.caseTypes?.length]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.title.textContent = ticket.subject || type || number;
      this.facts.replaceChildren(
        h("button.number", { type: "button", "aria-label": t("copy", { number }), title: t("copy", { number }), onclick: async () => {
          await navigator.clipboard.writeText(number);
          workplace.say(t("copied", { number }));
        } }, h("span", { dir: "ltr" }, number), icon("copy")),
        h("span.tag", { "data-status": ticket.status }, t(`status.${ticket.status}`)),
        ...[ticket.severity === "critical" && h("span.tag.bad", null, named(workplace, "severity", "critical")),
          h("span.dim", { dir: "auto" }, nameOf(ticket.contact) ?? t("customer")),
          ticket.agent && h("span.dim", null, t("handledBy", { agent: nameOf(ticket.agent) ?? "" }))].filter(Boolean));
      const mine = workplace.isMe(ticket.agent);
      keepingFocus(this.primary, () => this.primary.replaceChildren(...[
        !ticket.agent && !settled && h("button.primary", { type: "button", onclick: () => this.#claim() }, t("act.claim")),
        mine && !settled && !ticket.ended && h("button.ghost", { type: "button", onclick: () => this.#act("wrapUp") }, t("act.wrapUp")),
        mine && !settled && h("button.primary", { type: "button", onclick: () => this.#act("resolve") }, t("act.resolve")),
        ticket.status === "resolved" && h("button.ghost", { type: "button", onclick: () => this.#act("close") }, t("act.close")),
      ].filter(Boolean)));
      keepingFocus(this.side, () => this.side.replaceChildren(...details(workplace, this.stream, ticket)));
    }
    if (log) {
      this.older.hidden = !log.older;
      const shown = lines(workplace, log, ticket, this.client.outbox.lane(this.stream));
      keepingFocus(this.items, () => reconcile(this.items, shown), () => this.scroll.focus({ preventScroll: true }));
      if (this.#atEnd) {
        requestAnimationFrame(() => {
          this.scroll.scrollTop = this.scroll.scrollHeight;
          this.#markRead();
        });
      }
    } else {
      this.older.hidden = true;
    }
  }

  note({ stream, kind, data = {} }) {
    if (stream !== this.stream && stream !== `c:${this.id}`) return;
    if (kind === "typing") {
      clearTimeout(this.#typingTimer);
      const { t } = this.workplace;
      const who = isCustomer(data.author ?? data) || !data.author ? nameOf(this.ticket.contact) ?? t("customer") : nameOf(data.author);
      this.typing.textContent = data.on ? t("typing", { name: who }) : "";
      if (data.on) this.#typingTimer = setTimeout(() => (this.typing.textContent = ""), TYPING_LASTS);
    } else if (kind === "read") {
      this.update();
    }
  }

  leave() {
    clearTimeout(this.#typingTimer);
    this.client.typing(this.stream, false);
    this.files.cancel();
    this.#keepDraft();
  }
}
