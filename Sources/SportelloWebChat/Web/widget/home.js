// The list of one's conversations.

import { h, icon, reconcile } from "./dom.js";
import { formView } from "./forms.js";
import { foldTicket, withHash } from "./model.js";
import { talkView } from "./talk.js";

export function homeView(panel) {
  const { t } = panel;
  const list = h("ul.tickets");
  const start = h("button.primary", { type: "button", onclick: () => panel.go(formView) }, icon("chat"), t("home.new"));

  function item(stream) {
    const ticket = foldTicket(stream);
    const last = stream.events.findLast((event) => event.kind === "message.posted");
    const unread = panel.session.unreadOf(stream);
    const status = t(`status.${ticket.status}`);
    return {
      key: stream.name,
      stamp: `${stream.cursor}|${unread}|${ticket.status}`,
      build: () => h("li", null, h("button.ticket", { type: "button", onclick: () => panel.go(talkView, stream.name) },
        h("span.line", null, h("b", null, ticket.subject || titleOf(panel, ticket.caseType)),
          h("time", null, last ? panel.i18n.relative(last.ts) : "")),
        h("span.line.dim", null, h("span.clip", null, last?.data.text ?? ""),
          unread > 0 && h("span.count", null, h("span", { "aria-hidden": "true" }, String(unread)),
            h("span.hidden", null, t("home.unread", { n: unread })))),
        h("span.line.dim.small", null, h("span", { dir: "ltr" }, withHash(ticket.number)), h("span", null, status)))),
    };
  }

  return {
    name: "home",
    title: t("home.title"),
    node: h("div.scroll.pad", null, start, list),
    update: () => reconcile(list, panel.conversations.map(item)),
    focus: () => (start.focus(), true),
  };
}

export function titleOf(panel, id) {
  return panel.desk.caseTypes?.find((type) => type.id === id)?.title ?? id ?? panel.t("panel");
}
