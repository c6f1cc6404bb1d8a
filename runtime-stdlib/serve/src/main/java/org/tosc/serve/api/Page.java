package org.tosc.serve.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.tosc.rt.digest.Sha256;
import org.tosc.serve.http.Reply;
import org.tosc.serve.http.Status;

/// The page to talk to a model: one file that asks nobody but this server. Browsers run the script
/// that is in it and no other, by its hash (Content Security Policy Level 3, section 2.3.1).
@SuppressWarnings("ArrayRecordComponent") // never compared
record Page(byte[] html, String policy) {
  static Page read() {
    try (InputStream in = Page.class.getResourceAsStream("page.html")) {
      byte[] html = Objects.requireNonNull(in).readAllBytes();
      String text = new String(html, StandardCharsets.UTF_8);
      String policy =
          "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'; script-src "
              + hash(text, "script")
              + "; style-src "
              + hash(text, "style");
      return new Page(html, policy);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static String hash(String text, String element) {
    String open = "<" + element + ">";
    int from = text.indexOf(open) + open.length();
    String content = text.substring(from, text.indexOf("</" + element + ">", from));
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(content)) + "'";
  }

  void send(Reply reply) throws IOException {
    reply.with("Content-Security-Policy", policy);
    reply.send(Status.OK, "text/html; charset=utf-8", html);
  }
}
