// Building DOM without markup strings: every text becomes a text node, so nothing that people write can become code.

const SVG = "http://www.w3.org/2000/svg";

/** `h("button.primary", {type: "button", onclick}, "Send")`; `on…` are listeners, null and false are left out. */
export function h(spec, props, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag);
  if (classes.length > 0) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "hidden") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Outlines on a 24 by 24 grid. The console adds its own. */
export const ICONS = {
  chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.2A.8.8 0 0 1 5 19.6V16a2 2 0 0 1-1-1.7z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  back: "M14.5 5.5L8 12l6.5 6.5",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  send: "M4.5 12h9M4.5 12L3.6 5.2c-.1-.9.7-1.5 1.5-1.1l14.9 7c.8.4.8 1.5 0 1.9l-14.9 7c-.8.3-1.6-.3-1.5-1.1z",
  clip: "M19 11.2l-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  copy: "M9 9h9.5v11H9zM5.5 15V4H15",
  check: "M5 12.5l4.5 4.5L19 7.5",
  double: "M2.5 12.5L7 17l9.5-9.5M12.5 16l1 1L23 7.5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.3l3 1.8",
  alert: "M12 8.5v4.5m0 3.2h.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  file: "M13 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V9zM13 3.5V9h5.5",
  screen: "M4 5h16v11H4zM9 20h6M12 16v4",
  star: "M12 4l2.4 5 5.6.8-4 3.9 1 5.5-5-2.6-5 2.6 1-5.5-4-3.9 5.6-.8z",
};

/** A decorative picture; the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: "20", height: "20", fill: "none", stroke: "currentColor", "stroke-width": "1.8",
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", focusable: "false", class: `i i-${name}`,
  })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Makes `parent` show `items` ({key, stamp, build}) in order, keeping nodes whose stamp is unchanged. */
export function reconcile(parent, items) {
  const known = (parent.keyed ??= new Map());
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, { node }] of known) {
    if (!wanted.has(key)) {
      node.remove();
      known.delete(key);
    }
  }
  let previous = null;
  for (const { key, stamp, build } of items) {
    let entry = known.get(key);
    if (!entry || entry.stamp !== stamp) {
      const node = build();
      if (entry) entry.node.replaceWith(node);
      known.set(key, (entry = { node, stamp }));
    }
    const place = previous ? previous.nextSibling : parent.firstChild;
    if (place !== entry.node) parent.insertBefore(entry.node, place);
    previous = entry.node;
  }
}
