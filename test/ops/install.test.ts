// What an operator starts works after `npm ci --omit=dev`, on a machine whose own Node.js is as old
// as package.json allows.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const { engines, scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const programs = ['start', 'register', 'doctor', 'backup', 'restore', 'export-ledger', 'verify-ledger', 'compact'];

it.each([...programs, 'repair-ledger'])('npm run %s runs in the Node.js that is installed with the bot', (name) => {
  expect(scripts[name]).toMatch(/^node /);
  expect(dependencies.node).toMatch(/^\^24\./);
  expect(devDependencies).not.toHaveProperty('node');
});

it('an older Node.js may install it, without a warning', () => {
  expect(engines.node).toBe('>=20');
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^loglevel=error$/m);
});
