// Settings that nobody reads because their names are misspelled: environment variables that look like one of ours and are none.
import leven from 'leven';
import { type SettingName, settings } from './settings.ts';

export interface Misspelled {
  given: string;
  /** What it most likely was to be. */
  meant: string;
}

const KNOWN = (Object.keys(settings) as SettingName[]).flatMap((name) =>
  'secret' in settings[name] ? [name, `${name}_FILE`] : [name],
);
const MAX_TYPOS = 2;
/** Shorter names are like too many others. */
const MIN_LENGTH = 8;

/** Looks at names alone, never at values. */
export const findMisspelled = (environment: Readonly<Record<string, string | undefined>>): Misspelled[] =>
  Object.keys(environment)
    .filter((given) => !KNOWN.includes(given) && given.length >= MIN_LENGTH && environment[given])
    .flatMap((given) => {
      const [meant] = KNOWN.filter((name) => isLike(given, name)).sort((a, b) => leven(given, a) - leven(given, b));
      return meant === undefined ? [] : [{ given, meant }];
    });

/** A few letters off, or with a word too many or too few. */
function isLike(given: string, name: string): boolean {
  const upper = given.toUpperCase().replaceAll('-', '_');
  if (leven(upper, name, { maxDistance: MAX_TYPOS + 1 }) <= MAX_TYPOS) return true;
  const [shorter, longer] = [upper.split('_'), name.split('_')].sort((a, b) => a.length - b.length);
  return (
    shorter !== undefined &&
    longer !== undefined &&
    shorter.length >= 2 &&
    longer.length === shorter.length + 1 &&
    longer.filter((word) => shorter.includes(word)).join() === shorter.join()
  );
}

export const describeMisspelled = ({ given, meant }: Misspelled): string =>
  `${given} is not a setting: did you mean ${meant}?`;
