"use strict";
// Blanks what must not be in a picture and gives the document without it. arguments[0]: how many characters at most.

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

const fields = [...document.querySelectorAll("input, textarea, [contenteditable=''], [contenteditable=true]")];
const secret = fields.filter(sensitive);
window.__fagao_blanked = secret.map((el) => [el, el.getAttribute("style")]);
for (const el of secret) {
  for (const property of ["color", "background", "-webkit-text-fill-color", "caret-color"]) {
    el.style.setProperty(property, "#444", "important");
  }
  el.style.setProperty("text-shadow", "none", "important");
}

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
for (const el of copy.querySelectorAll("script, noscript, style, template, iframe[srcdoc], meta[name*=token i], meta[name*=csrf i]")) {
  el.remove();
}
for (const el of copy.querySelectorAll("[src^='data:'], [href^='data:']")) {
  for (const name of ["src", "href"]) if ((el.getAttribute(name) || "").startsWith("data:")) el.setAttribute(name, "data:");
}
return { url: location.href, title: document.title, dom: copy.outerHTML.slice(0, arguments[0]) };
