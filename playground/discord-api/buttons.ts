// The buttons of a message, as those who look for one need them.
import type { APIMessage } from 'discord-api-types/v10';

export interface ShownButton {
  label: string;
  customId: string;
}

/** Every button that can be clicked, in order. */
export function buttonsOf(message: Pick<APIMessage, 'components'>): ShownButton[] {
  return (message.components ?? []).flatMap((row) => {
    const parts: readonly object[] = 'components' in row ? row.components : [];
    return parts.flatMap((part) =>
      'custom_id' in part && 'label' in part ? [{ label: String(part.label), customId: String(part.custom_id) }] : [],
    );
  });
}
