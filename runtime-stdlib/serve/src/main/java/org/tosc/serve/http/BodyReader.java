package org.tosc.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the body of a request (RFC 9112, sections 6 and 7). How long it is must be said once, and
/// in one way: a request with two lengths is two requests to two readers.
final class BodyReader {
  private static final int MOST_DIGITS = 18;
  private static final int MOST_HEX_DIGITS = 8;

  private final Input in;
  private final Limits limits;

  BodyReader(Input in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /// What a head says of its body.
  sealed interface Framing {
    /// There is none.
    record None() implements Framing {}

    /// So many bytes.
    record Length(int bytes) implements Framing {}

    /// Chunks, each with its length.
    record Chunks() implements Framing {}
  }

  /// How long the body is, as far as its head says.
  Framing framing(Request head) throws HttpFault {
    String length = head.fields().single("Content-Length");
    @Nullable String coding = head.fields().single("Transfer-Encoding");
    if (coding != null) {
      if (length != null) {
        throw HttpFault.bad("a request has a Content-Length or a Transfer-Encoding, not both");
      }
      if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
        throw new HttpFault(Status.NOT_IMPLEMENTED, "the one transfer coding here is `chunked`");
      }
      return new Framing.Chunks();
    }
    if (length != null) {
      return new Framing.Length(length(length));
    }
    if (head.method().equals("POST")) {
      throw new HttpFault(Status.LENGTH_REQUIRED, "a POST says how long its body is");
    }
    return new Framing.None();
  }

  private int length(String text) throws HttpFault {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      throw HttpFault.bad("the Content-Length is not a number of bytes");
    }
    long bytes = Long.parseLong(text);
    if (bytes > limits.bodyBytes()) {
      throw tooLarge();
    }
    return (int) bytes;
  }

  private HttpFault tooLarge() {
    return new HttpFault(
        Status.CONTENT_TOO_LARGE, "a body has at most " + limits.bodyBytes() + " bytes");
  }

  byte[] read(Framing framing) throws IOException, HttpFault {
    in.allow(limits.request());
    try {
      return switch (framing) {
        case Framing.None() -> new byte[0];
        case Framing.Length(int bytes) -> {
          byte[] body = new byte[bytes];
          in.readFully(body, 0, bytes);
          yield body;
        }
        case Framing.Chunks() -> chunks();
      };
    } catch (SocketTimeoutException late) {
      throw new HttpFault(Status.REQUEST_TIMEOUT, "the body of the request did not come in time");
    }
  }

  private byte[] chunks() throws IOException, HttpFault {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      if (size > limits.bodyBytes() - body.size()) {
        throw tooLarge();
      }
      byte[] chunk = new byte[size];
      in.readFully(chunk, 0, size);
      body.write(chunk, 0, size);
      lineEnd();
    }
    // Trailers are not taken: nothing here needs one, and they are fields behind all checks.
    lineEnd();
    return body.toByteArray();
  }

  /// The length of a chunk, without extensions.
  private int chunkSize() throws IOException, HttpFault {
    long size = 0;
    int digits = 0;
    int next = in.read();
    for (int digit = Character.digit(next, 16); digit >= 0; digit = Character.digit(next, 16)) {
      size = size * 16 + digit;
      if (++digits > MOST_HEX_DIGITS) {
        throw tooLarge();
      }
      next = in.read();
    }
    if (digits == 0 || next != '\r' || in.read() != '\n') {
      throw HttpFault.bad("a chunk begins with its length in hexadecimal digits");
    }
    if (size > limits.bodyBytes()) {
      throw tooLarge();
    }
    return (int) size;
  }

  private void lineEnd() throws IOException, HttpFault {
    if (in.read() != '\r' || in.read() != '\n') {
      throw HttpFault.bad("a chunk ends with CR LF");
    }
  }
}
