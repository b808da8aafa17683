/** What the note of a skipped test begins with; behind it stand what is missing, and how to get it. */
export const notePrefix = 'needs ';
