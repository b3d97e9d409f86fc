// What the page's side panel shows and does: the bot's tasks and ledger, what each stand-in
// received, and the bot itself, killed and started. GET /behind everything at once; the budgets are
// those of ?as= in ?channel= GET /behind/steps which of the first steps were taken POST /behind/bot
// {action: 'kill' | 'start' | 'restart'} POST /behind/images/… the image API stand-in's own
// controls, see vtrix-api/control.ts
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';
import { isFromThisMachine, parseJson, readBytes, sendJson } from '../http/messages.ts';
import type { World } from '../world.ts';
import { budgetsOf } from './budgets-of.ts';
import { stepsDone } from './steps-done.ts';

const SHOWN = 30;

/** @returns whether the request was one of these, and has been answered */
export async function serveBehindTheScenes(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isFromThisMachine(request)) return sendJson(response, 403, { error: 'this machine only' });
  if (request.method === 'GET' && url.pathname === '/behind/steps')
    return sendJson(response, 200, await stepsDone(world));
  if (request.method === 'GET') return sendJson(response, 200, await look(world, url.searchParams));
  const body = (await readBytes(request, 64 * 1024)) ?? Buffer.alloc(0);
  if (url.pathname === '/behind/bot') return sendJson(response, 200, await steerBot(world, parseJson(body)));
  const action = url.pathname.replace('/behind/images/', '');
  const answer = await fetch(`${world.provider.baseUrl}/control/${encodeURIComponent(action)}`, {
    method: 'POST',
    body: new Uint8Array(body),
  });
  sendJson(response, answer.status, await answer.json());
}

async function look(world: World, asked: URLSearchParams): Promise<unknown> {
  const { provider, discord } = world;
  const newest = <T>(list: readonly T[]): T[] => list.slice(-SHOWN).reverse();
  return {
    botRunning: world.bot().isRunning(),
    ...(await readDatabase(world, asked)),
    provider: {
      behaviour: provider.state.behaviour,
      faults: provider.state.faults,
      nextPlans: provider.state.nextPlans,
      requests: newest(provider.state.requests).map(withoutImages),
    },
    discord: newest(discord.state.requests).map(({ at, method, path, status, rateLimit }) => ({
      at,
      method,
      path,
      status,
      rateLimit,
    })),
    violations: discord.state.violations,
  };
}

async function readDatabase(world: World, asked: URLSearchParams): Promise<object> {
  const db = openDatabaseReadOnly(world.databasePath);
  try {
    const tasks = await db
      .selectFrom('tasks')
      .innerJoin('requests', 'requests.id', 'tasks.request_id')
      .select([
        'tasks.id',
        'tasks.state',
        'tasks.cost_micros',
        'tasks.polls',
        'requests.prompt',
        'requests.delivery_method',
      ])
      .orderBy('tasks.admitted_at', 'desc')
      .limit(SHOWN)
      .execute();
    const ledger = await db
      .selectFrom('ledger')
      .select(['id', 'kind', 'task_id', 'reserved_delta', 'spent_delta'])
      .orderBy('id', 'desc')
      .limit(SHOWN)
      .execute();
    const budgets = await budgetsOf(db, world, asked.get('as') ?? '', asked.get('channel') ?? '');
    return { tasks, ledger, budgets };
  } finally {
    await db.destroy();
  }
}

/** Images as Base64 are long, and say nothing here. */
function withoutImages(record: object): unknown {
  return JSON.parse(
    JSON.stringify(record, (_key, value) =>
      typeof value === 'string' && value.length > 400 ? `${value.slice(0, 60)}…` : value,
    ),
  );
}

async function steerBot(world: World, body: unknown): Promise<unknown> {
  const action = typeof body === 'object' && body !== null && 'action' in body ? body.action : undefined;
  if (action === 'kill') await world.bot().kill('SIGKILL');
  if (action === 'restart') await world.bot().kill('SIGTERM');
  if ((action === 'start' || action === 'restart') && !world.bot().isRunning()) await world.startBot();
  return { botRunning: world.bot().isRunning() };
}
