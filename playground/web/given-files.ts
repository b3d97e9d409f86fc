// Files dropped or pasted anywhere on the page: without this, a browser would leave the page and
// open what was dropped.

/** @returns a function that ends it */
export function takeFiles(onFiles: (files: File[]) => void, onDragging: (isOver: boolean) => void): () => void {
  const end = new AbortController();
  const listen = <Kind extends keyof WindowEventMap>(kind: Kind, act: (event: WindowEventMap[Kind]) => void) =>
    window.addEventListener(kind, act, { signal: end.signal });
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  listen('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    onDragging(true);
  });
  listen('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) onDragging(false);
  });
  listen('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    onDragging(false);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
  listen('paste', ({ clipboardData }) => onFiles([...(clipboardData?.files ?? [])]));
  return () => end.abort();
}
