// The log as people read it on a terminal: the same facts, and nothing that JSON would have hidden.
import { stripVTControlCharacters } from 'node:util';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createPrettyStream, prettify } from '../../src/ops/pretty-log.ts';

const plain = (line: string) => stripVTControlCharacters(prettify(line));

it('shows time, level, words and facts in a line', () => {
  const entry = {
    level: 'info',
    time: '2026-11-25T09:57:12.345Z',
    taskId: 'ab-1',
    state: 'completed',
    msg: 'task ended',
  };
  expect(plain(JSON.stringify(entry))).toBe('09:57:12.345 info  task ended taskId=ab-1 state=completed\n');
});

it('quotes what would run together, and leaves alone what is no log line', () => {
  const entry = { level: 'warn', time: '2026-11-25T09:57:12.345Z', message: 'no "answer" yet', odd: ['a b'], msg: 'x' };
  expect(plain(JSON.stringify(entry))).toBe('09:57:12.345 warn  x message="no \\"answer\\" yet" odd=["a b"]\n');
  expect(plain('not json\n')).toBe('not json\n');
});

it('puts an error and its causes below, each with its stack', () => {
  const lines: string[] = [];
  const log = pino(
    { base: null, serializers: { err: pino.stdSerializers.err } },
    createPrettyStream((text) => lines.push(text)),
  );
  log.error(
    { err: { name: 'Error', stack: 'Error: outer\n    at a', code: 'X', cause: { stack: 'Error: inner' } } },
    'broke',
  );
  const text = stripVTControlCharacters(lines.join(''));
  expect(text).toContain('broke\n    Error: outer\n        at a\n');
  expect(text).toContain('{"name":"Error","code":"X"}');
  expect(text).toContain('caused by\n    Error: inner\n');
});
