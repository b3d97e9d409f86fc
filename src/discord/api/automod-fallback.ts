// Resends a response without the prompt when AutoMod blocks it.
import { isBlockedByAutoMod } from './discord-error.ts';

/**
 * @param show gives the answer; it is called again, told to leave the words out, where AutoMod
 * minds them
 */
export async function withAutoModFallback<Answer>(show: (hideWords: boolean) => Promise<Answer>): Promise<Answer> {
  try {
    return await show(false);
  } catch (error) {
    if (!isBlockedByAutoMod(error)) throw error;
    return show(true);
  }
}
