// Draws the pictures of figures from what stands beside them: each element says in data-chart what it shows.
// A table with the same numbers and a sentence stand in the page: without this script nothing is missing but the picture.
(function () {
  "use strict";
  const ROW = 34, MARGIN = 24, COLUMNS = 260, FLOW = 680, FLOW_NEEDS = 560;  // pixels
  const ENDS = { left: "--danger", unended: "--perhaps", back: "--closed", goodbye: "--open" };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const drawn = new Map();  // element -> its chart

  // As the theme that is shown has it: a property's own text may name two colours.
  function colour(name) {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  function frame() {
    const words = { color: colour("--ink"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 };
    return {
      animation: !still.matches,
      textStyle: words,
      color: [colour("--accent"), colour("--perhaps"), colour("--closed")],
      tooltip: { renderMode: "richText", backgroundColor: colour("--card"), borderColor: colour("--line"), textStyle: words },
    };
  }

  function names(values, more) {
    return Object.assign({ type: "category", data: values, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line") } }, axisLabel: { color: colour("--ink") } }, more);
  }
  function numbers(more) {
    return Object.assign({ type: "value", minInterval: 1, splitLine: { lineStyle: { color: colour("--line") } }, axisLabel: { color: colour("--quiet") } }, more);
  }
  function label(position) { return { show: true, position: position, color: colour("--ink") }; }

  const KINDS = {
    bars: function (shown) {
      return { grid: { left: 4, right: 60, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: numbers({ show: false }), yAxis: names(shown.names, { inverse: true, axisLabel: { color: colour("--ink"), width: 190, overflow: "break" } }),
        series: [{ type: "bar", data: shown.values, label: label("right"), barMaxWidth: 22 }] };
    },
    columns: function (shown) {
      return { grid: { left: 4, right: 8, top: 16, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: names(shown.names), yAxis: numbers(), series: [{ type: "bar", data: shown.values, barMaxWidth: 36 }] };
    },
    stacked: function (shown) {
      const last = shown.series.length - 1;
      return { grid: { left: 4, right: 40, top: 36, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" }, legend: { top: 0, textStyle: { color: colour("--ink") } },
        aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
        xAxis: numbers({ show: false }), yAxis: names(shown.names, { inverse: true, axisLabel: { color: colour("--ink"), width: 190, overflow: "break" } }),
        series: shown.series.map(function (name, place) {
          return { type: "bar", name: name, stack: "all", barMaxWidth: 22, data: shown.values.map(function (row) { return row[place]; }),
            label: place === last ? Object.assign(label("right"), { formatter: function (at) { return shown.values[at.dataIndex].reduce(function (a, b) { return a + b; }, 0); } }) : undefined };
        }) };
    },
    grouped: function (shown) {
      return { grid: { left: 4, right: 50, top: 36, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" }, legend: { top: 0, textStyle: { color: colour("--ink") } },
        aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
        xAxis: numbers({ show: false }), yAxis: names(shown.names, { inverse: true }),
        series: shown.series.map(function (name, place) {
          return { type: "bar", name: name, barMaxWidth: 16, label: label("right"), data: shown.values.map(function (row) { return row[place]; }) };
        }) };
    },
    flow: function (shown) {
      const labels = new Map(shown.steps.map(function (step) { return [step.name || "ring", step.label]; }));
      return { tooltip: Object.assign(frame().tooltip, { formatter: function (at) {
          return at.dataType === "edge" ? labels.get(at.data.source) + " → " + labels.get(at.data.target) + " : " + at.value : labels.get(at.name) + " : " + at.value;
        } }),
        series: [{ type: "sankey", left: 4, right: 160, top: 8, bottom: 8, nodeGap: 14, draggable: false, emphasis: { focus: "adjacency" },
          label: { color: colour("--ink"), textBorderColor: colour("--card"), textBorderWidth: 3, width: 105, overflow: "break", formatter: function (at) { return labels.get(at.name); } },
          lineStyle: { color: "source", opacity: 0.35 },
          data: shown.steps.map(function (step) {
            return { name: step.name || "ring", depth: step.depth, itemStyle: { color: colour(ENDS[step.end] || "--accent") } };
          }),
          links: shown.links.map(function (link) { return { source: link.source || "ring", target: link.target, value: link.value }; }) }] };
    },
  };

  function height(shown) {
    if (shown.kind === "flow") return FLOW;
    if (shown.kind === "columns") return COLUMNS;
    return shown.names.length * ROW * (shown.kind === "grouped" ? 1.3 : 1) + MARGIN + (shown.series ? 30 : 0);
  }

  // On a telephone the table tells more: it is opened in the picture's place.
  function isTooWide(element, shown) {
    const tooWide = shown.kind === "flow" && element.parentElement.clientWidth < FLOW_NEEDS;
    if (tooWide && !element.hasAttribute("data-told")) {
      element.parentElement.querySelector("details").open = true;
      element.setAttribute("data-told", "");
    }
    return tooWide;
  }

  function fit() {
    for (const element of document.querySelectorAll("[data-chart]")) {
      if (isTooWide(element, JSON.parse(element.dataset.chart))) element.hidden = true;
      else if (element.hidden) draw(element);
      else drawn.get(element).resize();
    }
  }

  function draw(element) {
    const shown = JSON.parse(element.dataset.chart);
    element.hidden = isTooWide(element, shown);
    if (element.hidden) return;
    element.style.height = height(shown) + "px";
    const chart = drawn.get(element) || echarts.init(element, null, { renderer: "canvas" });
    drawn.set(element, chart);
    chart.setOption(Object.assign(frame(), KINDS[shown.kind](shown)), true);
  }

  function drawAll() { document.querySelectorAll("[data-chart]").forEach(draw); }

  drawAll();
  new ResizeObserver(fit).observe(document.querySelector("main"));
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
