/* Keeps what is being typed in this browser until it is posted: after a crash the same form has the words again, under
   the same submission id, so that posting them twice makes one comment. Nothing leaves the browser from here.

   A text is kept under the path of its page. Where two windows write there, each keeps a text of its own: none
   overwrites what it has not shown, and each is offered the other's. */
const DAYS = 14;
const PREFIX = "unsent:";
const base = PREFIX + location.pathname;
export const form = document.querySelector("form[data-kept-form]");

let key = base;
let known; // the `stamp` of what this window has read or written there last

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false; // a full or forbidden store: the server still keeps what is sent
  }
}

function namesOf(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name === prefix || name.startsWith(`${prefix}#`));
  } catch {
    return []; // a forbidden store keeps nothing
  }
}

export function words() {
  return Object.fromEntries([...form.querySelectorAll("textarea[data-kept]")].map((it) => [it.name, it.value]));
}

function choices() {
  return Object.fromEntries([...form.querySelectorAll("input[type=radio]:checked")].map((it) => [it.name, it.value]));
}

const same = (one, other) => Object.keys(one).every((name) => one[name].trim() === (other[name] ?? one[name]).trim());

/* True where the browser has kept it. */
export function keep() {
  const there = read(key);
  if (there && there.stamp !== known && !same(words(), there.words)) {
    offer(there.words);
    key = `${base}#${crypto.randomUUID()}`;
  }
  known = `${Date.now()}.${Math.random()}`;
  const { submission_id: submission, version } = form.elements;
  return write(key, {
    words: words(), choices: choices(), submission: submission.value, version: version.value, stamp: known, at: Date.now(),
  });
}

function fill(kept) {
  for (const [name, value] of Object.entries(kept.words)) if (value && form.elements[name]) form.elements[name].value = value;
  for (const [name, value] of Object.entries(kept.choices ?? {})) {
    const choice = form.querySelector(`input[type=radio][name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (choice) choice.checked = true;
  }
}

/* Shows another text of the writer's above the form. The button exchanges the two: neither is lost. */
export function offer(other) {
  if (same(words(), other)) return;
  document.getElementById("another-text")?.remove();
  const box = document.getElementById("another-text-here").content.cloneNode(true).firstElementChild;
  const shown = box.querySelector(".kept");
  const show = (texts) => { shown.textContent = Object.values(texts).filter((it) => it.trim()).join("\n\n"); };
  show(other);
  box.querySelector("button").addEventListener("click", () => {
    const before = words();
    fill({ words: other });
    other = before;
    show(other);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("textarea[data-kept]").focus();
  });
  form.before(box);
}

/* What the server gave into the page is the latest it has; this browser may have later words, or those of another time. */
function giveBack() {
  const { submission_id: submission, version } = form.elements;
  const kept = namesOf(base).map((name) => ({ ...read(name), name })).filter((it) => it.words && isFresh(it));
  const own = kept.find((it) => it.submission === submission.value);
  const [latest] = kept.sort((one, other) => other.at - one.at);
  const found = own ?? latest;
  if (!found) return;
  if (!own && version.value) {
    key = `${base}#${submission.value}`;
    offer(found.words);
    return;
  }
  ({ name: key, stamp: known } = found);
  if (form.querySelector(".errorlist") || same(words(), found.words)) return;
  if (own && found.version !== version.value) return offer(found.words);
  fill(found);
  submission.value = found.submission;
  version.value = found.version ?? "";
}

function isFresh(kept) {
  return Date.now() - kept.at < DAYS * 86_400_000;
}

/* The page after posting names the submission that was posted: its words are forgotten, and nothing else. */
function forgetWhatWasPosted() {
  const gone = [...document.querySelectorAll(".message[data-posted]")].map((it) => it.dataset.posted);
  if (!gone.length) return;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  names.filter((name) => gone.includes(read(name)?.submission)).forEach((name) => localStorage.removeItem(name));
}

try {
  forgetWhatWasPosted();
} catch {
  /* A forbidden store keeps nothing. */
}
if (form) {
  giveBack();
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep);
  addEventListener("storage", (event) => {
    const there = event.key === key && event.newValue ? JSON.parse(event.newValue) : null;
    if (there && there.stamp !== known) offer(there.words);
  });
}
