/** A new element with a class and, where given, text; never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text?: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Sets text only when it differs: most renders change nothing. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setData(target: HTMLElement, name: string, value: string | number | boolean | null): void {
  const text = value === null ? '' : String(value);
  if (target.dataset[name] !== text) target.dataset[name] = text;
}
