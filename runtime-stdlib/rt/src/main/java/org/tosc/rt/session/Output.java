package org.tosc.rt.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.tosc.rt.error.Errors;

/// A buffered UTF-8 sink for `print` and for messages. Someone must [#flush] it at the end; an
/// interactive one flushes after every line.
public final class Output {
  private final OutputStream target;
  private final boolean interactive;
  private final byte[] buffer = new byte[8192];
  private int used;

  public Output(OutputStream target, boolean interactive) {
    this.target = target;
    this.interactive = interactive;
  }

  public synchronized void print(String text) {
    int n = text.length();
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        write(text.substring(i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      if (used == buffer.length) {
        drain();
      }
      buffer[used++] = (byte) c;
    }
  }

  /// Prints the text and a newline.
  public synchronized void line(String text) {
    print(text);
    print("\n");
    if (interactive) {
      flush();
    }
  }

  public synchronized void flush() {
    drain();
    try {
      target.flush();
    } catch (IOException e) {
      throw Errors.io("cannot write the output: " + e.getMessage());
    }
  }

  private void write(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      if (used == buffer.length) {
        drain();
      }
      int part = Math.min(bytes.length - from, buffer.length - used);
      System.arraycopy(bytes, from, buffer, used, part);
      used += part;
      from += part;
    }
  }

  private void drain() {
    int pending = used;
    used = 0;
    try {
      target.write(buffer, 0, pending);
    } catch (IOException e) {
      throw Errors.io("cannot write the output: " + e.getMessage());
    }
  }
}
