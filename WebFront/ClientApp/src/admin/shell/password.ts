/** The least that a new password has; the server has the last word. */
export const shortestPassword = 10;

export const passwordHint = 'Ten characters or more; four words that have nothing to do with each other are easy to remember.';

/** What is wrong with a new password that was typed twice, in words; null when nothing is. */
export function passwordProblem(password: string, again: string): string | null {
  if (password.length < shortestPassword) return `Use at least ${shortestPassword} characters.`;
  return password === again ? null : 'The two do not match. Type the same twice.';
}
