// Letters typed anywhere on the page go to where one writes, as in Discord's client: nobody has to
// look for the field first.

/** What takes letters itself. */
const FIELDS = 'input, textarea, select, [role=combobox], [role=listbox], dialog';

/** @returns a function that ends it */
export function takeTyping(write: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
    // AltGr is Ctrl and Alt where letters are written with it.
    const isShortcut = metaKey || ((ctrlKey || altKey) && !event.getModifierState('AltGraph'));
    // A space presses buttons and turns pages.
    const isLetter = [...key].length === 1 && key !== ' ';
    if (!isLetter || isShortcut || isComposing || defaultPrevented) return;
    if (document.querySelector('dialog[open]') || (target instanceof Element && target.closest(FIELDS))) return;
    // The letter itself goes to the field that has the cursor once this is over.
    write();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
