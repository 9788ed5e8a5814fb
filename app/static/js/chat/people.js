// Who is writing and who is here: in words, for members who switched it on, and never read out.
const SAY_EVERY = 4000;
const FORGET_AFTER = 6000;

export class People {
  // tell(event, on): to the site, if there is a way. line: who writes. place: who is here; both may be missing.
  constructor({ words, me, tell, box, line, place }) {
    Object.assign(this, { words, me, tell, line, place, writing: new Map(), said: 0 });
    if (!line) return;
    box.addEventListener("input", () => this.wrote(Boolean(box.value.trim())));
    box.addEventListener("blur", () => this.wrote(false));
    setInterval(() => this.draw(), 1000);
  }

  wrote(on) {
    const now = Date.now();
    if (on ? now - this.said < SAY_EVERY : !this.said) return;
    this.said = on ? now : 0;
    this.tell("typing", on);
  }

  typing({ id, name, on }) {
    if (!this.line || id === this.me) return;
    if (on) this.writing.set(id, { name, until: Date.now() + FORGET_AFTER });
    else this.writing.delete(id);
    this.draw();
  }

  draw() {
    for (const [id, { until }] of this.writing) if (until < Date.now()) this.writing.delete(id);
    const names = [...this.writing.values()].map(({ name }) => name);
    const words = this.words[`typing_${names.length > 2 ? "n" : names.length}`] ?? "";
    const text = words.replace(/#([12])/g, (_all, place) => names[place - 1]);
    if (this.line.textContent !== text) this.line.textContent = text;
  }

  // The page is connected: show it, if the member wants that.
  async enter() { if (this.place) this.here((await this.tell("present", true))?.people ?? []); }

  here(people) {
    if (this.place) this.place.textContent = people.map(({ name }) => name).join(", ") || this.words.nobody_here;
  }
}
