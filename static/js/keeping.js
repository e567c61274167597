/* Keeps on the server what somebody types who is signed in, a few seconds after typing stops, and says quietly where the
   text is kept. The browser has it in any case (unsent.js). */
import { form, keep, offer, words } from "./unsent.js";

const PAUSE = 3_000;
const RETRY = 15_000;
const status = document.getElementById("keeping");
const heard = document.getElementById("keeping-heard");
let pause;
let running = null;
let sent = form && JSON.stringify(typed());
let place = "";

function typed() {
  const fields = new FormData(form);
  for (const name of ["files", "csrfmiddlewaretoken", "version", "submission_id"]) fields.delete(name);
  return [...fields];
}

/* Shown each time; heard once, and again when something else happens. */
function say(what, time = "") {
  const sentence = status.dataset[what].replace("{time}", time);
  status.textContent = sentence;
  if (what !== place) heard.textContent = sentence;
  place = what;
}

async function post(isLast) {
  const fields = new FormData(form);
  fields.delete("files");
  fields.set("then", "keep");
  return fetch(form.action, { method: "POST", body: fields, headers: { "HX-Request": "true" }, keepalive: isLast });
}

/* The token in the page is another one's since somebody signed in or out in another window: the page has a new one. */
async function renewToken() {
  const page = await (await fetch(location.href)).text();
  const token = new DOMParser().parseFromString(page, "text/html").querySelector("main [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

function adopt(answer) {
  form.elements.version.value = answer.version;
  form.elements.submission_id.value = answer.submission;
  keep();
  if (answer.other) offer(answer.other);
  const time = new Date(answer.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  say(answer.is_open ? "kept" : "closed", time);
}

async function send(isLast = false) {
  const now = JSON.stringify(typed());
  if (now === sent) return;
  let answer = await post(isLast);
  if (answer.status === 403) {
    await renewToken();
    answer = await post(isLast);
  }
  if (answer.status === 401) return say("signedOut");
  if (answer.status === 204) return;
  if (!answer.ok) return say("here");
  sent = now;
  adopt(await answer.json());
}

async function sendOrRetry() {
  clearTimeout(pause);
  if (running) return later();
  running = send().catch(() => {
    say("offline");
    later(RETRY);
  });
  await running;
  running = null;
}

function later(wait = PAUSE) {
  clearTimeout(pause);
  pause = setTimeout(sendOrRetry, wait);
}

/* Words that are still on their way arrive before those that are posted, so that none is kept after it was posted. */
async function waitForKeeping(event) {
  clearTimeout(pause);
  if (!running) return;
  event.preventDefault();
  await running;
  clearTimeout(pause);
  form.requestSubmit(event.submitter);
}

/* A browser that signs out forgets what was typed in it: the server has the last words before. */
async function keepBeforeSigningOut(event) {
  if (!event.target.matches("[data-signs-out]") || JSON.stringify(typed()) === sent) return;
  event.preventDefault();
  clearTimeout(pause);
  await running;
  await send().catch(() => {});
  event.target.submit();
}

if (form && status) {
  if (form.dataset.signedIn) {
    document.addEventListener("submit", keepBeforeSigningOut);
    form.addEventListener("input", () => later());
    form.addEventListener("change", () => later());
    form.addEventListener("submit", waitForKeeping);
    addEventListener("online", sendOrRetry);
    addEventListener("offline", () => say("offline"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && !running) send(true).catch(() => {});
    });
  } else {
    form.addEventListener("input", () => { if (Object.values(words()).some((it) => it.trim())) say("here"); });
  }
}
