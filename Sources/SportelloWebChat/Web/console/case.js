// What only staff see of a ticket, folded from its whole log.

import { agentOf, foldTicket, take } from "../widget/model.js";

/** A ticket with triage, clocks (`due`, by metric), links, commitments and recorded time. */
export function foldCase(stream) {
  const state = stream?.state ?? {};
  const list = (value) => (Array.isArray(value) ? [...value] : []);
  const start = { links: list(state.links), commitments: list(state.commitments), time: list(state.time), due: new Map() };
  for (const clock of list(state.due)) start.due.set(clock.metric, clock);
  const ticket = foldTicket(stream, (target, event) => fold(target, event, start));
  return Object.assign(ticket, start);
}

function fold(ticket, { kind, data = {}, author, seq }, { links, commitments, time, due }) {
  switch (kind) {
    case "ticket.assigned":
      if (data.agent) ticket.agent = agentOf(data, author);
      return take(ticket, data, "team", "tier");
    case "ticket.released":
      ticket.agent = null;
      return;
    case "ticket.triaged": return take(ticket, data, "caseType", "severity", "cause", "impact", "hasWorkaround", "priority");
    case "ticket.due":
      due.set(data.metric, data);
      return;
    case "clock.stopped": {
      const clock = due.get(data.metric ?? data.target);
      if (clock) due.set(clock.metric, { ...clock, state: data.state });
      return;
    }
    case "ticket.linked":
      if (!links.some((link) => link.number === data.number)) links.push(data);
      return;
    case "commitment.made":
      if (!commitments.some((each) => each.seq === seq)) commitments.push({ ...data, seq });
      return;
    case "time.recorded":
      if (!time.some((each) => each.seq === seq)) time.push({ ...data, seq, author });
      return;
    default:
  }
}
