/* Keeps what is being typed in this browser until it is posted: after a crash the same form has the words again, under
   the same submission id, so that posting them twice makes one comment. Nothing leaves the browser. */
const DAYS = 14;
const PREFIX = "unsent:";
const form = document.querySelector("form[data-kept-form]");
const key = PREFIX + location.pathname;

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
  } catch {
    /* A full or forbidden store: the server still keeps what is sent. */
  }
}

function fields() {
  return [...form.querySelectorAll("textarea[data-kept]")];
}

function keep() {
  const words = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  write(key, { words, submission: form.elements.submission_id.value, at: Date.now() });
}

function giveBack() {
  const kept = read(key);
  if (!kept || Date.now() - kept.at > DAYS * 86_400_000 || form.querySelector(".errorlist")) return;
  for (const field of fields()) field.value = kept.words[field.name] || field.value;
  form.elements.submission_id.value = kept.submission;
}

/* The page after posting names the submission that was posted: its words are forgotten, and nothing else. */
function forgetWhatWasPosted() {
  const posted = document.querySelector(".message[data-posted]")?.dataset.posted;
  if (!posted) return;
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    names.filter((name) => read(name)?.submission === posted).forEach((name) => localStorage.removeItem(name));
  } catch {
    /* A forbidden store keeps nothing. */
  }
}

forgetWhatWasPosted();
if (form) {
  giveBack();
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep);
}
