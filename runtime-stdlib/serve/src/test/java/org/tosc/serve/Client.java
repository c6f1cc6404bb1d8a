package org.tosc.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends bytes as they are: what a library would not let pass must be sent too.
record Client(int port) {
  /// Tests that hang fail.
  private static final int PATIENCE = 60_000;

  /// An answer as text.
  record Answer(int status, String head, String body) {
    String field(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  String host() {
    return "Host: 127.0.0.1:" + port + "\r\n";
  }

  /// The bytes of a POST of JSON.
  String post(String path, String json, String... fields) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n").append(host());
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("Content-Type: application/json\r\nContent-Length: ")
        .append(body.length)
        .append("\r\n\r\n")
        .append(new String(body, StandardCharsets.ISO_8859_1))
        .toString();
  }

  Answer get(String path, String... fields) throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n").append(host());
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return send(head + "\r\n");
  }

  /// Sends bytes, one for each character, and reads one answer.
  Answer send(String bytes) throws IOException {
    try (Socket socket = open()) {
      write(socket, bytes);
      return read(socket.getInputStream());
    }
  }

  static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// The next answer; status 0 where the server ends instead.
  static Answer read(InputStream in) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return new Answer(0, "", "");
    }
    int status = Integer.parseInt(head.split(" ", 3)[1]);
    Answer answer = new Answer(status, head, "");
    byte[] body =
        answer.field("Transfer-Encoding").equals("chunked")
            ? chunks(in)
            : in.readNBytes(Integer.parseInt("0" + answer.field("Content-Length")));
    return new Answer(status, head, new String(body, StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.write(in.readNBytes(size));
      in.skipNBytes(2);
    }
    in.skipNBytes(2);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the answer ends in the middle");
      }
      line.append((char) next);
    }
    return Integer.parseInt(line.toString().strip(), 16);
  }
}
