// How an image, or a whole result, came to be deleted: what reports about it are marked with.
import { z } from 'zod';
import type { WallMs } from '../../clock.ts';
import { isGone } from './request-images.ts';
import type { RequestView } from './request-view.ts';

/**
 * In whose name it was deleted: its member's, a moderator's of one server, or, where neither is
 * known, somebody's.
 */
export type Deleter = { as: 'member' } | { as: 'somebody' } | { as: 'moderator'; accountId: number; guildId: string };

/**
 * `forgotten` where its member wished to be, `undone` where it stood in the place of an edit that
 * was undone, and the edit is shown again.
 */
export type ImageDeletion = (Deleter | { as: 'forgotten' | 'undone' }) & {
  /** The request's id, or the task's where it was one of several images. */
  imageId: string;
  at: WallMs;
};

const facts = { imageId: z.string(), at: z.number() };
const stored = z.discriminatedUnion('as', [
  z.object({ ...facts, as: z.literal('member') }),
  z.object({ ...facts, as: z.literal('somebody') }),
  z.object({ ...facts, as: z.literal('forgotten') }),
  z.object({ ...facts, as: z.literal('undone') }),
  z.object({ ...facts, as: z.literal('moderator'), accountId: z.number(), guildId: z.string() }),
]);

/** As it is stored. */
export const writeDeletion = (deletion: ImageDeletion): string => JSON.stringify(deletion);

/** @throws {z.ZodError} for what `writeDeletion` did not write */
export const readDeletion = (text: string): ImageDeletion => stored.parse(JSON.parse(text));

/**
 * Whether nothing is left of what a report is about.
 * @param reported the id of the request, or of one of its tasks
 */
export const isAllGone = (deletion: ImageDeletion, view: RequestView, reported: string): boolean =>
  isGone(view, reported) || (deletion.as !== 'undone' && [view.request.id, reported].includes(deletion.imageId));
