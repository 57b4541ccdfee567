// htmx, its CSRF header, and what is said when an answer does not come.
import htmx from "htmx.org";
import { say, token } from "./dom.js";

window.htmx = htmx;
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = token();
});

function complain(text) {
  const main = document.querySelector("main");
  if (!main) return;
  main.querySelector("[data-failed]")?.remove();
  const notice = document.createElement("div");
  notice.className = "notice notice-error mb-4";
  notice.setAttribute("role", "alert");
  notice.dataset.failed = "";
  const words = document.createElement("div");
  words.textContent = text;
  notice.append(words);
  (main.querySelector(".wrap") ?? main).prepend(notice);
  notice.scrollIntoView({ block: "center" });
}
document.addEventListener("htmx:sendError", () => complain(say(
  "Mất mạng. Bước vừa rồi chưa được gửi; những gì đã gõ vẫn còn.", "You are offline. That step was not sent; what you typed is still here.")));
document.addEventListener("htmx:responseError", ({ detail }) => complain(detail.xhr.status === 429
  ? say("Xin chờ một chút rồi thử lại.", "Please wait a moment and try again.")
  : say("Bước vừa rồi chưa được ghi. Thử lại sau ít phút; những gì đã gõ vẫn còn.", "That step was not recorded. Try again in a few minutes; what you typed is still here.")));
document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-failed]")?.remove());
