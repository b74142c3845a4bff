/* The queue. */

import { ask, postMine } from "./common.js";
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
  const { event } = card.dataset;
  const step = deck.decide(card, said, () => postMine("/api/judgements", { event, saw: card.dataset.version, decisions: [{ kind, subjects: [event] }] }));
  step.renew = () => renew(card);
};

/* After a change that stays on this card, show it as the record has it now. */
async function renew(card) {
  const html = await ask(`/part/card/${encodeURIComponent(card.dataset.event)}`);
  const made = document.createElement("div");
  made.innerHTML = html; // our own template, escaped by the server
  const fresh = made.firstElementChild;
  if (!fresh) return;
  card.dataset.version = fresh.dataset.version; // it may have been decided again meanwhile
  if (card.parentNode !== box) return;
  card.replaceWith(fresh);
  deck.past.forEach((step) => { if (step.card === card) step.card = fresh; });
  deck.show();
}

async function correct(card) {
  deck.busy = true;
  const wanted = await edit(card.dataset.claim);
  deck.busy = false;
  card.focus({ preventScroll: true });
  if (!wanted) return;
  const step = deck.decide(card, "Corrected.", () => postMine("/api/judgements", wanted));
  step.renew = () => renew(card);
}

const deck = new Deck({
  box,
  more,
  id: (card) => card.dataset.event,
  finished: document.getElementById("finished"),
  decided: (n, late) => {
    left.textContent = Math.max(0, total - n).toLocaleString("en");
    document.getElementById("done").textContent = (n ? `${n} decided now.` : "") + late;
  },
  keys: {
    a: verdict("accept", "Accepted."),
    r: verdict("reject", "Rejected."),
    s: verdict("skip", "Skipped."),
    e: correct,
    o: (card) => { location.href = `/event/${encodeURIComponent(card.dataset.event)}`; },
  },
});
