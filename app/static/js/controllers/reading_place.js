// Tells the site, when the page is left, up to which post it was read. Sits on the form of "Remember this place",
// whose button does the same by hand. The site never moves a place back for this.
const thread = () => document.querySelectorAll("[data-thread] > [id^='p-']");

export function connect(form) {
  let seen = 0;
  let sent = 0;

  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      // A post counts once its end was on the screen.
      if (isIntersecting) seen = Math.max(seen, Number(target.dataset.position));
    }
  });

  for (const post of thread()) {
    const end = document.createElement("span");
    end.dataset.position = post.id.slice(2);
    post.append(end);
    watcher.observe(end);
  }

  function tell() {
    if (seen <= sent) return;
    sent = seen;
    const words = new URLSearchParams(new FormData(form));
    words.set("position", seen);
    fetch(form.action, { method: "POST", body: words, keepalive: true, redirect: "manual" }).catch(() => {});
  }

  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  form.addEventListener("submit", () => { sent = Infinity; });
}
