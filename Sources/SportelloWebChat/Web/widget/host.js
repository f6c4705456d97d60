// Settings that the host page changed at runtime: language, appearance, what it knows about the person.

import { translator } from "./i18n.js";
import { load } from "./panel.js";

export async function update(panel) {
  const { options } = panel;
  if (options.locale !== panel.i18n.locale) {
    panel.i18n = await translator(options.locale, load);
    const { name, stream } = panel.view ?? {};
    panel.leave();
    panel.dress();
    if (stream) panel.go("talk", stream);
    else if (name === "home") panel.go("home");
    else panel.start();
  }
  panel.dress();
  panel.layout();
  const { name, email } = options;
  const { told = {}, client } = panel;
  if (client.streams.size === 0 || !(name || email) || (name === told.name && email === told.email)) return;
  panel.told = { name, email };
  client.command("contact.update", { ...(name && { name }), ...(email && { email }) }).catch(() => (panel.told = {}));
}
