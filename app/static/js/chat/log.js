// The row of numbers of one room as a page keeps it: everything once, in order, and holes asked for. No DOM in here.
export { Outbox } from "./outbox.js";

const [PATIENCE, LONGEST_WAIT] = [1000, 30000];
const MOST_AHEAD = 500;

export class Log {
  // after: the last number the page shows. sync(after): asks the site, gives its answer or throws. show(name, data): once a number.
  constructor({ after = 0, sync, show, patience = PATIENCE, later = (work, wait) => setTimeout(work, wait) }) {
    Object.assign(this, { last: after, known: after, sync, show, patience, later, ahead: new Map(), watching: false, asking: null });
  }

  // One event with a number, as it came.
  take(name, data) {
    const number = data.sequence;
    if (number <= this.last) return;
    if (this.ahead.size < MOST_AHEAD || number === this.last + 1) this.ahead.set(number, [name, data]);
    this.drain();
    this.hear(number);
  }

  // A number that exists, though its event may not have come: from now on it is waited for.
  hear(number, wait = this.patience) {
    this.known = Math.max(this.known, number);
    if (this.known <= this.last || this.watching) return;
    const before = this.last;
    this.watching = true;
    this.later(() => {
      this.watching = false;
      // While the row moves the missing one may be on its way; a row that stands still is asked about.
      if (this.known <= this.last || this.last > before) this.hear(this.last);
      else this.ask().then(() => this.hear(this.last), () => this.hear(this.last, Math.min(LONGEST_WAIT, wait * 2)));
    }, wait);
  }

  // What the site answered to `join` or `sync`. Numbers up to `up_to` that are not in it are not for this person.
  async catchUp({ entries, up_to: upTo, last, more }) {
    for (const [name, data] of entries) if (data.sequence > this.last) this.pass(name, data);
    this.last = Math.max(this.last, upTo);
    for (const number of this.ahead.keys()) if (number <= this.last) this.ahead.delete(number);
    this.drain();
    if (more && upTo < last) await this.ask();
    else this.hear(last);
  }

  // Ask for what comes after the last number; one question at a time.
  ask() {
    this.asking ??= this.sync(this.last).finally(() => { this.asking = null; }).then((answer) => this.catchUp(answer));
    return this.asking;
  }

  pass(name, data) {
    this.last = data.sequence;
    this.show(name, data);
  }

  drain() {
    for (let next; (next = this.ahead.get(this.last + 1)); this.pass(...next)) this.ahead.delete(this.last + 1);
  }
}
