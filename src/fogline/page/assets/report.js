"use strict";
// Three small things: words on hover and focus, rows that open when led to, and the filter.
// Everything on the page can be read without it.
(() => {
  const all = (query, from = document) => Array.from(from.querySelectorAll(query));
  const byId = (id) => document.getElementById(id);

  // Words of a mark, shown beside it.
  const tip = byId("tip");
  const hide = () => { tip.hidden = true; };
  const show = (mark) => {
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2),
      document.documentElement.clientWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(above < 4 ? box.bottom + 8 : above) + window.scrollY}px`;
  };
  for (const chart of all("svg.chart")) {
    const marks = all("a.mark", chart)
      .map((mark) => [mark.getBoundingClientRect(), mark])
      .sort(([a], [b]) => a.left - b.left || a.top - b.top)
      .map(([, mark]) => mark);
    marks.forEach((mark, index) => {
      mark.addEventListener("mouseenter", () => show(mark));
      mark.addEventListener("focus", () => show(mark));
      mark.addEventListener("mouseleave", hide);
      mark.addEventListener("blur", hide);
      // One stop of the Tab key a chart; the arrow keys walk its marks from left to right.
      mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
      mark.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (event.key === "Escape") { hide(); return; }
        if (!step) return;
        event.preventDefault();
        const next = marks[(index + step + marks.length) % marks.length];
        mark.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
    });
  }

  // A link to a claim opens its row, whatever the filter hides.
  const open = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const place = id && byId(id);
    if (!place) return;
    place.hidden = false;
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    place.scrollIntoView({ block: place.matches("details.claim") ? "center" : "start" });
    const target = place.matches("details.claim") ? place.querySelector("summary") : place;
    target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) open();
  });

  // The filter.
  const rows = all("details.claim");
  const fields = {
    text: byId("filter-text"), side: byId("filter-side"),
    use: byId("filter-use"), on: byId("filter-on"),
  };
  const filter = () => {
    const words = fields.text.value.trim().toLowerCase().replace(/\s+/g, " ");
    let shown = 0;
    for (const row of rows) {
      row.words ??= row.textContent.toLowerCase().replace(/\s+/g, " ");
      const right = row.words.includes(words)
        && (fields.side.value === "*" || row.dataset.side === fields.side.value)
        && (!fields.use || fields.use.value === "*" || row.dataset.use === fields.use.value)
        && (!fields.on || fields.on.value === "*"
          || row.dataset.on.split(" ").includes(fields.on.value));
      row.hidden = !right;
      if (right) shown += 1;
    }
    byId("filter-count").textContent = `${shown} of ${rows.length} claims`;
  };
  if (fields.text) {
    byId("filter-text").closest(".filters").hidden = false;
    for (const field of Object.values(fields)) field?.addEventListener("input", filter);
    for (const button of all("button.filter-to")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        fields.text.value = "";
        fields.side.value = "*";
        if (fields.use) fields.use.value = "*";
        fields.on.value = button.dataset.observable;
        filter();
        byId("claims").scrollIntoView();
        fields.on.focus({ preventScroll: true });
      });
    }
  }
  // After the browser's own scrolling to the fragment, which would take the focus back.
  window.addEventListener("load", () => setTimeout(open));
})();
