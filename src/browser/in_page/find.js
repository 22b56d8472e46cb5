"use strict";
// How a candidate of a site file is looked up. Texts are compared after white space is trimmed and folded.

const fold = (text) => (text || "").replace(/\s+/g, " ").trim();

/** The roles that tags have by themselves. */
const IMPLIED = {
  alert: "", button: "button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image]",
  checkbox: "input[type=checkbox]", combobox: "select", dialog: "dialog", heading: "h1, h2, h3, h4, h5, h6",
  img: "img", link: "a[href], area[href]", list: "ul, ol", listitem: "li", navigation: "nav", option: "option",
  radio: "input[type=radio]", searchbox: "input[type=search]",
  textbox: "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], [contenteditable=''], [contenteditable=true]",
};

/** The accessible name: aria-label, aria-labelledby, label, alt, own text, then title and placeholder. */
function accessibleName(el) {
  const label = fold(el.getAttribute("aria-label"));
  if (label) return label;
  const ids = fold(el.getAttribute("aria-labelledby")).split(" ").filter(Boolean);
  const named = fold(ids.map((id) => (document.getElementById(id) || {}).textContent || "").join(" "));
  if (named) return named;
  const button = /^(button|submit|reset)$/.test(el.type || "") && el.tagName === "INPUT";
  if (button && el.value) return fold(el.value);
  const labelled = fold([...(el.labels || [])].map((l) => l.textContent).join(" "));
  if (labelled) return labelled;
  if (el.alt) return fold(el.alt);
  const field = /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);
  const inner = [...el.querySelectorAll("img[alt]")].map((i) => i.alt).join(" ");
  return (field ? "" : fold(el.textContent) || fold(inner)) || fold(el.title) || fold(el.placeholder);
}

/** All elements that a candidate names; throws on a selector that is none. */
function candidates(c) {
  const all = (css) => [...document.querySelectorAll(css)];
  if (c.within !== undefined) {
    return all(c.within).filter((el) => fold(el.tagName === "INPUT" ? el.value : el.textContent) === fold(c.text));
  }
  if (c.role !== undefined) {
    const explicit = `[role="${CSS.escape(c.role)}"]`;
    const implied = IMPLIED[c.role];
    return all(implied ? `${explicit}, ${implied}` : explicit)
      .filter((el) => !el.hasAttribute("role") || fold(el.getAttribute("role")) === c.role)
      .filter((el) => accessibleName(el) === fold(c.name));
  }
  if (c.placeholder !== undefined) {
    return all("[placeholder]").filter((el) => fold(el.getAttribute("placeholder")) === fold(c.placeholder));
  }
  return all(c.css);
}

/** A short name of an element for people: `div.toast`. */
function brief(el) {
  if (!el) return "nothing";
  const classes = [...el.classList].slice(0, 3).map((name) => `.${name}`).join("");
  return el.tagName.toLowerCase() + (el.id ? `#${el.id}` : "") + classes;
}
