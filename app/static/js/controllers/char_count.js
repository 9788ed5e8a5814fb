// Says how many characters are left, from three quarters on. It never cuts what is typed.
const FROM = 0.75;
const QUIET = 700;

export function connect(element) {
  const box = element.querySelector("textarea, input");
  const limit = Number(element.dataset.limit);
  const line = document.createElement("p");
  const spoken = document.createElement("p");
  line.className = "char-left";
  line.setAttribute("aria-hidden", "true");
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  box.after(line, spoken);
  let waiting;

  function show() {
    const left = limit - [...box.value].length;
    const words = left < 0 ? element.dataset.over : element.dataset.left;
    const text = left > limit * (1 - FROM) ? "" : words.replace("#", Math.abs(left));
    line.textContent = text;
    line.classList.toggle("is-over", left < 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => { spoken.textContent = text; }, QUIET);
  }

  box.addEventListener("input", show);
  show();
}
