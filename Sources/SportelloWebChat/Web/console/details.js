// The facts beside the log: customer, case, clocks, promises, remote sessions, time, rating, links.

import { h, icon } from "../widget/dom.js";
import { isAccessOpen, nameOf, withHash } from "../widget/model.js";
import { relative } from "../widget/relative.js";
import { richText } from "../widget/text.js";
import { act, named } from "./actions.js";
import { phaseName } from "./lines.js";

export function details(workplace, stream, ticket) {
  const { t, i18n } = workplace;
  const open = (name) => () => act(workplace, stream, ticket, name);
  const type = workplace.desk.caseTypes?.find((each) => each.id === ticket.caseType)?.title ?? ticket.caseType;
  const sections = [
    section(t("d.customer"), facts([
      [t("f.contact"), nameOf(ticket.contact) ?? t("customer")], [t("f.email"), ticket.contact?.email],
      [t("f.channel"), ticket.channel && named(workplace, "channel", ticket.channel)],
    ])),
    section(t("d.case"), facts([
      [t("f.caseType"), type], [t("f.severity"), ticket.severity && named(workplace, "severity", ticket.severity)],
      [t("f.cause"), ticket.cause && named(workplace, "cause", ticket.cause)], [t("f.impact"), ticket.impact],
      [t("f.workaround"), typeof ticket.hasWorkaround === "boolean" && t(ticket.hasWorkaround ? "yes" : "no")],
      [t("f.agent"), nameOf(ticket.agent)],
      [t("f.team"), ticket.team], [t("f.tier"), ticket.tier],
    ]), [t("act.triage"), open("triage")]),
  ];
  const clocks = [...ticket.due.values()].filter((each) => each.due);
  if (clocks.length > 0) {
    sections.push(section(t("d.clocks"), h("ul", null, clocks.map((clock) => {
      const over = new Date(clock.due) < new Date();
      const done = ["met", "cancelled", "metByCommitment"].includes(clock.state);
      return h(over && !done ? "li.clock.bad" : "li.clock", null, icon("clock"),
        h("span", null, h("b", null, named(workplace, "metric", clock.metric)), clock.kind && h("span.dim.small", null, ` ${named(workplace, "promise", clock.kind)}`),
          h("span.small.block", null, over && !done && `${t("due.late")} · `, relative(i18n, clock.due), h("span.dim", null, ` · ${i18n.moment(clock.due)}`))));
    }))));
  }
  sections.push(section(t("d.promises"), ticket.commitments.length > 0 && h("ul", null, ticket.commitments.map((each) =>
    h("li", null, h("span", { dir: "auto" }, richText(each.promise ?? "")), h("span.small.block.dim", null, i18n.moment(each.due))))),
  [t("act.commit"), open("commit")]));
  sections.push(remote(workplace, stream, ticket, open("remote")));
  sections.push(section(t("d.time"), ticket.minutes > 0 && h("p", null, t("minutes", { n: ticket.minutes })), [t("act.time"), open("time")]));
  if (ticket.rating || ticket.invitation) {
    sections.push(section(t("d.rating"), ticket.rating
      ? h("p", null, h("b.score", null, i18n.number(ticket.rating.score)), ` / ${i18n.number(5)}`, ticket.rating.amended && h("span.dim.small", null, ` · ${t("amended")}`))
      : h("p.dim", null, t("ev.invited", { who: "" }))));
  }
  sections.push(section(t("d.links"), ticket.links.length > 0 && h("ul", null, ticket.links.map((each) =>
    h("li", null, h("span", { dir: "ltr" }, withHash(each.number)), h("span.dim.small", null, ` ${named(workplace, "relation", each.relation ?? "")}`)))),
  [t("act.link"), open("link")]));
  return sections;
}

function section(title, content, action) {
  return h("section", null, h("header", null, h("h3", null, title),
    action && h("button.link", { type: "button", onclick: action[1] }, action[0])), content);
}

function facts(pairs) {
  return h("dl", null, pairs.filter(([, value]) => value).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", { dir: "auto" }, String(value)))));
}

function remote(workplace, stream, ticket, propose) {
  const { t, i18n } = workplace;
  const run = (command, consent) => async (event) => {
    event.currentTarget.disabled = true;
    try {
      await workplace.client.command(command, { consent }, stream);
    } catch (error) {
      workplace.complain(error);
    }
  };
  const button = (name, consent) => h("button.small-button", { type: "button", onclick: run(`remote.${name}`, consent) }, t(`remote.${name}`));
  const list = [...ticket.consents.entries()].map(([id, consent]) => {
    const running = ["started", "active"].includes(consent.phase);
    const scopes = consent.grantedScopes?.length ? consent.grantedScopes : consent.scopes ?? [];
    return h("li", { "data-phase": consent.phase }, h("b", null, consent.tool ?? ""), h("span.tag", null, phaseName(workplace, consent.phase)),
      h("span.small.block.dim", null, scopes.map((scope) => named(workplace, "scope", scope)).join(", ")),
      (consent.expires ?? consent.until) && isAccessOpen(consent) && h("span.small.block.dim", null, t("until", { when: i18n.moment(consent.expires ?? consent.until) })),
      isAccessOpen(consent) && h("div.row", null, !running && button("start", id), running && button("pause", id), button("end", id), button("revoke", id)));
  });
  const free = ![...ticket.consents.values()].some((each) => isAccessOpen(each) || each.phase === "proposed");
  return section(t("d.remote"), list.length > 0 && h("ul", null, list), free ? [t("act.remote"), propose] : null);
}
