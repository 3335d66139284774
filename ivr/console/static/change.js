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

  // -- what is typed and ticked while an answer is awaited is not overwritten by it
  const FIELDS = "#change-form input:not([type=hidden]):not([name=kind]), #change-form textarea";
  let sent = {}, changed = {};
  function isBox(field) { return field.type === "checkbox" || field.type === "radio"; }
  function fields() {
    return Array.from(document.querySelectorAll(FIELDS), function (field) {
      return [isBox(field) ? field.name + "=" + field.value : field.id, field];
    }).filter(function (one) { return one[0]; });
  }
  function states() {
    return Object.fromEntries(fields().map(function (one) { return [one[0], isBox(one[1]) ? one[1].checked : one[1].value]; }));
  }
  function showsAnew(event) { return event.detail.target && ["change-form", "effect"].includes(event.detail.target.id); }
  document.addEventListener("htmx:beforeSend", function (event) { if (showsAnew(event)) sent = states(); });
  document.addEventListener("htmx:beforeSwap", function (event) {
    changed = {};
    if (!showsAnew(event)) return;
    for (const [key, state] of Object.entries(states())) if (sent[key] !== undefined && sent[key] !== state) changed[key] = state;
  });
  document.addEventListener("htmx:afterSwap", function () {
    for (const [key, field] of fields()) {
      const state = changed[key], kept = isBox(field) ? "checked" : "value";
      if (state === undefined || field[kept] === state) continue;
      field[kept] = state;
      field.dispatchEvent(new Event(isBox(field) ? "change" : "input", { bubbles: true }));
    }
    changed = {};
  });

  // -- what is pressed while an answer is awaited is pressed once that is there: it shows the form, or parts of it, anew.
  // htmx settles in the same moment (defaultSettleDelay): between the two a new form would be there and not listen yet.
  let awaited = null;
  let awaitedPart = ""; // what it shows anew
  let pressed = [];
  function isThere(event) { if (awaited === event.detail.xhr) awaited = null; }
  document.addEventListener("htmx:beforeSend", function (event) {
    if (!showsAnew(event)) return;
    awaited = event.detail.xhr;
    awaitedPart = event.detail.target.id;
  });
  document.addEventListener("htmx:beforeSwap", isThere); // what is shown anew may ask at once
  document.addEventListener("htmx:afterRequest", function (event) {
    isThere(event);
    if (showsAnew(event) && !event.detail.successful) pressed = [];
  });
  document.addEventListener("htmx:confirm", function (event) { // before htmx sends anything, and gives up what is awaited
    const one = event.detail.elt;
    if (awaited && awaitedPart === "effect" && one.id === "change-form" && !pressed.length) return; // htmx asks again by itself
    if (!one.closest("#change-form") || !(awaited || (pressed.length && one.id === "change-form"))) return;
    event.preventDefault();
    const choice = { FIELDSET: one.querySelector("input:checked"), BUTTON: one }[one.tagName];
    if (!choice) return;
    if (one !== choice) pressed = pressed.filter(function (before) { return !before.includes("[name='kind']"); }); // the last counts
    pressed.push(selectorOf(choice));
  });
  function selectorOf(one) { return "#change-form [name='" + one.name + "'][value='" + CSS.escape(one.value) + "']"; }
  // what was asked of another kind of change is no longer of use: the form of this kind asks for itself
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "effect") return;
    const form = document.getElementById("change-form");
    if (event.detail.requestConfig.parameters.kind !== form.dataset.kind) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", function (event) { if (showsAnew(event)) queueMicrotask(press); }); // htmx is done then
  function press() {
    if (awaited) return;
    const next = document.querySelector(pressed.shift() || "#none");
    if (next && next.checked) next.dispatchEvent(new Event("change", { bubbles: true })); // a click would change nothing
    else if (next) next.click();
  }

  // -- what is shown anew under a finger is pressed when that leaves: the button that was touched is gone by then, and no
  // browser takes that for a click
  const NEAR = 10; // pixels: whoever moves farther away has thought better of it
  let touched = null; // { one, x, y }
  document.addEventListener("pointerdown", function (event) {
    const on = event.target.closest("#change-form button, #change-form label, #change-form input");
    const one = on && (on.control || on);
    const presses = one && event.button === 0 && (isBox(one) || one.tagName === "BUTTON");
    touched = presses ? { one: one, x: event.clientX, y: event.clientY } : null;
  });
  document.addEventListener("pointerup", function (event) {
    const was = touched;
    touched = null;
    if (!was || was.one.isConnected || Math.hypot(event.clientX - was.x, event.clientY - was.y) > NEAR) return;
    const anew = document.querySelector(was.one.id ? "#" + CSS.escape(was.one.id) : selectorOf(was.one));
    if (anew) anew.click();
  });

  // -- after a part was shown anew: the focus stays in the form
  document.addEventListener("htmx:afterSettle", function () {
    rove();
    const wanted = document.querySelector("#change-form [data-focus]");
    if (wanted && document.activeElement === document.body) wanted.focus();
  });
  rove();
})();
