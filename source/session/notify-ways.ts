/** Ways in which a signal can go out. */
export const notifyWays = ['bell', 'osc9', 'osc777', 'title', 'progress'] as const;

export type NotifyWay = (typeof notifyWays)[number];
