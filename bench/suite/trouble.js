/** A fault that people can mend: its message is all they get to see. */
export class Trouble extends Error {}
