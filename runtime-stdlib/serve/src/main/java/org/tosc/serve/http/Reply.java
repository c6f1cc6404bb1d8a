package org.tosc.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The answer to one request: all at once ([#send]), or piece by piece ([#begin], [#write],
/// [#end]).
public final class Reply {
  /// What every answer says: keep no copy, guess no type, run nothing, tell nobody who asked.
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private static final byte[] LINE_END = {'\r', '\n'};

  private final Connection connection;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private boolean isBegun;
  private boolean isLast;

  Reply(Connection connection) {
    this.connection = connection;
  }

  /// A field of the answer, instead of what [#ALWAYS] has.
  public Reply with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /// Whether something was sent.
  public boolean isBegun() {
    return isBegun;
  }

  /// Whether the connection ends with this answer.
  boolean isLast() {
    return isLast;
  }

  /// The connection ends with this answer.
  void endConnection() {
    isLast = true;
  }

  /// Whether who asked has gone away. Takes a millisecond.
  public boolean isClientGone() {
    return connection.isClientGone();
  }

  /// Sends an answer as a whole.
  public void send(Status status, String type, byte[] body) throws IOException {
    ByteArrayOutputStream out = head(status, type);
    line(out, "Content-Length", Integer.toString(body.length));
    out.writeBytes(LINE_END);
    if (!connection.isHead()) {
      out.writeBytes(body);
    }
    connection.write(out.toByteArray());
  }

  /// Begins an answer whose length is not known.
  public void begin(Status status, String type) throws IOException {
    ByteArrayOutputStream out = head(status, type);
    line(out, "Transfer-Encoding", "chunked");
    out.writeBytes(LINE_END);
    connection.write(out.toByteArray());
  }

  /// Sends a piece of it.
  public void write(String piece) throws IOException {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return; // a chunk of length 0 is the end
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    out.writeBytes(Integer.toHexString(bytes.length).getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(LINE_END);
    out.writeBytes(bytes);
    out.writeBytes(LINE_END);
    connection.write(out.toByteArray());
  }

  /// Ends it.
  public void end() throws IOException {
    connection.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private ByteArrayOutputStream head(Status status, String type) {
    isBegun = true;
    isLast |= connection.isEnding();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String first = "HTTP/1.1 " + status.code() + " " + status.reason();
    out.writeBytes(first.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(LINE_END);
    Map<String, String> all = new LinkedHashMap<>(ALWAYS);
    all.put("Content-Type", type);
    all.putAll(fields);
    all.put("Connection", isLast ? "close" : "keep-alive");
    all.forEach((name, value) -> line(out, name, value));
    return out;
  }

  private static void line(ByteArrayOutputStream out, String name, String value) {
    // Values are ours; a line end in one would still be another field.
    String clean = value.replace('\r', ' ').replace('\n', ' ');
    out.writeBytes((name + ": " + clean).getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(LINE_END);
  }
}
