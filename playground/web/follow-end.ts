// A list that stays at its end while things are added to it and images load, unless one has
// scrolled up to read.

/** How near to the end counts as there, in pixels. */
const NEAR = 60;
/** How long after a key or a wheel a move of the list may still be its doing. */
const ACT_MS = 1_000;

export interface FollowedEnd {
  /** Goes to the end, wherever one was. */
  show(): void;
  /** Stays where one is led to, whatever loads meanwhile. */
  leave(): void;
}

export function followEnd(list: HTMLElement, content: HTMLElement): FollowedEnd {
  let isAtEnd = true;
  let actedAt = Number.NEGATIVE_INFINITY;
  let known = measure(list);
  const show = () => {
    isAtEnd = true;
    list.scrollTo({ top: list.scrollHeight });
    known = measure(list);
  };
  const onAct = ({ type, target }: Event) => {
    // The list itself is pressed at its scroll bar.
    if (type !== 'pointerdown' || target === list) actedAt = performance.now();
  };
  for (const act of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    list.addEventListener(act, onAct, { passive: true });
  list.addEventListener('scroll', () => {
    const { top, height, seen } = measure(list);
    // Where the content has shrunk, the browser moves the list up by itself, and tells of it when
    // more may have come.
    const isByItself = height !== known.height || seen !== known.seen;
    const isActing = performance.now() - actedAt < ACT_MS;
    if (height - top - seen < NEAR) isAtEnd = true;
    else if (top < known.top && (isActing || !isByItself)) isAtEnd = false;
    known = { top, height, seen };
  });
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) show();
    else known = measure(list);
  });
  sizes.observe(list);
  sizes.observe(content);
  const leave = () => {
    isAtEnd = false;
  };
  return { show, leave };
}

const measure = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement) => ({
  top: scrollTop,
  height: scrollHeight,
  seen: clientHeight,
});
