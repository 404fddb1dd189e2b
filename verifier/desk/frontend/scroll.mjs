// A table that is wider than the screen scrolls inside its region. Only then is the region a stop of the Tab key.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const isWider = target.scrollWidth > target.clientWidth;
    target.classList.toggle("app-scroll--wider", isWider); // says in words that there is more
    if (isWider) {
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
