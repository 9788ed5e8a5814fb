// Shows a choice of the display settings at once on this page. Saving is still the button's work.
export function connect(form) {
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name in document.documentElement.dataset) document.documentElement.dataset[name] = value;
  });
}
