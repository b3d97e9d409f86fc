// What the bot promises, checked by the stand-ins' own records of what was really sent, charged and
// shown. Every prompt must stand for one request, of one image or several.
import type { APIMessage } from 'discord-api-types/v10';
import { buttonsOf } from '../../playground/discord-api/buttons.ts';
import { chargeOf } from '../../playground/vtrix-api/tasks.ts';
import type { World } from '../../playground/world.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { parseCostMicros } from '../../src/billing/money.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';
import type { TaskRow } from '../../src/store/request-tables.ts';
import { createText } from '../../src/text/text.ts';

const PREPARING = createText()('en-US').t('request.preparing');

type ReadOnly = ReturnType<typeof openDatabaseReadOnly>;

/** Looks into the bot's database, beside the bot. */
export async function readDatabase<Result>(world: World, read: (db: ReadOnly) => Promise<Result>): Promise<Result> {
  const db = openDatabaseReadOnly(world.databasePath);
  try {
    return await read(db);
  } finally {
    await db.destroy();
  }
}

export type KnownTask = TaskRow & { prompt: string; deleted_at: number | null };

/** Every task there ever was, oldest first, with its request's prompt. */
export const readTasks = (world: World): Promise<KnownTask[]> =>
  readDatabase(world, (db) =>
    db
      .selectFrom('tasks')
      .innerJoin('requests', 'requests.id', 'tasks.request_id')
      .selectAll('tasks')
      .select(['prompt', 'deleted_at'])
      .orderBy('admitted_at')
      .execute(),
  );

/** Images of one request differ in their seeds alone. */
const keyOf = ({ prompt, seed }: { prompt: string; seed?: number | undefined }): string => `${prompt} by ${seed}`;

/** How often moderators and managers did what, by the audit trail. */
export const readAuditCounts = (world: World): Promise<Record<string, number>> =>
  readDatabase(world, async (db) => {
    const rows = await db
      .selectFrom('audit')
      .select((eb) => ['action', eb.fn.countAll<number>().as('count')])
      .groupBy('action')
      .execute();
    return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
  });

const AT_REST = new Set(['delivered', 'failed', 'cancelled', 'dropped', 'unconfirmed']);

/**
 * Tasks that are under way, requests that wait to be shown, and messages that wait to be removed.
 */
export async function readUnfinished(world: World): Promise<string[]> {
  const open = (await readTasks(world)).filter(({ state }) => !AT_REST.has(state));
  const due = await readDatabase(world, (db) =>
    db.selectFrom('requests').select('id').where('delivery_due_at', 'is not', null).execute(),
  );
  const shownYet = await readDatabase(world, (db) => db.selectFrom('message_removals').select('request_id').execute());
  const copies = await readDatabase(world, (db) => db.selectFrom('feed_copies').select('request_id').execute());
  return [
    ...open.map(({ id, state }) => `${id} is ${state}`),
    ...copies.map(({ request_id }) => `a copy of ${request_id} waits to be posted in the feed`),
    ...due.map(({ id }) => `${id} waits to be shown`),
    ...shownYet.map(({ request_id }) => `a message of ${request_id} waits to be removed`),
  ];
}

/**
 * Once nothing is under way any more: what was paid twice, forgotten, shown twice, booked wrongly,
 * or refused by Discord's rules.
 */
export async function findBrokenPromises(world: World): Promise<string[]> {
  const tasks = await readTasks(world);
  const paid = [...world.provider.state.tasks.values()];
  const paidOf = (task: KnownTask) => paid.filter(({ params }) => keyOf(params) === keyOf(task)).length;
  const known = new Set(tasks.map(keyOf));
  const shown = [...world.discord.state.messages.values()]
    .map(({ message }) => message)
    .filter(({ author }) => author.bot);
  const unknown = paid.filter(({ params }) => !known.has(keyOf(params)));
  return [
    ...tasks.filter((task) => paidOf(task) > 1).map(({ prompt }) => `"${prompt}" was paid for twice`),
    ...unknown.map(({ params }) => `"${params.prompt}" was paid for and is not known`),
    ...[...Map.groupBy(tasks, ({ request_id }) => request_id).values()].flatMap((ofOne) => wronglyShown(ofOne, shown)),
    ...world.discord.state.violations.map((violation) => `Discord refuses ${JSON.stringify(violation)}`),
    ...(await wronglyBooked(world, new Set(tasks.filter(({ state }) => state === 'unconfirmed').map(keyOf)))),
  ];
}

/** @param tasks of one request: in one message, each with its image if it has one */
function wronglyShown(tasks: readonly KnownTask[], messages: readonly APIMessage[]): string[] {
  const prompt = tasks[0]?.prompt ?? '';
  const states = tasks.map(({ state }) => state).join(', ');
  const own = messages.filter(({ content }) => content.includes(`**${prompt}**`));
  const shown = own.filter(({ attachments }) => attachments.length > 0);
  const images = shown.flatMap(({ attachments }) => attachments).length;
  const isResult = ({ state, image_id, cancel_requested_at, removed_at, deleted_at }: KnownTask) =>
    state === 'delivered' && image_id !== null && cancel_requested_at === null && (removed_at ?? deleted_at) === null;
  const results = tasks.filter(isResult).length;
  const unfinished = own.filter(
    (message) =>
      message.content.includes(PREPARING) || buttonsOf(message).some(({ customId }) => customId.startsWith('cancel:')),
  );
  return [
    ...(images === results && shown.length === Math.min(results, 1)
      ? []
      : [`"${prompt}" is ${states} and shown ${images} times in ${shown.length} messages`]),
    ...unfinished.map(({ content }) => `"${prompt}" is ${states} and still reads "${content}"`),
  ];
}

/**
 * @param undecided keys of tasks that the bot could not confirm: what the provider took for them is
 * not booked
 */
const wronglyBooked = (world: World, undecided: ReadonlySet<string>): Promise<string[]> =>
  readDatabase(world, async (db) => {
    const problems = (await verifyLedger(db)).map((problem) => `the ledger: ${JSON.stringify(problem)}`);
    const charged = [...world.provider.state.tasks.values()]
      .filter(({ params }) => !undecided.has(keyOf(params)))
      .reduce((sum, task) => sum + parseCostMicros(chargeOf(task, Date.now())), 0);
    const { spentMicros } = await sumsSince(db, HOST_SCOPE, 0);
    if (spentMicros !== charged) problems.push(`${charged} was charged for what is confirmed, ${spentMicros} booked`);
    return problems;
  });
