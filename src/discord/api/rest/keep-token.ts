// discord.js forgets its token at the first 401, which a fault at Discord's end or a proxy can
// answer too: the bot would stay silent until its next start.
import type { REST } from 'discord.js';

/** @param token used again wherever discord.js would drop it */
export function keepToken(rest: REST, token: string): REST {
  const setToken = rest.setToken.bind(rest);
  rest.setToken = (given: string | null) => setToken(given ?? token);
  return rest.setToken(token);
}
