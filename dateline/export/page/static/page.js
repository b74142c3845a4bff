"use strict";
(() => {
  const peek = document.querySelector(".peek");
  const numbers = (element) => (element.dataset.c || "").split(" ").filter(Boolean);
  const has = (element, name, wanted) => (element.dataset[name] || "").split(" ").some((n) => wanted.includes(n));
  let shown = null;

  const clear = () => {
    if (!shown) return;
    shown.classList.remove("picking");
    shown.querySelectorAll(".on, .told").forEach((e) => e.classList.remove("on", "told"));
    shown = null;
    peek.hidden = true;
  };

  const bring = (side, card) => {
    if (!side || side.scrollHeight <= side.clientHeight) return;
    const box = side.getBoundingClientRect(), inner = card.getBoundingClientRect();
    if (inner.top < box.top || inner.bottom > box.bottom) side.scrollTop += inner.top - box.top - 12;
  };

  const show = (body, wanted, from) => {
    clear();
    if (!wanted.length) return;
    shown = body;
    body.classList.add("picking");
    body.querySelectorAll("[data-c]").forEach((e) => e.classList.toggle("on", has(e, "c", wanted)));
    body.querySelectorAll("[data-k]").forEach((e) => e.classList.toggle("told", has(e, "k", wanted)));
    if (!from.closest(".words")) return;
    const cards = [...body.querySelectorAll(".card.on")];
    if (cards.length) bring(body.querySelector(".side"), cards[0]);
    peek.replaceChildren(...cards.map((card) => {
      const line = document.createElement("p");
      const link = document.createElement("a");
      link.href = "#" + card.id;
      link.textContent = card.querySelector("h3").textContent.replace(/\s+/g, " ").trim();
      line.append(link);
      card.querySelectorAll("dl:not(.codes) > div").forEach((field) => {
        const values = [...field.querySelectorAll(".value bdi")].map((e) => e.textContent).join("; ");
        const label = document.createElement("small");
        label.textContent = field.querySelector("dt").textContent;
        if (values) line.append(" ", label, " ", values);
      });
      return line;
    }));
    peek.hidden = false;
  };

  const pick = (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-c]") : null;
    const body = target && target.closest(".body");
    if (body) show(body, numbers(target), target);
    else if (event.type === "pointerover" && !(document.activeElement && document.activeElement.closest(".body [data-c]"))) clear();
  };
  document.addEventListener("pointerover", pick);
  document.addEventListener("focusin", pick);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      clear();
      return;
    }
    const mark = event.target instanceof Element ? event.target.closest(".words a.m") : null;
    if (mark && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const all = [...mark.closest(".words").querySelectorAll("a.m")];
      const next = all[all.indexOf(mark) + (event.key === "ArrowRight" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        rove(mark.closest(".words"), next);
        next.focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    const element = event.target instanceof Element ? event.target : null;
    const link = element && element.closest("a[href^='#']");
    if (link) {
      const there = document.getElementById(link.getAttribute("href").slice(1));
      if (there) {
        const report = there.closest("details.report");
        if (report) report.open = true;
        if (link.matches(".words a.m") && !matchMedia("(min-width: 900px)").matches) event.preventDefault();
        else if (there.matches(".card, a.m")) {
          event.preventDefault();
          if (there.matches("a.m")) rove(there.closest(".words"), there);
          there.scrollIntoView({ block: "nearest" });
          there.focus({ preventScroll: true });
        }
      }
      return;
    }
    const drawn = element && element.closest("svg [data-c]");
    const body = drawn && drawn.closest(".body");
    const card = body && [...body.querySelectorAll(".card")].find((c) => has(c, "c", numbers(drawn)));
    if (card) {
      card.scrollIntoView({ block: "nearest" });
      card.focus({ preventScroll: true });
    }
  });

  /* One stop for Tab in each text; the arrow keys go from mark to mark. */
  const rove = (words, mark) => {
    words.querySelectorAll("a.m[tabindex='0']").forEach((e) => e.setAttribute("tabindex", "-1"));
    mark.setAttribute("tabindex", "0");
  };
  document.querySelectorAll(".words").forEach((words) => {
    const marks = words.querySelectorAll("a.m");
    marks.forEach((mark, i) => {
      mark.tabIndex = i ? -1 : 0;
      mark.draggable = false;
    });
  });

  const land = () => {
    const there = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const report = there && there.closest("details.report");
    if (report && !report.open) {
      report.open = true;
      there.scrollIntoView();
    }
  };
  addEventListener("hashchange", land);
  land();
})();
