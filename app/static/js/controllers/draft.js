// Keeps what is being written in this tab until it is sent: 800 ms after a pause, and when the page is left.
// sessionStorage, so nothing stays on a shared device once the tab is closed.
const PAUSE = 800;

function time() {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format();
}

export function connect(element) {
  const box = element.querySelector("[data-draft]");
  const key = `draft:${box.dataset.draft}`;
  const status = element.querySelector("[data-draft-status]");
  const given = box.value;
  let waiting;
  let sent = false;

  function keep() {
    clearTimeout(waiting);
    try {
      if (!box.value || box.value === given) return sessionStorage.removeItem(key);
      sessionStorage.setItem(key, box.value);
      if (status) status.textContent = status.dataset.saved.replace("#", time());
    } catch { /* storage is full or refused: the words are still in the box */ }
  }

  function bringBack() {
    try {
      const kept = sessionStorage.getItem(key);
      if (kept && !box.value) {
        box.value = kept;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
    } catch { /* nothing was kept */ }
  }

  bringBack();
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  addEventListener("pagehide", () => { if (!sent) keep(); });
  box.form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    sent = true;
    clearTimeout(waiting);
    sessionStorage.removeItem(key);
  });
}
