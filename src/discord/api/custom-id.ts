// Ids of buttons: an action and the id it is about, never a right. Rights are looked up at every
// use.

export const customId = (action: string, id: string): string => `${action}:${id}`;

/** @returns undefined for what this bot never made */
export function parseCustomId(text: string): { action: string; id: string } | undefined {
  const match = /^([a-z-]{1,40}):([\w-]{1,50})$/.exec(text);
  return match?.[1] && match[2] ? { action: match[1], id: match[2] } : undefined;
}
