/* Says on the page that a passkey was not used; the library would say so in the console alone. */
document.addEventListener("allauth.error", (event) => {
  const words = document.getElementById("passkey-failed");
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
  words.focus();
});
