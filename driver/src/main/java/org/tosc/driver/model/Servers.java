package org.tosc.driver.model;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Interruption;
import org.tosc.rt.session.Session;
import org.tosc.serve.Deployment;
import org.tosc.serve.ModelServer;

/// The servers of a program.
final class Servers {
  /// How soon a server that was stopped, or a program that was interrupted, is noticed, in ms.
  private static final long LOOK = 50;

  private final List<ModelServer> servers = new CopyOnWriteArrayList<>();
  private final GuestDoor door = new GuestDoor();

  GuestDoor door() {
    return door;
  }

  ServerValue start(Deployment deployment) {
    ModelServer server;
    try {
      server = ModelServer.start(deployment);
    } catch (IOException fault) {
      throw Errors.io("cannot serve on port " + deployment.port() + ": " + reason(fault));
    }
    if (servers.isEmpty()) {
      // SIGTERM and SIGINT end the JVM: requests in flight get their answers first.
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "serve-drain"));
    }
    servers.add(server);
    Session.current().err().line("deploy: answering at " + server.url());
    return new ServerValue(server);
  }

  private static String reason(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains("in use") ? "it is in use by another program" : message;
  }

  private void stop() {
    servers.forEach(ModelServer::stop);
  }

  /// Waits until all are stopped, and lets guest code answer meanwhile. A program that is asked to
  /// stop here ends as it should: requests in flight, which may need guest code, get their answers.
  void await() {
    Interruption interruption = Session.current().interruption();
    try (var _ = interruption.attentive()) {
      while (servers.stream().anyMatch(ModelServer::isRunning)) {
        try (var _ = interruption.deferred()) {
          door.answer(LOOK);
        }
        if (interruption.take()) {
          Thread.ofPlatform().name("serve-stop").start(this::stop);
        }
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
  }
}
