// The way between page and site: opens it, hears what comes, asks every 15 seconds while there is no socket, ends when told so.
import { Asking } from "./asking.js";
import { Connection } from "./connection.js";
import { Missed } from "./missed.js";
import { Gone } from "./site.js";

const POLL_EVERY = 15000;
const SLOW = 5000;

export class Way {
  constructor({ room, site, log, state, announcer, sending, people, words }) {
    Object.assign(this, { room, log, state, sending, people, words, missed: new Missed(announcer, words) });
    this.connection = new Connection({ ticket: () => site.ticket(), heard: (name, data) => this.heard(name, data), turned: (to) => this.turned(to) });
    this.asking = new Asking({ room, site, words, connection: this.connection, ended: (text) => this.end(text) });
    addEventListener("offline", () => this.connection.drop());
    addEventListener("online", () => this.connection.wake());
  }

  open() {
    this.connection.open().catch(() => this.turned("down"));
    setTimeout(() => { if (!this.connection.isUp) this.turned("down"); }, SLOW);
    setInterval(() => { if (!document.hidden) this.poll(); }, POLL_EVERY);
  }

  async poll() {
    if (this.connection.isUp || this.state.over || !navigator.onLine) return;
    this.missed.stays();
    await this.log.ask().catch((error) => this.asking.failed(error));
    this.sending.outbox.go();
  }

  heard(name, data) {
    if (data.room !== this.room) return;
    if (name === "said" || name === "changed") this.log.take(name, data);
    else if (name === "room") setTimeout(() => this.state.refresh().catch(() => {}), Math.random() * 1000);
    else if (name === "typing") this.people.typing(data);
    else if (name === "people") this.people.here(data.people);
    else if (name === "cut") this.end(this.words[`cut_${data.why}`]);
  }

  turned(to) {
    if (to === "signed_out") return this.end(this.words.signed_out);
    this.state.way(to === "down" && !navigator.onLine ? "offline" : to);
    clearTimeout(this.first);
    if (to === "up") return this.join().catch((error) => this.asking.failed(error));
    this.missed.away();
    this.first = setTimeout(() => this.poll(), SLOW);
  }

  // Until the site answers: a lost answer, or one that says "not now", must not leave the page deaf.
  async join() {
    const answer = await this.asking.socket("join", { after: this.log.last }).catch(() => ({ error: "lost" }));
    if (this.state.over || !this.connection.isUp) return;
    if (answer.error === "forbidden" || answer.error === "notfound") throw new Gone();
    if (!answer.ok) return this.joinLater((answer.wait || 3) * 1000);
    await this.log.catchUp(answer);
    this.missed.back();
    this.sending.outbox.resume();
    this.people.enter();
  }

  joinLater(wait) {
    setTimeout(() => { if (this.connection.isUp) this.join().catch((error) => this.asking.failed(error)); }, wait);
  }

  end(text) {
    this.connection.close();
    this.sending.outbox.hold();
    this.state.end(text);
  }
}
