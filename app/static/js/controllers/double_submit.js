// A second press within half a second is a tremor, not a wish: the form goes once.
const PAUSE = 500;

export function connect(page) {
  const sent = new WeakMap();
  page.addEventListener("submit", (event) => {
    const now = event.timeStamp;
    if (now - (sent.get(event.target) ?? -PAUSE) < PAUSE) {
      event.preventDefault();
      return;
    }
    sent.set(event.target, now);
  });
}
