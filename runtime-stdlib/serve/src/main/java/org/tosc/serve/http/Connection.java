package org.tosc.serve.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// A client's connection: one request after the other.
final class Connection implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("org.tosc.serve");
  private static final int DISCARDED = 1 << 18;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Socket socket;
  private final Input in;
  private final Limits limits;
  private final Handler handler;
  private boolean isHead;
  private volatile boolean isBusy;
  private volatile boolean isEnding;
  private volatile long overdueAt;

  Connection(Socket socket, Limits limits, Handler handler) throws IOException {
    this.socket = socket;
    this.in = new Input(socket);
    this.limits = limits;
    this.handler = handler;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      HeadReader heads = new HeadReader(in, limits);
      boolean isOpen = true;
      while (isOpen && !isEnding) {
        isBusy = false;
        isOpen = next(heads);
      }
    } catch (IOException gone) {
      LOGGER.log(System.Logger.Level.DEBUG, "a client is gone: {0}", gone.getMessage());
    } finally {
      isBusy = false;
    }
  }

  /// Answers the next request; whether another may come.
  private boolean next(HeadReader heads) throws IOException {
    Reply reply = new Reply(this);
    isHead = false;
    try {
      Request head = heads.read();
      if (head == null) {
        return false;
      }
      isBusy = true;
      isHead = head.method().equals("HEAD");
      Request request = head.withBody(body(head));
      if (wantsClose(head)) {
        reply.endConnection();
      }
      answer(request, reply);
      return !reply.isLast();
    } catch (HttpFault fault) {
      // Where the body begins or ends is not known.
      isBusy = true;
      reply.endConnection();
      Refusal.send(fault, reply, handler);
      farewell();
      return false;
    }
  }

  private byte[] body(Request head) throws HttpFault, IOException {
    BodyReader bodies = new BodyReader(in, limits);
    handler.check(head);
    BodyReader.Framing framing = bodies.framing(head);
    String expected = head.fields().single("Expect");
    if (expected != null) {
      if (!expected.toLowerCase(Locale.ROOT).equals("100-continue")) {
        throw new HttpFault(Status.EXPECTATION_FAILED, "nothing but 100-continue is expected here");
      }
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    return bodies.read(framing);
  }

  private void answer(Request request, Reply reply) throws IOException {
    try {
      handler.handle(request, reply);
    } catch (HttpFault fault) {
      Refusal.send(fault, reply, handler);
    } catch (RuntimeException fault) {
      LOGGER.log(System.Logger.Level.WARNING, "a request failed", fault);
      if (reply.isBegun()) {
        throw new IOException("the answer ends in the middle", fault);
      }
      HttpFault told = new HttpFault(Status.INTERNAL_SERVER_ERROR, "the server failed");
      Refusal.send(told, reply, handler);
    }
  }

  private static boolean wantsClose(Request head) {
    return head.fields().values("Connection").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
  }

  /// Ends so that the last answer arrives.
  private void farewell() throws IOException {
    socket.shutdownOutput();
    in.allow(FAREWELL);
    in.discard(DISCARDED);
  }

  void write(byte[] bytes) throws IOException {
    overdueAt = System.nanoTime() + limits.request().toNanos();
    try {
      socket.getOutputStream().write(bytes);
    } finally {
      overdueAt = 0;
    }
  }

  boolean isClientGone() {
    return in.isEnded();
  }

  boolean isHead() {
    return isHead;
  }

  boolean isBusy() {
    return isBusy;
  }

  boolean isEnding() {
    return isEnding;
  }

  /// Whether the client does not read what is written to it.
  boolean isOverdue(long now) {
    long at = overdueAt;
    return at != 0 && now - at > 0;
  }

  /// The answer that is on its way, if any, is the last one.
  void endSoon() {
    isEnding = true;
    if (!isBusy) {
      abort();
    }
  }

  void abort() {
    try {
      socket.close();
    } catch (IOException closed) {
      LOGGER.log(System.Logger.Level.DEBUG, Objects.toString(closed.getMessage()));
    }
  }
}
