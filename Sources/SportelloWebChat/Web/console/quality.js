// Quality control: the open cases, and deciding one. Only independent reviewers see anything of it.

import { choices, named } from "./actions.js";
import { ask } from "./form.js";

const VERDICTS = ["upheld", "partly", "notUpheld", "withdrawn"];
const ACTIONS = ["reopen", "reverseCharge", "apologise", "coach", "changeArticle"];

/** Asks which of the open cases, then for the decision. */
export async function openCases(workplace) {
  const { t, client, i18n } = workplace;
  try {
    const { result } = await client.command("quality.list", { open: true, limit: 100 });
    const cases = result?.cases ?? [];
    if (cases.length === 0) return workplace.say(t("quality.none"));
    const options = cases.map((each) => [each.case,
      [i18n.moment(each.receivedAt), named(workplace, "case", each.state), each.text?.slice(0, 60)].filter(Boolean).join(" · ")]);
    const chosen = await ask(workplace, {
      title: t("quality.button"), label: t("quality.open"),
      fields: [{ name: "case", type: "select", label: t("f.case"), required: true, options, value: options[0][0] }],
      submit: async (values) => (await client.command("quality.show", values)).result,
    });
    if (chosen) await decide(workplace, chosen);
  } catch (error) {
    workplace.complain(error);
  }
}

function decide(workplace, { case: known, scorecard = [] }) {
  const { t, client } = workplace;
  const field = (id) => `score:${id}`;
  return ask(workplace, {
    title: t("quality.button"), label: t("quality.decide"),
    intro: [known.text, known.remedy].filter(Boolean).join(" · "),
    fields: [
      ...scorecard.map(({ id, title, highest }) => ({
        name: field(id), type: "number", label: t("quality.score", { title, highest }), min: "0", max: String(highest), required: true,
      })),
      { name: "outcome", type: "select", label: t("f.verdict"), required: true, options: choices(workplace, "verdict", VERDICTS) },
      { name: "actions", type: "checks", label: t("f.actions"), options: choices(workplace, "action", ACTIONS) },
      { name: "text", type: "area", label: t("f.text"), required: true },
    ],
    submit: async ({ outcome, actions = [], text, ...rest }) => {
      // What was done before something failed need not be done again.
      const about = { case: known.case };
      const { state } = (await client.command("quality.show", about)).result.case;
      const scores = Object.fromEntries(scorecard.map(({ id }) => [id, rest[field(id)]]));
      if (state === "received") await client.command("qualityCase.acknowledge", about);
      if (state === "received" || state === "acknowledged") await client.command("qualityCase.assign", { ...about, reviewer: workplace.me.id });
      if (state !== "decided") await client.command("qualityCase.review", { ...about, outcome, actions, text, ...(scorecard.length > 0 && { scores }) });
      await client.command("qualityCase.close", about);
      workplace.say(t("done"));
    },
  });
}
