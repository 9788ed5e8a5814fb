// Tells the site up to which message one has read: every few seconds at most, and when the page is left.
const EVERY = 5000;

export class Reading {
  constructor({ list, log, site }) {
    Object.assign(this, { list, log, site, told: 0, waiting: false });
    addEventListener("scroll", () => this.later(), { passive: true });
    addEventListener("pagehide", () => this.tell());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.tell() : this.later()));
    this.later();
  }

  // A message counts once its end was on the screen; the last one stands for everything that happened so far.
  get seen() {
    const [...items] = this.list.items;
    const last = items.findLastIndex((item) => item.getBoundingClientRect().bottom <= innerHeight);
    const isAll = last === items.length - 1 && !this.list.held.length;
    return isAll ? this.log.last : Number(items[last]?.dataset.sequence ?? 0);
  }

  later() {
    if (this.waiting || document.hidden) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.tell();
    }, EVERY);
  }

  tell() {
    const { seen } = this;
    if (seen <= this.told) return;
    this.told = seen;
    this.site.read(seen).catch(() => {});
  }
}
