// A crowd: people who ask for images of every kind, each under a prompt of its own, while the
// provider and Discord have their moods.
import type { Player } from '../../playground/discord-api/people.ts';
import type { World } from '../../playground/world.ts';
import { cancelAnyway, isBeingMade } from './controls.ts';
import { createModeration } from './moderation.ts';
import { plainImage } from './photos.ts';

export interface Load {
  /**
   * One more thing that somebody does, chosen by chance. Resolves when it is on its way; what the
   * bot makes of it is not waited for.
   */
  act(): Promise<void>;
  /** Images asked for so far. */
  asked(): number;
}

/** How often something is asked for and a moderator acts right after. */
const MODERATION_SHARE = 0.3;
const PEOPLE = ['member', 'second', 'moderator', 'manager'];
const PLACES = ['general', 'art', 'thread', 'direct'];

/**
 * @param random like Math.random; the same sequence makes the same crowd
 * @param moderated whether moderators act too: most of what they do comes to nothing, since it
 * comes at any moment
 */
export async function createLoad(world: World, random: () => number, { moderated = false } = {}): Promise<Load> {
  const image = await plainImage('png', 120, 80);
  let asked = 0;
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[Math.floor(random() * from.length)];
    if (picked === undefined) throw new Error('nothing to choose from');
    return picked;
  };

  const imagine = (who: Player, options: Record<string, unknown> = {}) => {
    asked += 1;
    return who.slash('imagine', { prompt: `wish ${asked}.`, ...options }, { channel: pick(PLACES) });
  };
  const edit = (who: Player) => {
    asked += 1;
    const files = { image: { name: 'a.png', bytes: image, contentType: 'image/png' } };
    return who.slash('edit', { prompt: `wish ${asked}.` }, { channel: pick(PLACES), files });
  };
  const cancelSoon = async (who: Player) => {
    const reply = await imagine(who);
    // Clicked once there is something to click; by then the bot may be gone.
    void reply.until(isBeingMade).then(
      (message) => cancelAnyway(who, message).catch(() => undefined),
      () => undefined,
    );
    return reply;
  };
  /** The provider is told beforehand what to make of the next task. */
  const failing = (who: Player) => {
    world.provider.state.nextPlans.push({ outcome: 'failed', error: 'not today' });
    return imagine(who);
  };
  const troubled = (who: Player) => {
    const { provider, discord } = world;
    pick([
      () => provider.state.faults.push({ on: 'create', kind: 'reset-after', times: 1 }),
      () =>
        provider.state.faults.push({ on: 'create', kind: { status: 429, headers: { 'retry-after': '1' } }, times: 1 }),
      () => provider.state.faults.push({ on: 'poll', kind: { status: 502 }, times: 2 }),
      () => provider.state.faults.push({ on: 'poll', kind: 'truncated', times: 1 }),
      () => provider.state.faults.push({ on: 'result', kind: { status: 503 }, times: 1 }),
      () => discord.state.faults.push({ route: 'PATCH', kind: { status: 500 }, times: 2 }),
      () => discord.state.faults.push({ route: 'PATCH', kind: 'reset-after', times: 1 }),
      () => discord.state.faults.push({ route: 'callback', kind: 'reset-after', times: 1 }),
    ])();
    return imagine(who);
  };

  const moderation = createModeration(world, pick);
  const kinds = [
    imagine,
    imagine,
    imagine,
    (who: Player) => imagine(who, { private: true }),
    edit,
    edit,
    cancelSoon,
    failing,
    troubled,
    troubled,
  ];
  return {
    async act() {
      await pick<(who: Player) => Promise<unknown>>(kinds)(world.people.as(pick(PEOPLE)));
      if (moderated && random() < MODERATION_SHARE) await pick(moderation)();
    },
    asked: () => asked,
  };
}
