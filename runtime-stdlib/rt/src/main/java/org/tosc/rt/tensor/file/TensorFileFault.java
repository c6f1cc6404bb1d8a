package org.tosc.rt.tensor.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// What is wrong with a file: its name, the byte, the reason. The host maps it to `LoadError`.
public final class TensorFileFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final String file;
  private final long offset;
  private final String reason;

  public TensorFileFault(String file, long offset, String reason) {
    super("cannot read `" + file + "` at byte " + offset + ": " + reason);
    this.file = file;
    this.offset = offset;
    this.reason = reason;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }

  /// The fault that an I/O error at `offset` is.
  public static TensorFileFault of(String file, long offset, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "there is no such file";
          case AccessDeniedException denied -> "access is denied";
          default -> escaped(String.valueOf(e.getMessage()));
        };
    TensorFileFault fault = new TensorFileFault(file, offset, reason);
    fault.initCause(e);
    return fault;
  }

  /// Text out of a file, shortened and without control characters.
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .forEach(
            c -> {
              if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x202E)) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                out.appendCodePoint(c);
              }
            });
    return text.codePointCount(0, text.length()) > SHOWN
        ? out.append('…').toString()
        : out.toString();
  }
}
