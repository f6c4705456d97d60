// The form before a conversation, and the small sheets that ask for one thing.

import { h } from "./dom.js";
import { withHash } from "./model.js";
import { adopt } from "./style.js";

const rules = `
.pad{display:flex;flex-direction:column;gap:16px;padding:18px}
.pad>*{flex:none}
.pad>.foot{position:sticky;inset-block-end:-18px;margin:auto -18px -18px;padding:12px 18px 16px;background:var(--bg);border-block-start:1px solid var(--line)}
.foot .primary{flex:1}
.field{display:flex;flex-direction:column;gap:5px}
.field label{font-size:15px;font-weight:600}
.field label .dim{font-weight:400}
[aria-invalid=true]{border-color:var(--bad)!important}
.notice{padding:12px 14px;border-radius:12px;background:var(--warn);color:var(--warn-ink);font-size:15px}
.choice{display:flex;flex-direction:column;gap:10px;padding:16px;border-radius:14px;background:var(--soft)}
`;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
let counter = 0;

/** `{name, label, type: text|email|area|select, required, options, value, limit}` as a labelled control. */
export function field(panel, spec) {
  const { t } = panel;
  const id = `f${(counter += 1)}`;
  const common = {
    id, name: spec.name, "aria-describedby": `${id}-e`, required: spec.required, "aria-required": spec.required && "true",
    autocomplete: spec.autocomplete ?? null,
  };
  let control;
  if (spec.type === "area") control = h("textarea", { ...common, rows: spec.rows ?? "4" });
  else if (spec.type === "select") {
    control = h("select", common,
      h("option", { value: "" }, t("form.choose")), spec.options.map(({ id: value, title }) => h("option", { value }, title)));
  } else control = h("input", { ...common, type: spec.type ?? "text" });
  control.value = spec.value ?? "";
  const problem = h("p.problem", { id: `${id}-e`, hidden: true });
  const node = h("div.field", null,
    h("label", { for: id }, spec.label, !spec.required && h("span.dim", null, ` (${t("form.optional")})`)), control, problem);

  function check() {
    const value = control.value.trim();
    let text = "";
    if (spec.required && value === "") text = t("form.required");
    else if (spec.type === "email" && value !== "" && !EMAIL.test(value)) text = t("form.badEmail");
    else if (spec.limit && [...control.value].length > spec.limit) {
      text = t("tooLong", { n: [...control.value].length - spec.limit });
    }
    problem.textContent = text;
    problem.hidden = text === "";
    control.setAttribute("aria-invalid", String(text !== ""));
    return text === "";
  }
  control.addEventListener("input", () => !problem.hidden && check());
  return { node, control, check, name: spec.name, get value() { return control.value.trim(); } };
}

/** Checks all, focuses the first wrong one; the values, or null. */
function gather(fields) {
  const wrong = fields.filter((each) => !each.check());
  if (wrong.length > 0) {
    wrong[0].control.focus();
    return null;
  }
  return Object.fromEntries(fields.filter((each) => each.value !== "").map((each) => [each.name, each.value]));
}

export function formView(panel, { continues, caseType, subject } = {}) {
  const { t, desk, limits, options } = panel;
  adopt(panel.host.shadowRoot, rules);
  const draft = panel.drafts.get("form") ?? {};
  const types = desk.caseTypes ?? [];
  const fields = [];
  if (types.length > 1 && !continues) {
    fields.push(field(panel, { name: "caseType", type: "select", label: t("form.caseType"), options: types, required: true,
      value: draft.caseType ?? caseType }));
  }
  fields.push(field(panel, { name: "text", type: "area", label: t("form.text"), required: true, rows: "5",
    limit: limits.textScalars, value: draft.text }));
  if (!continues) fields.push(field(panel, { name: "subject", label: t("form.subject"), value: draft.subject }));
  const { role, name } = panel.client.welcome?.you ?? {};
  if (!name && !options.name && role !== "contact") {
    fields.push(field(panel, { name: "name", label: t("form.name"), value: draft.name, autocomplete: "name" }));
  }
  if (!options.email && role !== "contact") {
    fields.push(field(panel, { name: "email", type: "email", label: t("form.email"), value: draft.email, autocomplete: "email" }));
  }
  const submit = h("button.primary", { type: "submit" }, t("form.send"));
  const problem = h("p.problem", { role: "alert", hidden: true });
  const choice = h("div.choice", { hidden: true });
  const notice = h("div.notice", { hidden: desk.open !== false }, h("b", null, t("closed.title")), " ",
    desk.opensAt && t("closed.opens", { when: panel.i18n.moment(desk.opensAt) }), " ", t("closed.kept"));
  let pending = null;

  function start(extra = {}) {
    const values = gather(fields);
    if (!values) return;
    problem.hidden = true;
    busy(true);
    pending = panel.client.enqueue("conversation.start", {
      caseType: caseType ?? types[0]?.id ?? "question", ...values,
      ...(options.name && { name: options.name }), ...(options.email && { email: options.email }),
      ...(options.productVersion && { productVersion: options.productVersion }),
      ...(options.edition && { edition: options.edition }), ...(options.answers && { answers: options.answers }),
      pageURL: location.origin + location.pathname,
      ...(continues && { continues, subject }), ...extra,
    }, "start").id;
  }

  function busy(on) {
    submit.disabled = on;
    submit.textContent = on ? t("state.sending") : t("form.send");
  }

  function answer({ result, error }) {
    if (result?.existing) return offer(result.existing);
    busy(false);
    problem.textContent = panel.explain(error);
    problem.hidden = false;
  }

  function offer(existing) {
    busy(false);
    choice.hidden = false;
    choice.replaceChildren(h("h3", { tabindex: "-1" }, t("existing.title")),
      ...existing.map(({ number, subject: about, stream }) => h("button.ghost", { type: "button", onclick: () => {
        const text = fields.find((each) => each.name === "text").value;
        panel.drafts.delete("form");
        panel.client.send(stream, text);
        panel.go("talk", stream);
      } }, t("existing.continue", { number: withHash(number) }), about && h("span.dim", null, about))),
      h("button.ghost", { type: "button", onclick: () => {
        choice.hidden = true;
        start({ new: true });
      } }, t("existing.new")));
    choice.firstChild.focus();
    choice.scrollIntoView?.({ block: "nearest" });
  }

  const form = h("form.scroll.pad", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    start();
  } }, notice, h("p.dim", null, t("form.intro")), fields.map((each) => each.node), problem, choice, h("div.row.foot", null, submit));

  return {
    name: "form",
    title: t("form.title"),
    node: form,
    focus: () => (fields[0].control.focus(), true),
    leave: () => {
      if (!pending) panel.drafts.set("form", Object.fromEntries(fields.map((each) => [each.name, each.control.value])));
    },
    answer,
    settled: ({ entry, result, stream, error }) => {
      if (entry.id !== pending) return false;
      pending = null;
      if (error) panel.client.discard(entry.id);
      if (error || result?.existing) {
        answer({ result, error });
      } else {
        panel.drafts.delete("form");
        pending = "done";
        panel.go("talk", result?.stream ?? stream);
      }
      return true;
    },
  };
}

export function sheetView(panel, { title, intro, fields: specs = [], label, submit, leave, danger }) {
  const { t } = panel;
  adopt(panel.host.shadowRoot, rules);
  const fields = specs.map((spec) => field(panel, spec));
  const problem = h("p.problem", { role: "alert", hidden: true });
  const button = h(danger ? "button.primary.danger" : "button.primary", { type: "submit" }, label);
  const cancel = h("button.ghost", { type: "button", onclick: leave }, t("cancel"));
  const node = h("form.scroll.pad", { novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    const values = gather(fields);
    if (!values) return;
    button.disabled = true;
    problem.hidden = true;
    try {
      const said = await submit(values);
      leave();
      if (typeof said === "function") said();
      else if (said) panel.say(said);
    } catch (error) {
      button.disabled = false;
      problem.textContent = panel.explain(error);
      problem.hidden = false;
    }
  } }, intro && h("p.dim", null, intro), fields.map((each) => each.node), problem, h("div.row.foot", null, button, cancel));
  return {
    name: "sheet", title, node, back: leave,
    escape: () => (leave(), true),
    focus: () => ((fields[0]?.control ?? button).focus(), true),
  };
}
