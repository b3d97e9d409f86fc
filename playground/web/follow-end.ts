// A list that stays at its end while things are added to it and pictures load, unless one has scrolled up to read.

/** How near to the end counts as there, in pixels. */
const NEAR = 60;

export interface FollowedEnd {
  /** Goes to the end, wherever one was. */
  show(): void;
}

export function followEnd(list: HTMLElement, content: HTMLElement): FollowedEnd {
  let isAtEnd = true;
  const show = () => {
    isAtEnd = true;
    list.scrollTo({ top: list.scrollHeight });
  };
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  });
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) show();
  });
  sizes.observe(list);
  sizes.observe(content);
  return { show };
}
