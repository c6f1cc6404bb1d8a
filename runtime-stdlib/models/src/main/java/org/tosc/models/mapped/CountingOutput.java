package org.tosc.models.mapped;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts what is written, and pads.
public final class CountingOutput extends FilterOutputStream {
  private long count;

  public CountingOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int from, int n) throws IOException {
    out.write(bytes, from, n);
    count += n;
  }

  /// How many bytes were written.
  public long count() {
    return count;
  }

  /// Writes zeros up to a multiple of `unit`, which is a power of two.
  public void pad(int unit) throws IOException {
    write(new byte[(int) (Size.padded(count, unit) - count)]);
  }
}
