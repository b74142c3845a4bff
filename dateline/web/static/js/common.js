/* What every page shares: asking the server, telling the person, the reviewer's name, folding, keys. */

const NAME = "dateline-reviewer";

export const reviewer = () => localStorage.getItem(NAME) || document.body.dataset.reviewer;

export class Refused extends Error {
  constructor(status, body) {
    super(body.error || `The server answered ${status}.`);
    this.status = status;
    this.body = body;
  }
}

/* Ask for JSON or HTML; throws Refused with the server's own sentence, or says that it cannot be reached. */
export async function ask(path, { told = null, ...options } = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: "The server cannot be reached. Is dateline serve still running?" });
  }
  const json = (answer.headers.get("content-type") || "").includes("json");
  const body = json ? await answer.json() : await answer.text();
  if (!answer.ok) throw new Refused(answer.status, json ? body : {});
  told?.(answer);
  return body;
}

export const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Dateline": "1" },
    body: JSON.stringify({ reviewer: reviewer(), ...body }),
  });

/* As post, but an event that only this reviewer has changed since it was looked at is no conflict. */
export async function postMine(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    const since = error.body?.judgements || [];
    const mine = error.status === 409 && error.body.version && since.length && since.every((one) => one.reviewer === reviewer());
    if (!mine) throw error;
    return post(path, { ...body, event: error.body.event, saw: error.body.version });
  }
}

/* Run something that leads to a new page, once: a second press while it is under way does nothing. */
let underway = false;
export async function once(act) {
  if (underway) return;
  underway = true;
  const slow = setTimeout(() => toast("Still being kept …", { seconds: 30 }), 1500);
  try {
    await act();
  } catch (error) {
    tellError(error);
  }
  clearTimeout(slow);
  underway = false;
}

export function toast(text, { bad = false, action = null, onAction = null, seconds = 6 } = {}) {
  const box = document.querySelector(".toasts");
  const line = document.createElement("div");
  line.className = bad ? "toast bad" : "toast";
  if (bad) line.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action;
    button.addEventListener("click", () => { line.remove(); onAction(); });
    line.append(button);
  }
  box.append(line);
  while (box.children.length > 3) box.firstChild.remove();
  // it stays while somebody points at it or stands on its button
  const leave = () => (line.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : line.remove());
  setTimeout(leave, seconds * 1000);
  return line;
}

export const undo = async (judgements, after) => {
  try {
    await post("/api/undo", { judgements });
    tellAfterwards("Taken back.");
    if (after) after(); else location.reload();
  } catch (error) {
    toast(error.message, { bad: true });
  }
};

/* A page that was loaded after a decision tells of it and offers to take it back. */
const TOLD = "dateline-told";
export const tellAfterwards = (text, judgements) => sessionStorage.setItem(TOLD, JSON.stringify({ text, judgements }));
const told = sessionStorage.getItem(TOLD);
if (told) {
  sessionStorage.removeItem(TOLD);
  const { text, judgements } = JSON.parse(told);
  toast(text, judgements && judgements.length ? { action: "Undo", onAction: () => undo(judgements), seconds: 10 } : {});
}

export const typing = (event) =>
  event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]") !== null;
export const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

/* Someone else decided meanwhile: say what changed and show it; nothing of ours was kept. */
export function tellConflict(error) {
  const changed = (error.body.changed || []).join(" ");
  toast(`${error.message} ${changed}`, { bad: true, action: "Show it as it is now", onAction: () => location.reload(), seconds: 30 });
}

export const tellError = (error) => (error.status === 409 ? tellConflict(error) : toast(error.message, { bad: true, seconds: 12 }));

/* ------------------------------------------------------------------------------------------------ head of the page */

const nameShown = document.querySelector("[data-reviewer-name]");
if (nameShown) nameShown.textContent = reviewer();
const me = document.getElementById("me");
document.querySelector("[data-me]")?.addEventListener("click", () => {
  document.getElementById("me-name").value = reviewer();
  me.showModal();
});
me?.addEventListener("close", () => {
  const name = document.getElementById("me-name").value.trim();
  if (me.returnValue !== "keep" || !name) return;
  localStorage.setItem(NAME, name);
  nameShown.textContent = name;
  tellServer();
});
/* The server asks by this name which pairs this reviewer has left open. */
function tellServer() {
  const name = localStorage.getItem(NAME);
  if (name) document.cookie = `reviewer=${encodeURIComponent(name)}; path=/; max-age=31536000; samesite=strict`;
}
tellServer();

const fold = document.querySelector("[data-fold]");
export const folded = () => fold?.getAttribute("aria-pressed") === "true";
fold?.addEventListener("click", () => {
  const now = !folded();
  fold.setAttribute("aria-pressed", String(now));
  document.cookie = `fold=${now ? 1 : 0}; path=/; max-age=31536000; samesite=strict`;
  document.querySelectorAll("details.graphic").forEach((one) => { one.open = !now; });
});

const help = document.getElementById("help");
document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());

const PLACES = { r: "/", q: "/queue", p: "/pairs", t: "/reports", d: "/downloads" };
let going = false;
document.addEventListener("keydown", (event) => {
  if (typing(event) || !plain(event) || document.querySelector("dialog[open]")) return;
  if (going) {
    going = false;
    if (PLACES[event.key]) { event.preventDefault(); event.stopImmediatePropagation(); location.href = PLACES[event.key]; }
    return;
  }
  if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1200);
  } else if (event.key === "?") {
    event.preventDefault();
    help?.showModal();
  } else if (event.key === "/") {
    const search = document.querySelector("input[type='search']");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  }
});

document.querySelectorAll("[data-tour]").forEach((button) =>
  button.addEventListener("click", async () => (await import("./tour.js")).start()));
if (new URLSearchParams(location.search).has("tour") || sessionStorage.getItem("dateline-tour")) {
  import("./tour.js").then((tour) => tour.resume());
}
