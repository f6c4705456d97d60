// What people write, as DOM nodes.

import { h } from "./dom.js";

const TOKENS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+|#[1-9]\d{8}\b/giu;
const TRAILING = /[.,;:!?…)\]}»”’]$/u;

/** Text as nodes: links for http, https and mailto only; ticket numbers set off, never linked. */
export function richText(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    let token = match[0];
    while (TRAILING.test(token) && !(token.endsWith(")") && token.includes("("))) token = token.slice(0, -1);
    nodes.push(text.slice(end, match.index));
    nodes.push(token.startsWith("#") ? h("span.number", { dir: "ltr" }, token) : link(token));
    end = match.index + token.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

/** A link, or plain text where the address is of another kind. */
export function link(address, label = address, extra = {}) {
  let url = null;
  try {
    url = new URL(address, location.href);
  } catch {
    return document.createTextNode(label);
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return document.createTextNode(label);
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", ...extra }, label);
}
