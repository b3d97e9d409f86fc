// The systemd unit that the guide installs: systemd understands all of it, what it starts exists, and it starts again for ever.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ANALYZE = '/usr/bin/systemd-analyze';
const unit = readFileSync('ops/kontext-bot.service', 'utf8');
const settingOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

describe('ops/kontext-bot.service', () => {
  it('starts what is there, as npm start does, in the folder and as the user of the guide', () => {
    const [node = '', ...options] = settingOf('ExecStart').split(' ');
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(scripts.start.split(' ').at(-1)).toBe(options.at(-1));
    expect(existsSync(options.at(-1) ?? '')).toBe(true);
    expect(node).toBe(`${settingOf('WorkingDirectory')}/node_modules/.bin/node`);
    const guide = readFileSync('docs/first-server.md', 'utf8');
    expect(guide).toContain(`sudo cp -R . ${settingOf('WorkingDirectory')}`);
    expect(guide).toMatch(new RegExp(`sudo useradd --system .* ${settingOf('User')}$`, 'm'));
    expect(guide).toContain(`sudo chown -R ${settingOf('User')}:${settingOf('Group')} ${settingOf('ReadWritePaths')}`);
  });

  it('starts it again for ever, after a pause', () => {
    const [head = ''] = unit.split('[Service]');
    expect(head).toContain('StartLimitIntervalSec=0');
    expect(settingOf('Restart')).toBe('on-failure');
    expect(Number(settingOf('RestartSec'))).toBeGreaterThanOrEqual(5);
  });

  it.skipIf(!existsSync(ANALYZE))('is understood by systemd', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kontext-unit-'));
    // systemd looks for the program, which stands elsewhere here.
    const program = join(folder, 'node_modules/.bin/node');
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    const file = join(folder, 'kontext-bot.service');
    writeFileSync(file, unit.replaceAll('/srv/kontext-bot', folder));
    const said = execFileSync('sh', ['-c', `${ANALYZE} verify --man=no ${file} 2>&1 || true`]).toString();
    // What is installed beside it on a machine is no fault of the unit's.
    expect(said.split('\n').filter((line) => line.includes('kontext-bot.service'))).toEqual([]);
  });
});
