// Says new messages to those who listen, in a region that stood there before its words: at most once in three seconds, and how
// many rather than all of them when there are many. While nobody looks at the page it waits.
const EVERY = 3000;
const MOST_WORDS = 2;
const LONGEST = 500;
const KEPT = 20;

const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

export class Announcer {
  constructor(region, words, mode) {
    Object.assign(this, { region, words, mode, messages: [], states: [], last: 0, waiting: false });
    document.addEventListener("visibilitychange", () => this.plan());
  }

  message(text) {
    this.messages.push(shortened(text));
    this.plan();
  }

  // What was deleted is not said any more, nor does it stand in what was.
  forget(text) {
    this.messages = this.messages.filter((one) => one !== shortened(text));
    for (const line of [...this.region.children]) if (line.textContent.includes(shortened(text))) line.remove();
  }

  state(text) {
    if (!this.states.includes(text)) this.states.push(text);
    this.plan();
  }

  plan() {
    if (this.waiting || document.hidden || !(this.messages.length + this.states.length)) return;
    this.waiting = true;
    setTimeout(() => this.flush(), Math.max(100, this.last + EVERY - Date.now()));
  }

  flush() {
    this.waiting = false;
    if (document.hidden) return;
    const words = [...this.states.splice(0), ...this.heard(this.messages.splice(0))];
    if (!words.length) return;
    this.last = Date.now();
    this.region.append(Object.assign(document.createElement("p"), { textContent: words.join(" ") }));
    while (this.region.children.length > KEPT) this.region.firstChild.remove();
  }

  heard(messages) {
    if (!messages.length || this.mode === "silent") return [];
    if (this.mode === "all" && messages.length <= MOST_WORDS) return messages;
    return [messages.length === 1 ? this.words.new_1 : this.words.new_n.replace("#", messages.length)];
  }
}
