// What may appear at any moment: the site file's table, looked at while waiting.

/** The element of an interrupt, true for one without, or null when it is not there. */
function present(sign) {
  if (sign.url) {
    const bare = location.href.split(/[?#]/)[0];
    if (!new RegExp(sign.url.regex).test(sign.url.query ? location.href : bare)) return null;
  }
  if (sign.title && !document.title.includes(sign.title)) return null;
  if (sign.css) {
    let found;
    try {
      found = [...document.querySelectorAll(sign.css)].filter(visible);
    } catch {
      return null;
    }
    if (sign.text) found = found.filter((el) => fold(el.textContent).includes(fold(sign.text)));
    return found[0] || null;
  }
  if (sign.text && !(document.body && fold(document.body.innerText).includes(fold(sign.text)))) return null;
  return true;
}

const CLOSERS = "[aria-label=关闭], [aria-label=Close i], [class*=close i], [class*=cancel i], button";

/** The part of an element that closes it, if it has one. */
const cross = (el) => [...el.querySelectorAll(CLOSERS)].find((part) => visible(part) && !inTheWay(part, "click")) || null;

/** What is clicked to be rid of it: itself when it is a button or a cross, else its cross or first button. */
function closer(el) {
  if (el.matches("button, a, [role=button], [class*=close i], [class*=button i]")) return el;
  return cross(el) || el;
}

/** The first interrupt that is there. */
function interrupted(table) {
  for (const row of table) {
    const there = present(row);
    if (there) return { interrupt: row.index, element: there === true ? null : closer(there) };
  }
  return null;
}
