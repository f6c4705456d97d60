// What a ticket looks like now, folded from a stream's state and events. Unknown kinds are passed over.

export const isCustomer = (author) => ["visitor", "contact"].includes(author?.role);
export const isStaff = (author) => ["agent", "supervisor", "quality"].includes(author?.role);

/** An agent or contact may come as an object, a bare name or an id. */
export const nameOf = (person) => (typeof person === "string" ? person : person?.name) || null;

export const withHash = (number) => (number === undefined || number === null ? "" : `#${String(number).replace(/^#/u, "")}`);

const SETTLED = new Set(["resolved", "closed", "merged", "refused"]);
export const isSettled = (status) => SETTLED.has(status);

/** Every phase a remote session goes through; other `remote.` events tell something about one and leave its phase. */
const PHASES = new Set(["proposed", "scheduled", "granted", "refused", "declined", "lapsed", "started", "paused", "ended", "withdrawn",
  "revoked", "expired"]);

export const phaseOf = (kind) => {
  const phase = kind === "remote.resumed" ? "started" : kind.startsWith("remote.") && kind.slice("remote.".length);
  return PHASES.has(phase) ? phase : null;
};

/** Phases in which staff can reach the customer's computer, or could at any moment. */
export const isAccessOpen = (consent) => ["granted", "started", "paused", "active"].includes(consent.phase);

/**
 * `{number, subject, caseType, severity, status, agent, contact, channel, queue, ended, rating, invitation, consents}`;
 * `consents` maps an id to its latest data and `phase`. The console folds more into it with `also`.
 */
export function foldTicket({ state = {}, events = [] } = {}, also) {
  const ticket = {
    number: null, subject: null, caseType: null, severity: null, status: "new", agent: null, contact: null, channel: null,
    queue: null, ended: false, invitation: null, rating: null, ...state, consents: new Map(),
  };
  for (const consent of state.consents ?? []) {
    ticket.consents.set(consent.consent ?? consent.id, { ...consent, phase: consent.phase ?? consent.state });
  }
  for (const event of events) {
    fold(ticket, event);
    also?.(ticket, event);
  }
  return ticket;
}

function fold(ticket, { kind, data = {}, author }) {
  switch (kind) {
    case "ticket.registered": return take(ticket, data, "number", "caseType", "subject", "channel");
    case "message.posted":
      if (isCustomer(author)) ticket.contact ??= author;
      return;
    case "conversation.queued": return Object.assign(ticket, { queue: data, ended: false });
    case "conversation.joined": return Object.assign(ticket, { agent: agentOf(data, author), queue: null, ended: false });
    case "conversation.ended": return Object.assign(ticket, { ended: true, queue: null });
    case "ticket.status": return take(ticket, data, "status");
    case "ticket.reopened":
      return Object.assign(ticket, { status: "open", ended: false, invitation: null, rating: null });
    case "severity.set": return take(ticket, data, "severity");
    case "rating.invited": return Object.assign(ticket, { invitation: data });
    case "rating.given": return Object.assign(ticket, { rating: data });
    default: {
      const phase = phaseOf(kind);
      if (phase && data.consent) ticket.consents.set(data.consent, { ...ticket.consents.get(data.consent), ...data, phase });
    }
  }
}

/** `agent` may be an object, or an id with the name beside it, or the author's own id. */
export function agentOf({ agent, name }, author) {
  if (typeof agent === "object" && agent) return agent;
  if (!agent || agent === author?.id) return author;
  return { id: agent, name: name ?? agent };
}

/** Copies what is there. */
export function take(target, data, ...names) {
  for (const name of names) if (data[name] !== undefined) target[name] = data[name];
}
