// What can be waited for. Each answers `{ met, … }`, or says what was there instead.

/** For how long the document has not changed, in ms. */
let quiet = 0;

/** The elements of a candidate that are what is wanted, or why there are none. */
function sift(want, candidate) {
  let found;
  try {
    found = candidates(candidate);
  } catch (error) {
    return { why: `not a selector: ${error.message}`.slice(0, 160), sight: "invalid", count: 0 };
  }
  const all = found.length;
  if (want.tag) found = found.filter((el) => el.tagName.toLowerCase() === want.tag);
  if (all && !found.length) return { why: `${all} ${all === 1 ? "match" : "matches"}, none a ${want.tag}`, sight: "other-tag", count: all };
  const matching = found.length;
  if (want.visible) found = found.filter(visible);
  if (want.visible && want.strict) found = found.filter(seen);
  if (!found.length && !matching) return { why: "no match", sight: "nothing", count: 0 };
  if (!found.length) {
    return { why: `${matching} ${matching === 1 ? "match, not visible" : "matches, none visible"}`, hidden: true, sight: "hidden", count: matching };
  }
  if (found.length > 1 && !want.many) {
    return { why: `${found.length} ${want.visible ? "visible" : "matches"}, one wanted`, several: found, sight: "several", count: found.length };
  }
  return { found };
}

/** What keeps an element that was found from being used; null when nothing does. */
function unready(el, want) {
  const way = want.use === "see" || !want.visible ? null : inTheWay(el, want.use);
  if (way) return { why: way };
  if (want.use !== "see" && want.visible && !settled(el)) return { why: "still moving", moving: true };
  return want.instance && !instance(el) ? { why: "no CodeMirror instance on it" } : null;
}

/** The elements of the first candidate that gives what is wanted, and what became of the others; else the healed one. */
function lookup(want) {
  const tried = [];
  const sifted = want.candidates.map((candidate) => (want.fingerprint ? sift(want, candidate) : null));
  const doubt = want.fingerprint && !want.many ? doubted(sifted) : () => null;
  let there = false;
  let among = [];
  for (let index = 0; index < want.candidates.length; index += 1) {
    const say = (result) => tried.push({ index, result });
    const { found, why, hidden, several } = sifted[index] || sift(want, want.candidates[index]);
    among = among.concat(several || []);
    there = there || Boolean(hidden);
    if (!found) {
      say(why);
      continue;
    }
    const el = found[0];
    const wrong = want.fingerprint && (doubt(el) || found.map((one) => unlike(one, want)).find(Boolean));
    if (wrong) {
      say(`${found.length} ${found.length === 1 ? "match" : "matches"}, ${wrong}`);
      continue;
    }
    const unfit = unready(el, want);
    if (unfit) {
      there = there || !want.many;
      say(unfit.why);
      if (unfit.moving) return { tried, moving: true };
      continue;
    }
    return { el, found, candidate: index, tried };
  }
  return there ? { tried } : healed(want, tried, among);
}

/** What candidates say that do not mean the same element: only the one that most of them mean is believed. */
function doubted(sifted) {
  const parts = [];
  for (const { found } of sifted) {
    if (!found) continue;
    const [el] = found;
    const part = parts.find((p) => p.some((other) => other.contains(el) || el.contains(other)));
    if (part) part.push(el);
    else parts.push([el]);
  }
  if (parts.length < 2) return () => null;
  const most = Math.max(...parts.map((p) => p.length));
  const believed = parts.filter((p) => p.length === most);
  return (el) => (believed.length === 1 && believed[0].includes(el) ? null : "other candidates mean another element");
}

/** The element that is like what was recorded, where no candidate gives any; one of those where one gives several. */
function healed(want, tried, among) {
  const now = healing && (healing.now || want.healed);
  // What is not there yet is not missing, but a state that was recorded bars what is not in it.
  const mayBe = want.heal !== false || isStateful(want.fingerprint);
  if (!now || !want.fingerprint || !mayBe) return { tried };
  const row = want.many ? healMany(want) : heal(want);
  if (!row || (among.length && !among.includes(row.el))) return { tried };
  const unfit = unready(row.el, want);
  if (unfit) return { tried, moving: unfit.moving };
  const { score, signals } = row;
  const report = { score: Math.round(score * 100) / 100, signals, found: shown(row.el), el: row.el };
  return { el: row.el, found: row.all || [row.el], tried, healed: report };
}

/** The CodeMirror 5 instance of an element, of what is around it or in it. */
function instance(el) {
  const holder = el.CodeMirror ? el : el.closest(".CodeMirror") || el.querySelector(".CodeMirror");
  return holder && holder.CodeMirror;
}

const valueOf = (el) => ("value" in el && el.tagName !== "LI" && el.tagName !== "BUTTON" ? el.value : el.innerText) || "";

/** How two texts differ, without the texts: lengths in UTF-16 units and the place of the first difference. */
function compare(got, wanted) {
  let at = 0;
  while (at < got.length && at < wanted.length && got[at] === wanted[at]) at += 1;
  return { equal: got === wanted, got: got.length, wanted: wanted.length, at };
}

/** The text of a chip, without the cross that closes it. */
const chipText = (el) => fold(fold(el.textContent).replace(/[×✕✖⨯]$/, ""));

const KINDS = {
  element(want) {
    const { el, candidate, tried, moving, healed } = lookup(want);
    if (!el) return { met: false, tried, moving };
    const answer = { met: true, tried, candidate, healed, element: el };
    if (want.value !== undefined) {
      answer.compared = compare(valueOf(el), want.value);
      answer.met = answer.compared.equal;
    }
    if (want.use === "type") answer.maxlength = el.maxLength > 0 ? el.maxLength : null;
    if (want.use === "focus") answer.length = valueOf(el).length;
    if (want.use === "click") answer.point = point(el);
    return answer;
  },
  located(want) {
    const { el, candidate, tried, healed } = lookup(want);
    return { met: true, tried, candidate, healed, element: el || null };
  },
  survey(want) {
    // What lies in each other is one thing: candidates that find it mean the same.
    const parts = [];
    const looks = want.candidates.map((candidate) => {
      const { found, sight, count } = sift(want, candidate);
      if (!found) return { sight, count };
      let part = parts.findIndex(([el]) => el.contains(found[0]) || found[0].contains(el));
      if (part < 0) part = parts.push([found[0]]) - 1;
      return { sight: "found", count: found.length, part };
    });
    return { met: parts.length > 0 || !want.must, looks, element: parts.length ? parts[0][0] : null };
  },
  rest(want) {
    return { met: document.readyState === "complete" && quiet >= want.quiet };
  },
  list(want) {
    const { found, candidate, tried, healed } = lookup({ ...want, many: true, use: "see" });
    const elements = found || [];
    const texts = elements.map(chipText);
    const sorted = (list) => [...list].sort().join("\n");
    const met =
      (!want.exactly || sorted(want.exactly) === sorted(texts)) &&
      (!want.has || texts.includes(want.has)) &&
      (want.most === undefined || texts.length <= want.most);
    const answer = { met, tried: found ? [] : tried, candidate, healed, texts, found: `it has ${JSON.stringify(texts)}` };
    const odd = elements.find((_, i) => want.wanted && (!want.wanted.includes(texts[i]) || texts.indexOf(texts[i]) < i));
    if (odd) answer.odd = { text: chipText(odd), cross: cross(odd) };
    return answer;
  },
  gone(want) {
    // What was never healed is not healed to see whether it is gone.
    // And whatever a candidate finds is still there, though it looks like something else by now.
    const recorded = want.healed ? want.fingerprint : undefined;
    const { tried, healed } = lookup({ ...want, many: true, use: "see", fingerprint: recorded });
    return { met: tried.length === want.candidates.length && !healed, found: "it is still there" };
  },
  says(want) {
    const { found, candidate, tried, healed } = lookup({ ...want, use: "see" });
    if (!found) return { met: false, tried };
    const text = found.map((el) => fold(el.textContent)).join(" ");
    const met = want.one_of.some((words) => text.includes(fold(words)));
    return { met, candidate, healed, tried: [], found: `it says ${JSON.stringify(text.slice(0, 80))}` };
  },
  new_picture(want) {
    const { el, candidate, tried, healed } = lookup({ ...want, use: "see", instance: true });
    if (!el) return { met: false, tried };
    const old = [...want.before];
    const fresh = pictures(instance(el)).filter((url) => {
      const at = old.indexOf(url);
      if (at >= 0) old.splice(at, 1);
      return at < 0;
    });
    return { met: fresh.length > 0, candidate, healed, texts: fresh, found: "no new picture is in the text" };
  },
  shown_picture(want) {
    const { el, candidate, tried, healed } = lookup({ ...want, use: "see" });
    if (!el) return { met: false, tried };
    const url = el.currentSrc || el.src || "";
    const met = /^https?:/.test(url) && el.complete && el.naturalWidth > 0 && !want.before.includes(url);
    return { met, candidate, healed, texts: [url], found: el.complete ? "it shows another picture" : "it shows a picture that is loading" };
  },
  url(want) {
    const bare = location.href.split(/[?#]/)[0];
    const met = want.patterns.some((p) => new RegExp(p.regex).test(p.query ? location.href : bare));
    return { met: met && document.readyState !== "loading", found: met ? "the page is still loading" : "another URL" };
  },
};

/** Puts the focus into a field and selects what is there, so that what is typed replaces it. */
function selectAll(el) {
  el.focus({ preventScroll: true });
  if (typeof el.select === "function") el.select();
  else getSelection().selectAllChildren(el);
  const focused = document.activeElement === el;
  return focused ? {} : { failed: `the focus went to ${brief(document.activeElement)}` };
}

/** Sets the editor's text in one call and reads it back after the page has had its say. */
async function setEditor(el, text) {
  const lines = (t) => t.replace(/\r\n?/g, "\n");
  const editor = instance(el);
  if (lines(editor.getValue()) !== text) editor.setValue(text);
  await frame();
  return { compared: compare(lines(editor.getValue()), text) };
}

/** The addresses of the pictures in the editor's text. */
const pictures = (editor) =>
  [...editor.getValue().matchAll(/!\[[^\]]*\]\(\s*<?(https?:[^)\s>]+)/g)].map((found) => found[1]);

/** A clipboard or a selection with one file. */
function holding({ name, type, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  return data;
}

/** Pastes a file into the editor, as from a clipboard. */
function paste(el, file) {
  const editor = instance(el);
  const before = pictures(editor);
  editor.focus();
  const options = { clipboardData: holding(file), bubbles: true, cancelable: true };
  editor.getInputField().dispatchEvent(new ClipboardEvent("paste", options));
  return { texts: before };
}

/** Chooses a file in a file input. */
function choose(el, want) {
  const shown = want.shows.flatMap((c) => candidates(c)).map((img) => img.currentSrc || img.src || "");
  el.files = holding(want.file).files;
  el.dispatchEvent(new Event("input", { bubbles: true }));
  el.dispatchEvent(new Event("change", { bubbles: true }));
  return { texts: shown };
}

const DEEDS = {
  // A list that is open as long as its field has the focus lies over what is looked for next.
  release: () => {
    if (document.activeElement) document.activeElement.blur();
    return {};
  },
  paste: (el, want) => paste(el, want.file),
  choose: (el, want) => choose(el, want),
  select: (el) => selectAll(el),
  editor: (el, want) => setEditor(el, want.text),
};
