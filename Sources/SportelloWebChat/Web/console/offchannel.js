// Contacts over unofficial ways: recorded as notes without number, clock or charge, until somebody converts one.

import { choices } from "./actions.js";
import { ask } from "./form.js";

const CHANNELS = ["phone", "personalMessenger", "email", "inPerson", "other"];

export async function recordContact(workplace) {
  const { t, client } = workplace;
  const recorded = await ask(workplace, {
    title: t("offChannel.title"), intro: t("offChannel.intro"), label: t("offChannel.record"),
    fields: [
      { name: "channel", type: "select", label: t("f.channel"), required: true, value: "phone", options: choices(workplace, "channel", CHANNELS) },
      { name: "contact", label: t("f.contact"), required: true },
      { name: "summary", type: "area", label: t("f.summary"), required: true },
    ],
    submit: async (values) => (await client.command("offChannel.record", values)).result ?? {},
  });
  const note = recorded?.note ?? recorded?.id;
  if (!note) return;
  const next = await ask(workplace, {
    title: t("offChannel.next"), intro: t("offChannel.unofficial"), label: t("continue"),
    fields: [{ name: "act", type: "select", label: t("offChannel.what"), required: true, value: "redirect",
      options: ["redirect", "advise", "convert", "ignore"].map((each) => [each, t(`offChannel.${each}`)]) }],
    submit: async ({ act }) => act,
  });
  if (next === "redirect") await run("offChannel.redirect", { note }, "offChannel.redirected");
  else if (next === "advise" || next === "convert") {
    await ask(workplace, {
      title: t(`offChannel.${next}`), label: t("do.record"),
      intro: t(`offChannel.${next}.intro`),
      fields: next === "advise"
        ? [{ name: "text", type: "area", label: t("f.advice"), required: true }]
        : [{ name: "caseType", type: "select", label: t("f.caseType"), required: true,
          options: (workplace.desk.caseTypes ?? []).map(({ id, title }) => [id, title]) },
        { name: "summary", type: "area", label: t("f.summary"), required: false }],
      submit: (values) => run(`offChannel.${next}`, { note, ...values }, "done"),
    });
  }

  async function run(command, args, said) {
    try {
      await client.command(command, args);
      workplace.say(t(said));
    } catch (error) {
      workplace.complain(error);
    }
  }
}
