// What an agent can do with a ticket: one entry an act. `fields(ticket)` is asked when the dialog opens.

import { isAccessOpen, isSettled } from "../widget/model.js";
import { ask } from "./form.js";

const OUTCOMES = ["help", "bug", "proposal", "paidWork"];
const SEVERITIES = ["nonCritical", "critical"];
const CAUSES = ["productBug", "deliveredWork", "environment", "thirdParty", "misuse"];
const SCOPES = ["view", "control", "fileTransfer", "clipboard", "recording", "privacy", "reboot"];
const WORK_ROLES = ["support", "development", "training"];
const RELATIONS = ["related", "followUpOf", "followedBy"];

/** Values with their names in the agent's language; what the desk invents itself is shown as it is. */
export function choices(workplace, group, values) {
  return values.map((value) => [value, named(workplace, group, value)]);
}

export function named(workplace, group, value) {
  const key = `v.${group}.${value}`;
  return workplace.i18n.has(key) ? workplace.t(key) : String(value ?? "");
}

/** Suggestions for a field that takes other words as well; none where the desk sent none. */
const same = (words) => words?.map((word) => [word, word]);

function definitions(workplace) {
  const { t } = workplace;
  const pick = (name, group, values, extra = {}) =>
    ({ name, type: "select", label: t(`f.${name}`), options: choices(workplace, group, values), ...extra });
  const text = (name, extra = {}) => ({ name, type: "area", label: t(`f.${name}`), required: true, ...extra });
  const line = (name, extra = {}) => ({ name, label: t(`f.${name}`), ...extra });
  const outcomes = workplace.desk.outcomes ?? OUTCOMES;
  const caseTypes = (workplace.desk.caseTypes ?? []).map(({ id, title }) => [id, title]);
  const yesNo = [["yes", t("yes")], ["no", t("no")]];
  return {
    assign: { command: "ticket.assign", fields: (ticket) => [
      line("agent", { value: typeof ticket.agent === "string" ? ticket.agent : ticket.agent?.id ?? "", help: t("f.agent.help") }),
      line("team", { value: ticket.team ?? "" }), { name: "tier", type: "number", label: t("f.tier"), value: ticket.tier ?? "" },
    ] },
    triage: { command: "ticket.triage", fields: (ticket) => [
      { name: "caseType", type: "select", label: t("f.caseType"), options: caseTypes, required: true, value: ticket.caseType ?? "" },
      pick("severity", "severity", SEVERITIES, { value: ticket.severity ?? "" }),
      pick("cause", "cause", CAUSES, { value: ticket.cause ?? "" }),
      text("impact", { required: false, rows: "2", value: ticket.impact ?? "" }),
      { name: "workaround", type: "select", yesNo: true, label: t("f.workaround"), options: yesNo,
        value: { true: "yes", false: "no" }[ticket.hasWorkaround] ?? "" },
    ] },
    outcome: { command: "outcome.choose", fields: () => [pick("outcome", "outcome", outcomes, { required: true })] },
    wait: { command: "ticket.wait", fields: () => [
      pick("for", "for", ["customer", "internal", "appointment"], { required: true, value: "customer" }),
      text("text", { required: false, rows: "2", help: t("f.seen") }), { name: "until", type: "moment", label: t("f.until") },
    ] },
    defer: { command: "ticket.defer", fields: () => [
      line("reason", { required: true, help: t("f.reason.help"), options: same(workplace.desk.deferralReasons) }), line("evidence"),
      { name: "until", type: "moment", label: t("f.until") },
    ] },
    refuse: { command: "ticket.refuse", danger: true, fields: () => [
      line("reason", { required: true, help: t("f.reason.help"), options: same(workplace.desk.refusalReasons) }), line("evidence"),
    ] },
    wrapUp: { command: "conversation.wrapUp", fields: () => [
      pick("kind", "wrapUp", ["note", "reply", "escalation"], { required: true, value: "note", help: t("f.kind.help") }),
      pick("outcome", "outcome", outcomes, { required: true }), text("text"), line("nextStep"),
    ] },
    resolve: { command: "ticket.resolve", fields: () => [
      pick("outcome", "outcome", outcomes, { required: true }), text("text", { help: t("f.seen") }),
    ] },
    close: { command: "ticket.close", fields: () => [] },
    link: { command: "ticket.link", fields: () => [
      line("to", { required: true, placeholder: "#123456782" }), pick("relation", "relation", RELATIONS, { required: true, value: "related" }),
    ] },
    merge: { command: "ticket.merge", danger: true, fields: () => [line("into", { required: true })] },
    commit: { command: "commitment.make", fields: () => [
      text("promise", { rows: "2", help: t("f.seen") }), { name: "due", type: "moment", label: t("f.due"), required: true },
    ] },
    escalate: { command: "escalate", fields: () => [
      pick("kind", "issue", ["bug", "proposal"], { required: true, value: "bug" }), pick("severity", "severity", SEVERITIES),
      text("description"), text("analysis", { required: false }),
    ] },
    time: { command: "time.add", fields: () => [
      { name: "minutes", type: "number", label: t("f.minutes"), required: true, max: "1440" },
      line("role", { required: true, value: "support", options: same(WORK_ROLES) }),
      line("activity"), line("note"),
    ] },
    remote: { command: "remote.propose", fields: () => [
      line("tool", { required: true, options: same(workplace.desk.tools) }),
      { name: "scopes", type: "checks", label: t("f.scopes"), required: true, options: choices(workplace, "scope", SCOPES), value: ["view"] },
      pick("need", "need", ["notNeeded", "useful", "required"], { required: true, value: "useful" }),
      text("purpose", { rows: "2", help: t("f.seen") }),
    ] },
  };
}

const OPEN_ONLY = new Set(["assign", "triage", "outcome", "wait", "defer", "refuse", "wrapUp", "resolve", "merge", "commit", "escalate", "remote"]);

/** The acts that make sense for a ticket in its state, in the menu's order. */
export function available(ticket) {
  const settled = isSettled(ticket.status);
  const all = ["triage", "assign", "outcome", "wait", "commit", "wrapUp", "resolve", "close", "escalate", "remote", "time", "link", "merge", "defer", "refuse"];
  return all.filter((name) => {
    if (settled && OPEN_ONLY.has(name)) return false;
    if (name === "close") return ticket.status === "resolved";
    if (name === "remote") return ![...ticket.consents.values()].some((each) => isAccessOpen(each) || each.phase === "proposed");
    return true;
  });
}

/** Opens the dialog of an act and does it. */
export function act(workplace, stream, ticket, name) {
  const { t } = workplace;
  const { command, fields, danger } = definitions(workplace)[name];
  return ask(workplace, {
    title: t(`act.${name}`), label: t(`do.${name}`), danger, fields: fields(ticket),
    intro: name === "close" ? t("close.intro") : null,
    submit: async (values) => {
      const { result } = await workplace.client.command(command, values, stream);
      const steps = result?.steps?.map((step) => step.title).join(", ");
      workplace.say(steps ? t("outcome.steps", { steps }) : t("done"));
    },
  });
}
