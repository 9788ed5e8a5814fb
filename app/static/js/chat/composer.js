// The box to write in. Words leave it only for the row of unsent ones, and come back when they are refused.
const TREMOR = 700;

export class Composer {
  // send(words): takes them over.
  constructor(form, { words, entersSend, send }) {
    Object.assign(this, { form, words, send, box: form.elements.body, note: form.elements.content_note, limit: Number(form.dataset.limit), taken: 0 });
    this.alert = form.querySelector("[data-alert]");
    this.answer = form.querySelector("[data-reply]");
    // Before all others: what keeps drafts must see that the page is not left.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take();
    }, { capture: true });
    this.answer.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      this.reply("", "");
    });
    this.box.addEventListener("keydown", (event) => {
      if (!entersSend || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  take() {
    this.say("");
    const { body, content_note: note, reply_to: answered } = this.form.elements;
    // A second press right after the first is a tremor, not an empty message.
    if (!body.value.trim()) return Date.now() - this.taken > TREMOR && this.say(this.words.empty);
    if ([...body.value].length > this.limit) return this.say(this.words.long);
    const words = { body: body.value, content_note: note.value, reply_to: answered.value };
    this.fill("", "");
    this.reply("", "");
    this.taken = Date.now();
    this.send(words);
  }

  fill(body, note) {
    this.box.value = body;
    this.note.value = note;
    this.note.closest("details").open = Boolean(note);
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  reply(id, line) {
    this.form.elements.reply_to.value = id;
    this.answer.querySelector("span").textContent = line;
    this.answer.hidden = !id;
    if (!this.form.hidden) this.box.focus();
  }

  // Refused words come back into an empty box; where other words stand by now, they do not.
  giveBack({ body, content_note: note, reply_to: answered }) {
    if (this.box.value.trim()) return false;
    this.fill(body, note);
    if (answered) this.reply(answered, this.words.earlier);
    return true;
  }

  say(text) { this.alert.textContent = text; }

  // While the room takes no messages: words that stand here stay to be read and copied.
  shut(isShut) {
    const hasWords = Boolean(this.box.value.trim());
    this.form.hidden = isShut && !hasWords;
    this.form.classList.toggle("is-shut", isShut);
    this.box.readOnly = isShut;
    this.form.querySelector(".label").firstChild.textContent = isShut ? this.words.unsent : this.words.yours;
  }
}
