/* The overview: the filters' address is the state; map, timeline and list follow it and change it. */

import { ask, plain, tellError, typing } from "./common.js";
import { Timeline } from "./timeline.js";

const form = document.getElementById("filters");
const table = document.getElementById("table");
const tally = document.getElementById("tally");
const follow = document.getElementById("follow");
const small = matchMedia("(max-width: 899px)");
if (small.matches) form.querySelector("details").open = false;
small.addEventListener("change", () => { form.querySelector("details").open = !small.matches; });

let globe = null;
let asking = null;
let latest = null; // the scene that is shown: the map, which comes later, takes it from here

const state = () => new URLSearchParams(location.search);
const number = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

function formState() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (String(value).trim()) asked.append(name, String(value).trim());
  if (asked.get("sort") === "-date") asked.delete("sort");
  return asked;
}

/* Fields that are set by the map or the timeline, so that the form keeps them. */
function setField(name, value) {
  let field = form.elements.namedItem(name);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  field.value = value || "";
}

function told(scene, asked) {
  const link = (text, name, value) => {
    const to = new URLSearchParams(asked);
    to.set(name, value);
    to.delete("page");
    const a = document.createElement("a");
    a.href = `/?${to}`;
    a.textContent = text;
    return a;
  };
  const parts = [`${number(scene.total, "event", "events")}, ${scene.drawn === scene.total ? "all" : scene.drawn.toLocaleString("en")} on the map.`];
  if (scene.unplaced) parts.push(" Not on it: ", link(`${scene.unplaced.toLocaleString("en")} without a known place`, "missing", "place"), ".");
  if (scene.undated) parts.push(" Not on the timeline: ", link(`${scene.undated.toLocaleString("en")} without a date`, "missing", "date"), ".");
  if (scene.not_done) parts.push(` Only in the list: ${scene.not_done.toLocaleString("en")} denied, planned, threatened or rejected.`);
  tally.replaceChildren(...parts);
}

async function refresh({ list = true } = {}) {
  const asked = state();
  asking?.abort();
  asking = new AbortController();
  const options = { signal: asking.signal };
  try {
    const [scene, rows] = await Promise.all([
      ask(`/api/scene?${asked}`, options),
      list ? ask(`/part/table?${asked}`, options) : null,
    ]);
    if (rows !== null) list_(rows);
    told(scene, asked);
    timeline.show(scene, asked.get("from"), asked.get("to"));
    latest = scene;
    await globe?.show(scene);
    document.body.dataset.ready = String(Date.now());
  } catch (error) {
    if (error.name !== "AbortError") tellError(error);
  }
}

/* A new list; whoever stood on one of its controls or events stands there again. */
function list_(rows) {
  const held = table.contains(document.activeElement) ? document.activeElement : null;
  const row = held?.closest("tr[data-event]")?.dataset.event;
  table.innerHTML = rows; // our own template: every value in it is escaped by the server
  if (!held) return;
  const again = held.id ? document.getElementById(held.id) : row ? table.querySelector(`tr[data-event="${CSS.escape(row)}"] th a`) : null;
  (again || table).focus({ preventScroll: true });
}

function go(asked, how = "push") {
  const address = `/${asked.size ? "?" : ""}${asked}`;
  if (address === location.pathname + location.search) return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", address);
  refresh();
}

const timeline = new Timeline(document.getElementById("timeline"), (from, to) => {
  setField("from", from);
  setField("to", to);
  go(formState());
});
document.getElementById("all-days").addEventListener("click", () => { timeline.range = null; timeline.tell(); });

form.addEventListener("submit", (event) => { event.preventDefault(); go(formState()); });
form.addEventListener("change", () => go(formState()));
document.addEventListener("change", (event) => { if (event.target.id === "sort") go(formState()); });
let typed = null;
form.elements.namedItem("q").addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(() => go(formState(), "replace"), 250);
});
addEventListener("popstate", () => location.reload());

follow.addEventListener("change", () => {
  setField("box", follow.checked && globe ? globe.frame() : "");
  go(formState());
});
let moving = null;
function moved() {
  if (!follow.checked) return;
  clearTimeout(moving);
  moving = setTimeout(() => { setField("box", globe.frame()); go(formState(), "replace"); }, 200);
}

let picking = 0;
async function pick(what, at) {
  const asked = state(), turn = (picking += 1); // an earlier click may be answered later
  for (const [name, value] of Object.entries(what)) asked.set(name, value);
  try {
    const html = await ask(`/part/spot?${asked}`);
    if (turn !== picking) return;
    const box = document.createElement("div");
    box.className = "spot";
    box.innerHTML = html; // our own template, escaped by the server
    globe.popup(at, box);
  } catch (error) {
    tellError(error);
  }
}

/* Rows and map light each other up; j and k walk the list. */
table.addEventListener("pointerover", (event) => {
  const row = event.target.closest("tr[data-event]");
  globe?.light(row && row.dataset.lat ? Number(row.dataset.lon) : null, row ? Number(row.dataset.lat) : null);
});
table.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-event]");
  table.querySelectorAll("tr.on").forEach((one) => one.classList.remove("on"));
  row?.classList.add("on");
  globe?.light(row && row.dataset.lat ? Number(row.dataset.lon) : null, row ? Number(row.dataset.lat) : null);
});
table.addEventListener("pointerleave", () => globe?.light(null, null));
document.addEventListener("keydown", (event) => {
  if (typing(event) || !plain(event) || document.querySelector("dialog[open]") || (event.key !== "j" && event.key !== "k")) return;
  const links = [...table.querySelectorAll("tr[data-event] th a")];
  const now = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, now + (event.key === "j" ? 1 : -1)))]?.focus();
});

refresh({ list: false });
import("./map.js").then(({ Globe }) => {
  const box = state().get("box")?.split(",").map(Number);
  const view = box ? [[box[0], Math.max(-85, box[1])], [box[0] > box[2] ? box[2] + 360 : box[2], Math.min(85, box[3])]] : null;
  globe = new Globe(document.getElementById("map"), { pick, moved, view });
  globe.map.on("idle", () => { document.body.dataset.map = "idle"; });
  if (latest) globe.show(latest).catch(tellError); // not asked again: an answer would undo a choice made meanwhile
}).catch(() => {
  document.body.dataset.map = "none";
  document.getElementById("map").textContent = "The map cannot be drawn here: this browser offers no WebGL. The list and the timeline have everything.";
});
