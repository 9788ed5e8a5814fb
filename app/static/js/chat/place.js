// Where the page stands: at the newest message or above it, and how much of what went before is kept.
export const MOST = 200;
const NEAR = 90;

const end = (root) => root.querySelector("[data-end]").getBoundingClientRect().bottom;

export function isAtEnd(root) { return end(root) <= innerHeight + NEAR; }

export function toEnd(root) {
  scrollBy({ top: Math.max(0, end(root) - innerHeight + 8), behavior: "instant" });
}

// Only the last 200 stay; what goes can be read again behind "Older messages". The focus is never taken from anybody.
export function prune(root, list, items) {
  const extra = [...items].slice(0, -MOST);
  if (!extra.length || extra.some((item) => item.contains(document.activeElement))) return;
  const first = items[extra.length];
  for (const line of [...list.children]) {
    if (line === first) break;
    line.remove();
  }
  const older = root.querySelector("[data-older]");
  older.hidden = false;
  older.querySelector("a").search = `before=${first.dataset.sequence}`;
}

// Opening the page leads to what is new, else to the newest; an address that names a message leads there by itself.
export function open(root) {
  if (location.hash) return;
  const since = root.querySelector(".chat-since");
  if (since) since.scrollIntoView({ block: "start", behavior: "instant" });
  else toEnd(root);
}
