"""Questions about the layout of a page in the browser."""

from __future__ import annotations

from playwright.sync_api import Page

# Links inside a sentence are exempt (WCAG 2.5.8, "inline"), as are controls shown to no pointer.
_SMALL = """() => {
  const inline = element => getComputedStyle(element).display === "inline"
    && [...element.parentElement.childNodes].some(
      node => node.nodeType === Node.TEXT_NODE && /\\p{L}/u.test(node.textContent));
  const area = element => {
    const boxes = [element];
    if (element.matches("input, select, textarea"))
      boxes.push(...(element.labels || []));
    const rectangles = boxes.map(box => box.getBoundingClientRect()).filter(box => box.width > 1);
    if (!rectangles.length) return null;
    const edge = (pick, name) => pick(...rectangles.map(box => box[name]));
    return [edge(Math.max, "right") - edge(Math.min, "left"),
            edge(Math.max, "bottom") - edge(Math.min, "top")];
  };
  const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const out = [];
  for (const element of document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]")) {
    if (!seen(element) || (element.tagName === "A" && inline(element))) continue;
    if (element.matches(".skip-link")) continue;
    const size = area(element);
    if (size && (size[0] < 43.5 || size[1] < 43.5))
      out.push(`${element.outerHTML.slice(0, 120)} is ${size.map(Math.round).join(" x ")}`);
  }
  return out;
}"""

_WIDE = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const rtl = document.documentElement.dir === "rtl";
  const out = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (rtl ? box.left < -1 : box.right > page.clientWidth + 1);
  });
  return [`page is ${page.scrollWidth} px wide in a window of ${page.clientWidth}`,
          ...out.slice(0, 5).map(element => element.outerHTML.slice(0, 120))];
}"""

_CLIPPED = """() => [...document.querySelectorAll("a, button, h1, h2, h3, label, legend, p, li, summary, td, th")]
  .filter(element => {
    const style = getComputedStyle(element);
    if (!["hidden", "clip"].includes(style.overflowX) && !["hidden", "clip"].includes(style.overflowY))
      return false;
    const away = element.clientWidth <= 1 || style.position === "absolute" && style.clipPath !== "none";
    return !away && element.textContent.trim()
      && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  }).map(element => element.outerHTML.slice(0, 120))"""


def small_targets(page: Page) -> list[str]:
    """Things to press that are smaller than 44 by 44 px, their labels counted with them."""
    return page.evaluate(_SMALL)


def too_wide(page: Page) -> list[str]:
    """Empty when the page does not scroll sideways; else what sticks out."""
    return page.evaluate(_WIDE)


def clipped_text(page: Page) -> list[str]:
    """Elements that hide a part of their own words."""
    return page.evaluate(_CLIPPED)
