/* The provisions of a draft from the keyboard: one of them is in the order of the Tab key, the arrows go from one to the
   next, and each key presses what stands in the menu of the one that has the focus. After a change the focus is on the
   provision that it was about, and what happened is said. */
const STEPS = { J: "join", K: "join-next", Enter: "open", Delete: "drop" };

const tree = () => document.querySelector("[data-tree]");
const provisions = () => [...tree().children];

function current() {
  return tree()?.querySelector('li[tabindex="0"]');
}

function stand(provision, isAsked = true) {
  if (!provision) return;
  current()?.setAttribute("tabindex", "-1");
  provision.tabIndex = 0;
  if (isAsked) provision.focus();
}

/* The words in the file come into view beside the provision, where they stand in a column of their own. */
function showInSource(provision) {
  const place = document.getElementById(provision.id.replace("provision", "source"));
  const column = place?.closest(".source");
  if (!column || column.scrollHeight <= column.clientHeight) return;
  column.scrollTop += place.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 4;
}

function press(provision, step) {
  const way = provision.querySelector(`[data-key="${step}"]`);
  if (step === "open") location.assign(way.href);
  else way.click();
}

function changeLevel(key, provision) {
  const isForward = (key === "ArrowRight") === (getComputedStyle(provision).direction === "ltr");
  press(provision, isForward ? "lower" : "lift");
}

function undoOrRedo(event) {
  const key = event.key.toLowerCase();
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && key !== "y") return false;
  document.querySelector(`[data-key="${isRedo ? "redo" : "undo"}"]`).click();
  return true;
}

function step(event, provision) {
  if (event.ctrlKey || event.metaKey) return undoOrRedo(event);
  if (event.altKey) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
    changeLevel(event.key, provision);
  } else if (event.key === "ArrowDown" || event.key === "j") stand(provision.nextElementSibling);
  else if (event.key === "ArrowUp" || event.key === "k") stand(provision.previousElementSibling);
  else if (event.key === "Home") stand(provisions().at(0));
  else if (event.key === "End") stand(provisions().at(-1));
  else if (event.key === "S") location.assign(`${provision.querySelector('[data-key="open"]').href}#split`);
  else if (STEPS[event.key]) press(provision, STEPS[event.key]);
  else return false;
  return true;
}

/* A screen reader says what comes into a region that was empty. */
function sayAgain() {
  const said = document.querySelector(".tree-said");
  if (!said?.dataset.said) return;
  said.textContent = "";
  setTimeout(() => { said.textContent = said.dataset.said; }, 100);
}

function arrive(id, isAsked) {
  if (!tree()) return;
  stand(document.getElementById(id) ?? provisions()[0], isAsked && Boolean(document.getElementById(id)));
}

document.addEventListener("keydown", (event) => {
  const provision = event.target.closest?.("[data-tree] > li");
  if (provision && provision === event.target && step(event, provision)) event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const provision = event.target.closest?.("[data-tree] > li");
  if (!provision) return;
  if (provision !== current()) stand(provision, false);
  showInSource(provision);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (!document.getElementById("preview")) return;
  arrive(document.getElementById("preview").dataset.focus, event.detail.target.id === "preview");
  sayAgain();
});
document.addEventListener("htmx:responseError", () => location.reload());
arrive(location.hash.slice(1), true);
