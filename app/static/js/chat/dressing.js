// Puts into a message what depends on who looks: our words in their language, their clock, what is their own, whom they avoid.
export class Dresser {
  constructor({ words, me, avoided, zone, lang }) {
    const [where, tongue] = [zone ? { timeZone: zone } : {}, lang === "en" ? "en-GB" : lang];
    Object.assign(this, { words, me, avoided: new Set(avoided) });
    this.clock = new Intl.DateTimeFormat(tongue, { ...where, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.days = new Intl.DateTimeFormat("en-CA", { ...where, year: "numeric", month: "2-digit", day: "2-digit" });
    this.long = new Intl.DateTimeFormat(tongue, { ...where, weekday: "long", day: "numeric", month: "long" });
  }

  // A message as it came, without words; or one that the page came with, whose clock is set to this device's.
  dress(item) {
    const { words } = this;
    for (const part of item.querySelectorAll("[data-word]")) part.textContent ||= words[part.dataset.word];
    for (const part of item.querySelectorAll("[data-note]")) part.textContent = words.show.replace("#", () => part.dataset.note);
    for (const part of item.querySelectorAll("[data-given]")) part.textContent = `${words[part.dataset.given]}, ${part.dataset.count}`;
    for (const part of item.querySelectorAll("time")) part.textContent = this.clock.format(new Date(part.dateTime));
    const answer = item.querySelector("[data-of]");
    if (answer && !answer.textContent.trim()) answer.textContent = this.quote(answer.dataset.of);
    if (item.dataset.author === this.me) this.own(item);
    if (this.avoided.has(item.dataset.author)) this.fold(item);
    return item;
  }

  dayOf(item) { return this.days.format(new Date(item.querySelector("time").dateTime)); }

  dressDay(line, item, day) {
    const link = line.querySelector("a");
    link.textContent = this.long.format(new Date(item.querySelector("time").dateTime));
    link.href = `${link.getAttribute("href")}${day}?zone=${encodeURIComponent(this.clock.resolvedOptions().timeZone)}`;
  }

  // A message as it is read out; what is folded stays folded.
  spoken(item) {
    const [name, note] = [this.nameOf(item), item.querySelector("[data-note]")?.dataset.note];
    if (item.querySelector(".message-fold")) return `${name}: ${this.words.filtered}`;
    if (note) return this.words.noted.replace(/#([12])/g, (_all, place) => [name, note][place - 1]);
    return `${name}: ${item.querySelector(".prose")?.textContent.trim() ?? this.words.deleted}`;
  }

  nameOf(item) { return item.querySelector("h3 bdi").textContent; }

  // Only what stands on this page: earlier words may not be for this reader.
  quote(number) {
    const answered = document.getElementById(`m-${number}`);
    const prose = answered?.querySelector("article > .prose");
    if (!prose || answered.querySelector(".message-fold")) return this.words.earlier;
    const said = prose.textContent.trim().replace(/\s+/g, " ");
    return `${this.words.answer.replace("#", () => this.nameOf(answered))}: ${said.length > 120 ? `${said.slice(0, 119)}…` : said}`;
  }

  own(item) {
    item.classList.add("is-own");
    if (item.querySelector(".post-role")) return;
    item.querySelector("h3").append(" ", Object.assign(document.createElement("span"), { className: "post-role", textContent: this.words.you }));
  }

  fold(item) {
    if (item.querySelector(".message-fold") || item.classList.contains("is-gone")) return;
    const fold = Object.assign(document.createElement("details"), { className: "message-fold" });
    const summary = Object.assign(document.createElement("summary"), { textContent: this.words.avoided.replace("#", () => this.nameOf(item)) });
    fold.append(summary, item.querySelector("article"));
    item.append(fold);
  }
}
