// The smoke test: one member asks for one image, and everything they saw and it cost is printed.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { buttonsOf } from './discord-api/buttons.ts';
import { startWorld } from './world.ts';

const TIMEOUT_MS = 90_000;

/** @returns whether the image came and everything added up */
export async function runOnce(prompt: string): Promise<boolean> {
  await using world = await startWorld();
  console.log(`The bot is connected. A member types: /imagine prompt: ${prompt}\n`);
  const member = world.people.as('member');
  const reply = await member.slash('imagine', { prompt });
  const final = await reply.until((message) => message.attachments.length > 0 || isFailure(message), TIMEOUT_MS);

  console.log('What the member saw');
  for (const { afterMs, message } of reply.views) console.log(`${formatTime(afterMs)}  ${describeView(message)}`);
  console.log(`First answer after ${reply.firstAnswerMs()?.toFixed(0)} ms.\n`);

  const lines = await readLedger(world.databasePath);
  console.log('The ledger, in USD');
  for (const line of lines) console.log(`  ${line}`);
  const { violations } = world.discord.state;
  for (const { route, problems } of violations)
    console.error(`Discord would have refused ${route}: ${problems.join('; ')}`);

  const [attachment] = final.attachments;
  if (!attachment) {
    console.error(`\nNo image was made: ${final.content}`);
    return false;
  }
  const path = resolve(attachment.filename);
  writeFileSync(path, await member.download(attachment));
  console.log(`\nThe image is in ${path}`);
  return violations.length === 0 && lines.length === 2;
}

const isFailure = (message: APIMessage): boolean =>
  buttonsOf(message).some(({ customId }) => customId.startsWith('try-again'));

const formatTime = (afterMs: number) => `  ${(afterMs / 1000).toFixed(2).padStart(6)} s`;

function describeView(message: APIMessage): string {
  const { content, attachments } = message;
  if ((Number(message.flags) & MessageFlags.Loading) !== 0) return 'Kontext is thinking…';
  const labels = buttonsOf(message).map(({ label }) => `[${label}]`);
  const files = attachments.map(
    ({ filename, width, height, size }) => `(${filename}, ${width} × ${height}, ${Math.round(size / 1024)} KiB)`,
  );
  return [content, ...files, labels.join(' ')]
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll('\n', '\n             ');
}

async function readLedger(path: string): Promise<string[]> {
  const database = new Sqlite(path, { readonly: true });
  try {
    const rows = database
      .prepare<[], { kind: string; task_id: string; reserved_delta: number; spent_delta: number; reason: string }>(
        'select * from ledger order by id',
      )
      .all();
    const usd = (micros: number) => `${micros < 0 ? '−' : '+'}${(Math.abs(micros) / 1_000_000).toFixed(2)}`;
    return rows.map(
      (row) =>
        `${row.kind.padEnd(8)} reserved ${usd(row.reserved_delta)}  spent ${usd(row.spent_delta)}  ${row.task_id}  ${row.reason}`,
    );
  } finally {
    database.close();
  }
}
