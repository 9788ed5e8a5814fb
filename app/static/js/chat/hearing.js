// How new messages come: read out or not, paused or not, and the way to the newest one.
export class Hearing {
  constructor(root, { words, list, announcer }) {
    Object.assign(this, { words, list, announcer });
    this.newest = root.querySelector("[data-newest-button]");
    this.pause = root.querySelector("[data-pause]");
    root.querySelector("[data-announce-choice]").addEventListener("change", ({ target }) => { announcer.mode = target.value; });
    this.pause.addEventListener("click", () => this.turn());
    this.newest.addEventListener("click", () => {
      if (list.isPaused) this.turn();
      else list.jump();
      [...list.items].at(-1)?.querySelector("h3").focus({ preventScroll: true });
    });
    root.querySelector("[data-hearing]").hidden = false;
  }

  turn() {
    const { list, words } = this;
    list.isPaused = !list.isPaused;
    this.pause.textContent = list.isPaused ? words.go_on : words.pause;
    this.pause.setAttribute("aria-pressed", String(list.isPaused));
    const came = list.held.length;
    if (list.isPaused) this.announcer.state(words.paused.replace("#", 0));
    else list.jump();
    if (came) this.announcer.state(came === 1 ? words.new_1 : words.new_n.replace("#", came));
    this.show();
  }

  // After something came or was seen.
  show() {
    const { words, list: { fresh, isPaused } } = this;
    this.newest.hidden = !fresh;
    this.newest.querySelector("span").textContent = (isPaused ? words.paused : words.newest_n).replace("#", fresh);
  }
}
