/* The report page: marks and claims light each other up; selected words become values. */

import { once, plain, post, tellAfterwards, toast, typing, undo } from "./common.js";
import { editAndKeep } from "./edit.js";

const page = document.querySelector(".reportpage");
const body = document.getElementById("r");
const words = document.getElementById("words");
const bar = document.querySelector(".pickbar");
const report = page.dataset.report;
const cards = [...document.querySelectorAll(".card[data-claim]")];
let chosen = null;

const has = (element, name, wanted) => (element.dataset[name] || "").split(" ").some((n) => wanted.includes(n));

function light(numbers) {
  body.classList.toggle("picking", numbers.length > 0);
  body.querySelectorAll("[data-c]").forEach((e) => e.classList.toggle("on", has(e, "c", numbers)));
  body.querySelectorAll("[data-k]").forEach((e) => e.classList.toggle("told", has(e, "k", numbers)));
}

function choose(card, { scroll = false } = {}) {
  chosen = card;
  cards.forEach((one) => one.toggleAttribute("data-chosen", one === card));
  light(card ? [card.dataset.c] : []);
  if (card && scroll) {
    card.scrollIntoView({ block: "nearest" });
    document.getElementById(`re${card.dataset.c}`)?.scrollIntoView({ block: "center" });
  }
  if (!bar.hidden) showBar();
}

cards.forEach((card) => {
  card.addEventListener("click", (event) => { if (!event.target.closest("button, a")) choose(card === chosen ? null : card); });
  card.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === card) choose(card === chosen ? null : card, { scroll: true }); });
});
words.addEventListener("click", (event) => {
  const mark = event.target.closest("a.m");
  if (!mark) return;
  event.preventDefault();
  if (!getSelection().isCollapsed) return;
  choose(cards.find((card) => card.dataset.c === mark.dataset.c.split(" ")[0]), {});
  chosen?.scrollIntoView({ block: "nearest" });
});
body.addEventListener("pointerover", (event) => {
  if (chosen) return;
  const target = event.target.closest("[data-c]");
  light(target ? target.dataset.c.split(" ") : []);
});
document.querySelectorAll(".words a.m").forEach((mark, i) => { mark.tabIndex = i ? -1 : 0; mark.draggable = false; });
words.addEventListener("keydown", (event) => {
  const mark = event.target.closest("a.m");
  if (!mark || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
  const all = [...words.querySelectorAll("a.m")];
  const next = all[all.indexOf(mark) + (event.key === "ArrowRight" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  mark.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  light(next.dataset.c.split(" "));
});

/* ------------------------------------------------------------------------------------------------ selected words */

/* The code points of the text before a point in the DOM: text nodes hold the report's text, character by character. */
function offset(node, at) {
  const range = document.createRange();
  range.selectNodeContents(words);
  range.setEnd(node, at);
  return [...range.toString()].length;
}

let picked = null;

function look() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) { hide(); return; }
  const range = selection.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) { hide(); return; }
  let start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
  const text = [...words.textContent];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start >= end) { hide(); return; }
  picked = { start, end, text: text.slice(start, end).join("") };
  showBar(range);
}

function hide() {
  bar.hidden = true;
  picked = null;
}

function showBar(range) {
  const short = picked.text.length > 60 ? `${picked.text.slice(0, 57)}…` : picked.text;
  document.getElementById("picked").textContent = `“${short}”`;
  document.getElementById("pick-for").textContent = chosen
    ? `is, for claim ${chosen.dataset.c} (${chosen.querySelector("h3").textContent.replace(/\s+/g, " ").trim().replace(/^Claim \d+ /, "")}):`
    : "Choose a claim to set one of its values, or add an event that was missed.";
  bar.querySelectorAll("[data-field]").forEach((button) => { button.disabled = !chosen; });
  bar.hidden = false;
  if (!range) return;
  const box = range.getBoundingClientRect();
  const wide = bar.offsetWidth, high = bar.offsetHeight;
  const left = Math.max(8, Math.min(innerWidth - wide - 8, box.left + box.width / 2 - wide / 2));
  const above = box.top - high - 10;
  bar.style.left = `${left}px`;
  bar.style.top = `${above > 60 ? above : Math.min(innerHeight - high - 8, box.bottom + 10)}px`;
}

let waiting = null;
document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(look, 180); });
/* A key pressed at once after selecting means the words that are selected now. */
function settle() {
  clearTimeout(waiting);
  look();
}

/* Load the page again with the claim that is chosen. */
function again() {
  const wanted = chosen ? `?claim=${encodeURIComponent(chosen.dataset.claim)}` : "";
  if (location.search === wanted) location.reload();
  else location.search = wanted;
}
const keep = (path, request, said) => once(async () => {
  const busy = toast("Resolving the words …", { seconds: 60 });
  try {
    tellAfterwards(said, (await post(path, request)).judgements);
    again();
  } finally {
    busy.remove();
  }
});

function set(field) {
  if (!picked || !chosen) return;
  const { start, end } = picked;
  const saw = chosen.dataset.version || null;
  keep(`/api/claims/${encodeURIComponent(chosen.dataset.claim)}/select`, { field, start, end, saw }, "Set.");
}

const missed = document.getElementById("missed");
let held = null;
function openMissed() {
  if (!picked) return;
  held = picked;
  document.getElementById("missed-words").textContent = picked.text;
  missed.showModal();
}
missed.addEventListener("close", () => {
  if (missed.returnValue !== "add" || !held) return;
  const { start, end } = held;
  const event_type = document.getElementById("missed-type").value, modality = document.getElementById("missed-modality").value;
  keep(`/api/reports/${encodeURIComponent(report)}/claims`, { event_type, modality, start, end }, "Claim added.");
});

bar.addEventListener("mousedown", (event) => event.preventDefault());
bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.field) set(button.dataset.field);
  else openMissed();
});

/* ------------------------------------------------------------------------------------------------ decisions */

const reject = (card) => once(async () => {
  const { claim, event, version } = card.dataset;
  const kept = await post("/api/judgements", { event: event || null, saw: version || null, decisions: [{ kind: "reject", subjects: [claim] }] });
  tellAfterwards("Claim rejected.", kept.judgements);
  again();
});
async function correct(claim) {
  const kept = await editAndKeep(claim);
  if (!kept) return;
  tellAfterwards("Corrected.", kept.judgements);
  again();
}
page.addEventListener("click", (event) => {
  let found;
  if ((found = event.target.closest("[data-edit]"))) correct(found.dataset.edit);
  else if ((found = event.target.closest("[data-reject-claim]"))) reject(found.closest(".card"));
  else if ((found = event.target.closest("[data-undo]"))) once(() => undo([found.dataset.undo], again));
});
document.addEventListener("keydown", (event) => {
  if (typing(event) || !plain(event) || document.querySelector("dialog[open]")) return;
  const number = Number(event.key);
  if (number >= 1 || event.key === "m") settle();
  if (picked && number >= 1 && number <= 8) {
    event.preventDefault();
    if (chosen) set(bar.querySelectorAll("[data-field]")[number - 1].dataset.field);
    else toast("Choose the claim first: click it, or press j.");
  } else if (picked && event.key === "m") { event.preventDefault(); openMissed(); }
  else if (event.key === "Escape") { getSelection().removeAllRanges(); choose(null); }
  else if (event.key === "j" || event.key === "k") {
    const at = cards.indexOf(chosen) + (event.key === "j" ? 1 : -1);
    const card = cards[Math.max(0, Math.min(cards.length - 1, at))];
    if (card) { choose(card, { scroll: true }); card.focus({ preventScroll: true }); }
  } else if (event.key === "x" && chosen) reject(chosen);
  else if (event.key === "e" && chosen) correct(chosen.dataset.claim);
});

const first = cards.find((card) => card.dataset.claim === page.dataset.chosen);
if (first) {
  choose(first, { scroll: true });
  first.focus({ preventScroll: true });
}
