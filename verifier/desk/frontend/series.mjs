// <figure data-series-chart>: the curve of a meter series. The server sends each window in few points that keep every
// peak; dragging asks for a smaller one. Without this file the figure shows the picture that came with the page.
import uPlot from "uplot";

const POINTS = 800;
const LANGUAGE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const MARKS = { major: "rgba(180, 35, 24, 0.22)", minor: "rgba(183, 121, 31, 0.22)", info: "rgba(31, 95, 168, 0.12)" };

export function watchSeries(scope) {
  for (const figure of scope.querySelectorAll("[data-series-chart]")) {
    chart(figure);
  }
}

function chart(figure) {
  const said = figure.dataset;
  const holder = figure.querySelector("[data-plot]");
  const first = Number(said.first);
  const last = Number(said.last);
  const state = { since: Number(said.since), until: Number(said.until), marked: [], asked: 0 };
  const status = document.createElement("p");
  status.className = "govuk-body-s";
  status.setAttribute("role", "status");
  status.textContent = said.hint;
  let plot = null;

  async function show(since, until) {
    const least = 4 * Number(said.interval);
    state.since = Math.max(first, Math.min(Math.round(since), last - least));
    state.until = Math.min(last, Math.max(Math.round(until), state.since + least));
    const asked = ++state.asked;
    const query = new URLSearchParams({ since: iso(state.since), until: iso(state.until) });
    if (said.meter) {
      query.set("meter", said.meter);
    }
    for (const link of figure.querySelectorAll("[data-window-link]")) {
      link.href = `${link.href.split("?")[0]}?${query}`;
    }
    query.set("points", POINTS);
    holder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${said.window}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      const drawn = await answer.json();
      if (asked === state.asked) {
        draw(drawn);
        status.textContent = said.hint;
      }
    } catch {
      status.textContent = said.failed;
    } finally {
      holder.setAttribute("aria-busy", "false");
    }
  }

  function draw(drawn) {
    state.marked = drawn.marked;
    const data = [drawn.at, drawn.least, drawn.most, drawn.mean];
    if (!plot) {
      holder.replaceChildren();
      plot = new uPlot(options(drawn.unit), data, holder);
      new ResizeObserver(() => plot.setSize(size())).observe(holder);
    } else {
      plot.setData(data, false);
    }
    plot.batch(() => {
      plot.setScale("x", { min: state.since, max: state.until });
      plot.setScale("y", range(drawn));
    });
  }

  const size = () => ({ width: Math.max(280, holder.clientWidth), height: 300 });

  function options(unit) {
    const line = { stroke: "#9fceb0", width: 1, points: { show: false } };
    const value = (_plot, number) => (number === null ? "–" : `${number.toLocaleString(LANGUAGE)} ${unit}`);
    const ink = { stroke: "#4a5750", grid: { stroke: "#e4ebe6", width: 1 }, ticks: { stroke: "#d3ddd6", width: 1 } };
    return {
      ...size(),
      padding: [8, 28, 0, 0],
      tzDate: (at) => uPlot.tzDate(new Date(at * 1000), said.zone),
      scales: { x: { auto: false }, y: { auto: false } },
      cursor: { drag: { x: true, y: false, setScale: false } },
      legend: { live: true },
      bands: [{ series: [2, 1], fill: "rgba(159, 206, 176, 0.55)" }],
      axes: [{ ...ink, values: stamps }, { ...ink, size: 64, label: unit, labelSize: 20 }],
      series: [
        { label: said.time, value: (_plot, at) => (at === null ? "–" : stamp(at)) },
        { ...line, label: said.least, value },
        { ...line, label: said.most, value },
        { label: said.mean, stroke: "#14532d", width: 1.3, points: { show: false }, value },
      ],
      hooks: {
        drawClear: [marks],
        setSelect: [
          (drawn) => {
            const { left, width } = drawn.select;
            if (width > 4) {
              show(drawn.posToVal(left, "x"), drawn.posToVal(left + width, "x"));
            }
            drawn.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          },
        ],
        ready: [(drawn) => drawn.over.addEventListener("dblclick", () => show(first, last))],
      },
    };
  }

  function marks(drawn) {
    const { ctx, bbox } = drawn;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [since, until, severity] of state.marked) {
      const left = drawn.valToPos(since, "x", true);
      const right = drawn.valToPos(until, "x", true);
      ctx.fillStyle = MARKS[severity];
      ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
    }
    ctx.restore();
  }

  const spoken = new Intl.DateTimeFormat(LANGUAGE, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: said.zone,
  });
  const stamp = (at) => spoken.format(new Date(at * 1000));

  function stamps(_plot, at, _axis, _space, step) {
    const shape =
      step < 86400
        ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
        : step < 28 * 86400
          ? { day: "numeric", month: "short" }
          : { month: "short", year: "numeric" };
    const written = new Intl.DateTimeFormat(LANGUAGE, { ...shape, timeZone: said.zone });
    return at.map((one) => written.format(new Date(one * 1000)));
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--small govuk-button--secondary";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  const by = (shift, times) => () => {
    const middle = (state.since + state.until) / 2 + shift * (state.until - state.since);
    const half = ((state.until - state.since) / 2) * times;
    show(middle - half, middle + half);
  };
  const tools = document.createElement("div");
  tools.className = "app-chart__tools";
  tools.append(
    button(said.in, by(0, 0.4)),
    button(said.out, by(0, 2.5)),
    button(said.earlier, by(-0.5, 1)),
    button(said.later, by(0.5, 1)),
    button(said.whole, () => show(first, last)),
  );
  holder.before(tools);
  holder.after(status);

  for (const link of document.querySelectorAll("a[data-span]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const [since, until] = link.dataset.span.split(" ").map((at) => Date.parse(at) / 1000);
      const around = Math.max(until - since, 24 * Number(said.interval));
      show(since - around, until + around);
      figure.scrollIntoView({ block: "start" });
    });
  }
  show(state.since, state.until);
}

/** From the least of what was sent to the most, and nought. */
function range(drawn) {
  const low = Math.min(0, ...drawn.least.filter((one) => one !== null));
  const high = Math.max(0, ...drawn.most.filter((one) => one !== null));
  const room = (high - low || 1) * 0.04;
  return { min: low < 0 ? low - room : low, max: high + room };
}

const iso = (at) => new Date(at * 1000).toISOString();
