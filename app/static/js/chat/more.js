// What can be done with a message, opened in its place. Each of these links is a page of its own, for when this does not work.
export class More {
  // composer: answers are written there.
  constructor(list, { words, site, composer }) {
    Object.assign(this, { words, site, composer });
    list.addEventListener("click", (event) => {
      const link = event.target.closest(".message a[data-word], .message a[href*='reply_to=']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.dataset.word !== "more") this.reply(link.closest(".message"));
      else this.toggle(link).catch(() => location.assign(link.href));
    });
    list.addEventListener("submit", (event) => {
      if (event.target.matches("[data-quick]")) this.quick(event);
    });
  }

  reply(item) {
    const name = item.querySelector("h3 bdi").textContent;
    this.composer.reply(item.dataset.id, this.words.answer.replace("#", () => name));
  }

  async toggle(link) {
    const article = link.closest("article");
    const open = article.querySelector(".message-more");
    if (open) return this.close(article, link);
    const panel = Object.assign(document.createElement("div"), { className: "message-more" });
    panel.append(await this.site.piece(`${link.pathname}/actions`));
    article.append(panel);
    link.textContent = this.words.less;
    panel.querySelector("button, a, summary, input, textarea")?.focus();
  }

  close(article, link) {
    article.querySelector(".message-more").remove();
    link.textContent = this.words.more;
    link.focus();
  }

  // A form that only changes this message: sent in the background, and the change comes back like everybody's.
  async quick(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    const article = form.closest("article");
    const words = new FormData(form);
    if (submitter?.name) words.set(submitter.name, submitter.value);
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(words), redirect: "manual" }).catch(() => null);
    if (answer?.type !== "opaqueredirect" && !answer?.ok) return form.submit();
    this.close(article, article.querySelector("[data-word=more]"));
  }
}
