// One conversation: the log, what is asked of the customer (rating, consent), and the composer.

import { h, icon, reconcile } from "./dom.js";
import { deliveryLine, logItems } from "./log.js";
import { isSettled, isStaff, nameOf, withHash } from "./model.js";

const load = {
  acts: () => import("./acts.js"),
  attachments: () => import("./attachments.js"),
  cards: () => import("./cards.js"),
};

const TYPING_LASTS = 6_000;

export function talkView(panel, name) {
  const { t, i18n, client } = panel;
  const getStream = () => client.streams.get(name);
  let typingTimer = 0;
  let typist = null;
  let atEnd = true;
  let files = null;
  let made = null;
  let place = null;

  const older = h("button.link.older", { type: "button", onclick: () => page() }, t("older"));
  const items = h("div.items");
  const cards = h("div.cards");
  const log = h("div.scroll.log", { role: "log", "aria-live": "off", "aria-label": t("log"), tabindex: "0" }, older, items, cards);
  const bar = h("div.bars");
  const queue = h("p.queue", { hidden: true });
  const typing = h("p.typing", { hidden: true, "aria-hidden": "true" });
  const chips = h("ul.chips", { hidden: true });
  const problem = h("p.problem", { role: "alert", hidden: true });
  const picker = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", onchange: () => {
    attach([...picker.files]);
    picker.value = "";
  } });
  const text = h("textarea", { rows: "1", "aria-label": t("compose"), placeholder: t("compose"), enterkeyhint: "send" });
  text.value = panel.drafts.get(name) ?? "";
  const send = h("button.icon.send", { type: "submit", "aria-label": t("send") }, icon("send"));
  const composer = h("form.composer", { onsubmit: (event) => {
    event.preventDefault();
    post();
  } }, problem, chips, h("div.row", null, picker,
    h("button.icon", { type: "button", "aria-label": t("attach"), onclick: () => picker.click() }, icon("clip")), text, send));
  const after = h("div.after", { hidden: true });
  const node = h("div.talk", null, bar, log, queue, typing, after, composer);

  log.addEventListener("scroll", () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (atEnd) view.shown();
  }, { passive: true });
  text.addEventListener("input", () => {
    grow();
    client.typing(name, text.value.trim() !== "");
    checkLength();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      post();
    }
  });
  text.addEventListener("paste", ({ clipboardData }) => clipboardData?.files.length > 0 && attach([...clipboardData.files]));
  node.addEventListener("dragover", (event) => event.preventDefault());
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  });

  function grow() {
    text.style.setProperty("height", "auto");
    text.style.setProperty("height", `${Math.min(text.scrollHeight + 2, 140)}px`);
  }

  function complain(message) {
    problem.textContent = message;
    problem.hidden = !message;
  }

  function checkLength() {
    const over = [...text.value].length - panel.limits.textScalars;
    complain(over > 0 ? t("tooLong", { n: over }) : "");
    return over <= 0;
  }

  async function page() {
    const height = log.scrollHeight;
    older.disabled = true;
    try {
      await client.history(name);
      log.scrollTop += log.scrollHeight - height;
    } catch (error) {
      complain(panel.explain(error));
    }
    older.disabled = false;
  }

  function post() {
    const body = text.value.trim();
    const ready = files?.ready ?? [];
    if ((body === "" && ready.length === 0) || files?.busy || !checkLength()) return;
    client.typing(name, false);
    client.send(name, body, { files: ready.map((file) => file.id), names: ready.map((file) => file.name) });
    text.value = "";
    files?.clear();
    grow();
    atEnd = true;
    view.update();
    text.focus();
  }

  async function attach(chosen) {
    const { Attachments } = await load.attachments();
    files ??= new Attachments({ panel, stream: name, list: chips, complain, done: () => text.focus() });
    files.add(chosen);
  }

  // Menu: a disclosure, not a role=menu, so that plain Tab and Enter work

  const menu = h("div.menu", { hidden: true });
  const menuButton = h("button.icon", { type: "button", "aria-label": t("more"), "aria-expanded": "false", onclick: () => toggleMenu() },
    icon("more"));

  async function toggleMenu(on = menu.hidden) {
    const { acts } = on ? await load.acts() : {};
    if (on) menu.replaceChildren(...acts(panel, name).map(([label, act]) =>
      h("button", { type: "button", onclick: () => {
        toggleMenu(false);
        act();
      } }, label)));
    if (!on && menu.matches(":focus-within")) menuButton.focus();
    menu.hidden = !on;
    menuButton.setAttribute("aria-expanded", String(on));
    if (on) menu.firstChild?.focus();
  }
  node.addEventListener("pointerdown", () => toggleMenu(false));

  // Drawing

  function drawCards(ticket) {
    if (!made && !ticket.invitation && !ticket.rating && ticket.consents.size === 0) return;
    made ??= load.cards();
    made.then(({ draw }) => draw(panel, name, ticket, { bar, cards, node, text }));
  }

  function drawAfter(ticket) {
    const closed = ["closed", "merged", "refused"].includes(ticket.status);
    const resolved = ticket.status === "resolved" || (ticket.ended && !closed);
    composer.hidden = closed;
    after.hidden = !closed && !resolved;
    const stamp = `${ticket.status}${ticket.ended}`;
    if (after.dataset.stamp === stamp) return;
    after.dataset.stamp = stamp;
    after.replaceChildren();
    if (closed) {
      after.append(h("button.primary", { type: "button", onclick: () => panel.go("form", {
        continues: ticket.number, caseType: ticket.caseType, subject: ticket.subject ?? undefined }) }, t("continue.button")));
    } else if (ticket.status === "resolved") {
      after.append(h("span", null, t("reopen.title")), h("button.ghost", { type: "button",
        onclick: async () => (await load.acts()).reopen(panel, name) }, t("reopen.button")));
    }
    after.hidden = after.childElementCount === 0;
  }

  function drawQueue(ticket) {
    const wait = ticket.queue && { ...ticket.queue, ...place };
    queue.hidden = !wait || ticket.ended || isSettled(ticket.status);
    if (queue.hidden) return;
    const parts = [t("queue")];
    if (typeof wait.position === "number") {
      parts.push(wait.position <= 1 ? t("queue.next") : t("queue.position", { n: wait.position - 1 }));
    }
    if (wait.estimate) parts.push(t("queue.estimate", wait));
    queue.textContent = parts.join(" ");
  }

  function header(ticket) {
    const number = withHash(ticket.number);
    const status = t(`status.${ticket.status}`);
    panel.heading(nameOf(ticket.agent) ?? (ticket.subject || panel.titleOf(ticket.caseType)), [
      number && h("button.number", { type: "button", "aria-label": t("copy", { number }), title: t("copy", { number }), onclick: async (event) => {
        const button = event.currentTarget;
        await navigator.clipboard.writeText(number);
        button.classList.add("done");
        panel.say(t("copied"));
      } }, h("span", { dir: "ltr" }, number), icon("copy")),
      h("span.status", null, status),
    ]);
  }

  let headed = "";
  const view = {
    name: "talk",
    stream: name,
    title: t("panel"),
    node,
    tools: [menuButton, menu],

    update() {
      const stream = getStream();
      if (!stream) return;
      const ticket = panel.ticket(name);
      const stamp = `${ticket.number}|${nameOf(ticket.agent)}|${ticket.status}|${ticket.subject}`;
      if (headed !== stamp || !panel.subtitle.firstChild) header(ticket);
      headed = stamp;
      older.hidden = !stream.older;
      reconcile(items, logItems(panel, stream, client.outbox.lane(name), deliveryLine(panel, stream)));
      drawCards(ticket);
      drawQueue(ticket);
      drawAfter(ticket);
      if (atEnd) requestAnimationFrame(() => (log.scrollTop = log.scrollHeight));
    },

    note({ stream, kind, data = {} }) {
      if (stream !== name) return;
      if (kind === "typing" && (isStaff(data.author) || isStaff(data) || !data.author)) {
        typist = data.on ? nameOf(data.author) ?? data.name ?? nameOf(data.agent) ?? "" : null;
        clearTimeout(typingTimer);
        if (typist !== null) typingTimer = setTimeout(() => view.note({ stream, kind, data: { on: false } }), TYPING_LASTS);
        typing.hidden = typist === null;
        typing.textContent = typist === null ? "" : typist ? t("typing", { name: typist }) : t("typing.someone");
      } else if (kind === "queue") {
        place = data;
        drawQueue(panel.ticket(name));
      } else if (kind === "read") {
        view.update();
      }
    },

    /** The person can see the end of the log: that is what "read" means. */
    shown() {
      const stream = getStream();
      if (stream && panel.isOpen && atEnd && document.visibilityState === "visible") panel.session.seen(stream);
    },

    focus: () => ((composer.hidden ? panel.title : text).focus(), true),
    escape: () => !menu.hidden && (toggleMenu(false), true),
    leave() {
      panel.drafts.set(name, text.value);
      client.typing(name, false);
      clearTimeout(typingTimer);
      files?.cancel();
    },
  };
  requestAnimationFrame(grow);
  return view;
}
