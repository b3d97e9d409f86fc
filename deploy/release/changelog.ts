// The changelog's text and the version's number, before and after a release.

const UNRELEASED = '## Unreleased';

export class ReleaseError extends Error {}

/**
 * What stands under `Unreleased`.
 * @throws {ReleaseError} where there is nothing, or no such heading
 */
export function unreleasedNotes(changelog: string): string {
  const [, after] = changelog.split(`${UNRELEASED}\n`);
  if (after === undefined) throw new ReleaseError(`CHANGELOG.md has no heading "${UNRELEASED}".`);
  const [notes = ''] = after.split(/^## /m);
  if (notes.trim() === '')
    throw new ReleaseError('CHANGELOG.md tells nothing under "Unreleased": say what is new first.');
  return notes.trim();
}

/**
 * What was unreleased gets its version and date, below an empty `Unreleased`.
 * @param day as `2026-11-25`
 */
export const dateChangelog = (changelog: string, version: string, day: string): string =>
  changelog.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} · ${day}\n`);

/**
 * By the rules of semantic versioning.
 * @param step `major`, `minor`, `patch`, or the version itself
 * @throws {ReleaseError} where it is none of these, or not above `current`
 */
export function nextVersion(current: string, step: string): string {
  const [major = 0, minor = 0, patch = 0] = parseVersion(current);
  switch (step) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    default: {
      const wanted = parseVersion(step);
      const index = wanted.findIndex((part, place) => part !== [major, minor, patch][place]);
      const isAbove = index >= 0 && (wanted[index] ?? 0) > ([major, minor, patch][index] ?? 0);
      if (!isAbove) throw new ReleaseError(`${step} is not above ${current}.`);
      return step;
    }
  }
}

function parseVersion(text: string): number[] {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (!match) throw new ReleaseError(`"${text}" is neither major, minor, patch nor a version such as 1.2.3.`);
  return match.slice(1).map(Number);
}
