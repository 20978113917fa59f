"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;

  // Themes: as the system is until somebody chooses.
  const themes = ["system", "light", "dark"];
  const button = document.getElementById("theme");
  let theme = "system";
  function show(next) {
    theme = next;
    if (theme === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    button.textContent = "Theme: " + theme;
    draw();
  }
  function nextTheme() {
    show(themes[(themes.indexOf(theme) + 1) % themes.length]);
  }
  button.addEventListener("click", nextTheme);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  // Keys.
  const findings = [...document.querySelectorAll(".finding")];
  function step(by) {
    if (findings.length === 0) {
      return;
    }
    const top = 80;
    const at = findings.findIndex((f) => f.getBoundingClientRect().top > top - 8);
    const current = findings.indexOf(document.activeElement);
    const from = current >= 0 ? current : by > 0 ? (at < 0 ? findings.length : at) - 1 : at < 0 ? findings.length : at;
    const to = findings[Math.min(findings.length - 1, Math.max(0, from + by))];
    to.focus({ preventScroll: true });
    to.scrollIntoView();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    } else if (event.key === "t") {
      nextTheme();
    }
  });

  // Copying; where a page may not, the text is selected.
  for (const copy of document.querySelectorAll(".copy")) {
    copy.addEventListener("click", async () => {
      const text = copy.previousElementSibling;
      try {
        await navigator.clipboard.writeText(text.textContent);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(text);
        copy.textContent = "Selected";
      }
      setTimeout(() => (copy.textContent = "Copy"), 1500);
    });
  }

  // Charts.
  const dashes = [[], [6, 4]];
  function colours() {
    const style = getComputedStyle(root);
    const of = (name) => style.getPropertyValue(name).trim();
    return {
      ink: of("--soft"), line: of("--line"),
      series: [of("--accent"), of("--bad"), of("--good"), of("--ink")],
    };
  }
  function axis(c, more) {
    return {
      stroke: c.ink, grid: { stroke: c.line, width: 1 }, ticks: { stroke: c.line, width: 1 },
      font: "12px system-ui, sans-serif", ...more,
    };
  }
  const wide = (text, ticks) => ticks.map((t) => (t === null ? "" : text(t)));
  const seconds = (t) => (t >= 120 ? Math.round(t / 6) / 10 + " min" : t + " s");
  function lines(c, chart) {
    const values = [chart.x, ...chart.series.map((s) => s.y)];
    const series = chart.series.map((s, i) => ({
      label: s.name, stroke: c.series[(s.colour ?? i) % 4], width: 2, dash: dashes[s.run ?? 0],
      points: { show: chart.x.length < 2 }, spanGaps: true,
      value: (_, v) => (v === null || v === undefined ? "–" : String(v)),
    }));
    return [values, [{ label: "time", value: (_, v) => (v === null ? "–" : seconds(v)) }, ...series],
      [axis(c, { values: (_, ticks) => wide(seconds, ticks) }), axis(c, { size: 52 })], {}];
  }
  function bars(c, chart) {
    const x = chart.labels.map((_, i) => i);
    const many = chart.series.length;
    const series = chart.series.map((s, i) => ({
      label: s.name, stroke: c.series[i], fill: c.series[i] + (many > 1 ? "99" : "cc"), width: 0,
      points: { show: false }, value: (_, v) => (v === null || v === undefined ? "–" : String(v)),
      paths: uPlot.paths.bars({ size: [many > 1 ? 0.38 : 0.75, 64], align: many > 1 ? (i === 0 ? -1 : 1) : 0 }),
    }));
    const label = (i) => (Number.isInteger(i) && i >= 0 && i < x.length ? chart.labels[i] : "");
    const every = Math.ceil(x.length / 10);
    const shown = (i) => (i % every === 0 ? label(i) : "");
    return [[x, ...chart.series.map((s) => s.y)],
      [{ label: chart.of, value: (_, v) => (v === null ? "–" : label(v)) }, ...series],
      [axis(c, { values: (_, ticks) => ticks.map(shown), grid: { show: false }, splits: () => x,
        rotate: x.length > 5 ? -40 : 0, size: x.length > 5 ? 66 : 34 }), axis(c, { size: 52 })],
      { x: { time: false, range: [-0.6, x.length - 0.4] }, y: { range: (_, min, max) => [0, Math.max(1, max * 1.08)] } }];
  }
  let drawn = [];
  function draw() {
    drawn.forEach((plot) => plot.destroy());
    drawn = [];
    const c = colours();
    for (const place of document.querySelectorAll(".chart")) {
      const chart = data[place.dataset.chart];
      if (!chart) {
        continue;
      }
      const [values, series, axes, scales] = chart.labels ? bars(c, chart) : lines(c, chart);
      const width = Math.max(240, place.clientWidth);
      drawn.push(new uPlot({
        width, height: 220, series, axes,
        scales: { x: { time: false }, y: { range: (_, min, max) => [0, Math.max(1, max * 1.08)] }, ...scales },
        cursor: { points: { size: 7 }, drag: { x: false, y: false } }, legend: { live: true },
      }, values, place));
    }
  }
  let timer = 0;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 120);
  });
  show("system");
})();
