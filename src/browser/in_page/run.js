// Waits until one of the alternatives holds as a whole, and answers once: with it, with an interrupt, or with what was in the way.

/** The next frame, or 50 ms where no frames are drawn. */
const frame = () => new Promise((next) => {
  const late = setTimeout(next, 50);
  requestAnimationFrame(() => {
    clearTimeout(late);
    next();
  });
});

/** The next change of the document, or 50 ms. */
const change = () => new Promise((next) => {
  const watch = new MutationObserver(() => stop());
  const late = setTimeout(() => stop(), 50);
  const stop = () => {
    clearTimeout(late);
    watch.disconnect();
    next();
  };
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});

/** How long a document must not have changed before what is missing in it is taken to be missing, in ms. */
const REST = 500;

/** Tells when the document is at rest: it is then, or when most of the time is up, that fingerprints are looked for. */
function resting(request) {
  const began = performance.now();
  let changed = began;
  const watch = new MutationObserver(() => note());
  const note = () => {
    changed = performance.now();
    forget();
  };
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return () => {
    if (watch.takeRecords().length) note();
    found.clear();
    const now = performance.now();
    quiet = now - changed;
    const still = document.readyState === "complete" && quiet >= REST;
    const { when } = request.healing;
    // A look that waits for nothing heals nothing.
    const late = request.ms > 2 * REST && now - began > 0.6 * request.ms;
    return when === "now" || (when === "rest" && (still || late));
  };
}

/** Makes sets of the lists of words that a request brings. */
function prepare(request) {
  healing = request.healing;
  for (const want of [...request.alternatives.flat(), ...Object.values(healing.known)]) want.foreign = new Set((want.foreign || []).map(words));
}

async function run(request) {
  const until = performance.now() + request.ms;
  prepare(request);
  const rest = resting(request);
  const where = () => ({ url: location.href, title: document.title });
  let lookedAt = -Infinity;
  for (;;) {
    let closest = null;
    healing.now = rest();
    for (let index = 0; index < request.alternatives.length; index += 1) {
      const wants = request.alternatives[index];
      const got = wants.map((want) => KINDS[want.kind](want));
      if (got.every((g) => g.met)) {
        for (let i = 0; i < wants.length; i += 1) {
          const deed = DEEDS[wants[i].deed];
          if (deed) Object.assign(got[i], await deed(got[i].element, wants[i]));
        }
        got.forEach((g, i) => {
          if (!g.healed) return;
          const { el, ...report } = g.healed;
          g.healed = { ...report, candidates: propose(el, { ...wants[i], value: wants[i].exact }).candidates };
        });
        return { alternative: index, got, ...where() };
      }
      closest = { alternative: index, got };
    }
    // The last alternative is what was meant to be; the others are states that need no doing.
    const moving = closest.got.some((g) => g.moving);
    if (performance.now() - lookedAt > 100) {
      lookedAt = performance.now();
      const found = interrupted(request.interrupts);
      if (found) return { ...found, ...where() };
    }
    // Nothing more comes on the browser's own page that says that a site cannot be reached.
    const unreachable = location.protocol === "chrome-error:";
    if (unreachable) {
      const code = document.querySelector(".error-code");
      closest.got = closest.got.map((g) => ({ ...g, found: `the site cannot be reached: ${code ? code.textContent : "no more is known"}` }));
    }
    if (unreachable || performance.now() >= until) {
      for (const g of closest.got) {
        delete g.element;
        delete g.healed;
      }
      return { late: closest.got, ...where() };
    }
    await (moving ? frame() : change());
    await frame();
  }
}

const answer = arguments[arguments.length - 1];
run(arguments[0]).then(answer, (error) => answer({ broken: String(error) }));
