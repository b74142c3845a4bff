/* One card after the other, by keys: the decision shows at once, is sent behind it, and comes back if it was refused. */

import { ask, plain, post, tellError, toast, typing } from "./common.js";

export class Deck {
  constructor({ box, more, id, keys, finished, decided }) {
    Object.assign(this, { box, more, id, keys, finished, decided });
    this.past = [];
    this.sending = Promise.resolve();
    this.seen = new Set();
    this.count = 0;
    this.cards().forEach((card) => this.seen.add(this.id(card)));
    this.show();
    document.addEventListener("keydown", (event) => {
      if (typing(event) || !plain(event) || event.repeat || document.querySelector("dialog[open]")) return;
      if (this.press(event.key)) event.preventDefault();
    });
    document.querySelectorAll("[data-key]").forEach((button) => button.addEventListener("click", () => this.press(button.dataset.key)));
    addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault(); });
  }

  cards() { return [...this.box.children]; }
  now() { return this.cards()[0] || null; }

  press(key) {
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
    this.finished.hidden = Boolean(card) || this.asking;
    document.querySelectorAll("[data-key]").forEach((button) => { button.disabled = button.dataset.key === "u" ? !this.past.length : !card; });
    if (card && !document.querySelector("dialog[open]")) card.focus({ preventScroll: true });
    if (this.cards().length < 4) this.fill();
  }

  async fill() {
    if (this.asking || this.dry) return;
    this.asking = true;
    try {
      const held = new Set([...this.cards().map(this.id), ...this.past.filter((one) => one.waiting).map((one) => this.id(one.card))]);
      [...this.seen].slice(-50).forEach((id) => held.add(id));
      const html = await ask(this.more([...held]));
      const made = document.createElement("div");
      made.innerHTML = html; // our own template, escaped by the server
      const fresh = [...made.children].filter((card) => !this.seen.has(this.id(card)));
      fresh.forEach((card) => { this.seen.add(this.id(card)); card.hidden = true; this.box.append(card); });
      this.dry = fresh.length === 0;
    } catch (error) {
      tellError(error);
      this.dry = true;
    }
    this.asking = false;
    this.show();
  }

  /* Show the next card now; send the decision after those before it. */
  decide(card, said, send) {
    const step = { card, said, waiting: true, judgements: [] };
    this.past.push(step);
    card.remove();
    this.count += 1;
    this.decided(this.count);
    this.show();
    scrollTo({ top: 0 });
    this.waiting = (this.waiting || 0) + 1;
    this.sending = this.sending.then(async () => {
      try {
        step.judgements = (await send()).judgements;
      } catch (error) {
        this.back(step);
        tellError(error);
      }
      step.waiting = false;
      this.waiting -= 1;
    });
    toast(said, { action: "Undo", onAction: () => this.undo(), seconds: 4 });
  }

  back(step) {
    this.past = this.past.filter((one) => one !== step);
    this.count -= 1;
    this.decided(this.count);
    this.box.prepend(step.card);
    this.dry = false;
    this.show();
  }

  undo() {
    const step = this.past.pop();
    if (!step) return;
    this.box.prepend(step.card);
    this.count -= 1;
    this.decided(this.count);
    this.show();
    this.sending = this.sending.then(async () => {
      if (!step.judgements.length) return;
      try {
        await post("/api/undo", { judgements: step.judgements });
        if (step.renew) await step.renew();
        toast("Taken back.", { seconds: 3 });
      } catch (error) {
        tellError(error);
      }
    });
  }
}
