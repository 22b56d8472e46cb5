// What an element could be found by: every way that finds it and nothing else. Which of them last is judged elsewhere, by one table.

/** Attributes that a selector may rest on. */
const TELLING = ["data-testid", "data-test", "data-test-id", "data-cy", "data-qa", "aria-label", "title", "alt", "name", "type", "maxlength", "accept", "role", "for", "rows", "contenteditable"];

/** The most of each: classes of one element, ancestors looked at, proposals. */
const CLASSES = 6;
const AROUND = 7;
const PROPOSALS = 60;

/** The longest text that an element is known by. */
const LONGEST_TEXT = 24;

const quotedCss = (text) => `"${String(text).replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\a ")}"`;

/** The simple selectors of an element, the most telling first. */
function simple(el) {
  const tag = el.tagName.toLowerCase();
  const found = [];
  for (const name of TELLING) {
    const value = el.getAttribute(name);
    // Values that count or name a moment are no ground to stand on.
    if (value && value.length <= 60 && !(name === "title" && /\d/.test(value))) found.push(`${tag}[${name}=${quotedCss(value)}]`);
  }
  if (el.id) found.push(`#${CSS.escape(el.id)}`);
  const classes = [...new Set(el.classList)].slice(0, CLASSES).map((name) => `.${CSS.escape(name)}`);
  found.push(...classes, ...classes.map((c) => tag + c));
  for (let i = 0; i < classes.length; i += 1) {
    for (let j = i + 1; j < classes.length; j += 1) found.push(classes[i] + classes[j]);
  }
  found.push(tag);
  return found;
}

/** The simple selector and those that begin at something around the element. */
function* selectors(el) {
  const own = simple(el);
  yield* own;
  let parent = true;
  let at = el.parentElement;
  for (let up = 0; up < AROUND && at && at !== document.documentElement; up += 1) {
    for (const around of simple(at)) {
      for (const inner of own) {
        if (around === at.tagName.toLowerCase() && inner === el.tagName.toLowerCase()) continue;
        yield `${around} ${inner}`;
        if (parent) yield `${around} > ${inner}`;
      }
    }
    parent = false;
    at = at.parentElement;
  }
}

const same = (a, b) => a.length === b.length && a.every((el) => b.includes(el));

/** The elements that are to be found together: those beside it that look the same. */
function kin(el) {
  const like = (other) => other.tagName === el.tagName && [...other.classList].sort().join() === [...el.classList].sort().join();
  return el.parentElement ? [...el.parentElement.children].filter(like) : [el];
}

/** What is found by a candidate, as the lookup at run time counts it; everything counts unless `seen`. */
function finds(candidate, ask, seen) {
  let found;
  try {
    found = candidates(candidate);
  } catch {
    return [];
  }
  if (ask.tag) found = found.filter((el) => el.tagName.toLowerCase() === ask.tag);
  return seen && ask.visible ? found.filter(visible) : found;
}

/** Other elements of the same kind that a way must not find: of the chosen option, those that are not chosen. */
function others(el, ask) {
  const all = (css) => {
    try {
      return [...document.querySelectorAll(css)];
    } catch {
      return [];
    }
  };
  const sets = (ask.apart || []).map(all).filter((set) => set.includes(el));
  return sets.flat().filter((other) => other !== el);
}

/**
 * All ways to find an element. `ask`: tag and visible as expected; `many`: with those like it; `value`: by its text,
 * which will be another one each time.
 */
function propose(el, ask) {
  const text = fold(el.tagName === "INPUT" ? (/^(button|submit|reset)$/.test(el.type) ? el.value : "") : el.textContent);
  const wanted = ask.many ? kin(el) : [el];
  const apart = others(el, ask);
  const found = [];
  const seenWords = new Set();
  const add = (candidate, strict = true) => {
    const words = JSON.stringify(candidate);
    if (found.length >= PROPOSALS || seenWords.has(words)) return;
    seenWords.add(words);
    if (same(finds(candidate, ask, !strict), wanted)) found.push(candidate);
  };
  const named = accessibleName(el);
  const role = fold(el.getAttribute("role")) || Object.keys(IMPLIED).find((r) => IMPLIED[r] && el.matches(IMPLIED[r]));
  for (const strict of [true, false]) {
    if (found.length) break;
    if (ask.value) {
      if (!text) break;
      if (role) add({ role, name: text }, strict);
      for (const within of selectors(el)) {
        if (found.length >= PROPOSALS) break;
        const set = finds({ css: within }, ask, false);
        // A list has more than one row, but the chosen one may be alone.
        if (set.some((other) => apart.includes(other))) continue;
        add({ text, within }, strict);
      }
      continue;
    }
    if (!ask.many) {
      const placeholder = fold(el.getAttribute("placeholder"));
      if (role && named && named.length <= LONGEST_TEXT) add({ role, name: named }, strict);
      if (placeholder) add({ placeholder }, strict);
      if (text && text.length <= LONGEST_TEXT) {
        for (const within of simple(el)) add({ text, within }, strict);
      }
    }
    for (const css of selectors(el)) {
      if (found.length >= PROPOSALS) break;
      add({ css }, strict);
    }
  }
  return { candidates: found, text, tag: el.tagName.toLowerCase(), brief: brief(el), count: wanted.length };
}

/** The element that is meant by a click: what the last file would find around it, else what is of the wanted tag there. */
function meant(target, ask) {
  for (const candidate of ask.old || []) {
    const found = finds(ask.value && candidate.text !== undefined ? { css: candidate.within } : candidate, ask, false);
    const around = found.filter((el) => el.contains(target));
    if (around.length) return around[around.length - 1];
  }
  if (!ask.tag) return target;
  const outer = target.closest(ask.tag);
  if (outer) return outer;
  for (let at = target, up = 0; at && up < 6; at = at.parentElement, up += 1) {
    const inner = at.querySelectorAll(ask.tag);
    if (inner.length === 1) return inner[0];
    if (inner.length) break;
  }
  return target;
}
