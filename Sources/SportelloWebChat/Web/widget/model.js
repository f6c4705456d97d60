// What a ticket looks like now, folded from a stream's state and events. Unknown kinds are passed over.

const CUSTOMER_ROLES = new Set(["visitor", "contact", "customer"]);
const STAFF_ROLES = new Set(["agent", "supervisor", "quality"]);

export const isCustomer = (author) => CUSTOMER_ROLES.has(author?.role);
export const isStaff = (author) => STAFF_ROLES.has(author?.role);

/** An agent or contact may come as an object, a bare name or an id. */
export const nameOf = (person) => (typeof person === "string" ? person : person?.name) || null;

export const withHash = (number) => (number === undefined || number === null ? "" : `#${String(number).replace(/^#/u, "")}`);

const PHASES = { "remote.resumed": "started" };
const SETTLED = new Set(["resolved", "closed", "merged", "refused"]);
export const isSettled = (status) => SETTLED.has(status);

/**
 * `{number, subject, caseType, severity, status, agent, queue, ended, rating, invitation, consents, due, links,
 * commitments, quality}`; `consents` maps an id to its latest data and `phase`.
 */
export function foldTicket(stream) {
  const { state = {}, events = [] } = stream ?? {};
  const ticket = {
    number: null, subject: null, caseType: null, severity: null, cause: null, impact: null, hasWorkaround: null,
    status: "new", agent: null, contact: null, queue: null, ended: false, reason: null, invitation: null, rating: null,
    nextStep: null, channel: null, team: null, tier: null, ...state,
    consents: new Map(), due: new Map(), links: [...(state.links ?? [])],
    commitments: [...(state.commitments ?? [])], time: [...(state.time ?? [])], wrapUp: false,
  };
  for (const consent of state.consents ?? []) {
    ticket.consents.set(consent.consent ?? consent.id, { ...consent, phase: consent.phase ?? consent.state });
  }
  for (const due of Array.isArray(state.due) ? state.due : []) ticket.due.set(due.metric, due);
  for (const event of events) fold(ticket, event);
  return ticket;
}

function fold(ticket, { kind, data = {}, author, ts, seq }) {
  switch (kind) {
    case "ticket.registered":
      Object.assign(ticket, pick(data, ["number", "caseType", "subject", "channel", "contact", "severity"]));
      if (isCustomer(author)) ticket.contact ??= author;
      return;
    case "message.posted":
      if (isCustomer(author)) ticket.contact ??= author;
      return;
    case "conversation.queued":
      Object.assign(ticket, { queue: data, ended: false });
      return;
    case "conversation.joined":
      Object.assign(ticket, { agent: agentOf(data, author), queue: null, ended: false });
      return;
    case "ticket.assigned":
      if (data.agent) ticket.agent = agentOf(data, author);
      Object.assign(ticket, pick(data, ["team", "tier"]));
      return;
    case "ticket.released":
      ticket.agent = null;
      return;
    case "conversation.wrappedUp":
      ticket.wrapUp = true;
      return;
    case "conversation.ended":
      Object.assign(ticket, { ended: true, queue: null, nextStep: data.nextStep ?? null });
      return;
    case "ticket.status":
      Object.assign(ticket, { status: data.status, reason: data.reason ?? null });
      if (!isSettled(data.status) && data.status !== "new") ticket.reopened = false;
      return;
    case "ticket.reopened":
      Object.assign(ticket, { status: "open", ended: false, invitation: null, rating: null });
      return;
    case "ticket.triaged":
      Object.assign(ticket, pick(data, ["caseType", "severity", "cause", "impact", "hasWorkaround", "priority"]));
      return;
    case "severity.set":
      ticket.severity = data.severity;
      return;
    case "ticket.due":
      ticket.due.set(data.metric, data);
      return;
    case "ticket.linked":
      if (!ticket.links.some((link) => link.number === data.number)) ticket.links.push(data);
      return;
    case "commitment.made":
      if (!ticket.commitments.some((each) => each.seq === seq)) ticket.commitments.push({ ...data, seq });
      return;
    case "time.recorded":
      if (!ticket.time.some((each) => each.seq === seq)) ticket.time.push({ ...data, seq, author });
      return;
    case "rating.invited":
      ticket.invitation = data;
      return;
    case "rating.given":
      ticket.rating = { ...data, ts };
      return;
    case "remote.violation": case "remote.requested":
      return;
    default:
      if (kind.startsWith("remote.") && data.consent) {
        const before = ticket.consents.get(data.consent) ?? {};
        ticket.consents.set(data.consent, { ...before, ...data, phase: PHASES[kind] ?? kind.slice("remote.".length) });
      }
  }
}

/** `agent` may be an object, or an id with the name beside it, or the author's own id. */
function agentOf({ agent, name }, author) {
  if (typeof agent === "object" && agent) return agent;
  if (!agent || agent === author?.id) return author;
  return { id: agent, name: name ?? agent };
}

function pick(data, names) {
  return Object.fromEntries(names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
}

/** Phases in which staff can reach the customer's computer, or could at any moment. */
export const isAccessOpen = (consent) => ["granted", "started", "paused", "active"].includes(consent.phase);
