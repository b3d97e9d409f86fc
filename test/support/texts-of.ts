/** `request.queued` and its text, for every text there is in a catalogue. */
export function textsOf(part: object, path = ''): [key: string, text: string][] {
  return Object.entries(part).flatMap(([name, value]): [string, string][] => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof value === 'string' ? [[key, value]] : textsOf(value, key);
  });
}
