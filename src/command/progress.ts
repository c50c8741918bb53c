/** One line that is written over, for people who wait at a terminal; nothing takes it away. */
export function progress(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${words}`);
}
