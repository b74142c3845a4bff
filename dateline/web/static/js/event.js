/* The event page: accept, reject, correct, split, merge, undo. */

import { once, plain, post, tellAfterwards, typing, undo } from "./common.js";
import { editAndKeep } from "./edit.js";

const page = document.querySelector(".eventpage");
const { event: id, version: saw } = page.dataset;

function leave(kept, said) {
  tellAfterwards(said, kept.judgements);
  if (kept.events.length && !kept.events.includes(id)) location.href = `/event/${encodeURIComponent(kept.events[0])}`;
  else location.reload();
}
const keep = (path, body, said) => once(async () => leave(await post(path, body), said));

const decide = (kind, subjects, said) => keep("/api/judgements", { event: id, saw, decisions: [{ kind, subjects }] }, said);
const verdict = (kind) => decide(kind, [id], kind === "accept" ? "Accepted." : "Rejected.");

async function correct(claim) {
  const kept = await editAndKeep(claim);
  if (kept) leave(kept, "Corrected.");
}

const ticked = () => [...page.querySelectorAll("[data-tick]:checked")].map((box) => box.value);
page.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick]")) return;
  const all = page.querySelectorAll("[data-tick]").length, n = ticked().length;
  page.querySelector("[data-split]").disabled = n === 0 || n === all;
});

page.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  let found;
  if ((found = hit("[data-decide]"))) verdict(found.dataset.decide);
  else if ((found = hit("[data-edit]"))) correct(found.dataset.edit);
  else if ((found = hit("[data-reject-claim]"))) decide("reject", [found.dataset.rejectClaim], "Claim rejected.");
  else if (hit("[data-split]")) keep(`/api/events/${encodeURIComponent(id)}/split`, { claims: ticked(), saw }, "Split.");
  else if ((found = hit("[data-part]"))) decide("different", found.dataset.part.split(" "), "Parted.");
  else if ((found = hit("[data-merge]"))) keep(`/api/events/${encodeURIComponent(id)}/merge`, { other: found.dataset.merge, saw, saw_other: found.dataset.saw }, "Merged.");
  else if ((found = hit("[data-undo]"))) once(() => undo([found.dataset.undo]));
});

page.querySelector("[data-merge-form]").addEventListener("submit", (event) => {
  event.preventDefault();
  keep(`/api/events/${encodeURIComponent(id)}/merge`, { other: event.target.elements.other.value.trim(), saw }, "Merged.");
});

document.addEventListener("keydown", (event) => {
  if (typing(event) || !plain(event) || document.querySelector("dialog[open]")) return;
  const act = {
    a: () => verdict("accept"),
    r: () => verdict("reject"),
    e: () => { const claim = page.querySelector("[data-edit]")?.dataset.edit; if (claim) correct(claim); },
    u: () => page.querySelector("[data-undo]")?.click(),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

const box = document.getElementById("map");
if (box) {
  const { lat, lon, km, group, name, sharp, area } = box.dataset;
  import("./map.js").then(({ Globe }) => {
    const globe = new Globe(box, { pick: () => {}, moved: () => {}, view: null });
    globe.map.on("idle", () => { document.body.dataset.map = "idle"; });
    const spots = { lon: [Number(lon)], lat: [Number(lat)], km: [Number(km)], sharp: [Boolean(sharp)], n: [1], group: [Number(group)], name: [name.split(",")[0]] };
    const none = { lon: [], lat: [], km: [], sharp: [], n: [], group: [], name: [] };
    globe.show(area ? { spots: none, areas: [{ id: area, name, n: 1, group: Number(group) }] } : { spots, areas: [] });
  }).catch(() => { document.body.dataset.map = "none"; box.textContent = "The map cannot be drawn here: this browser offers no WebGL."; });
}
