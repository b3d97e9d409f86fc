// A list that stays at its end while things are added to it and pictures load, unless one has scrolled up to read.

/** How near to the end counts as there, in pixels. */
const NEAR = 60;

export interface FollowedEnd {
  /** Goes to the end, wherever one was. */
  show(): void;
}

export function followEnd(list: HTMLElement, content: HTMLElement): FollowedEnd {
  let isAtEnd = true;
  let lastTop = 0;
  const show = () => {
    isAtEnd = true;
    list.scrollTo({ top: list.scrollHeight });
  };
  list.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = list;
    if (scrollHeight - scrollTop - clientHeight < NEAR) isAtEnd = true;
    // The way down is our own too: by the time it is told, more may have come, and the end be far again.
    else if (scrollTop < lastTop) isAtEnd = false;
    lastTop = scrollTop;
  });
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) show();
  });
  sizes.observe(list);
  sizes.observe(content);
  return { show };
}
