// The desk behind the sign-in: header, inbox, the open ticket. Owns the connection.

import { h, icon } from "../widget/dom.js";
import { isCustomer, nameOf, withHash } from "../widget/model.js";
import { Outbox } from "../widget/outbox.js";
import { DeskClient } from "../widget/protocol.js";
import { recordContact } from "./offchannel.js";
import { Inbox } from "./inbox.js";
import { openCases } from "./quality.js";
import { openHelp, Shortcuts } from "./shortcuts.js";
import { TicketView } from "./ticket.js";

const STATES = ["available", "busy", "away", "offline"];

export class Workplace {
  ticket = null;
  #toastTimer = 0;

  constructor(app, token) {
    this.app = app;
    this.token = token;
    this.presence = app.settings.get("presence") ?? "available";
    const url = new URL("/v1/chat", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.client = new DeskClient({
      url: url.href,
      client: "console/1.0",
      identify: async () => ({ token: this.token, locale: app.i18n.locale }),
      outbox: new Outbox(app.secrets, "agent"),
    });
    this.inbox = new Inbox(this);
    this.shortcuts = new Shortcuts(this);
    this.#build();
    const { client } = this;
    client.on("state", () => this.#connection());
    client.on("welcome", (frame) => this.#welcomed(frame));
    client.on("bye", ({ code, message }) => this.#dismissed(code, message));
    client.on("inbox", (state) => this.inbox.load(state));
    client.on("summary", (frame) => this.inbox.take(frame));
    client.on("stream", (stream) => this.ticket?.changed(stream));
    client.on("event", (change) => this.#event(change));
    client.on("note", (note) => this.ticket?.note(note));
    client.on("outbox", () => this.ticket?.update());
    client.on("settled", ({ error }) => error && this.complain(error));
    client.on("refused", ({ error }) => this.complain(error));
    client.connect();
    client.follow("w:desk");
  }

  get t() {
    return this.app.t;
  }

  get i18n() {
    return this.app.i18n;
  }

  get desk() {
    return this.client.welcome?.desk ?? { caseTypes: [] };
  }

  get me() {
    const { agent, contact, id, name } = this.client.welcome?.you ?? {};
    return { id: agent?.id ?? agent ?? id ?? contact ?? null, name };
  }

  isMe(agent) {
    if (!agent) return false;
    const id = typeof agent === "string" ? agent : agent.id;
    return id === this.me.id || (this.me.id === null && nameOf(agent) === this.me.name);
  }

  // Drawing

  #build() {
    const { t, app } = this;
    document.title = `${t("inbox")} · Sportello`;
    this.line = h("span.line-state", { role: "status" });
    this.presencePicker = h("select.quiet", { "aria-label": t("presence"), onchange: () => this.setPresence(this.presencePicker.value) },
      STATES.map((state) => h("option", { value: state }, t(`presence.${state}`))));
    this.presencePicker.value = this.presence;
    this.name = h("span.who", null, this.me.name ?? "");
    this.qualityButton = h("button.ghost", { type: "button", hidden: this.client.welcome?.you?.role !== "quality", onclick: () => openCases(this) }, t("quality.button"));
    const header = h("header.top", null, h("h1.hidden", null, t("inbox")),
      h("span.brand", null, h("span.mark", { "aria-hidden": "true" }), h("span", null, this.desk.name ?? "Sportello")),
      this.line, h("span.gap"), this.qualityButton,
      h("button.ghost", { type: "button", onclick: () => recordContact(this) }, icon("phone"), h("span.wide", null, t("offChannel.button")),
        h("span.hidden.narrow", null, t("offChannel.button"))),
      h("span.presence", { "data-state": this.presence }, h("span.dot", { "aria-hidden": "true" }), this.presencePicker), this.name,
      h("span.wide.row", null, app.languagePicker(), app.themePicker()),
      h("button.icon", { type: "button", "aria-label": t("help"), title: t("help"), onclick: () => openHelp(this) }, h("b", { "aria-hidden": "true" }, "?")),
      h("button.icon", { type: "button", "aria-label": t("signOut"), title: t("signOut"), onclick: () => app.leave() }, icon("exit")));
    this.main = h("main", { id: "ticket", "aria-label": t("ticket"), tabindex: "-1" });
    this.toast = h("div.toast", { role: "status", hidden: true });
    this.announcer = h("div.hidden", { "aria-live": "polite" });
    this.inbox.build();
    this.layout = h("div.layout", null, this.inbox.node, this.main);
    document.body.replaceChildren(h("a.skip", { href: "#ticket", onclick: (event) => {
      event.preventDefault();
      this.main.focus();
    } }, t("skip")), header, this.layout, this.toast, this.announcer);
    this.presenceNode = header.querySelector(".presence");
    this.#connection();
    if (this.ticket) {
      this.ticket.build();
      this.showTicket();
    } else {
      this.#empty();
    }
  }

  redraw() {
    this.#build();
    this.inbox.update();
  }

  #empty() {
    this.layout.dataset.view = "inbox";
    this.main.replaceChildren(h("div.empty", null, h("span.mark", { "aria-hidden": "true" }), h("p", null, this.t("empty"))));
  }

  showTicket() {
    this.layout.dataset.view = "ticket";
    this.main.replaceChildren(this.ticket.node);
    this.ticket.update();
  }

  #connection() {
    const { state } = this.client;
    const key = state === "open" ? "" : state === "waiting" ? "line.waiting" : "line.connecting";
    this.line.textContent = key && this.t(key);
    this.line.hidden = key === "";
    document.body.classList.toggle("cut-off", state === "waiting");
  }

  // The desk speaks

  #welcomed() {
    this.name.textContent = this.me.name ?? "";
    this.qualityButton.hidden = this.client.welcome?.you?.role !== "quality";
    document.querySelector(".brand span:last-child").textContent = this.desk.name ?? "Sportello";
    this.client.command("presence.set", { state: this.presence }).catch((error) => this.complain(error));
    this.inbox.update();
    this.ticket?.update();
  }

  #dismissed(code, message) {
    if (code === 4501 || code === 4001) return this.app.leave(this.t("signIn.refused"));
    this.say(message || this.t("line.stopped"), { stay: true, act: [this.t("retry"), () => this.client.connect()] });
  }

  #event({ stream, event }) {
    this.ticket?.changed(stream);
    if (this.ticket?.stream === stream.name && event.kind === "message.posted" && isCustomer(event.author)) {
      this.announcer.textContent = this.t("inbound", { text: event.data.text ?? "" });
    }
  }

  announce(text) {
    this.announcer.textContent = text;
  }

  /** A line at the bottom that screen readers say too. */
  say(text, { bad = false, stay = false, act = null } = {}) {
    clearTimeout(this.#toastTimer);
    this.toast.replaceChildren(icon(bad ? "alert" : "check"), h("span", null, text));
    if (act) {
      this.toast.append(h("button.link", { type: "button", onclick: () => {
        this.toast.hidden = true;
        act[1]();
      } }, act[0]));
    }
    this.toast.classList.toggle("bad", bad);
    this.toast.hidden = false;
    if (!stay) this.#toastTimer = setTimeout(() => (this.toast.hidden = true), bad ? 9_000 : 4_000);
  }

  explain(error) {
    const key = `error.${error.code}`;
    return error.text || this.t(this.i18n.has(key) ? key : "error.other", { code: error.code ?? "" });
  }

  complain(error) {
    this.say(this.explain(error), { bad: true });
  }

  // The agent acts

  setPresence(state) {
    this.presence = state;
    this.app.settings.set("presence", state);
    this.presenceNode.dataset.state = state;
    this.presencePicker.value = state;
    if (this.client.state === "open") {
      this.client.command("presence.set", { state }).then(() => this.say(this.t("presence.now", { state: this.t(`presence.${state}`) })),
        (error) => this.complain(error));
    }
  }

  /** What the desk gives next, by its own order. */
  async takeNext() {
    try {
      const { result } = await this.client.command("queue.takeNext", {});
      if (result?.ticket?.id) this.open(result.ticket.id);
      else this.say(this.t("next.none"));
    } catch (error) {
      this.complain(error);
    }
  }

  /** Opens a ticket by its opaque id. */
  open(id) {
    const stream = `i:${id}`;
    if (this.ticket?.stream === stream) {
      this.layout.dataset.view = "ticket";
      return;
    }
    this.closeTicket();
    this.ticket = new TicketView(this, id);
    this.showTicket();
    this.client.follow(stream).then(() => this.ticket?.update(), () => {});
    this.inbox.update();
    document.title = `${withHash(this.inbox.find(id)?.number)} · Sportello`;
    this.main.focus();
  }

  closeTicket() {
    if (!this.ticket) return;
    this.ticket.leave();
    this.client.unfollow(this.ticket.stream);
    this.ticket = null;
    this.#empty();
    this.inbox.update();
    document.title = `${this.t("inbox")} · Sportello`;
  }

  /** Back from a ticket to the list, where both do not fit. */
  back() {
    this.layout.dataset.view = "inbox";
    this.inbox.focus();
  }

  dispose() {
    clearTimeout(this.#toastTimer);
    this.shortcuts.dispose();
    this.ticket?.leave();
    this.inbox.dispose();
    this.client.dispose();
  }
}
