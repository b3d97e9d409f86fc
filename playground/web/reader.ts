// What the page keeps of whoever looks at it, for the next time: the language that they read, and
// whether they like it light.
import { readIn } from './words/words.ts';

/**
 * From now on the page speaks that language.
 * @param locale where it is not known yet: the one of the last time
 */
export function speak(locale: string | undefined): void {
  const own = locale ?? localStorage.getItem('reads') ?? 'en-US';
  readIn(own);
  document.documentElement.lang = own;
  localStorage.setItem('reads', own);
}

export function likesLight(): boolean {
  const preferred = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  return (localStorage.getItem('theme') ?? preferred) === 'light';
}

export const keepLight = (isLight: boolean): void => localStorage.setItem('theme', isLight ? 'light' : 'dark');
