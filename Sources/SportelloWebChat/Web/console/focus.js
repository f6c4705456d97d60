// Where the keyboard is must not change because the desk said something.

const CONTROLS = "a[href], button, input, select, textarea";

/** What tells a control from its neighbours, also when it was built anew: the ticket it opens, or what it is called. */
const identity = (control) => control.dataset.id ?? control.getAttribute("aria-label") ?? control.textContent;

/**
 * Does `change`, which may build or move parts of `parent`, and leaves the focus at its control (of several that are called the
 * same, at the one in the same place). Where that is gone, `fallback` says where the focus goes.
 */
export function keepingFocus(parent, change, fallback = () => parent.querySelector(CONTROLS)?.focus()) {
  const focused = document.activeElement;
  if (!parent.contains(focused)) return change();
  const wanted = identity(focused);
  const namesakes = () => [...parent.querySelectorAll(CONTROLS)].filter((each) => identity(each) === wanted);
  const place = namesakes().indexOf(focused);
  change();
  if (document.activeElement === focused) return;
  const now = namesakes();
  const control = now[place] ?? now.at(-1);
  if (control) control.focus({ preventScroll: true });
  else fallback();
}
