// A request as it comes to admission, for tests that ask for one without Discord.
import type { PlannedRequest } from '../../src/tasks/requests/generation-request.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';

interface Given {
  key: string;
  userId: string;
  guildId: string;
  inputs?: readonly InputSource[];
}

/** One image of the usual model; an edit where it starts from images. */
export const plannedRequest = ({ key, userId, guildId, inputs = [] }: Given): PlannedRequest => ({
  request: {
    kind: inputs.length > 0 ? 'edit' : 'imagine',
    options: {
      model: 'flux_kontext_max',
      parameters: { prompt: 'x' },
      count: 1,
      spoiler: false,
      isPrivate: false,
    },
    inputs,
  },
  origin: {
    key,
    userId,
    guildId,
    roleIds: [],
    channelId: 'c',
    locale: 'en',
    applicationId: 'a',
    answeredBy: { interactionToken: 't', tokenExpiresAt: 1 },
    uploadLimitBytes: 1,
  },
  tasks: [{ model: 'flux_kontext_max', params: {}, seed: 1, estimateMicros: 80_000 }],
});
