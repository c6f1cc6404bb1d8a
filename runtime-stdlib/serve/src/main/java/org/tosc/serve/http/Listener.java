package org.tosc.serve.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Takes connections at some addresses, and gives each a virtual thread.
public final class Listener {
  private static final int BACKLOG = 1024;
  private static final int ATTEMPTS = 20;
  private static final Duration TICK = Duration.ofMillis(50);

  private final List<ServerSocket> doors;
  private final Limits limits;
  private final Handler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore room;
  private final byte[] noRoom = Refusal.noRoom();
  private volatile boolean isEnding;
  private volatile boolean isEnded;

  private Listener(List<ServerSocket> doors, Limits limits, Handler handler) {
    this.doors = doors;
    this.limits = limits;
    this.handler = handler;
    this.room = new Semaphore(limits.connections());
  }

  /// Doors that are open, and that nobody answers yet. The port is the same at all addresses.
  public static List<ServerSocket> bind(List<InetAddress> addresses, int port) throws IOException {
    IOException last = new IOException("no address");
    // A port that the system chose for the first address may be taken at the second.
    for (int i = 0; i < (port == 0 ? ATTEMPTS : 1); i++) {
      try {
        return bindAll(addresses, port);
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  private static List<ServerSocket> bindAll(List<InetAddress> addresses, int port)
      throws IOException {
    List<ServerSocket> doors = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : addresses) {
        ServerSocket door = new ServerSocket();
        doors.add(door);
        door.bind(new InetSocketAddress(address, chosen), BACKLOG);
        chosen = door.getLocalPort();
      }
      return List.copyOf(doors);
    } catch (IOException fault) {
      for (ServerSocket door : doors) {
        door.close();
      }
      throw fault;
    }
  }

  /// Begins to answer.
  public static Listener start(List<ServerSocket> doors, Limits limits, Handler handler) {
    Listener listener = new Listener(doors, limits, handler);
    for (ServerSocket door : doors) {
      Thread.ofPlatform().daemon().name("serve-accept").start(() -> listener.accept(door));
    }
    Thread.ofVirtual().name("serve-overdue").start(listener::closeOverdue);
    return listener;
  }

  public int port() {
    return doors.getFirst().getLocalPort();
  }

  /// Connections that are open.
  public int connections() {
    return connections.size();
  }

  private void accept(ServerSocket door) {
    while (!isEnding) {
      try {
        take(door.accept());
      } catch (IOException fault) {
        // The door is closed, or the system has no more sockets for now.
        pause();
      }
    }
  }

  private void take(Socket socket) throws IOException {
    if (!room.tryAcquire()) {
      handler.refused(Status.SERVICE_UNAVAILABLE);
      try (socket) {
        // A new socket's buffer takes this at once.
        socket.getOutputStream().write(noRoom);
        socket.shutdownOutput();
      }
      return;
    }
    Connection connection;
    try {
      connection = new Connection(socket, limits, handler);
    } catch (IOException fault) {
      room.release();
      socket.close();
      throw fault;
    }
    connections.add(connection);
    if (isEnding) {
      connection.endSoon();
    }
    Thread.ofVirtual().name("serve-connection").start(() -> run(connection));
  }

  private void run(Connection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
      room.release();
    }
  }

  private void closeOverdue() {
    while (!isEnded) {
      long now = System.nanoTime();
      connections.stream().filter(c -> c.isOverdue(now)).forEach(Connection::abort);
      pause();
    }
  }

  /// Takes no more, lets what is in flight end as long as [Limits#drain], and ends.
  public void stop() {
    isEnding = true;
    for (ServerSocket door : doors) {
      try {
        door.close();
      } catch (IOException closed) {
        pause();
      }
    }
    connections.forEach(Connection::endSoon);
    long deadline = System.nanoTime() + limits.drain().toNanos();
    while (connections.stream().anyMatch(Connection::isBusy) && System.nanoTime() < deadline) {
      pause();
    }
    connections.forEach(Connection::abort);
    isEnded = true;
  }

  private static void pause() {
    try {
      Thread.sleep(TICK);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
