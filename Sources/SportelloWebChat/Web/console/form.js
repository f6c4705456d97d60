// Dialogs that ask for something: the native dialog element traps focus, closes on Escape and gives focus back.

import { h, icon } from "../widget/dom.js";

let counter = 0;

function control(spec, id, t) {
  const common = { id, name: spec.name, required: spec.required, "aria-describedby": spec.help ? `${id}-h ${id}-e` : `${id}-e` };
  switch (spec.type) {
    case "area": return h("textarea", { ...common, rows: spec.rows ?? "4" });
    case "select": return h("select", common, !spec.required && h("option", { value: "" }, "–"),
      spec.required && !spec.value && h("option", { value: "" }, t("choose")),
      spec.options.map(([value, label]) => h("option", { value }, label)));
    case "number": return h("input", { ...common, type: "number", min: spec.min ?? "1", max: spec.max, step: "1", inputmode: "numeric" });
    case "moment": return h("input", { ...common, type: "datetime-local" });
    default: return h("input", { ...common, type: spec.type ?? "text", list: spec.options && `${id}-l` });
  }
}

function build(spec, t) {
  const id = `d${(counter += 1)}`;
  if (spec.type === "checks") {
    const boxes = spec.options.map(([value, label]) => h("label.option", null,
      h("input", { type: "checkbox", value, checked: (spec.value ?? []).includes(value) }), h("span", null, label)));
    const problem = h("p.problem", { role: "alert", hidden: true });
    return {
      spec, problem, node: h("fieldset", null, h("legend", null, spec.label), boxes, problem),
      get value() { return boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => box.value); },
      focus: () => boxes[0].firstChild.focus(),
    };
  }
  const input = control(spec, id, t);
  input.value = spec.value ?? "";
  const problem = h("p.problem", { id: `${id}-e`, role: "alert", hidden: true });
  const node = h("div.field", null,
    h("label", { for: id }, spec.label, !spec.required && h("span.dim", null, ` (${t("optional")})`)),
    spec.help && h("p.dim.small", { id: `${id}-h` }, spec.help), input,
    spec.type !== "select" && spec.options && h("datalist", { id: `${id}-l` }, spec.options.map(([value, label]) => h("option", { value }, label))),
    problem);
  input.addEventListener("input", () => {
    problem.hidden = true;
    input.removeAttribute("aria-invalid");
  });
  return {
    spec, problem, node, input,
    get value() {
      const text = input.value.trim();
      if (text === "") return undefined;
      if (spec.type === "number") return Number(text);
      if (spec.type === "moment") return new Date(text).toISOString();
      if (spec.yesNo) return text === "yes";
      return text;
    },
    focus: () => input.focus(),
  };
}

/**
 * Shows a dialog; `submit` gets the values and may throw what the desk refused. Resolves with what `submit` returned,
 * or undefined when the person left.
 */
export function ask(workplace, { title, intro, fields: specs = [], label, danger = false, submit }) {
  const { t } = workplace;
  const fields = specs.map((spec) => build(spec, t));
  const id = `d${(counter += 1)}`;
  const problem = h("p.problem", { role: "alert", hidden: true });
  const button = h(danger ? "button.primary.danger" : "button.primary", { type: "submit" }, label);
  return new Promise((resolve) => {
    let outcome;
    const dialog = h("dialog", { "aria-labelledby": id, onclose: () => {
      dialog.remove();
      resolve(outcome);
    } },
    h("form", { method: "dialog", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      const missing = fields.filter(({ spec, value }) => spec.required && (value === undefined || value.length === 0));
      for (const field of missing) {
        field.problem.textContent = t("required");
        field.problem.hidden = false;
        field.input?.setAttribute("aria-invalid", "true");
      }
      if (missing.length > 0) return missing[0].focus();
      const values = Object.fromEntries(fields.filter(({ value }) => value !== undefined && value.length !== 0)
        .map((field) => [field.spec.name, field.value]));
      button.disabled = true;
      problem.hidden = true;
      try {
        outcome = (await submit(values)) ?? true;
        dialog.close();
      } catch (error) {
        button.disabled = false;
        problem.textContent = workplace.explain(error);
        problem.hidden = false;
      }
    } },
    h("div.dialog-head", null, h("h2", { id }, title),
      h("button.icon", { type: "button", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"))),
    h("div.content", null, intro && h("p.dim", null, intro), fields.map((field) => field.node), problem),
    h("div.dialog-foot", null, h("button.ghost", { type: "button", onclick: () => dialog.close() }, t("cancel")), button)));
    document.body.append(dialog);
    dialog.showModal();
    (fields[0] ?? button).focus();
  });
}
