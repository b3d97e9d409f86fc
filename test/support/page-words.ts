// The page's words as a reader meets them, and those of its catalogues, to hold one against the
// other.

/** Every text, label, hint and title of the page, but for what people and the bot have said. */
export const WORDS_ON_THE_PAGE = `(() => {
  const said = 'discord-messages, .places li';
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest(said) && !element.matches('.menu summary, .menu button')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data.trim());
    for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '');
  }
  return found.filter((text) => text !== '');
})()`;

/** Those of a catalogue that need no value. */
export function wordsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(wordsOf) : [];
}
