package org.tosc.serve;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tosc.serve.api.Api;
import org.tosc.serve.api.Guard;
import org.tosc.serve.http.Listener;

/// Models that answer on a port, until they are stopped.
///
/// ```java
/// ModelServer server = ModelServer.start(Deployment.of(model, 8080));
/// …
/// server.stop();
/// ```
public final class ModelServer {
  private final Listener listener;
  private final Api api;
  private final String host;
  private final CountDownLatch end = new CountDownLatch(1);

  private ModelServer(Listener listener, Api api, String host) {
    this.listener = listener;
    this.api = api;
    this.host = host;
  }

  /// Opens the port and begins to answer.
  ///
  /// @throws IOException where the port cannot be had; the message says why
  public static ModelServer start(Deployment deployment) throws IOException {
    List<InetAddress> addresses = addresses(deployment);
    List<ServerSocket> doors = Listener.bind(addresses, deployment.port());
    int port = doors.getFirst().getLocalPort();
    Api api = Api.start(deployment, new Guard(deployment, addresses.getFirst(), port));
    Listener listener = Listener.start(doors, deployment.limits(), api);
    return new ModelServer(listener, api, host(addresses.getFirst()));
  }

  private static List<InetAddress> addresses(Deployment deployment) throws IOException {
    String listen = deployment.listen();
    if (listen != null) {
      try {
        return List.of(InetAddress.ofLiteral(listen));
      } catch (IllegalArgumentException notAnAddress) {
        throw new IOException("`" + listen + "` is not an address", notAnAddress);
      }
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : List.of("127.0.0.1", "::1")) {
      InetAddress address = InetAddress.ofLiteral(literal);
      if (isHere(address)) {
        addresses.add(address);
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException("this machine has no loopback address");
    }
    return addresses;
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException none) {
      return false;
    }
  }

  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return "localhost";
    }
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  public int port() {
    return listener.port();
  }

  /// Where it is, such as `http://127.0.0.1:8080/`.
  public String url() {
    return "http://" + host + ":" + port() + "/";
  }

  /// Requests that were answered or refused so far.
  public long requests() {
    return api.requests();
  }

  public boolean isRunning() {
    return end.getCount() > 0;
  }

  /// Takes no more requests, lets those in flight end, and ends.
  public void stop() {
    listener.stop();
    api.stop();
    end.countDown();
  }

  /// Waits until it is stopped.
  public void await() throws InterruptedException {
    end.await();
  }
}
