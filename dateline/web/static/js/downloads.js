/* Downloads: the profile chosen goes into every link; the loss report opens below its format. */

import { ask, tellError } from "./common.js";

const list = document.querySelector(".formats");
const query = () => {
  const asked = new URLSearchParams(list.dataset.query);
  const profile = document.querySelector("[name='profile']:checked").value;
  if (profile !== "full") asked.set("profile", profile);
  return asked;
};
const cell = (name, text) => Object.assign(document.createElement(name), { textContent: text });

function told(loss) {
  const box = document.createElement("div");
  const left = loss.left_out.reduce((n, one) => n + one.events, 0);
  box.append(cell("p", `${loss.written.toLocaleString("en")} events written, ${left.toLocaleString("en")} left out.`));
  for (const one of loss.left_out) box.append(cell("p", `Left out: ${one.events.toLocaleString("en")}, because ${one.why}.`));
  const rows = [...loss.dropped, ...loss.changed, ...loss.withheld];
  if (!rows.length) { box.append(cell("p", "Every value of these events is in the file.")); return box; }
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of ["Field", "What happens", "Values"]) head.append(Object.assign(cell("th", name), { scope: "col" }));
  const rest = table.createTBody();
  for (const one of rows) {
    const row = rest.insertRow();
    row.append(Object.assign(cell("th", one.field), { scope: "row" }), cell("td", `${one.what}: ${one.why}`), Object.assign(cell("td", one.values.toLocaleString("en")), { className: "num" }));
  }
  box.append(table);
  return box;
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "profile") return;
  list.querySelectorAll("li").forEach((item) => {
    item.querySelector("a[download]").href = `/api/exports/${item.dataset.format}?${query()}`;
    item.querySelector(".loss").hidden = true;
  });
});
list.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-loss]");
  if (!button) return;
  const item = button.closest("li"), box = item.querySelector(".loss");
  if (!box.hidden) { box.hidden = true; return; }
  box.hidden = false;
  box.textContent = "Counting …";
  try {
    box.replaceChildren(told(await ask(`/api/exports/${item.dataset.format}/loss?${query()}`)));
  } catch (error) {
    box.hidden = true;
    tellError(error);
  }
});
