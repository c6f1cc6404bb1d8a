package org.tosc.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the head of a request (RFC 9112, sections 2 to 5), and takes nothing that two readers may
/// read in two ways: lines end with CR LF, names have no space behind them, no line continues
/// another, and there are no control characters but tabs in values.
final class HeadReader {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String VERSION = "HTTP/1.1";

  private final Input in;
  private final Limits limits;
  private int left;

  HeadReader(Input in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /// The next head; null where the client ends, or says nothing in time.
  @Nullable Request read() throws IOException, HttpFault {
    left = limits.headerBytes();
    in.allow(limits.header());
    int first;
    try {
      first = in.read();
    } catch (EOFException | SocketTimeoutException nothing) {
      return null;
    }
    try {
      return head(first);
    } catch (SocketTimeoutException late) {
      throw new HttpFault(Status.REQUEST_TIMEOUT, "the head of the request did not come in time");
    }
  }

  private Request head(int first) throws IOException, HttpFault {
    String start = line(first);
    Map<String, List<String>> fields = new HashMap<>();
    int count = 0;
    for (String line = line(in.read()); !line.isEmpty(); line = line(in.read())) {
      if (++count > limits.fields()) {
        throw new HttpFault(Status.FIELDS_TOO_LARGE, "there are too many header fields");
      }
      field(line, fields);
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3 || !isToken(words[0])) {
      throw HttpFault.bad("the first line is a method, a path and HTTP/1.1");
    }
    if (!words[2].equals(VERSION)) {
      throw new HttpFault(Status.VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1");
    }
    return request(words[0], words[1], new Fields(fields));
  }

  private static Request request(String method, String target, Fields fields) throws HttpFault {
    boolean isPlain = target.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
    if (!target.startsWith("/") || !isPlain) {
      throw HttpFault.bad("the target of a request is a path");
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new Request(method, path, query, fields, new byte[0]);
  }

  private static void field(String line, Map<String, List<String>> fields) throws HttpFault {
    int colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.substring(0, colon))) {
      throw HttpFault.bad("a header field is a name, a colon and a value");
    }
    Fields.put(fields, line.substring(0, colon), trimmed(line.substring(colon + 1)));
  }

  /// Without spaces and tabs around it.
  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// A line without its end, each byte as one character.
  private String line(int first) throws IOException, HttpFault {
    StringBuilder line = new StringBuilder();
    int next = first;
    while (next != '\r') {
      if ((next < ' ' && next != '\t') || next == 0x7f) {
        throw HttpFault.bad("there is a control character in the head of the request");
      }
      line.append((char) next);
      count();
      next = in.read();
    }
    count();
    if (in.read() != '\n') {
      throw HttpFault.bad("lines of a head end with CR LF");
    }
    count();
    return line.toString();
  }

  private void count() throws HttpFault {
    if (--left < 0) {
      throw new HttpFault(
          Status.FIELDS_TOO_LARGE,
          "the head of a request has at most " + limits.headerBytes() + " bytes");
    }
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || TOKEN_MARKS.indexOf(c) >= 0);
  }
}
