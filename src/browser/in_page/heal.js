// Whether a match is what was recorded, and, where no candidate matches, which element is: exactly one, by a clear margin.

/** Fingerprints and containers as they are until the document changes. */
const taken = new Map();
const found = new Map();

/** Forgets what was seen of a document that has changed. */
function forget() {
  taken.clear();
  found.clear();
}

function printOf(el, inside) {
  if (!taken.has(el)) taken.set(el, new Map());
  const prints = taken.get(el);
  const key = inside ? inside.name : "";
  if (!prints.has(key)) prints.set(key, fingerprint(el, inside));
  return prints.get(key);
}

/** The element of the file in which others are: found as any other, and null where it is not. */
function containerOf(name) {
  if (!found.has(name)) {
    // What is asked for within itself is not found.
    found.set(name, null);
    const want = healing.known[name];
    const got = want && lookup(want);
    found.set(name, (got && got.el) || null);
  }
  return found.get(name);
}

/** The elements that a candidate of another element of the file may mean. */
function claimed(want) {
  const all = new Set();
  for (const name of want.claims || []) {
    for (const candidate of healing.known[name].candidates) {
      try {
        for (const el of anyValue(candidate)) all.add(el);
      } catch {
        // A selector that is none claims nothing.
      }
    }
  }
  return all;
}

/** The elements of a candidate, whatever value it is asked for. */
function anyValue(c) {
  if (c.text === "$value") return document.querySelectorAll(c.within);
  if (c.name === "$value" || c.placeholder === "$value") return [];
  return candidates(c);
}

/** The elements that might be it. */
function pool(want) {
  const root = want.fingerprint.inside ? containerOf(want.fingerprint.inside) : document;
  if (!root) return [];
  const all = [...root.querySelectorAll(want.tag || want.fingerprint.tag)];
  if (!want.visible) return all;
  return all.filter((el) => visible(el) && (!want.strict || seen(el)));
}

/** Why an element is not what was recorded; null when it is. */
function unlike(el, want) {
  const { accepts, rival } = healing.thresholds;
  const mine = evidence(el, want);
  // The rows of a list are told apart from what is no row, and not from each other.
  if (want.many && !mine.barred) return null;
  if (mine.barred) return `unlike what was recorded: its ${mine.barred}`;
  if (want.strict && strictly(el, want)) return strictly(el, want);
  // What says the very same may stand anywhere: a page may have been built anew around it.
  if (!mine.spoken && (mine.score < accepts || !mine.context)) {
    return `unlike what was recorded: ${mine.against.join(", ") || "nothing tells"}`;
  }
  const better = pool(want).some((other) => other !== el && evidence(other, want).score > mine.score - rival);
  return better ? "another element is as much like what was recorded" : null;
}

/** The gates of what publishes or pays: its text to the letter, and in the part of the page that it belongs to. */
function strictly(el, want) {
  const f = want.fingerprint;
  const text = el.tagName === "INPUT" ? el.value : el.textContent;
  if (f.text && fold(text) !== f.text) return "its text is another";
  if (f.inside && !containerOf(f.inside)) return `${f.inside} is not there`;
  return null;
}

/** The elements that might be it and that no other element of the file claims, with what speaks for them, the best first. */
function ranked(want) {
  const others = claimed(want);
  return pool(want)
    .filter((el) => !others.has(el) && (!want.instance || instance(el)))
    .map((el) => ({ el, ...evidence(el, want) }))
    .filter((row) => !row.barred)
    .sort((a, b) => b.score - a.score);
}

/** The one element that is like what was recorded, with what speaks for it; null where none is or several are. */
function heal(want) {
  const [best, ...rest] = ranked(want);
  const { heals, submits, margin } = healing.thresholds;
  // What is in it is in its place and is no other element. Who stands beside the new one says nothing of two side by side.
  const near = (row) => {
    const beside = row.el.parentElement === best.el.parentElement;
    return (beside ? best.apart - row.apart : best.score - row.score) < margin;
  };
  const rivalled = rest.some((row) => !best.el.contains(row.el) && near(row));
  if (!best || best.score < (want.strict ? submits : heals)) return null;
  if (!best.own || !best.context) return null;
  if (rivalled) return null;
  if (want.strict && (!want.fingerprint.text || !want.fingerprint.inside || strictly(best.el, want))) return null;
  return best;
}

/** The elements of a list that are like what was recorded: one kind, in one place. */
function healMany(want) {
  const row = heal({ ...want, many: false }) || healKind(want);
  if (!row) return null;
  const kind = (el) => `${el.tagName} ${[...el.classList].filter((c) => !STATES.test(c)).sort().join(" ")}`;
  const same = [...row.el.parentElement.children].filter((el) => kind(el) === kind(row.el) && (!want.visible || visible(el)));
  return { ...row, all: same };
}

/** The best of a list whose rows are as good as each other: all of the margin's rivals are its own siblings. */
function healKind(want) {
  const [best, ...rest] = ranked(want);
  const { heals, margin } = healing.thresholds;
  if (!best || best.score < heals || !best.own || !best.context) return null;
  const rivals = rest.filter((row) => best.score - row.score < margin);
  return rivals.every((row) => row.el.parentElement === best.el.parentElement) ? best : null;
}

/** An element as people recognise it: `div.panel > button.primary "确定并发布"`. */
function shown(el) {
  const text = ownText(el);
  const parent = el.parentElement ? `${brief(el.parentElement)} > ` : "";
  return `${parent}${brief(el)}${text ? ` "${text}"` : ""}`;
}
