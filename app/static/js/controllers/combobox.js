// Suggestions while typing. The box stays a plain text box: own words are kept, the Search button works alone.
import { List } from "../lib/suggestions.js";

const PAUSE = 250;

export function connect(element) {
  const box = element.querySelector("input.input");
  const chosen = element.querySelector("[data-chosen]");
  const status = element.querySelector("[role=status]");
  const { url, kind, one, many, none } = element.dataset;
  const list = new List(box, (item) => {
    box.value = item.name;
    if (chosen) chosen.value = item.id;
  });
  let waiting;
  let latest = 0;

  async function ask() {
    const words = box.value.trim();
    const turn = ++latest;
    if (words.length < 2) return list.close();
    const answer = await fetch(`${url}?${new URLSearchParams({ q: words, kind })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== latest) return;
    const items = await answer.json();
    list.show(items);
    status.textContent = items.length === 0 ? none : items.length === 1 ? one : many.replace("#", items.length);
  }

  box.addEventListener("input", () => {
    if (chosen) chosen.value = "";
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => list.close()), PAUSE);
  });
  box.addEventListener("keydown", (event) => list.key(event));
  box.addEventListener("blur", () => {
    latest++;
    list.close();
  });
}
