// A request for images on its way in: what is asked for, by whom and from where, from a command, a
// form or a chat message to admission.
import type { SteadyMs } from '../../clock.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { InputSource } from './input-source.ts';
import type { PlannedTask, RequestOptions } from './request-options.ts';

/** What somebody asks for: one image, or several of the same. */
export interface GenerationRequest {
  kind: RequestRow['kind'];
  /** What the person chose, kept for showing and for asking again. */
  options: RequestOptions;
  /** The images it starts from; none for one that is made from words alone. */
  inputs: readonly InputSource[];
  /** The task that it is a step from, where that is not the one that drew the first of these. */
  parentTaskId?: string | undefined;
}

/** Who asks, where, and how they are to be answered. */
export interface RequestOrigin {
  /** The interaction's or message's id. */
  key: string;
  userId: string;
  /** The server whose budgets apply: one in which the bot is installed. */
  guildId: string | null;
  /** The member's roles there. */
  roleIds: readonly string[];
  channelId: string;
  /** Of the message that shows it. */
  locale: string;
  /** What the member reads; not known of somebody who writes in a chat. */
  memberLocale?: string;
  applicationId: string;
  /**
   * What the answer is edited by; a chat message is answered by a message of the bot's own instead.
   */
  answeredBy: { interactionToken: string; tokenExpiresAt: SteadyMs } | { sourceMessageId: string };
  uploadLimitBytes: number;
}

/** Checked as far as it can be without a transaction, with the paid calls that it takes. */
export interface PlannedRequest {
  request: GenerationRequest;
  origin: RequestOrigin;
  tasks: readonly PlannedTask[];
}
