// The live way to the site: Socket.IO, with a fresh ticket for every attempt, and patience between attempts.
const SLOWEST = 30000;
const ANSWER_WITHIN = 10000;
const OPTIONS = { transports: ["websocket", "polling"], tryAllTransports: true, reconnectionDelay: 800, reconnectionDelayMax: 15000, randomizationFactor: 0.6 };

export class SignedOut extends Error {}

export class Connection {
  // ticket(): a fresh one, or throws SignedOut. heard(name, data): an event. turned(state): "up", "down" or, for good, "signed_out".
  constructor({ ticket, heard, turned, address = "/chat", options = {}, load = () => import("socket.io-client") }) {
    Object.assign(this, { ticket, heard, turned, address, options, load, tries: 0, over: false });
  }

  async open() {
    const { io } = await this.load();
    this.socket = io(this.address, { ...OPTIONS, ...this.options, auth: (give) => this.show(give) });
    this.socket.on("connect", () => {
      this.tries = 0;
      this.turned("up");
    });
    this.socket.on("disconnect", () => this.lost());
    this.socket.on("connect_error", () => this.lost());
    this.socket.onAny((name, data) => {
      if (name === "signed_out") this.check();
      else if (name === "too_many") this.close("down"); // five newer pages of this member are open: this one asks by the clock
      else this.heard(name, data);
    });
  }

  // The session is over, or only its cookie is another one since its member proved who they are: the next ticket tells.
  async check() {
    try { await this.ticket(); } catch (error) { if (error instanceof SignedOut) this.close("signed_out"); }
  }

  // Without a ticket the site says no, and the next attempt fetches one again. A ticket that comes after its own attempt is over is
  // not shown: the site would take it for a second page, and the library would end what the first one opened.
  show(give) {
    const { engine } = this.socket.io;
    const hand = (words) => { if (this.socket.io.engine === engine) give(words); };
    this.ticket().then((ticket) => hand({ ticket }), (error) => (error instanceof SignedOut ? this.close("signed_out") : hand({})));
  }

  lost() {
    if (this.over) return;
    this.turned("down");
    // A refusal, or a cut by the site: the library does not come back by itself.
    if (this.socket.active) return;
    const wait = Math.min(SLOWEST, 1000 * 2 ** this.tries++);
    setTimeout(() => { if (!this.over) this.socket.connect(); }, wait * (0.5 + Math.random()));
  }

  // The device has a network again, or has lost it: do not wait for a clock to find out.
  wake() { if (!this.over && this.socket && !this.socket.connected) this.socket.connect(); }

  drop() { this.socket?.io.engine?.close(); }

  get isUp() { return Boolean(this.socket?.connected); }

  async ask(event, values) {
    if (!this.isUp) throw new Error("no connection");
    const answer = await this.socket.timeout(ANSWER_WITHIN).emitWithAck(event, values);
    if (answer.error === "signed_out") this.close("signed_out");
    return answer;
  }

  close(state) {
    if (this.over) return;
    this.over = true;
    this.socket?.disconnect();
    if (state) this.turned(state);
  }
}
