// The whole log of a ticket as items: messages, notes, and what happened. Agents see kinds they don't know, too.

import { h, icon } from "../widget/dom.js";
import { isCustomer, nameOf, withHash } from "../widget/model.js";
import { link, richText } from "../widget/text.js";
import { named } from "./actions.js";

export function lines(workplace, stream, ticket, outbox) {
  const items = [];
  let day = "";
  for (const event of stream.events) {
    const date = new Date(event.ts).toDateString();
    if (date !== day) {
      items.push({ key: `day ${date}`, stamp: workplace.i18n.language, build: () => h("div.day", null, workplace.i18n.day(event.ts)) });
      day = date;
    }
    const build = { "message.posted": message, "note.posted": note }[event.kind] ?? happened;
    const read = isCustomer(event.author) ? "" : event.kind === "message.posted" && stream.readByOthers >= event.seq;
    items.push({ key: event.seq, stamp: `${event.data?.redacted}${read}${nameOf(ticket.contact)}`, build: () => build(workplace, event, ticket, read) });
  }
  for (const entry of outbox.filter((each) => !each.arrived)) items.push({ key: entry.id, stamp: `${entry.state}${workplace.client.state}`, build: () => unsent(workplace, entry) });
  return items;
}

function stampOf({ i18n }, event) {
  return h("time", { dir: "auto", datetime: event.ts, title: i18n.moment(event.ts) }, i18n.time(event.ts));
}

function message(workplace, event, ticket, read) {
  const { t, i18n } = workplace;
  const customer = isCustomer(event.author);
  const mine = workplace.isMe(event.author);
  const unverified = event.data?.unverified === true;
  const author = unverified ? nameOf(event.author) ?? t("unverified.name") : customer ? nameOf(event.author) ?? nameOf(ticket.contact) ?? t("customer") : mine ? t("me") : nameOf(event.author) ?? t("automatic");
  const { text = "", files = [], redacted, via } = event.data ?? {};
  return h(`article.message.${customer ? "customer" : "staff"}`, { "data-seq": event.seq },
    h("header", null, h("b", null, author), h(unverified ? "span.kind.unverified" : "span.kind", null, unverified && icon("alert"), t(unverified ? "kind.unverified" : customer ? "kind.customer" : "kind.reply")),
      via && via !== "webchat" && h("span.kind", null, named(workplace, "channel", via)), stampOf(workplace, event),
      read && h("span.kind.read", null, icon("double"), t("read"))),
    unverified && h("p.small.unverified", null, t("unverified.help")),
    redacted ? h("p.dim", null, t("redacted")) : text && h("p.text", { dir: "auto" }, richText(text)),
    files.map((file) => {
      const label = [icon("file"), h("span.clip", { dir: "auto" }, file.name ?? file.file ?? file.id ?? ""), file.bytes && h("span.dim", { dir: "auto" }, i18n.size(file.bytes))].filter(Boolean);
      if (!file.url) return h("span.attachment", null, label);
      const node = link(new URL(file.url, location.href).href, "", { class: "attachment" });
      node.append(...label);
      return node;
    }));
}

function note(workplace, event) {
  const { t } = workplace;
  return h("article.message.note", { "data-seq": event.seq },
    h("header", null, icon("lock"), h("b", null, workplace.isMe(event.author) ? t("me") : nameOf(event.author) ?? ""),
      h("span.kind", null, t("kind.note")), stampOf(workplace, event)),
    h("p.text", { dir: "auto" }, richText(event.data?.text ?? "")));
}

function unsent(workplace, entry) {
  const { t, client } = workplace;
  const isNote = entry.frame.name === "note";
  const failed = entry.state === "failed";
  return h(`article.message.unsent.${isNote ? "note" : "staff"}${failed ? ".failed" : ""}`, { "data-id": entry.id },
    h("header", null, h("b", null, t("me")), h("span.kind", null, t(isNote ? "kind.note" : "kind.reply")),
      h("span.kind", null, icon(failed ? "alert" : "clock"), t(failed ? "unsent" : "sending"))),
    h("p.text", { dir: "auto" }, richText(entry.frame.body?.text ?? entry.frame.args?.text ?? "")),
    failed && h("p.row", null, h("span.problem", null, workplace.explain(entry.error ?? {})),
      h("button.link", { type: "button", onclick: () => client.retry(entry.id) }, t("retry")),
      h("button.link", { type: "button", onclick: () => client.discard(entry.id) }, t("discard"))));
}

function happened(workplace, event) {
  const text = describe(workplace, event) || event.kind;
  const internal = INTERNAL.has(event.kind);
  return h(internal ? "div.happened.internal" : "div.happened", { "data-kind": event.kind },
    h("span", { dir: "auto" }, text), stampOf(workplace, event));
}

const INTERNAL = new Set(["ticket.assigned", "ticket.released", "ticket.triaged", "ticket.escalated", "time.recorded", "clock.stopped",
  "commitment.settled", "conversation.wrappedUp", "ticket.contact", "rating.lapsed", "transcript.requested", "remote.violation"]);

function describe(workplace, { kind, data = {}, author }) {
  const { t, i18n } = workplace;
  const who = isCustomer(author) ? t("customer") : nameOf(author) ?? t("automatic");
  const text = (key, vars) => t(`ev.${key}`, { who, ...vars });
  const agent = data.name ?? (data.agent === author?.id ? who : nameOf(data.agent)) ?? who;
  switch (kind) {
    case "ticket.registered": return text("registered", { number: withHash(data.number), channel: named(workplace, "channel", data.channel ?? "") });
    case "conversation.queued": return text("queued");
    case "conversation.joined": return text("joined", { agent });
    case "conversation.ended": return join(text("ended"), data.nextStep);
    case "conversation.wrappedUp": return join(text("wrappedUp", { outcome: named(workplace, "outcome", data.outcome) }), data.text);
    case "ticket.assigned": return data.agent ? text("assigned", { agent }) : text("moved", { team: data.team ?? data.tier ?? "" });
    case "ticket.released": return text("released");
    case "ticket.triaged":
      return join(text("triaged", { caseType: titleOf(workplace, data.caseType) }), data.cause && named(workplace, "cause", data.cause), data.impact);
    case "severity.set": return text("severity", { severity: named(workplace, "severity", data.severity) });
    case "severity.appealed": return join(text("appealed"), data.justification ?? data.text);
    case "ticket.status": return join(text("status", { status: t(`status.${data.status}`) }), data.outcome && named(workplace, "outcome", data.outcome), data.reason, data.text);
    case "ticket.reopened": return text("reopened");
    case "ticket.linked": return text("linked", { number: withHash(data.number), relation: named(workplace, "relation", data.relation ?? "") });
    case "ticket.due": return data.due && text("due", { metric: named(workplace, "metric", data.metric), when: i18n.moment(data.due) });
    case "ticket.escalated": return text("escalated", { kind: named(workplace, "issue", data.kind) });
    case "commitment.made": return text("promised", { text: data.promise ?? "", when: i18n.moment(data.due) });
    case "time.recorded": return join(text("time", { n: data.minutes ?? 0 }), data.activity, data.note);
    case "rating.invited": return text("invited");
    case "rating.given": return join(text("rated", { score: data.score ?? 0 }), data.comment);
    case "rating.lapsed": return text("notRated");
    case "qualityCase.received": return text("quality");
    case "qualityCase.closed": return join(text("qualityClosed"), data.outcome);
    case "message.redacted": return text("redacted");
    case "transcript.requested": return text("transcript");
    default:
      if (kind.startsWith("remote.")) return join(text("remote", { phase: phaseName(workplace, kind.slice(7)) }), data.tool, data.text ?? data.purpose);
      return `${kind} ${Object.values(data).filter((value) => ["string", "number"].includes(typeof value)).join(", ")}`;
  }
}

function titleOf({ desk }, caseType) {
  return desk.caseTypes?.find((each) => each.id === caseType)?.title ?? caseType ?? "";
}

export function phaseName(workplace, phase) {
  return named(workplace, "phase", phase);
}

function join(...parts) {
  return parts.filter(Boolean).join(" · ");
}
