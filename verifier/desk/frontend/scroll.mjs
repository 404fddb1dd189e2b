// A table that is wider than the screen scrolls inside its region. Only then is the region a stop of the Tab key.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.setAttribute("tabindex", "0");
    } else {
      target.removeAttribute("tabindex");
    }
  }
});

export function watchScroll(scope) {
  for (const region of scope.querySelectorAll(".app-scroll")) {
    sizes.observe(region);
  }
}
