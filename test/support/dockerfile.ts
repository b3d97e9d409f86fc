// The Dockerfile as steps, so that a test can go through the very same ones without an engine.
import { readFileSync } from 'node:fs';

interface Instruction {
  name: string;
  text: string;
}

/** Each stage's instructions, in order. */
export function readStages(path = 'Dockerfile'): Instruction[][] {
  const lines = readFileSync(path, 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, text });
  }
  return stages;
}

export const textsOf = (stage: readonly Instruction[], name: string): string[] =>
  stage.filter((instruction) => instruction.name === name).map(({ text }) => text);

/** What the stage's COPY lines take from the build context. */
export const copiedFiles = (stage: readonly Instruction[]): string[] =>
  textsOf(stage, 'COPY')
    .filter((text) => !text.startsWith('--from'))
    .flatMap((text) => text.split(/\s+/).slice(0, -1));

/** Its environment. */
export const environmentOf = (stage: readonly Instruction[]): Record<string, string> =>
  Object.fromEntries(
    textsOf(stage, 'ENV').flatMap((text) => text.split(/\s+/).map((pair) => pair.split('=') as [string, string])), // Written as NAME=value.
  );
