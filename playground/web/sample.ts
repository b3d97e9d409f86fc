// The photo that is there to try an edit on: the first image that somebody else has posted in its
// channel.
import { loadMessages } from './api.ts';

export const SAMPLE_CHANNEL = 'art';

/**
 * @returns the photo as a file, as if it had been chosen from a folder; undefined where there is
 * none
 */
export async function findSample(as: string): Promise<File | undefined> {
  const messages = await loadMessages(as, SAMPLE_CHANNEL);
  const [photo] =
    messages.find(({ author, attachments }) => author.bot !== true && attachments.length > 0)?.attachments ?? [];
  if (!photo) return undefined;
  const response = await fetch(photo.url);
  if (!response.ok) return undefined;
  return new File([await response.blob()], photo.filename, { type: photo.content_type ?? 'image/jpeg' });
}
