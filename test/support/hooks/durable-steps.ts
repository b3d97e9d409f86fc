// Loaded before the bot: names every durable step that its database takes, and kills the process
// just before or just after one of them. Nothing in the bot knows of it, and no setting of the
// bot's leads here. STEPS_LOG a file to which the name of each step is added KILL_AT
// `before running` or `after queued#2`: the second step of that name; the first where no number is
// given
import { appendFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

const { STEPS_LOG, KILL_AT } = process.env;
const [, when, wanted, nth = '1'] = /^(before|after) ([^#]+)(?:#(\d+))?$/.exec(KILL_AT ?? '') ?? [];

const STATES = new Set(
  'admitted queued submitting running completed unconfirmed delivered failed cancelled dropped'.split(' '),
);

/** What tells the other changes apart: the first column that is among those set. */
const BY_COLUMN: readonly [column: string, name: string][] = [
  ['acknowledged_at', 'acknowledged'],
  ['delivery_method', 'method chosen'],
  ['undone_at', 'undone'],
  ['deleted_at', 'deleted'],
  ['interaction_token', 'message adopted'],
  ['delivery_attempts', 'delivery due'],
  ['delivered_at', 'shown'],
  ['message_id', 'message noted'],
  ['cancel_requested_at', 'cancel asked'],
  ['released_here_at', 'given back'],
  ['polls', 'looked'],
  ['lease_token', 'look claimed'],
  ['image_id', 'input ready'],
];

/** @returns undefined for what no promise hangs on */
function nameOf(sql: string, parameters: readonly unknown[]): string | undefined {
  if (sql.startsWith('insert into "tasks"')) return 'admitted';
  if (sql.startsWith('insert into "images"')) return 'image kept';
  if (!/^update "(?:tasks|requests|inputs)"/.test(sql)) return undefined;
  const set = sql.slice(0, sql.indexOf(' where '));
  const given = parameters.slice(0, set.split('?').length - 1);
  const state = sql.startsWith('update "tasks"') ? given.find((value) => STATES.has(String(value))) : undefined;
  if (state !== undefined) return String(state);
  return BY_COLUMN.find(([column]) => set.includes(`"${column}" =`))?.[1];
}

/** What the open transaction changes; undefined outside of one. */
let open: Set<string> | undefined;
let met = 0;

const isTheOne = (names: Iterable<string>): boolean => {
  if (wanted === undefined || ![...names].includes(wanted)) return false;
  met += 1;
  return met === Number(nth);
};
const die = () => process.kill(process.pid, 'SIGKILL');
const note = (names: Iterable<string>) => {
  if (STEPS_LOG) for (const name of names) appendFileSync(STEPS_LOG, `${name}\n`);
};

/**
 * A statement that is its own transaction, or the end of one.
 * @param names known once `step` has run
 */
function commit(step: () => unknown, names: () => Iterable<string>): unknown {
  if (when === 'before' && isTheOne(names())) die();
  const result = step();
  note(names());
  if (when === 'after' && isTheOne(names())) die();
  return result;
}

const { prepare } = Sqlite.prototype;

function execute(sqlite: Sqlite.Database, sql: string, parameters: readonly unknown[], step: () => unknown): unknown {
  const word = sql.trim().toLowerCase();
  if (word.startsWith('begin')) open = new Set();
  if (word === 'rollback') open = undefined;
  if (word === 'commit') {
    const names = open ?? new Set();
    open = undefined;
    return commit(step, () => names);
  }
  const name = nameOf(word, parameters);
  if (name === undefined) return step();
  const changing = open;
  if (changing) {
    const result = step();
    if (hasChanged(result)) changing.add(name);
    return result;
  }
  // Whether it changes anything is known only once it has run.
  const run = (text: string) => Reflect.apply(prepare, sqlite, [text]).run();
  run('begin immediate');
  try {
    const result = step();
    commit(
      () => run('commit'),
      () => (hasChanged(result) ? [name] : []),
    );
    return result;
  } catch (error) {
    if (sqlite.inTransaction) run('rollback');
    throw error;
  }
}

/** What `run` says, or the rows of `all`. */
function hasChanged(result: unknown): boolean {
  if (Array.isArray(result)) return result.length > 0;
  return typeof result === 'object' && result !== null && 'changes' in result && Number(result.changes) > 0;
}

Sqlite.prototype.prepare = function watched(this: Sqlite.Database, sql: string) {
  const statement = Reflect.apply(prepare, this, [sql]);
  for (const method of ['run', 'all'] as const) {
    const plain = statement[method].bind(statement) as (...parameters: unknown[]) => unknown; // Its own method.
    const watching = (...parameters: unknown[]) => execute(this, sql, parameters, () => plain(...parameters));
    statement[method] = watching as never; // The same shape.
  }
  return statement;
} as typeof prepare; // The same shape.
