/* Pairs: same or different. */

import { ask, postMine } from "./common.js";
import { Deck } from "./decide.js";

const looked = document.getElementById("looked");
const finished = document.getElementById("finished");
const EVERY_MS = 1500;

const more = (held) => `/part/pairs?${new URLSearchParams(held.map((key) => ["not", key]))}`;

const verdict = (kind, said) => (card) => {
  const { event, version, first, second } = card.dataset;
  deck.decide(card, said, () => postMine("/api/judgements", { event, saw: version, decisions: [{ kind, subjects: [first, second] }] }));
};

/* The record is looked through a stretch with each request: say how far, and ask again while this page is looked at. */
function told(events, total) {
  const whole = events >= total;
  looked.hidden = whole;
  document.getElementById("searching").hidden = whole;
  document.getElementById("nothing").hidden = !whole;
  looked.textContent = `Looked for pairs in ${events.toLocaleString("en")} of ${total.toLocaleString("en")} events so far.`;
  if (!whole) setTimeout(again, EVERY_MS);
}
async function again() {
  if (document.hidden) { document.addEventListener("visibilitychange", again, { once: true }); return; }
  if (deck.cards().length < 4 && !deck.asking && !deck.failed) {
    deck.dry = false;
    await deck.fill();
    return;
  }
  try {
    await ask("/part/pairs?limit=0", { told: header });
  } catch { setTimeout(again, 4 * EVERY_MS); }
}
function header(answer) {
  const [events, total] = (answer.headers.get("x-looked") || "0/0").split("/").map(Number);
  told(events, total);
}

const deck = new Deck({
  box: document.getElementById("pairs"),
  more,
  id: (card) => card.dataset.pair,
  finished,
  decided: (n, late) => { document.getElementById("done").textContent = (n ? `${n} decided now.` : "") + late; },
  keys: {
    y: verdict("same", "One event."),
    n: verdict("different", "Two events."),
    s: verdict("skip", "Left open."),
  },
});
deck.told = header;
told(Number(looked.dataset.events), Number(looked.dataset.total));
