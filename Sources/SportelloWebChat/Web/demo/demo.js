// What a host page does: boot the widget, change its language or appearance, show how much is unread.

const chat = window.Sportello;
const language = document.querySelector("#language");
const theme = document.querySelector("#theme");
const asked = new URLSearchParams(location.search);
const wished = asked.get("lang") ?? navigator.language.slice(0, 2);

language.value = [...language.options].some((option) => option.value === wished) ? wished : "en";
theme.value = asked.get("theme") ?? "auto";

const settings = () => ({ locale: language.value, theme: theme.value });
const direction = () => (document.documentElement.dir = language.value === "ar" ? "rtl" : "ltr");

direction();
chat.boot(settings());
for (const control of [language, theme]) {
  control.addEventListener("change", () => {
    direction();
    chat.update(settings());
  });
}
document.querySelector("#open").addEventListener("click", () => chat.show());
document.querySelector("#forget").addEventListener("click", () => {
  chat.shutdown();
  chat.boot(settings());
});
chat.onUnreadCountChange((count) => {
  document.querySelector(".unread").textContent = count === 0 ? "" : `Unread: ${count}`;
});
