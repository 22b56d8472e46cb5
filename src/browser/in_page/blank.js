"use strict";
// Blanks what must not be in a picture. Gives how many fields that were, the document without what was in them
// (arguments[0]: how many characters at most; 0: none), and where an element is in the window (arguments[1]).

const SECRET_TYPES = /^(password|tel)$/;
const SECRET_NAMES = /手机|电话|验证码|密码|口令|身份证|phone|mobile|captcha|\bcode\b|sms|passw|pwd|token|secret|otp|one-time/i;

/** Fields whose value only their owner should see. */
function sensitive(field) {
  const words = ["name", "id", "placeholder", "autocomplete", "aria-label", "class"].map((n) => field.getAttribute(n) || "");
  const labels = [...(field.labels || [])].map((l) => l.textContent);
  const maybeCode = field.maxLength === 6 || field.maxLength === 4;
  const numeric = /numeric|tel/.test(field.inputMode || "");
  return SECRET_TYPES.test(field.type) || (maybeCode && numeric) || SECRET_NAMES.test([...words, ...labels].join(" "));
}

const QR_WORDS = /qr[-_]?code|二维码|扫码/i;

/** A QR code to sign in by: whoever scans it off a picture is asked to let its owner's browser in. */
function isCode(picture) {
  const words = (el) => ["class", "id", "alt", "title", "aria-label"].map((n) => el.getAttribute(n) || "").join(" ");
  return [picture, picture.parentElement].some((el) => el && QR_WORDS.test(words(el)));
}

const pictures = [...document.querySelectorAll("img, canvas, svg")];
const codes = pictures.filter(isCode);
const fields = [...document.querySelectorAll("input, textarea, [contenteditable=''], [contenteditable=true]")];
const secret = fields.filter(sensitive);
window.__fagao_blanked = [...secret, ...codes].map((el) => [el, el.getAttribute("style")]);
for (const el of secret) {
  for (const property of ["color", "background", "-webkit-text-fill-color", "caret-color"]) {
    el.style.setProperty(property, "#444", "important");
  }
  el.style.setProperty("text-shadow", "none", "important");
}
for (const el of codes) el.style.setProperty("visibility", "hidden", "important");

/** Where the element is in the window, in parts of its width and height; null where nothing of it can be seen. */
function place(element) {
  if (!element || !element.isConnected) return null;
  const box = element.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  if (right - left < 1 || bottom - top < 1) return null;
  return { left: left / innerWidth, top: top / innerHeight, width: (right - left) / innerWidth, height: (bottom - top) / innerHeight };
}

const found = { blanked: secret.length + codes.length, outline: place(arguments[1]), url: location.href, title: document.title };
if (!arguments[0]) return found;

// The copy has attributes alone: what was typed is put into it where it may be seen.
const copy = document.documentElement.cloneNode(true);
const copied = [...copy.querySelectorAll("input, textarea, [contenteditable=''], [contenteditable=true]")];
copied.forEach((el, index) => {
  const live = fields[index];
  el.removeAttribute("style");
  const hidden = secret.includes(live) || el.type === "hidden";
  if (hidden) {
    el.removeAttribute("value");
    if (el.tagName !== "INPUT") el.textContent = "";
  } else if (el.tagName === "INPUT" && live.type !== "file") {
    el.setAttribute("value", live.value);
  } else if (el.tagName === "TEXTAREA") {
    el.textContent = live.value;
  }
});
[...copy.querySelectorAll("img, canvas, svg")].forEach((el, index) => {
  if (!codes.includes(pictures[index])) return;
  for (const name of ["style", "src", "srcset"]) el.removeAttribute(name);
  el.replaceChildren();
});
for (const el of copy.querySelectorAll("script, noscript, style, template, iframe[srcdoc], meta[name*=token i], meta[name*=csrf i]")) {
  el.remove();
}
for (const el of copy.querySelectorAll("[src^='data:'], [href^='data:']")) {
  for (const name of ["src", "href"]) if ((el.getAttribute(name) || "").startsWith("data:")) el.setAttribute(name, "data:");
}
return { ...found, dom: copy.outerHTML.slice(0, arguments[0]) };
