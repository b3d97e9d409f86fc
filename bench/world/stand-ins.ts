// The stand-ins in a process of their own, and bots that talk to them; whatever was started here is
// gone at the end.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BotProcess, type Launch, launchWith, startBotProcess } from '../../playground/bot-process.ts';
import type { Commands } from './stand-ins-process.ts';

const PROGRAM = fileURLToPath(new URL('stand-ins-process.ts', import.meta.url));
const BARE_BOT = fileURLToPath(new URL('bare-bot.ts', import.meta.url));
const MEMORY_REPORT = new URL('report-memory.js', import.meta.url).href;
/** Nobody is held back by money or numbers: these are measured elsewhere. */
const GENEROUS = {
  DEFAULT_MEMBER_BUDGET: '100000/day',
  HOST_BUDGET: '1000000/day',
  MAX_CONCURRENT_PER_MEMBER: '10000',
  QUEUE_TIMEOUT: '3600',
  TASK_TIMEOUT: '3600',
};

export interface StandIns extends AsyncDisposable {
  /** Asks the stand-ins for something, by the names in stand-ins-process.ts. */
  command<Name extends keyof Commands>(
    name: Name,
    ...argument: Parameters<Commands[Name]>
  ): Promise<Awaited<ReturnType<Commands[Name]>>>;
  /**
   * The bot as people host it.
   * @param under a program with its arguments that becomes the bot
   */
  startBot(settings?: Readonly<Record<string, string>>, under?: readonly string[]): Promise<BotProcess>;
  /** discord.js with its defaults, which defers and does nothing else. */
  startBareBot(): Promise<BotProcess>;
  databasePath: string;
}

const launchUnder = ([program, ...args]: readonly string[], launch: Launch): Launch =>
  program === undefined ? launch : { ...launch, command: [program, ...args, ...launch.command] };

export async function startStandIns(): Promise<StandIns> {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-bench-'));
  const child = fork(PROGRAM);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  const { promise: given, resolve: giveSettings, reject: refuse } = Promise.withResolvers<Record<string, string>>();
  child.once('exit', (code, signal) => {
    const error = new Error(`the stand-ins ended with ${code ?? signal}`);
    refuse(error);
    for (const { reject } of waiting.values()) reject(error);
  });
  child.on('message', (message: { id: number; result: never; error?: string; settings?: Record<string, string> }) => {
    if (message.settings) return giveSettings(message.settings);
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error === undefined) resolve?.(message.result);
    else reject?.(new Error(message.error));
  });
  const connection = await given;
  const databasePath = join(folder, 'kontext.db');
  const bots: BotProcess[] = [];
  let orders = 0;

  const command: StandIns['command'] = (name, ...[argument]) => {
    orders += 1;
    const { promise, resolve, reject } = Promise.withResolvers<never>();
    waiting.set(orders, { resolve, reject });
    child.send({ id: orders, name, argument });
    return promise;
  };
  const watch = async (bot: BotProcess): Promise<BotProcess> => {
    bots.push(bot);
    await bot.ready(120_000);
    while (!(await command('isReady'))) await sleepFor(20);
    return bot;
  };

  return {
    databasePath,
    command,
    startBot: (settings = {}, under = []) =>
      watch(
        startBotProcess(
          {
            ...connection,
            ...GENEROUS,
            DATABASE_URL: `file:${databasePath}`,
            IMAGES_DIR: join(folder, 'images'),
            ...settings,
          },
          launchUnder(under, launchWith(MEMORY_REPORT)),
        ),
      ),
    startBareBot: () => watch(startBotProcess(connection, launchWith(MEMORY_REPORT, BARE_BOT))),
    async [Symbol.asyncDispose]() {
      for (const bot of bots) await bot.kill('SIGKILL');
      process.off('exit', kill);
      kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
