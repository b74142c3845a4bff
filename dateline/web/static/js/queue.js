/* The queue. */

import { ask, post } from "./common.js";
import { Deck } from "./decide.js";
import { edit } from "./edit.js";

const box = document.getElementById("queue");
const left = document.getElementById("left");
const total = Number(left.textContent.replaceAll(",", ""));
const query = box.dataset.query;

const more = (held) => {
  const asked = new URLSearchParams(query);
  held.forEach((id) => asked.append("not", id));
  return `/part/queue?${asked}`;
};

const verdict = (kind, said) => (card) => {
  const { event, version } = card.dataset;
  deck.decide(card, said, () => post("/api/judgements", { event, saw: card.dataset.version || version, decisions: [{ kind, subjects: [event] }] }));
  deck.past.at(-1).renew = () => renew(card);
};

/* After a change that stays on this card, show it as the record has it now. */
async function renew(card) {
  const html = await ask(`/part/card/${encodeURIComponent(card.dataset.event)}`);
  const made = document.createElement("div");
  made.innerHTML = html; // our own template, escaped by the server
  const fresh = made.firstElementChild;
  if (!fresh) return;
  card.replaceWith(fresh);
  deck.past.forEach((step) => { if (step.card === card) step.card = fresh; });
  deck.show();
}

async function correct(card) {
  const wanted = await edit(card.dataset.claim);
  card.focus({ preventScroll: true });
  if (!wanted) return;
  deck.decide(card, "Corrected.", () => post("/api/judgements", wanted));
  deck.past.at(-1).renew = () => renew(card);
}

const deck = new Deck({
  box,
  more,
  id: (card) => card.dataset.event,
  finished: document.getElementById("finished"),
  decided: (n) => {
    left.textContent = Math.max(0, total - n).toLocaleString("en");
    document.getElementById("done").textContent = n ? `${n} decided now.` : "";
  },
  keys: {
    a: verdict("accept", "Accepted."),
    r: verdict("reject", "Rejected."),
    s: verdict("skip", "Skipped."),
    e: correct,
    o: (card) => { location.href = `/event/${encodeURIComponent(card.dataset.event)}`; },
  },
});
