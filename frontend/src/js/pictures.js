// The picture chooser: each picture is sent at once and shown while it travels. Without this the file field works as it is.
import { all, once, say, token } from "./dom.js";

const LARGEST = 100 * 1024 * 1024; // bytes, of a video: more is not even sent; the server judges each kind by itself

function send(url, file, progress) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* an error page */ }
      if (request.status < 300 && answer.id) resolve(answer);
      else reject(new Error(answer.error ?? say("Chưa gửi được ảnh này.", "This picture was not sent.")));
    };
    request.onerror = () => reject(new Error(say("Mất mạng, ảnh chưa gửi.", "Offline, picture not sent.")));
    request.send(body);
  });
}

function choose(frame) {
  const add = frame.querySelector(".chooser-add");
  const input = add.querySelector("input[type=file]");
  const template = frame.querySelector("template[data-picture]");
  const { uploadUrl, name } = frame.dataset;
  const most = Number(frame.dataset.most) || 8;
  const full = () => { add.hidden = frame.querySelectorAll(".pic").length >= most; };
  const changed = () => { full(); frame.dispatchEvent(new CustomEvent("ihanoi:pictures", { bubbles: true })); frame.dispatchEvent(new Event("input", { bubbles: true })); };

  const failed = (picture, wait, file, error) => {
    wait.textContent = error.message;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-line btn-sm mt-1 justify-self-center";
    again.textContent = say("Gửi lại", "Try again");
    again.addEventListener("click", () => go(picture, wait, file));
    wait.append(again);
  };
  const go = (picture, wait, file) => {
    if (file.size > LARGEST) {
      failed(picture, wait, file, new Error(say("Tệp lớn hơn 100 MB nên chưa gửi. Hãy cắt ngắn hoặc chọn tệp khác.", "Larger than 100 MB, not sent. Cut it or choose another.")));
      return;
    }
    wait.textContent = say("đang tải", "sending");
    send(uploadUrl, file, (part) => { wait.textContent = `${Math.round(part * 100)} % ${say("đang tải", "sent")}`; }).then((answer) => {
      wait.remove();
      const id = document.createElement("input");
      Object.assign(id, { type: "hidden", name, value: answer.id });
      picture.append(id);
      if (answer.thumb) picture.querySelector("img").src = answer.thumb;
      if (answer.note) { const tag = document.createElement("span"); tag.className = "pic-tag"; tag.textContent = answer.note; picture.querySelector(".pic-frame").append(tag); }
      changed();
    }, (error) => failed(picture, wait, file, error));
  };
  const take = (files) => {
    for (const file of [...files].slice(0, most - frame.querySelectorAll(".pic").length)) {
      const picture = template.content.cloneNode(true).querySelector(".pic");
      picture.querySelector("img").src = URL.createObjectURL(file);
      add.before(picture);
      go(picture, picture.querySelector(".pic-wait"), file);
    }
    full();
  };

  frame.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-drop]");
    if (!drop) return;
    drop.closest(".pic").remove();
    changed();
    input.focus();
  });
  if (!uploadUrl) return;
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    add.addEventListener(kind, (event) => {
      event.preventDefault();
      add.classList.toggle("over", kind === "dragover");
      if (kind === "drop") take(event.dataTransfer.files);
    });
  }
  full();
}

export function pictures(root) {
  for (const frame of all("[data-upload-url]", root)) once(frame, "pictures", choose);
}
