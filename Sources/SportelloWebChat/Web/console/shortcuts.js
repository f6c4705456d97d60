// Keys for those who live in the console. Single letters can be switched off (WCAG 2.1.4).

import { h, icon } from "../widget/dom.js";

const KEYS = [
  ["?", "help"], ["j", "next"], ["k", "previous"], ["1", "queued"], ["2", "mine"], ["3", "all"], ["/", "search"],
  ["r", "reply"], ["n", "note"], ["c", "claim"], ["t", "triage"], ["w", "wrapUp"], ["e", "resolve"], ["p", "remote"], ["Escape", "back"],
];

export class Shortcuts {
  #abort = new AbortController();

  constructor(workplace) {
    this.workplace = workplace;
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#abort.signal });
  }

  get enabled() {
    return this.workplace.app.settings.get("keys") !== "off";
  }

  set enabled(on) {
    this.workplace.app.settings.set("keys", on ? "on" : "off");
  }

  #key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && typing) return event.target.blur();
    if (typing || !this.enabled) return;
    const name = KEYS.find(([key]) => key === event.key)?.[1];
    if (name && this.#do(name)) event.preventDefault();
  }

  #do(name) {
    const { workplace } = this;
    const { inbox, ticket } = workplace;
    switch (name) {
      case "help": return openHelp(workplace), true;
      case "next": return inbox.step(1), true;
      case "previous": return inbox.step(-1), true;
      case "queued": case "mine": case "all": return inbox.show(name), true;
      case "search": return inbox.search.focus(), true;
      case "back": return workplace.back(), true;
      default:
    }
    return ticket?.shortcut(name) ?? false;
  }

  dispose() {
    this.#abort.abort();
  }
}

export function openHelp(workplace) {
  const { t, shortcuts } = workplace;
  const toggle = h("input", { type: "checkbox", checked: shortcuts.enabled, onchange: () => (shortcuts.enabled = toggle.checked) });
  const dialog = h("dialog.help", { "aria-labelledby": "help-title", onclose: () => dialog.remove() },
    h("div.dialog-head", null, h("h2", { id: "help-title" }, t("help")),
      h("button.icon", { type: "button", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"))),
    h("div.content", null,
      h("dl.keys", null, KEYS.map(([key, name]) => h("div", null, h("dt", null, h("kbd", null, key === "Escape" ? "Esc" : key)), h("dd", null, t(`key.${name}`)))),
        h("div", null, h("dt", null, h("kbd", null, "Ctrl"), " ", h("kbd", null, "Enter")), h("dd", null, t("key.send")))),
      h("label.option", null, toggle, h("span", null, t("keys.enabled"))),
      h("div.row.slim", null, workplace.app.languagePicker(), workplace.app.themePicker())));
  document.body.append(dialog);
  dialog.showModal();
}
