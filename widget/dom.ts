type Attributes = Record<string, string | boolean>;

/** An element with attributes and content. A text becomes a text node, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: (Node | string | null)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...content.filter((each) => each !== null));
  return made;
}

const namespace = 'http://www.w3.org/2000/svg';

/** A picture of lines on a square of 24, which screen readers pass over. */
export function icon(path: string): SVGSVGElement {
  const picture = document.createElementNS(namespace, 'svg');
  const attributes = { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  const drawn = document.createElementNS(namespace, 'path');
  drawn.setAttribute('d', path);
  picture.append(drawn);
  return picture;
}
