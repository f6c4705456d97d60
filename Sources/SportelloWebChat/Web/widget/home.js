// The list of one's conversations.

import { h, icon, reconcile } from "./dom.js";
import { foldTicket, withHash } from "./model.js";
import { relative } from "./relative.js";
import { adopt } from "./style.js";

const rules = `
.tickets{display:flex;flex-direction:column}
.ticket{display:block;inline-size:100%;padding:13px 10px;border-radius:12px}
.tickets li+li{border-block-start:1px solid var(--line)}
.ticket:hover{background:var(--soft)}
.ticket .line{display:flex;justify-content:space-between;gap:12px}
.ticket b{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.ticket time{flex:none;font-size:13px;color:var(--dim);padding-block-start:2px}
.count{flex:none;min-inline-size:22px;padding-inline:6px;border-radius:11px;background:#b3261e;color:#fff;font:600 13px/22px system-ui,sans-serif;text-align:center}
`;

export function homeView(panel) {
  const { t } = panel;
  adopt(panel.host.shadowRoot, rules);
  const list = h("ul.tickets");
  const start = h("button.primary", { type: "button", onclick: () => panel.go("form") }, icon("chat"), t("home.new"));

  function item(stream) {
    const ticket = foldTicket(stream);
    const last = stream.events.findLast((event) => event.kind === "message.posted");
    const unread = panel.session.unreadOf(stream);
    const status = t(`status.${ticket.status}`);
    return {
      key: stream.name,
      stamp: `${stream.cursor}|${unread}|${ticket.status}`,
      build: () => h("li", null, h("button.ticket", { type: "button", onclick: () => panel.go("talk", stream.name) },
        h("span.line", null, h("b", null, ticket.subject || panel.titleOf(ticket.caseType)),
          h("time", null, last ? relative(panel.i18n, last.ts) : "")),
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
