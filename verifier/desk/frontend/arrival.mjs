// One file on its way: sent piece by piece, finished with its hash, and watched until it is examined.
import { Upload } from "tus-js-client";

const PIECE = 16 << 20; // bytes
const DELAYS = [0, 1000, 3000, 5000, 10000, 20000, 30000]; // milliseconds
const AGAIN = 60000; // milliseconds after which it is tried again by itself
const PASSING = [0, 409, 423, 500, 502, 503, 504]; // what a later try may mend
const UNFIT = [413, 422]; // what no other try mends
const LOST = [404, 410]; // what had arrived is not there any more

/**
 * `desk` is what all files of a page share: `words` and addresses (the dataset of the form), `token`, `hash(file)`,
 * `say(text)`, `changed()` after each change of state, `moved(bytes)` as they go, `refocus()` where a row goes,
 * `showSize(bytes)`.
 */
export class Arrival {
  constructor(file, folder, desk) {
    Object.assign(this, { file, folder, desk });
    this.state = "ready"; // queued, sending, paused, comparing, broken, refused, received, removed
    this.sent = 0;
    this.stage = undefined; // what was made of it when it was examined
    this.begun = null; // what the server has of it: {address, item}
    this.chosen = {}; // zone and replaces, as they stood when it was sent
    this.upload = null;
    this.row = this.draw();
  }

  get waits() {
    return this.state === "ready";
  }

  /** Ours to be sent, or on its way. */
  get isPending() {
    return this.state === "queued" || this.isUnderWay;
  }

  get isUnderWay() {
    return this.state === "sending" || this.state === "comparing";
  }

  draw() {
    const row = document.getElementById("arrival").content.cloneNode(true).querySelector("li");
    const path = this.folder ? `${this.folder}/${this.file.name}` : this.file.name;
    row.querySelector("[data-name]").textContent = path;
    row.querySelector("[data-size]").textContent = this.desk.showSize(this.file.size);
    row.querySelectorAll("[data-whose]").forEach((place) => (place.textContent = `: ${path}`));
    row.querySelector("progress").setAttribute("aria-label", `${this.desk.words.sending} ${path}`);
    row.querySelector("[data-pause]").addEventListener("click", () => this.pause());
    row.querySelector("[data-resume]").addEventListener("click", () => this.queue());
    row.querySelector("[data-again]").addEventListener("click", () => this.queue());
    row.querySelector("[data-remove]").addEventListener("click", () => this.remove());
    return row;
  }

  // States ----------------------------------------------------------------------------------------------------------

  turn(state, trouble = null) {
    const button = document.activeElement?.closest?.("button");
    const hadFocus = button !== null && button !== undefined && this.row.contains(button);
    this.state = state;
    const show = (name, yes) => (this.row.querySelector(`[data-${name}]`).hidden = !yes);
    show("pause", state === "sending" || state === "queued");
    show("resume", state === "paused");
    show("again", state === "broken" || (state === "refused" && this.mayTryAgain));
    show("remove", !["received", "comparing"].includes(state));
    show("way", state !== "received" && (state !== "refused" || this.sent > 0));
    show("trouble", trouble !== null);
    if (trouble) {
      const [title, mend] = this.row.querySelectorAll("[data-trouble] p");
      [title.textContent, mend.textContent] = trouble;
      this.desk.say(`${this.file.name}: ${trouble.join(" ")}`);
    }
    this.tell();
    if (hadFocus && button.hidden) {
      this.row.querySelector("button:not([hidden]), a")?.focus(); // the pressed button is gone; its successor is here
    }
    this.desk.changed();
  }

  tell() {
    const { words } = this.desk;
    const percent = this.file.size ? Math.floor((this.sent / this.file.size) * 100) : 0;
    this.row.querySelector("progress").value = percent;
    this.row.querySelector("[data-state]").textContent = {
      ready: words.ready,
      queued: words.queued,
      sending: `${words.sending} ${percent} %`,
      paused: `${words.paused} ${percent} %`,
      comparing: words.comparing,
    }[this.state] ?? "";
  }

  /** The file is to be sent, or sent on, as soon as a place is free. */
  queue() {
    clearTimeout(this.timer);
    this.turn("queued");
  }

  pause() {
    this.upload?.abort();
    this.turn("paused");
  }

  async remove() {
    clearTimeout(this.timer);
    const address = this.upload?.url ?? this.begun?.address;
    this.upload?.abort();
    const hadFocus = this.row.contains(document.activeElement);
    this.turn("removed");
    if (address) {
      const headers = this.headers();
      await Upload.terminate(address, { ...this.upload?.options, headers, retryDelays: DELAYS }).catch(() => null);
    }
    // Gone from the page once it is gone from the server: who looks again does not find it.
    this.row.remove();
    if (hadFocus) {
      this.desk.refocus();
    }
  }

  // Sending ---------------------------------------------------------------------------------------------------------

  headers() {
    return { "X-CSRFToken": this.desk.token };
  }

  start() {
    this.hash ??= this.desk.hash(this.file);
    this.counted = null; // from where its speed is measured: what had arrived before this try is none of it
    this.turn("sending");
    if (this.upload) {
      this.upload.start();
      return;
    }
    const upload = new Upload(this.file, {
      endpoint: new URL(this.desk.words.uploads, window.location.href).href,
      uploadUrl: this.begun?.address,
      chunkSize: PIECE,
      retryDelays: DELAYS,
      storeFingerprintForResuming: false,
      metadata: { filename: this.file.name, folder: this.folder },
      headers: this.headers(),
      // What was begun is gone on with; a server that does not answer for it must not make another one begin.
      onUploadUrlAvailable: () => (upload.options.endpoint = null),
      onShouldRetry: (error) => this.state === "sending" && PASSING.includes(status(error)),
      onProgress: (sent) => {
        this.desk.moved(Math.max(0, sent - (this.counted ?? sent)));
        this.sent = this.counted = sent;
        this.tell();
        this.desk.changed();
      },
      onSuccess: () => this.finish(),
      onError: (error) => this.fail(status(error), error.originalResponse?.getBody()),
    });
    if (this.begun) {
      upload.options.endpoint = null;
    }
    this.upload = upload;
    upload.start();
  }

  fail(code, body) {
    if (this.state === "paused" || this.state === "removed") {
      return;
    }
    const { words } = this.desk;
    this.mayTryAgain = !UNFIT.includes(code);
    if (LOST.includes(code)) {
      this.begun = this.upload = null; // another try begins anew
      this.sent = 0;
      this.turn("refused", [words.lost, words.fromStart]);
    } else if (code === 401) {
      this.turn("refused", [words.signedOut, words.signIn]);
    } else if (PASSING.includes(code) && !said(body)?.mend) {
      this.turn("broken", [words.broken, words.kept]);
      this.timer = setTimeout(() => this.queue(), AGAIN);
    } else {
      this.turn("refused", [said(body)?.title || words.broken, said(body)?.mend ?? ""]);
    }
  }

  async finish(attempt = 0) {
    this.sent = this.file.size;
    this.turn("comparing");
    const sha256 = await this.hash;
    if (this.begun && sha256 === null) {
      this.mayTryAgain = false;
      this.turn("refused", [this.desk.words.uncompared, this.desk.words.afresh]);
      return;
    }
    const answer = await fetch(`${this.upload.url}/finish`, {
      method: "POST",
      headers: { ...this.headers(), "Content-Type": "application/json" },
      body: JSON.stringify({ sha256, ...this.chosen }),
    }).catch(() => null);
    const body = await answer?.text().catch(() => null);
    if (answer?.ok && body) {
      this.receive(JSON.parse(body).id);
    } else if ([0, 423, 502, 503, 504].includes(answer?.status ?? 0) && attempt < DELAYS.length) {
      setTimeout(() => this.finish(attempt + 1), DELAYS[attempt]);
    } else {
      this.fail(answer?.status ?? 0, body);
    }
  }

  // Received --------------------------------------------------------------------------------------------------------

  receive(id) {
    this.turn("received");
    this.desk.say(`${this.file.name}: 100 %`);
    this.watch(this.desk.words.standing.replace(this.desk.words.nobody, id), 1000);
  }

  /** Show the receipt, and ask again until the file is examined, more seldom each time. */
  async watch(address, pause) {
    const answer = await fetch(address, { redirect: "error" }).catch(() => null);
    const place = this.row.querySelector("[data-receipt]");
    if (answer?.ok) {
      place.innerHTML = await answer.text();
    }
    const receipt = place.firstElementChild;
    this.stage = receipt?.dataset.stage;
    if (receipt && !("open" in receipt.dataset)) {
      this.desk.say(receipt.dataset.said);
      this.desk.changed();
    } else if (!answer || answer.ok || answer.status >= 500) {
      setTimeout(() => this.watch(address, Math.min(pause * 1.5, 30000)), pause);
    }
  }
}

function status(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

/** What a refusal says: {title, mend}; null when the answer is none of ours. */
function said(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
