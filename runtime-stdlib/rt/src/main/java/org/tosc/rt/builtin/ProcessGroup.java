package org.tosc.rt.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// The process around a program: other programs, environment, arguments, exit.
final class ProcessGroup {
  private ProcessGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "exec(command, full=false)",
                "what a shell command writes; in full a dict of output, error and code",
                ProcessGroup::exec)
            .needs(Permission.SPAWN),
        Builtin.of(
                "env(name, default=nil)", "the value of an environment variable", ProcessGroup::env)
            .as("get_env", "getenv")
            .needs(Permission.FS_READ),
        Builtin.of(
                "set_env(name, value)",
                "sets an environment variable of this program and those it starts",
                ProcessGroup::setEnv)
            .as("setenv")
            .needs(Permission.SPAWN),
        Builtin.of(
            "args()",
            "the program's arguments",
            (s, _) -> ListValue.ofAll(s.args().stream().map(Text::of).toList())),
        Builtin.of(
            "exit(code=0)",
            "ends the program",
            (_, a) -> {
              throw new ExitRequest(Math.clamp(Args.integer("exit", a[0]), 0, 255));
            }));
  }

  private static @Nullable Object env(Session session, @Nullable Object[] a) {
    String value = session.environment().get(Args.string("env", a[0]));
    return value == null ? a[1] : Text.of(value);
  }

  private static @Nullable Object setEnv(Session session, @Nullable Object[] a) {
    String name = Args.string("set_env", a[0]);
    String value = Show.text(a[1]);
    if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
      throw Errors.value("set_env() cannot set " + Show.quote(name));
    }
    session.environment().put(name, value);
    return null;
  }

  private static Object exec(Session session, @Nullable Object[] a) {
    String command = Args.string("exec", a[0]);
    session.require(Permission.IPC, "exec(" + Show.quote(command) + ")");
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    ProcessBuilder builder =
        windows
            ? new ProcessBuilder("cmd", "/c", command)
            : new ProcessBuilder("/bin/sh", "-c", command);
    builder.directory(session.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(session.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing(windows)));
    session.out().flush();
    try {
      return run(session, builder.start(), Truth.of(a[1]));
    } catch (IOException e) {
      throw Errors.io("exec() cannot run " + Show.quote(command) + ": " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Errors.of(ErrorKind.INTERRUPTED, "exec() was interrupted");
    }
  }

  private static java.io.File nothing(boolean windows) {
    return new java.io.File(windows ? "NUL" : "/dev/null");
  }

  private static Object run(Session session, Process process, boolean full)
      throws InterruptedException {
    Collector output = Collector.of(process.getInputStream());
    Collector error = Collector.of(process.getErrorStream());
    boolean ended = false;
    try (var _ = session.interruption().attentive()) {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        session.checkInterrupt();
      }
      ended = true;
    } finally {
      // Destroying a process that has ended would close the streams before they are read.
      if (!ended) {
        process.destroy();
      }
    }
    Text written = output.text();
    if (!full) {
      session.err().print(error.text().toString());
      return written;
    }
    return new DictValue()
        .with("output", written)
        .with("error", error.text())
        .with("code", (long) process.exitValue());
  }

  /// Reads one stream of a process in a thread of its own, so that neither stream can fill up.
  private static final class Collector {
    private final Thread thread;
    private byte[] bytes = {};

    private Collector(InputStream stream) {
      this.thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    try (stream) {
                      bytes = stream.readAllBytes();
                    } catch (IOException _) {
                      // The process is gone; what was read is all there is.
                    }
                  });
    }

    static Collector of(InputStream stream) {
      Collector collector = new Collector(stream);
      collector.thread.start();
      return collector;
    }

    Text text() throws InterruptedException {
      thread.join();
      return Text.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
