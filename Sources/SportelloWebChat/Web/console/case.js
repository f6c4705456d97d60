// What only staff see of a ticket, folded from its whole log.

import { agentOf, foldTicket, take } from "../widget/model.js";

/** A ticket with triage, clocks (`due`, by metric), links, commitments and recorded minutes. */
export function foldCase(stream) {
  const state = stream?.state ?? {};
  const list = (value) => (Array.isArray(value) ? [...value] : []);
  const start = { links: list(state.links), commitments: list(state.commitments).map((each) => ({ ...each })), due: new Map(), minutes: state.minutesWorked ?? 0 };
  // The state of a snapshot has counted the events up to its head.
  const counted = state.minutesWorked === undefined ? 0 : stream.base;
  for (const clock of list(state.due)) start.due.set(clock.metric, clock);
  const ticket = foldTicket(stream, (target, event) => fold(target, event, start, counted));
  return Object.assign(ticket, start);
}

function fold(ticket, { kind, data = {}, author, seq }, start, counted) {
  const { links, commitments, due } = start;
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
    case "commitment.made": {
      const known = commitments.find((each) => each.number === data.number);
      if (known) Object.assign(known, data);
      else commitments.push({ ...data });
      return;
    }
    case "commitment.settled": {
      const known = commitments.find((each) => each.number === data.number);
      if (known) known.kept = data.kept;
      return;
    }
    case "time.recorded":
      if (seq > counted) start.minutes += data.minutes ?? 0;
      return;
    default:
  }
}
