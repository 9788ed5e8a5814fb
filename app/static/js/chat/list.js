// The messages on the page: adds at the end without moving what is being read, and holds back while that would, or while paused.
import { drawn } from "./drawn.js";
import { MOST, isAtEnd, prune, toEnd } from "./place.js";

export class List {
  // root: the room's element. changed(): after something was added, held back or shown.
  constructor(root, dresser, changed) {
    Object.assign(this, { root, dresser, changed, held: [], fresh: 0, isPaused: false });
    this.list = root.querySelector("[data-list]");
    this.dayLine = root.querySelector("[data-day-line]").content;
    for (const item of this.items) dresser.dress(item);
    addEventListener("scroll", () => { if (this.fresh && !this.held.length && isAtEnd(root)) this.seen(); }, { passive: true });
  }

  get items() { return this.list.querySelectorAll(":scope > .message"); }

  find(number) { return document.getElementById(`m-${number}`) ?? this.held.find((item) => item.id === `m-${number}`); }

  // The markup of an item as the site drew it.
  read(html) {
    return this.dresser.dress(drawn(html).querySelector("li"));
  }

  add(item) {
    const follows = isAtEnd(this.root) && !document.hidden && !this.isPaused;
    if (this.isPaused || (!follows && this.items.length >= MOST)) this.held.push(item);
    else this.place(item);
    if (follows) this.toEnd();
    else this.fresh += 1;
    this.changed();
  }

  place(item) {
    const [before, day] = [[...this.items].at(-1), this.dresser.dayOf(item)];
    if (!before || this.dresser.dayOf(before) !== day) {
      const line = this.dayLine.cloneNode(true);
      this.dresser.dressDay(line, item, day);
      this.list.append(line);
    }
    this.list.append(item);
    this.root.querySelector("[data-empty]")?.remove();
  }

  // What was held back comes; the page goes to the newest.
  jump() {
    for (const item of this.held.splice(0)) this.place(item);
    this.toEnd();
    this.seen();
  }

  seen() {
    this.fresh = 0;
    this.changed();
  }

  toEnd() {
    prune(this.root, this.list, this.items);
    toEnd(this.root);
  }
}
