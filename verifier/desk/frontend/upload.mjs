// <form data-upload-progress>: a plain multipart form, sent with its progress shown. The browser streams the files from
// disk; nothing is read into memory. Without this file the form is sent as any other.
const SPOKEN = [0, 25, 50, 75, 100];

export function watchUploads(scope, arrive) {
  for (const form of scope.querySelectorAll("form[data-upload-progress]")) {
    form.addEventListener("submit", (event) => {
      const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
      if (files.length === 0) {
        return;
      }
      event.preventDefault();
      if (form.getAttribute("aria-busy") !== "true") {
        send(form, event.submitter, arrive);
      }
    });
  }
}

function send(form, submitter, arrive) {
  const shown = meter(form);
  const data = new FormData(form, submitter);
  const request = new XMLHttpRequest();
  const buttons = form.querySelectorAll("button");
  const leave = (event) => event.preventDefault();

  const busy = (yes) => {
    form.setAttribute("aria-busy", String(yes));
    buttons.forEach((button) => (button.disabled = yes));
    (yes ? window.addEventListener : window.removeEventListener)("beforeunload", leave);
  };
  const failed = () => {
    busy(false);
    shown.say(form.dataset.failed);
  };

  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      shown.at(event.loaded / event.total);
    }
  });
  request.upload.addEventListener("load", () => shown.say(form.dataset.received));
  request.addEventListener("error", failed);
  request.addEventListener("timeout", failed);
  request.addEventListener("load", () => {
    busy(false);
    if (request.status === 0 || !/html/.test(request.getResponseHeader("Content-Type") ?? "")) {
      failed();
    } else {
      arrive(request.responseText, request.responseURL);
    }
  });

  busy(true);
  shown.at(0);
  request.open("POST", form.action);
  request.send(data);
}

/** The bar and the words under the form; the words are spoken at each quarter only. */
function meter(form) {
  let box = form.querySelector(".app-upload");
  if (!box) {
    box = document.createElement("div");
    box.className = "app-upload";
    box.innerHTML = '<progress class="app-progress" max="100" value="0"></progress><p class="govuk-hint" role="status"></p>';
    form.append(box);
  }
  const bar = box.querySelector("progress");
  const words = box.querySelector("p");
  bar.setAttribute("aria-label", form.dataset.sending);
  let spoken = -1;
  return {
    at(share) {
      const percent = Math.floor(share * 100);
      bar.value = percent;
      const quarter = SPOKEN.findLast((mark) => mark <= percent);
      if (quarter !== spoken) {
        spoken = quarter;
        words.textContent = `${form.dataset.sending} ${percent} %`;
      }
    },
    say(text) {
      words.textContent = text;
    },
  };
}
