// What happens to a message after it was said: its new words are fetched, because who came later may not read all of them.
export class Changes {
  constructor({ list, site, words, announcer }) { Object.assign(this, { list, site, words, announcer }); }

  async take({ of, id, kind, reactions }) {
    const item = this.list.find(of);
    if (!item) return;
    if (kind === "reacted") this.given(item, reactions);
    else if (kind === "deleted") this.gone(item);
    else await this.renew(item, id);
  }

  given(item, reactions) {
    const line = item.querySelector(".message-given");
    const spans = Object.entries(reactions).filter(([, count]) => count).map(([given, count]) => {
      const span = document.createElement("span");
      Object.assign(span.dataset, { given, count });
      return span;
    });
    line?.replaceChildren(...spans);
    this.list.dresser.dress(item);
  }

  // At once, without asking: nobody has to wait for the site to be rid of words.
  gone(item) {
    this.announcer.forget(this.list.dresser.spoken(item));
    item.classList.add("is-gone");
    for (const part of item.querySelectorAll(".prose, .content-note, .message-reply, .message-given, [data-word=reply], [data-word=edited], .message-more")) part.remove();
    const line = Object.assign(document.createElement("p"), { className: "meta", textContent: this.words.deleted });
    item.querySelector(".message-foot").before(line);
  }

  async renew(item, id) {
    const piece = await this.site.piece(`${this.site.base}/messages/${id}/item`);
    const fresh = this.list.dresser.dress(piece.querySelector("li"));
    const hadFocus = item.contains(document.activeElement);
    const place = this.list.held.indexOf(item);
    if (place >= 0) this.list.held[place] = fresh;
    else item.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("h3").focus();
  }
}
