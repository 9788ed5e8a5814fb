// Markup that the site drew, as a part to put into the page. Parsed apart from it: nothing in it runs.
export function drawn(html) {
  const part = document.createDocumentFragment();
  part.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  return part;
}
