// `npm run release -- major|minor|patch|1.2.3`: checks, tests, numbers, dates, commits and tags a
// release. It never pushes.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dateChangelog, nextVersion, ReleaseError, unreleasedNotes } from './changelog.ts';

const CHANGED = ['CHANGELOG.md', 'package.json', 'package-lock.json'];

const read = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' }).trim();

/** Shows what it prints. @throws {ReleaseError} where it fails */
function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new ReleaseError(`"${[command, ...args].join(' ')}" did not succeed.`);
}

function release(step: string | undefined): string {
  if (step === undefined) throw new ReleaseError('Say which: npm run release -- major, minor, patch, or a version.');
  const { version: current }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  const version = nextVersion(current, step);
  const tag = `v${version}`;
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const notes = unreleasedNotes(changelog);
  if (read('git', 'status', '--porcelain') !== '') throw new ReleaseError('The tree is not clean: commit first.');
  if (read('git', 'tag', '--list', tag) !== '') throw new ReleaseError(`${tag} is there already.`);

  run('npm', 'run', 'check');
  run('npm', 'test');
  run('npm', 'run', 'test:long');
  if (read('git', 'status', '--porcelain') !== '')
    throw new ReleaseError('Checks and tests left something behind: look at git status.');

  try {
    run('npm', 'version', version, '--no-git-tag-version', '--ignore-scripts');
    writeFileSync('CHANGELOG.md', dateChangelog(changelog, version, new Date().toISOString().slice(0, 10)));
    run('git', 'commit', '--quiet', '--message', `Release ${version}`, '--', ...CHANGED);
  } catch (error) {
    read('git', 'checkout', '--', ...CHANGED);
    throw error;
  }
  // Lines that begin with # are headings here, not comments.
  run('git', 'tag', '--annotate', '--cleanup=whitespace', tag, '--message', `${tag}\n\n${notes}`);
  return tag;
}

try {
  const tag = release(process.argv[2]);
  console.log(`${tag} is committed and tagged. To publish it: git push --follow-tags`);
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(`Not released: ${error.message}`);
  process.exitCode = 1;
}
