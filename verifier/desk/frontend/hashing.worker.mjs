// A worker of its own: it may run WebAssembly, the page may not. Takes {key, file}, answers {key, sha256}, or {key} when
// the file cannot be read to its end.
import { createSHA256 } from "hash-wasm";

const PIECE = 8 << 20; // bytes

self.addEventListener("message", async ({ data: { key, file } }) => {
  try {
    const digest = await createSHA256();
    for (let at = 0; at < file.size; at += PIECE) {
      digest.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    }
    self.postMessage({ key, sha256: digest.digest("hex") });
  } catch {
    self.postMessage({ key });
  }
});
