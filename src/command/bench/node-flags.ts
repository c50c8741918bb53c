/** The flags of `npm start` and of the image: they trade a little processor for memory, and the bench measures with them. */
export const nodeFlags = ['--max-semi-space-size=4', '--heap-growing-percent=50'] as const;
