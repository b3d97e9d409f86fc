// Which of the page's first steps somebody has taken, told by what really happened and not by what
// was clicked.
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';
import type { World } from '../world.ts';

export type Step = 'draw' | 'edit' | 'cost' | 'kill' | 'break';

export async function stepsDone(world: World): Promise<Step[]> {
  const images = await deliveredImages(world.databasePath);
  const { interactions } = world.discord.state;
  const isModerator = (person: string) => person === 'moderator' || person === 'manager';
  const outages = world.botEnds();
  const isDone: Record<Step, boolean> = {
    draw: images.some(({ kind }) => kind === 'imagine'),
    edit: images.some(({ kind }) => kind !== 'imagine'),
    cost: [...interactions.values()].some(
      ({ personKey, commandName, answered }) =>
        answered !== null && isModerator(personKey) && commandName?.startsWith('usage') === true,
    ),
    // Sent to the provider before the bot ended, and arrived after it.
    kill: images.some(({ submitted_at: sent, finished_at: ended }) =>
      outages.some((at) => sent !== null && ended !== null && sent <= at && at < ended),
    ),
    break: world.provider.state.requests.some(({ status }) => typeof status === 'string' || status >= 400),
  };
  return (Object.keys(isDone) as Step[]).filter((step) => isDone[step]); // The keys of a record of steps.
}

async function deliveredImages(path: string) {
  const db = openDatabaseReadOnly(path);
  try {
    return await db
      .selectFrom('tasks')
      .innerJoin('requests', 'requests.id', 'tasks.request_id')
      .select(['requests.kind', 'tasks.submitted_at', 'tasks.finished_at'])
      .where('tasks.state', '=', 'delivered')
      .execute();
  } finally {
    await db.destroy();
  }
}
