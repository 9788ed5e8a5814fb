// How the room and the way to it stand, in words: the line under the messages, and what takes the place of the box.
export class State {
  constructor(root, { words, site, composer }) {
    Object.assign(this, { root, words, site, composer, over: false });
    this.line = root.querySelector("[data-status]");
    this.room = root.querySelector("[data-state]");
    this.look();
  }

  // up, down, offline
  way(state) {
    if (!this.over) this.line.textContent = { up: this.words.live, down: this.words.connecting, offline: this.words.offline }[state];
  }

  // A host changed something, or a gathering's time came.
  async refresh() {
    this.room.replaceChildren(await this.site.piece(`${this.site.base}/state`));
    this.look();
  }

  look() {
    const { mayWrite, turns } = this.room.firstElementChild.dataset;
    this.composer.shut(mayWrite === "no");
    clearTimeout(this.turning);
    const wait = new Date(turns) - Date.now();
    if (wait < 2 ** 31) this.turning = setTimeout(() => this.refresh().catch(() => {}), Math.max(0, wait) + 1000 + Math.random() * 2000);
  }

  // Nothing comes here any more. What was typed stays, to be copied.
  end(text) {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.turning);
    const notice = Object.assign(document.createElement("div"), { className: "notice notice-warn" });
    notice.append(Object.assign(document.createElement("p"), { textContent: text }));
    this.root.querySelector("[data-cut]").append(notice);
    this.line.textContent = "";
    this.room.replaceChildren();
    this.composer.shut(true);
  }
}
