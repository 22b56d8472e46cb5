"use strict";
// The document as it is rendered: with the rules of its style sheets in it, with what was typed left out, once it is still.
// What must not be kept is taken out of it afterwards, by one table for all.

const done = arguments[arguments.length - 1];

/** Resolves when nothing has changed for 500 ms, or after so many. */
const still = (most) => new Promise((next) => {
  const stop = () => {
    watch.disconnect();
    clearTimeout(late);
    clearTimeout(quiet);
    next();
  };
  const watch = new MutationObserver(() => {
    clearTimeout(quiet);
    quiet = setTimeout(stop, 500);
  });
  const late = setTimeout(stop, most);
  let quiet = setTimeout(stop, 500);
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});

/** The rules of a sheet as text; none of one that may not be read. */
function rules(sheet) {
  try {
    return [...sheet.cssRules]
      .map((rule) => (rule.styleSheet ? rules(rule.styleSheet) : rule.cssText))
      .join("\n");
  } catch {
    return "";
  }
}

function snapshot() {
  const live = [...document.querySelectorAll("*")];
  const copy = document.documentElement.cloneNode(true);
  const copied = [copy, ...copy.querySelectorAll("*")];
  live.forEach((el, index) => {
    const twin = copied[index];
    if (!twin) return;
    if (el.tagName === "IMG" && el.complete) {
      twin.setAttribute("data-fagao-size", `${el.naturalWidth || el.width}x${el.naturalHeight || el.height}`);
    }
    if (el.tagName === "CANVAS") twin.replaceChildren();
    const sheet = (el.tagName === "STYLE" || el.tagName === "LINK") && el.sheet;
    if (sheet) {
      const style = document.createElement("style");
      if (sheet.media && sheet.media.mediaText) style.setAttribute("media", sheet.media.mediaText);
      style.textContent = rules(sheet);
      twin.replaceWith(style);
    }
  });
  for (const sheet of document.adoptedStyleSheets || []) {
    const style = document.createElement("style");
    style.textContent = rules(sheet);
    copy.querySelector("head").append(style);
  }
  const unread = [...document.styleSheets].filter((sheet) => sheet.href && !rules(sheet)).length;
  return { url: location.href, title: document.title, unread, html: `<!DOCTYPE html>\n${copy.outerHTML}` };
}

still(arguments[0]).then(() => done(snapshot()), (error) => done({ broken: String(error) }));
