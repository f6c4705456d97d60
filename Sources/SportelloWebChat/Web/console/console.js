// The agent's console: sign in with a token, then the desk.

import "./icons.js";
import { h } from "../widget/dom.js";
import { translator } from "../widget/i18n.js";
import { SafeStorage } from "../widget/outbox.js";
import { Workplace } from "./workplace.js";

const LANGUAGES = { en: "English", it: "Italiano", pl: "Polski", es: "Español", ru: "Русский", uk: "Українська" };
const load = (language) => import(`./i18n/${language}.js`);
const settings = new SafeStorage("localStorage", "sportello-console:");
const secrets = new SafeStorage("sessionStorage", "sportello-console:");

const app = {
  settings,
  secrets,
  i18n: null,
  workplace: null,

  get t() {
    return (key, vars) => this.i18n.t(key, vars);
  },

  async language(locale) {
    if (locale) settings.set("locale", locale);
    const asked = new URLSearchParams(location.search);
    const wished = locale ?? asked.get("lang") ?? settings.get("locale") ?? navigator.language;
    this.i18n = await translator(wished, load);
    document.documentElement.lang = this.i18n.language;
    document.documentElement.dir = this.i18n.direction;
  },

  theme(name) {
    if (name) settings.set("theme", name);
    const asked = new URLSearchParams(location.search).get("theme");
    document.documentElement.dataset.theme = name ?? asked ?? settings.get("theme") ?? "auto";
  },

  show() {
    const token = secrets.get("token");
    if (token) this.enter(token);
    else this.signIn();
  },

  enter(token) {
    secrets.set("token", token);
    document.body.replaceChildren();
    this.workplace = new Workplace(this, token);
  },

  leave(message) {
    secrets.remove("token");
    secrets.purge("outbox:");
    this.workplace?.dispose();
    this.workplace = null;
    this.signIn(message);
  },

  languagePicker() {
    const picker = h("select.quiet", { "aria-label": this.t("language"), onchange: async () => {
      await this.language(picker.value);
      if (this.workplace) this.workplace.redraw();
      else this.signIn();
    } }, Object.entries(LANGUAGES).map(([id, name]) => h("option", { value: id, lang: id }, name)));
    picker.value = this.i18n.language;
    return picker;
  },

  themePicker() {
    const picker = h("select.quiet", { "aria-label": this.t("theme"), onchange: () => this.theme(picker.value) },
      ["auto", "light", "dark"].map((id) => h("option", { value: id }, this.t(`theme.${id}`))));
    picker.value = document.documentElement.dataset.theme;
    return picker;
  },

  signIn(message) {
    const { t } = this;
    const problem = h("p.problem", { id: "problem", role: "alert", hidden: !message }, message ?? "");
    const field = h("textarea", { id: "token", rows: "5", required: true, spellcheck: "false", autocomplete: "off", autocapitalize: "off",
      dir: "ltr", "aria-describedby": "token-help problem" });
    document.title = `${t("signIn")} · Sportello`;
    document.body.replaceChildren(h("main.sign-in", null,
      h("div.mark", { "aria-hidden": "true" }), h("h1", null, t("signIn")),
      h("form", { onsubmit: (event) => {
        event.preventDefault();
        const token = field.value.trim();
        if (token.split(".").length === 3) return this.enter(token);
        problem.textContent = t("signIn.bad");
        problem.hidden = false;
        field.focus();
      } },
      h("label", { for: "token" }, t("signIn.token")), h("p.dim", { id: "token-help" }, t("signIn.help")), field, problem,
      h("button.primary", { type: "submit" }, t("signIn.enter"))),
      h("div.row", null, this.languagePicker(), this.themePicker())));
    field.focus();
  },
};

app.theme();
await app.language();
app.show();
