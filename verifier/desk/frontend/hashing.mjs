// SHA-256 of files in the browser, beside the upload.

/** A function that takes a file and promises its hash in hexadecimal; null where the browser cannot compute it. */
export function hashing(address) {
  const asked = new Map();
  let worker = null;
  let last = 0;

  const giveUp = () => {
    worker?.terminate();
    worker = null;
    asked.forEach((tell) => tell(null));
    asked.clear();
  };
  const begin = () => {
    worker = new Worker(address);
    worker.addEventListener("error", giveUp);
    worker.addEventListener("message", ({ data: { key, sha256 } }) => {
      asked.get(key)?.(sha256 ?? null);
      asked.delete(key);
    });
  };

  return (file) =>
    new Promise((tell) => {
      try {
        worker ?? begin();
        asked.set((last += 1), tell);
        worker.postMessage({ key: last, file });
      } catch {
        tell(null);
      }
    });
}
