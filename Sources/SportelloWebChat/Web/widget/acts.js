// What a customer can ask for beside writing: the conversation's menu.

import { isSettled } from "./model.js";

/** `[label, act]` pairs for the ticket as it is now. */
export function acts(panel, name) {
  const { t } = panel;
  const command = (what, args) => panel.client.command(what, args, name);
  const ticket = panel.ticket(name);
  const ask = (key, what, fields, extra = {}) => () => panel.sheet({
    title: t(`${key}.button`), label: t("send"), fields, ...extra,
    submit: async (values) => {
      await command(what, values);
      return extra.done?.(values) ?? t("sent.thanks");
    },
  });
  const area = (key, argument = "text") => [{ name: argument, type: "area", label: t(key), required: true, limit: panel.limits.textScalars }];

  const list = [[t("transcript.button"), ask("transcript", "transcript.send",
    [{ name: "email", type: "email", label: t("form.email"), required: true, value: panel.options.email ?? "", autocomplete: "email" }],
    { label: t("transcript.send"), done: ({ email }) => t("transcript.done", { email }) })]];
  if (!isSettled(ticket.status)) {
    list.push([t("remoteAsk.button"), ask("remoteAsk", "remote.request", area("remoteAsk.text"))]);
    list.push([t("appeal.button"), ask("appeal", "severity.appeal", area("appeal.text", "justification"))]);
  }
  list.push([t("quality.button"), ask("quality", "qualityControl.request",
    [...area("quality.text"), { name: "remedy", type: "area", rows: "2", label: t("quality.remedy") }],
    { intro: t("quality.intro"), label: t("quality.send") })]);
  const sound = panel.session.soundOn;
  list.push([t(sound ? "sound.off" : "sound.on"), () => {
    panel.session.soundOn = !sound;
    panel.view?.focus();
  }]);
  list.push([t("home.new"), () => panel.go("form")]);
  if (!ticket.ended && !isSettled(ticket.status)) {
    list.push([t("end.button"), () => panel.sheet({ title: t("end.title"), intro: t("end.text"), label: t("end.button"),
      submit: () => command("conversation.end", {}) })]);
  }
  return list;
}

/** The sheet that reopens a resolved ticket. */
export function reopen(panel, name) {
  const { t } = panel;
  panel.sheet({
    title: t("reopen.title"), label: t("reopen.button"),
    fields: [{ name: "text", type: "area", label: t("reopen.text"), required: true, limit: panel.limits.textScalars }],
    submit: async (values) => {
      const { result } = await panel.client.command("reopen", values, name);
      if (result?.stream && result.stream !== name) return () => panel.go("talk", result.stream);
    },
  });
}
