package org.tosc.models.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A stream from another machine that may stop without ending: a read that brings nothing for too
/// long fails. [java.net.http.HttpRequest#timeout] is over when the head of an answer is there.
final class PatientStream extends FilterInputStream {
  private final String from;
  private final Duration patience;

  /// @param from what it brings, for the message
  PatientStream(InputStream in, String from, Duration patience) {
    super(in);
    this.from = from;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int at, int length) throws IOException {
    FutureTask<Integer> read = new FutureTask<>(() -> in.read(bytes, at, length));
    Thread.ofVirtual().start(read);
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stalled) {
      read.cancel(true);
      throw new IOException(from + " has sent nothing for " + patience.toMillis() + " ms", stalled);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException fault ? fault : new IOException(failed);
    } catch (InterruptedException stopped) {
      read.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
