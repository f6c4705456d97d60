// Files on their way into a message: chosen, uploaded with progress, removed.

import { h, icon, reconcile } from "./dom.js";
import { DeskError } from "./protocol.js";
import { adopt } from "./style.js";

const rules = `
.chips{display:flex;flex-wrap:wrap;gap:6px;padding:0 4px 8px}
.chip{position:relative;display:flex;align-items:center;gap:6px;max-inline-size:100%;padding:3px 4px 3px 10px;border:1px solid var(--line);border-radius:12px;font-size:14px;overflow:hidden}
.chip.failed{border-color:var(--bad);color:var(--bad)}
.meter{position:absolute;inset-block-end:0;inset-inline-start:0;block-size:3px;inline-size:var(--part,0%);background:var(--accent)}
`;

export class Attachments {
  #files = [];

  /** `list` shows them; `complain` says what went wrong; `done` gives focus back. */
  constructor({ panel, stream, list, complain, done }) {
    Object.assign(this, { panel, stream, list, complain, done });
    adopt(panel.host.shadowRoot, rules);
  }

  get ready() {
    return this.#files.filter((file) => file.id);
  }

  get busy() {
    return this.#files.some((file) => !file.id && !file.failed);
  }

  add(chosen) {
    const { panel: { t, i18n, limits } } = this;
    this.complain("");
    for (const file of chosen) {
      if (this.#files.length >= limits.filesPerMessage) {
        this.complain(t("attachment.many", { n: limits.filesPerMessage }));
        break;
      }
      if (file.size > limits.fileBytes) {
        this.complain(t("attachment.large", { name: file.name, limit: i18n.size(limits.fileBytes) }));
        continue;
      }
      this.#upload(file);
    }
  }

  clear() {
    this.#files = [];
    this.#draw();
  }

  cancel() {
    for (const file of this.#files) file.stop.abort();
  }

  async #upload(file) {
    const { panel } = this;
    const item = { name: file.name, key: crypto.randomUUID(), stop: new AbortController() };
    this.#files.push(item);
    this.#draw();
    try {
      const type = file.type || "application/octet-stream";
      const { result } = await panel.client.command("upload.create", { name: file.name, type, bytes: file.size }, this.stream);
      await put(new URL(result.url, panel.base), file, type, item.stop.signal, (part) => {
        const percent = Math.round(part * 100);
        item.meter?.setAttribute("aria-valuenow", String(percent));
        item.meter?.style.setProperty("--part", `${percent}%`);
      });
      item.id = result.file;
    } catch (error) {
      if (error.name === "AbortError") return;
      item.failed = true;
      this.complain(`${panel.t("attachment.failed", { name: file.name })}. ${panel.explain(error)}`);
    }
    this.#draw();
  }

  #draw() {
    const { panel: { t }, list } = this;
    list.hidden = this.#files.length === 0;
    reconcile(list, this.#files.map((item) => ({
      key: item.key, stamp: `${Boolean(item.id)}${Boolean(item.failed)}`,
      build: () => {
        item.meter = item.id || item.failed ? null : h("span.meter", {
          role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0",
          "aria-label": t("attachment.progress", { name: item.name, percent: "" }),
        });
        return h(item.failed ? "li.chip.failed" : "li.chip", null, icon(item.failed ? "alert" : "file"),
          h("span.clip", null, item.name), item.meter,
          h("button.icon.tiny", { type: "button", "aria-label": t("attachment.remove", { name: item.name }), onclick: () => {
            item.stop.abort();
            this.#files = this.#files.filter((each) => each !== item);
            this.#draw();
            this.done();
          } }, icon("close")));
      },
    })));
  }
}

function put(url, file, type, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", type);
    request.upload.onprogress = (event) => event.lengthComputable && progress?.(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve();
      const code = request.status === 413 ? "too_large" : "file_rejected";
      reject(new DeskError({ code: request.status >= 500 ? "unavailable" : code }));
    };
    request.onerror = () => reject(new DeskError({ code: "unavailable" }));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
