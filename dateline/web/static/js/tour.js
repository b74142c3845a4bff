/* A first look around, step by step, over the pages themselves. */

const STEP = "dateline-tour";
const STEPS = [
  { page: "/", at: "#map", text: "Every event that was told as having happened, drawn as large as its place is uncertain: a circle, or the outline of a province or country. Click one to see what is there." },
  { page: "/", at: "#timeline", text: "When it happened. Draw over the bars to keep only those days; the map and the list follow. An event without a day is in the list and counted, never hidden." },
  { page: "/", at: "#table", text: "The list. Open an event to see who says what, side by side, and every value with the words it came from." },
  { page: "/queue", at: ".dock", text: "The queue brings the most useful decision first. You need no mouse: a accepts, r rejects, e corrects, s skips, u takes back." },
  { page: "/pairs", at: ".dock", text: "Two claims: one event, or two? Judge by the words. Your answer holds at every later merge." },
  { page: "/downloads", at: ".formats", text: "Take the record with you. Each format says what it cannot say. That is all: press ? on any page for its keys." },
];

let box = null;

function end() {
  sessionStorage.removeItem(STEP);
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  box?.remove();
}

function show(n) {
  const step = STEPS[n];
  if (!step) { end(); return; }
  sessionStorage.setItem(STEP, String(n));
  if (location.pathname !== step.page) { location.href = step.page; return; }
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const target = document.querySelector(step.at);
  if (!target) { show(n + 1); return; }
  target.classList.add("lit");
  target.scrollIntoView({ block: "center" });
  box?.remove();
  box = document.createElement("div");
  box.className = "tour";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", `Step ${n + 1} of ${STEPS.length}`);
  const words = Object.assign(document.createElement("p"), { id: "tour-words", textContent: step.text });
  box.setAttribute("aria-describedby", words.id);
  const next = Object.assign(document.createElement("button"), { type: "button", textContent: n + 1 < STEPS.length ? "Next" : "Done" });
  const stop = Object.assign(document.createElement("button"), { type: "button", textContent: "Stop", className: "quiet" });
  const count = Object.assign(document.createElement("small"), { textContent: ` ${n + 1} of ${STEPS.length}` });
  next.addEventListener("click", () => show(n + 1));
  stop.addEventListener("click", end);
  box.append(words, next, " ", stop, count);
  document.body.append(box);
  const around = target.getBoundingClientRect();
  const below = around.bottom + 12 + box.offsetHeight < innerHeight;
  box.style.left = `${Math.max(12, Math.min(innerWidth - box.offsetWidth - 12, around.left + 16))}px`;
  box.style.top = `${below ? around.bottom + 12 : Math.max(12, Math.min(innerHeight - box.offsetHeight - 12, around.top + 16))}px`;
  next.focus({ preventScroll: true });
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
}

export const start = () => show(0);
export function resume() {
  const address = new URL(location.href);
  if (address.searchParams.has("tour")) { // asked for once: a page that is loaded again does not begin anew
    address.searchParams.delete("tour");
    history.replaceState(null, "", address);
  }
  show(Number(sessionStorage.getItem(STEP) || 0));
}
