// Open pages in JavaScript: the product's own log, outbox and connection over the real client of Socket.IO, without a DOM.
// Each line of standard input is an order, {page, order, …}; each line of standard output is what a page did or saw.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";
import { Connection, SignedOut } from "../../../app/static/js/chat/connection.js";
import { Log, Outbox } from "../../../app/static/js/chat/log.js";

const FINAL = ["invalid", "forbidden", "notfound", "unknown"];
const now = () => Date.now() / 1000;
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const pick = (list) => list[Math.floor(Math.random() * list.length)];

// One room on one page. What a reload keeps: the last number, and what nobody answered yet.
class Room {
  constructor(page, name, id, { last = 0, kept = [] } = {}) {
    Object.assign(this, { page, name, id, kept });
    this.log = new Log({ after: last, sync: (after) => this.fetch("sync", after), show: (event, data) => this.show(event, data) });
    this.outbox = new Outbox({
      kept,
      name: () => page.nextName(),
      keep: (row) => { this.kept = [...row]; },
      send: (message) => this.send(message),
      told: (message, answer) => answer.retry || this.isGone || this.settle(message, answer),
    });
    this.outbox.hold();
  }

  // The tab that it stood in was reloaded, or it is not ours any more.
  get isGone() { return this.page.rooms[this.name] !== this; }

  // Answers that are none are waited for: the log asks again by its own clock.
  async fetch(event, after) {
    const answer = await this.page.ask(event, { room: this.id, after });
    if (this.isGone) throw new Error("gone");
    if (answer.ok) return this.page.careless ? { entries: [], up_to: answer.last, last: answer.last, more: false } : answer;
    if (FINAL.includes(answer.error)) this.page.lose(this.name);
    else await pause(answer.wait ?? 1);
    throw new Error(answer.error);
  }

  async join() {
    while (!this.isGone && this.page.line?.isUp) {
      const answer = await this.fetch("join", this.log.last).catch(() => null);
      if (answer) return this.log.catchUp(answer).then(() => this.outbox.resume(), () => this.outbox.resume());
    }
  }

  show(event, data) {
    if (this.isGone) return;
    this.page.show(this.name, event, data);
    if (event === "said") this.outbox.heard(data.client_id, data.sequence);
  }

  say(words) {
    const message = this.outbox.put({ body: words });
    tell({ said: { page: this.page.name, room: this.name, client_id: message.client_id, words, begun: now() } });
  }

  async send({ client_id, body }) {
    try {
      return await this.page.ask("send", { room: this.id, client_id, body });
    } catch (error) {
      this.page.unanswered.add(client_id);
      throw error;
    }
  }

  settle({ client_id }, answer) {
    const refused = this.page.unanswered.has(client_id) ? "unknown" : "failed";
    tell({ told: { client_id, outcome: answer.ok ? "ok" : refused, sequence: answer.sequence ?? 0, ended: now() } });
  }
}

class Page {
  constructor({ name, url, origin, cookie, token, rooms, doors, pause: rest, transport }) {
    Object.assign(this, { name, url, origin, cookie, token, doors, rest, transport, rooms: {}, ids: { ...rooms, ...doors }, unanswered: new Set(), number: 0 });
    for (const [room, id] of Object.entries(rooms)) this.rooms[room] = new Room(this, room, id);
    this.open();
    this.talk();
    this.knock();
  }

  open() {
    const line = new Connection({
      load: async () => ({ io }),
      address: `${this.url}/chat`,
      options: { forceNew: true, transports: [this.transport], reconnectionDelay: 200, reconnectionDelayMax: 1000, extraHeaders: { Cookie: this.cookie, Origin: this.origin } },
      ticket: () => this.ticket(),
      heard: (event, data) => line === this.line && this.hear(event, data),
      turned: (state) => line === this.line && this.turn(state),
    });
    this.line = line;
    line.open();
  }

  async ticket() {
    const answer = await fetch(`${this.url}/chat/ticket`, {
      method: "POST", redirect: "manual", body: new URLSearchParams({ csrf_token: this.token }), headers: { Cookie: this.cookie }, signal: AbortSignal.timeout(5000),
    });
    if (answer.status === 303 || answer.status === 401) throw new SignedOut();
    return (await answer.json()).ticket;
  }

  turn(state) {
    for (const room of Object.values(this.rooms)) {
      if (state === "up") room.join();
      else room.outbox.hold();
    }
  }

  ask(event, values) { return this.line.ask(event, values); }

  hear(event, data) {
    const name = Object.keys(this.ids).find((one) => this.ids[one] === data.room);
    const room = this.rooms[name];
    if (event === "cut" && room) this.lose(name);
    else if (event !== "said" && event !== "changed") return;
    // What should not have come is shown, for the checker to see.
    else if (room) room.log.take(event, data);
    else this.show(name ?? data.room, event, data);
  }

  show(room, event, { sequence, kind, id, client_id = "", item = "" }) {
    tell({ got: { page: this.name, room, sequence, kind: event === "said" ? "said" : kind, message: id, at: now(), client_id, item } });
  }

  lose(name) {
    delete this.rooms[name];
    this.doors[name] = this.ids[name];
  }

  enter({ room, id }) {
    this.ids[room] = id;
    this.rooms[room] = new Room(this, room, id);
    if (this.line.isUp) this.rooms[room].join();
  }

  // The tab goes without a word and comes back with what it kept.
  reload() {
    const old = this.line;
    this.line = null;
    old.over = true;
    old.socket?.io.engine?.transport?.ws?.terminate();
    old.socket?.disconnect();
    for (const [name, room] of Object.entries(this.rooms)) {
      room.outbox.hold();
      this.rooms[name] = new Room(this, name, room.id, { last: room.log.last, kept: room.kept });
    }
    this.open();
  }

  nextName() { return `${this.name}-${String(++this.number).padStart(6, "0")}`; }

  // So many things back to back, without waiting for any answer.
  async burst({ room, count }) {
    while (!this.line.isUp) await pause(0.05);
    for (let number = 0; number < count; number++) {
      const message = { client_id: this.nextName(), body: `${number} of ${count}` };
      tell({ said: { page: this.name, room, client_id: message.client_id, words: message.body, begun: now() } });
      this.line.socket.emitWithAck("send", { room: this.ids[room], ...message }).then((answer) => this.rooms[room].settle(message, answer));
    }
  }

  say({ room, words }) { this.rooms[room]?.say(words); }

  async talk() {
    while (true) {
      await pause(this.rest * -Math.log(1 - Math.random()) || 0.5);
      const room = this.rooms[pick(Object.keys(this.rooms))];
      if (this.rest && room && room.kept.length < 3) room.say(`${this.name} says ${this.number}.`);
    }
  }

  async knock() {
    while (true) {
      await pause(1 + 3 * Math.random());
      const name = pick(Object.keys(this.doors));
      if (!name || !this.line?.isUp) continue;
      const event = pick(["join", "sync"]);
      const answer = await this.ask(event, { room: this.ids[name], after: 0 }).catch(() => ({}));
      if (!answer.ok) continue;
      tell({ intruded: `${this.name} ${name}: ${event} was let in` });
      for (const [kind, data] of answer.entries) this.show(name, kind, data);
    }
  }

  // Let go what is missed from now on; the checker has to say so.
  neglect() { this.careless = true; }

  quiet() { Object.assign(this, { rest: 0, doors: {} }); }

  rested({ question }) { tell({ rested: { question, yes: this.line.over || Object.values(this.rooms).every((room) => !room.kept.length) } }); }
}

const pages = {};
process.on("uncaughtException", (error) => tell({ fault: String(error.stack) }));
process.on("unhandledRejection", (error) => tell({ fault: String(error?.stack ?? error) }));
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { page, order, ...values } = JSON.parse(line);
    if (order === "open") pages[page] = new Page(values);
    else pages[page][order](values);
  })
  .on("close", () => process.exit(0));
