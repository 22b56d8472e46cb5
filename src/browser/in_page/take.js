// Takes the fingerprints of the elements that a candidate finds. arguments[0]: `[{ name, candidates, tag, visible }]`.

const VALUE = "$value";

/** The one element of the first candidate that gives exactly one. */
function oneOf({ candidates: all, tag, visible: shown }) {
  for (const candidate of all) {
    let found = [];
    try {
      found = candidates(candidate);
    } catch {
      // Checking the file tells of it.
    }
    if (tag) found = found.filter((el) => el.tagName.toLowerCase() === tag);
    // A form that is not shown may have the same.
    if (shown && found.length > 1) found = found.filter(visible);
    if (found.length === 1) return found[0];
  }
  return null;
}

const there = arguments[0].map((asked) => ({ name: asked.name, el: oneOf(asked) })).filter((row) => row.el);

/** The smallest of the other elements that an element is in. */
function insideOf({ name, el }) {
  const around = there.filter((other) => other.name !== name && other.el !== el && other.el.contains(el));
  return around.reduce((least, other) => (!least || least.el.contains(other.el) ? other : least), null);
}

return Object.fromEntries(there.map((row) => [row.name, fingerprint(row.el, insideOf(row))]));
