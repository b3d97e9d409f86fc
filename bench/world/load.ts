// The crowd asks for images at an even pace, and every answer's time is taken where Discord would
// take it.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { useSlash } from '../../playground/discord-api/interact.ts';
import type { Actor } from '../../playground/discord-api/interaction-event.ts';
import type { DiscordState } from '../../playground/discord-api/state.ts';
import type { VtrixState } from '../../playground/vtrix-api/state.ts';
import { largePhoto } from './images.ts';

const LATE_MS = 3_000;
const PACE_MS = 5;
const SHORT_PROMPT = 20;

export interface Asking {
  perSecond: number;
  count: number;
  /** Characters of each prompt. */
  promptLength?: number;
}

export interface Asked {
  /** From the event to the first answer, in milliseconds, of those that were answered in time. */
  answersMs: number[];
  late: number;
}

/** Times are milliseconds since 1970. */
export interface Life {
  createdAt: number;
  durationMs: number;
  polls: number[];
  /** The final edit with its image; undefined where there was none yet. */
  shownAt: number | undefined;
}

export function createLoad(discord: DiscordState, provider: VtrixState, actors: readonly Actor[]) {
  const startedAt = new Map<string, number>();
  const answersMs: number[] = [];
  const shownAt = new Map<string, number>();
  let asked = 0;

  discord.events.on('answered', (id: string) => {
    const at = startedAt.get(id);
    if (at === undefined) return;
    startedAt.delete(id);
    answersMs.push(performance.now() - at);
  });
  discord.events.on('dispatch', (event: string, message: { attachments?: { description?: string }[] }) => {
    const words = event === 'MESSAGE_UPDATE' ? message.attachments?.[0]?.description : undefined;
    // Of an edit there is more to say than its prompt.
    const [wish] = words?.match(/wish \d.*/) ?? [];
    if (wish !== undefined && !shownAt.has(wish)) shownAt.set(wish, Date.now());
  });

  const nextWish = (length: number) => {
    const actor = actors[asked % actors.length];
    if (!actor) throw new Error('nobody is there');
    asked += 1;
    return { actor, prompt: `wish ${asked} `.padEnd(length, 'of a lighthouse in fog ').trim() };
  };

  const imagine = async (length: number) => {
    const { actor, prompt } = nextWish(length);
    const id = await useSlash(discord, actor, { name: 'imagine', options: { prompt }, files: {} });
    startedAt.set(id, performance.now());
  };

  /** Resolves once the edited image is shown. */
  const edit = async () => {
    const { actor, prompt } = nextWish(SHORT_PROMPT);
    const files = { image: { name: 'photo.jpg', contentType: 'image/jpeg', bytes: await largePhoto() } };
    await useSlash(discord, actor, { name: 'edit', options: { prompt }, files });
    while (!shownAt.has(prompt)) await sleepFor(PACE_MS);
  };

  return {
    /** Resolves once everything asked for is answered, or late. */
    async ask(asking: Asking): Promise<Asked> {
      const begin = performance.now();
      const before = answersMs.length;
      for (let done = 0; done < asking.count; ) {
        const due = Math.min(asking.count, Math.floor(((performance.now() - begin) * asking.perSecond) / 1000));
        for (; done < due; done += 1) await imagine(asking.promptLength ?? SHORT_PROMPT);
        await sleepFor(PACE_MS);
      }
      const until = performance.now() + LATE_MS;
      while (startedAt.size > 0 && performance.now() < until) await sleepFor(PACE_MS);
      const late = startedAt.size + answersMs.filter((ms) => ms > LATE_MS).length;
      startedAt.clear();
      return { answersMs: answersMs.slice(before), late };
    },
    /**
     * Edits of twelve-megapixel photos, so many under way at any time. Resolves once all are shown.
     */
    async editPhotos({ count, atOnce }: { count: number; atOnce: number }): Promise<void> {
      let left = count;
      const work = async () => {
        while (left-- > 0) await edit();
      };
      await Promise.all(Array.from({ length: atOnce }, work));
    },
    /** How many images have been shown. */
    shown: () => shownAt.size,
    atProvider: () => provider.tasks.size,
    /** Of every image asked for so far. */
    taskRecords: (): Life[] =>
      [...provider.tasks.values()].map(({ createdAt, plan, polls, params }) => ({
        createdAt,
        durationMs: plan.durationMs,
        polls,
        shownAt: shownAt.get(params.prompt),
      })),
  };
}
