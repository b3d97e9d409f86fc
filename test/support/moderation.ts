// What moderators and managers do at any moment of everybody's requests, for tests under load.
import type { World } from '../../playground/world.ts';
import { type KnownTask, readTasks } from './promises.ts';

const MEMBER_ID = '100000000000000001';

type Pick = <T>(from: readonly T[]) => T;

/**
 * @returns actions; each resolves once it is on its way, and may come to nothing where the bot is
 * gone by then
 */
export function createModeration(world: World, pick: Pick): (() => Promise<unknown>)[] {
  const moderator = () => world.people.as('moderator');
  const manager = () => world.people.as('manager');

  const anyTask = async (isSuch: (task: KnownTask) => boolean): Promise<KnownTask | undefined> => {
    const tasks = (await readTasks(world)).filter(isSuch);
    return tasks.length === 0 ? undefined : pick(tasks);
  };
  const aboutRequest = async (command: string, isSuch: (task: KnownTask) => boolean, times = 1) => {
    const task = await anyTask(isSuch);
    if (!task) return;
    const options = { image: task.request_id };
    await Promise.all(Array.from({ length: times }, () => moderator().slash(`moderate ${command}`, options)));
  };

  return [
    async () => {
      await moderator().slash('moderate block', { member: MEMBER_ID, duration: '1h' });
      await moderator().slash('moderate unblock', { member: MEMBER_ID });
    },
    async () => {
      await manager().slash('settings pause', { reason: 'spending' });
      await manager().slash('settings resume');
    },
    () => aboutRequest('delete', ({ deleted_at }) => deleted_at === null),
    // Two moderators at once.
    () => aboutRequest('release', ({ state }) => state === 'unconfirmed', 2),
  ];
}
