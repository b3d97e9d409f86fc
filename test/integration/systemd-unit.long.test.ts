// The systemd unit that the guide installs: systemd understands all of it, what it starts exists,
// and it starts again for ever.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { blocksOf, commandsOf } from '../support/guide-commands.ts';
import { checkedOutFiles, typeCommand } from '../support/type-command.ts';

const ANALYZE = '/usr/bin/systemd-analyze';
const unit = readFileSync('deploy/kontext-bot.service', 'utf8');
const settingOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

describe('deploy/kontext-bot.service', () => {
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

const SETPRIV = '/usr/bin/setpriv';
const mayChangeOwners = process.getuid?.() === 0 && existsSync(SETPRIV);
/** A number that is nobody's here stands for the user whom the guide makes. */
const USER_ID = 54_321;
const SRV = '/srv/kontext-bot';

async function type(command: string, cwd: string): Promise<void> {
  const typed = await typeCommand(command, cwd, { timeoutMs: 60_000, until: undefined });
  expect(typed, `${command}\n${typed.out}\n${typed.err}`).toMatchObject({ code: 0 });
}

describe.skipIf(!mayChangeOwners)('the commands of the guide', () => {
  it('leave the user of the bot what it writes to: settings, data, and the backups of every night', async () => {
    const place = mkdtempSync(join(tmpdir(), 'kontext-srv-'));
    onTestFinished(() => rmSync(place, { recursive: true, force: true }));
    const [begun, installed] = [join(place, 'begun'), join(place, 'installed')];
    for (const path of checkedOutFiles()) cpSync(path, join(begun, path));
    symlinkSync(join(process.cwd(), 'node_modules'), join(begun, 'node_modules'));
    writeFileSync(join(begun, '.env'), 'DISCORD_TOKEN=a\nVTRIX_API_KEY=b\n');
    // As the first start has left it.
    mkdirSync(join(begun, 'data'));
    await (await openDatabase(`file:${join(begun, 'data/kontext.db')}`)).destroy();

    const block = blocksOf('docs/first-server.md').find(({ text }) => text.includes('useradd'));
    const commands = (block?.text ?? '').trim().split('\n');
    for (const command of commands) {
      // The machine's own users and services are left alone.
      if (/^sudo (useradd|systemctl) /.test(command)) continue;
      const typed = command
        .replace(/^sudo /, '')
        .replaceAll('kontext:kontext', `${USER_ID}:${USER_ID}`)
        .replaceAll(SRV, installed)
        .replace('/etc/systemd/system/', place);
      await type(typed, begun);
    }
    execFileSync('chmod', ['711', place]);

    const cron = commandsOf('docs/backup.md').find((line) => /^[\d*]+ [\d*]+ \* \* \* /.test(line)) ?? '';
    const line = cron.replace(/^(\S+ ){5}/, '').replaceAll(SRV, installed);
    const asUser = `${SETPRIV} --reuid=${USER_ID} --regid=${USER_ID} --clear-groups`;
    await type(`${asUser} sh -c '${line}'`, '/');
    const [restore = ''] = commandsOf('docs/first-server.md').filter((printed) =>
      printed.startsWith('sudo -u kontext '),
    );
    await type(restore.replace('sudo -u kontext', asUser), installed);
    expect(statSync(join(installed, 'data/kontext.db')).uid).toBe(USER_ID);
    const backups = join(installed, 'backups');
    expect(readdirSync(backups).filter((name) => name.endsWith('.db'))).toHaveLength(1);
    expect(statSync(join(installed, '.env')).mode & 0o777).toBe(0o400);
    // What the program itself consists of is not the bot's to change.
    expect(statSync(join(installed, 'src')).uid).toBe(0);
  }, 180_000);
});
