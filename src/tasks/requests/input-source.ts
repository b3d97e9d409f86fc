// What a request starts from, before it is stored: images kept here, and images still to be
// fetched.

/** An image to start from: kept here already, or still to be fetched. */
export type InputSource = {
  name: string;
  /**
   * The task that drew it, where one of ours did: what is made from it is a step in that one's
   * chain.
   */
  taskId?: string | undefined;
  /** Where a form is still to choose among several: whether what comes of this one is hidden. */
  isSpoiler?: boolean;
} & ({ url: string } | { imageId: string });

/** Whose image something starts from: that of the first. */
export const parentOf = ([first]: readonly InputSource[]): string | undefined => first?.taskId;
