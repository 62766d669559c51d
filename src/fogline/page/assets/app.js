"use strict";
// A page is fetched and its content swapped in, so that the place, the focus and the history stay.
// Without this script every link and form works as the browser has it.
(() => {
  const byId = (id) => document.getElementById(id);
  let asked = 0;

  const swap = (text, ids) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const id of ids) {
      const old = byId(id);
      const made = fresh.getElementById(id);
      if (old && made) old.replaceWith(document.importNode(made, true));
    }
    if (ids.includes("main")) document.title = fresh.title;
    watch();
  };

  // The control that has the focus, found again by its form's place and its name.
  const remember = () => {
    const at = document.activeElement;
    if (!at || !at.name || !at.form) return () => {};
    const { name, value } = at;
    const action = at.form.getAttribute("action");
    const range = "selectionStart" in at && at.type !== "range" ? at.selectionStart : null;
    return () => {
      const all = document.querySelectorAll(`form[action="${CSS.escape(action)}"] [name="${CSS.escape(name)}"]`);
      const found = all.length > 1 ? [...all].find((one) => one.value === value) || all[0] : all[0];
      if (!found || found === document.activeElement) return;
      found.focus({ preventScroll: true });
      if (range !== null && found.setSelectionRange) {
        try { found.setSelectionRange(range, range); } catch { /* not a text field */ }
      }
    };
  };

  const lead = () => {
    const place = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (!place) return false;
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    place.scrollIntoView({ block: place.matches("section, h2") ? "start" : "center" });
    const target = place.matches("details") ? place.querySelector("summary") : place;
    if (!target.matches("a, button, input, summary")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    return true;
  };

  // mode: "push" a new place, "replace" the address, "back" as history has it.
  const go = async (address, { mode = "push", body = null, ids = null } = {}) => {
    const mine = ++asked;
    document.documentElement.setAttribute("aria-busy", "true");
    let answer;
    let text;
    try {
      answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-Fogline": "swap" } });
      text = await answer.text();
    } catch {
      if (mine !== asked) return;
      byId("status").textContent = "The server does not answer. Is fogline serve still running?";
      return;
    } finally {
      if (mine === asked) document.documentElement.removeAttribute("aria-busy");
    }
    if (mine !== asked) return;
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) {
      if (!body) location.href = address; else byId("status").textContent = text;
      return;
    }
    const refocus = remember();
    const hash = new URL(address, location.href).hash || new URL(answer.url).hash;
    const place = answer.url.split("#")[0] + hash;
    if (mode === "push" && place !== location.href) history.pushState({}, "", place);
    else if (mode !== "back") history.replaceState({}, "", place);
    swap(text, ids || ["pages", "status", "main"]);
    if (ids || mode === "replace") { refocus(); return; }
    if (lead()) return;
    if (mode === "push") scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  };

  const ours = (link) => link.origin === location.origin && !link.target && !link.hasAttribute("download");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const href = link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href;
    const to = new URL(href, location.href);
    if (!ours({ origin: to.origin, target: link.getAttribute("target"), hasAttribute: (n) => link.hasAttribute(n) })) return;
    if (to.hash && to.pathname === location.pathname && to.search === location.search) {
      event.preventDefault();
      history.pushState({}, "", to.href);
      lead();
      return;
    }
    event.preventDefault();
    go(to.href);
  });

  const queryOf = (form) => {
    const kept = [...new FormData(form)].filter(([, value]) => value !== "");
    return `${form.getAttribute("action")}?${new URLSearchParams(kept)}`;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.method === "get") { go(queryOf(form)); return; }
    go(form.getAttribute("action"), { body: new FormData(form, event.submitter) });
  });

  // Forms whose answer follows every change: only the named part is swapped.
  let timer;
  document.addEventListener("input", (event) => {
    const says = event.target.form?.querySelector(`output[for="${CSS.escape(event.target.id || "-")}"]`);
    if (says) says.textContent = `${event.target.value}${says.dataset.unit || ""}`;
    const form = event.target.form;
    // Who sets the size or the day of a change wants that change.
    const knob = event.target.closest(".knob");
    if (knob && event.target.type !== "checkbox") knob.querySelector("[role=switch]").checked = true;
    if (!form?.dataset.live) return;
    clearTimeout(timer);
    timer = setTimeout(() => go(queryOf(form), { mode: "replace", ids: form.dataset.live.split(" ") }), 220);
  });

  // While something is under way, its progress; when it is done, the page again.
  let watching;
  const watch = () => {
    clearTimeout(watching);
    if (!byId("status")?.hasAttribute("data-busy")) return;
    watching = setTimeout(async () => {
      try {
        swap(await (await fetch("/status", { headers: { "X-Fogline": "swap" } })).text(), ["status"]);
      } catch { watch(); return; }
      if (!byId("status").hasAttribute("data-busy")) go(location.href, { mode: "replace" });
    }, 900);
  };

  addEventListener("popstate", () => go(location.href, { mode: "back" }));

  // Words of a chart's mark on hover and on focus; arrow keys walk the marks of a chart.
  const tip = (mark) => {
    const box = byId("tip");
    if (!mark) { box.hidden = true; return; }
    box.textContent = mark.getAttribute("aria-label");
    box.hidden = false;
    const at = mark.getBoundingClientRect();
    const right = document.documentElement.clientWidth - box.offsetWidth - 8;
    box.style.left = `${Math.min(Math.max(8, at.left + at.width / 2 - box.offsetWidth / 2), right) + scrollX}px`;
    box.style.top = `${(at.top > box.offsetHeight + 12 ? at.top - box.offsetHeight - 8 : at.bottom + 8) + scrollY}px`;
  };
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => tip(event.target.closest?.("svg.chart a.mark")));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip(null);
    const mark = event.target.closest?.("svg.chart a.mark");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!mark || !step) return;
    event.preventDefault();
    const marks = [...mark.closest("svg").querySelectorAll("a.mark")]
      .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
    marks[(marks.indexOf(mark) + step + marks.length) % marks.length].focus();
  });

  // Files dropped on a form's own place.
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const place = event.target.closest?.(".drop");
      if (!place) return;
      event.preventDefault();
      place.classList.toggle("over", name === "dragover");
      const input = place.querySelector("input[type=file]");
      if (name === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }

  watch();
  addEventListener("load", () => setTimeout(lead));
})();
