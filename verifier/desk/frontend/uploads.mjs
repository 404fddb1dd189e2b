// The page that sends files: many at once or a folder, each with its progress, gone on with after a break. Without this
// file the form sends one file as any other form.
import { Arrival } from "./arrival.mjs";
import { hashing } from "./hashing.mjs";
import { Pace, showTime } from "./pace.mjs";

const AT_ONCE = 3;
const QUARTERS = [25, 50, 75];
const STEPS_OF_SIZE = ["B", "kB", "MB", "GB", "TB"];

const form = document.querySelector("form[data-uploads]");
if (form) {
  sendByPieces(form);
}

function sendByPieces(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-arrivals]");
  const spoken = form.querySelector("[data-spoken]");
  const begun = [...document.querySelectorAll("[data-begun]")];
  const outcome = form.querySelector("[data-outcome]");
  const send = form.querySelector("[type=submit]");
  const pace = new Pace();
  let arrivals = [];
  let quarter = 0;
  let ticking = null;

  const desk = {
    words: form.dataset,
    token: form.querySelector("[name=csrfmiddlewaretoken]").value,
    hash: hashing(form.dataset.hashing),
    showSize,
    say: (text) => (spoken.textContent = text),
    changed,
    moved: (bytes) => pace.add(bytes),
    refocus: () => input.focus(),
  };

  // Choosing --------------------------------------------------------------------------------------------------------

  function add(file, folder) {
    const arrival = new Arrival(file, folder, desk);
    const item = begun.find((one) => isSame(one.dataset, file, folder));
    if (item) {
      begun.splice(begun.indexOf(item), 1);
      arrival.begun = { address: addressOf(item), item };
      item.remove();
      document.querySelector(".app-begun").hidden = begun.length === 0;
    }
    arrivals.push(arrival);
    list.append(arrival.row);
    if (file.size === 0) {
      arrival.mayTryAgain = false;
      arrival.turn("refused", [form.dataset.empty, form.dataset.saveAgain]);
    } else {
      arrival.turn("ready");
    }
  }

  function addressOf(item) {
    const address = form.dataset.upload.replace(form.dataset.nobody, item.dataset.begun);
    return new URL(address, window.location.href).href;
  }

  input.multiple = true;
  const take = () => [...input.files].forEach((file) => add(file, ""));
  input.addEventListener("change", take);
  input.addEventListener("click", () => (input.value = "")); // the same file may be chosen again
  const folders = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true });
  folders.addEventListener("change", () => {
    for (const file of [...folders.files]) {
      add(file, parent(file.webkitRelativePath));
    }
    folders.value = "";
  });
  form.querySelector("[data-folder]").addEventListener("click", () => folders.click());
  watchDrops(form.querySelector("[data-drop]"), add);
  document.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
  take(); // what was chosen before this script was there

  // Sending ---------------------------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => {
    const waiting = arrivals.filter((arrival) => arrival.waits);
    if (arrivals.length === 0) {
      input.value = "";
      return; // the server says that no file was chosen
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const chosen = {};
    for (const name of ["zone", "replaces"]) {
      const value = form.elements[name]?.value;
      if (value) {
        chosen[name] = value;
      }
    }
    if (chosen.replaces && waiting.length > 1) {
      waiting[0].turn("ready", [form.dataset.oneFile, ""]);
      waiting[0].row.querySelector("button:not([hidden])").focus();
      return;
    }
    for (const arrival of waiting) {
      arrival.chosen = chosen;
      arrival.queue();
    }
  });

  function changed() {
    arrivals = arrivals.filter((arrival) => arrival.state !== "removed");
    list.hidden = arrivals.length === 0;
    const free = AT_ONCE - arrivals.filter((arrival) => arrival.isUnderWay).length;
    const next = arrivals.find((arrival) => arrival.state === "queued");
    if (next && free > 0) {
      next.start(); // which comes by here again for the one after it
      return;
    }
    speak();
    tell();
  }

  /** While files go: how far all of them are, how fast, for how long yet. Afterwards: what became of each. */
  function tell() {
    const goes = arrivals.some((arrival) => arrival.isPending);
    const said = goes ? underWay() : ended();
    outcome.hidden = !said;
    outcome.textContent = said;
    const hadFocus = document.activeElement === send;
    send.hidden = !goes && said !== "" && !arrivals.some((arrival) => arrival.waits);
    if (send.hidden && hadFocus) {
      outcome.focus();
    }
    if (goes && ticking === null) {
      ticking = setInterval(tell, 1000);
    } else if (!goes) {
      clearInterval(ticking);
      ticking = null;
    }
  }

  function underWay() {
    const pending = arrivals.filter((arrival) => arrival.isPending);
    const left = pending.reduce((sum, arrival) => sum + arrival.file.size - arrival.sent, 0);
    const { speed } = pace;
    const parts = [`${form.dataset.all} ${Math.floor(share(arrivals))} %`];
    if (speed && left) {
      parts.push(fill(form.dataset.speed, showSize(speed)), fill(form.dataset.left, showTime(left / speed)));
    }
    return parts.join(" · ");
  }

  /** Empty before anything was sent. */
  function ended() {
    const count = (name, fits) => [name, arrivals.filter(fits).length];
    const isRefused = (one) => one.state === "refused" || one.stage === "refused";
    const counts = [
      count("sent", (one) => one.state === "received" && !isRefused(one)),
      count("refused", isRefused),
      count("unsent", (one) => !isRefused(one) && one.state !== "received"),
      count("examining", (one) => one.state === "received" && (one.stage ?? "quarantined") === "quarantined"),
    ].filter(([, number]) => number);
    const wasSent = arrivals.some((arrival) => arrival.state !== "ready" && arrival.file.size);
    return wasSent ? counts.map(([name, number]) => fill(form.dataset[name], number)).join(" · ") : "";
  }

  /** All files together, at each quarter. */
  function speak() {
    const percent = share(arrivals);
    const reached = QUARTERS.findLast((mark) => mark <= percent) ?? 0;
    if (reached !== quarter) {
      quarter = reached;
      if (reached && percent < 100) {
        desk.say(`${form.dataset.all} ${reached} %`);
      }
    }
  }

  window.addEventListener("online", () => {
    arrivals.filter((arrival) => arrival.state === "broken").forEach((arrival) => arrival.queue());
  });
}

/** Of the files that go or went, in hundredths. */
function share(arrivals) {
  const moving = arrivals.filter((arrival) => arrival.isPending || arrival.state === "received");
  const all = moving.reduce((sum, arrival) => sum + arrival.file.size, 0);
  return all ? (moving.reduce((sum, arrival) => sum + arrival.sent, 0) / all) * 100 : 0;
}

function fill(words, value) {
  return words.replace("{}", value);
}

/** Whether what was begun is this file, as far as name, folder and size tell; the hash decides in the end. */
function isSame(told, file, folder) {
  return told.name === file.name.normalize("NFC") && told.folder === folder && Number(told.length) === file.size;
}

function parent(path) {
  return path.replace(/^\//, "").split("/").slice(0, -1).join("/");
}

// Dropping ------------------------------------------------------------------------------------------------------------

function watchDrops(place, add) {
  const over = (yes) => place.classList.toggle("app-drop--over", yes);
  place.classList.add("app-drop");
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  place.addEventListener("dragleave", () => over(false));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    entries.forEach((entry) => unpack(entry, add));
  });
}

function unpack(entry, add) {
  if (entry.isFile) {
    entry.file((file) => add(file, parent(entry.fullPath)));
    return;
  }
  const reader = entry.createReader();
  const more = () =>
    reader.readEntries((entries) => {
      entries.forEach((inner) => unpack(inner, add));
      if (entries.length) {
        more(); // a reader gives a hundred at a time
      }
    });
  more();
}

/** As on the rest of the pages: 1 kB is 1,000 bytes, one decimal from a kilobyte upwards. */
function showSize(size) {
  let power = 0;
  while (power < STEPS_OF_SIZE.length - 1 && size >= 1000 ** (power + 1)) {
    power += 1;
  }
  const places = power ? 1 : 0;
  const number = new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return `${number.format(size / 1000 ** power)}\u00a0${STEPS_OF_SIZE[power]}`;
}
