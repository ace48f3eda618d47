/** Milliseconds of the machine's monotonic clock: the same in every process and thread of it. */
export const nowMs = () => {
  const t = process.hrtime();
  return t[0] * 1e3 + t[1] / 1e6;
};

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
