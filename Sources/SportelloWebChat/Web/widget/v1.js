// Sportello's chat on any page: <script src="https://desk.example/widget/v1.js" async data-auto></script>
// This file only draws the button. Everything else is fetched when the panel first opens, or in an idle moment when
// a conversation already exists; until then there is no socket.
(() => {
  const script = document.currentScript ?? document.querySelector('script[src*="/widget/v1.js"]');
  if (window.Sportello?.boot || !script) return;
  const base = new URL(".", script.src);
  const prefix = `sportello:${base.host}:`;
  const labels = {
    en: "Support chat", it: "Chat di assistenza", pl: "Czat z pomocą", es: "Chat de ayuda",
    ru: "Чат поддержки", uk: "Чат підтримки",
  };
  const listeners = new Set();
  const svg = "http://www.w3.org/2000/svg";
  let element = null;
  let options = null;
  let unread = 0;

  const css = `
:host{all:initial;--a:var(--sportello-accent,#0b655f);--o:var(--sportello-on-accent,#fff);position:fixed;z-index:2147483000;
inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px}
:host([data-position=start]){inset-inline:20px auto}
:host([hidden]){display:none}
.launcher{all:unset;box-sizing:border-box;display:grid;place-items:center;position:relative;width:58px;height:58px;
border-radius:50%;cursor:pointer;color:var(--o);background:var(--a);box-shadow:0 1px 2px #0003,0 8px 24px -6px #0006;
transition:transform .18s}
.launcher:hover{transform:translateY(-2px)}
.launcher:focus-visible{outline:3px solid var(--a);outline-offset:3px;box-shadow:0 0 0 3px #fff}
.launcher svg{width:27px;height:27px}
.launcher[hidden],.badge[hidden]{display:none}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:22px;height:22px;box-sizing:border-box;
padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font:600 13px/22px system-ui,sans-serif;text-align:center}
@media(prefers-reduced-motion:reduce){.launcher{transition:none}.launcher:hover{transform:none}}
@media(forced-colors:active){.launcher{border:2px solid ButtonText}}`;

  class SportelloChat extends HTMLElement {
    #panel = null;
    #loading = null;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      const button = document.createElement("button");
      const icon = document.createElementNS(svg, "svg");
      const path = document.createElementNS(svg, "path");
      const badge = document.createElement("span");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      path.setAttribute("fill", "currentColor");
      path.setAttribute("d", "M6 3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-6.6l-4.2 3.8A.7.7 0 0 1 6 20.3V17a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z");
      icon.append(path);
      button.type = "button";
      button.className = "launcher";
      button.setAttribute("part", "launcher");
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () => this.toggle());
      button.addEventListener("pointerenter", () => this.#module(), { once: true });
      badge.className = "badge";
      badge.hidden = true;
      badge.setAttribute("aria-hidden", "true");
      button.append(icon, badge);
      root.append(button);
      Object.assign(this, { button, badge });
    }

    connectedCallback() {
      if (!options) return; // Made by hand: nobody said boot() yet.
      this.applyOptions();
      if (this.#panel) this.#panel.resume();
      else if (remembered("live")) (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.panel());
    }

    disconnectedCallback() {
      queueMicrotask(() => !this.isConnected && this.#panel?.suspend());
    }

    applyOptions() {
      const locale = options.locale;
      this.dataset.position = options.position ?? "end";
      this.button.hidden = options.launcher === false;
      this.label(labels[locale.slice(0, 2).toLowerCase()] ?? labels.en);
      this.#panel?.update(options);
    }

    label(text) {
      this.button.setAttribute("aria-label", text);
    }

    #module() {
      return import(new URL("panel.js", base).href);
    }

    /** The panel, made on first use; it draws into the same shadow root. */
    panel() {
      this.#loading ??= this.#module().then(async ({ Panel }) => {
        const panel = await Panel.create({ host: this, base, prefix, options, onUnread: count });
        this.#panel = panel;
        if (!this.isConnected) panel.suspend();
        return panel;
      }).catch((error) => {
        this.#loading = null; // Offline perhaps: the next press tries again.
        throw error;
      });
      return this.#loading;
    }

    async identify() {
      if (this.#loading || remembered("live")) (await this.panel()).identify(options);
    }

    async toggle() {
      const panel = await this.panel();
      if (panel.isOpen) panel.close();
      else panel.open();
    }

    dispose(purge) {
      const panel = this.#panel;
      const loading = this.#loading;
      this.remove();
      if (panel) panel.dispose(purge);
      else loading?.then((late) => late.dispose(purge), () => {});
    }
  }
  if (!customElements.get("sportello-chat")) customElements.define("sportello-chat", SportelloChat);

  function remembered(key) {
    try {
      return localStorage.getItem(prefix + key);
    } catch {
      return null; // Storage is forbidden here: every visit is the first.
    }
  }

  function count(n) {
    if (!element) return;
    element.badge.hidden = n === 0;
    element.badge.textContent = n > 99 ? "99+" : String(n);
    if (n === unread) return;
    unread = n;
    for (const listener of listeners) listener(n);
  }

  function clear(purge) {
    count(0);
    element?.dispose(purge);
    element = null;
  }

  const panel = () => element ? element.panel() : Promise.reject(new Error("Sportello.boot() comes first"));

  window.Sportello = {
    version: 1,
    /** `{locale, theme, position, launcher, token, refreshToken, name, email, productVersion, edition, …}` */
    boot(given = {}) {
      if (element) return this.update(given);
      options = { locale: document.documentElement.lang || navigator.language, theme: "auto", ...given };
      element = document.createElement("sportello-chat");
      document.body.append(element);
      return Promise.resolve();
    },
    /** A signed token (or null for nobody): another person gets a fresh socket. */
    async identify(identity = {}) {
      Object.assign(options ??= {}, identity);
      await element?.identify();
    },
    update(given) {
      Object.assign(options, given);
      element?.applyOptions();
      return Promise.resolve();
    },
    show: async () => (await panel()).open(),
    hide: async () => (await panel()).close(),
    showNewMessage: async (text) => (await panel()).open({ compose: text ?? "" }),
    /** Forgets the person: secret, token, unsent messages, caches. */
    shutdown() {
      clear(true);
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
      } catch {
        return; // Nothing could be stored, nothing is left.
      } finally {
        options = null;
      }
    },
    /** Takes the widget off the page; the person and the conversation are remembered. */
    destroy: () => clear(false),
    onUnreadCountChange(listener) {
      listeners.add(listener);
      listener(unread);
      return () => listeners.delete(listener);
    },
  };
  if (script.dataset.auto !== undefined) {
    const start = () => window.Sportello.boot({ ...script.dataset });
    if (document.body) start();
    else addEventListener("DOMContentLoaded", start);
  }
})();
