// The same by plain requests: tickets, news, sending, the place up to which one has read, pieces of pages.
import { SignedOut } from "./connection.js";
import { drawn } from "./drawn.js";

const ANSWER_WITHIN = 20000;

export class Gone extends Error {}

export class Site {
  // base: the room's address. token: what every form of the page carries.
  constructor(base, token) { Object.assign(this, { base, token }); }

  async ask(address, { words, ...options } = {}) {
    const body = words && new URLSearchParams(words);
    const headers = { Accept: "application/json, text/html", ...(words && { "X-CSRFToken": this.token }) };
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), ANSWER_WITHIN);
    const answer = await fetch(address, { method: words ? "POST" : "GET", body, headers, signal: patience.signal, ...options }).finally(() => clearTimeout(clock));
    // Led elsewhere: the site wants to know who this is.
    if (answer.redirected || answer.status === 401) throw new SignedOut();
    if (answer.status === 403 || answer.status === 404) throw new Gone();
    return answer;
  }

  async ticket() {
    const answer = await this.ask("/chat/ticket", { words: {} });
    if (!answer.ok) throw new Error("no ticket");
    return (await answer.json()).ticket;
  }

  async news(after) {
    const answer = await this.ask(`${this.base}/news?after=${after}`);
    if (!answer.ok) throw new Error("no news");
    return answer.json();
  }

  async say(message) {
    const answer = await this.ask(`${this.base}/news`, { words: message });
    if (answer.status === 429) return { ok: false, error: "slow_down", wait: Number(answer.headers.get("Retry-After")) || 5 };
    if (!answer.ok && answer.status !== 422) throw new Error("not said");
    return answer.json();
  }

  read(upTo) {
    return this.ask(`${this.base}/read`, { words: { up_to: upTo }, keepalive: true, redirect: "manual" });
  }

  async piece(address) {
    const answer = await this.ask(address);
    if (!answer.ok) throw new Error("no answer");
    return drawn(await answer.text());
  }
}
