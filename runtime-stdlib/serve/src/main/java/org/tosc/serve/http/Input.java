package org.tosc.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The bytes that a client sends, read with a deadline.
final class Input {
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;
  private long deadline;

  Input(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /// From now on, so long.
  void allow(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  /// The next byte.
  ///
  /// @throws EOFException where the client has ended
  /// @throws SocketTimeoutException where the time is over
  int read() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xff;
  }

  void readFully(byte[] bytes, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (at == end) {
        fill();
      }
      int some = Math.min(count - done, end - at);
      System.arraycopy(buffer, at, bytes, from + done, some);
      at += some;
      done += some;
    }
  }

  private void fill() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    fill((int) Math.min(left, Integer.MAX_VALUE));
  }

  private void fill(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    at = 0;
    end = count;
  }

  /// Whether the client has closed its side, as one does that goes away. Takes a millisecond.
  boolean isEnded() {
    if (at < end) {
      return false;
    }
    try {
      fill(1);
      return false;
    } catch (SocketTimeoutException quiet) {
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  /// Reads and forgets what still comes, so that what was sent arrives: closing a socket with bytes
  /// to be read resets the connection (RFC 9112, section 9.6).
  void discard(int atMost) throws IOException {
    int left = atMost - (end - at);
    at = end;
    while (left > 0) {
      fill();
      left -= end;
      at = end;
    }
  }
}
