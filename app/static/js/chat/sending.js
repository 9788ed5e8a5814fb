// From the box to the room: words stay in this window until the site has them, over a reload and a lost line.
import { Composer } from "./composer.js";
import { Outbox } from "./outbox.js";

const QUIET = 400;

export class Sending {
  // ask(message): by whatever way there is. known(number): the number of one's own message.
  constructor({ form, room, words, waiting, announcer, entersSend, ask, known }) {
    Object.assign(this, { words, waiting, announcer, known, key: `unsent:${room}` });
    const kept = this.kept();
    this.outbox = new Outbox({ send: ask, told: (message, answer) => this.told(message, answer), keep: (row) => this.keep(row), kept });
    this.composer = new Composer(form, { words, entersSend, send: (said) => this.put(said) });
    for (const message of kept) waiting.show(message, words.sending);
  }

  kept() {
    try { return JSON.parse(sessionStorage.getItem(this.key)) ?? []; } catch { return []; }
  }

  keep(row) {
    try {
      if (row.length) sessionStorage.setItem(this.key, JSON.stringify(row));
      else sessionStorage.removeItem(this.key);
    } catch { /* storage is full or refused: the words are still on the page */ }
  }

  put(said) {
    const message = this.outbox.put(said);
    setTimeout(() => { if (this.outbox.row.includes(message) && !this.waiting.find(message.client_id)) this.waiting.show(message, this.words.sending); }, QUIET);
  }

  told(message, answer) {
    if (answer.retry) return this.waiting.show(message, this.words.later);
    if (!answer.ok) return this.refused(message, answer);
    if (answer.held) this.waiting.show(message, this.words.held);
    else this.known(answer.sequence);
    if (!answer.held) this.announcer.state(this.words.sent);
    else this.announcer.state(this.words.held);
  }

  refused(message, { fields }) {
    const [why] = Object.values(fields ?? {}).flat();
    const back = () => this.composer.giveBack(message) && this.waiting.remove(message.client_id);
    const again = () => {
      this.waiting.remove(message.client_id);
      this.put({ body: message.body, content_note: message.content_note, reply_to: message.reply_to });
    };
    this.composer.say(why ?? this.words.refused);
    if (!back()) this.waiting.show(message, why ?? this.words.refused, [[this.words.again, again], [this.words.back, back]]);
  }

  // One's own message stands in the room.
  heard({ client_id: id, sequence }) {
    this.waiting.remove(id);
    this.outbox.heard(id, sequence);
  }
}
