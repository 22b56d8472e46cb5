"use strict";
// Takes an element's fingerprint: what it looks like to somebody who knows nothing of positions. Never the value of a
// field, never what somebody wrote into the page, no generated class.

/** The attributes that stay the same from day to day. */
const STABLE = [
  "type", "name", "maxlength", "minlength", "rows", "accept", "multiple", "autocomplete", "inputmode", "for", "alt",
  "aria-label", "aria-haspopup", "data-testid", "data-test", "data-test-id", "data-cy", "data-qa",
];

/** What is no text of the page itself: scripts, what somebody writes, and names of people. */
const NO_TEXT =
  "script, style, template, noscript, textarea, select, [contenteditable=''], [contenteditable=true], [contenteditable=plaintext-only], " +
  ".CodeMirror, .markdown-body, [class*=user i], [class*=avatar i], [class*=author i], [class*=nickname i], a[href*='/user/']";

/** A label or a heading, by what it is or by what it is called. */
const LABELS = "label, legend, dt, th, h1, h2, h3, h4, h5, h6";
const LABEL_CLASS = /(^|[-_])(label|legend|caption|heading|title)([-_]|$)/i;

/** The most characters of a text that says what something is, and how far is looked around for one. */
const SHORT = 24;
const NEIGHBOURS = 3;
const ANCESTORS = 6;

/** What a class says of the moment and not of the element. */
const STATES = /^(active|selected|checked|chosen|current|on|open|opened|show|shown|visible|disabled|focus|focused|hover|hovered|loading|pressed|expanded|invalid|error)$/i;

/** Whether a class was made by a bundler rather than by a person. The rule is that of `site::is_generated`. */
function generated(name) {
  const last = name.split(/[-_]/).pop();
  const digits = (last.match(/[0-9]/g) || []).length;
  const letters = (last.match(/[A-Za-z]/g) || []).length;
  const hex = last.length >= 6 && /^[0-9A-Fa-f]+$/.test(last) && digits > 0;
  const mixed = last.length >= 5 && digits > 0 && letters > 0 && digits + letters === last.length;
  const prefixed = /^(css|sc|jsx)-/.test(name);
  return hex || mixed || (prefixed && (/[A-Z]/.test(last.slice(1)) || digits > 0));
}

/** A text that says what something is: short, and no number, date, address or anything else that changes. */
function lasting(text) {
  const short = text.length > 0 && text.length <= SHORT;
  return short && !/[0-9]{2}|[0-9]\s*\/|@|:\/\//.test(text) ? text : null;
}

/** The text of an element, where it is one that lasts. */
function ownText(el) {
  if (el.tagName === "INPUT") return /^(button|submit|reset)$/.test(el.type) ? lasting(fold(el.value)) : null;
  if (el.closest(NO_TEXT) || el.querySelector(NO_TEXT)) return null;
  return el.textContent.length > 400 ? null : lasting(fold(el.textContent));
}

const classesOf = (el) => [...new Set(el.classList)].filter((name) => !generated(name)).slice(0, 8);

const roleOf = (el) =>
  fold(el.getAttribute("role")) || Object.keys(IMPLIED).find((role) => IMPLIED[role] && el.matches(IMPLIED[role])) || null;

/** The words in which something would be spoken of: its accessible name, or the first words in a larger part. */
function nameOf(el, text) {
  if (el.matches(NO_TEXT) || el.querySelector(NO_TEXT)) {
    const labels = [...(el.labels || [])].map((l) => l.textContent).join(" ");
    const said = fold(el.getAttribute("aria-label")) || fold(labels) || fold(el.placeholder);
    if (said || el.matches(NO_TEXT)) return lasting(said);
  } else if (el.textContent.length <= 400) {
    const named = lasting(accessibleName(el));
    if (named) return named;
  }
  return text ? null : texts(el, el, "nextNode", 1)[0] || null;
}

/** The texts in a part of the document, from an element on or back, the nearest first. */
function texts(from, root, step, most) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === 1 && node.matches(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  walker.currentNode = from;
  for (let left = 200; left > 0 && found.length < most; left -= 1) {
    const node = walker[step]();
    if (!node) break;
    if (node.nodeType !== 3) continue;
    if (from !== root && from.contains(node)) continue;
    const text = lasting(fold(node.data));
    if (text) found.push(text);
  }
  return found;
}

/** The child of the body that an element is in: what a portal stands beside in the document, it does not beside on the screen. */
function region(el) {
  let at = el;
  while (at.parentElement && at.parentElement !== document.body) at = at.parentElement;
  return at;
}

/** The texts after an element, the nearest first. */
function after(el) {
  let last = el;
  while (last.lastChild) last = last.lastChild;
  return texts(last === el ? el : last, region(el), "nextNode", NEIGHBOURS);
}

/** The label of an element: its own, else the nearest one that stands before it or before what it is in. */
function labelOf(el, inside) {
  const own = fold([...(el.labels || [])].map((l) => l.textContent).join(" "));
  if (lasting(own)) return lasting(own);
  const ids = fold(el.getAttribute("aria-labelledby")).split(" ").filter(Boolean);
  const named = fold(ids.map((id) => (document.getElementById(id) || {}).textContent || "").join(" "));
  if (lasting(named)) return lasting(named);
  let at = el;
  for (let up = 0; up < ANCESTORS && at && at !== document.body && at !== inside; up += 1) {
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
      if (before.textContent.length > 80 || before.closest(NO_TEXT)) continue;
      const text = lasting(fold(before.textContent));
      const labels = before.matches(LABELS) || [...before.classList].some((name) => LABEL_CLASS.test(name));
      if (text && (labels || /[:：]$/.test(text))) return text;
    }
    at = at.parentElement;
  }
  return null;
}

/** An ancestor as its tag with its stable classes. */
const called = (el) =>
  [el.tagName.toLowerCase(), ...classesOf(el).filter((name) => !name.split(/[-_]/).some((w) => STATES.test(w))).slice(0, 4)].join(".") +
  (el.id && !generated(el.id) ? `#${el.id}` : "");

/** The ancestors up to what the element is in, the nearest first; `body` ends them where they are all. */
function pathOf(el, inside) {
  const path = [];
  for (let at = el.parentElement; at && at !== inside && path.length < ANCESTORS; at = at.parentElement) {
    path.push(at === document.body ? "body" : called(at));
    if (at === document.body) break;
  }
  return path;
}

function attributesOf(el) {
  const attributes = {};
  for (const name of STABLE) {
    const value = el.getAttribute(name);
    const lasts = value !== null && (/^(maxlength|minlength|rows|accept)$/.test(name) || value === "" || lasting(fold(value)));
    if (lasts && !(name === "name" && generated(value))) attributes[name] = fold(value);
  }
  if (el.id && !generated(el.id)) attributes.id = el.id;
  if (/^(checkbox|radio)$/.test(el.type || "")) attributes.checked = String(el.checked);
  if (el.CodeMirror) attributes.holds = "CodeMirror";
  return attributes;
}

/** The fingerprint of an element. `inside`: the element of the site file that it is in, as `{ name, el }`. */
function fingerprint(el, inside) {
  const text = ownText(el);
  const print = {
    tag: el.tagName.toLowerCase(),
    attributes: attributesOf(el),
    classes: classesOf(el),
    text,
    placeholder: lasting(fold(el.getAttribute("placeholder"))),
    role: roleOf(el),
    name: nameOf(el, text),
    label: labelOf(el, inside && inside.el),
    inside: inside ? inside.name : null,
    before: texts(el, region(el), "previousNode", NEIGHBOURS),
    after: after(el),
    path: pathOf(el, inside && inside.el),
  };
  for (const key of Object.keys(print)) if (print[key] === null) delete print[key];
  return print;
}
