// What people recognise a message by.
import type { APIMessage } from 'discord-api-types/v10';
import { buttonsOf } from '../../playground/discord-api/buttons.ts';

export const hasImage = (message: APIMessage): boolean => message.attachments.length === 1;
/** As many images in one message. */
export const hasImages =
  (count: number) =>
  (message: APIMessage): boolean =>
    message.attachments.length === count;
export const hasFailed = (message: APIMessage): boolean => labels(message).includes('Try again');
/** A line for everybody that says nothing of what was refused. */
export const hasWithdrawn = (message: APIMessage): boolean => labels(message).includes('Why?');
export const hasEnded = (message: APIMessage): boolean => hasImage(message) || hasFailed(message);
export const isEphemeral = (message: APIMessage): boolean => (Number(message.flags) & 64) !== 0;
export const labels = (message: APIMessage): string[] => buttonsOf(message).map(({ label }) => label);
