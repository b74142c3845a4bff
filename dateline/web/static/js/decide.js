/* One card after the other, by keys: the decision shows at once, is sent behind it, and comes back if it was refused. */

import { ask, plain, post, tellAfterwards, tellError, toast, typing } from "./common.js";

const SLOW_MS = 2000; // then the page says that decisions are still on their way
const MOST_PAST = 50;

export class Deck {
  constructor({ box, more, id, keys, finished, decided, noun }) {
    Object.assign(this, { box, more, id, keys, finished, decided, noun });
    this.past = [];
    this.sending = Promise.resolve();
    this.waiting = 0;
    this.busy = false; // a dialog is being opened for the card that is shown: keys wait
    this.seen = new Set();
    this.count = 0;
    this.kept = `dateline-past ${location.pathname}`; // what an earlier load of this page decided, so that u takes it back
    this.cards().forEach((card) => this.seen.add(this.id(card)));
    this.next();
    document.addEventListener("keydown", (event) => {
      if (typing(event) || !plain(event) || event.repeat || document.querySelector("dialog[open]")) return;
      if (this.press(event.key)) event.preventDefault();
    });
    document.querySelectorAll("[data-key]").forEach((button) => button.addEventListener("click", () => this.press(button.dataset.key)));
    addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault(); });
  }

  cards() { return [...this.box.children]; }
  now() { return this.cards()[0] || null; }
  stored() { return JSON.parse(sessionStorage.getItem(this.kept) || "[]"); }
  store(steps) { sessionStorage.setItem(this.kept, JSON.stringify(steps.slice(-MOST_PAST))); }

  press(key) {
    if (this.busy) return false;
    if (key === "u") { this.undo(); return true; }
    const act = this.keys[key];
    const card = this.now();
    if (!act || !card) return false;
    act(card);
    return true;
  }

  show() {
    this.cards().forEach((card, i) => { card.hidden = i > 0; });
    const card = this.now();
    this.finished.hidden = Boolean(card) || Boolean(this.asking) || Boolean(this.failed);
    this.buttons();
    // only a new card takes the focus: cards that come in behind it must not pull a reader away
    if (card !== this.shown && card && !document.querySelector("dialog[open], .tour")) card.focus({ preventScroll: true });
    else if (!card && this.shown && !this.finished.hidden) this.finished.focus({ preventScroll: true });
    this.shown = card;
  }

  /* Show the first card, and ask for more before they run out. */
  next() {
    this.show();
    if (this.cards().length < 4) this.fill();
  }

  buttons() {
    const card = this.now(), back = this.past.length || this.stored().length;
    document.querySelectorAll("[data-key]").forEach((button) => { button.disabled = button.dataset.key === "u" ? !back : !card; });
  }

  async fill() {
    if (this.asking || this.dry || this.failed) return;
    this.asking = true;
    let fresh = [];
    try {
      const held = new Set([...this.cards().map(this.id), ...this.past.filter((one) => one.waiting).map((one) => this.id(one.card))]);
      [...this.seen].slice(-50).forEach((id) => held.add(id));
      const html = await ask(this.more([...held]), { told: (answer) => this.told?.(answer) });
      const made = document.createElement("div");
      made.innerHTML = html; // our own template, escaped by the server
      fresh = [...made.children].filter((card) => !this.seen.has(this.id(card)));
      fresh.forEach((card) => { this.seen.add(this.id(card)); card.hidden = true; this.box.append(card); });
      this.dry = fresh.length === 0 && !this.waiting; // while decisions are on their way the server still gives old cards
    } catch (error) {
      this.failed = true;
      toast(error.message, { bad: true, seconds: 60, action: "Try again", onAction: () => { this.failed = false; this.fill(); } });
    }
    this.asking = false;
    this.show();
    if (fresh.length && this.cards().length < 4) this.fill();
  }

  /* Show the next card now; send the decision after those before it. */
  decide(card, said, send) {
    const step = { card, said, waiting: true, judgements: [] };
    this.past.push(step);
    card.remove();
    this.tally(1);
    this.next();
    scrollTo({ top: 0 });
    this.waiting += 1;
    setTimeout(() => this.note(), SLOW_MS + 50);
    step.since = performance.now();
    this.sending = this.sending.then(async () => {
      try {
        step.judgements = (await send()).judgements;
        if (step.judgements.length && !step.undone) this.store([...this.stored(), { judgements: step.judgements, said }]);
      } catch (error) {
        step.refused = true;
        if (!step.undone) this.back(step);
        tellError(error);
      }
      step.waiting = false;
      this.waiting -= 1;
      this.note();
      if (!this.waiting && !this.dry && this.cards().length < 4) this.fill();
    });
    toast(said, { action: "Undo", onAction: () => this.undo(step), seconds: 6 });
    return step;
  }

  tally(by) {
    this.count += by;
    this.note();
  }

  /* How many were decided, and whether some are still on their way to the record. */
  note() {
    const late = this.past.some((one) => one.waiting && performance.now() - one.since > SLOW_MS);
    const words = this.waiting === 1 ? "1 decision is" : `${this.waiting} decisions are`;
    this.decided(this.count, late ? ` ${words} still on the way to the record; you can go on.` : "");
  }

  back(step) {
    this.past = this.past.filter((one) => one !== step);
    this.tally(-1);
    this.box.prepend(step.card);
    this.dry = false;
    this.show();
  }

  /* Take back the last step, or one of this load that a message names. */
  undo(named = null) {
    if (named && !this.past.includes(named)) return;
    const step = named || this.past.at(-1);
    if (!step) { this.undoStored(); return; }
    this.past = this.past.filter((one) => one !== step);
    step.undone = true;
    this.box.prepend(step.card);
    this.tally(-1);
    this.show();
    this.sending = this.sending.then(async () => {
      if (step.refused || !step.judgements.length) return;
      try {
        await post("/api/undo", { judgements: step.judgements });
        this.store(this.stored().filter((one) => one.judgements[0] !== step.judgements[0]));
        if (step.renew) await step.renew();
        toast("Taken back.", { seconds: 4 });
      } catch (error) {
        tellError(error);
      }
      this.buttons();
    });
  }

  async undoStored() {
    const steps = this.stored(), last = steps.pop();
    if (!last || this.busy) return;
    this.busy = true;
    try {
      await post("/api/undo", { judgements: last.judgements });
      this.store(steps);
      tellAfterwards(`Taken back: ${last.said}`);
      location.reload();
    } catch (error) {
      this.busy = false;
      if (error.status !== 0) this.store(steps); // gone already: do not offer it again
      tellError(error);
      this.buttons();
    }
  }
}
