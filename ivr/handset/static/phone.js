// The telephone on the page. What the line does is the server's to tell: here is a playhead over its timeline, and the
// script of the call, which is asked for again, played whole, after each thing that the tester does.
import { Ear, Voice } from "./voice.js";

const find = (id) => document.getElementById(id);
const root = find("handset");
const words = JSON.parse(root.dataset.words);
const voice = new Voice();
const ear = new Ear();
const KEYS = "0123456789*#";
const SIGNED_OUT = new Error("signed out");
const BEHIND = `behind ${location.pathname}`; // what the sign-in page keeps of a link, by that page's script

let call = null; // { heading, acts, now, state, ended, seconds, begins, until, language }
let line = Promise.resolve(); // what is asked of the server, one after the other
let asking = 0;
let paused = false;
let spoken = null; // the sentence that the voice is saying
let last = 0;

// -- what is asked ---------------------------------------------------------------------------------------------------

function script() {
  const asked = new URLSearchParams(call.heading);
  for (const act of call.acts) asked.append("do", act);
  return asked.toString();
}

// One after the other. What can't be asked is as if it had not been done, and time stands still until the tester goes on.
function later(work) {
  asking += 1;
  const mine = call;
  line = line.then(async () => {
    if (mine !== call) return;
    const acts = [...mine.acts];
    try {
      await work();
    } catch (fault) {
      mine.acts = acts;
      if (mine !== call || (fault === SIGNED_OUT && keep())) return;
      setPaused(true);
      find("status").textContent = words.away;
    }
  }).finally(() => { asking -= 1; });
}

async function ask({ goesOn = false, when = "", resume = true } = {}) {
  const mine = call;
  const body = new FormData();
  body.set("script", script());
  body.set("when", when);
  if (goesOn) body.set("goes_on", "1");
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const answer = await fetch(root.dataset.play, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.redirected || (answer.status === 400 && !mine.again)) throw SIGNED_OUT;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const played = page.getElementById("played");
  if (mine !== call) return; // another call was begun meanwhile
  if (!played) return refuse(page);
  take(played, resume);
}

// Nobody is signed in any more: the page leads to where one signs in, and goes on with the call when it is back.
function keep() {
  try {
    sessionStorage.setItem(BEHIND, `#${script()}&goes_on=1`);
  } catch { return false; } // a browser that keeps nothing
  call = null;
  location.reload();
  return true;
}

function comeBack() {
  try {
    const kept = sessionStorage.getItem(BEHIND) ?? "";
    sessionStorage.removeItem(BEHIND);
    return kept;
  } catch { return ""; } // a browser that keeps nothing
}

function refuse(page) {
  const told = page.querySelector(".notice");
  find("wrong").replaceChildren(...(told ? [told] : []));
  if (!told) throw new Error("no answer");
  call = null;
  show("ready");
  enable();
}

function take(played, resume) {
  const told = played.dataset;
  const heading = new URLSearchParams(told.query);
  heading.delete("do");
  const number = (name) => Number.parseFloat(told[name]);
  Object.assign(call, {
    heading: heading.toString(), state: told.state, ended: told.ended, language: told.language,
    seconds: number("seconds"), begins: number("begins"), until: number("until"),
  });
  if (resume) call.now = number("resumes");
  hush();
  merge(find("transcript"), played.querySelector(".transcript"));
  merge(find("reasons"), played.querySelector(".reasons"));
  find("wrong").replaceChildren(...played.querySelector(".wrong").children);
  for (const id of ["link", "file", "command"]) write(find(id), played.querySelector(`textarea.${id}`).value);
  find("share").hidden = false;
  find("no-reasons").hidden = find("blank").hidden = true;
  reveal(true);
}

function write(field, text) {
  field.value = text || words.unshared;
  field.setSelectionRange(0, 0); // who comes by with Tab sees its beginning
}

// What stays the same stays as it is: a page that is read aloud is not read again.
function merge(list, fresh) {
  const same = (old, one) => old && one && old.dataset.key === one.dataset.key;
  let kept = 0;
  while (same(list.children[kept], fresh.children[kept])) kept += 1;
  while (list.children.length > kept) list.lastElementChild.remove();
  for (const one of [...fresh.children].slice(kept)) { one.hidden = true; list.append(one); }
}

// -- what is done ----------------------------------------------------------------------------------------------------

function ring(heading, acts, when) {
  hush();
  call = { heading, acts, when, now: 0, state: "ringing", ended: "", seconds: 0, begins: 0, until: 0, language: "fr", again: false, kept: false };
  for (const id of ["transcript", "reasons", "wrong", "said"]) find(id).replaceChildren();
  setPaused(false);
  show("ringing");
  dial();
  find("phone").focus({ preventScroll: true });
  find("phone").scrollIntoView({ block: matchMedia("(max-width: 48rem)").matches ? "start" : "nearest" });
}

const dial = () => later(() => ask({ when: call.when, resume: call.kept }));
const over = () => !call || call.state === "ended" || call.state === "broken";
const ended = () => over() && (!call || call.now >= call.seconds);
const stamp = () => call.now.toFixed(2);

function press(key) {
  flash(key);
  if (ended()) return;
  const at = stamp();
  if (over() || call.now < call.begins - 0.005 || call.state === "queue") return lose(key);
  later(() => {
    if (call.state === "typing") call.acts[call.acts.length - 1] += key;
    else call.acts.push(`${at}:press:${key}`);
    return ask({ goesOn: true });
  });
}

function say(text) {
  if (over() || !text.trim()) return;
  const at = stamp();
  later(() => { call.acts.push(`${at}:say:${text.trim()}`); return ask(); });
}

function wait() {
  if (over()) return;
  later(() => { if (call.state !== "typing") call.acts.push("wait:"); return ask(); });
}

function hangUp() {
  if (ended()) return;
  const at = stamp();
  later(() => { call.acts.push(`${at}:hang_up:`); return ask(); });
}

function setAdvisers(behaviour) {
  if (over()) return;
  later(() => { call.acts.push(`advisers:${behaviour}`); return ask({ resume: false }); });
}

function lose(key) {
  find("status").textContent = `${words.lost} (${key})`;
}

// -- what is seen and heard as time passes ---------------------------------------------------------------------------

const speed = () => Number.parseFloat(find("speed").value);

function tick(time) {
  const seconds = Math.min((time - last) / 1000, 0.25);
  last = time;
  if (call && !paused && !asking) advance(seconds);
  requestAnimationFrame(tick);
}

function advance(seconds) {
  const rate = speed();
  if (!rate && call.now < call.seconds) call.now = call.seconds; // at once
  else if (rate || call.state === "typing") call.now += seconds * (rate || 1);
  if (spoken && call.now > spoken.until) call.now = spoken.until;
  reveal(false);
  if (call.now >= call.seconds) follow(rate);
}

// At the end of what is known: the line waits, and then goes on by itself.
function follow(rate) {
  if (call.state === "ringing") return dial(); // it could not be asked for before
  if (over()) return show(call.ended || "broken");
  if (call.state === "queue") return rate ? wait() : show("queue");
  show(call.state);
  if (call.now >= call.until && (rate || call.state === "typing")) wait();
}

function reveal(all) {
  for (const one of root.querySelectorAll("li[data-at]")) {
    const begins = Number.parseFloat(one.dataset.at);
    const due = begins <= call.now;
    if (due && one.hidden) begin(one, begins, all);
    else if (!due) one.hidden = true;
    if (due && one.matches(".line")) uncover(one);
  }
  const seconds = Math.floor(call.now);
  find("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (call.now < call.seconds) show(doing());
}

// What goes on beside the line's own words: an adviser is rung, or a queue is waited in.
function doing() {
  const shown = root.querySelectorAll("#transcript > li:not([hidden])");
  const { kind } = shown[shown.length - 1]?.dataset ?? {};
  return { dial: "dialling", queue: "queue", moves: "queue" }[kind] ?? "speaking";
}

function begin(one, begins, all) {
  one.hidden = false;
  const until = Number.parseFloat(one.dataset.until);
  const fresh = !all || call.now - begins < 0.05;
  const aloud = one.matches(".line") && fresh && find("voice").checked && speed();
  if (!(aloud && speak(one, until)) && fresh) tell(one);
  if (one.closest("#transcript")) find("screen").scrollTop = find("screen").scrollHeight;
  else if (one.closest("#reasons")) follows(one);
}

// Where the reasons scroll by themselves, the newest is in sight.
function follows(one) {
  const beside = one.closest(".beside");
  if (getComputedStyle(beside).overflowY === "auto") beside.scrollTop += one.getBoundingClientRect().top - beside.getBoundingClientRect().top - 16;
}

function uncover(sentence) {
  for (const word of sentence.children) {
    const due = Number.parseFloat(word.dataset.at) <= call.now || word.dataset.said === "1";
    if (due) word.classList.add("on");
    else word.classList.remove("on");
  }
  find("screen").scrollTop = find("screen").scrollHeight;
}

// To whoever listens to the page: each sentence whole, and not word by word.
function tell(one) {
  if (!one.closest("#transcript")) return;
  const said = document.createElement("p");
  said.textContent = one.textContent;
  if (one.lang) said.lang = one.lang;
  find("said").append(said);
  while (find("said").children.length > 12) find("said").firstElementChild.remove();
}

function speak(sentence, until) {
  hush();
  const mine = { until: until - 0.01 };
  const text = sentence.textContent;
  const word = (letter) => {
    let reached = 0;
    for (const one of sentence.children) {
      if (reached <= letter) one.dataset.said = "1";
      reached += one.textContent.length;
    }
  };
  const done = () => { if (spoken === mine) { spoken = null; call.now = Math.max(call.now, until); } };
  const heard = voice.speak(text, sentence.dataset.language, Math.min(speed(), 2), word, done);
  if (heard) spoken = mine;
  find("voiceless").textContent = heard ? "" : words.voiceless;
  return heard;
}

function hush() { spoken = null; voice.stop(); }

function show(state) {
  if (find("status").dataset.state === state && !asking) return;
  find("status").dataset.state = state;
  find("status").textContent = paused ? words.paused : words[state] ?? "";
  root.dataset.state = state;
  enable();
}

function enable() {
  const idle = ended();
  for (const id of ["silence", "hang-up", "pause"]) find(id).disabled = idle;
  find("silence").textContent = call?.state === "queue" ? words.next : words.silence;
}

function flash(key) {
  const button = root.querySelector(`[data-key="${key}"].key, .pad [data-key="${key}"]`);
  button?.classList.add("down");
  setTimeout(() => button?.classList.remove("down"), 150);
}

function setPaused(value) {
  paused = value;
  find("pause").textContent = paused ? words.resume : words.pause;
  find("status").dataset.state = "";
  if (paused) { hush(); find("status").textContent = words.paused; }
}

// -- the form, the links, the switches -------------------------------------------------------------------------------

function chosen(id) { return find(id).value || find(`${id}-other`).value; }

function heading() {
  const asked = new URLSearchParams({ from: chosen("from"), to: chosen("to"), at: find("when").dataset.at ?? "" });
  asked.set("advisers", find("advisers").value);
  if (find("queue").checked) asked.set("queue", "1");
  asked.set("hash", find("hash").value);
  return asked.toString();
}

function fill(asked) {
  for (const id of ["from", "to"]) {
    const value = asked.get(id) ?? "";
    const known = [...find(id).options].some((option) => option.value && option.value === value);
    find(id).value = known ? value : "";
    find(`${id}-other`).value = known ? "" : value;
  }
  find("when").value = (asked.get("at") ?? "").replace("T", " ");
  find("when").dataset.at = asked.get("at") ?? "";
  find("advisers").value = asked.get("advisers") ?? "answer";
  find("queue").checked = asked.get("queue") === "1";
  find("hash").value = asked.get("hash") ?? "ends";
  suit();
}

// The other field where another number is wanted, and the edges of the line that is rung.
function suit() {
  for (const id of ["from", "to"]) find(`${id}-other`).hidden = Boolean(find(id).value);
  const rung = find("to").selectedOptions[0]?.dataset.line ?? "national";
  for (const list of root.querySelectorAll(".edges")) list.hidden = list.dataset.line !== rung;
  find("called").textContent = find("to").value || find("to-other").value || "3646";
}

async function copy(id) {
  const field = find(id);
  if (find("share").hidden || field.value === words.unshared) return;
  field.select();
  if (id === "link") history.replaceState(null, "", new URL(field.value).hash);
  try {
    await navigator.clipboard.writeText(field.value);
    find("copied").textContent = words.copied;
  } catch {
    find("copied").textContent = words.select;
  }
}

function placeAgain() {
  const behind = comeBack();
  const asked = new URLSearchParams((location.hash || behind).slice(1));
  if (!asked.has("from") && !asked.has("to")) return;
  const acts = asked.getAll("do");
  const kept = asked.get("goes_on") === "1";
  for (const name of ["do", "goes_on"]) asked.delete(name);
  fill(asked);
  ring(asked.toString(), acts, "");
  Object.assign(call, { again: Boolean(behind), kept });
}

find("set").addEventListener("submit", (event) => {
  event.preventDefault();
  suit();
  history.replaceState(null, "", location.pathname);
  ring(heading(), [], find("when").dataset.at ? "" : find("when").value);
});
find("set").addEventListener("change", suit);
find("when").addEventListener("input", () => { delete find("when").dataset.at; });
for (const edge of root.querySelectorAll(".edges button")) {
  edge.addEventListener("click", () => {
    find("when").value = edge.dataset.at.replace("T", " ");
    find("when").dataset.at = edge.dataset.at;
  });
}
for (const key of root.querySelectorAll(".pad button")) key.addEventListener("click", () => press(key.dataset.key));
find("silence").addEventListener("click", () => { if (!over()) { call.now = Math.max(call.now, call.seconds); wait(); } });
find("hang-up").addEventListener("click", hangUp);
find("pause").addEventListener("click", () => setPaused(!paused));
find("advisers").addEventListener("change", () => setAdvisers(find("advisers").value));
find("speak").addEventListener("submit", (event) => {
  event.preventDefault();
  say(find("words").value);
  find("words").value = "";
});
for (const button of root.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button.dataset.copy));

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || !find("keyboard").checked || event.metaKey) return;
  const bare = !(event.ctrlKey || event.altKey) || event.getModifierState("AltGraph"); // Ctrl 0 is the browser's own
  if (!bare && !"*#".includes(event.key)) return;
  if (KEYS.includes(event.key)) { if (!event.repeat) press(event.key); } // held down it is one key, as on a telephone
  else if (event.key === "l" || event.key === "L") copy("link");
  else if (event.key === "f" || event.key === "F") copy("file");
  else if (event.key === "t" || event.key === "T") copy("command");
  else return;
  event.preventDefault();
});

// Switches are kept from one visit to the next.
for (const id of ["voice", "keyboard", "ear", "speed"]) {
  const field = find(id);
  const part = field.type === "checkbox" ? "checked" : "value";
  try {
    const kept = localStorage.getItem(`phone-${id}`);
    if (kept !== null) field[part] = part === "checked" ? kept === "true" : kept;
  } catch { /* a browser that keeps nothing */ }
  field.addEventListener("change", () => {
    try { localStorage.setItem(`phone-${id}`, String(field[part])); } catch { /* not kept, but switched */ }
    if (id === "voice" && !field.checked) hush();
    if (id === "ear") find("mic").hidden = !field.checked;
  });
}
find("ear-switch").hidden = !ear.exists;
find("mic").hidden = !(ear.exists && find("ear").checked);
find("mic").addEventListener("click", async () => {
  if (over()) return;
  hush();
  const text = await ear.listen(call.language);
  if (text) say(text);
  else find("status").textContent = words.unheard;
});

suit();
placeAgain();
window.addEventListener("hashchange", placeAgain);
requestAnimationFrame(tick);
