// Changes a page as a site's next version might, by chance and yet always the same for a seed. What the elements of the
// site file are is known here by the nodes themselves, which nothing in the page shows.

/** Numbers from a seed. */
function chance(seed) {
  let state = (seed * 2654435761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, maybe: (p) => next() < p, one: (list) => list[below(list.length)] };
}

/**
 * Keeps the page as it is now, with what of it is which element, and which of them is in which: what a style sheet hides
 * stays hidden whatever it is called.
 */
function keepStage(elements, inside, lists) {
  for (const el of document.body.querySelectorAll("*")) {
    const box = el.getBoundingClientRect();
    const none = getComputedStyle(el).display === "none";
    if (none) el.style.setProperty("display", "none", "important");
    else if (!box.width || !box.height) {
      for (const rule of ["width", "height", "padding", "border", "min-height", "min-width"]) el.style.setProperty(rule, "0", "important");
      el.style.setProperty("overflow", "hidden", "important");
    } else if (el.tagName === "IMG") {
      el.style.width = `${box.width}px`;
      el.style.height = `${box.height}px`;
    }
  }
  const place = (el) => {
    const path = [];
    for (let at = el; at !== document.body; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
    return path;
  };
  const places = Object.entries(elements).map(([name, el]) => [name, place(el)]);
  window.stage = { body: document.body.cloneNode(true), places, inside, lists };
}

/** The elements that have a copy where nobody could tell the two apart: the copy would be the element if that went. */
const copied = new Set();
/** The elements that were moved. */
const away = new Set();

/** Whether an element, or one in it, must stay because of a copy. */
const hasCopy = (el) => [...copied].some((one) => el.contains(one));

/** Whether an element is a row of a list that takes whatever is of its kind, or holds one. */
const isRow = (el, truth) => window.stage.lists.some((name) => truth.has(name) && el.parentElement.contains(truth.get(name)));

/** Puts a copy of a part somewhere else. */
function copy(part, r, truth) {
  // A copy that stands where the element was recorded is it, by all that can be known.
  if (!part.getBoundingClientRect().width || [...away].some((el) => part.contains(el))) return;
  const decoy = part.cloneNode(true);
  const places = [...document.body.querySelectorAll("div, form, header, main")].filter((el) => !part.contains(el) && !el.closest(".CodeMirror"));
  const to = r.one(places) || document.body;
  to.insertBefore(decoy, r.one([...to.children, null]));
  for (const [name, el] of truth) {
    const around = truth.get(window.stage.inside[name]);
    if (part.contains(el) && (!around || around.contains(decoy) || part.contains(around))) copied.add(el);
  }
}

/** Puts the page back as it was kept; gives the elements by name. */
function setStage() {
  copied.clear();
  away.clear();
  const body = window.stage.body.cloneNode(true);
  document.documentElement.replaceChildren(document.head, body);
  const truth = new Map(window.stage.places.map(([name, path]) => [name, path.reduce((at, i) => at.children[i], body)]));
  for (const el of body.querySelectorAll(".CodeMirror")) el.CodeMirror = { getValue: () => "", setValue() {} };
  return truth;
}

const WORDS = ["submit", "field", "main", "card", "row", "content", "item", "action", "entry", "group", "primary", "title", "tag", "panel", "btn", "input", "select", "wrap"];
const TEXTS = ["确定", "立即发布", "确定发布", "提交", "下一步", "保存草稿", "预览", "更多设置", "选择", "添加", "发布沸点", "定时发布", "取消", "立即登录", "获取邮箱验证码", "后端开发", "专栏", "标签", "话题", "摘要", "搜索标签", "封面"];
const TAGS = ["div", "section", "span", "button", "a", "li", "p"];

/** The changes by name. `t` is the element that is changed; `r` is chance; `truth` the elements by name. */
const CHANGES = {
  renames_a_class(t, r) {
    const named = [t, t.parentElement, (t.parentElement || t).parentElement].filter((el) => el && el.classList.length);
    if (!named.length) return;
    const old = r.one([...r.one(named).classList]);
    rename(old, newName(old, r));
  },
  renames_every_class(t, r) {
    const all = new Set([...document.body.querySelectorAll("[class]")].flatMap((el) => [...el.classList]));
    const how = r.below(3);
    for (const old of all) rename(old, newName(old, r, how));
  },
  drops_a_class(t, r) {
    if (t.classList.length) t.classList.remove(r.one([...t.classList]));
  },
  has_an_id_in_place_of_a_class(t, r) {
    if (!t.classList.length) return;
    t.id = r.maybe(0.5) ? r.one([...t.classList]) : r.one(WORDS);
    t.removeAttribute("class");
  },
  renames_ids(t, r) {
    for (const el of document.body.querySelectorAll("[id]")) el.id = newName(el.id, r);
  },
  swaps_classes(t, r, truth) {
    if (isRow(t, truth)) return;
    const other = r.one([...document.body.querySelectorAll(t.tagName)]);
    const mine = t.className;
    t.className = other.className;
    other.className = mine;
  },
  shuffles_its_siblings(t, r) {
    const parent = t.parentElement;
    for (const el of [...parent.children]) if (r.maybe(0.5)) parent.append(el);
  },
  moves(t, r) {
    if (hasCopy(t)) return;
    const places = [...document.body.querySelectorAll("div, form, header, main")].filter((el) => !t.contains(el) && !el.closest(".CodeMirror"));
    const to = r.maybe(0.5) && t.parentElement !== document.body ? t.parentElement.parentElement : r.one(places) || document.body;
    to.insertBefore(t, r.one([...to.children, null]));
    away.add(t);
  },
  moves_the_part_it_is_in(t, r) {
    const part = t.parentElement;
    if (part === document.body || part.parentElement === document.body || hasCopy(part)) return;
    const to = part.parentElement;
    to.insertBefore(part, r.one([...to.children, null]));
  },
  is_wrapped(t, r) {
    const box = document.createElement(r.one(["div", "span", "section"]));
    if (r.maybe(0.7)) box.className = r.one(WORDS);
    t.replaceWith(box);
    box.append(t);
  },
  is_unwrapped(t) {
    const box = t.parentElement;
    if (box !== document.body && box.parentElement !== document.body) box.replaceWith(...box.childNodes);
  },
  gets_a_sibling_of_its_kind(t, r, truth) {
    // What says nothing could not be told from one more of it, and a list is known by its rows alone.
    if (isRow(t, truth) || (!t.textContent.trim() && !t.placeholder)) return;
    const other = t.cloneNode(true);
    for (const el of truth.values()) if (t.contains(el)) copied.add(el);
    say(other, r.one(TEXTS));
    if (other.placeholder) other.placeholder = r.one(TEXTS);
    r.maybe(0.5) ? t.after(other) : t.before(other);
  },
  gets_a_sibling(t, r) {
    const other = document.createElement(r.one(TAGS));
    other.textContent = r.one(TEXTS);
    if (r.maybe(0.5)) other.className = r.one(WORDS);
    r.maybe(0.5) ? t.after(other) : t.before(other);
  },
  has_a_decoy(t, r, truth) {
    // A copy of a list's row is one more row.
    if (!isRow(t, truth)) copy(t, r, truth);
  },
  has_a_decoy_of_the_part_it_is_in(t, r, truth) {
    if (t.parentElement !== document.body && !isRow(t, truth)) copy(t.parentElement, r, truth);
  },
  says_something_else(t, r) {
    const own = t.textContent.trim();
    if (!own || own.length > 20) return;
    say(t, r.one([r.one(TEXTS), r.one(["确定并发布", "发布", "后端", "登录"]), `${own} ›`, `${own}吧`, own.slice(0, -1), `立即${own}`, "Publish"]));
  },
  has_another_placeholder(t, r) {
    const old = t.placeholder;
    if (old) t.placeholder = r.one([r.one(TEXTS), `${old}（必填）`, old.slice(0, -2), "Search"]);
  },
  has_other_attributes(t, r) {
    const names = [...t.attributes].map((a) => a.name).filter((n) => !/^(class|style|id|src|href)$/.test(n));
    if (names.length && r.maybe(0.6)) {
      const name = r.one(names);
      r.maybe(0.5) ? t.removeAttribute(name) : t.setAttribute(name, name === "type" ? "text" : String(r.below(200)));
    } else t.setAttribute(r.one(["aria-label", "data-testid", "name", "title"]), r.one([...TEXTS, ...WORDS]));
  },
  is_of_another_tag(t, r, truth) {
    if (/^(INPUT|TEXTAREA|IMG)$/.test(t.tagName)) return;
    const other = document.createElement(r.one(TAGS));
    for (const { name, value } of t.attributes) other.setAttribute(name, value);
    other.append(...t.childNodes);
    if (t.CodeMirror) other.CodeMirror = t.CodeMirror;
    t.replaceWith(other);
    for (const [name, el] of truth) if (el === t) truth.set(name, other);
  },
  is_removed(t) {
    if (!hasCopy(t)) t.remove();
  },
  loses_the_part_it_is_in(t) {
    if (t.parentElement !== document.body && !hasCopy(t.parentElement)) t.parentElement.remove();
  },
  has_another_label(t, r) {
    for (let at = t, up = 0; at && up < 5; at = at.parentElement, up += 1) {
      const label = at.previousElementSibling;
      if (label && /label|title/.test(label.className)) {
        label.textContent = r.one([r.one(TEXTS), `${label.textContent.trim()}（选填）`, "标签：", "Label"]);
        return;
      }
    }
  },
  stands_beside_something_new(t, r) {
    const block = document.createElement("div");
    block.className = r.one(WORDS);
    block.innerHTML = `<div class="form-item"><div class="label">${r.one(TEXTS)}：</div><input type="text" placeholder="${r.one(TEXTS)}" class="${r.one(WORDS)}">
      <textarea rows="3" placeholder="${r.one(TEXTS)}"></textarea><button class="btn primary">${r.one(TEXTS)}</button><div class="item">${r.one(TEXTS)}</div></div>`;
    const part = r.maybe(0.5) ? t.parentElement : r.one([...document.body.querySelectorAll("div")].filter((el) => !el.closest(".CodeMirror"))) || document.body;
    part.insertBefore(block, r.one([...part.children, null]));
  },
  is_not_shown(t) {
    if (!hasCopy(t)) t.style.setProperty("display", "none", "important");
  },
};

function newName(old, r, how = r.below(3)) {
  if (how === 0) return `css-${(r.below(2 ** 30) + 2 ** 30).toString(36)}${r.below(10)}`;
  if (how === 1) return `v2-${old}`;
  return `${r.one(WORDS)}-${r.one(WORDS)}`;
}

function rename(old, name) {
  for (const el of document.body.getElementsByClassName(old).length ? [...document.body.getElementsByClassName(old)] : []) {
    el.classList.remove(old);
    el.classList.add(name);
  }
}

/** Changes the words of an element and keeps what else is in it. */
function say(el, words) {
  const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let first = true;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    node.data = first ? words : "";
    first = false;
  }
}

/** One to eight changes by a seed; gives what was done, and what is which element now. */
function mutate(seed) {
  const r = chance(seed);
  const truth = setStage();
  const done = [];
  for (let left = 1 + r.below(8); left > 0; left -= 1) {
    const there = [...truth].filter(([, el]) => el.isConnected);
    if (!there.length) break;
    const [name, el] = r.one(there);
    const change = r.one(Object.keys(CHANGES));
    if (copied.has(el)) continue;
    CHANGES[change](el, r, truth);
    done.push(`${name} ${change.replaceAll("_", " ")}`);
  }
  window.truth = truth;
  return done;
}

/**
 * What came of an element: `right` or `wrong` where something was taken for it, else whether it is `there` or `gone`. A part
 * of it is right, and a box around it that holds nothing else: a click there is a click on it.
 */
function judge(name, el) {
  const it = window.truth.get(name);
  const fields = (of) => of.querySelectorAll("input, textarea, button, img").length;
  const isBox = it && el && el.contains(it) && el.textContent.trim() === it.textContent.trim() && fields(el) - fields(it) === (it.matches("input, textarea, button, img") ? 1 : 0);
  if (el) return (it && it.contains(el)) || isBox ? "right" : "wrong";
  if (!it || !it.isConnected) return "gone";
  const box = it.getBoundingClientRect();
  const shown = box.width > 0 && box.height > 0 && getComputedStyle(it).visibility === "visible";
  return shown || it.type === "file" ? "there" : "gone";
}
