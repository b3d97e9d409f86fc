// Avatars drawn here, so that none has to be fetched from elsewhere: a face in colours of its own.

/**
 * @param name whose it is; the same name has the same face.
 * @param inServer drawn otherwise: some wear another face in one server
 */
export function drawAvatar(name: string, inServer = false): string {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, inServer ? 140 : 7);
  const skin = `hsl(${(hue + 25) % 360} 45% 78%)`;
  const hair = `hsl(${(hue + 200) % 360} 40% 24%)`;
  const mouth = inServer ? 'M14 27 q6 -4 12 0' : 'M14 26 q6 5 12 0';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="512" height="512"><rect width="40" height="40" fill="hsl(${hue} 55% 42%)"/><path d="M6 40 a14 11 0 0 1 28 0z" fill="hsl(${(hue + 120) % 360} 45% 55%)"/><circle cx="20" cy="21" r="11" fill="${skin}"/><path d="M9 20 a11 11 0 0 1 22 0 q-4 -6 -11 -6 t-11 6z" fill="${hair}"/><circle cx="16" cy="21" r="1.4" fill="#222"/><circle cx="24" cy="21" r="1.4" fill="#222"/><path d="${mouth}" fill="none" stroke="#7a2f2f" stroke-width="1.3" stroke-linecap="round"/></svg>`;
}
