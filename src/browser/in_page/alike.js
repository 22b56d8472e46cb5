// How like an element is to what was recorded of it. The table of signals comes with the request; its home is
// `site/signal.rs`.

/** What a request knows of healing: the table, the thresholds, the file's other elements. */
let healing = null;

const words = (text) => fold(text).replace(/[:：*＊\s]+$/, "").toLowerCase();

/** How alike two texts are by the pairs of characters that they share, from 0 to 1. */
function pairsAlike(a, b) {
  const pairs = (t) => Array.from({ length: Math.max(0, t.length - 1) }, (_, i) => t.slice(i, i + 2));
  const [left, right] = [pairs(a), pairs(b)];
  if (!left.length || !right.length) return 0;
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (left.length + right.length);
}

/** The words that classes and ids are made of, without those of the moment. */
const nameWords = (names) => [...new Set(names.flatMap((name) =>
  name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().split(/[-_]+/)).filter((w) => w && !STATES.test(w)))];

const dice = (a, b) => (a.length + b.length ? (2 * a.filter((w) => b.includes(w)).length) / (a.length + b.length) : 0);

/** How two texts compare: 1 the same, part of it where one holds the other, 0 otherwise. */
function sameWords(recorded, found) {
  const [a, b] = [words(recorded), words(found)];
  if (a === b) return 1;
  if (a.length > 1 && b.length > 1 && (a.includes(b) || b.includes(a))) return 0.6;
  return pairsAlike(a, b) >= 0.5 ? 0.5 : 0;
}

/** The names in an entry of a path: `div.panel#main` gives panel and main. */
const entryNames = (entry) => entry.split(/[.#]/).slice(1);
const entryTag = (entry) => entry.split(/[.#]/)[0];

/** How alike two paths are: what the near ancestors are called, and whether the way is as long and of the same tags. */
function pathsAlike(recorded, found) {
  let whole = 0;
  let called = 0;
  recorded.forEach((entry, depth) => {
    const names = nameWords(entryNames(entry));
    if (!names.length) return;
    const weight = 1 / 2 ** depth;
    const near = found.slice(Math.max(0, depth - 1), depth + 2).map((other) => dice(names, nameWords(entryNames(other))));
    whole += weight;
    called += weight * Math.max(0, ...near);
  });
  const sameWay = recorded.length === found.length && recorded.every((entry, i) => entryTag(entry) === entryTag(found[i]));
  return 0.6 * (whole ? called / whole : Number(sameWay)) + 0.4 * Number(sameWay);
}

/** How alike the neighbours are: the nearest of each side, and the rest. */
function neighboursAlike(f, g) {
  const sides = ["before", "after"].filter((side) => (f[side] || []).length);
  if (!sides.length) return null;
  const of = (side) => {
    const nearest = Number(f[side][0] === (g[side] || [])[0]);
    const shared = f[side].filter((text) => (g[side] || []).includes(text)).length / f[side].length;
    return 0.5 * nearest + 0.5 * shared;
  };
  return sides.map(of).reduce((a, b) => a + b) / sides.length;
}

/** The types of fields that are as good as each other. */
const TEXTUAL = /^(text|search|email|tel|url|number|)$/;

/** The types of fields of which a page has few. */
const RARE = /^(file|checkbox|radio|password|range|date|color)$/;

/** The states that a class or an attribute tells of, where the recorded element is in one. */
const CHOSEN = /^(active|selected|checked|chosen|current|on)$/i;
const isStateful = (f) => Boolean(f) && (isChosen(f.classes || []) || "checked" in (f.attributes || {}));
const isChosen = (classes) => classes.some((name) => name.split(/[-_]/).some((w) => CHOSEN.test(w)));
const shownChosen = (el) =>
  ["aria-selected", "aria-checked", "aria-pressed", "aria-current"].some((n) => /^(true|page|step)$/.test(el.getAttribute(n) || ""));

/**
 * What each signal says: `{ name, agrees }` from 0 to 1, or `{ name, differs }` from 0 to 1; silent ones are left out.
 * `foreign`: words that are known to be something else's. `exact`: its text is a value, and one that is only like it is
 * another row. Throws the name of what bars it.
 */
function compared(f, g, el, { foreign, exact }) {
  const rows = [];
  const agrees = (name, how) => rows.push({ name, agrees: how });
  const differs = (name, how = 1) => rows.push({ name, differs: how });
  const bar = (name) => {
    throw name;
  };
  const isForeign = (text) => foreign.has(words(text));

  // What has words of its own may stand below another's label; what has none is that one's.
  const wordless = !(f.text || f.placeholder || f.name);
  const speak = (name, recorded, found) => {
    const bars = name !== "label" || wordless;
    if (recorded) {
      const how = found ? sameWords(recorded, found) : 0;
      if (bars && how < 1 && found && isForeign(found)) bar(name);
      if (how) agrees(name, how);
      else differs(name, found ? 1 : 0.5);
    } else if (bars && found && isForeign(found)) {
      bar(name);
    }
  };
  if (exact && words(f.text) !== words(g.text)) bar("text");
  speak("text", f.text, g.text);
  speak("placeholder", f.placeholder, g.placeholder);
  if (!f.placeholder && g.placeholder) differs("placeholder", 0.5);
  if (!f.text && g.text && f.name) differs("text", 0.5);
  const said = [f.text, f.placeholder, f.label].map((t) => words(t || ""));
  if (f.name && !said.includes(words(f.name))) speak("name", f.name, g.name);
  speak("label", f.label, g.label);

  const [fa, ga] = [f.attributes || {}, g.attributes || {}];
  const test = Object.keys(fa).find((name) => name.startsWith("data-"));
  if (test) fa[test] === ga[test] ? agrees("test id", 1) : differs("test id");
  if ("checked" in fa && fa.checked !== ga.checked) bar("checked");
  if (fa.holds && fa.holds !== ga.holds) bar("instance");
  if (fa.holds) agrees("instance", 1);
  const [ft, gt] = [fa.type || "", ga.type || ""];
  if (/^(input|button)$/.test(f.tag) && f.tag === g.tag) {
    if (ft !== gt && !(TEXTUAL.test(ft) && TEXTUAL.test(gt))) bar("type");
    if (ft && ft === gt) agrees(RARE.test(ft) ? "kind of field" : "type", 1);
  }
  const others = (attributes) => Object.keys(attributes).filter((n) => !n.startsWith("data-") && !/^(type|checked|holds|id)$/.test(n));
  const mine = others(fa);
  const extra = others(ga).filter((n) => !(n in fa)).length;
  if (mine.length) {
    const same = mine.filter((n) => fa[n] === ga[n]).length / mine.length;
    if (same >= 0.5) agrees("attributes", same / (1 + 0.5 * extra));
    else differs("attributes", 1 - same);
  } else if (extra) differs("attributes", 0.5);

  const names = (p, a) => nameWords([...(p.classes || []), ...(a.id ? [a.id] : [])]);
  const looks = names(f, fa);
  if (looks.length) {
    const how = dice(looks, names(g, ga));
    if (how >= 0.6) agrees("classes", how);
    else differs("classes", 1 - how);
  }
  if (isChosen(f.classes || []) && !isChosen(g.classes || []) && !shownChosen(el)) bar("state");

  const near = neighboursAlike(f, g);
  if (near !== null) near >= 0.4 ? agrees("neighbours", near) : differs("neighbours", 1 - near);
  const path = pathsAlike(f.path || [], g.path || []);
  if ((f.path || []).length) path >= 0.35 ? agrees("path", path) : differs("path", 1 - path);
  if (f.tag !== g.tag) differs("tag");
  else agrees("tag", 1);
  if (f.inside && g.inside === f.inside) agrees("inside", 1);
  return rows;
}

/** The groups that agree, by the weight that agrees in them. */
function groupsOf(rows) {
  const weights = {};
  for (const row of rows) {
    const signal = healing.signals[row.name];
    if (signal.group && row.agrees) weights[signal.group] = (weights[signal.group] || 0) + signal.weight * row.agrees;
  }
  return Object.keys(weights).filter((group) => weights[group] >= healing.thresholds.agrees);
}

/**
 * What speaks for an element: a score of at most 1, the same `apart` from what stands beside it, the signals and groups that
 * agree, or what bars it.
 */
function evidence(el, want) {
  const f = want.fingerprint;
  const container = f.inside ? containerOf(f.inside) : null;
  if (container && (!container.contains(el) || container === el)) return { barred: "inside", score: 0 };
  // The rows of a list are taken for what they are in alone.
  if (f.inside && !container && want.many) return { barred: "inside", score: 0 };
  const g = printOf(el, container && { name: f.inside, el: container });
  let rows;
  try {
    rows = compared(f, g, el, want);
  } catch (name) {
    if (typeof name !== "string") throw name;
    return { barred: name, score: 0 };
  }
  let most = 0;
  let sum = 0;
  let near = 0;
  for (const row of rows) {
    const signal = healing.signals[row.name];
    // What an element has beyond what was recorded speaks against it, and was never to be had.
    most += signal.weight;
    const counts = row.agrees ? signal.weight * row.agrees : -signal.against * row.differs;
    sum += counts;
    if (row.name === "neighbours" || row.name === "label") near += counts;
  }
  const groups = groupsOf(rows);
  const context = groups.some((g) => healing.context.includes(g));
  // A box that bears no word or name of its own is known by what it holds, below the very same label and in its place.
  const holds = (want.holds || []).some((text) => fold(el.textContent).includes(text));
  const labelled = holds && rows.some((r) => r.name === "label" && r.agrees === 1) && groups.length >= 3;
  const own = labelled || groups.some((g) => !healing.context.includes(g));
  const score = most ? sum / most : 0;
  const signals = rows.filter((r) => r.agrees && r.name !== "tag").map((r) => r.name);
  const against = rows.filter((r) => r.differs).map((r) => r.name);
  const apart = most ? (sum - near) / most : 0;
  const spoken = f.tag === g.tag && rows.some((r) => /^(text|placeholder)$/.test(r.name) && r.agrees === 1);
  return { score, apart, signals, against, groups, own, context, spoken };
}
