// Takes the fingerprints of the elements that a candidate finds. arguments[0]: `[{ name, candidates, tag }]`.

const VALUE = "$value";

/** The one element of the first candidate that gives exactly one; of a list, and of an element for any value, the first. */
function oneOf({ candidates: all, tag }) {
  for (const candidate of all) {
    let found = [];
    try {
      found = candidates(candidate);
    } catch {
      // Checking the file tells of it.
    }
    if (tag) found = found.filter((el) => el.tagName.toLowerCase() === tag);
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
