/** A copy of a template's one element, with its named parts. */
export function copyOf(templateId) {
  const [element] = document.getElementById(templateId).content.cloneNode(true).children;
  const parts = [...element.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]);
  return { element, parts: Object.fromEntries(parts) };
}

/** Leaves a text alone that is there already: who reads or marks it is not disturbed. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
