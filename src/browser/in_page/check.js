// What an element must be before it is acted on: visible, enabled, in the same place in two frames, uncovered.

/** A box with a width, and not hidden. Closed dropdowns stay in the document with no size, so the box is what counts. */
function visible(el) {
  const box = el.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(el).visibility === "visible";
}

/** The least size of what a person presses, in CSS pixels. */
const PRESSED = 8;

/** Whether a person can see it: no speck, not transparent, not outside the page. What hands in is no part that hides. */
function seen(el) {
  const box = el.getBoundingClientRect();
  const inPage = box.right + scrollX > 0 && box.bottom + scrollY > 0;
  let opacity = 1;
  for (let at = el; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  return inPage && opacity > 0.1 && box.width >= PRESSED && box.height >= PRESSED;
}

/** The point that a native click goes to: the middle of the first box, as far as it is in the window. */
function point(el) {
  const box = [...el.getClientRects()].find((r) => r.width > 0 && r.height > 0) || el.getBoundingClientRect();
  const middle = (from, to, end) => (Math.max(0, from) + Math.min(end, to)) / 2;
  return { x: middle(box.left, box.right, innerWidth), y: middle(box.top, box.bottom, innerHeight) };
}

function inWindow(el) {
  const box = [...el.getClientRects()].find((r) => r.width > 0 && r.height > 0) || el.getBoundingClientRect();
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  return x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
}

/** What is in the way of a use (`click`, `type`, `focus`); null when nothing is. */
function inTheWay(el, use) {
  if (el.matches(":disabled") || el.closest("[aria-disabled=true]")) return "disabled";
  if (use !== "click" && el.readOnly) return "read-only";
  if (!inWindow(el)) el.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  if (use === "focus") return null;
  const at = point(el);
  const top = document.elementFromPoint(at.x, at.y);
  if (!top) return "outside the window";
  // A label or a placeholder laid over a field does not keep anybody from typing.
  if (use === "type" && el.parentElement && el.parentElement.contains(top)) return null;
  // An ancestor on top means that the element lets clicks through: a native click would be refused as intercepted.
  return el.contains(top) ? null : `covered by ${brief(top)}`;
}

const places = new WeakMap();

/** Whether the element is where it was when it was last asked, a frame ago or more. */
function settled(el) {
  const box = el.getBoundingClientRect();
  const now = [box.x, box.y, box.width, box.height].join();
  const same = places.get(el) === now;
  places.set(el, now);
  return same;
}
