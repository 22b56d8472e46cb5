// What an element could be found by: every way that finds it and nothing else. Which of them last is judged elsewhere, by one table.

/** Attributes that a selector may rest on. */
const TELLING = ["data-testid", "data-test", "data-test-id", "data-cy", "data-qa", "aria-label", "title", "alt", "name", "type", "maxlength", "accept", "role", "for", "rows", "contenteditable"];

/** The most of each: classes of one element, ancestors looked at, proposals. */
const CLASSES = 6;
const AROUND = 7;
const PROPOSALS = 60;
const FEW = 12;

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

/** What an element is in, the nearest first. */
function ancestors(el) {
  const all = [];
  for (let at = el.parentElement; at && at !== document.documentElement && all.length < AROUND; at = at.parentElement) all.push(at);
  return all;
}

/** The simple selectors, with the state that is meant, and those that begin at something around the element. */
function* selectors(el, state = "") {
  const own = simple(el).map((css) => css + state);
  yield* own;
  const inner = el.tagName.toLowerCase();
  for (const [up, at] of ancestors(el).entries()) {
    for (const around of simple(at)) {
      for (const css of own) {
        if (around === at.tagName.toLowerCase() && css === inner) continue;
        yield `${around} ${css}`;
        if (up === 0) yield `${around} > ${css}`;
      }
    }
  }
}

/** Those that need two things around it, or what stands before it: longer, so only for what nothing else tells apart. */
function* longer(el, state = "") {
  const own = simple(el).map((css) => css + state);
  const around = ancestors(el);
  for (const [up, at] of around.entries()) {
    for (const [further, above] of around.slice(up + 1).entries()) {
      const between = further === 0 ? " > " : " ";
      for (const a of simple(above)) for (const b of simple(at)) for (const css of own) yield `${a}${between}${b} ${css}`;
    }
  }
  for (const at of [el, ...around]) {
    const before = at.previousElementSibling;
    if (!before) continue;
    for (const a of simple(before)) {
      for (const b of at === el ? own : simple(at)) {
        if (at === el) yield `${a} + ${b}`;
        else for (const css of own) yield `${a} + ${b} ${css}`;
      }
    }
  }
}

/** Where an element is by its positions alone, from the nearest thing that is there once. */
function* positions(el, state = "") {
  const place = (at) => {
    const tag = at.tagName.toLowerCase();
    const alike = at.parentElement ? [...at.parentElement.children].filter((other) => other.tagName === at.tagName) : [at];
    return alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(at) + 1})` : tag;
  };
  let path = place(el) + state;
  for (const at of ancestors(el)) {
    for (const css of simple(at)) if (document.querySelectorAll(css).length === 1) yield `${css} > ${path}`;
    path = `${place(at)} > ${path}`;
  }
  yield path;
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
  const add = (candidate, strict, most = PROPOSALS) => {
    const words = JSON.stringify(candidate);
    if (found.length >= most || seenWords.has(words)) return;
    seenWords.add(words);
    if (same(finds(candidate, ask, !strict), wanted)) found.push(candidate);
  };
  const named = accessibleName(el);
  // The text of what has fields in it is gone when something is in them.
  const lasting = !el.querySelector("input, textarea, select, [contenteditable]");
  const role = fold(el.getAttribute("role")) || Object.keys(IMPLIED).find((r) => IMPLIED[r] && el.matches(IMPLIED[r]));

  /** By its text, which is another one each time: where it is looked for has to hold the others of its kind too. */
  function byValue(ways, strict, alone) {
    const rows = kin(el).length > 1;
    for (const within of ways) {
      if (found.length >= PROPOSALS) break;
      const set = finds({ css: within }, ask, false);
      // Of a chosen one nothing that holds those that are not chosen.
      if (set.some((other) => apart.includes(other))) continue;
      if (!alone && !apart.length && rows && set.length < 2) continue;
      add({ text, within }, strict);
    }
  }

  /** By its words and its selector; a state is in no words. */
  function bySelector(strict) {
    if (!ask.many && !ask.state) {
      const placeholder = fold(el.getAttribute("placeholder"));
      if (role && named && named.length <= LONGEST_TEXT) add({ role, name: named }, strict);
      if (placeholder) add({ placeholder }, strict);
      if (text && lasting && text.length <= LONGEST_TEXT) for (const within of simple(el)) add({ text, within }, strict);
    }
    for (const css of selectors(el, ask.state)) {
      if (found.length >= PROPOSALS) break;
      add({ css }, strict);
    }
    // What has nothing that lasts by itself is told by more of what is around it: its words may be others another day.
    const selected = () => found.filter((c) => c.css !== undefined).length;
    for (const css of selected() ? [] : longer(el, ask.state)) {
      if (selected() >= FEW) break;
      add({ css }, strict);
    }
  }

  for (const strict of [true, false]) {
    if (found.length || (ask.value && !text)) break;
    seenWords.clear();
    if (!ask.value) bySelector(strict);
    else {
      if (role) add({ role, name: text }, strict);
      byValue(selectors(el), strict, false);
      if (!found.some((c) => c.within)) byValue(longer(el), strict, false);
      if (!found.length) byValue(selectors(el), strict, true);
    }
  }
  // By its place when nothing else is left.
  if (!ask.value && !found.length) for (const css of positions(el, ask.state)) add({ css }, true, FEW);
  return { candidates: found, text, tag: el.tagName.toLowerCase(), brief: brief(el), count: wanted.length };
}

/** The element that is meant by a click: what the last file would find around it, else what is of the wanted tag there. */
function meant(target, ask) {
  // Within an editor nothing is an element of its own: its lines come and go.
  for (let at = target; at; at = at.parentElement) if (at.CodeMirror) return at;
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
