package org.tosc.rt.tensor.file;

import java.io.IOException;
import org.tosc.rt.error.FileReason;

/// What is wrong with a file: its name, the byte, the reason. The host maps it to `LoadError`.
public final class TensorFileFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final String file;
  private final long offset;
  private final String reason;

  public TensorFileFault(String file, long offset, String reason) {
    this("cannot read `" + file + "` at byte " + offset + ": " + reason, file, offset, reason);
  }

  private TensorFileFault(String message, String file, long offset, String reason) {
    super(message);
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

  /// What is wrong with a file, or a folder, as a whole: no byte of it is to blame.
  public static TensorFileFault ofWhole(String file, String reason) {
    return new TensorFileFault("cannot read `" + file + "`: " + reason, file, 0, reason);
  }

  /// The fault that an I/O error at `offset` is.
  public static TensorFileFault of(String file, long offset, IOException e) {
    String reason = escaped(FileReason.of(e));
    String at = offset == 0 ? "" : " at byte " + offset;
    TensorFileFault fault =
        new TensorFileFault(
            "cannot read `" + file + "`" + at + ": " + reason, file, offset, reason);
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
