// The chat panel: a shell around three views (list, form, conversation) and the small sheets in between.

import { h, icon } from "./dom.js";
import { translator } from "./i18n.js";
import { foldTicket, nameOf } from "./model.js";
import { Session } from "./session.js";
import { adopt, base } from "./style.js";

const ANNOUNCE_AFTER = 700;
const NARROW = "(max-width: 560px)";
let panels = 0;

/** Views are fetched when they are first shown. */
const VIEWS = {
  form: async () => (await import("./forms.js")).formView,
  sheet: async () => (await import("./forms.js")).sheetView,
  home: async () => (await import("./home.js")).homeView,
  talk: async () => (await import("./talk.js")).talkView,
};

export const load = (language) => import(`./i18n/${language}.js`);

export class Panel {
  isOpen = false;
  view = null;
  drafts = new Map();

  #spoken = [];
  #speakTimer = 0;
  #inerted = [];
  #turn = 0;
  #abort = new AbortController();
  #narrow = matchMedia(NARROW);

  static async create({ host, base, prefix, options, onUnread }) {
    const panel = new Panel();
    Object.assign(panel, { host, base, prefix, options, onUnread, i18n: await translator(options.locale, load) });
    panel.#build();
    panel.startSession();
    return panel;
  }

  get t() {
    return (key, vars) => this.i18n.t(key, vars);
  }

  get client() {
    return this.session.client;
  }

  // Shell

  #build() {
    const root = this.host.shadowRoot;
    adopt(root, base);
    this.id = `sportello-panel-${(panels += 1)}`;
    this.title = h("h2", { id: `${this.id}-title`, tabindex: "-1" });
    this.subtitle = h("p.subtitle");
    this.backButton = this.#iconButton("back", "back", () => this.back());
    this.closeButton = this.#iconButton("close", "down", () => this.close());
    this.banner = h("div.banner", { hidden: true });
    this.body = h("div.body");
    this.tools = h("div.tools");
    this.announcer = h("div.hidden", { "aria-live": "polite", "aria-atomic": "true" });
    this.root = h("section.panel", { id: this.id, role: "dialog", "aria-labelledby": `${this.id}-title`, hidden: true },
      h("header", null, this.backButton, h("div.heading", null, this.title, this.subtitle), this.tools, this.closeButton),
      this.banner, this.body);
    root.append(this.root, this.announcer);
    this.host.button.setAttribute("aria-controls", this.id);
    const { signal } = this.#abort;
    this.root.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#narrow.addEventListener("change", () => this.layout(), { signal });
    for (const name of ["resize", "scroll"]) {
      window.visualViewport?.addEventListener(name, () => this.#viewport(), { signal });
    }
    document.addEventListener("visibilitychange", () => this.view?.shown?.(), { signal });
    addEventListener("focus", () => this.view?.shown?.(), { signal });
    this.dress();
    this.layout();
  }

  #iconButton(key, picture, onclick) {
    const button = h("button.icon", { type: "button", onclick }, icon(picture));
    button.key = key;
    return button;
  }

  dress() {
    this.root.lang = this.announcer.lang = this.i18n.language;
    this.root.dir = this.options.dir ?? this.i18n.direction;
    this.root.dataset.theme = this.options.theme ?? "auto";
    for (const button of [this.backButton, this.closeButton]) button.setAttribute("aria-label", this.t(button.key));
    this.#label(this.session?.unread ?? 0);
  }

  #label(unread) {
    this.host.label(unread > 0 ? this.t("launcher.unread", { n: unread }) : this.t("launcher"));
  }

  layout() {
    const modal = this.isOpen && this.#narrow.matches;
    this.root.setAttribute("aria-modal", String(modal));
    this.root.classList.toggle("full", this.#narrow.matches);
    this.host.button.hidden = this.options.launcher === false || modal;
    for (const node of this.#inerted) node.inert = false;
    this.#inerted = modal
      ? [...document.body.children].filter((node) => node !== this.host && !node.inert && node.tagName !== "SCRIPT")
      : [];
    for (const node of this.#inerted) node.inert = true;
    this.#viewport();
  }

  /** On phones the keyboard shrinks the visual viewport, not the layout: follow it. */
  #viewport() {
    const port = window.visualViewport;
    if (!port || !this.#narrow.matches) return;
    this.root.style.setProperty("--height", `${Math.round(port.height)}px`);
    this.root.style.setProperty("--top", `${Math.round(port.offsetTop)}px`);
  }

  #key(event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      if (!this.view?.escape?.()) this.close();
    } else if (event.key === "Tab" && this.#narrow.matches) {
      const stops = [...this.root.querySelectorAll("button, input, select, textarea, a[href], [tabindex='0']")]
        .filter((node) => !node.disabled && node.getClientRects().length > 0);
      const active = this.host.shadowRoot.activeElement;
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (active === edge || !stops.includes(active)) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
      }
    }
  }

  // Session

  startSession() {
    this.session = new Session({
      base: this.base, prefix: this.prefix, options: this.options,
      onChange: (unread) => {
        this.onUnread(unread);
        this.#label(unread);
      },
      onInbound: (stream, event) => this.#inbound(stream, event),
    });
    const { client } = this;
    client.on("state", () => this.refreshBanner());
    client.on("welcome", () => this.#arrived());
    client.on("stream", (stream) => this.#changed(stream));
    client.on("event", ({ stream }) => this.#changed(stream));
    client.on("outbox", () => this.view?.update?.());
    client.on("note", (note) => this.view?.note?.(note));
    client.on("settled", (outcome) => this.#settled(outcome));
    client.on("bye", () => this.refreshBanner());
    client.connect();
  }

  #arrived() {
    this.refreshBanner();
    if (!this.view || this.view.name === "wait") this.start();
    else this.view.update?.();
  }

  #changed(stream) {
    if (this.view?.stream === stream.name || this.view?.name === "home") this.view.update?.();
    this.refreshBanner();
  }

  #settled({ entry, result, stream, error }) {
    if (entry.frame.name !== "conversation.start") return;
    if (this.view?.settled?.({ entry, result, stream, error })) return;
    // Queued before a reload: its text must not get lost, whatever the answer is.
    if (result?.ticket) return this.view?.name === "wait" || this.view?.name === "form" ? this.start() : undefined;
    this.drafts.set("form", entry.frame.args);
    this.client.discard(entry.id);
    this.go("form").then(() => this.view?.answer?.({ result, error }));
  }

  get desk() {
    return this.client.welcome?.desk ?? { open: true, caseTypes: [] };
  }

  get limits() {
    return { textScalars: 8000, filesPerMessage: 10, fileBytes: 10_485_760, ...this.client.welcome?.limits };
  }

  // Navigation

  open({ compose } = {}) {
    if (!this.isOpen) {
      this.isOpen = true;
      this.root.hidden = false;
      this.host.button.setAttribute("aria-expanded", "true");
      this.host.button.classList.add("open");
      this.layout();
      this.client.connect();
      if (!this.view) this.start();
    }
    if (compose !== undefined) this.#compose(compose);
    this.view?.focus?.() ?? this.title.focus();
    this.view?.shown?.();
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.root.hidden = true;
    this.host.button.setAttribute("aria-expanded", "false");
    this.host.button.classList.remove("open");
    this.layout();
    this.host.button.focus();
  }

  #compose(text) {
    const open = this.#conversations()[0];
    if (open) {
      this.drafts.set(open.name, text);
      this.go("talk", open.name);
    } else {
      this.drafts.set("form", { text });
      this.go("form");
    }
  }

  #conversations() {
    return [...this.client.streams.values()].filter((stream) => stream.name.startsWith("c:"))
      .sort((a, b) => String(b.events.at(-1)?.ts ?? "").localeCompare(String(a.events.at(-1)?.ts ?? "")));
  }

  get conversations() {
    return this.#conversations();
  }

  /** The view one expects on opening: the only conversation, the list of several, or the form. */
  start() {
    if (!this.client.welcome) return this.show({ name: "wait", title: this.t("panel"), node: h("div.wait", { "aria-busy": "true" }) });
    const known = this.#conversations();
    if (known.length > 1) this.go("home");
    else if (known.length === 1) this.go("talk", known[0].name);
    else this.go("form");
  }

  async go(name, ...args) {
    const turn = (this.#turn += 1);
    let make;
    try {
      make = await VIEWS[name]();
    } catch {
      this.#stranded(); // The module could not be fetched: offline, most likely.
      return;
    }
    if (turn !== this.#turn) return;
    this.leave();
    this.show(make(this, ...args));
  }

  #stranded() {
    this.banner.hidden = false;
    this.banner.replaceChildren(h("span", null, this.t("error.unavailable")));
  }

  titleOf(caseType) {
    return this.desk.caseTypes?.find((type) => type.id === caseType)?.title ?? caseType ?? this.t("panel");
  }

  /** A small form: `{title, intro?, fields, submit, label, danger?}`; `submit` returns when done or throws. */
  sheet(options) {
    const from = this.view;
    this.go("sheet", { ...options, leave: () => (from?.stream ? this.go("talk", from.stream) : this.start()) });
  }

  back() {
    if (this.view?.back) this.view.back();
    else this.go("home");
  }

  show(view) {
    // A pressed button that was disabled or removed leaves the focus nowhere; the new view takes it then, too.
    const hadFocus = this.root.contains(this.host.shadowRoot.activeElement) || document.activeElement === document.body;
    this.view = view;
    this.title.textContent = view.title;
    this.body.replaceChildren(view.node);
    this.tools.replaceChildren(...(view.tools ?? []));
    this.subtitle.replaceChildren();
    this.backButton.hidden = !(view.back || (view.name !== "home" && this.#conversations().length > 0 && view.name !== "wait"));
    view.update?.();
    this.refreshBanner();
    if (this.isOpen && hadFocus) view.focus?.() ?? this.title.focus();
    if (this.isOpen) view.shown?.();
  }

  heading(title, subtitle) {
    if (this.title.textContent !== title) this.title.textContent = title;
    this.subtitle.replaceChildren(...[subtitle].flat().filter(Boolean));
  }

  // What everybody sees

  refreshBanner() {
    const { state, stopCode, stopMessage } = this.client;
    let content = null;
    if (state === "stopped" && stopCode) {
      const key = { 4505: "stopped.many", 4503: "stopped.blocked" }[stopCode] ?? "stopped";
      content = [h("span", null, stopMessage && stopCode !== 4505 ? stopMessage : this.t(key)),
        h("button.link", { type: "button", onclick: () => this.client.connect() }, this.t("retry"))];
    } else if (state === "waiting") {
      content = [h("span", null, this.t("offline"))];
    } else if (state === "open" && this.desk.open === false && this.view?.stream) {
      const opens = this.desk.opensAt ? this.t("closed.opens", { when: this.i18n.moment(this.desk.opensAt) }) : "";
      content = [h("span", null, `${this.t("closed.title")}. ${opens} ${this.t("closed.saved")}`)];
    }
    this.banner.hidden = !content;
    const text = content?.map((node) => node.textContent).join() ?? "";
    if (this.banner.textContent !== text) this.banner.replaceChildren(...(content ?? []));
  }

  /** Says once, politely, what came in; never history, never what the person wrote. */
  #inbound(stream, event) {
    if (this.isOpen) {
      this.#spoken.push({ name: nameOf(event.author) ?? this.t("desk"), text: event.data.text ?? "" });
      clearTimeout(this.#speakTimer);
      this.#speakTimer = setTimeout(() => {
        const last = this.#spoken.at(-1);
        const n = this.#spoken.length;
        this.#spoken = [];
        this.say(n === 1 ? this.t("inbound", last) : this.t("inbound.many", { n, ...last }));
      }, ANNOUNCE_AFTER);
    }
    if (this.view?.stream === stream.name) this.view.shown?.();
  }

  say(text) {
    this.announcer.textContent = text;
  }

  explain(error) {
    const key = `error.${error?.code}`;
    if (error?.text) return error.text;
    return this.t(this.i18n.has(key) ? key : "error.other");
  }

  ticket(stream) {
    return foldTicket(this.client.streams.get(stream));
  }

  // What the host page asks for

  async update(options) {
    this.options = this.session.options = options;
    (await import("./host.js")).update(this);
  }

  async identify(options) {
    this.options = options;
    if (this.session.sameIdentity(options)) return this.session.renew(options.token);
    this.session.dispose(false);
    this.drafts.clear();
    this.leave();
    this.body.replaceChildren();
    this.startSession();
    if (this.isOpen) this.start();
  }

  leave() {
    this.view?.leave?.();
    this.view = null;
  }

  suspend() {
    this.client.stop();
  }

  resume() {
    this.client.connect();
  }

  dispose(purge) {
    clearTimeout(this.#speakTimer);
    this.#abort.abort();
    this.isOpen = false;
    for (const node of this.#inerted) node.inert = false;
    this.leave();
    this.session.dispose(purge);
  }
}
