"use strict";
// Undoes the blanking.
for (const [el, style] of window.__fagao_blanked || []) {
  if (style === null) el.removeAttribute("style");
  else el.setAttribute("style", style);
}
delete window.__fagao_blanked;
