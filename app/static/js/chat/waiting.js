// What this page sent and nobody else sees yet: on its way, not sent, or held for a host. The words stay in sight.
export class Waiting {
  constructor(list, words) { Object.assign(this, { list, words }); }

  find(id) { return [...this.list.children].find((line) => line.dataset.client === id); }

  // acts: [[label, what it does]].
  show({ client_id: id, body }, state, acts = []) {
    const line = this.find(id) ?? this.list.appendChild(document.createElement("li"));
    line.dataset.client = id;
    const [words, about, buttons] = ["p", "p", "div"].map((tag) => document.createElement(tag));
    Object.assign(words, { textContent: body, dir: "auto" });
    Object.assign(about, { textContent: state, className: "meta" });
    buttons.className = "cluster";
    buttons.append(...acts.map(([label, act]) => this.button(label, act)));
    line.replaceChildren(words, about, ...(acts.length ? [buttons] : []));
  }

  button(label, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet", textContent: label });
    button.addEventListener("click", act);
    return button;
  }

  remove(id) { this.find(id)?.remove(); }
}
