// Takes the focus when the page opens, so that what went wrong is read first.
export function connect(element) {
  element.focus();
}
