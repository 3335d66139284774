// Writing a change by keyboard: arrows in the calendar, Shift for a stretch, Enter adds who was typed, the week as text.
(function () {
  "use strict";
  const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  let anchor = null; // the day that was chosen last: where a stretch begins
  let shifted = false;

  // -- the calendar
  function days() { return Array.from(document.querySelectorAll("[data-calendar] button[name=day]:not([disabled])")); }

  // One day can be reached by Tab, the others by arrows.
  function rove(to) {
    const all = days();
    const one = to || all.find(function (day) { return day.id === anchor; }) || all.find(function (day) { return day.getAttribute("aria-pressed") === "true"; }) || all[0];
    for (const day of all) day.tabIndex = day === one ? 0 : -1;
    if (to) to.focus();
  }

  document.addEventListener("keydown", function (event) {
    const day = event.target.closest && event.target.closest("[data-calendar] button[name=day]");
    if (day && STEPS[event.key]) {
      const all = days();
      const to = all[all.indexOf(day) + STEPS[event.key]];
      if (to) { event.preventDefault(); rove(to); }
    } else if (day && event.key === "Enter" && event.shiftKey) { event.preventDefault(); shifted = true; day.click(); }
  });
  document.addEventListener("click", function (event) {
    const day = event.target.closest("[data-calendar] button[name=day]");
    if (day) shifted = shifted || event.shiftKey;
  }, true);
  document.addEventListener("htmx:configRequest", function (event) {
    const cause = event.detail.triggeringEvent;
    if (cause && cause.target && cause.target.name) event.detail.parameters.changed = cause.target.name;
    if (event.detail.elt.name !== "day") return;
    if (shifted && anchor) event.detail.parameters.since = anchor.replace("day-", "");
    anchor = event.detail.elt.id;
    shifted = false;
  });

  // -- what Enter does in a field: it adds who was typed, and never presses a button that happens to be first
  document.addEventListener("keydown", function (event) {
    const field = event.target;
    if (event.key !== "Enter" || !field.form || field.form.id !== "change-form" || field.tagName !== "INPUT") return;
    if (field.type === "checkbox" || field.type === "radio") return;
    event.preventDefault();
    if (field.id === "who") {
      const near = document.querySelector("#near button");
      (near || document.getElementById("who-add")).click();
    } else { field.dispatchEvent(new Event("change", { bubbles: true })); }
  });

  // -- the week, written as hours
  document.addEventListener("input", function (event) {
    const week = event.target.closest("[data-week]");
    if (!week) return;
    event.stopPropagation();
    const hours = document.getElementById("hours");
    hours.value = written(week);
    hours.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);
  document.addEventListener("change", function (event) { if (event.target.closest("[data-week]")) event.stopPropagation(); }, true);

  function written(week) {
    const told = Array.from(week.querySelectorAll("fieldset"), function (day) {
      return Array.from(day.querySelectorAll(".period"), function (period) {
        const times = Array.from(period.querySelectorAll("input"), function (input) { return input.value; });
        return times[0] && times[1] ? times.join("-") : "";
      }).filter(Boolean).sort().join(",");
    });
    const groups = [];
    told.forEach(function (spans, number) {
      const last = groups[groups.length - 1];
      if (last && last.spans === spans) last.to = number; else groups.push({ spans: spans, from: number, to: number });
    });
    return groups.filter(function (group) { return group.spans; }).map(function (group) {
      return DAYS[group.from] + (group.to > group.from ? "-" + DAYS[group.to] : "") + " " + group.spans;
    }).join("; ");
  }

  // -- buttons: those that only fill in a field do so here, at once; others wait until the one before is answered
  const BUSY = "#change-form :is(button, fieldset).htmx-request";
  const waiting = [];
  document.addEventListener("click", function (event) {
    const button = event.target.closest("#change-form button[name]");
    if (!button) return;
    const fills = button.name === "say" || button.name === "reason";
    const busy = document.querySelector(BUSY);
    if (busy || fills) { event.preventDefault(); event.stopImmediatePropagation(); }
    if (button.name === "say") say(button.value);
    else if (button.name === "reason") fill({ fr: button.value, en: button.dataset.english });
    else if (busy) waiting.push({ name: button.name, value: button.value });
  }, true);

  function say(days) {
    const whole = document.querySelector("#change-form [name=part][value='']");
    if (whole) whole.checked = true;
    fill({ when: days });
  }

  function fill(values) {
    let last = null;
    for (const [id, value] of Object.entries(values)) { last = document.getElementById(id); last.value = value; }
    last.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function goOn() {
    if (!waiting.length || document.querySelector(BUSY)) return;
    const wanted = waiting.shift();
    const again = Array.from(document.querySelectorAll("#change-form button[name]")).find(function (button) {
      return button.name === wanted.name && button.value === wanted.value;
    });
    if (again) again.click(); else goOn();
  }

  // -- what is typed or ticked while an answer is awaited is not overwritten by it
  const TEXTS = "#change-form :is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)";
  const BOXES = "#effect input[type=checkbox]"; // each stands for what was shown: the same value is the same thing
  let sent = {}, typed = {}, ticked = [];
  function texts() {
    const found = {};
    for (const field of document.querySelectorAll(TEXTS)) if (field.id) found[field.id] = field.value;
    return found;
  }
  document.addEventListener("htmx:beforeSend", function (event) { if (event.detail.elt.closest("#change-form")) sent = texts(); });
  document.addEventListener("htmx:beforeSwap", function (event) {
    typed = {};
    ticked = Array.from(document.querySelectorAll(BOXES + ":checked"), function (box) { return box.name + box.value; });
    if (event.detail.target.id === "effect" && !document.body.contains(event.detail.elt)) event.detail.shouldSwap = false; // of a form that is gone
    for (const [id, value] of Object.entries(texts())) if (sent[id] !== undefined && sent[id] !== value) typed[id] = value;
  });
  document.addEventListener("htmx:afterSwap", function () {
    for (const box of document.querySelectorAll(BOXES)) if (ticked.includes(box.name + box.value)) box.checked = true;
    for (const [id, value] of Object.entries(typed)) {
      const field = document.getElementById(id);
      if (field && field.value !== value) { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); }
    }
    typed = {};
  });

  // -- after a part was shown anew: the focus stays in the form
  document.addEventListener("htmx:afterSettle", function () {
    rove();
    goOn();
    const wanted = document.querySelector("#change-form [data-focus]");
    if (wanted && document.activeElement === document.body) wanted.focus();
  });
  rove();
})();
