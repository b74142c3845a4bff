/* Pairs: same or different. */

import { post } from "./common.js";
import { Deck } from "./decide.js";

const more = (held) => `/part/pairs?${new URLSearchParams(held.map((key) => ["not", key]))}`;

const verdict = (kind, said) => (card) => {
  const subjects = [card.dataset.first, card.dataset.second];
  deck.decide(card, said, () => post("/api/judgements", { decisions: [{ kind, subjects }] }));
};

const deck = new Deck({
  box: document.getElementById("pairs"),
  more,
  id: (card) => card.dataset.pair,
  finished: document.getElementById("finished"),
  decided: (n) => { document.getElementById("done").textContent = n ? `${n} decided now.` : ""; },
  keys: {
    y: verdict("same", "One event."),
    n: verdict("different", "Two events."),
    s: (card) => deck.decide(card, "Left open.", async () => ({ judgements: [] })),
  },
});
