// Questions of the page to the site, by whatever way there is: the socket while it is up, plain requests while it is not.
import { SignedOut } from "./connection.js";
import { Gone } from "./site.js";

export class Asking {
  // ended(text): nobody answers here any more.
  constructor({ room, site, connection, words, ended }) { Object.assign(this, { room, site, connection, words, ended }); }

  get isUp() { return this.connection.isUp; }

  socket(event, values) { return this.connection.ask(event, { room: this.room, ...values }); }

  // What nobody waits for.
  async tell(event, values) { return this.isUp ? this.socket(event, values).catch(() => ({})) : {}; }

  async send(message) {
    try {
      return await (this.isUp ? this.socket("send", message) : this.site.say(message));
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  async sync(after) {
    if (!this.isUp) return this.site.news(after);
    const answer = await this.socket("sync", { after });
    if (!answer.ok) throw new Error(answer.error);
    return answer;
  }

  failed(error) {
    if (error instanceof SignedOut) this.ended(this.words.signed_out);
    else if (error instanceof Gone) this.ended(this.words.cut_rights);
  }
}
