// The recorder's overlay: names what is to be shown, highlights what is under the pointer, tells what was picked.
// arguments[0]: what is shown; arguments[1]: for how many milliseconds a gesture is waited for.

const STYLE = /*css*/ `@STYLE@`;

/** The keys, all with Alt, so that they are no text of the page. */
const KEYS = {
  Enter: "use", KeyZ: "undo", KeyY: "redo", KeyS: "skip", KeyB: "browse", KeyP: "pick-here", KeyX: "again",
  KeyK: "keep", KeyF: "finish", KeyM: "move", ArrowUp: "wider", ArrowDown: "narrower",
};

/** Events of a pointer, none of which reaches the page while one is picked. */
const POINTER = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu", "touchstart", "touchend"];

function install() {
  const host = document.createElement("fagao-recorder");
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = STYLE;
  const part = (tag, className) => {
    const el = document.createElement(tag);
    el.className = className;
    return el;
  };
  const glass = part("div", "glass");
  const box = part("div", "box");
  const chip = part("div", "chip");
  const kins = part("div", "kins");
  const card = part("section", "card right");
  box.hidden = chip.hidden = true;
  root.append(style, glass, kins, box, chip, card);
  document.documentElement.append(host);

  const self = { host, queue: [], waiter: null, show: null, pointer: null, hover: null, picked: null, level: [], side: "right" };

  const tell = (gesture) => {
    if (self.waiter) {
      const waiter = self.waiter;
      self.waiter = null;
      waiter(gesture);
    } else self.queue.push(gesture);
  };
  self.tell = tell;

  const through = new CSSStyleSheet();
  through.replaceSync("*, *::before, *::after { pointer-events: auto !important }");
  through.disabled = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, through];

  const top = (x, y) => document.elementsFromPoint(x, y).find((el) => el !== host && el !== document.documentElement) || document.body;

  /** What a person sees under a point: what lets clicks through too, such as a message, unless it lies over the whole page. */
  function under(x, y) {
    const clicked = top(x, y);
    through.disabled = false;
    const seen = top(x, y);
    through.disabled = true;
    const box = seen.getBoundingClientRect();
    return box.width * box.height * 2 > innerWidth * innerHeight ? clicked : seen;
  }

  function frame(el, at, words) {
    const r = el.getBoundingClientRect();
    box.hidden = false;
    Object.assign(box.style, { left: `${r.left - 2}px`, top: `${r.top - 2}px`, width: `${r.width + 4}px`, height: `${r.height + 4}px` });
    box.classList.toggle("picked", at === "picked");
    chip.hidden = false;
    chip.textContent = words;
    const above = r.top > 28;
    Object.assign(chip.style, { left: `${Math.max(4, Math.min(r.left - 2, innerWidth - 200))}px`, top: `${above ? r.top - 26 : Math.min(r.bottom + 4, innerHeight - 24)}px` });
  }

  function draw() {
    kins.replaceChildren();
    if (self.picked && self.picked.isConnected) {
      frame(self.picked, "picked", brief(self.picked));
      const all = self.show.ask.many ? kin(self.picked).filter((el) => el !== self.picked) : [];
      for (const el of all) {
        const r = el.getBoundingClientRect();
        const one = part("div", "box kin");
        Object.assign(one.style, { left: `${r.left - 2}px`, top: `${r.top - 2}px`, width: `${r.width + 4}px`, height: `${r.height + 4}px` });
        kins.append(one);
      }
      return;
    }
    if (self.show && self.show.picking && self.hover && self.hover.isConnected) {
      frame(self.hover, "hover", brief(self.hover));
      return;
    }
    box.hidden = chip.hidden = true;
  }
  self.draw = draw;

  function hover(x, y) {
    self.pointer = [x, y];
    if (!self.show || !self.show.picking || self.picked) return;
    self.hover = meant(under(x, y), self.show.ask);
    draw();
  }

  function choose(el) {
    self.picked = el;
    draw();
    tell({ kind: "picked", ...propose(el, self.show.ask), wider: Boolean(el.parentElement && el !== document.body), narrower: self.level.length > 0 });
  }

  function pick(x, y) {
    self.level = [];
    choose(meant(under(x, y), self.show.ask));
  }

  /** What a button or a key does. What only the page knows is done here; the rest is told. */
  function act(name) {
    const show = self.show;
    if (!show) return;
    const open = show.view === "element";
    if (name === "move") {
      self.side = self.side === "right" ? "left" : "right";
      card.classList.replace(self.side === "right" ? "left" : "right", self.side);
    } else if (name === "browse") tell({ kind: "mode", picking: !show.picking });
    else if (name === "pick-here" && open && self.pointer) pick(...self.pointer);
    else if (name === "again") forget();
    else if (name === "wider" && self.picked && self.picked.parentElement && self.picked !== document.body) {
      self.level.push(self.picked);
      choose(self.picked.parentElement);
    } else if (name === "narrower" && self.level.length) choose(self.level.pop());
    else if (["use", "undo", "redo", "skip", "keep", "finish", "write", "back", "leave"].includes(name)) tell({ kind: name });
  }

  function forget() {
    self.picked = null;
    self.level = [];
    tell({ kind: "again" });
  }

  glass.addEventListener("pointermove", (e) => hover(e.clientX, e.clientY));
  addEventListener("pointermove", (e) => { if (e.isTrusted) self.pointer = [e.clientX, e.clientY]; }, true);
  glass.addEventListener("click", (e) => {
    if (self.show && self.show.view === "element" && e.button === 0) pick(e.clientX, e.clientY);
  });
  glass.addEventListener("wheel", (e) => {
    // The glass lies over what scrolls: the nearest that can is scrolled in its stead.
    for (let at = under(e.clientX, e.clientY); at; at = at.parentElement) {
      const free = at.scrollHeight > at.clientHeight + 1 && /auto|scroll|overlay/.test(getComputedStyle(at).overflowY);
      if (free || at === document.documentElement) {
        (at === document.documentElement ? document.scrollingElement : at).scrollBy(e.deltaX, e.deltaY);
        break;
      }
    }
    hover(e.clientX, e.clientY);
  }, { passive: true });
  for (const type of ["scroll", "resize"]) addEventListener(type, draw, true);

  const ours = (e) => e.composedPath().includes(host);
  const stop = (e) => {
    e.preventDefault();
    e.stopImmediatePropagation();
  };
  for (const type of POINTER) {
    addEventListener(type, (e) => {
      // Nothing of the page closes because the card was pressed: the focus stays where it is.
      if (ours(e)) {
        if (type === "mousedown") e.preventDefault();
      } else if (guarded(e.target)) {
        stop(e);
        if (type === "click") tell({ kind: "guarded" });
      } else if (host.isConnected && self.show && self.show.picking) stop(e);
    }, true);
  }
  // What bubbles out of the card ends here: the page would take it for a click outside of its panel.
  for (const type of POINTER) host.addEventListener(type, (e) => e.stopPropagation());
  addEventListener("submit", (e) => { if (self.show && self.show.picking) stop(e); }, true);
  addEventListener("keydown", (e) => {
    const name = e.altKey && !e.ctrlKey && !e.metaKey ? KEYS[e.code] : null;
    if (name) {
      stop(e);
      act(name);
    } else if (!ours(e) && self.show && (e.key === "Enter" || e.key === " ")) {
      if (self.show.picking || guarded(document.activeElement)) stop(e);
    }
  }, true);

  /** Whether an element is in the button that hands in, as far as that is known: it is never pressed here. */
  function guarded(target) {
    if (!target || target.nodeType !== 1) return false;
    return ((self.show && self.show.guard) || []).some((candidate) => {
      try {
        return candidates(candidate).some((el) => el.contains(target));
      } catch {
        return false;
      }
    });
  }

  const text = (tag, className, words) => {
    const el = part(tag, className);
    el.textContent = words;
    return el;
  };
  const key = { use: "⌥↵", undo: "⌥Z", redo: "⌥Y", skip: "⌥S", browse: "⌥B", again: "⌥X", keep: "⌥K", finish: "⌥F", wider: "⌥↑", narrower: "⌥↓", move: "⌥M" };
  const alt = /Mac/.test(navigator.platform) ? "⌥" : "Alt ";
  const button = (name, words, { main, off, on } = {}) => {
    const el = text("button", [main && "main", on && "on"].filter(Boolean).join(" "), words);
    el.dataset.act = name;
    el.tabIndex = 0;
    if (key[name]) el.append(text("kbd", "", key[name].replace("⌥", alt)));
    if (off) el.setAttribute("disabled", "");
    el.addEventListener("click", (e) => {
      // A script of the page is nobody's finger.
      if (e.isTrusted && !off) act(name);
    });
    return el;
  };
  const mover = (words) => {
    const el = button("move", "⇄");
    el.querySelector("kbd").remove();
    el.title = `${words} ${alt}M`;
    el.setAttribute("aria-label", words);
    return el;
  };
  const row = (className, ...parts) => {
    const el = part("div", className);
    el.append(...parts.filter(Boolean));
    return el;
  };

  function way({ words, score }) {
    const li = part("li", "");
    li.append(text("span", "", words), text("b", `score ${score >= 60 ? "" : score >= 30 ? "mid" : "low"}`, String(score)));
    return li;
  }

  self.render = (show) => {
    const w = show.words;
    const changed = !self.show || self.show.name !== show.name || self.show.view !== show.view;
    self.show = show;
    if (changed || !show.proposal) {
      self.picked = null;
      self.level = [];
    }
    if (changed) self.hover = null;
    glass.classList.toggle("off", !show.picking);
    const mode = { finish: w.finishing, "sign-in": w.signing_in }[show.view] || (show.picking ? w.recording : w.browsing);
    card.className = `card ${self.side} ${show.picking || show.view === "finish" ? "" : "browse"}`;
    const head = part("header", "");
    head.append(part("i", "dot"), text("b", "", `fagao · ${mode} ${show.site}`), text("span", "at", `${show.at} / ${show.of}`), mover(w.move));
    const bar = part("div", "bar");
    const filled = part("i", "");
    filled.style.width = `${show.of ? (100 * show.at) / show.of : 100}%`;
    bar.append(filled);
    const body = part("main", "");
    if (show.where) body.append(text("div", "where", show.where));
    body.append(text("div", "name", show.title), text("div", "about", show.about || ""));
    // What to do is said until it is done; what hands in stays said.
    if (show.note && !(show.proposal && !show.kind)) body.append(text("div", `note ${show.kind || ""}`, show.note));
    const parts = [head, bar, body];
    if (show.proposal) {
      const ways = part("ul", "ways");
      ways.append(...show.proposal.ways.map(way));
      body.append(text("div", "note", show.proposal.says), ways);
      parts.push(row("row", button("use", w.use, { main: true, off: !show.proposal.ways.length }), button("wider", w.wider, { off: !self.picked }), button("narrower", w.narrower, { off: !self.level.length }), button("again", w.again)));
    } else if (show.view === "element" && show.keep) {
      parts.push(row("row", button("keep", w.keep, { main: true })));
    } else if (show.view === "finish") {
      const list = part("ul", "list");
      for (const [name, what] of show.list) {
        const li = part("li", "");
        li.append(text("span", "", name), text("span", "", what));
        list.append(li);
      }
      body.append(list);
      parts.push(row("row", button("write", w.write, { main: true, off: !show.writes }), button("back", w.back), button("leave", w.leave)));
    }
    const foot = part("footer", show.view);
    if (show.view === "sign-in") foot.append(button("skip", w.signed_in), button("finish", w.finish), button("leave", w.leave));
    if (show.view === "element") foot.append(button("undo", w.undo, { off: !show.undo }), button("redo", w.redo, { off: !show.redo }), button("skip", w.skip), button("browse", show.picking ? w.browse : w.pick, { on: !show.picking }), button("finish", w.finish));
    parts.push(foot);
    card.replaceChildren(...parts);
    if (!self.host.isConnected) document.documentElement.append(self.host);
    draw();
  };
  return self;
}

const done = arguments[arguments.length - 1];
const [show, most] = arguments;
// Another document's overlay is gone with it; a page that took ours out gets it back.
const overlay = (window.__fagaoRecorder = window.__fagaoRecorder || install());
// What was done between two asks is told first: showing what is older would take it back.
if (overlay.queue.length) done(overlay.queue.shift());
else {
  overlay.render(show);
  const late = setTimeout(() => {
    overlay.waiter = null;
    done(null);
  }, most);
  overlay.waiter = (gesture) => {
    clearTimeout(late);
    done(gesture);
  };
}
