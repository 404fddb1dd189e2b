// Pages work without this file; it makes them quicker to use.
import { initAll } from "govuk-frontend";
import htmx from "htmx.org";

import { watchScroll } from "./scroll.mjs";
import { watchSeries } from "./series.mjs";
import { watchUploads } from "./upload.mjs";

const place = () => window.location.pathname + window.location.search;
let shown = place();

function awaken(scope) {
  initAll({ scope });
  watchScroll(scope);
  watchSeries(scope);
  watchUploads(scope, arrive);
}

/** Show the page that answered an upload: what lies between header and footer, its title and its address. */
function arrive(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const body = page.getElementById("page");
  if (!body) {
    window.location.assign(address);
    return;
  }
  if (address !== window.location.href) {
    history.pushState(null, "", address);
    shown = place();
  }
  document.title = page.title;
  document.getElementById("page").replaceWith(body);
  htmx.process(body);
  awaken(body);
  if (!body.querySelector("[data-module=govuk-error-summary]")) {
    body.querySelector("main").focus();
  }
  window.scrollTo(0, 0);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
awaken(document.body);

// GOV.UK components live in what htmx brings, too.
htmx.onLoad((element) => {
  if (element !== document.body) {
    awaken(element);
  }
});

// Back from a page that an upload brought. A link into the same page (#main) comes by here, too, and needs nothing.
window.addEventListener("popstate", () => {
  if (place() !== shown) {
    window.location.reload();
  }
});

// One menu open at a time; Escape and a click elsewhere close it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.app-menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.app-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
