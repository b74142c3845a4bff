/* The timeline: a bar a period, a brush over it, by pointer and by keys. */

const SVG = "http://www.w3.org/2000/svg";
const make = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const longDay = (iso) => `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4))}`;

export class Timeline {
  constructor(box, chosen) {
    this.box = box;
    this.chosen = chosen;
    this.bars = [];
    this.range = null;
    this.drag = null;
    this.waiting = null;
    box.addEventListener("pointerdown", (event) => this.press(event));
    box.addEventListener("pointermove", (event) => this.move(event));
    box.addEventListener("pointerup", (event) => this.release(event));
    box.addEventListener("pointercancel", () => { this.drag = null; this.draw(); });
    box.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(box);
  }

  show(scene, from, to) {
    this.bars = scene.bars;
    this.period = scene.period;
    this.most = scene.most || 1;
    // A choice under way is the newer one: an answer that comes meanwhile does not undo it.
    if (this.drag || this.waiting) this.range = this.within(this.range);
    else this.range = from || to ? this.indices(from, to) : null;
    this.draw();
  }

  within(range) {
    const last = this.bars.length - 1;
    return range && last >= 0 ? range.map((at) => Math.min(at, last)) : null;
  }

  indices(from, to) {
    const n = this.bars.length;
    if (!n) return null;
    const first = from ? this.bars.findIndex((bar) => bar.to >= from) : 0;
    let last = n - 1;
    if (to) while (last > 0 && this.bars[last].from > to) last -= 1;
    return [first < 0 ? n - 1 : first, last];
  }

  at(event) {
    const box = this.box.getBoundingClientRect();
    return Math.max(0, Math.min(this.bars.length - 1, Math.floor(((event.clientX - box.left) / box.width) * this.bars.length)));
  }

  press(event) {
    if (!this.bars.length || event.button) return;
    const at = this.at(event);
    const grip = event.target.dataset?.grip;
    if (grip && this.range) this.drag = { from: grip === "left" ? this.range[1] : this.range[0], resize: true };
    else if (event.target.classList.contains("sel") && this.range) this.drag = { offset: at - this.range[0], wide: this.range[1] - this.range[0] };
    else this.drag = { from: at };
    this.drag.start = event.clientX;
    this.box.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.drag) return;
    const at = this.at(event);
    if (this.drag.offset !== undefined) {
      const left = Math.max(0, Math.min(this.bars.length - 1 - this.drag.wide, at - this.drag.offset));
      this.range = [left, left + this.drag.wide];
    } else {
      this.range = [Math.min(this.drag.from, at), Math.max(this.drag.from, at)];
    }
    this.draw();
  }

  release(event) {
    if (!this.drag) return;
    const click = Math.abs(event.clientX - this.drag.start) < 4 && !this.drag.resize;
    if (click && this.drag.offset !== undefined) this.range = [this.at(event), this.at(event)];
    else if (click) this.range = [this.drag.from, this.drag.from];
    this.drag = null;
    this.draw();
    this.tell();
  }

  key(event) {
    const n = this.bars.length;
    if (!n) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Escape" || event.key === "Delete") this.range = null;
    else if (event.key === "Home") this.range = [0, 0];
    else if (event.key === "End") this.range = [n - 1, n - 1];
    else if (step !== undefined) {
      const [left, right] = this.range || (step > 0 ? [-1, -1] : [n, n]);
      if (event.shiftKey) this.range = [Math.max(0, left), Math.max(Math.max(0, left), Math.min(n - 1, right + step))];
      else {
        const to = Math.max(0, Math.min(n - 1 - (right - left), left + step));
        this.range = [to, to + (right - left)];
      }
    } else return;
    event.preventDefault();
    this.draw();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.waiting = null; this.tell(); }, 250);
  }

  tell() {
    if (!this.range) this.chosen(null, null);
    else this.chosen(this.bars[this.range[0]].from, this.bars[this.range[1]].to);
  }

  words() {
    if (!this.bars.length) return "no event has a date";
    const [a, b] = this.range || [0, this.bars.length - 1];
    const from = this.bars[a].from, to = this.bars[b].to;
    return from === to ? longDay(from) : `${longDay(from)} to ${longDay(to)}`;
  }

  draw() {
    const wide = this.box.clientWidth, high = this.box.clientHeight - 18, n = this.bars.length;
    const svg = make("svg", { viewBox: `0 0 ${wide} ${high + 18}`, "aria-hidden": "true" });
    svg.append(make("line", { class: "axis", x1: 0, x2: wide, y1: high + 0.5, y2: high + 0.5 }));
    const each = n ? wide / n : wide;
    this.bars.forEach((bar, i) => {
      if (!bar.n) return;
      const tall = Math.max(1.5, (bar.n / this.most) * (high - 14));
      const out = this.range && (i < this.range[0] || i > this.range[1]);
      const rect = make("rect", { class: out ? "barn out" : "barn", x: i * each + 0.4, y: high - tall, width: Math.max(1, each - 0.8), height: tall, rx: Math.min(1.5, each / 4) });
      const title = make("title", {});
      title.textContent = `${bar.name}: ${Number.isInteger(bar.n) ? bar.n : bar.n.toFixed(1)}`;
      rect.append(title);
      svg.append(rect);
    });
    if (n) this.ticks(svg, wide, high, each);
    if (this.range && n) {
      const x = this.range[0] * each, w = (this.range[1] - this.range[0] + 1) * each;
      svg.append(make("rect", { class: "sel", x, y: 0, width: w, height: high }));
      for (const [side, gx] of [["left", x], ["right", x + w]]) {
        svg.append(make("rect", { class: "grip", "data-grip": side, x: gx - 3, y: high / 2 - 11, width: 6, height: 22, rx: 3 }));
      }
    }
    this.box.replaceChildren(svg);
    this.box.setAttribute("aria-valuetext", this.range ? this.words() : `all days, ${this.words()}`);
    this.box.setAttribute("aria-valuenow", n && this.range ? Math.round((100 * this.range[0]) / n) : 0);
    document.getElementById("period").textContent = this.words();
    document.getElementById("all-days").hidden = !this.range;
  }

  ticks(svg, wide, high, each) {
    const every = Math.max(1, Math.ceil(110 / each));
    for (let i = 0; i < this.bars.length; i += every) {
      const x = i * each;
      if (x > wide - 70 && i) break;
      svg.append(make("line", { class: "tick", x1: x + 0.5, x2: x + 0.5, y1: high, y2: high + 5 }));
      const text = make("text", { class: "when first", x: x + 1, y: high + 16 });
      text.textContent = this.bars[i].name.replace("week of ", "");
      svg.append(text);
    }
  }
}
