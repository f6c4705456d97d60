// What the desk asks of the customer: a rating, consent to a remote session, and the way out of one.

import { h, icon, reconcile } from "./dom.js";
import { isAccessOpen } from "./model.js";
import { adopt } from "./style.js";

const rules = `
.cards:empty{display:none}
.card{display:flex;flex-direction:column;gap:10px;margin-block:14px 4px;padding:14px;border:1px solid var(--line);border-radius:16px;background:var(--soft)}
.card h3{display:flex;gap:8px;align-items:center}
.card h3 svg{flex:none;color:var(--accent)}
.card textarea{min-block-size:60px}
.thanks{flex-direction:row;align-items:center}
.thanks svg{color:var(--accent);flex:none}
.card[hidden]{display:none}
legend{font-weight:600;margin-block-end:8px}
.scores .row{justify-content:space-between;flex-wrap:nowrap;gap:6px}
.score{flex:1;position:relative;display:grid;place-items:center;min-block-size:46px;border:1px solid var(--field);border-radius:12px;background:var(--bg);
font-weight:600;cursor:pointer}
.score input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
.score:has(:checked){background:var(--accent);border-color:var(--accent);color:var(--on)}
@media(forced-colors:active){.score:has(:checked){outline:3px solid Highlight}}
.score:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
.option{display:flex;align-items:center;gap:10px;min-block-size:40px}
.option input{inline-size:20px;block-size:20px;accent-color:var(--accent);flex:none}
.access{display:flex;flex-wrap:wrap;align-items:center;gap:10px;padding:10px 16px;background:var(--warn);color:var(--warn-ink);font-size:15px;line-height:1.35;font-weight:600}
.access span{flex:1;min-inline-size:120px}
.panel .access .primary{padding-inline:14px}
.access svg{flex:none}
`;

let counter = 0;

/** Draws what a ticket asks of its customer into a conversation's `bar` and `cards`. */
export function draw(panel, stream, ticket, { bar, cards, node, text }) {
  adopt(panel.host.shadowRoot, rules);
  const command = (what, args) => panel.client.command(what, args, stream);
  const { consents, invitation, rating } = ticket;
  const within = [bar, cards].some((each) => each.matches(":focus-within"));
  const all = [...consents.entries()];
  reconcile(bar, all.filter(([, each]) => isAccessOpen(each)).map(([id, consent]) => ({
    key: id, stamp: consent.phase, build: () => accessBar(panel, consent, () => command("remote.withdraw", { consent: id })),
  })));
  const list = all.filter(([, { phase }]) => phase === "proposed" || phase === "scheduled").map(([id, consent]) => ({
    key: id, stamp: JSON.stringify(consent),
    build: () => consentCard(panel, consent, (args) => command("remote.answer", { consent: id, ...args })),
  }));
  if (invitation || rating) {
    list.push({
      key: "rating", stamp: JSON.stringify([invitation, rating]),
      build: () => ratingCard(panel, invitation ?? {}, rating, (args) => command("rate", args)),
    });
  }
  const end = cards.parentNode.scrollHeight - cards.parentNode.scrollTop - cards.parentNode.clientHeight < 60;
  reconcile(cards, list);
  if (end) cards.parentNode.scrollTop = cards.parentNode.scrollHeight;
  if (within && !node.matches(":focus-within")) (node.querySelector(".bars button, .cards button") ?? text).focus();
}

async function attempt(panel, problem, buttons, act) {
  if (buttons[0].ariaDisabled === "true") return;
  for (const button of buttons) button.ariaDisabled = "true"; // Not `disabled`, which would lose the focus.
  problem.hidden = true;
  try {
    await act();
  } catch (error) {
    problem.textContent = panel.explain(error);
    problem.hidden = false;
  }
  for (const button of buttons) button.ariaDisabled = null;
}

function highest({ scale, highest: top }) {
  return Number(top ?? scale?.max ?? scale) || 5;
}

export function ratingCard(panel, invitation, rating, rate) {
  const { t, i18n } = panel;
  const max = highest(invitation);
  const over = invitation.until && new Date(invitation.until) < new Date();
  const group = `r${(counter += 1)}`;
  const problem = h("p.problem", { role: "alert", hidden: true });
  const comment = h("textarea", { rows: "2", "aria-label": t("rating.comment"), placeholder: t("rating.comment") });
  const submit = h("button.primary", { type: "submit" }, t("rating.send"));
  const scores = Array.from({ length: max }, (_, index) => index + 1);
  const fields = h("fieldset.scores", null, h("legend", null, t("rating.title"), h("span.hidden", null, t("rating.scale", { max }))),
    h("div.row", null, scores.map((score) => h("label.score", null,
      h("input", { type: "radio", name: group, value: String(score), checked: rating?.score === score, required: true }),
      h("span", null, i18n.number(score))))),
    h("div.row.dim.small", { "aria-hidden": "true" }, h("span", null, t("rating.low")), h("span", null, t("rating.high"))));
  const form = h("form.card", { hidden: Boolean(rating) || over, onsubmit: (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get(group));
    if (!score) return;
    attempt(panel, problem, [submit], () => rate({ score, ...(comment.value.trim() && { comment: comment.value.trim() }) }));
  } }, fields, comment, problem, h("div.row", null, submit));
  if (!rating) return form;
  const thanks = h("div.card.thanks", null, icon("star"), h("span", null, t("rating.thanks", { score: rating.score, max })),
    !over && h("button.link", { type: "button", onclick: () => {
      form.hidden = false;
      thanks.hidden = true;
      form.querySelector("input:checked, input").focus();
    } }, t("rating.change")));
  return h("div", null, thanks, form);
}

export function scopeName(panel, scope) {
  const key = `remote.scope.${scope}`;
  return panel.i18n.has(key) ? panel.t(key) : scope;
}

export function consentCard(panel, consent, answer) {
  const { t, i18n } = panel;
  const problem = h("p.problem", { role: "alert", hidden: true });
  const boxes = (consent.scopes ?? []).map((scope) => h("label.option", null,
    h("input", { type: "checkbox", value: scope, checked: true, onchange: () => (allow.disabled = !boxes.some((box) => box.firstChild.checked)) }),
    h("span", null, scopeName(panel, scope))));
  const allow = h("button.primary", { type: "button", onclick: () => {
    const scopes = boxes.map((box) => box.firstChild).filter((box) => box.checked).map((box) => box.value);
    attempt(panel, problem, [allow, refuse], () => answer({ grant: true, ...(boxes.length > 0 && { scopes }) }));
  } }, t("remote.grant"));
  const refuse = h("button.ghost", { type: "button", onclick: () =>
    attempt(panel, problem, [allow, refuse], () => answer({ grant: false })) }, t("remote.refuse"));
  const until = consent.expires ?? consent.until;
  const notice = typeof consent.notice === "string" ? consent.notice : consent.notice?.text;
  return h("section.card.consent", { "aria-label": t("remote.title") }, h("h3", null, icon("screen"), t("remote.title")),
    consent.tool && h("p", null, t("remote.tool", { tool: consent.tool })),
    (consent.purpose ?? consent.text) && h("p.dim", { dir: "auto" }, consent.purpose ?? consent.text), notice && h("p.dim.small", { dir: "auto" }, notice),
    boxes.length > 0 && h("fieldset", null, h("legend", null, t("remote.scopes")), boxes),
    until && h("p.dim.small", null, t("remote.until", { when: i18n.moment(until) })),
    problem, h("div.row", null, allow, refuse));
}

/** Stays in sight as long as access is possible; one press ends it, without a question. */
export function accessBar(panel, consent, withdraw) {
  const { t } = panel;
  const problem = h("p.problem", { role: "alert", hidden: true });
  const stop = h("button.primary.danger", { type: "button", onclick: () => attempt(panel, problem, [stop], withdraw) }, t("remote.withdraw"));
  return h("section.access", { "aria-label": t("remote.active") }, icon("screen"),
    h("span", null, t("remote.active"), consent.tool && `: ${consent.tool}`), stop, problem);
}
