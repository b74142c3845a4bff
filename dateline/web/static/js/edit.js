/* The dialog that corrects a claim: only fields that were changed become judgements. */

import { ask, post, tellError } from "./common.js";

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/* What a place is known by. Another name is another place: without one from the gazetteer it has no spot. */
const NOWHERE = { lat: null, lon: null, precision: "unresolved", radius_km: null, geonames_id: null, admin1: null, country: null, feature: null, reason: "named by a person" };
const number = (text) => (text.trim() === "" ? null : Number(text));

function counted(group) {
  const before = JSON.parse(group.dataset.json);
  const part = (name) => number(group.querySelector(`[data-part="${name}"]`).value);
  const low = part("low"), high = part("high");
  if (before === null && low === null && high === null) return { before, after: null };
  const after = low === null && high === null ? null : { ...(before || { text: null, start: null, end: null }), low, high };
  if (before !== null && before.low === low && before.high === high) return { before, after: before };
  return { before, after };
}

function dated(group) {
  const before = JSON.parse(group.dataset.json);
  const part = (name) => group.querySelector(`[data-part="${name}"]`).value || null;
  let from = part("from"), to = part("to");
  if (!from && to) from = to;
  if (from && !to) to = from;
  if (from && to && from > to) [from, to] = [to, from];
  if ((before?.from ?? null) === from && (before?.to ?? null) === to) return { before, after: before };
  if (!from) return { before, after: before?.text ? { ...before, from: null, to: null, precision: "unknown", timex_value: null } : null };
  const words = before || { text: null, start: null, end: null, timex_type: "DATE", reason: null };
  const precision = from === to ? "day" : before && before.from === from && before.to === to ? before.precision : "range";
  return { before, after: { ...words, from, to, precision, timex_value: from === to ? from : `${from}/${to}` } };
}

function listed(list) {
  const items = [...list.querySelectorAll(".item")];
  const before = items.map((item) => JSON.parse(item.dataset.json));
  const after = items.filter((item) => !item.hidden).map((item) => {
    const value = { ...JSON.parse(item.dataset.json), ...(item.chosen || {}) };
    const name = item.querySelector('[data-part="name"]').value.trim();
    const kind = item.querySelector('[data-part="kind"]')?.value;
    if (name && name !== value.name) {
      if (list.dataset.list === "places") for (const field of Object.keys(NOWHERE)) if (field in value) value[field] = NOWHERE[field];
      value.name = name;
      if ("actor" in value) value.actor = null;
    }
    if (kind) value.kind = kind;
    return value;
  });
  return { before, after };
}

function changes(form) {
  const found = [];
  const add = (field, { before, after }) => { if (!same(before, after)) found.push({ field, value: after }); };
  form.querySelectorAll("select[data-field]").forEach((select) => {
    const before = [...select.options].find((option) => option.defaultSelected)?.value ?? select.options[0].value;
    if (select.value !== before) found.push({ field: select.dataset.field, value: select.value || null });
  });
  form.querySelectorAll("[data-group]").forEach((group) => add(group.dataset.group, group.dataset.group === "date" ? dated(group) : counted(group)));
  form.querySelectorAll("[data-list]").forEach((list) => add(list.dataset.list, listed(list)));
  return found;
}

async function search(item) {
  const list = item.querySelector(".candidates");
  const name = item.querySelector("[data-place]").value.trim();
  if (!name) return;
  list.textContent = "Looking …";
  const turn = (item.turn = (item.turn || 0) + 1); // an earlier search may answer later
  try {
    const found = await ask(`/api/places?name=${encodeURIComponent(name)}`);
    if (turn !== item.turn) return;
    list.replaceChildren(...found.map((place) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = [place.name, place.admin1, place.country].filter(Boolean).join(", ");
      const about = document.createElement("small");
      about.textContent = ` ${place.feature}, ${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}`;
      button.addEventListener("click", () => {
        const { name: called, lat, lon, precision, radius_km, geonames_id, admin1, country, feature } = place;
        item.chosen = { name: called, lat, lon, precision, radius_km, geonames_id, admin1, country, feature, reason: "chosen by a person" };
        item.querySelector("[data-place]").value = called;
        item.querySelector(".found").textContent = `${precision}, ${[admin1, country].filter(Boolean).join(", ")}`;
        list.replaceChildren();
        item.querySelector("[data-place]").focus();
      });
      line.append(button, about);
      return line;
    }));
    if (!found.length) list.textContent = "The gazetteer has no such name.";
  } catch (error) {
    if (turn !== item.turn) return;
    list.textContent = "";
    tellError(error);
  }
}

/* Open the dialog for a claim; resolves to what was sent ({decisions, ...}) or null when nothing was changed. */
let opening = false;
export async function edit(claim) {
  if (opening) return null;
  opening = true;
  let html;
  try {
    html = await ask(`/part/edit?claim=${encodeURIComponent(claim)}`);
  } catch (error) {
    tellError(error);
    return null;
  } finally {
    opening = false;
  }
  const before = document.activeElement;
  const dialog = document.createElement("dialog");
  dialog.className = "editor";
  dialog.setAttribute("aria-labelledby", "edit-title");
  dialog.innerHTML = html; // our own template, escaped by the server
  document.body.append(dialog);
  const form = dialog.querySelector("form");
  dialog.addEventListener("click", (event) => {
    const item = event.target.closest(".item");
    if (event.target.closest("[data-remove]")) {
      item.hidden = true;
      const list = item.closest("[data-list]");
      (list.querySelector(".item:not([hidden]) input") || form.querySelector("[data-reason]")).focus();
    } else if (event.target.closest("[data-search]")) search(item);
  });
  dialog.addEventListener("input", (event) => {
    if (!event.target.matches("[data-place]")) return;
    const item = event.target.closest(".item");
    item.chosen = null;
    item.turn = (item.turn || 0) + 1;
    item.querySelector(".found").textContent = "not looked up: Find gives its spot";
    item.querySelector(".candidates").replaceChildren();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-place]")) { event.preventDefault(); search(event.target.closest(".item")); }
  });
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => {
    const found = dialog.returnValue === "save" ? changes(form) : [];
    const reason = form.querySelector("[data-reason]").value.trim() || null;
    dialog.remove();
    before?.focus?.({ preventScroll: true });
    if (!found.length) { done(null); return; }
    done({
      event: form.dataset.event || null,
      saw: form.dataset.version || null,
      decisions: found.map((one) => ({ kind: "correct", subjects: [claim], field: one.field, value: one.value, reason })),
    });
  }));
}

/* Open the dialog and keep what was changed; resolves to the server's answer, or null. */
export async function editAndKeep(claim) {
  const wanted = await edit(claim);
  if (!wanted) return null;
  try {
    return await post("/api/judgements", wanted);
  } catch (error) {
    tellError(error);
    return null;
  }
}
