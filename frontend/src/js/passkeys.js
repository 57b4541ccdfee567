// Passkeys: a form's button asks the server what to sign, the device signs, the form carries the answer. Without scripts the button is not there.
import { all, once, say, token } from "./dom.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

/** The server's JSON as browsers want it, and back; many phones do not yet know the built-in way. */
function readable(options) {
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (options.user) return { ...ready, user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) };
  return { ...ready, allowCredentials: known(options.allowCredentials) };
}

function writable(key) {
  const response = { clientDataJSON: text(key.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (key.response[part]) response[part] = text(key.response[part]);
  if (key.response.getTransports) response.transports = key.response.getTransports();
  return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {}, authenticatorAttachment: key.authenticatorAttachment ?? undefined };
}

class Refused extends Error {}

/** Why the device or the person did not go on, in their words. */
function why(error) {
  if (error instanceof Refused) return error.message;
  return {
    NotAllowedError: say("Chưa xác nhận: đã bấm hủy, hết thời gian chờ, hoặc máy này không có khóa của tài khoản. Bấm lại để thử, hoặc dùng cách khác.", "Not confirmed: cancelled, timed out, or this device has no passkey for the account. Try again, or use another way."),
    InvalidStateError: say("Máy này đã có khóa truy cập của tài khoản rồi.", "This device already has a passkey of the account."),
    SecurityError: say("Khóa truy cập không dùng được ở địa chỉ đang mở. Hãy mở ứng dụng bằng địa chỉ chính thức.", "Passkeys do not work at this address. Open the app at its official address."),
    NotSupportedError: say("Máy này chưa tạo được khóa truy cập: cần khóa màn hình bằng vân tay, khuôn mặt hoặc mã.", "This device cannot make a passkey yet: it needs a screen lock."),
    TypeError: say("Mất mạng nên chưa gửi được. Hãy thử lại.", "No connection. Try again."),
  }[error.name] ?? say("Máy báo lỗi với khóa truy cập. Hãy thử lại, hoặc dùng cách khác.", "The device failed. Try again, or use another way.");
}

async function options(form) {
  const answer = await fetch(form.dataset.passkeyOptions, {
    method: "POST", headers: { "X-CSRFToken": token() }, body: new URLSearchParams({ use: form.dataset.passkey }),
  });
  const given = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(given.error ?? say("Chưa làm được lúc này. Hãy thử lại sau ít phút.", "Not possible now. Try again in some minutes."));
  return { publicKey: readable(given) };
}

function setUp(form) {
  const said = form.querySelector("[data-passkey-said]");
  const button = form.querySelector("button");
  const tell = (sentence) => {
    said.querySelector("div").textContent = sentence;
    said.hidden = !sentence;
  };
  if (!window.PublicKeyCredential) {
    tell(say("Trình duyệt này chưa dùng được khóa truy cập. Hãy cập nhật, hoặc dùng cách khác.", "This browser has no passkeys. Update it, or use another way."));
    button.hidden = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    tell("");
    try {
      const asked = await options(form);
      const key = asked.publicKey.user ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked);
      form.querySelector("[name=credential]").value = JSON.stringify(writable(key));
      form.submit();
    } catch (error) {
      button.removeAttribute("aria-busy");
      tell(why(error));
    }
  });
}

export function passkeys(root) {
  for (const form of all("[data-passkey]", root)) once(form, "passkey", setUp);
}
