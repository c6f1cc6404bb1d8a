package org.tosc.rt.statement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;

/// The installed git in a directory, which is the session's where nothing else is said.
///
/// It is started without a shell, asks nobody (no prompt, no editor, no pager), runs no hooks and
/// no file-system monitor of the repository's configuration, speaks English, and is ended when it
/// takes too long or the program is interrupted. Variables that point git somewhere else (`GIT_DIR`
/// and such) are not handed on.
final class Git {
  private static final long SECONDS = 60;
  private static final long FAR_SECONDS = 300;

  /// What git may write before the rest is left out, in bytes.
  private static final int MOST = 16 << 20;

  /// What of git's own variables is handed on: who commits, and when.
  private static final Set<String> KEPT =
      Set.of(
          "GIT_AUTHOR_NAME",
          "GIT_AUTHOR_EMAIL",
          "GIT_AUTHOR_DATE",
          "GIT_COMMITTER_NAME",
          "GIT_COMMITTER_EMAIL",
          "GIT_COMMITTER_DATE");

  private final Session session;
  private final Path directory;
  private final String program;

  Git(Session session) {
    this(session, "git");
  }

  Git(Session session, Path directory) {
    this(session, directory, "git");
  }

  /// @param program as it is found, or its path
  Git(Session session, String program) {
    this(session, session.directory(), program);
  }

  private Git(Session session, Path directory, String program) {
    this.session = session;
    this.directory = directory;
    this.program = program;
  }

  /// What a run of git left.
  private record Ended(int code, String output, String error) {
    boolean isFine() {
      return code == 0;
    }
  }

  /// Runs a command and gives what it writes.
  ///
  /// @throws org.tosc.rt.error.GuestError `GitError` in git's words where it fails
  String run(String... command) {
    return checked(command, ended(List.of(), SECONDS, command));
  }

  /// The same of a command that talks to another machine.
  String runFar(String... command) {
    return checked(command, ended(List.of(), FAR_SECONDS, command));
  }

  /// The same of a command that writes commits: where nobody is configured, the user of this
  /// machine is the author.
  String runAsAuthor(String... command) {
    List<String> author = new ArrayList<>();
    String user = System.getProperty("user.name", "tosc");
    if (isUnknown("NAME", "user.name")) {
      author.addAll(List.of("-c", "user.name=" + user));
    }
    if (isUnknown("EMAIL", "user.email")) {
      author.addAll(List.of("-c", "user.email=" + user + "@localhost"));
    }
    return checked(command, ended(author, SECONDS, command));
  }

  private boolean isUnknown(String variable, String setting) {
    Map<String, String> environment = session.environment();
    boolean isGiven =
        environment.containsKey("GIT_AUTHOR_" + variable)
            && environment.containsKey("GIT_COMMITTER_" + variable);
    return !isGiven && text("config", "--get", setting).isEmpty();
  }

  /// What a command writes, without white space around it; nothing where it fails.
  String text(String... command) {
    Ended ended = ended(List.of(), SECONDS, command);
    return ended.isFine() ? ended.output().strip() : "";
  }

  boolean succeeds(String... command) {
    return ended(List.of(), SECONDS, command).isFine();
  }

  /// Prints what a command writes.
  void print(String... command) {
    String output = run(command);
    if (!output.isEmpty()) {
      session.out().print(output);
      session.out().flush();
    }
  }

  private static String checked(String[] command, Ended ended) {
    if (ended.isFine()) {
      return ended.output();
    }
    String words = ended.error().isBlank() ? ended.output() : ended.error();
    String told = words.isBlank() ? "it ended with code " + ended.code() : words.strip();
    throw Errors.of(ErrorKind.GIT, "git " + command[0] + ": " + told);
  }

  private Ended ended(List<String> settings, long seconds, String... command) {
    List<String> all = new ArrayList<>(List.of(program, "--no-pager"));
    all.addAll(
        List.of(
            "-c", "core.hooksPath=" + nothing(),
            "-c", "core.fsmonitor=false",
            "-c", "commit.gpgSign=false",
            "-c", "protocol.ext.allow=never"));
    all.addAll(settings);
    all.addAll(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.directory(directory.toFile());
    environment(builder.environment());
    builder.redirectInput(Redirect.from(Path.of(nothing()).toFile()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw Errors.unavailable(
          "`" + program + "` cannot be started; is it installed? " + e.getMessage());
    }
    return wait(process, seconds, command[0]);
  }

  private static String nothing() {
    return System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null";
  }

  private void environment(Map<String, String> environment) {
    environment.clear();
    session
        .environment()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("GIT_") || KEPT.contains(name)) {
                environment.put(name, value);
              }
            });
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ASKPASS", "");
    environment.put("SSH_ASKPASS", "");
    environment.put("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
    environment.put("GIT_EDITOR", ":");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("LC_ALL", "C");
    environment.remove("LANGUAGE");
  }

  private Ended wait(Process process, long seconds, String command) {
    FutureTask<String> output = reading(process.getInputStream());
    FutureTask<String> error = reading(process.getErrorStream());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean ended = false;
    try (var _ = session.interruption().attentive()) {
      while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
        session.checkInterrupt();
        if (System.nanoTime() > end) {
          throw Errors.of(
              ErrorKind.GIT, "git " + command + ": it took longer than " + seconds + " seconds");
        }
      }
      ended = true;
      return new Ended(process.exitValue(), output.get(), error.get());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Errors.of(ErrorKind.INTERRUPTED, "git was interrupted");
    } catch (java.util.concurrent.ExecutionException e) {
      throw Errors.io("cannot read what git writes: " + e.getCause());
    } finally {
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    }
  }

  /// Reads a stream in a thread of its own, so that neither can fill up.
  private static FutureTask<String> reading(InputStream stream) {
    FutureTask<String> task = new FutureTask<>(() -> read(stream));
    Thread.ofVirtual().start(task);
    return task;
  }

  private static String read(InputStream stream) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try (stream) {
      for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
        kept.write(part, 0, Math.min(n, MOST - kept.size()));
      }
    }
    return kept.toString(StandardCharsets.UTF_8);
  }
}
