// What this page sent and nobody answered yet: one after the other, each again under the same name until the site answers.
const [TRY_AGAIN, LONGEST_WAIT] = [1500, 20000];
// Answers that end a message's way; every other one means: again, later.
const FINAL = new Set(["invalid", "forbidden", "notfound", "unknown"]);

export class Outbox {
  // send(message): asks the site, gives its answer or throws. told(message, answer): once at the end of a message's way, and with
  // `retry` whenever it has to wait. keep(messages): whenever the row of unsent ones changes.
  constructor({ send, told, keep = () => {}, kept = [], later = (work, wait) => setTimeout(work, wait), name = () => crypto.randomUUID() }) {
    Object.assign(this, { send, told, keep, later, name, row: [...kept], busy: false, held: false, tries: 0 });
  }

  // words: {body, content_note, reply_to}. Gives the message with the name it keeps.
  put(words) {
    const message = { client_id: this.name(), ...words };
    this.row.push(message);
    this.keep(this.row);
    this.go();
    return message;
  }

  // It came back among the room's own events: it was said, whatever became of the answer.
  heard(clientId, sequence) {
    const message = this.row.find((one) => one.client_id === clientId);
    if (message) this.end(message, { ok: true, sequence });
  }

  // Nothing goes out while there is no way to the site.
  hold() { this.held = true; }

  resume() {
    Object.assign(this, { held: false, tries: 0 });
    this.go();
  }

  async go() {
    if (this.busy || this.held || !this.row.length) return;
    this.busy = true;
    const [message] = this.row;
    const answer = await this.send(message).catch(() => ({ ok: false, error: "lost" }));
    this.busy = false;
    if (!this.row.includes(message)) this.go();
    else if (answer.ok || FINAL.has(answer.error)) this.end(message, answer);
    else this.again(message, answer);
  }

  end(message, answer) {
    this.row = this.row.filter((one) => one !== message);
    this.tries = 0;
    this.keep(this.row);
    this.told(message, answer);
    this.go();
  }

  again(message, answer) {
    this.told(message, { ...answer, retry: true });
    const grown = Math.min(LONGEST_WAIT, TRY_AGAIN * 2 ** this.tries++) * (0.5 + Math.random());
    this.later(() => this.go(), answer.wait ? answer.wait * 1000 + 100 : grown);
  }
}
