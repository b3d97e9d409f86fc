// Everything that decodes, encodes or draws images, by the name under which the media process is
// asked for it.
import { inspectImage } from '../jobs/inspect-image.ts';
import { prepareInput } from '../jobs/prepare-input.ts';
import { shrinkForUpload } from '../jobs/shrink-for-upload.ts';
import { sideBySide } from '../jobs/side-by-side.ts';
import { thumbnail } from '../jobs/thumbnail.ts';
import { drawUsageChart } from '../jobs/usage-chart.ts';

export const mediaJobs = { inspectImage, prepareInput, shrinkForUpload, sideBySide, thumbnail, drawUsageChart };
export type MediaJobs = typeof mediaJobs;

/** Does one job; in the media process, or, in tests, where it is called. */
export type RunJob = <Name extends keyof MediaJobs>(
  name: Name,
  ...args: Parameters<MediaJobs[Name]>
) => ReturnType<MediaJobs[Name]>;
