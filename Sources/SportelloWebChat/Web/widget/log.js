// The items of a conversation's log: days, messages, what happened, and what still waits to be sent.

import { h, icon } from "./dom.js";
import { isCustomer, nameOf, withHash } from "./model.js";
import { link, richText } from "./text.js";

const TOGETHER = 180_000;

export function logItems(panel, stream, outbox, delivery) {
  const items = [];
  let day = "";
  let previous = null;
  for (const event of stream.events) {
    const date = new Date(event.ts).toDateString();
    const content = event.kind === "message.posted" ? message : systemLine;
    const follows = previous?.kind === "message.posted" && previous.author?.id === event.author?.id
      && previous.author?.role === event.author?.role && new Date(event.ts) - new Date(previous.ts) < TOGETHER && date === day;
    const build = content(panel, event, { follows, delivery: delivery(event) });
    if (!build) continue;
    if (date !== day) {
      items.push({ key: `day ${date}`, stamp: panel.i18n.language, build: () => h("div.day", null, h("span", null, panel.i18n.day(event.ts))) });
      day = date;
    }
    items.push({ key: event.seq, stamp: `${event.data?.redacted}${follows}${delivery(event)}`, build });
    previous = event;
  }
  for (const entry of outbox) {
    if (entry.frame.type !== "send") continue;
    items.push({ key: entry.id, stamp: `${entry.state}${panel.client.state === "open"}`, build: () => unsent(panel, entry) });
  }
  return items;
}

/** "Sent" or "Read", under the newest of one's own messages only. */
export function deliveryLine(panel, stream) {
  const mine = stream.events.findLast((event) => event.kind === "message.posted" && isCustomer(event.author));
  return (event) => {
    if (event !== mine) return "";
    return stream.readByOthers >= event.seq || stream.state?.readByOthers >= event.seq ? "read" : "sent";
  };
}

function message(panel, event, { follows, delivery }) {
  const { t, i18n } = panel;
  const mine = isCustomer(event.author);
  const system = !mine && event.author?.role === "system";
  const author = mine ? t("you") : nameOf(event.author) ?? t(system ? "system" : "desk");
  const { text = "", files = [], redacted } = event.data ?? {};
  return () => h(`div.message.${mine ? "mine" : system ? "system" : "theirs"}${follows ? ".follows" : ""}`, { "data-seq": event.seq },
    h("div.author", null, author, h("time", { dir: "auto", datetime: event.ts }, i18n.time(event.ts))),
    redacted
      ? h("p.bubble.removed", null, t("redacted"))
      : [text && h("p.bubble", { dir: "auto" }, richText(text)), files.map((file) => attachment(panel, file))],
    delivery && h("div.delivery", null, icon(delivery === "read" ? "double" : "check"), t(`state.${delivery}`)));
}

function attachment(panel, file) {
  const url = file.url ? new URL(file.url, panel.base).href : null;
  const label = [icon("file"), h("span.clip", { dir: "auto" }, file.name ?? file.file ?? ""), file.bytes ? h("span.dim", { dir: "auto" }, panel.i18n.size(file.bytes)) : null];
  if (!url) return h("span.attachment", null, label);
  const node = link(url, "", { class: "attachment" });
  node.append(...label.filter(Boolean));
  return node;
}

function unsent(panel, entry) {
  const { t } = panel;
  const { text } = entry.frame.body;
  const failed = entry.state === "failed";
  const state = failed ? "failed" : panel.client.state === "open" ? "sending" : "waiting";
  return h(`div.message.mine.${state}`, { "data-id": entry.id },
    h("div.author", null, t("you")),
    text && h("p.bubble", { dir: "auto" }, richText(text)),
    (entry.names ?? []).map((name) => h("span.attachment", null, icon("file"), h("span.clip", null, name))),
    h("div.delivery", null, icon(failed ? "alert" : "clock"), t(`state.${state}`), failed && entry.error && `. ${panel.explain(entry.error)}`,
      failed && [h("button.link", { type: "button", onclick: () => panel.client.retry(entry.id) }, t("retry")),
        h("button.link", { type: "button", onclick: () => panel.client.discard(entry.id) }, t("state.discard"))]));
}

function systemLine(panel, event) {
  const text = describe(panel, event);
  return text && (() => h("div.happened", { "data-kind": event.kind }, h("span", null, text)));
}

function describe({ t, i18n }, { kind, data = {}, author }) {
  switch (kind) {
    case "ticket.registered": return t("ev.registered", { number: withHash(data.number) });
    case "conversation.joined": return t("ev.joined", { name: data.name ?? nameOf(author) ?? nameOf(data.agent) ?? t("desk") });
    case "conversation.ended": return [t("ev.ended"), data.nextStep && t("ev.nextStep", { text: data.nextStep })].filter(Boolean).join(". ");
    case "ticket.reopened": return t("ev.reopened");
    case "ticket.linked": return t("ev.linked", { number: withHash(data.number) });
    case "commitment.made": return t("ev.promise", { text: data.promise, when: i18n.moment(data.due) });
    case "rating.given": return t("ev.rated", { score: data.score, max: 5 });
    case "qualityCase.received": return t("ev.quality");
    case "qualityCase.closed": return t("ev.qualityClosed", { outcome: data.outcome ?? "" });
    case "ticket.status":
      return [t("ev.status", { status: t(`status.${data.status}`) }), data.text].filter(Boolean).join(". ");
    default:
      return i18n.has(kind.replace("remote", "phase")) ? t("ev.remote", { phase: t(kind.replace("remote", "phase")) }) : null;
  }
}
