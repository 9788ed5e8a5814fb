// The list under a combobox: draws items, follows the arrow keys, tells assistive technology which one is current.
export class List {
  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    [this.items, this.at] = [[], -1];
    this.list = document.createElement("ul");
    this.list.id = `${box.id}-list`;
    this.list.className = "combobox-list";
    this.list.hidden = true;
    for (const [name, value] of Object.entries({ role: "listbox", "aria-label": box.labels[0].textContent })) this.list.setAttribute(name, value);
    box.parentElement.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list" })) box.setAttribute(name, value);
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take([...this.list.children].indexOf(event.target.closest("li"))));
  }

  show(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.list.hidden = items.length === 0;
    this.box.setAttribute("aria-expanded", String(items.length > 0));
    this.move(-1);
  }

  option(item, index) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${index}`;
    line.setAttribute("role", "option");
    line.append(item.name);
    if (item.matched && item.matched !== item.name) line.append(Object.assign(document.createElement("small"), { textContent: item.matched }));
    return line;
  }

  move(to) {
    this.at = to;
    [...this.list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === to)));
    this.list.children[to]?.scrollIntoView({ block: "nearest" });
    if (to < 0) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", this.list.children[to].id);
  }

  take(index) {
    if (index >= 0) this.choose(this.items[index]);
    this.close();
  }

  close() { this.show([]); }

  key(event) {
    const last = this.items.length - 1;
    if (last < 0) return;
    const step = { ArrowDown: this.at >= last ? 0 : this.at + 1, ArrowUp: this.at <= 0 ? last : this.at - 1 }[event.key];
    if (step !== undefined) this.move(step);
    else if (event.key === "Enter" && this.at >= 0) this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}
